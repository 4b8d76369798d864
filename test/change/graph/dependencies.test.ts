import { dependenciesOf } from "../../../src/change/graph/dependencies";
import { type EstateSource, estateOf } from "../../support/estates";

/** Edges as `a -> b: via`; those to a setting with `=>`. Keys without the root. */
function edgesOf(source: EstateSource): string[] {
  const graph = dependenciesOf(estateOf(source));
  const short = (key: string): string => key.split("\u0000")[1] ?? key;
  return graph
    .keys()
    .flatMap((key) =>
      graph
        .dependenciesOf(key)
        .map((other) => `${short(key)} ${other.isSetting ? "=>" : "->"} ${short(other.key)}: ${other.via}`),
    );
}

const TRUST = JSON.stringify({
  Version: "2012-10-17",
  Statement: [
    {
      Effect: "Allow",
      Action: "sts:AssumeRoleWithWebIdentity",
      Principal: { Federated: "arn:aws:iam::111122223333:oidc-provider/oidc.eks.eu-west-1.amazonaws.com/id/AB" },
      Condition: {
        StringEquals: { "oidc.eks.eu-west-1.amazonaws.com/id/AB:sub": "system:serviceaccount:vision:resnet" },
      },
    },
  ],
});

function deployment(spec: object = {}, labels: object = { app: "resnet" }): object {
  return {
    apiVersion: "apps/v1",
    kind: "Deployment",
    metadata: { name: "resnet", namespace: "vision" },
    spec: {
      template: {
        metadata: { labels },
        spec: { containers: [{ name: "server", image: "tensorflow/serving:2.19.1" }], ...spec },
      },
    },
  };
}

const NETWORK = {
  name: "network",
  resource: { aws_vpc: { main: { cidr_block: "10.0.0.0/16" } } },
  output: { vpc_id: { value: "${aws_vpc.main.id}" } },
};

function object(apiVersion: string, kind: string, name: string, rest: object = {}): object {
  return { apiVersion, kind, metadata: { name, namespace: "vision" }, ...rest };
}

describe("references", () => {
  test.each<readonly [string, EstateSource, readonly string[]]>([
    [
      "an attribute that refers to another resource",
      {
        resource: {
          aws_vpc: { main: { cidr_block: "10.0.0.0/16" } },
          aws_subnet: { a: { vpc_id: "${aws_vpc.main.id}" } },
        },
      },
      ["aws_subnet.a -> aws_vpc.main: reference vpc_id"],
    ],
    [
      "depends_on",
      {
        resource: {
          aws_vpc: { main: {} },
          aws_sqs_queue: { jobs: { depends_on: ["aws_vpc.main"] } },
        },
      },
      ["aws_sqs_queue.jobs -> aws_vpc.main: depends_on"],
    ],
    [
      "a reference says more than depends_on",
      {
        resource: {
          aws_vpc: { main: {} },
          aws_subnet: { a: { vpc_id: "${aws_vpc.main.id}", depends_on: ["aws_vpc.main"] } },
        },
      },
      ["aws_subnet.a -> aws_vpc.main: reference vpc_id"],
    ],
    [
      "a data source in between",
      {
        data: { aws_iam_policy_document: { read: { statement: [{ resources: ["${aws_s3_bucket.models.arn}"] }] } } },
        resource: {
          aws_s3_bucket: { models: {} },
          aws_iam_policy: { read: { policy: "${data.aws_iam_policy_document.read.json}" } },
        },
      },
      [
        "aws_iam_policy.read -> data.aws_iam_policy_document.read: reference policy",
        "data.aws_iam_policy_document.read -> aws_s3_bucket.models: reference statement.0.resources.0",
      ],
    ],
    [
      "a data source that looks up what another stack makes",
      {
        resource: { aws_eks_cluster: { platform: { name: "platform" } } },
        also: [
          {
            name: "tenant",
            data: { aws_eks_cluster: { platform: { name: "platform" } } },
            resource: {
              aws_iam_openid_connect_provider: {
                oidc: { url: "${data.aws_eks_cluster.platform.identity[0].oidc[0].issuer}" },
              },
            },
          },
        ],
      },
      [
        "aws_iam_openid_connect_provider.oidc -> data.aws_eks_cluster.platform: reference url",
        "data.aws_eks_cluster.platform -> aws_eks_cluster.platform: looks it up",
      ],
    ],
    [
      "what another stack gives out",
      {
        resource: {
          aws_ssm_parameter: { vpc: { value: "${data.terraform_remote_state.network.outputs.vpc_id}" } },
        },
        data: { terraform_remote_state: { network: { backend: "s3" } } },
        also: [NETWORK],
      },
      [
        "aws_ssm_parameter.vpc -> data.terraform_remote_state.network: reference value",
        "aws_ssm_parameter.vpc -> aws_vpc.main: reference value",
      ],
    ],
    [
      "nothing depends on itself",
      { resource: { aws_security_group: { nodes: { name: "${aws_security_group.nodes.id}" } } } },
      [],
    ],
    [
      "a cycle",
      {
        resource: {
          aws_security_group: {
            a: { ingress: [{ security_groups: ["${aws_security_group.b.id}"] }] },
            b: { ingress: [{ security_groups: ["${aws_security_group.a.id}"] }] },
          },
        },
      },
      [
        "aws_security_group.a -> aws_security_group.b: reference ingress.0.security_groups.0",
        "aws_security_group.b -> aws_security_group.a: reference ingress.0.security_groups.0",
      ],
    ],
  ])("%s", (_, source, expected) => {
    expect(edgesOf(source).sort()).toEqual([...expected].sort());
  });
});

describe("settings of other resources", () => {
  test.each<readonly [string, EstateSource, readonly string[]]>([
    [
      "a role feels what becomes of its attachment, and of the policy behind it",
      {
        resource: {
          aws_iam_role: { resnet: { name: "resnet" } },
          aws_iam_policy: { read: { name: "read" } },
          aws_iam_role_policy_attachment: {
            read: { role: "${aws_iam_role.resnet.name}", policy_arn: "${aws_iam_policy.read.arn}" },
          },
        },
      },
      [
        "aws_iam_role_policy_attachment.read -> aws_iam_role.resnet: reference role",
        "aws_iam_role_policy_attachment.read -> aws_iam_policy.read: reference policy_arn",
        "aws_iam_role.resnet -> aws_iam_role_policy_attachment.read: its iam role policy attachment",
      ],
    ],
    [
      "a group feels its rule, and not the peer of the rule",
      {
        resource: {
          aws_security_group: { nodes: {}, api: {} },
          aws_vpc_security_group_ingress_rule: {
            api: {
              security_group_id: "${aws_security_group.nodes.id}",
              referenced_security_group_id: "${aws_security_group.api.id}",
            },
          },
        },
      },
      [
        "aws_vpc_security_group_ingress_rule.api -> aws_security_group.nodes: reference security_group_id",
        "aws_vpc_security_group_ingress_rule.api -> aws_security_group.api: reference referenced_security_group_id",
        "aws_security_group.nodes => aws_vpc_security_group_ingress_rule.api: its vpc security group ingress rule",
      ],
    ],
    [
      "a key does not depend on whom its policy names, and a role that assumes another one does",
      {
        resource: {
          aws_iam_role: { resnet: { name: "resnet" } },
          aws_kms_key: { models: { policy: "${jsonencode([aws_iam_role.resnet.arn])}" } },
          aws_iam_policy: { assume: { policy: "${jsonencode([aws_iam_role.resnet.arn])}" } },
        },
      },
      ["aws_iam_policy.assume -> aws_iam_role.resnet: reference policy"],
    ],
    [
      "a grant of Google is felt by the account that it is given to",
      {
        resource: {
          google_service_account: { resnet: { account_id: "resnet" } },
          google_storage_bucket: { models: { name: "acme-models" } },
          google_storage_bucket_iam_member: {
            read: {
              bucket: "${google_storage_bucket.models.name}",
              member: "serviceAccount:${google_service_account.resnet.email}",
            },
          },
        },
      },
      [
        "google_storage_bucket_iam_member.read -> google_storage_bucket.models: reference bucket",
        "google_storage_bucket_iam_member.read -> google_service_account.resnet: reference member",
        "google_service_account.resnet -> google_storage_bucket_iam_member.read: its storage bucket iam member",
      ],
    ],
    [
      "a grant to nobody of the estate is a setting of what it is given on",
      {
        resource: {
          google_kms_crypto_key: { models: { name: "models" } },
          google_kms_crypto_key_iam_member: {
            agent: {
              crypto_key_id: "${google_kms_crypto_key.models.id}",
              member: "serviceAccount:service-1@gs-project-accounts.iam.gserviceaccount.com",
            },
          },
        },
      },
      [
        "google_kms_crypto_key_iam_member.agent -> google_kms_crypto_key.models: reference crypto_key_id",
        "google_kms_crypto_key.models => google_kms_crypto_key_iam_member.agent: its kms crypto key iam member",
      ],
    ],
  ])("%s", (_, source, expected) => {
    expect(edgesOf(source).sort()).toEqual([...expected].sort());
  });
});

const KEY_ARN = "arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab";

describe("plain values of a state", () => {
  test.each<readonly [string, EstateSource, readonly string[]]>([
    [
      "the ARN of a key",
      {
        resource: {
          aws_kms_key: { models: { arn: KEY_ARN } },
          aws_cloudwatch_log_group: { audit: { name: "audit", kms_key_id: KEY_ARN } },
        },
      },
      ["aws_cloudwatch_log_group.audit -> aws_kms_key.models: encrypted with the key"],
    ],
    [
      "the alias of a key leads to the key",
      {
        resource: {
          aws_kms_key: { models: { key_id: "1234abcd-12ab-34cd-56ef-1234567890ab" } },
          aws_kms_alias: {
            models: { name: "alias/models", target_key_id: "1234abcd-12ab-34cd-56ef-1234567890ab" },
          },
          aws_cloudwatch_log_group: { audit: { name: "audit", kms_key_id: "alias/models" } },
        },
      },
      [
        "aws_kms_alias.models -> aws_kms_key.models: reference target_key_id",
        "aws_cloudwatch_log_group.audit -> aws_kms_key.models: encrypted with the key",
      ],
    ],
    [
      "ids, and names where the attribute says of what",
      {
        resource: {
          aws_eks_cluster: { platform: { name: "platform", arn: "arn:aws:eks:eu-west-1:1:cluster/platform" } },
          aws_subnet: { a: { id: "subnet-0a1b2c3d" } },
          aws_eks_node_group: { gpu: { cluster_name: "platform", subnet_ids: ["subnet-0a1b2c3d"] } },
        },
      },
      [
        "aws_eks_node_group.gpu -> aws_eks_cluster.platform: reference cluster_name",
        "aws_eks_node_group.gpu -> aws_subnet.a: reference subnet_ids.0",
      ],
    ],
    [
      "an endpoint, its configuration and its model by their names",
      {
        resource: {
          aws_sagemaker_model: { resnet: { name: "resnet-v3" } },
          aws_sagemaker_endpoint_configuration: {
            resnet: { name: "resnet-config", production_variants: [{ model_name: "resnet-v3" }] },
          },
          aws_sagemaker_endpoint: { resnet: { name: "resnet", endpoint_config_name: "resnet-config" } },
        },
      },
      [
        "aws_sagemaker_endpoint_configuration.resnet -> aws_sagemaker_model.resnet: reference production_variants.0.model_name",
        "aws_sagemaker_endpoint.resnet -> aws_sagemaker_endpoint_configuration.resnet: reference endpoint_config_name",
      ],
    ],
    [
      "a bucket in a policy and in a URI",
      {
        resource: {
          aws_s3_bucket: { models: { bucket: "acme-models" } },
          aws_iam_policy: {
            read: { policy: '{"Statement":[{"Effect":"Allow","Resource":"arn:aws:s3:::acme-models/resnet/*"}]}' },
          },
          aws_ssm_parameter: { model: { value: "s3://acme-models/resnet/3" } },
        },
      },
      [
        "aws_iam_policy.read -> aws_s3_bucket.models: reference policy",
        "aws_ssm_parameter.model -> aws_s3_bucket.models: reference value",
      ],
    ],
    [
      "a repository in an image",
      {
        resource: {
          aws_ecr_repository: { serving: { name: "serving/tf" } },
          aws_sagemaker_model: {
            resnet: { primary_container: [{ image: "1.dkr.ecr.eu-west-1.amazonaws.com/serving/tf:2.19@sha256:ab" }] },
          },
        },
      },
      ["aws_sagemaker_model.resnet -> aws_ecr_repository.serving: reference primary_container.0.image"],
    ],
    [
      "common words and the names of two resources lead nowhere",
      {
        resource: {
          aws_iam_role: { a: { name: "platform", id: "platform" }, b: { name: "platform", id: "platform" } },
          aws_iam_role_policy: { a: { role: "platform" } },
          aws_ssm_parameter: { name: { value: "platform" } },
        },
      },
      [],
    ],
  ])("%s", (_, source, expected) => {
    expect(edgesOf(source).sort()).toEqual([...expected].sort());
  });
});

describe("objects of Kubernetes", () => {
  const namespace = { apiVersion: "v1", kind: "Namespace", metadata: { name: "vision" } };
  const service = object("v1", "Service", "resnet", { spec: { selector: { app: "resnet" }, ports: [{ port: 8501 }] } });
  test.each<readonly [string, readonly object[], readonly string[]]>([
    [
      "pods and their ServiceAccount, their configuration, their volumes",
      [
        deployment({
          serviceAccountName: "resnet",
          volumes: [
            { name: "a", configMap: { name: "models" } },
            { name: "b", secret: { secretName: "token" } },
            { name: "c", persistentVolumeClaim: { claimName: "cache" } },
          ],
        }),
        object("v1", "ServiceAccount", "resnet"),
        object("v1", "ConfigMap", "models"),
        object("v1", "Secret", "token"),
        object("v1", "PersistentVolumeClaim", "cache"),
        { apiVersion: "v1", kind: "ConfigMap", metadata: { name: "models", namespace: "speech" } },
      ],
      [
        "Deployment/resnet -> ServiceAccount/resnet: ServiceAccount of its pods",
        "Deployment/resnet -> ConfigMap/models: ConfigMap of its pods",
        "Deployment/resnet -> Secret/token: Secret of its pods",
        "Deployment/resnet -> PersistentVolumeClaim/cache: volume of its pods",
      ],
    ],
    [
      "a Service and the pods that it selects, and no others",
      [deployment(), service, object("v1", "Service", "bert", { spec: { selector: { app: "bert" } } })],
      ["Service/resnet -> Deployment/resnet: pods of the Service"],
    ],
    [
      "routes to Services, also into another namespace",
      [
        service,
        object("networking.k8s.io/v1", "Ingress", "web", {
          spec: { rules: [{ http: { paths: [{ path: "/", backend: { service: { name: "resnet" } } }] } }] },
        }),
        {
          apiVersion: "gateway.networking.k8s.io/v1",
          kind: "HTTPRoute",
          metadata: { name: "api", namespace: "edge" },
          spec: { rules: [{ backendRefs: [{ name: "resnet", namespace: "vision" }] }] },
        },
        {
          apiVersion: "networking.istio.io/v1",
          kind: "VirtualService",
          metadata: { name: "mesh", namespace: "edge" },
          spec: { http: [{ route: [{ destination: { host: "resnet.vision.svc.cluster.local" } }] }] },
        },
        {
          apiVersion: "networking.k8s.io/v1",
          kind: "Ingress",
          metadata: { name: "other", namespace: "edge" },
          spec: { defaultBackend: { service: { name: "resnet" } } },
        },
      ],
      [
        "Ingress/web -> Service/resnet: leads to the Service",
        "HTTPRoute/api -> Service/resnet: leads to the Service",
        "VirtualService/mesh -> Service/resnet: leads to the Service",
      ],
    ],
    [
      "what lies in a namespace, and what bounds it",
      [namespace, service, object("v1", "ResourceQuota", "gpus")],
      [
        "Service/resnet -> Namespace/vision: in the namespace",
        "ResourceQuota/gpus -> Namespace/vision: in the namespace",
        "Namespace/vision => ResourceQuota/gpus: its ResourceQuota",
      ],
    ],
    [
      "policies and autoscalers are settings of the pods",
      [
        deployment(),
        object("networking.k8s.io/v1", "NetworkPolicy", "deny", { spec: { podSelector: {} } }),
        object("networking.k8s.io/v1", "NetworkPolicy", "bert", {
          spec: { podSelector: { matchLabels: { app: "bert" } } },
        }),
        object("autoscaling/v2", "HorizontalPodAutoscaler", "resnet", {
          spec: { scaleTargetRef: { kind: "Deployment", name: "resnet" } },
        }),
      ],
      [
        "Deployment/resnet => NetworkPolicy/deny: NetworkPolicy for its pods",
        "Deployment/resnet => HorizontalPodAutoscaler/resnet: its HorizontalPodAutoscaler",
        "HorizontalPodAutoscaler/resnet -> Deployment/resnet: scales it",
      ],
    ],
    [
      "what a ServiceAccount may do",
      [
        object("v1", "ServiceAccount", "resnet"),
        object("rbac.authorization.k8s.io/v1", "Role", "reader"),
        object("rbac.authorization.k8s.io/v1", "RoleBinding", "resnet", {
          roleRef: { kind: "Role", name: "reader" },
          subjects: [{ kind: "ServiceAccount", name: "resnet", namespace: "vision" }],
        }),
      ],
      [
        "RoleBinding/resnet -> Role/reader: gives the role",
        "ServiceAccount/resnet -> RoleBinding/resnet: its RoleBinding",
      ],
    ],
  ])("%s", (_, manifests, expected) => {
    expect(edgesOf({ manifests }).sort()).toEqual([...expected].sort());
  });
});

test("a policy for all pods of a namespace does not multiply with them: policies of one selector share what they select", () => {
  // GIVEN
  const pods = Array.from({ length: 60 }, (_, n) => ({
    apiVersion: "apps/v1",
    kind: "Deployment",
    metadata: { name: `d${n}`, namespace: "vision" },
    spec: { template: { metadata: { labels: { app: `d${n}` } }, spec: { containers: [] } } },
  }));
  const policies = Array.from({ length: 60 }, (_, n) =>
    object("networking.k8s.io/v1", "NetworkPolicy", `p${n}`, { spec: { podSelector: {} } }),
  );
  // WHEN
  const graph = dependenciesOf(
    estateOf({ manifests: [{ apiVersion: "v1", kind: "List", items: [...pods, ...policies] }] }),
  );
  // THEN
  const edges = Array.from({ length: graph.size }, (_, number) => graph.edgesFrom(number).length);
  expect(edges.reduce((sum, count) => sum + count, 0)).toBe(120);
  expect(graph.keys().map((key) => graph.dependenciesOf(key).length)).toEqual([
    ...Array(60).fill(60),
    ...Array(60).fill(0),
  ]);
});

describe("identities that nothing refers to", () => {
  const account = object("v1", "ServiceAccount", "resnet");
  const role = { resnet: { name: "resnet", assume_role_policy: TRUST } };
  test.each<readonly [string, EstateSource, readonly string[]]>([
    [
      "a trust in the ServiceAccount",
      { resource: { aws_iam_role: role }, manifests: [account] },
      ["ServiceAccount/resnet -> aws_iam_role.resnet: role of the ServiceAccount"],
    ],
    [
      "a trust in a ServiceAccount that the estate does not hold",
      { resource: { aws_iam_role: role }, manifests: [deployment({ serviceAccountName: "resnet" })] },
      ["Deployment/resnet -> aws_iam_role.resnet: role of its pods"],
    ],
    [
      "an association of EKS Pod Identity",
      {
        resource: {
          aws_iam_role: { resnet: { name: "resnet", arn: "arn:aws:iam::111122223333:role/resnet" } },
          aws_eks_pod_identity_association: {
            resnet: {
              namespace: "vision",
              service_account: "resnet",
              role_arn: "arn:aws:iam::111122223333:role/resnet",
            },
          },
        },
        manifests: [account],
      },
      [
        "aws_eks_pod_identity_association.resnet -> aws_iam_role.resnet: reference role_arn",
        "ServiceAccount/resnet -> aws_eks_pod_identity_association.resnet: role of the ServiceAccount",
      ],
    ],
    [
      "the annotation with the ARN of the role",
      {
        resource: { aws_iam_role: { resnet: { name: "resnet", arn: "arn:aws:iam::111122223333:role/resnet" } } },
        manifests: [
          {
            apiVersion: "v1",
            kind: "ServiceAccount",
            metadata: {
              name: "resnet",
              namespace: "vision",
              annotations: { "eks.amazonaws.com/role-arn": "arn:aws:iam::111122223333:role/resnet" },
            },
          },
        ],
      },
      ["ServiceAccount/resnet -> aws_iam_role.resnet: role of the ServiceAccount"],
    ],
    [
      "a binding of Google's workload identity",
      {
        resource: {
          google_service_account: { resnet: { account_id: "resnet", project: "acme" } },
          google_service_account_iam_member: {
            resnet: {
              service_account_id: "${google_service_account.resnet.name}",
              role: "roles/iam.workloadIdentityUser",
              member: "serviceAccount:acme.svc.id.goog[vision/resnet]",
            },
          },
        },
        manifests: [account],
      },
      [
        "google_service_account_iam_member.resnet -> google_service_account.resnet: reference service_account_id",
        "google_service_account.resnet -> google_service_account_iam_member.resnet: its service account iam member",
        "ServiceAccount/resnet -> google_service_account.resnet: Google service account of the ServiceAccount",
      ],
    ],
  ])("%s", (_, source, expected) => {
    expect(edgesOf(source).sort()).toEqual([...expected].sort());
  });
});

describe("clusters", () => {
  const gpuPod = {
    containers: [{ name: "server", image: "vllm/vllm-openai", resources: { limits: { "nvidia.com/gpu": 1 } } }],
    tolerations: [{ key: "nvidia.com/gpu", operator: "Exists" }],
  };
  test("objects depend on the cluster that their provider writes to", () => {
    const edges = edgesOf({
      resource: { aws_eks_cluster: { a: { name: "a" }, b: { name: "b" } } },
      also: [
        {
          name: "tenant",
          data: { aws_eks_cluster: { it: { name: "b" } } },
          provider: { kubernetes: [{ host: "${data.aws_eks_cluster.it.endpoint}" }] },
          resource: { kubernetes_namespace_v1: { vision: { metadata: [{ name: "vision" }] } } },
        },
      ],
    });
    expect(edges.sort()).toEqual([
      "data.aws_eks_cluster.it -> aws_eks_cluster.b: looks it up",
      "kubernetes_namespace_v1.vision -> data.aws_eks_cluster.it: runs in the cluster",
    ]);
  });

  test("manifests depend on the only cluster of the estate, and on none of two", () => {
    const manifests = [object("v1", "ConfigMap", "models")];
    const one = { google_container_cluster: { a: { name: "a" } } };
    const two = { google_container_cluster: { a: { name: "a" }, b: { name: "b" } } };
    expect(edgesOf({ resource: one, manifests })).toEqual([
      "ConfigMap/models -> google_container_cluster.a: runs in the only cluster",
    ]);
    expect(edgesOf({ resource: two, manifests })).toEqual([]);
  });

  test("GPU workloads depend on the pools that they land on, and other workloads on none", () => {
    const edges = edgesOf({
      resource: {
        google_container_node_pool: {
          l4: {
            name: "l4",
            node_config: [
              {
                machine_type: "g2-standard-4",
                taint: [{ key: "nvidia.com/gpu", value: "present", effect: "NO_SCHEDULE" }],
              },
            ],
          },
          kept: {
            name: "kept",
            node_config: [
              { machine_type: "g2-standard-4", taint: [{ key: "team", value: "speech", effect: "NO_SCHEDULE" }] },
            ],
          },
          cpu: { name: "cpu", node_config: [{ machine_type: "e2-standard-4" }] },
        },
      },
      manifests: [
        deployment(gpuPod),
        { apiVersion: "v1", kind: "Pod", metadata: { name: "web", namespace: "vision" }, spec: { containers: [] } },
      ],
    });
    expect(edges).toEqual(["Deployment/resnet -> google_container_node_pool.l4: lands on its nodes"]);
  });
});

test("a lifted manifest is one node with its Terraform resource", () => {
  // GIVEN
  const estate = estateOf({
    resource: {
      kubernetes_namespace_v1: { vision: { metadata: [{ name: "vision" }] } },
      kubernetes_service_account_v1: { resnet: { metadata: [{ name: "resnet", namespace: "vision" }] } },
    },
  });
  // WHEN
  const graph = dependenciesOf(estate);
  // THEN
  expect(estate.resources).toHaveLength(4);
  expect(graph.keys()).toEqual([
    "case\u0000kubernetes_namespace_v1.vision",
    "case\u0000kubernetes_service_account_v1.resnet",
  ]);
  expect(graph.dependentsOf("case\u0000kubernetes_namespace_v1.vision")).toEqual([
    { key: "case\u0000kubernetes_service_account_v1.resnet", via: "in the namespace", isSetting: false },
  ]);
});
