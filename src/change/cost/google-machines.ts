import type { Attributes, Resource } from "../../estate/resource";
import type { Money } from "../report";
import { amountOf } from "./bill";
import { countMachineGpus, gpusOfMachine, nameOfGpu } from "./gpus";
import { exactly } from "./money";
import type { Known, Pricing } from "./pricing";

/** GiB of a local SSD. @see https://cloud.google.com/compute/docs/disks/local-ssd */
const LOCAL_SSD = 375;

/** Machine types whose price has their local SSDs in it. */
const WITH_LOCAL_SSD = /-lssd$|^(?:a2-ultragpu|a3|a4|g4)-/;

const TEMPLATES: readonly string[] = ["google_compute_instance_template", "google_compute_region_instance_template"];

/** Machines of one type, and what is attached to each of them. */
export interface Machines {
  readonly type: Known<string>;
  readonly count: Money | undefined;

  /** Undefined when it is not known. */
  readonly isSpot: boolean | undefined;

  /** Blocks of `type` and `count`; undefined when it is not known which there are. */
  readonly accelerators: readonly Attributes[] | undefined;
}

/** `google_compute_instance` */
export function priceComputeInstance(pricing: Pricing): void {
  const { attributes } = pricing.resource;
  chargeMachines(pricing, machinesIn(pricing, attributes, exactly(1)));
  for (const disk of pricing.blocks("boot_disk") ?? []) {
    // A disk that is named is a resource of its own.
    if (pricing.text("source", disk) === null) {
      const [size, type] = [
        pricing.number("initialize_params.0.size", disk),
        pricing.text("initialize_params.0.type", disk),
      ];
      chargeDisk(pricing, { size, type: type === null ? "pd-standard" : type, count: exactly(1) });
    }
  }
  chargeLocalSsds(pricing, {
    type: pricing.text("machine_type"),
    ssds: pricing.blocks("scratch_disk")?.length,
    count: exactly(1),
  });
}

/** `google_compute_instance_group_manager` and the regional one: so many machines of its template, or as its autoscaler says. */
export function priceInstanceGroup(pricing: Pricing, autoscaler: Resource | undefined): void {
  const size = pricing.number("target_size");
  const scaled = autoscaler === undefined ? undefined : replicasOf(pricing, autoscaler);
  const count = autoscaler === undefined ? (typeof size === "number" ? exactly(size) : undefined) : scaled;
  const template = TEMPLATES.map((kind) => pricing.ledTo("version.0.instance_template", kind)).find(
    (one) => one !== undefined,
  );
  if (template === undefined) {
    pricing.missAll("its instance template, which is not in the estate");
    return;
  }
  chargeMachines(pricing, machinesIn(pricing, template.attributes, count));
  const disks = pricing.blocks("disk", template.attributes);
  if (disks === undefined || count === undefined) {
    pricing.miss("disks", disks === undefined ? "the disks of its template" : "how many machines there are");
    return;
  }
  const ssds = disks.filter((disk) => pricing.text("type", disk) === "SCRATCH");
  for (const disk of disks.filter((one) => !ssds.includes(one) && pricing.text("source", one) === null)) {
    const type = pricing.text("disk_type", disk);
    chargeDisk(pricing, {
      size: pricing.number("disk_size_gb", disk),
      type: type === null ? "pd-standard" : type,
      count,
    });
  }
  chargeLocalSsds(pricing, { type: pricing.text("machine_type", template.attributes), ssds: ssds.length, count });
}

function replicasOf(pricing: Pricing, autoscaler: Resource): Money | undefined {
  const [low, high] = ["min_replicas", "max_replicas"].map((name) =>
    pricing.number(`autoscaling_policy.0.${name}`, autoscaler.attributes),
  );
  return typeof low === "number" && typeof high === "number" && high >= low ? { low, high } : undefined;
}

function machinesIn(pricing: Pricing, attributes: Attributes, count: Money | undefined): Machines {
  const model = pricing.text("scheduling.0.provisioning_model", attributes);
  const preemptible = pricing.isOn("scheduling.0.preemptible", attributes);
  return {
    type: pricing.text("machine_type", attributes),
    count,
    isSpot: model === undefined || preemptible === undefined ? undefined : model === "SPOT" || preemptible,
    accelerators: pricing.blocks("guest_accelerator", attributes),
  };
}

/** On demand, or as spot machines where a list has their price; accelerators that are attached cost beside the machine. */
export function chargeMachines(pricing: Pricing, { type, count, isSpot, accelerators }: Machines): void {
  if (count === undefined) {
    pricing.missAll(typeof type === "string" ? "how many machines there are" : "its machine type");
    return;
  }
  const name = typeof type === "string" ? type.slice(type.lastIndexOf("/") + 1) : undefined;
  if (name === undefined) {
    pricing.miss("machines", "its machine type");
  } else {
    chargeMachine(pricing, { name, count, isSpot });
  }
  if (accelerators === undefined) {
    pricing.miss("accelerators", "which accelerators are attached");
    return;
  }
  for (const accelerator of name !== undefined && gpusOfMachine(name) !== undefined ? [] : accelerators) {
    chargeAccelerator(pricing, accelerator, { machine: name, count, isSpot: isSpot === true });
  }
}

function chargeMachine(
  pricing: Pricing,
  { name, count, isSpot }: { readonly name: string; readonly count: Money; readonly isSpot: boolean | undefined },
): void {
  countMachineGpus(pricing, [name], count);
  if (isSpot === undefined) {
    pricing.miss("machines", "whether its machines are spot machines");
  } else {
    const of = isSpot ? { item: `gce-spot/${name}`, what: `spot ${name}` } : { item: `gce/${name}`, what: name };
    pricing.charge("machines", of, { count });
  }
}

/** The machine is undefined when its type is not known: then it may have the accelerators in its price, and their hours count. */
function chargeAccelerator(
  pricing: Pricing,
  accelerator: Attributes,
  { machine, count, isSpot }: { readonly machine: string | undefined; readonly count: Money; readonly isSpot: boolean },
): void {
  const [type, each] = [pricing.text("type", accelerator), pricing.number("count", accelerator)];
  if (typeof type !== "string" || typeof each !== "number") {
    pricing.miss("accelerators", "the type or the number of its accelerators");
    return;
  }
  if (each === 0) {
    return;
  }
  const name = type.slice(type.lastIndexOf("/") + 1);
  const all = amountOf(count, each);
  pricing.countGpus(nameOfGpu(name), all);
  if (machine === undefined) {
    pricing.miss("accelerators", "its machine type");
  }
  // Families named for their accelerators have them in their price, also those that are newer than our table.
  if (machine !== undefined && !/^(?:a[2-9]x?|g[2-9])-/.test(machine)) {
    pricing.charge(
      "accelerators",
      isSpot ? { item: `gpu-spot/${name}`, what: `spot ${name}` } : { item: `gpu/${name}`, what: name },
      { count: all },
    );
  }
}

/** A disk of a known type and size. Hyperdisks are charged for their performance too, which no list here has. */
export function chargeDisk(
  pricing: Pricing,
  { size, type, count }: { readonly size: Known<number>; readonly type: Known<string>; readonly count: Money },
): void {
  if (typeof type !== "string" || typeof size !== "number") {
    pricing.miss(
      "disks",
      typeof type !== "string"
        ? "the type of a disk"
        : `the size of a disk${size === null ? " that its image decides" : ""}`,
    );
    return;
  }
  const name = type.slice(type.lastIndexOf("/") + 1);
  pricing.charge("disks", { item: `disk/${name}`, what: name }, { count, each: { amount: size, unit: "GiB" } });
}

/** Local SSDs, unless the price of the machine has them in it. */
export function chargeLocalSsds(
  pricing: Pricing,
  { type, ssds, count }: { readonly type: Known<string>; readonly ssds: number | undefined; readonly count: Money },
): void {
  if (ssds === undefined) {
    pricing.miss("disks", "how many local SSDs there are");
  } else if (ssds > 0 && typeof type === "string" && !WITH_LOCAL_SSD.test(type.slice(type.lastIndexOf("/") + 1))) {
    const each = { amount: ssds * LOCAL_SSD, unit: "GiB" };
    pricing.charge("disks", { item: "disk/local-ssd", what: "local SSD" }, { count, each });
  }
}
