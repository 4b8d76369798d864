import { normalise } from "../src/estate/normalise";
import { schemaOf } from "../src/estate/schema";

/** A resource of the root module as a plan shows it, in its three places. */
export interface PlannedResource {
  readonly address: string;
  readonly mode: "managed" | "data";
  readonly type: string;
  readonly name: string;
  readonly index?: string | number;
  readonly provider_name: string;
  readonly after: Record<string, unknown>;
  readonly after_unknown: Record<string, unknown>;
  readonly after_sensitive: unknown;
  readonly declaration: Record<string, unknown>;
}

type Body = Record<string, unknown>;

const OWNED = { "app.kubernetes.io/name": "serving", tenant: "vision", tier: "production" };
const META = [{ name: "serving", namespace: "serving", labels: OWNED, annotations: { owner: "vision@acme.example" } }];
const RESTRICTED = {
  "pod-security.kubernetes.io/enforce": "restricted",
  "pod-security.kubernetes.io/enforce-version": "v1.34",
  "pod-security.kubernetes.io/warn": "restricted",
  "pod-security.kubernetes.io/audit": "restricted",
};

const SELECTED = [{ match_labels: { "app.kubernetes.io/name": "serving" } }];

const PROBE = [
  {
    http_get: [{ path: "/v1/models/serving/metadata", port: "8501", scheme: "HTTP" }],
    period_seconds: 10,
    timeout_seconds: 5,
    failure_threshold: 3,
  },
];

const CONFINED = [
  {
    allow_privilege_escalation: false,
    privileged: false,
    read_only_root_filesystem: true,
    run_as_group: "10001",
    run_as_non_root: true,
    run_as_user: "10001",
    capabilities: [{ drop: ["ALL"] }],
    seccomp_profile: [{ type: "RuntimeDefault" }],
  },
];

const RESOURCES = [
  {
    requests: { cpu: "2", memory: "8Gi", "ephemeral-storage": "22Gi", "nvidia.com/gpu": "1" },
    limits: { cpu: "4", memory: "8Gi", "ephemeral-storage": "22Gi", "nvidia.com/gpu": "1" },
  },
];

const MODEL_SERVER = {
  name: "tensorflow-serving",
  image: `111122223333.dkr.ecr.eu-west-1.amazonaws.com/serving@sha256:${"4f".repeat(32)}`,
  image_pull_policy: "IfNotPresent",
  command: ["tensorflow_model_server"],
  args: ["--port=8500", "--rest_api_port=8501", "--model_name=serving", "--model_base_path=/models/serving"],
  port: [{ name: "serving", container_port: 8501, protocol: "TCP" }],
  liveness_probe: PROBE,
  readiness_probe: PROBE,
  startup_probe: PROBE,
  resources: RESOURCES,
  security_context: CONFINED,
  volume_mount: [
    { name: "models", mount_path: "/models", read_only: true },
    { name: "scratch", mount_path: "/tmp" },
  ],
};

const FETCH = {
  name: "fetch-model",
  image: `111122223333.dkr.ecr.eu-west-1.amazonaws.com/aws-cli@sha256:${"5a".repeat(32)}`,
  image_pull_policy: "IfNotPresent",
  command: ["/bin/sh", "-c", "set -eu\naws s3 cp --only-show-errors --recursive s3://acme-weights/resnet /models\n"],
  resources: RESOURCES,
  security_context: CONFINED,
  volume_mount: [
    { name: "models", mount_path: "/models" },
    { name: "scratch", mount_path: "/tmp" },
  ],
};

const POD = {
  metadata: [{ labels: OWNED }],
  spec: [
    {
      service_account_name: "serving",
      automount_service_account_token: false,
      enable_service_links: false,
      host_ipc: false,
      host_network: false,
      host_pid: false,
      share_process_namespace: false,
      node_selector: { "modelkeep/pool": "serving" },
      toleration: [{ key: "nvidia.com/gpu", operator: "Exists", effect: "NoSchedule" }],
      security_context: [{ fs_group: "10001", run_as_non_root: true, seccomp_profile: [{ type: "RuntimeDefault" }] }],
      container: [MODEL_SERVER],
      init_container: [FETCH],
      volume: [
        { name: "models", empty_dir: [{ size_limit: "20Gi" }] },
        { name: "scratch", empty_dir: [{ size_limit: "1Gi" }] },
      ],
    },
  ],
};

const DNS = [{ ports: [{ port: "53", protocol: "UDP" }], to: [{ namespace_selector: SELECTED }] }];

/** What a team serves in the cluster. Names hold "serving", which becomes the team's own. */
const KUBERNETES: readonly (readonly [type: string, name: string, body: Body])[] = [
  ["kubernetes_namespace_v1", "serving", { metadata: [{ name: "serving", labels: { ...OWNED, ...RESTRICTED } }] }],
  ["kubernetes_service_account_v1", "serving", { metadata: META, automount_service_account_token: false }],
  [
    "kubernetes_deployment_v1",
    "serving",
    {
      metadata: META,
      spec: [
        {
          replicas: "2",
          revision_history_limit: 3,
          progress_deadline_seconds: 2400,
          selector: SELECTED,
          strategy: [{ type: "RollingUpdate", rolling_update: [{ max_surge: "0", max_unavailable: "1" }] }],
          template: [POD],
        },
      ],
    },
  ],
  [
    "kubernetes_service_v1",
    "serving",
    {
      metadata: META,
      spec: [
        {
          type: "ClusterIP",
          selector: { "app.kubernetes.io/name": "serving" },
          port: [{ name: "serving", port: 8501, target_port: "8501", protocol: "TCP" }],
        },
      ],
    },
  ],
  [
    "kubernetes_network_policy_v1",
    "default_deny",
    {
      metadata: [{ name: "default-deny", namespace: "serving" }],
      spec: [{ pod_selector: [{}], policy_types: ["Ingress", "Egress"] }],
    },
  ],
  [
    "kubernetes_network_policy_v1",
    "serving",
    {
      metadata: META,
      spec: [
        {
          pod_selector: SELECTED,
          policy_types: ["Ingress", "Egress"],
          ingress: [{ from: [{ pod_selector: SELECTED }], ports: [{ port: "8501", protocol: "TCP" }] }],
          egress: DNS,
        },
      ],
    },
  ],
  [
    "kubernetes_pod_disruption_budget_v1",
    "serving",
    { metadata: META, spec: [{ max_unavailable: "1", selector: SELECTED }] },
  ],
  ["kubernetes_config_map_v1", "serving", { metadata: META, data: { "models.config": "name: serving\n".repeat(12) } }],
];

/** Kinds that no control asks about, as they stand in every estate. */
const UNJUDGED: readonly (readonly [type: string, name: string, body: Body])[] = [
  ["aws_route53_zone", "internal", { name: "serving.acme.internal", force_destroy: false, comment: "Internal names" }],
  [
    "aws_route53_record",
    "models",
    { name: "models.serving.acme.internal", type: "CNAME", ttl: 60, records: ["internal-models.elb.amazonaws.com"] },
  ],
  [
    "aws_cloudwatch_metric_alarm",
    "latency",
    {
      alarm_name: "serving-latency",
      alarm_description: "The 99th percentile of the latency of serving is above its objective.",
      comparison_operator: "GreaterThanThreshold",
      evaluation_periods: 3,
      metric_name: "TargetResponseTime",
      namespace: "AWS/ApplicationELB",
      period: 60,
      extended_statistic: "p99",
      threshold: 0.2,
      treat_missing_data: "notBreaching",
      actions_enabled: true,
    },
  ],
  [
    "aws_lambda_function",
    "resize",
    {
      function_name: "serving-resize",
      handler: "resize.handler",
      runtime: "python3.12",
      memory_size: 512,
      timeout: 30,
      s3_bucket: "acme-artifacts",
      s3_key: "resize.zip",
      tracing_config: [{ mode: "Active" }],
      environment: [{ variables: { LOG_LEVEL: "info", MODEL: "serving" } }],
    },
  ],
  ["aws_autoscaling_lifecycle_hook", "drain", { name: "serving-drain", heartbeat_timeout: 300 }],
  ["aws_sqs_queue", "batch", { name: "serving-batch", sqs_managed_sse_enabled: true, delay_seconds: 0 }],
];

/** The further resources of a team: its workload in the cluster, and some kinds that no control asks about. */
export function workload(): PlannedResource[] {
  return [...KUBERNETES, ...UNJUDGED].map(([type, name, body]) => planned(type, name, body));
}

function planned(type: string, name: string, body: Body): PlannedResource {
  const declaration = {
    address: `${type}.${name}`,
    mode: "managed",
    type,
    name,
    provider_config_key: type.slice(0, type.indexOf("_")),
    expressions: expressionsOf(structuredClone(body)),
    schema_version: 0,
  };
  const after: Body = normalise(type, "managed", structuredClone(body), { file: "bench", place: name }) as Body;
  const after_unknown: Body = {};
  // As default_tags of the provider add them.
  if (schemaOf(type, "managed")?.attributes.includes("tags_all") === true) {
    after.tags_all = {
      tier: "production",
      tenant: "vision",
      owner: "vision@acme.example",
      "data-class": "confidential",
    };
  }
  for (const computed of ["id", "arn"]) {
    if (schemaOf(type, "managed")?.attributes.includes(computed) === true) {
      delete after[computed];
      after_unknown[computed] = true;
    }
  }
  return {
    address: `${type}.${name}`,
    mode: "managed",
    type,
    name,
    provider_name: `registry.terraform.io/hashicorp/${type.slice(0, type.indexOf("_"))}`,
    after,
    after_unknown,
    after_sensitive: {},
    declaration,
  };
}

/** Blocks stay blocks; attributes become `constant_value`. Lists of objects are blocks here. */
function expressionsOf(body: Body): Body {
  return Object.fromEntries(
    Object.entries(body).map(([name, value]) => [
      name,
      Array.isArray(value) && value.every((item) => typeof item === "object")
        ? value.map((block) => expressionsOf(block as Body))
        : { constant_value: value },
    ]),
  );
}
