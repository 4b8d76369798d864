import { amountOf } from "./bill";
import { countMachineGpus, gpusOfMachine, nameOfGpu } from "./gpus";
import { exactly } from "./money";
import type { Pricing } from "./pricing";
import { withoutAPrice } from "./usage";

/** `aws_sagemaker_notebook_instance`: no list has its price, and its GPUs run all the same. */
export function priceSagemakerNotebook(pricing: Pricing): void {
  countMachine(pricing, "instance_type");
  pricing.missAll(withoutAPrice(pricing.resource.kind));
}

/** `google_notebooks_instance` */
export function priceNotebook(pricing: Pricing): void {
  countMachine(pricing, "machine_type", "accelerator_config");
  pricing.missAll(withoutAPrice(pricing.resource.kind));
}

/** `google_workbench_instance` */
export function priceWorkbench(pricing: Pricing): void {
  countMachine(pricing, "gce_setup.0.machine_type", "gce_setup.0.accelerator_configs");
  pricing.missAll(withoutAPrice(pricing.resource.kind));
}

/** The GPUs that come with the type, else those that are attached to it. */
function countMachine(pricing: Pricing, typePath: string, attachedPath?: string): void {
  const text = pricing.text(typePath);
  const type = typeof text === "string" ? text.slice(text.lastIndexOf("/") + 1) : undefined;
  if (type !== undefined && gpusOfMachine(type) !== undefined) {
    countMachineGpus(pricing, [type], exactly(1));
    return;
  }
  for (const attached of attachedPath === undefined ? [] : (pricing.blocks(attachedPath) ?? [])) {
    const [gpu, count] = [pricing.text("type", attached), pricing.number("core_count", attached)];
    if (typeof gpu === "string" && typeof count === "number" && count > 0) {
      pricing.countGpus(nameOfGpu(gpu), amountOf(exactly(1), count));
    }
  }
}
