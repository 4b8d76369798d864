import { type GpuModel, GpuVendor } from "../core/gpu-model";

/** EKS images with the vendor's driver and device plugin built in; signed, and patched with each release. */
const IMAGES: Partial<Record<GpuVendor, string>> = {
  [GpuVendor.NVIDIA]: "BOTTLEROCKET_x86_64_NVIDIA",
};

/** Whether EKS offers a node image with a driver for the GPU. */
export function hasGpuImage(gpu: GpuModel): boolean {
  return IMAGES[gpu.vendor] !== undefined;
}

/** Type of the EKS image that drives the GPU. Only call it for a GPU that has one. */
export function gpuImage(gpu: GpuModel): string {
  const image = IMAGES[gpu.vendor];
  if (image === undefined) {
    throw new TypeError(`no node image for ${gpu}`);
  }
  return image;
}
