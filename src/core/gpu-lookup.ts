import { MACHINE_TYPES } from "./gpu-machine-types";

/** Name of the GPU model that a machine type carries, on whichever cloud; undefined when it is not known to carry any. */
export function gpuModelOf(machineType: string): string | undefined {
  return Object.entries(MACHINE_TYPES).find(([, { aws = [], google = [] }]) =>
    [...aws, ...google].some(({ name }) => name === machineType),
  )?.[0];
}
