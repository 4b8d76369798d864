import { Token } from "cdktf";
import type { Construct } from "constructs";
import { gpuModelOf } from "../core/gpu-lookup";
import type { GpuMachineType } from "../core/gpu-machine-types";
import type { GpuModel } from "../core/gpu-model";
import { tierOf } from "../core/ownership";
import { requirePoolSize } from "../core/pool-size";
import { ServingTier } from "../core/tier";
import { Validator } from "../core/validation";
import { zonesOffering } from "./accelerator-zones";
import {
  gpuCounts,
  isCompactable,
  isConfidential,
  isFleeting,
  isNeverOnDemand,
  localSsdCounts,
} from "./gpu-machine-facts";
import type { GpuNodePoolProps } from "./gpu-node-pool";
import { regionOfZone } from "./locations";
import { NodeCapacity } from "./node-capacity";

const RESERVATION_NAME = /^(projects\/[a-z][a-z0-9-]{4,28}[a-z0-9]\/reservations\/)?[a-z]([a-z0-9-]{0,61}[a-z0-9])?$/;

/** The machine type of a valid pool: the one that was named, or the smallest that is sold as asked. */
export function resolveMachineType(props: GpuNodePoolProps): GpuMachineType {
  const machineType = findMachineType(props);
  if (machineType === undefined) {
    throw new TypeError(`${props.machineType} was not validated`);
  }
  return machineType;
}

/** Reports everything that is wrong with the properties of a GPU pool. */
export function validateGpuNodePool(pool: Construct, props: GpuNodePoolProps): void {
  const validator = new Validator(pool, "google.GpuNodePool").given(props, "cluster", "gpu", "maxNodes");
  requirePoolSize(validator, props);
  // Nothing else can be judged of a GPU that Google Cloud does not have.
  if (requireAccelerator(validator, props.gpu)) {
    validateMachineType(validator, props);
    validateCapacity(validator, pool, props);
    validateZones(validator, props);
  }
  validator.done();
}

/** GPUs of each node of a valid pool. */
export function resolveGpuCount(props: GpuNodePoolProps): number {
  const { name, gpuCount } = resolveMachineType(props);
  return props.gpuCount ?? gpuCounts(name, gpuCount)[0] ?? gpuCount;
}

/**
 * Zones of a valid pool: those that were named, or those of the cluster that offer the machine type. GKE refuses a pool that
 * spans a zone without it.
 */
export function resolveZones(props: GpuNodePoolProps): readonly string[] | undefined {
  const { region, _nodeZones: nodeZones } = props.cluster;
  const machineType = findMachineType(props)?.name;
  const offering = machineType === undefined ? undefined : zonesOffering(machineType);
  if (props.zones !== undefined || offering === undefined || Token.isUnresolved(region)) {
    return props.zones ?? nodeZones;
  }
  return offering.filter((zone) => nodeZones?.includes(zone) ?? regionOfZone(zone) === region);
}

function findMachineType(props: GpuNodePoolProps): GpuMachineType | undefined {
  const { gpu, machineType } = props;
  const types = gpu.googleMachineTypes;
  return machineType === undefined
    ? (types.find((type) => fits(type, props)) ?? types[0])
    : types.find(({ name }) => name === machineType);
}

/** Whether a machine type that nobody named can be had as the pool asks. */
function fits({ name, gpuCount }: GpuMachineType, props: GpuNodePoolProps): boolean {
  return (
    (props.gpuCount === undefined || gpuCounts(name, gpuCount).includes(props.gpuCount)) &&
    (!isFleeting(name) || isTakenBack(props.capacity)) &&
    (props.confidential !== true || isConfidential(name))
  );
}

/** Requires a GPU that Google Cloud has, and tells whether it does. */
export function requireAccelerator(validator: Validator, gpu: GpuModel): boolean {
  const offered = gpu.googleAcceleratorType !== undefined;
  validator.require(offered, {
    code: "MK_GPU_NOT_OFFERED",
    message: `gpu is ${gpu}, which Google Cloud does not offer.`,
    remedy: "Choose another model, such as GpuModel.NVIDIA_L4 or GpuModel.NVIDIA_H100.",
  });
  return offered;
}

function validateMachineType(validator: Validator, props: GpuNodePoolProps): void {
  const { gpu, machineType } = props;
  if (machineType !== undefined && !validator.literal("machineType", machineType)) {
    return;
  }
  const found = findMachineType(props);
  const carried = machineType === undefined ? undefined : gpuModelOf(machineType);
  validator.require(found !== undefined, {
    code: "MK_GPU_MACHINE_TYPE",
    message: `machineType is "${machineType}", which carries ${carried === undefined ? "no GPU known here" : `${carried} GPUs`}, not ${gpu}.`,
    remedy: `Use one of ${gpu.googleMachineTypes.map(({ name }) => name).join(", ")}.`,
  });
  if (found !== undefined) {
    requireGpuCount(validator, found, props.gpuCount);
    requireLocalSsds(validator, found.name, props.localSsdCount);
    requireTraits(validator, found.name, props);
  }
  requirePartition(validator, props);
}

function requireGpuCount(validator: Validator, machineType: GpuMachineType, asked: number | undefined): void {
  if (asked === undefined || !validator.literal("gpuCount", asked)) {
    return;
  }
  const counts = gpuCounts(machineType.name, machineType.gpuCount);
  validator.require(counts.includes(asked), {
    code: "MK_GPU_COUNT",
    message: `gpuCount is ${asked}, but ${machineType.name} carries ${alternatives(counts)}.`,
    remedy:
      counts.length > 1
        ? `Set gpuCount to ${alternatives(counts)}.`
        : "Leave gpuCount out, or use another machine type.",
  });
}

function requireLocalSsds(validator: Validator, machineType: string, asked: number | undefined): void {
  if (asked === undefined || !validator.literal("localSsdCount", asked)) {
    return;
  }
  const counts = localSsdCounts(machineType);
  validator.require(counts.includes(asked), {
    code: "MK_GPU_LOCAL_SSDS",
    message: `localSsdCount is ${asked}, but ${machineType} takes ${alternatives(counts)}.`,
    remedy: counts.length > 1 ? `Set localSsdCount to ${alternatives(counts)}.` : "Leave localSsdCount out.",
  });
}

function requireTraits(validator: Validator, machineType: string, props: GpuNodePoolProps): void {
  const confidential = props.gpu.googleMachineTypes.filter(({ name }) => isConfidential(name)).map(({ name }) => name);
  validator
    .require(props.confidential !== true || isConfidential(machineType), {
      code: "MK_GPU_NOT_CONFIDENTIAL",
      message: `confidential is true, but ${machineType} does not encrypt the memory of its GPUs.`,
      remedy: `Use ${confidential.join(", ") || "another GPU model's type, such as a3-highgpu-1g"}, or leave confidential out.`,
    })
    .require(props.compactPlacement !== true || isCompactable(machineType), {
      code: "MK_GPU_NOT_COMPACT",
      message: `compactPlacement is true, but nodes of ${machineType} cannot be placed close together.`,
      remedy: "Leave compactPlacement out, or use a GPU of the G2, A2, A3 or A4 machine types.",
    });
}

function requirePartition(validator: Validator, { gpu, partition }: GpuNodePoolProps): void {
  if (partition === undefined || !validator.literal("partition", partition)) {
    return;
  }
  const profiles = gpu.migProfiles.map(({ name }) => name);
  validator.require(profiles.includes(partition), {
    code: "MK_GPU_PARTITION",
    message: `partition is "${partition}", which ${profiles.length === 0 ? `${gpu} cannot be cut into` : `is no profile of ${gpu}`}.`,
    remedy:
      profiles.length === 0
        ? "Leave partition out, or choose a GPU with hardware partitions, such as GpuModel.NVIDIA_H100."
        : `Use one of ${profiles.join(", ")}.`,
  });
}

function validateCapacity(validator: Validator, pool: Construct, props: GpuNodePoolProps): void {
  const { capacity = NodeCapacity.ON_DEMAND } = props;
  const machineType = findMachineType(props)?.name ?? "";
  validator
    .require(capacity !== NodeCapacity.SPOT || tierOf(pool) !== ServingTier.PRODUCTION, {
      code: "MK_GPU_SPOT_PRODUCTION",
      message: "capacity is SPOT, whose nodes are taken back at thirty seconds' notice; production refuses it.",
      remedy: "Use NodeCapacity.ON_DEMAND, FLEX_START or a reservation, or serve from another tier.",
    })
    .require(!isFleeting(machineType) || isTakenBack(capacity), {
      code: "MK_GPU_NOT_ON_DEMAND",
      message: `capacity is ${capacity.type}, but ${machineType} is sold as spot and flex-start alone.`,
      remedy: "Use NodeCapacity.FLEX_START, or a3-highgpu-8g with all eight GPUs.",
    })
    .require(!isNeverOnDemand(machineType) || capacity !== NodeCapacity.ON_DEMAND, {
      code: "MK_GPU_NOT_ON_DEMAND",
      message: `capacity is ${capacity.type}, but ${machineType} is sold by reservation, flex-start and spot alone.`,
      remedy: 'Use NodeCapacity.reservation("name"), or NodeCapacity.FLEX_START.',
    })
    .require(capacity !== NodeCapacity.FLEX_START || (props.minNodes ?? 0) === 0, {
      code: "MK_GPU_FLEX_START",
      message: `minNodes is ${props.minNodes}, but flex-start gives nodes when a pod asks for them, and takes them back.`,
      remedy: "Leave minNodes out.",
    });
  if (capacity.reservationName !== undefined) {
    validator.matches(
      "capacity.reservationName",
      capacity.reservationName,
      RESERVATION_NAME,
      "the name of a reservation, or projects/<project>/reservations/<name>",
    );
  }
}

/** Whether Google takes the machines back. */
function isTakenBack(capacity: NodeCapacity | undefined): boolean {
  return capacity === NodeCapacity.SPOT || capacity === NodeCapacity.FLEX_START;
}

function validateZones(validator: Validator, props: GpuNodePoolProps): void {
  const { zones, capacity, compactPlacement, cluster } = props;
  if (zones?.every((zone, index) => validator.literal(`zones[${index}]`, zone)) === false) {
    return;
  }
  const reason = capacity?.isReserved
    ? "a reservation lies"
    : compactPlacement
      ? "compactly placed nodes stand"
      : undefined;
  const resolved = resolveZones(props);
  validator.require(reason === undefined || resolved?.length === 1, {
    code: "MK_GPU_ONE_ZONE",
    message: `zones names ${zones?.length ?? "no"} zones, but ${reason} in exactly one.`,
    remedy: `Name one zone, as in zones: ["${resolved?.[0] ?? `${cluster.region}-a`}"].`,
  });
  requireClusterZones(validator, props);
  requireOffer(validator, props);
}

function requireClusterZones(validator: Validator, { zones, cluster: { region } }: GpuNodePoolProps): void {
  if (zones === undefined || Token.isUnresolved(region)) {
    return;
  }
  const strange = zones.filter((zone) => regionOfZone(zone) !== region);
  validator.require(zones.length > 0 && strange.length === 0 && new Set(zones).size === zones.length, {
    code: "MK_GPU_ZONES",
    message: `zones is [${zones.join(", ")}], but the cluster lies in ${region}.`,
    remedy: `Name zones of ${region}, each once, as in ${region}-a.`,
  });
}

/** Zones of one region differ in what they offer: a pool must not wait for machines that never come. */
function requireOffer(validator: Validator, props: GpuNodePoolProps): void {
  const machineType = findMachineType(props)?.name;
  const offering = machineType === undefined ? undefined : zonesOffering(machineType);
  const { region, _nodeZones: nodeZones } = props.cluster;
  if (offering === undefined || Token.isUnresolved(region)) {
    return;
  }
  const inRegion = offering.filter((zone) => regionOfZone(zone) === region);
  if (inRegion.length === 0) {
    validator.require(false, {
      code: "MK_GPU_NOT_IN_REGION",
      message: `the cluster lies in ${region}, where ${machineType} is not offered.`,
      remedy: `Use another machine type, or one of the regions ${[...new Set(offering.map(regionOfZone))].join(", ")}.`,
    });
    return;
  }
  const named = props.zones?.filter((zone) => regionOfZone(zone) === region) ?? nodeZones ?? [];
  const without = named.filter((zone) => !inRegion.includes(zone));
  // Of the zones that the cluster names for all its nodes, the pool takes those that have the machine type.
  validator.require(without.length === 0 || (props.zones === undefined && without.length < named.length), {
    code: "MK_GPU_NOT_IN_ZONE",
    message: `${props.zones === undefined ? "the cluster's nodeZones name" : "zones names"} ${without.join(", ")}, where ${machineType} is not offered.`,
    remedy: `Set zones: in ${region}, ${inRegion.join(", ")} offer it.`,
  });
}

function alternatives(numbers: readonly number[]): string {
  return numbers.length < 2 ? numbers.join("") : `${numbers.slice(0, -1).join(", ")} or ${numbers[numbers.length - 1]}`;
}
