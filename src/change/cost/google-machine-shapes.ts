import { MACHINE_TYPES } from "../../core/gpu-machine-types";
import type { Units } from "./google-catalog";

/** GB of memory by vCPU. @see https://cloud.google.com/compute/docs/general-purpose-machines */
const MEMORY: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  e2: { standard: 4, highmem: 8, highcpu: 1 },
  n1: { standard: 3.75, highmem: 6.5, highcpu: 0.9 },
  n2: { standard: 4, highmem: 8, highcpu: 1 },
  n2d: { standard: 4, highmem: 8, highcpu: 1 },
};

const SIZES: Readonly<Record<string, readonly number[]>> = {
  "e2-standard": [2, 4, 8, 16, 32],
  "e2-highmem": [2, 4, 8, 16],
  "e2-highcpu": [2, 4, 8, 16, 32],
  "n1-standard": [1, 2, 4, 8, 16, 32, 64, 96],
  "n1-highmem": [2, 4, 8, 16, 32, 64, 96],
  "n1-highcpu": [2, 4, 8, 16, 32, 64, 96],
  "n2-standard": [2, 4, 8, 16, 32, 48, 64, 80, 96, 128],
  "n2-highmem": [2, 4, 8, 16, 32, 48, 64, 80, 96, 128],
  "n2-highcpu": [2, 4, 8, 16, 32, 48, 64, 80, 96],
  "n2d-standard": [2, 4, 8, 16, 32, 48, 64, 80, 96, 128, 224],
  "n2d-highmem": [2, 4, 8, 16, 32, 48, 64, 80, 96],
  "n2d-highcpu": [2, 4, 8, 16, 32, 48, 64, 80, 96, 128, 224],
};

/** What a machine type is made of. */
export interface Shape {
  readonly family: string;
  readonly cores: number;
  readonly memoryGb: number;
  readonly gpus?: { readonly type: string; readonly count: number };
}

/** Machine types whose prices on Compute Engine are the sum of what they are made of, by name. */
export function machineShapes(): ReadonlyMap<string, Shape> {
  const shapes = new Map<string, Shape>();
  for (const [series, sizes] of Object.entries(SIZES)) {
    const [family = "", kind = ""] = series.split("-");
    for (const cores of sizes) {
      const memoryGb = cores * (MEMORY[family]?.[kind] ?? 0);
      shapes.set(`${series}-${cores}`, { family, cores, memoryGb });
    }
  }
  for (const { name, gpuCount } of MACHINE_TYPES["nvidia-l4"]?.google ?? []) {
    const cores = Number(name.replace("g2-standard-", ""));
    shapes.set(name, { family: "g2", cores, memoryGb: 4 * cores, gpus: { type: "nvidia-l4", count: gpuCount } });
  }
  for (const { name, gpuCount } of MACHINE_TYPES["nvidia-a100-40gb"]?.google ?? []) {
    const [cores, memoryGb] = name.startsWith("a2-megagpu") ? [96, 1360] : [12 * gpuCount, 85 * gpuCount];
    shapes.set(name, { family: "a2", cores, memoryGb, gpus: { type: "nvidia-tesla-a100", count: gpuCount } });
  }
  return shapes;
}

/**
 * Machine types of online prediction on Vertex AI. There local SSDs are no part of the bill, so A2 Ultra and A3 High are the
 * sum of their cores, memory and GPUs as well.
 *
 * @see https://cloud.google.com/vertex-ai/docs/predictions/configure-compute
 * @see https://cloud.google.com/compute/docs/accelerator-optimized-machines
 */
export function vertexShapes(): ReadonlyMap<string, Shape> {
  const shapes = new Map(machineShapes());
  for (const { name, gpuCount } of MACHINE_TYPES["nvidia-a100-80gb"]?.google ?? []) {
    const gpus = { type: "nvidia-a100-80gb", count: gpuCount };
    shapes.set(name, { family: "a2", cores: 12 * gpuCount, memoryGb: 170 * gpuCount, gpus });
  }
  for (const { name, gpuCount } of MACHINE_TYPES["nvidia-h100"]?.google ?? []) {
    if (name.startsWith("a3-highgpu-")) {
      const gpus = { type: "nvidia-h100-80gb", count: gpuCount };
      shapes.set(name, { family: "a3", cores: 26 * gpuCount, memoryGb: 234 * gpuCount, gpus });
    }
  }
  return shapes;
}

/** US dollars an hour; undefined unless all that the machine is made of has a price. */
export function priceOfShape({ family, cores, memoryGb, gpus }: Shape, units: Units): number | undefined {
  const [core, ram] = [units.get(`core ${family}`), units.get(`ram ${family}`)];
  const gpu = gpus === undefined ? 0 : units.get(`gpu ${gpus.type}`);
  return core === undefined || ram === undefined || gpu === undefined
    ? undefined
    : Number((cores * core + memoryGb * ram + (gpus?.count ?? 0) * gpu).toFixed(9));
}
