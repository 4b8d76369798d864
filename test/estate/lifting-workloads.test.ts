import { lifted, manifestOf } from "../support/lifting";

const METADATA = [{ name: "resnet", namespace: "vision", labels: { "app.kubernetes.io/name": "resnet" } }];

const CONTAINER = {
  name: "server",
  image: "registry.example/triton@sha256:0000000000000000000000000000000000000000000000000000000000000000",
  args: ["--model-repository=/models"],
  port: [{ container_port: 8000, name: "http" }],
  env: [
    { name: "LOG_LEVEL", value: "info" },
    { name: "TOKEN", value_from: [{ secret_key_ref: [{ name: "hub", key: "token" }] }] },
    { name: "MEMORY", value_from: [{ resource_field_ref: [{ resource: "limits.memory", container_name: "server" }] }] },
  ],
  env_from: [{ config_map_ref: [{ name: "settings" }] }],
  resources: [{ limits: { "nvidia.com/gpu": "1", memory: "16Gi" }, requests: { cpu: 4 } }],
  liveness_probe: [
    { http_get: [{ path: "/v2/health/live", port: "8000", http_header: [{ name: "X-Probe", value: "1" }] }] },
  ],
  readiness_probe: [{ tcp_socket: [{ port: "http" }], period_seconds: 5 }],
  startup_probe: [{ grpc: [{ port: 8001, service: "triton" }], failure_threshold: 60 }],
  lifecycle: [{ pre_stop: [{ exec: [{ command: ["sleep", "10"] }] }] }],
  security_context: [
    {
      allow_privilege_escalation: false,
      read_only_root_filesystem: true,
      run_as_non_root: true,
      run_as_user: "1000",
      capabilities: [{ drop: ["ALL"] }],
      seccomp_profile: [{ type: "RuntimeDefault" }],
    },
  ],
  volume_mount: [{ name: "models", mount_path: "/models", read_only: true }],
};

const POD_SPEC = {
  service_account_name: "resnet",
  automount_service_account_token: false,
  host_network: false,
  node_selector: { "modelkeep.io/pool": "gpu" },
  container: [CONTAINER],
  init_container: [{ name: "fetch", image: "registry.example/fetch:1", command: ["fetch"] }],
  image_pull_secrets: [{ name: "registry" }],
  host_aliases: [{ ip: "10.0.0.1", hostnames: ["hub"] }],
  toleration: [{ key: "nvidia.com/gpu", operator: "Exists", effect: "NoSchedule" }],
  topology_spread_constraint: [
    {
      max_skew: 1,
      topology_key: "topology.kubernetes.io/zone",
      when_unsatisfiable: "DoNotSchedule",
      label_selector: [{ match_labels: { app: "resnet" } }],
    },
  ],
  security_context: [
    {
      fs_group: "2000",
      run_as_non_root: true,
      supplemental_groups: [3000],
      sysctl: [{ name: "net.core.somaxconn", value: "1024" }],
      se_linux_options: [{ level: "s0:c1,c2" }],
    },
  ],
  affinity: [
    {
      node_affinity: [
        {
          required_during_scheduling_ignored_during_execution: [
            { node_selector_term: [{ match_expressions: [{ key: "gpu", operator: "In", values: ["a100"] }] }] },
          ],
        },
      ],
    },
  ],
  volume: [
    { name: "models", persistent_volume_claim: [{ claim_name: "models", read_only: true }] },
    {
      name: "settings",
      config_map: [{ name: "settings", default_mode: "0440", items: [{ key: "a", path: "b", mode: "0400" }] }],
    },
    { name: "secret", secret: [{ secret_name: "hub", default_mode: "0400" }] },
    { name: "host", host_path: [{ path: "/var/run", type: "Directory" }] },
    { name: "scratch", empty_dir: [{ medium: "Memory", size_limit: "1Gi" }] },
    {
      name: "token",
      projected: [
        {
          default_mode: "0444",
          sources: [
            { service_account_token: [{ audience: "vault", path: "token", expiration_seconds: 3600 }] },
            { downward_api: [{ items: [{ path: "labels", field_ref: [{ field_path: "metadata.labels" }] }] }] },
          ],
        },
      ],
    },
    { name: "nfs", nfs: [{ server: "10.0.0.9", path: "/", read_only: true }] },
    { name: "csi", csi: [{ driver: "s3.csi.aws.com", fs_type: "ext4", volume_attributes: { bucket_name: "models" } }] },
    {
      name: "cache",
      ephemeral: [
        {
          volume_claim_template: [
            { spec: [{ access_modes: ["ReadWriteOnce"], resources: [{ requests: { storage: "10Gi" } }] }] },
          ],
        },
      ],
    },
  ],
};

const TEMPLATE = [{ metadata: [{ labels: { app: "resnet" } }], spec: [POD_SPEC] }];
const SELECTOR = [{ match_labels: { app: "resnet" } }];

describe.each(["kubernetes_deployment", "kubernetes_deployment_v1"])("%s", (type) => {
  const deployment = manifestOf(type, {
    metadata: METADATA,
    wait_for_rollout: false,
    timeouts: [{ create: "5m" }],
    spec: [
      {
        replicas: "2",
        selector: SELECTOR,
        strategy: [{ type: "RollingUpdate", rolling_update: [{ max_surge: "25%", max_unavailable: "0" }] }],
        template: TEMPLATE,
      },
    ],
  });

  test("is a deployment without what is Terraform's own", () => {
    expect(deployment).toMatchObject({
      apiVersion: "apps/v1",
      kind: "Deployment",
      metadata: { name: "resnet", namespace: "vision", labels: { "app.kubernetes.io/name": "resnet" } },
      spec: {
        replicas: 2,
        selector: { matchLabels: { app: "resnet" } },
        strategy: { type: "RollingUpdate", rollingUpdate: { maxSurge: "25%", maxUnavailable: 0 } },
        template: { metadata: { labels: { app: "resnet" } } },
      },
    });
    expect(Object.keys(deployment).sort()).toEqual(["apiVersion", "kind", "metadata", "spec"]);
  });

  test("holds the containers as they run", () => {
    const pod = podOf(deployment);
    expect(pod.containers).toEqual([
      {
        name: "server",
        image: CONTAINER.image,
        args: ["--model-repository=/models"],
        ports: [{ containerPort: 8000, name: "http" }],
        env: [
          { name: "LOG_LEVEL", value: "info" },
          { name: "TOKEN", valueFrom: { secretKeyRef: { name: "hub", key: "token" } } },
          { name: "MEMORY", valueFrom: { resourceFieldRef: { resource: "limits.memory", containerName: "server" } } },
        ],
        envFrom: [{ configMapRef: { name: "settings" } }],
        resources: { limits: { "nvidia.com/gpu": "1", memory: "16Gi" }, requests: { cpu: "4" } },
        livenessProbe: {
          httpGet: { path: "/v2/health/live", port: 8000, httpHeaders: [{ name: "X-Probe", value: "1" }] },
        },
        readinessProbe: { tcpSocket: { port: "http" }, periodSeconds: 5 },
        startupProbe: { grpc: { port: 8001, service: "triton" }, failureThreshold: 60 },
        lifecycle: { preStop: { exec: { command: ["sleep", "10"] } } },
        securityContext: {
          allowPrivilegeEscalation: false,
          privileged: false,
          readOnlyRootFilesystem: true,
          runAsNonRoot: true,
          runAsUser: 1000,
          capabilities: { drop: ["ALL"] },
          seccompProfile: { type: "RuntimeDefault" },
        },
        volumeMounts: [{ name: "models", mountPath: "/models", readOnly: true }],
      },
    ]);
    expect(pod.initContainers).toEqual([{ name: "fetch", image: "registry.example/fetch:1", command: ["fetch"] }]);
  });

  test("holds the pod's own settings", () => {
    expect(podOf(deployment)).toMatchObject({
      serviceAccountName: "resnet",
      automountServiceAccountToken: false,
      enableServiceLinks: true,
      hostNetwork: false,
      nodeSelector: { "modelkeep.io/pool": "gpu" },
      imagePullSecrets: [{ name: "registry" }],
      hostAliases: [{ ip: "10.0.0.1", hostnames: ["hub"] }],
      tolerations: [{ key: "nvidia.com/gpu", operator: "Exists", effect: "NoSchedule" }],
      topologySpreadConstraints: [{ maxSkew: 1, labelSelector: { matchLabels: { app: "resnet" } } }],
      securityContext: {
        fsGroup: 2000,
        runAsNonRoot: true,
        supplementalGroups: [3000],
        sysctls: [{ name: "net.core.somaxconn", value: "1024" }],
        seLinuxOptions: { level: "s0:c1,c2" },
      },
      affinity: {
        nodeAffinity: {
          requiredDuringSchedulingIgnoredDuringExecution: {
            nodeSelectorTerms: [{ matchExpressions: [{ key: "gpu", operator: "In", values: ["a100"] }] }],
          },
        },
      },
    });
  });

  test("holds the volumes, with modes as numbers", () => {
    expect(podOf(deployment).volumes).toEqual([
      { name: "models", persistentVolumeClaim: { claimName: "models", readOnly: true } },
      {
        name: "settings",
        configMap: { name: "settings", defaultMode: 0o440, items: [{ key: "a", path: "b", mode: 0o400 }] },
      },
      { name: "secret", secret: { secretName: "hub", defaultMode: 0o400 } },
      { name: "host", hostPath: { path: "/var/run", type: "Directory" } },
      { name: "scratch", emptyDir: { medium: "Memory", sizeLimit: "1Gi" } },
      {
        name: "token",
        projected: {
          defaultMode: 0o444,
          sources: [
            { serviceAccountToken: { audience: "vault", path: "token", expirationSeconds: 3600 } },
            { downwardAPI: { items: [{ path: "labels", fieldRef: { fieldPath: "metadata.labels" } }] } },
          ],
        },
      },
      { name: "nfs", nfs: { server: "10.0.0.9", path: "/", readOnly: true } },
      {
        name: "csi",
        csi: { driver: "s3.csi.aws.com", fsType: "ext4", volumeAttributes: { bucket_name: "models" } },
      },
      {
        name: "cache",
        ephemeral: {
          volumeClaimTemplate: {
            spec: { accessModes: ["ReadWriteOnce"], resources: { requests: { storage: "10Gi" } } },
          },
        },
      },
    ]);
  });
});

test.each(["kubernetes_stateful_set", "kubernetes_stateful_set_v1"])("%s is a stateful set with its claims", (type) => {
  const set = manifestOf(type, {
    metadata: METADATA,
    spec: [
      {
        service_name: "resnet",
        selector: SELECTOR,
        template: TEMPLATE,
        update_strategy: [{ type: "RollingUpdate", rolling_update: [{ partition: 1 }] }],
        volume_claim_template: [
          {
            metadata: [{ name: "cache" }],
            spec: [{ access_modes: ["ReadWriteOnce"], resources: [{ requests: { storage: "5Gi" } }] }],
          },
        ],
      },
    ],
  });
  expect(set).toMatchObject({
    apiVersion: "apps/v1",
    kind: "StatefulSet",
    spec: {
      serviceName: "resnet",
      updateStrategy: { rollingUpdate: { partition: 1 } },
      volumeClaimTemplates: [{ metadata: { name: "cache" }, spec: { accessModes: ["ReadWriteOnce"] } }],
    },
  });
});

test.each(["kubernetes_daemonset", "kubernetes_daemon_set_v1"])(
  "%s is a daemon set with its update strategy",
  (type) => {
    const set = manifestOf(type, {
      metadata: METADATA,
      spec: [{ selector: SELECTOR, template: TEMPLATE, strategy: [{ type: "OnDelete" }] }],
    });
    expect(set).toMatchObject({
      apiVersion: "apps/v1",
      kind: "DaemonSet",
      spec: { updateStrategy: { type: "OnDelete" }, template: { spec: { serviceAccountName: "resnet" } } },
    });
  },
);

test.each(["kubernetes_job", "kubernetes_job_v1"])("%s is a job", (type) => {
  const job = manifestOf(type, {
    metadata: METADATA,
    wait_for_completion: true,
    spec: [{ backoff_limit: 0, ttl_seconds_after_finished: "60", template: TEMPLATE }],
  });
  expect(job).toMatchObject({
    apiVersion: "batch/v1",
    kind: "Job",
    spec: { backoffLimit: 0, ttlSecondsAfterFinished: 60, template: { spec: { enableServiceLinks: true } } },
  });
});

test.each(["kubernetes_cron_job", "kubernetes_cron_job_v1"])("%s is a cron job of the current version", (type) => {
  const job = manifestOf(type, {
    metadata: METADATA,
    spec: [
      {
        schedule: "0 3 * * *",
        concurrency_policy: "Forbid",
        job_template: [{ metadata: [{ labels: { app: "sync" } }], spec: [{ template: TEMPLATE }] }],
      },
    ],
  });
  expect(job).toMatchObject({
    apiVersion: "batch/v1",
    kind: "CronJob",
    spec: {
      schedule: "0 3 * * *",
      concurrencyPolicy: "Forbid",
      jobTemplate: {
        metadata: { labels: { app: "sync" } },
        spec: { template: { metadata: { labels: { app: "resnet" } }, spec: { serviceAccountName: "resnet" } } },
      },
    },
  });
});

test.each(["kubernetes_pod", "kubernetes_pod_v1"])("%s is a pod", (type) => {
  const pod = manifestOf(type, { metadata: [{ generate_name: "probe-" }], spec: [POD_SPEC] });
  expect(pod).toMatchObject({
    apiVersion: "v1",
    kind: "Pod",
    metadata: { generateName: "probe-", namespace: "default" },
    spec: { containers: [{ name: "server" }], initContainers: [{ name: "fetch" }] },
  });
});

test.each(["kubernetes_replication_controller", "kubernetes_replication_controller_v1"])(
  "%s is a replication controller",
  (type) => {
    const controller = manifestOf(type, {
      metadata: METADATA,
      spec: [{ replicas: "1", selector: { app: "resnet" }, template: TEMPLATE }],
    });
    expect(controller).toMatchObject({
      apiVersion: "v1",
      kind: "ReplicationController",
      spec: { replicas: 1, selector: { app: "resnet" }, template: { spec: { serviceAccountName: "resnet" } } },
    });
  },
);

describe("what the provider sends without being asked", () => {
  const bare = { name: "a", image: "a" };

  test("a pod mounts the token of its service account", () => {
    const pod = manifestOf("kubernetes_pod_v1", { metadata: METADATA, spec: [{ container: [bare] }] });
    expect(pod.spec).toEqual({ automountServiceAccountToken: true, enableServiceLinks: true, containers: [bare] });
  });

  test("a container's security context says false where it says nothing, over what the pod says", () => {
    const pod = manifestOf("kubernetes_pod_v1", {
      metadata: METADATA,
      spec: [
        {
          security_context: [{ run_as_non_root: true }],
          container: [{ ...bare, security_context: [{ run_as_user: 1000 }] }],
        },
      ],
    });
    expect(pod.spec).toMatchObject({
      securityContext: { runAsNonRoot: true },
      containers: [
        {
          securityContext: {
            runAsNonRoot: false,
            privileged: false,
            allowPrivilegeEscalation: true,
            readOnlyRootFilesystem: false,
          },
        },
      ],
    });
  });

  test("a container without a security context gets none", () => {
    const pod = manifestOf("kubernetes_pod_v1", { metadata: METADATA, spec: [{ container: [bare] }] });
    expect(pod).toMatchObject({ spec: { containers: [bare] } });
    expect(JSON.stringify(pod)).not.toContain("securityContext");
  });
});

test("ports and deadlines of 0, as they stand in state, are not set", () => {
  const pod = manifestOf("kubernetes_pod_v1", {
    metadata: METADATA,
    spec: [
      {
        active_deadline_seconds: 0,
        termination_grace_period_seconds: 0,
        hostname: "",
        container: [{ name: "a", image: "a", port: [{ container_port: 80, host_port: 0, host_ip: "" }] }],
      },
    ],
  });
  expect(pod.spec).toEqual({
    automountServiceAccountToken: true,
    enableServiceLinks: true,
    terminationGracePeriodSeconds: 0,
    containers: [{ name: "a", image: "a", ports: [{ containerPort: 80 }] }],
  });
});

test("the manifest stands where the Terraform resource stands", () => {
  expect(lifted("kubernetes_pod_v1", { metadata: METADATA, spec: [POD_SPEC] })).toMatchObject({
    root: "platform",
    address: "kubernetes_pod_v1.this",
    mode: "manifest",
    kind: "v1 Pod",
    namespace: "vision",
    actions: ["create"],
    waivers: ["waiver"],
    origin: { file: "main.tf.json", line: 3 },
  });
});

function podOf(workload: unknown): Record<string, unknown> {
  const { spec } = workload as { spec: { template: { spec: Record<string, unknown> } } };
  return spec.template.spec;
}
