import { gpuModelOf } from "../../core/gpu-lookup";
import { MACHINE_TYPES } from "../../core/gpu-machine-types";
import type { Money } from "../report";
import { amountOf } from "./bill";
import type { Pricing } from "./pricing";

/** Accelerators of a machine. */
export interface Gpus {
  /** Name as people know it: `NVIDIA L4`. */
  readonly gpu: string;

  /** How many a machine has. */
  readonly count: number;
}

/** Google's names of accelerators that are attached to machines, where they are not those of the models of core. */
const GOOGLE_NAMES: Readonly<Record<string, string>> = {
  "nvidia-tesla-t4": "nvidia-t4",
  "nvidia-tesla-a100": "nvidia-a100-40gb",
  "nvidia-h100-80gb": "nvidia-h100",
  "nvidia-h100-mega-80gb": "nvidia-h100",
  "nvidia-h200-141gb": "nvidia-h200",
};

/** GPUs that come with the machine type, on EC2, SageMaker or Compute Engine; undefined when none is known to come. */
export function gpusOfMachine(machineType: string): Gpus | undefined {
  const name = machineType.replace(/^ml\./, "");
  const model = gpuModelOf(name);
  // GPUs are attached to N1, as many as are asked for: none comes with it.
  if (model === undefined || name.startsWith("n1-")) {
    return undefined;
  }
  const { aws = [], google = [] } = MACHINE_TYPES[model] ?? {};
  const machine = [...aws, ...google].find((one) => one.name === name);
  return machine === undefined ? undefined : { gpu: nameOfGpu(model), count: machine.gpuCount };
}

/** `NVIDIA L4` for `nvidia-l4` and for `NVIDIA_L4`, `NVIDIA T4` for `nvidia-tesla-t4`, `NVIDIA A100 80GB` for `nvidia-a100-80gb`. */
export function nameOfGpu(name: string): string {
  const plain = name.toLowerCase().replaceAll("_", "-");
  const model = Object.hasOwn(GOOGLE_NAMES, plain) ? (GOOGLE_NAMES[plain] ?? plain) : plain;
  return model
    .replace(/^nvidia-tesla-/, "nvidia-")
    .replaceAll("-", " ")
    .toUpperCase();
}

/** GPUs of so many machines; where one of several types is taken, the fewest and the most of each model. */
export function countMachineGpus(pricing: Pricing, types: readonly string[], count: Money): void {
  const gpus = types.map(gpusOfMachine);
  for (const gpu of new Set(gpus.flatMap((one) => one?.gpu ?? []))) {
    const each = gpus.map((one) => (one?.gpu === gpu ? one.count : 0));
    pricing.countGpus(gpu, {
      low: amountOf(count, Math.min(...each)).low,
      high: amountOf(count, Math.max(...each)).high,
    });
  }
}
