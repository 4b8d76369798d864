import type { Attributes, Mutation } from "../mutation";

function machinesOf(pool: Attributes): Attributes {
  return pool.node_config as Attributes;
}

const hasGpus = (pool: Attributes): boolean => machinesOf(pool).guest_accelerator !== undefined;

const isReserved = (pool: Attributes): boolean =>
  hasGpus(pool) &&
  (machinesOf(pool).reservation_affinity as Attributes).consume_reservation_type === "SPECIFIC_RESERVATION";

/** Breaks the first pool with GPUs. */
function pool(
  control: string,
  name: string,
  change: (pool: Attributes) => void,
  which: (pool: Attributes) => boolean = hasGpus,
): Mutation {
  return { control, name, breaks: (stack) => stack.change("google_container_node_pool", change, which) };
}

function acceleratorOf(attributes: Attributes): Attributes {
  const [accelerator = {}] = [machinesOf(attributes).guest_accelerator].flat() as Attributes[];
  return accelerator;
}

function share(attributes: Attributes): void {
  acceleratorOf(attributes).gpu_sharing_config = {
    gpu_sharing_strategy: "TIME_SHARING",
    max_shared_clients_per_gpu: 4,
  };
}

export const GOOGLE_GPU_MUTATIONS: readonly Mutation[] = [
  pool("GOOGLE_GKE_GPU_NODES_TAINTED", "GPU nodes lose their taint", (attributes) => {
    delete machinesOf(attributes).taint;
  }),
  pool("GOOGLE_GKE_GPU_NODES_TAINTED", "the taint only prefers other nodes", (attributes) => {
    machinesOf(attributes).taint = [{ key: "nvidia.com/gpu", value: "present", effect: "PREFER_NO_SCHEDULE" }];
  }),
  pool("GOOGLE_GKE_GPU_NODES_BOUNDED", "a GPU pool grows to a thousand nodes", (attributes) => {
    attributes.autoscaling = { total_max_node_count: 1000 };
  }),
  pool("GOOGLE_GKE_GPU_NODES_DRIVER", "nobody says which driver is installed", (attributes) => {
    delete acceleratorOf(attributes).gpu_driver_installation_config;
  }),
  pool("GOOGLE_GKE_GPUS_NOT_SHARED_BY_TENANTS", "all tenants share each GPU", (attributes) => {
    share(attributes);
    machinesOf(attributes).resource_labels = {
      ...(machinesOf(attributes).resource_labels as Attributes),
      tenant: "shared",
    };
  }),
  pool("GOOGLE_GKE_SHARED_GPUS_OF_ONE_TENANT", "pods share each GPU, and nobody says whose they are", (attributes) => {
    share(attributes);
    delete (machinesOf(attributes).resource_labels as Attributes).tenant;
    delete (machinesOf(attributes).labels as Attributes)["modelkeep/tenant"];
  }),
  pool("GOOGLE_GKE_GPU_NODES_RESERVATION_CHOSEN", "a pool takes whatever reservation there is", (attributes) => {
    delete machinesOf(attributes).reservation_affinity;
  }),
  {
    control: "GOOGLE_GKE_GPU_NODES_NO_SPOT_IN_PRODUCTION",
    name: "GPU nodes of production become spot nodes",
    stack: "vision-cloud-gke",
    breaks: (stack) =>
      stack.change(
        "google_container_node_pool",
        (attributes) => {
          machinesOf(attributes).spot = true;
        },
        hasGpus,
      ),
  },
  pool(
    "GOOGLE_GKE_GPU_NODES_ONE_ZONE",
    "a reservation is asked for in two zones",
    (attributes) => {
      attributes.node_locations = [...(attributes.node_locations as string[]), "us-central1-b"];
    },
    isReserved,
  ),
];
