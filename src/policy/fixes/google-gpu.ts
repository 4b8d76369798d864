import { type Fix, type Fixes, unset } from "./fix";
import { inMachines, inPool } from "./google-gke-pools";

const SHARES_NO_GPU: Fix = [
  unset("node_config.guest_accelerator.gpu_sharing_config"),
  unset("node_pool.node_config.guest_accelerator.gpu_sharing_config"),
];

export const GOOGLE_GPU_FIXES: Fixes = {
  GOOGLE_GKE_GPU_NODES_TAINTED: [
    inMachines(
      "which pods without GPUs have to move to other nodes first",
      'taint {\n  key    = "nvidia.com/gpu"\n  value  = "present"\n  effect = "NO_SCHEDULE"\n}',
      'taint: [{ key: "nvidia.com/gpu", value: "present", effect: "NO_SCHEDULE" }],',
    ),
  ],
  GOOGLE_GKE_GPU_NODES_BOUNDED: [
    inPool(
      "how many GPU nodes the budget bears in all zones together",
      "autoscaling {\n  total_min_node_count = 0\n  total_max_node_count = 8\n}",
      "autoscaling: { totalMinNodeCount: 0, totalMaxNodeCount: 8 },",
    ),
  ],
  GOOGLE_GKE_GPU_NODES_DRIVER: [
    inMachines(
      "which type of GPU and how many the machine type carries",
      `machine_type = "g2-standard-8"

guest_accelerator {
  type  = "nvidia-l4"
  count = 1

  gpu_driver_installation_config {
    gpu_driver_version = "DEFAULT"
  }
}`,
      `machineType: "g2-standard-8",
guestAccelerator: [
  { type: "nvidia-l4", count: 1, gpuDriverInstallationConfig: { gpuDriverVersion: "DEFAULT" } },
],`,
    ),
  ],
  GOOGLE_GKE_GPUS_NOT_SHARED_BY_TENANTS: SHARES_NO_GPU,
  // Whoever knows that the pool is one tenant's says so in node_config.resource_labels.tenant, and goes on sharing.
  GOOGLE_GKE_SHARED_GPUS_OF_ONE_TENANT: SHARES_NO_GPU,
  GOOGLE_GKE_GPU_NODES_RESERVATION_CHOSEN: [
    inMachines(
      "whether the pool takes a reservation, and which",
      `reservation_affinity {
  consume_reservation_type = "SPECIFIC_RESERVATION"
  key                      = "compute.googleapis.com/reservation-name"
  values                   = ["vision-prod-l4"]
}`,
      `reservationAffinity: {
  consumeReservationType: "SPECIFIC_RESERVATION",
  key: "compute.googleapis.com/reservation-name",
  values: ["vision-prod-l4"],
},`,
    ),
  ],
  GOOGLE_GKE_GPU_NODES_NO_SPOT_IN_PRODUCTION: [
    unset("node_config.spot"),
    unset("node_config.preemptible"),
    unset("node_pool.node_config.spot"),
    unset("node_pool.node_config.preemptible"),
  ],
  GOOGLE_GKE_GPU_NODES_ONE_ZONE: [
    inPool(
      "in which zone the reservation or the placement lies",
      'node_locations = ["us-central1-a"]',
      'nodeLocations: ["us-central1-a"],',
    ),
  ],
};
