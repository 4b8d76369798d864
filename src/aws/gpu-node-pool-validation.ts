import { Token } from "cdktf";
import type { Construct } from "constructs";
import { gpuModelOf } from "../core/gpu-lookup";
import type { GpuMachineType } from "../core/gpu-machine-types";
import { tierOf } from "../core/ownership";
import { requirePoolSize } from "../core/pool-size";
import { ServingTier } from "../core/tier";
import { Validator } from "../core/validation";
import { hasGpuImage } from "./gpu-image";
import type { GpuNodePoolProps } from "./gpu-node-pool";
import { regionsOffering } from "./machine-type-regions";
import { NodeCapacity } from "./node-capacity";
import { regionOfZone } from "./zones";

const RESERVATION_ID = /^cr-[0-9a-f]{8,17}$/;

/** The machine type of a valid pool: the one that was named, or the smallest. */
export function resolveMachineType(props: GpuNodePoolProps): GpuMachineType {
  const machineType = findMachineType(props);
  if (machineType === undefined) {
    throw new TypeError(`${props.machineType} was not validated`);
  }
  return machineType;
}

/** Reports everything that is wrong with the properties of a GPU pool. */
export function validateGpuNodePool(pool: Construct, props: GpuNodePoolProps): void {
  const validator = new Validator(pool, "aws.GpuNodePool").given(props, "cluster", "gpu", "maxNodes");
  requirePoolSize(validator, props);
  validateMachineType(validator, props);
  validateCapacity(validator, pool, props);
  validateZones(validator, props);
  validator.done();
}

function findMachineType({ gpu, machineType }: GpuNodePoolProps): GpuMachineType | undefined {
  return machineType === undefined
    ? gpu.awsMachineTypes[0]
    : gpu.awsMachineTypes.find(({ name }) => name === machineType);
}

function validateMachineType(validator: Validator, props: GpuNodePoolProps): void {
  const { gpu, machineType, lowLatency } = props;
  validator.require(hasGpuImage(gpu), {
    code: "MK_GPU_NO_IMAGE",
    message: `gpu is ${gpu}, for which EKS has no node image with a driver.`,
    remedy: "Choose an NVIDIA GPU.",
  });
  if (machineType !== undefined && !validator.literal("machineType", machineType)) {
    return;
  }
  const found = findMachineType(props);
  const carried = machineType === undefined ? undefined : gpuModelOf(machineType);
  validator.require(found !== undefined, {
    code: "MK_GPU_MACHINE_TYPE",
    message: `machineType is "${machineType}", which carries ${carried === undefined ? "no GPU known here" : `${carried} GPUs`}, not ${gpu}.`,
    remedy: `Use one of ${gpu.awsMachineTypes.map(({ name }) => name).join(", ")}.`,
  });
  if (found !== undefined && lowLatency === true) {
    validator.require(found.efaInterfaces > 0, {
      code: "MK_GPU_NO_FABRIC",
      message: `lowLatency is true, but ${found.name} takes no Elastic Fabric Adapter.`,
      remedy: `Use one of ${fabricTypes(props).join(", ") || "another GPU model's types"}, or leave lowLatency out.`,
    });
  }
}

function validateCapacity(validator: Validator, pool: Construct, props: GpuNodePoolProps): void {
  const { capacity } = props;
  validator.require(capacity !== NodeCapacity.SPOT || tierOf(pool) !== ServingTier.PRODUCTION, {
    code: "MK_GPU_SPOT_PRODUCTION",
    message: "capacity is SPOT, whose nodes are taken back at two minutes' notice; production refuses it.",
    remedy: "Use NodeCapacity.ON_DEMAND or a capacity block, or serve from another tier.",
  });
  if (capacity?.reservationId === undefined) {
    return;
  }
  const machineType = findMachineType(props);
  validator
    .matches(
      "capacity.reservationId",
      capacity.reservationId,
      RESERVATION_ID,
      "the id of a capacity reservation, cr-...",
    )
    .require(machineType === undefined || machineType.capacityBlocks, {
      code: "MK_GPU_NO_CAPACITY_BLOCKS",
      message: `capacity is a capacity block, but none are sold for ${machineType?.name}.`,
      remedy: "Use a p4d, p5, p5e, p5en or p6-b200 type, or NodeCapacity.ON_DEMAND.",
    });
}

function validateZones(validator: Validator, props: GpuNodePoolProps): void {
  const { zones, capacity, lowLatency, cluster } = props;
  validateRegion(validator, props, zones ?? cluster._network.zoneNames ?? []);
  const reason = capacity?.isReserved
    ? "a capacity block lies"
    : lowLatency
      ? "Elastic Fabric Adapters reach each other"
      : undefined;
  validator.require(reason === undefined || zones?.length === 1, {
    code: "MK_GPU_ONE_ZONE",
    message: `zones names ${zones?.length ?? "no"} zones, but ${reason} in exactly one.`,
    remedy: 'Name one zone of the network, as in zones: ["eu-west-1a"].',
  });
  if (zones === undefined || !zones.every((zone, index) => validator.literal(`zones[${index}]`, zone))) {
    return;
  }
  const known = cluster._network.zoneNames;
  const missing = zones.filter((zone) => !known?.includes(zone));
  validator.require(zones.length > 0 && missing.length === 0 && new Set(zones).size === zones.length, {
    code: "MK_GPU_ZONES",
    message: `zones is [${zones.join(", ")}], but the network spans ${known?.join(", ") ?? "zones that are found at plan time"}.`,
    remedy: "Name zones of the network, each once, and give ServingNetwork its zones by name.",
  });
}

function validateRegion(validator: Validator, props: GpuNodePoolProps, zones: readonly string[]): void {
  const machineType = findMachineType(props)?.name;
  const region = zones
    .filter((zone) => !Token.isUnresolved(zone))
    .map(regionOfZone)
    .find((name) => name !== undefined);
  const offering = machineType === undefined ? undefined : regionsOffering(machineType);
  if (region === undefined || offering === undefined) {
    return;
  }
  validator.require(offering.includes(region), {
    code: "MK_GPU_NOT_IN_REGION",
    message: `zones lie in ${region}, where ${machineType} is not offered.`,
    remedy: `Use another machine type, or one of the regions ${offering.join(", ")}.`,
  });
}

function fabricTypes({ gpu }: GpuNodePoolProps): string[] {
  return gpu.awsMachineTypes.filter(({ efaInterfaces }) => efaInterfaces > 0).map(({ name }) => name);
}
