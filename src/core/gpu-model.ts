import { type GpuMachineType, type GpuMachineTypes, MACHINE_TYPES } from "./gpu-machine-types";
import { MIG_PROFILES, type MigProfile } from "./mig-profiles";

/** Who makes the GPU. It decides the node image and the name of the Kubernetes resource. */
export enum GpuVendor {
  /** NVIDIA. */
  NVIDIA = "nvidia",

  /** AMD. */
  AMD = "amd",
}

/** What tells one GPU model from another. */
interface GpuFacts {
  readonly vendor?: GpuVendor;
  readonly memoryGib: number;
  readonly googleAcceleratorType?: string;
}

/**
 * A model of GPU: its memory, how it is partitioned, and the machine types that carry it on each cloud.
 *
 * The figures are those of the clouds' documentation as of 2026-11; see docs/decisions/0004-gpu-facts.md for the sources.
 */
export class GpuModel {
  /** NVIDIA T4, 16 GiB: small models, no partitioning. */
  public static readonly NVIDIA_T4 = new GpuModel("nvidia-t4", {
    memoryGib: 16,
    googleAcceleratorType: "nvidia-tesla-t4",
  });

  /** NVIDIA L4, 24 GiB: inference of small and medium models. */
  public static readonly NVIDIA_L4 = new GpuModel("nvidia-l4", { memoryGib: 24, googleAcceleratorType: "nvidia-l4" });

  /** NVIDIA A10G, 24 GiB: on AWS alone. */
  public static readonly NVIDIA_A10G = new GpuModel("nvidia-a10g", { memoryGib: 24 });

  /** NVIDIA L40S, 48 GiB: on AWS alone. */
  public static readonly NVIDIA_L40S = new GpuModel("nvidia-l40s", { memoryGib: 48 });

  /** NVIDIA A100 with 40 GiB. */
  public static readonly NVIDIA_A100_40GB = new GpuModel("nvidia-a100-40gb", {
    memoryGib: 40,
    googleAcceleratorType: "nvidia-tesla-a100",
  });

  /** NVIDIA A100 with 80 GiB. */
  public static readonly NVIDIA_A100_80GB = new GpuModel("nvidia-a100-80gb", {
    memoryGib: 80,
    googleAcceleratorType: "nvidia-a100-80gb",
  });

  /** NVIDIA H100, 80 GiB. */
  public static readonly NVIDIA_H100 = new GpuModel("nvidia-h100", {
    memoryGib: 80,
    googleAcceleratorType: "nvidia-h100-80gb",
  });

  /** NVIDIA H200, 141 GiB. */
  public static readonly NVIDIA_H200 = new GpuModel("nvidia-h200", {
    memoryGib: 141,
    googleAcceleratorType: "nvidia-h200-141gb",
  });

  /** NVIDIA B200, 180 GiB. */
  public static readonly NVIDIA_B200 = new GpuModel("nvidia-b200", {
    memoryGib: 180,
    googleAcceleratorType: "nvidia-b200",
  });

  /** AMD Radeon Pro V520, 8 GiB: on AWS's g4ad. No cloud offers a Kubernetes node image with its driver. */
  public static readonly AMD_V520 = new GpuModel("amd-v520", { vendor: GpuVendor.AMD, memoryGib: 8 });

  /** Who makes it. */
  public readonly vendor: GpuVendor;

  /** Nominal memory of one GPU, in GiB; the driver keeps some of it (an L4 of 24 GiB leaves 22 to programs). */
  public readonly memoryGib: number;

  /** Hardware partitions that one GPU can be cut into; empty where it cannot. */
  public readonly migProfiles: MigProfile[];

  /** EC2 instance types that carry it, the smallest first. */
  public readonly awsMachineTypes: GpuMachineType[];

  /** Compute Engine machine types that carry it, the smallest first. */
  public readonly googleMachineTypes: GpuMachineType[];

  /** Google's name of the accelerator; undefined where Google Cloud does not offer it. */
  public readonly googleAcceleratorType?: string;

  private constructor(
    /** Name of the model, as in `nvidia-l4`: the value of the node label `modelkeep/gpu-model`. */
    public readonly name: string,
    facts: GpuFacts,
  ) {
    const machineTypes: GpuMachineTypes = MACHINE_TYPES[name] ?? {};
    this.vendor = facts.vendor ?? GpuVendor.NVIDIA;
    this.memoryGib = facts.memoryGib;
    this.migProfiles = MIG_PROFILES[name] ?? [];
    this.awsMachineTypes = machineTypes.aws ?? [];
    this.googleMachineTypes = machineTypes.google ?? [];
    this.googleAcceleratorType = facts.googleAcceleratorType;
  }

  /** Name of the Kubernetes resource that a pod asks for, and of the taint that its nodes carry. */
  public get resourceName(): string {
    return `${this.vendor}.com/gpu`;
  }

  /** Name of the model. */
  public toString(): string {
    return this.name;
  }
}
