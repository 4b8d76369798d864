import { blastRadiusOf } from "../../../src/change/graph/blast-radius";
import { sidesOfPlans } from "../../../src/change/plan-sides";
import type { BlastRadius, Hit } from "../../../src/change/report";
import type { ChangeAction, ResourceChange, Sides } from "../../../src/change/sides";
import type { Estate } from "../../../src/estate/estate";
import { type EstateSource, estateOf } from "../../support/estates";
import { sidesOf } from "../../support/sides";

/** `endpoint resnet: a <- b (via) ...`, from the changed resource to the service. */
function line({ service, action, path }: Hit): string {
  const steps = path.map(({ resource, via }) => (via === "" ? resource : `<-(${via})- ${resource}`));
  return `${action} hits ${service.type} ${service.name}: ${steps.join(" ")}`;
}

function linesOf(radius: BlastRadius): string[] {
  return radius.hits.map(line);
}

/** A change of the estate that names nothing but what becomes of which resource. */
function planned(estate: Estate, actions: Readonly<Record<string, ChangeAction>>): Sides {
  const changes = Object.entries(actions).map(([address, action]): ResourceChange => {
    const resource = estate.resources.find((one) => one.address === address);
    if (resource === undefined) {
      throw new Error(`no ${address}`);
    }
    const { root, kind } = resource;
    return { root, address, kind, action, before: resource, after: resource, isEstimate: false, attributes: [] };
  });
  return { basis: "plan", before: estate, after: estate, changes, drift: [], warnings: [] };
}

const VISION = { tenant: "vision", tier: "production" };

/** A model that is served from EKS: two stacks, as people write them. */
const EKS: EstateSource = {
  resource: {
    aws_vpc: { main: { cidr_block: "10.0.0.0/16" } },
    aws_subnet: { a: { vpc_id: "${aws_vpc.main.id}" } },
    aws_security_group: { nodes: { vpc_id: "${aws_vpc.main.id}" } },
    aws_vpc_security_group_ingress_rule: {
      open: { security_group_id: "${aws_security_group.nodes.id}", cidr_ipv4: "0.0.0.0/0" },
    },
    aws_launch_template: {
      gpu: { instance_type: "g6.xlarge", vpc_security_group_ids: ["${aws_security_group.nodes.id}"] },
    },
    aws_eks_cluster: { platform: { name: "platform", vpc_config: [{ subnet_ids: ["${aws_subnet.a.id}"] }] } },
    aws_eks_node_group: {
      gpu: {
        cluster_name: "${aws_eks_cluster.platform.name}",
        instance_types: ["g6.xlarge"],
        launch_template: [{ id: "${aws_launch_template.gpu.id}" }],
      },
    },
    aws_kms_key: { models: { description: "models" }, logs: { description: "logs" } },
    aws_s3_bucket: { models: { bucket: "acme-models", tags: VISION }, logs: { bucket: "acme-logs" } },
    aws_s3_bucket_server_side_encryption_configuration: {
      models: {
        bucket: "${aws_s3_bucket.models.id}",
        rule: [{ apply_server_side_encryption_by_default: [{ kms_master_key_id: "${aws_kms_key.models.arn}" }] }],
      },
    },
    aws_s3_bucket_logging: {
      models: { bucket: "${aws_s3_bucket.models.id}", target_bucket: "${aws_s3_bucket.logs.id}" },
    },
    aws_iam_role: { resnet: { name: "vision-resnet" } },
    aws_iam_policy: { read: { policy: "${data.aws_iam_policy_document.read.json}" } },
    aws_iam_role_policy_attachment: {
      read: { role: "${aws_iam_role.resnet.name}", policy_arn: "${aws_iam_policy.read.arn}" },
    },
  },
  data: {
    aws_iam_policy_document: {
      read: { statement: [{ actions: ["s3:GetObject"], resources: ["${aws_s3_bucket.models.arn}/*"] }] },
    },
  },
  also: [
    {
      name: "serving",
      data: {
        aws_eks_cluster: { platform: { name: "platform" } },
        aws_iam_role: { resnet: { name: "vision-resnet" } },
      },
      provider: { kubernetes: [{ host: "${data.aws_eks_cluster.platform.endpoint}" }] },
      resource: {
        kubernetes_namespace_v1: {
          vision: {
            metadata: [{ name: "vision", labels: { "modelkeep/tenant": "vision", "modelkeep/tier": "production" } }],
          },
        },
        kubernetes_service_account_v1: {
          resnet: {
            metadata: [
              {
                name: "resnet",
                namespace: "${kubernetes_namespace_v1.vision.metadata[0].name}",
                annotations: { "eks.amazonaws.com/role-arn": "${data.aws_iam_role.resnet.arn}" },
              },
            ],
          },
        },
        kubernetes_deployment_v1: {
          resnet: {
            metadata: [{ name: "resnet", namespace: "vision" }],
            spec: [
              {
                template: [
                  {
                    metadata: [{ labels: { app: "resnet" } }],
                    spec: [
                      {
                        service_account_name: "resnet",
                        container: [
                          {
                            name: "server",
                            image: "tensorflow/serving:2.19.1",
                            resources: [{ limits: { "nvidia.com/gpu": "1" } }],
                          },
                        ],
                      },
                    ],
                  },
                ],
              },
            ],
          },
        },
        kubernetes_service_v1: {
          resnet: {
            metadata: [{ name: "resnet", namespace: "vision" }],
            spec: [{ selector: { app: "resnet" }, port: [{ port: 8501 }] }],
          },
        },
        kubernetes_ingress_v1: {
          resnet: {
            metadata: [{ name: "resnet", namespace: "vision" }],
            spec: [
              {
                rule: [
                  {
                    http: [
                      { path: [{ path: "/", backend: [{ service: [{ name: "resnet", port: [{ number: 8501 }] }] }] }] },
                    ],
                  },
                ],
              },
            ],
          },
        },
      },
    },
  ],
};

const TENANT_FROM = "hits tenant vision:";
const TIER_FROM = "hits tier prod:";

describe("a model on EKS", () => {
  const estate = estateOf(EKS);
  const deployment = "kubernetes_deployment_v1.resnet";

  test.each<readonly [string, string, readonly string[]]>([
    [
      "the role of the model server",
      "aws_iam_role.resnet",
      [
        `endpoint resnet: aws_iam_role.resnet <-(role of the ServiceAccount)- kubernetes_service_account_v1.resnet <-(ServiceAccount of its pods)- ${deployment}`,
      ],
    ],
    [
      "the policy behind an attachment",
      "aws_iam_policy.read",
      [
        `endpoint resnet: aws_iam_policy.read <-(reference policy_arn)- aws_iam_role_policy_attachment.read <-(its iam role policy attachment)- aws_iam_role.resnet <-(role of the ServiceAccount)- kubernetes_service_account_v1.resnet <-(ServiceAccount of its pods)- ${deployment}`,
      ],
    ],
    [
      "the bucket, through a data source that is no step",
      "aws_s3_bucket.models",
      [
        `endpoint resnet: aws_s3_bucket.models <-(reference policy)- aws_iam_policy.read <-(reference policy_arn)- aws_iam_role_policy_attachment.read <-(its iam role policy attachment)- aws_iam_role.resnet <-(role of the ServiceAccount)- kubernetes_service_account_v1.resnet <-(ServiceAccount of its pods)- ${deployment}`,
      ],
    ],
    [
      "the key of the bucket",
      "aws_kms_key.models",
      [
        `endpoint resnet: aws_kms_key.models <-(encrypted with the key)- aws_s3_bucket_server_side_encryption_configuration.models <-(its s3 bucket server side encryption configuration)- aws_s3_bucket.models <-(reference policy)- aws_iam_policy.read <-(reference policy_arn)- aws_iam_role_policy_attachment.read <-(its iam role policy attachment)- aws_iam_role.resnet <-(role of the ServiceAccount)- kubernetes_service_account_v1.resnet <-(ServiceAccount of its pods)- ${deployment}`,
      ],
    ],
    ["a bucket that only takes logs", "aws_s3_bucket.logs", []],
    ["a key that encrypts nothing", "aws_kms_key.logs", []],
    [
      "the Service is the endpoint, and the pods do not depend on it",
      "kubernetes_service_v1.resnet",
      ["endpoint resnet: kubernetes_service_v1.resnet"],
    ],
    ["a pod does not reach its cluster", deployment, [`endpoint resnet: ${deployment}`]],
    [
      "a cluster reaches what runs in it",
      "aws_eks_cluster.platform",
      [
        `endpoint resnet: aws_eks_cluster.platform <-(runs in the cluster)- ${deployment}`,
        "cluster platform: aws_eks_cluster.platform",
      ],
    ],
    [
      "a network reaches all that lies in it",
      "aws_vpc.main",
      [
        `endpoint resnet: aws_vpc.main <-(reference vpc_id)- aws_subnet.a <-(reference vpc_config.0.subnet_ids.0)- aws_eks_cluster.platform <-(runs in the cluster)- ${deployment}`,
        "cluster platform: aws_vpc.main <-(reference vpc_id)- aws_subnet.a <-(reference vpc_config.0.subnet_ids.0)- aws_eks_cluster.platform",
      ],
    ],
    [
      "a pool reaches the pods that land on it, and is a part of its cluster",
      "aws_eks_node_group.gpu",
      [
        `endpoint resnet: aws_eks_node_group.gpu <-(lands on its nodes)- ${deployment}`,
        "cluster platform: aws_eks_node_group.gpu <-(its nodes)- aws_eks_cluster.platform",
      ],
    ],
    [
      "a rule is a setting of its group",
      "aws_vpc_security_group_ingress_rule.open",
      [
        `endpoint resnet: aws_vpc_security_group_ingress_rule.open <-(its vpc security group ingress rule)- aws_security_group.nodes <-(reference vpc_security_group_ids.0)- aws_launch_template.gpu <-(reference launch_template.0.id)- aws_eks_node_group.gpu <-(lands on its nodes)- ${deployment}`,
        "cluster platform: aws_vpc_security_group_ingress_rule.open <-(its vpc security group ingress rule)- aws_security_group.nodes <-(reference vpc_security_group_ids.0)- aws_launch_template.gpu <-(reference launch_template.0.id)- aws_eks_node_group.gpu <-(its nodes)- aws_eks_cluster.platform",
      ],
    ],
    [
      "a namespace reaches all that lies in it",
      "kubernetes_namespace_v1.vision",
      [`endpoint resnet: kubernetes_namespace_v1.vision <-(in the namespace)- ${deployment}`],
    ],
  ])("%s", (_, address, expected) => {
    const lines = linesOf(blastRadiusOf(planned(estate, { [address]: "update" })));
    const concrete = lines.filter((each) => !each.includes(TENANT_FROM) && !each.includes(TIER_FROM));
    expect(concrete.sort()).toEqual(expected.map((each) => `update hits ${each}`).sort());
  });

  test("a tenant and a tier are hit with their data, and with what is tagged as theirs", () => {
    const lines = linesOf(blastRadiusOf(planned(estate, { "aws_kms_key.models": "update" })));
    const way =
      "aws_kms_key.models <-(encrypted with the key)- aws_s3_bucket_server_side_encryption_configuration.models <-(its s3 bucket server side encryption configuration)- aws_s3_bucket.models";
    expect(lines).toContain(`update ${TENANT_FROM} ${way}`);
    expect(lines).toContain(`update ${TIER_FROM} ${way}`);
    expect(linesOf(blastRadiusOf(planned(estate, { "kubernetes_service_account_v1.resnet": "destroy" })))).toContain(
      `destroy ${TENANT_FROM} kubernetes_service_account_v1.resnet`,
    );
  });

  test("the worst action is said although another one is nearer, and all that reach the service are counted", () => {
    const { hits } = blastRadiusOf(
      planned(estate, {
        "kubernetes_service_account_v1.resnet": "update",
        "aws_iam_policy.read": "replace",
        "aws_iam_role.resnet": "destroy",
        "aws_kms_key.logs": "destroy",
      }),
    );
    const endpoint = hits.filter(({ service }) => service.type === "endpoint");
    expect(endpoint.map((hit) => [line(hit), hit.changes])).toEqual([
      [
        `destroy hits endpoint resnet: aws_iam_role.resnet <-(role of the ServiceAccount)- kubernetes_service_account_v1.resnet <-(ServiceAccount of its pods)- ${deployment}`,
        3,
      ],
    ]);
  });

  test("what is affected depends on a change, and is not changed itself", () => {
    // The attachment, the ServiceAccount, the Deployment, the Service and the Ingress.
    expect(blastRadiusOf(planned(estate, { "aws_iam_role.resnet": "update" })).affected).toBe(5);
    const both = { "aws_iam_role.resnet": "update", [deployment]: "update" } as const;
    expect(blastRadiusOf(planned(estate, both)).affected).toBe(4);
  });

  test.each<ChangeAction>(["move", "import", "forget"])("a %s reaches nobody", (action) => {
    const radius = blastRadiusOf(planned(estate, { "aws_iam_role.resnet": action, [deployment]: action }));
    expect(radius).toEqual({ hits: [], services: { endpoint: 1, cluster: 1, tenant: 1, tier: 1 }, affected: 0 });
  });

  test("services are counted, hit or not", () => {
    expect(blastRadiusOf(planned(estate, {}))).toEqual({
      hits: [],
      services: { endpoint: 1, cluster: 1, tenant: 1, tier: 1 },
      affected: 0,
    });
  });
});

describe("a model on GKE", () => {
  const estate = estateOf({
    resource: {
      google_kms_crypto_key: { models: { name: "models" } },
      google_storage_bucket: {
        models: { name: "acme-models", encryption: [{ default_kms_key_name: "${google_kms_crypto_key.models.id}" }] },
      },
      google_service_account: { resnet: { account_id: "resnet", project: "acme" } },
      google_storage_bucket_iam_member: {
        read: {
          bucket: "${google_storage_bucket.models.name}",
          role: "roles/storage.objectViewer",
          member: "serviceAccount:${google_service_account.resnet.email}",
        },
      },
      google_service_account_iam_member: {
        resnet: {
          service_account_id: "${google_service_account.resnet.name}",
          role: "roles/iam.workloadIdentityUser",
          member: "serviceAccount:acme.svc.id.goog[vision/resnet]",
        },
      },
      google_container_cluster: { platform: { name: "platform" } },
    },
    manifests: [
      { apiVersion: "v1", kind: "ServiceAccount", metadata: { name: "resnet", namespace: "vision" } },
      {
        apiVersion: "apps/v1",
        kind: "StatefulSet",
        metadata: { name: "resnet", namespace: "vision" },
        spec: {
          template: {
            metadata: { labels: { app: "resnet" } },
            spec: {
              serviceAccountName: "resnet",
              containers: [{ name: "server", image: "nvcr.io/nvidia/tritonserver:25.01-py3" }],
            },
          },
        },
      },
    ],
  });
  const pods =
    "google_service_account.resnet <-(Google service account of the ServiceAccount)- ServiceAccount/resnet <-(ServiceAccount of its pods)- StatefulSet/resnet";
  const bucket = `google_storage_bucket.models <-(reference bucket)- google_storage_bucket_iam_member.read <-(its storage bucket iam member)- ${pods}`;

  test.each([
    ["the key", "google_kms_crypto_key.models", `google_kms_crypto_key.models <-(encrypted with the key)- ${bucket}`],
    ["the bucket", "google_storage_bucket.models", bucket],
    [
      "the binding of the workload identity",
      "google_service_account_iam_member.resnet",
      `google_service_account_iam_member.resnet <-(its service account iam member)- ${pods}`,
    ],
    [
      "the cluster",
      "google_container_cluster.platform",
      "google_container_cluster.platform <-(runs in the only cluster)- StatefulSet/resnet",
    ],
  ])("%s reaches the endpoint", (_, address, path) => {
    const { hits } = blastRadiusOf(planned(estate, { [address]: "destroy" }));
    expect(hits.filter(({ service }) => service.type === "endpoint").map(line)).toEqual([
      `destroy hits endpoint resnet: ${path}`,
    ]);
  });
});

describe("what nodes may use by their role", () => {
  const source = (statement: object): EstateSource => ({
    resource: {
      aws_s3_bucket: { models: { bucket: "acme-models" } },
      aws_s3_bucket_policy: { models: { bucket: "${aws_s3_bucket.models.id}", policy: "{}" } },
      aws_kms_key: { disks: { description: "disks" } },
      aws_iam_role: { node: { name: "node" } },
      aws_iam_policy: { workers: { policy: "{}" } },
      aws_iam_role_policy_attachment: {
        workers: { role: "${aws_iam_role.node.name}", policy_arn: "${aws_iam_policy.workers.arn}" },
      },
      aws_iam_role_policy: { read: { role: "${aws_iam_role.node.name}", ...statement } },
      aws_launch_template: {
        gpu: { block_device_mappings: [{ ebs: [{ kms_key_id: "${aws_kms_key.disks.arn}" }] }] },
      },
      aws_eks_cluster: { main: { name: "main", tags: { tier: "production" } } },
      aws_eks_node_group: {
        gpu: {
          cluster_name: "${aws_eks_cluster.main.name}",
          node_role_arn: "${aws_iam_role.node.arn}",
          instance_types: ["g6.xlarge"],
          launch_template: [{ id: "${aws_launch_template.gpu.id}" }],
        },
      },
      kubernetes_deployment_v1: {
        resnet: {
          metadata: [{ name: "resnet", namespace: "vision" }],
          spec: [
            {
              template: [
                {
                  metadata: [{ labels: { app: "resnet" } }],
                  spec: [
                    {
                      container: [
                        {
                          name: "server",
                          image: "tensorflow/serving:2.19.1",
                          resources: [{ limits: { "nvidia.com/gpu": "1" } }],
                        },
                      ],
                    },
                  ],
                },
              ],
            },
          ],
        },
      },
    },
    data: {
      aws_iam_policy_document: {
        read: { statement: [{ actions: ["s3:GetObject"], resources: ["${aws_s3_bucket.models.arn}/*"] }] },
      },
    },
  });
  const estates = {
    "as a reference": estateOf(source({ policy: "${data.aws_iam_policy_document.read.json}" })),
    "as a reference, made after the bucket": estateOf(
      source({ policy: "${data.aws_iam_policy_document.read.json}", depends_on: ["aws_s3_bucket.models"] }),
    ),
    "as an ARN": estateOf(
      source({ policy: '{"Statement":[{"Action":"s3:GetObject","Resource":"arn:aws:s3:::acme-models/*"}]}' }),
    ),
  };
  const all = ["cluster main", "endpoint resnet", "tier prod"];

  test.each<readonly [string, string, ChangeAction, readonly string[]]>([
    ["the bucket that they read", "aws_s3_bucket.models", "replace", ["endpoint resnet"]],
    ["a policy of the bucket", "aws_s3_bucket_policy.models", "create", ["endpoint resnet"]],
    ["what says that they may", "aws_iam_role_policy.read", "update", all],
    ["what they may do at all", "aws_iam_policy.workers", "update", all],
    ["that they may do it", "aws_iam_role_policy_attachment.workers", "destroy", all],
    ["who they are", "aws_iam_role.node", "update", all],
    ["the key of their disks", "aws_kms_key.disks", "update", all],
  ])("%s: what runs on the nodes feels it; the cluster what makes the nodes", (_, address, action, expected) => {
    for (const estate of Object.values(estates)) {
      const { hits } = blastRadiusOf(planned(estate, { [address]: action }));
      expect(hits.map(({ service }) => `${service.type} ${service.name}`).sort()).toEqual(expected);
      expect(hits.map(({ changes }) => changes)).toEqual(expected.map(() => 1));
    }
  });

  test("Google's nodes feel the grant, and their cluster nothing of the bucket", () => {
    const google = estateOf({
      resource: {
        google_storage_bucket: { models: { name: "acme-models" } },
        google_service_account: { node: { account_id: "node", project: "acme" } },
        google_storage_bucket_iam_member: {
          read: {
            bucket: "${google_storage_bucket.models.name}",
            role: "roles/storage.objectViewer",
            member: "serviceAccount:${google_service_account.node.email}",
          },
        },
        google_container_cluster: { main: { name: "main" } },
        google_container_node_pool: {
          gpu: {
            cluster: "${google_container_cluster.main.name}",
            node_config: [{ service_account: "${google_service_account.node.email}" }],
          },
        },
      },
    });
    const hitBy = (address: string): readonly string[] =>
      blastRadiusOf(planned(google, { [address]: "destroy" })).hits.map(({ service }) => service.name);
    expect(hitBy("google_storage_bucket.models")).toEqual([]);
    expect(hitBy("google_storage_bucket_iam_member.read")).toEqual(["main"]);
    expect(hitBy("google_service_account.node")).toEqual(["main"]);
  });
});

test("a plan has plain ARNs and names in place of references, and they lead as far", () => {
  // GIVEN
  const arn = "arn:aws:iam::111122223333:role/vision-resnet";
  const kept = (type: string, name: string, values: object): object => ({
    address: `${type}.${name}`,
    mode: "managed",
    type,
    name,
    change: { actions: ["no-op"], before: values, after: values, after_unknown: {} },
  });
  const role = { name: "vision-resnet", id: "vision-resnet", arn };
  const plan = {
    format_version: "1.2",
    configuration: { root_module: {} },
    resource_changes: [
      {
        address: "aws_iam_role.resnet",
        mode: "managed",
        type: "aws_iam_role",
        name: "resnet",
        change: { actions: ["delete"], before: role, after: null, after_unknown: {} },
      },
      kept("kubernetes_service_account_v1", "resnet", {
        metadata: [{ name: "resnet", namespace: "vision", annotations: { "eks.amazonaws.com/role-arn": arn } }],
      }),
      kept("kubernetes_deployment_v1", "resnet", {
        metadata: [{ name: "resnet", namespace: "vision" }],
        spec: [
          {
            template: [
              {
                metadata: [{ labels: { app: "resnet" } }],
                spec: [
                  {
                    service_account_name: "resnet",
                    container: [{ name: "server", image: "tensorflow/serving:2.19.1" }],
                  },
                ],
              },
            ],
          },
        ],
      }),
    ],
  };
  // WHEN
  const radius = blastRadiusOf(sidesOfPlans([{ file: "plan.json", json: plan }]));
  // THEN
  expect(linesOf(radius)).toEqual([
    "destroy hits endpoint resnet: aws_iam_role.resnet <-(role of the ServiceAccount)- kubernetes_service_account_v1.resnet <-(ServiceAccount of its pods)- kubernetes_deployment_v1.resnet",
  ]);
  expect(radius.affected).toBe(2);
});

describe("two sides", () => {
  const policy = (document: string) => ({
    resource: {
      aws_sagemaker_model: { resnet: { name: "resnet-v3", execution_role_arn: "${aws_iam_role.resnet.arn}" } },
      aws_sagemaker_endpoint_configuration: {
        resnet: { name: "resnet", production_variants: [{ model_name: "${aws_sagemaker_model.resnet.name}" }] },
      },
      aws_sagemaker_endpoint: { resnet: { name: "resnet", endpoint_config_name: "resnet" } },
      aws_iam_role: { resnet: { name: "resnet", description: document } },
    },
  });
  const model =
    "aws_iam_role.resnet <-(reference execution_role_arn)- aws_sagemaker_model.resnet <-(reference production_variants.0.model_name)- aws_sagemaker_endpoint_configuration.resnet <-(reference endpoint_config_name)- aws_sagemaker_endpoint.resnet";

  test("nothing is hit when nothing changes", () => {
    const radius = blastRadiusOf(sidesOf(EKS, EKS));
    expect(radius.hits).toEqual([]);
    expect(radius.affected).toBe(0);
  });

  test("what is destroyed is felt by who depended on it", () => {
    const { aws_iam_role: _, ...resource } = policy("").resource;
    expect(linesOf(blastRadiusOf(sidesOf(policy(""), { resource })))).toEqual([
      `destroy hits endpoint resnet: ${model}`,
    ]);
  });

  test("what is made is felt by who will depend on it", () => {
    const { aws_iam_role: _, ...resource } = policy("").resource;
    expect(linesOf(blastRadiusOf(sidesOf({ resource }, policy(""))))).toEqual([
      `create hits endpoint resnet: ${model}`,
    ]);
  });

  test("a new endpoint is hit by itself", () => {
    const { aws_sagemaker_endpoint: _, ...resource } = policy("").resource;
    expect(linesOf(blastRadiusOf(sidesOf({ resource }, policy(""))))).toEqual([
      "create hits endpoint resnet: aws_sagemaker_endpoint.resnet",
    ]);
  });

  test("another description reaches nobody", () => {
    const sides = sidesOf(policy("one"), policy("two"));
    expect(sides.changes.map(({ action }) => action)).toEqual(["update"]);
    expect(blastRadiusOf(sides).hits).toEqual([]);
  });

  test("other tags are felt by nobody, the service that has them included", () => {
    const tagged = (tags: object) => ({
      resource: {
        aws_eks_cluster: { platform: { name: "platform", tags } },
        aws_eks_node_group: {
          gpu: { cluster_name: "${aws_eks_cluster.platform.name}", instance_types: ["g6.xlarge"] },
        },
        kubernetes_namespace_v1: {
          vision: { metadata: [{ name: "vision", labels: { "modelkeep/tenant": "vision" } }] },
        },
      },
    });
    const radius = blastRadiusOf(sidesOf(tagged({ team: "a" }), tagged({ team: "b" })));
    expect(linesOf(radius)).toEqual([]);
    expect(radius.affected).toBe(0);
  });

  test("the labels of a namespace decide, and are felt in it", () => {
    const labelled = (enforce: string): EstateSource => ({
      manifests: [
        {
          apiVersion: "v1",
          kind: "Namespace",
          metadata: { name: "vision", labels: { "pod-security.kubernetes.io/enforce": enforce } },
        },
        {
          apiVersion: "apps/v1",
          kind: "Deployment",
          metadata: { name: "resnet", namespace: "vision" },
          spec: { template: { spec: { containers: [{ name: "server", image: "tensorflow/serving:2.19.1" }] } } },
        },
      ],
    });
    expect(linesOf(blastRadiusOf(sidesOf(labelled("restricted"), labelled("privileged"))))).toEqual([
      "update hits endpoint resnet: Namespace/vision <-(in the namespace)- Deployment/resnet",
    ]);
  });

  test("hits are listed by what cannot be taken back, then by production", () => {
    const endpoint = (name: string, tier: string, config: string) => ({
      [name]: { name, endpoint_config_name: config, tags: { tier } },
    });
    const before: EstateSource = {
      resource: {
        aws_sagemaker_endpoint_configuration: { c: { name: "config-c", kms_key_arn: "a" } },
        aws_sagemaker_endpoint: {
          ...endpoint("dev-one", "development", "config-c"),
          ...endpoint("prod-one", "production", "config-c"),
          ...endpoint("gone", "development", "config-d"),
        },
      },
    };
    const after: EstateSource = {
      resource: {
        aws_sagemaker_endpoint_configuration: { c: { name: "config-c", kms_key_arn: "b" } },
        aws_sagemaker_endpoint: {
          ...endpoint("dev-one", "development", "config-c"),
          ...endpoint("prod-one", "production", "config-c"),
        },
      },
    };
    const { hits } = blastRadiusOf(sidesOf(before, after));
    expect(hits.map(({ action, service }) => `${action} ${service.type} ${service.name}`)).toEqual([
      "destroy endpoint gone",
      "destroy tier dev",
      "replace endpoint prod-one",
      "replace tier prod",
      "replace endpoint dev-one",
    ]);
  });
});
