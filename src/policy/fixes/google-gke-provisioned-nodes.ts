import { choose, type Fixes, set } from "./fix";

const DEFAULTS = "cluster_autoscaling.auto_provisioning_defaults";

export const GOOGLE_GKE_PROVISIONED_NODES_FIXES: Fixes = {
  GOOGLE_GKE_PROVISIONED_NODES_SERVICE_ACCOUNT: [
    set(
      `${DEFAULTS}.service_account`,
      choose("e-mail of the service account of the nodes", "gke-nodes@acme-serving.iam.gserviceaccount.com"),
    ),
  ],
  GOOGLE_GKE_PROVISIONED_NODES_SECURE_BOOT: [set(`${DEFAULTS}.shielded_instance_config.enable_secure_boot`, true)],
  GOOGLE_GKE_PROVISIONED_NODES_DISK_CUSTOMER_KEY: [
    set(
      `${DEFAULTS}.boot_disk_kms_key`,
      choose(
        "key for the disks of the nodes",
        "projects/acme-serving/locations/europe-west4/keyRings/serving/cryptoKeys/nodes",
      ),
    ),
  ],
  GOOGLE_GKE_PROVISIONED_GPUS_BOUNDED: [
    set("cluster_autoscaling.resource_limits", [
      { resource_type: "cpu", maximum: choose("CPUs of all nodes at most", 256) },
      { resource_type: "memory", maximum: choose("GB of memory of all nodes at most", 1024) },
      {
        resource_type: choose("type of GPU, each in a limit of its own", "nvidia-l4"),
        maximum: choose("GPUs of the type that the budget bears", 8),
      },
    ]),
  ],
};
