/** A machine type of a cloud that carries GPUs. */
export interface GpuMachineType {
  /** Name as the cloud spells it, as in `g6.2xlarge` or `g2-standard-8`. */
  readonly name: string;

  /** How many GPUs it carries at most. */
  readonly gpuCount: number;

  /** How many network cards take an Elastic Fabric Adapter interface; 0 where it has none, and on Google Cloud. */
  readonly efaInterfaces: number;

  /** Whether capacity blocks (GPUs reserved for a span of days) are sold for it. */
  readonly capacityBlocks: boolean;
}

/** The machine types that carry one GPU model. */
export interface GpuMachineTypes {
  readonly aws?: GpuMachineType[];
  readonly google?: GpuMachineType[];
}

/** The machine types by GPU model. Sources and dates: docs/decisions/0004-gpu-facts.md. */
export const MACHINE_TYPES: Record<string, GpuMachineTypes> = {
  "nvidia-t4": {
    aws: [
      ...family("g4dn", { xlarge: 1, "2xlarge": 1, "4xlarge": 1 }),
      ...family("g4dn", { "8xlarge": 1, "16xlarge": 1, "12xlarge": 4, metal: 8 }, { efaInterfaces: 1 }),
    ],
    google: ["n1-standard-4", "n1-standard-8", "n1-standard-16", "n1-standard-32"].map((name) => machineType(name, 4)),
  },
  "nvidia-a10g": {
    aws: [
      ...family("g5", { xlarge: 1, "2xlarge": 1, "4xlarge": 1 }),
      ...family(
        "g5",
        { "8xlarge": 1, "16xlarge": 1, "12xlarge": 4, "24xlarge": 4, "48xlarge": 8 },
        { efaInterfaces: 1 },
      ),
    ],
  },
  "nvidia-l4": {
    aws: [
      ...family("g6", { xlarge: 1, "2xlarge": 1, "4xlarge": 1 }),
      ...family("gr6", { "4xlarge": 1 }),
      ...family("g6", { "8xlarge": 1, "16xlarge": 1 }, { efaInterfaces: 1 }),
      ...family("gr6", { "8xlarge": 1 }, { efaInterfaces: 1 }),
      ...family("g6", { "12xlarge": 4, "24xlarge": 4, "48xlarge": 8 }, { efaInterfaces: 1 }),
    ],
    google: [
      machineType("g2-standard-4", 1),
      machineType("g2-standard-8", 1),
      machineType("g2-standard-12", 1),
      machineType("g2-standard-16", 1),
      machineType("g2-standard-32", 1),
      machineType("g2-standard-24", 2),
      machineType("g2-standard-48", 4),
      machineType("g2-standard-96", 8),
    ],
  },
  "nvidia-l40s": {
    aws: [
      ...family("g6e", { xlarge: 1, "2xlarge": 1, "4xlarge": 1 }),
      ...family("g6e", { "8xlarge": 1, "16xlarge": 1, "12xlarge": 4 }, { efaInterfaces: 1 }),
      ...family("g6e", { "24xlarge": 4 }, { efaInterfaces: 2 }),
      ...family("g6e", { "48xlarge": 8 }, { efaInterfaces: 4 }),
    ],
  },
  "nvidia-a100-40gb": {
    aws: family("p4d", { "24xlarge": 8 }, { efaInterfaces: 4, capacityBlocks: true }),
    google: [
      machineType("a2-highgpu-1g", 1),
      machineType("a2-highgpu-2g", 2),
      machineType("a2-highgpu-4g", 4),
      machineType("a2-highgpu-8g", 8),
      machineType("a2-megagpu-16g", 16),
    ],
  },
  "nvidia-a100-80gb": {
    aws: family("p4de", { "24xlarge": 8 }, { efaInterfaces: 4 }),
    google: [
      machineType("a2-ultragpu-1g", 1),
      machineType("a2-ultragpu-2g", 2),
      machineType("a2-ultragpu-4g", 4),
      machineType("a2-ultragpu-8g", 8),
    ],
  },
  "nvidia-h100": {
    aws: [
      ...family("p5", { "4xlarge": 1 }, { efaInterfaces: 1 }),
      ...family("p5", { "48xlarge": 8 }, { efaInterfaces: 32, capacityBlocks: true }),
    ],
    google: [
      machineType("a3-highgpu-1g", 1),
      machineType("a3-highgpu-2g", 2),
      machineType("a3-highgpu-4g", 4),
      machineType("a3-highgpu-8g", 8),
      machineType("a3-edgegpu-8g", 8),
      machineType("a3-megagpu-8g", 8),
    ],
  },
  "nvidia-h200": {
    aws: [
      ...family("p5en", { "48xlarge": 8 }, { efaInterfaces: 16, capacityBlocks: true }),
      ...family("p5e", { "48xlarge": 8 }, { efaInterfaces: 32, capacityBlocks: true }),
    ],
    google: [machineType("a3-ultragpu-8g", 8)],
  },
  "nvidia-b200": {
    aws: family("p6-b200", { "48xlarge": 8 }, { efaInterfaces: 8, capacityBlocks: true }),
    google: [machineType("a4-highgpu-8g", 8)],
  },
  "amd-v520": {
    aws: family("g4ad", { xlarge: 1, "2xlarge": 1, "4xlarge": 1, "8xlarge": 2, "16xlarge": 4 }),
  },
};

function family(name: string, gpusBySize: Record<string, number>, traits: MachineTraits = {}): GpuMachineType[] {
  return Object.entries(gpusBySize).map(([size, gpuCount]) => machineType(`${name}.${size}`, gpuCount, traits));
}

interface MachineTraits {
  readonly efaInterfaces?: number;
  readonly capacityBlocks?: boolean;
}

function machineType(name: string, gpuCount: number, traits: MachineTraits = {}): GpuMachineType {
  return { name, gpuCount, efaInterfaces: traits.efaInterfaces ?? 0, capacityBlocks: traits.capacityBlocks ?? false };
}
