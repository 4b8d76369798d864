import type { Money } from "../report";
import { amountOf } from "./bill";
import { countMachineGpus, gpusOfMachine, nameOfGpu } from "./gpus";
import type { Known, Pricing } from "./pricing";

/** `google_vertex_ai_endpoint`: it costs what the models cost that are deployed to it, and Terraform does not see them. */
export function priceVertexEndpoint(pricing: Pricing): void {
  pricing.note("models that are deployed to Vertex endpoints by other means than Terraform");
}

/** `google_vertex_ai_endpoint_with_model_garden_deployment`: the machines of the deployed model. */
export function priceModelGarden(pricing: Pricing): void {
  const dedicated = "deploy_config.0.dedicated_resources.0";
  const type = pricing.text(`${dedicated}.machine_spec.0.machine_type`);
  chargeReplicas(pricing, { dedicated, type });
}

/**
 * `google_vertex_ai_deployment_resource_pool`: machines that several models share. They are there from the first model on, and
 * Terraform does not see the models: a pool is made for them.
 *
 * @see https://cloud.google.com/vertex-ai/docs/predictions/model-co-hosting
 */
export function priceResourcePool(pricing: Pricing): void {
  const dedicated = "dedicated_resources.0";
  const type = pricing.text(`${dedicated}.machine_spec.0.machine_type`);
  // What a machine is when nobody says it: https://cloud.google.com/vertex-ai/docs/reference/rest/v1/MachineSpec
  chargeReplicas(pricing, { dedicated, type: type === null ? "n1-standard-2" : type });
  pricing.note("the time without a model in pools of Vertex AI, which costs nothing");
}

/** The block with the dedicated resources, and the machine type in it. */
interface Replicas {
  readonly dedicated: string;
  readonly type: Known<string>;
}

function chargeReplicas(pricing: Pricing, { dedicated, type }: Replicas): void {
  const count = machinesIn(pricing, dedicated);
  if (count !== undefined) {
    chargeModelGpus(pricing, { dedicated, type, count });
  }
  if (typeof type !== "string" || count === undefined) {
    pricing.miss(
      "machines",
      typeof type === "string" ? "how many replicas there are" : "the machine type of the model",
    );
    return;
  }
  const isSpot = pricing.isOn(`${dedicated}.spot`);
  if (isSpot !== false) {
    pricing.miss(
      "machines",
      isSpot === true ? `the price of spot ${type} on Vertex AI` : "whether its machines are spot machines",
    );
    return;
  }
  pricing.charge("machines", { item: `vertex/${type}`, what: `${type} on Vertex AI` }, { count });
}

/** The GPUs that the machine type has, else those that are attached: their hours count also when the type is not known. */
function chargeModelGpus(pricing: Pricing, { dedicated, type, count }: Replicas & { readonly count: Money }): void {
  if (typeof type === "string") {
    countMachineGpus(pricing, [type], count);
  }
  const [gpu, each] = [
    pricing.text(`${dedicated}.machine_spec.0.accelerator_type`),
    pricing.number(`${dedicated}.machine_spec.0.accelerator_count`),
  ];
  const hasOwn = typeof type === "string" && gpusOfMachine(type) !== undefined;
  if (hasOwn || typeof gpu !== "string" || typeof each !== "number") {
    return;
  }
  const all = amountOf(count, each);
  pricing.countGpus(nameOfGpu(gpu), all);
  if (typeof type === "string") {
    const name = gpu.toLowerCase().replaceAll("_", "-");
    pricing.charge("accelerators", { item: `vertex-gpu/${name}`, what: `${name} on Vertex AI` }, { count: all });
  }
}

/** One replica at least, and no more than that unless it says so; of one machine each, unless it takes several. */
function machinesIn(pricing: Pricing, dedicated: string): Money | undefined {
  const [low, high, hosts] = [
    pricing.number(`${dedicated}.min_replica_count`),
    pricing.number(`${dedicated}.max_replica_count`),
    pricing.number(`${dedicated}.machine_spec.0.multihost_gpu_node_count`),
  ];
  if (low === undefined || high === undefined || hosts === undefined) {
    return undefined;
  }
  const least = low ?? 1;
  return amountOf({ low: least, high: Math.max(high ?? least, least) }, hosts ?? 1);
}
