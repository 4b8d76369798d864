import { NODE_CAPABILITIES } from "../controls/kubernetes-containers";
import { decide, exclude, type Fixes, set, unset } from "./fix";
import { server } from "./kubernetes-example";

const SECURITY = "pod.containers.securityContext";

/** All others but NET_BIND_SERVICE (capabilities(7)). */
const OTHER_CAPABILITIES = [
  "AUDIT_CONTROL",
  "AUDIT_READ",
  "AUDIT_WRITE",
  "BLOCK_SUSPEND",
  "CHECKPOINT_RESTORE",
  "CHOWN",
  "DAC_OVERRIDE",
  "FOWNER",
  "FSETID",
  "IPC_OWNER",
  "KILL",
  "LEASE",
  "LINUX_IMMUTABLE",
  "MAC_OVERRIDE",
  "MKNOD",
  "NET_BROADCAST",
  "NET_RAW",
  "SETFCAP",
  "SETGID",
  "SETPCAP",
  "SETUID",
  "SYS_CHROOT",
  "SYS_NICE",
  "SYS_PACCT",
  "SYS_RESOURCE",
  "SYS_TIME",
  "SYS_TTY_CONFIG",
  "SYSLOG",
  "WAKE_ALARM",
];

const RESOURCES = server({
  resources: {
    requests: { cpu: "4", memory: "16Gi" },
    limits: { cpu: "8", memory: "16Gi", "ephemeral-storage": "4Gi", "nvidia.com/gpu": "1" },
  },
});

const HEALTH = { http_get: { path: "/v1/models/resnet", port: "8501" } };

const MODELS = { name: "models", mount_path: "/models", read_only: true };

/** A server that reads its models from a volume. */
const VLLM = server(
  {
    args: ["--model=/models/phi", "--load-format=safetensors"],
    env: [{ name: "HF_HUB_OFFLINE", value: "1" }],
    volume_mount: [MODELS],
  },
  { volume: [{ name: "models", persistent_volume_claim: { claim_name: "models", read_only: true } }] },
);

export const KUBERNETES_CONTAINERS_FIXES: Fixes = {
  // The API server refuses it beside privileged and beside CAP_SYS_ADMIN.
  K8S_NO_PRIVILEGE_ESCALATION: [
    set(`${SECURITY}.allowPrivilegeEscalation`, false),
    unset(`${SECURITY}.privileged`),
    exclude(`${SECURITY}.capabilities.add`, "SYS_ADMIN", "CAP_SYS_ADMIN"),
  ],
  K8S_NOT_PRIVILEGED: [unset(`${SECURITY}.privileged`)],
  K8S_CAPABILITIES_DROPPED: [set(`${SECURITY}.capabilities.drop`, ["ALL"])],
  K8S_NO_NODE_CAPABILITIES: [exclude(`${SECURITY}.capabilities.add`, ...NODE_CAPABILITIES)],
  K8S_NO_CAPABILITIES_ADDED: [exclude(`${SECURITY}.capabilities.add`, ...OTHER_CAPABILITIES)],
  K8S_READ_ONLY_ROOT: [set(`${SECURITY}.readOnlyRootFilesystem`, true)],
  K8S_MEMORY_LIMITED: [decide("how much memory each container needs at most", RESOURCES)],
  K8S_RESOURCES_REQUESTED: [decide("how much CPU and memory each container needs", RESOURCES)],
  K8S_EPHEMERAL_STORAGE_LIMITED: [
    decide("how much each container writes to emptyDirs and logs at most, together", RESOURCES),
  ],
  K8S_NO_HOST_PORT: [unset("pod.containers.ports.hostPort")],
  K8S_MODEL_SERVER_PROBES: [
    decide(
      "on which path the server answers when the model is loaded, and how long loading takes",
      server({
        port: [{ name: "http", container_port: 8501 }],
        startup_probe: { ...HEALTH, period_seconds: 10, failure_threshold: 60 },
        liveness_probe: HEALTH,
        readiness_probe: HEALTH,
      }),
    ),
  ],
  K8S_MODELS_READ_ONLY: [
    decide("which container fetches the models and so may write to them; all others mount them read-only", VLLM),
  ],
  K8S_NO_REMOTE_CODE: [
    decide("which release of the server knows the architecture of the model, so that it needs no code of it", VLLM),
  ],
  K8S_NO_DEVELOPER_MODE: [
    decide("who wanted developer mode, and for what: the variable VLLM_SERVER_DEV_MODE goes from the container", VLLM),
  ],
  K8S_MODEL_LOADING_CLOSED: [
    decide(
      "whether models are loaded while the server runs; if so, by whom",
      server({
        args: ["tritonserver", "--model-repository=/models", "--model-control-mode=none"],
        volume_mount: [MODELS],
      }),
    ),
  ],
  K8S_NO_SECRET_IN_ENV: [
    decide(
      "by which path the program reads the secret as a file",
      server(
        {
          env: [{ name: "HF_TOKEN_PATH", value: "/var/run/secrets/hub/token" }],
          volume_mount: [{ name: "hub", mount_path: "/var/run/secrets/hub", read_only: true }],
        },
        { volume: [{ name: "hub", secret: { secret_name: "hub", default_mode: "0400" } }] },
      ),
    ),
  ],
  K8S_MEDIA_DOMAINS_NAMED: [
    decide(
      "from which hosts callers may name images and videos",
      server({
        args: ["--model=/models/llava-1.5-7b", "--allowed-media-domains", "media.models.example"],
        env: [
          { name: "HF_HUB_OFFLINE", value: "1" },
          { name: "VLLM_MEDIA_URL_ALLOW_REDIRECTS", value: "0" },
        ],
        volume_mount: [MODELS],
      }),
    ),
  ],
  K8S_HUB_OFFLINE: [
    decide("which container fetches the models and so must reach the hub; the servers get HF_HUB_OFFLINE", VLLM),
  ],
};
