import { LIFTED_KINDS } from "../../src/estate/lifting-kinds";
import type { Attributes } from "../../src/estate/resource";
import { lifted, manifestOf } from "../support/lifting";

const METADATA = [{ name: "resnet", namespace: "vision" }];
const NAMED = [{ name: "resnet" }];

const WEBHOOK = [
  {
    name: "models.modelkeep.io",
    admission_review_versions: ["v1"],
    side_effects: "None",
    failure_policy: "Ignore",
    client_config: [{ ca_bundle: "-----BEGIN", service: [{ name: "gate", namespace: "gate", path: "/v", port: 443 }] }],
    namespace_selector: [{ match_expressions: [{ key: "gate", operator: "DoesNotExist" }] }],
    rule: [
      {
        api_groups: ["apps"],
        api_versions: ["v1"],
        operations: ["CREATE"],
        resources: ["deployments"],
        scope: "Namespaced",
      },
    ],
  },
];
const LIFTED_WEBHOOK = {
  webhooks: [
    {
      name: "models.modelkeep.io",
      admissionReviewVersions: ["v1"],
      sideEffects: "None",
      failurePolicy: "Ignore",
      clientConfig: {
        caBundle: "LS0tLS1CRUdJTg==",
        service: { name: "gate", namespace: "gate", path: "/v", port: 443 },
      },
      namespaceSelector: { matchExpressions: [{ key: "gate", operator: "DoesNotExist" }] },
      rules: [
        {
          apiGroups: ["apps"],
          apiVersions: ["v1"],
          operations: ["CREATE"],
          resources: ["deployments"],
          scope: "Namespaced",
        },
      ],
    },
  ],
};
const RULES = [
  { api_groups: [""], resources: ["secrets"], resource_names: ["hub"], verbs: ["get"] },
  { non_resource_urls: ["/metrics"], verbs: ["get"] },
];
const LIFTED_RULES = [
  { apiGroups: [""], resources: ["secrets"], resourceNames: ["hub"], verbs: ["get"] },
  { nonResourceURLs: ["/metrics"], verbs: ["get"] },
];
const SUBJECTS = [
  { kind: "ServiceAccount", name: "resnet" },
  { kind: "Group", name: "system:authenticated", api_group: "rbac.authorization.k8s.io", namespace: "default" },
];
const LIFTED_SUBJECTS = [
  { kind: "ServiceAccount", name: "resnet", namespace: "default" },
  { kind: "Group", name: "system:authenticated", apiGroup: "rbac.authorization.k8s.io" },
];
const ROLE_REF = [{ api_group: "rbac.authorization.k8s.io", kind: "ClusterRole", name: "view" }];
const LIFTED_ROLE_REF = { apiGroup: "rbac.authorization.k8s.io", kind: "ClusterRole", name: "view" };
const METRIC = [
  { type: "Resource", resource: [{ name: "cpu", target: [{ type: "Utilization", average_utilization: 70 }] }] },
];
const AUTOSCALER = {
  max_replicas: 4,
  scale_target_ref: [{ api_version: "apps/v1", kind: "Deployment", name: "resnet" }],
};
const TARGET = { scaleTargetRef: { apiVersion: "apps/v1", kind: "Deployment", name: "resnet" }, maxReplicas: 4 };
const CPU = { type: "Resource", resource: { name: "cpu", target: { type: "Utilization", averageUtilization: 70 } } };

/** Terraform type, arguments, and what the manifest must hold. */
const EXAMPLES: readonly (readonly [
  type: string,
  written: Record<string, unknown>,
  manifest: Record<string, unknown>,
])[] = [
  ...both(
    "kubernetes_service",
    {
      metadata: METADATA,
      wait_for_load_balancer: false,
      spec: [
        {
          type: "LoadBalancer",
          cluster_ip: "None",
          external_ips: ["10.0.0.1"],
          load_balancer_source_ranges: ["10.0.0.0/8"],
          selector: { app: "resnet" },
          session_affinity_config: [{ client_ip: [{ timeout_seconds: 60 }] }],
          port: [
            { name: "http", port: 80, target_port: "8000", node_port: 0 },
            { name: "grpc", port: 81, target_port: "grpc", app_protocol: "grpc" },
          ],
        },
      ],
    },
    {
      metadata: { name: "resnet", namespace: "vision" },
      spec: {
        type: "LoadBalancer",
        clusterIP: "None",
        externalIPs: ["10.0.0.1"],
        loadBalancerSourceRanges: ["10.0.0.0/8"],
        selector: { app: "resnet" },
        sessionAffinityConfig: { clientIP: { timeoutSeconds: 60 } },
        ports: [
          { name: "http", port: 80, targetPort: 8000 },
          { name: "grpc", port: 81, targetPort: "grpc", appProtocol: "grpc" },
        ],
      },
    },
  ),
  ...both(
    "kubernetes_service_account",
    { metadata: METADATA, image_pull_secret: [{ name: "registry" }], secret: [{ name: "token" }] },
    { automountServiceAccountToken: true, imagePullSecrets: [{ name: "registry" }], secrets: [{ name: "token" }] },
  ),
  ...both(
    "kubernetes_default_service_account",
    { metadata: [{ namespace: "vision" }], automount_service_account_token: "false" },
    { metadata: { name: "default", namespace: "vision" }, automountServiceAccountToken: false },
  ),
  [
    "kubernetes_ingress_v1",
    {
      metadata: METADATA,
      spec: [
        {
          ingress_class_name: "nginx",
          default_backend: [{ service: [{ name: "web", port: [{ name: "http" }] }] }],
          tls: [{ hosts: ["a.example"], secret_name: "tls" }],
          rule: [
            {
              host: "a.example",
              http: [
                { path: [{ path: "/v2", backend: [{ service: [{ name: "resnet", port: [{ number: 8000 }] }] }] }] },
              ],
            },
          ],
        },
      ],
    },
    {
      spec: {
        ingressClassName: "nginx",
        defaultBackend: { service: { name: "web", port: { name: "http" } } },
        tls: [{ hosts: ["a.example"], secretName: "tls" }],
        rules: [
          {
            host: "a.example",
            http: {
              paths: [
                {
                  path: "/v2",
                  pathType: "ImplementationSpecific",
                  backend: { service: { name: "resnet", port: { number: 8000 } } },
                },
              ],
            },
          },
        ],
      },
    },
  ],
  [
    "kubernetes_ingress",
    {
      metadata: METADATA,
      spec: [
        {
          backend: [{ service_name: "web", service_port: "http" }],
          rule: [{ http: [{ path: [{ path: "/", backend: [{ service_name: "resnet", service_port: "8000" }] }] }] }],
        },
      ],
    },
    {
      apiVersion: "networking.k8s.io/v1",
      spec: {
        defaultBackend: { service: { name: "web", port: { name: "http" } } },
        rules: [
          {
            http: {
              paths: [
                {
                  path: "/",
                  pathType: "ImplementationSpecific",
                  backend: { service: { name: "resnet", port: { number: 8000 } } },
                },
              ],
            },
          },
        ],
      },
    },
  ],
  ...both(
    "kubernetes_ingress_class",
    {
      metadata: NAMED,
      spec: [{ controller: "example.com/ingress", parameters: [{ kind: "Class", name: "a", api_group: "x.example" }] }],
    },
    { spec: { controller: "example.com/ingress", parameters: { kind: "Class", name: "a", apiGroup: "x.example" } } },
  ),
  ...both(
    "kubernetes_network_policy",
    {
      metadata: METADATA,
      spec: [
        {
          pod_selector: [{}],
          policy_types: ["Ingress", "Egress"],
          ingress: [
            {
              from: [
                { namespace_selector: [{ match_labels: { a: "b" } }], pod_selector: [{}] },
                { ip_block: [{ cidr: "10.0.0.0/8", except: ["10.1.0.0/16"] }] },
              ],
              ports: [{ port: "8000", protocol: "TCP" }, { port: "grpc" }],
            },
          ],
          egress: [{}],
        },
      ],
    },
    {
      spec: {
        podSelector: {},
        policyTypes: ["Ingress", "Egress"],
        ingress: [
          {
            from: [
              { namespaceSelector: { matchLabels: { a: "b" } }, podSelector: {} },
              { ipBlock: { cidr: "10.0.0.0/8", except: ["10.1.0.0/16"] } },
            ],
            ports: [{ port: 8000, protocol: "TCP" }, { port: "grpc" }],
          },
        ],
        egress: [{}],
      },
    },
  ),
  ...both(
    "kubernetes_namespace",
    {
      metadata: [{ name: "vision", labels: { "pod-security.kubernetes.io/enforce": "restricted" } }],
      wait_for_default_service_account: true,
    },
    { metadata: { name: "vision", labels: { "pod-security.kubernetes.io/enforce": "restricted" } } },
  ),
  ...both("kubernetes_role", { metadata: METADATA, rule: RULES.slice(0, 1) }, { rules: LIFTED_RULES.slice(0, 1) }),
  ...both(
    "kubernetes_cluster_role",
    {
      metadata: NAMED,
      rule: RULES,
      aggregation_rule: [{ cluster_role_selectors: [{ match_labels: { aggregate: "true" } }] }],
    },
    { rules: LIFTED_RULES, aggregationRule: { clusterRoleSelectors: [{ matchLabels: { aggregate: "true" } }] } },
  ),
  ...both(
    "kubernetes_role_binding",
    { metadata: METADATA, role_ref: ROLE_REF, subject: SUBJECTS },
    { roleRef: LIFTED_ROLE_REF, subjects: LIFTED_SUBJECTS },
  ),
  ...both(
    "kubernetes_cluster_role_binding",
    { metadata: NAMED, role_ref: ROLE_REF, subject: SUBJECTS },
    { metadata: { name: "resnet" }, roleRef: LIFTED_ROLE_REF, subjects: LIFTED_SUBJECTS },
  ),
  ...both(
    "kubernetes_resource_quota",
    {
      metadata: METADATA,
      spec: [
        {
          hard: { "requests.nvidia.com/gpu": 4, pods: "10" },
          scope_selector: [{ match_expression: [{ scope_name: "PriorityClass", operator: "In", values: ["high"] }] }],
        },
      ],
    },
    {
      spec: {
        hard: { "requests.nvidia.com/gpu": "4", pods: "10" },
        scopeSelector: { matchExpressions: [{ scopeName: "PriorityClass", operator: "In", values: ["high"] }] },
      },
    },
  ),
  ...both(
    "kubernetes_limit_range",
    {
      metadata: METADATA,
      spec: [
        { limit: [{ type: "Container", default: { cpu: "1" }, default_request: { cpu: "500m" }, max: { cpu: "2" } }] },
      ],
    },
    {
      spec: {
        limits: [{ type: "Container", default: { cpu: "1" }, defaultRequest: { cpu: "500m" }, max: { cpu: "2" } }],
      },
    },
  ),
  ...both(
    "kubernetes_config_map",
    { metadata: METADATA, data: { max_batch_size: "8" }, binary_data: { blob: "AAEC" }, immutable: true },
    { data: { max_batch_size: "8" }, binaryData: { blob: "AAEC" }, immutable: true },
  ),
  ...both(
    "kubernetes_secret",
    {
      metadata: METADATA,
      type: "Opaque",
      data: { api_key: "plain" },
      binary_data: { blob: "AAEC" },
      wait_for_service_account_token: true,
    },
    { type: "Opaque", stringData: { api_key: "plain" }, data: { blob: "AAEC" } },
  ),
  ...both(
    "kubernetes_persistent_volume",
    {
      metadata: NAMED,
      spec: [
        {
          capacity: { storage: "1Ti" },
          access_modes: ["ReadOnlyMany"],
          persistent_volume_reclaim_policy: "Retain",
          claim_ref: [{ name: "models", namespace: "vision" }],
          node_affinity: [
            {
              required: [
                { node_selector_term: [{ match_expressions: [{ key: "zone", operator: "In", values: ["a"] }] }] },
              ],
            },
          ],
          persistent_volume_source: [
            {
              csi: [
                {
                  driver: "efs.csi.aws.com",
                  volume_handle: "fs-1",
                  node_publish_secret_ref: [{ name: "a", namespace: "b" }],
                },
              ],
            },
          ],
        },
      ],
    },
    {
      metadata: { name: "resnet" },
      spec: {
        capacity: { storage: "1Ti" },
        accessModes: ["ReadOnlyMany"],
        persistentVolumeReclaimPolicy: "Retain",
        claimRef: { name: "models", namespace: "vision" },
        nodeAffinity: {
          required: { nodeSelectorTerms: [{ matchExpressions: [{ key: "zone", operator: "In", values: ["a"] }] }] },
        },
        csi: { driver: "efs.csi.aws.com", volumeHandle: "fs-1", nodePublishSecretRef: { name: "a", namespace: "b" } },
      },
    },
  ),
  ...both(
    "kubernetes_persistent_volume_claim",
    {
      metadata: METADATA,
      wait_until_bound: false,
      spec: [
        {
          access_modes: ["ReadWriteMany"],
          storage_class_name: "fast",
          resources: [{ requests: { storage: "10Gi" } }],
          selector: [{ match_labels: { a: "b" } }],
        },
      ],
    },
    {
      spec: {
        accessModes: ["ReadWriteMany"],
        storageClassName: "fast",
        resources: { requests: { storage: "10Gi" } },
        selector: { matchLabels: { a: "b" } },
      },
    },
  ),
  ...both(
    "kubernetes_storage_class",
    {
      metadata: NAMED,
      storage_provisioner: "ebs.csi.aws.com",
      parameters: { encrypted: true, kms_key_id: "arn" },
      reclaim_policy: "Delete",
      allowed_topologies: [{ match_label_expressions: [{ key: "zone", values: ["a"] }] }],
    },
    {
      provisioner: "ebs.csi.aws.com",
      parameters: { encrypted: "true", kms_key_id: "arn" },
      reclaimPolicy: "Delete",
      allowVolumeExpansion: true,
      allowedTopologies: [{ matchLabelExpressions: [{ key: "zone", values: ["a"] }] }],
    },
  ),
  [
    "kubernetes_horizontal_pod_autoscaler",
    { metadata: METADATA, spec: [{ ...AUTOSCALER, target_cpu_utilization_percentage: 60 }] },
    { apiVersion: "autoscaling/v1", spec: { ...TARGET, targetCPUUtilizationPercentage: 60 } },
  ],
  [
    "kubernetes_horizontal_pod_autoscaler",
    { metadata: METADATA, spec: [{ ...AUTOSCALER, metric: METRIC }] },
    { apiVersion: "autoscaling/v2", spec: { ...TARGET, metrics: [CPU] } },
  ],
  [
    "kubernetes_horizontal_pod_autoscaler_v1",
    { metadata: METADATA, spec: [{ ...AUTOSCALER, target_cpu_utilization_percentage: 60 }] },
    { apiVersion: "autoscaling/v1", spec: { ...TARGET, targetCPUUtilizationPercentage: 60 } },
  ],
  ...["kubernetes_horizontal_pod_autoscaler_v2", "kubernetes_horizontal_pod_autoscaler_v2beta2"].map(
    (type) =>
      [
        type,
        {
          metadata: METADATA,
          spec: [
            {
              ...AUTOSCALER,
              min_replicas: 1,
              metric: [
                ...METRIC,
                {
                  type: "Pods",
                  pods: [
                    {
                      metric: [{ name: "queue", selector: [{ match_labels: { a: "b" } }] }],
                      target: [{ type: "AverageValue", average_value: "5" }],
                    },
                  ],
                },
              ],
              behavior: [
                {
                  scale_down: [
                    {
                      stabilization_window_seconds: 300,
                      select_policy: "Min",
                      policy: [{ type: "Pods", value: 1, period_seconds: 60 }],
                    },
                  ],
                },
              ],
            },
          ],
        },
        {
          apiVersion: "autoscaling/v2",
          spec: {
            ...TARGET,
            minReplicas: 1,
            metrics: [
              CPU,
              {
                type: "Pods",
                pods: {
                  metric: { name: "queue", selector: { matchLabels: { a: "b" } } },
                  target: { type: "AverageValue", averageValue: "5" },
                },
              },
            ],
            behavior: {
              scaleDown: {
                stabilizationWindowSeconds: 300,
                selectPolicy: "Min",
                policies: [{ type: "Pods", value: 1, periodSeconds: 60 }],
              },
            },
          },
        },
      ] as const,
  ),
  ...both(
    "kubernetes_pod_disruption_budget",
    {
      metadata: METADATA,
      spec: [{ min_available: "50%", max_unavailable: "1", selector: [{ match_labels: { a: "b" } }] }],
    },
    {
      apiVersion: "policy/v1",
      spec: { minAvailable: "50%", maxUnavailable: 1, selector: { matchLabels: { a: "b" } } },
    },
  ),
  ...both(
    "kubernetes_priority_class",
    { metadata: NAMED, value: 1000, global_default: false, preemption_policy: "Never", description: "models" },
    { value: 1000, globalDefault: false, preemptionPolicy: "Never", description: "models" },
  ),
  ...both("kubernetes_validating_webhook_configuration", { metadata: NAMED, webhook: WEBHOOK }, LIFTED_WEBHOOK),
  ...both(
    "kubernetes_mutating_webhook_configuration",
    { metadata: NAMED, webhook: [{ ...WEBHOOK[0], reinvocation_policy: "Never" }] },
    { webhooks: [{ ...LIFTED_WEBHOOK.webhooks[0], reinvocationPolicy: "Never" }] },
  ),
  ...both(
    "kubernetes_endpoints",
    {
      metadata: METADATA,
      subset: [
        {
          address: [{ ip: "10.0.0.4", hostname: "a" }],
          not_ready_address: [{ ip: "10.0.0.5" }],
          port: [{ name: "http", port: 80 }],
        },
      ],
    },
    {
      subsets: [
        {
          addresses: [{ ip: "10.0.0.4", hostname: "a" }],
          notReadyAddresses: [{ ip: "10.0.0.5" }],
          ports: [{ name: "http", port: 80 }],
        },
      ],
    },
  ),
  [
    "kubernetes_endpoint_slice_v1",
    {
      metadata: METADATA,
      address_type: "IPv4",
      endpoint: [{ addresses: ["10.0.0.4"], condition: [{ ready: true }], target_ref: [{ name: "resnet" }] }],
      port: [{ name: "http", port: "80", app_protocol: "http" }],
    },
    {
      addressType: "IPv4",
      endpoints: [{ addresses: ["10.0.0.4"], conditions: { ready: true }, targetRef: { name: "resnet" } }],
      ports: [{ name: "http", port: 80, appProtocol: "http" }],
    },
  ],
  ...both(
    "kubernetes_csi_driver",
    {
      metadata: NAMED,
      spec: [{ attach_required: true, pod_info_on_mount: true, volume_lifecycle_modes: ["Ephemeral"] }],
    },
    { spec: { attachRequired: true, podInfoOnMount: true, volumeLifecycleModes: ["Ephemeral"] } },
  ),
  ["kubernetes_runtime_class_v1", { metadata: NAMED, handler: "nvidia" }, { handler: "nvidia" }],
  ...both(
    "kubernetes_certificate_signing_request",
    {
      metadata: NAMED,
      auto_approve: true,
      spec: [{ request: "-----BEGIN", signer_name: "kubernetes.io/kubelet-serving", usages: ["server auth"] }],
    },
    { spec: { request: "LS0tLS1CRUdJTg==", signerName: "kubernetes.io/kubelet-serving", usages: ["server auth"] } },
  ),
  [
    "kubernetes_token_request_v1",
    {
      metadata: METADATA,
      spec: [
        {
          audiences: ["vault"],
          expiration_seconds: 600,
          bound_object_ref: [{ api_version: "v1", kind: "Pod", name: "a" }],
        },
      ],
    },
    {
      spec: {
        audiences: ["vault"],
        expirationSeconds: 600,
        boundObjectRef: { apiVersion: "v1", kind: "Pod", name: "a" },
      },
    },
  ],
  ...both(
    "kubernetes_api_service",
    {
      metadata: NAMED,
      spec: [
        {
          group: "metrics.k8s.io",
          version: "v1beta1",
          group_priority_minimum: 100,
          version_priority: 100,
          insecure_skip_tls_verify: true,
          service: [{ name: "metrics", namespace: "kube-system" }],
        },
      ],
    },
    {
      spec: {
        group: "metrics.k8s.io",
        version: "v1beta1",
        groupPriorityMinimum: 100,
        versionPriority: 100,
        insecureSkipTLSVerify: true,
        service: { name: "metrics", namespace: "kube-system" },
      },
    },
  ),
];

test.each(EXAMPLES)("%s is the manifest that it applies", (type, written, manifest) => {
  const made = manifestOf(type, written);
  const { metadata, ...fields } = manifest;
  expect(made).toMatchObject({ metadata: metadata ?? {} });
  for (const [field, value] of Object.entries(fields)) {
    expect(made[field]).toEqual(value);
  }
});

test("every liftable type has an example here or among the workloads", () => {
  const workloads = /_(deployment|stateful_set|daemonset|daemon_set|job|cron_job|pod|replication_controller)(_v1)?$/;
  const without = Object.keys(LIFTED_KINDS).filter(
    (type) => !workloads.test(type) && !EXAMPLES.some(([example]) => example === type),
  );
  expect(without).toEqual([]);
});

test.each([
  ["kubernetes_config_map_v1", "default"],
  ["kubernetes_namespace_v1", undefined],
  ["kubernetes_cluster_role_v1", undefined],
  ["kubernetes_persistent_volume_v1", undefined],
])("%s without a namespace is in namespace %s", (type, namespace) => {
  const resource = lifted(type, { metadata: NAMED });
  expect(resource.namespace).toBe(namespace);
  expect(resource.attributes).toMatchObject({ metadata: { name: "resnet" } });
  expect((resource.attributes.metadata as Attributes).namespace).toBe(namespace);
});

/** The example for the type and for its `_v1` twin. */
function both(
  type: string,
  written: Record<string, unknown>,
  manifest: Record<string, unknown>,
): [string, Record<string, unknown>, Record<string, unknown>][] {
  return [
    [type, written, manifest],
    [`${type}_v1`, written, manifest],
  ];
}
