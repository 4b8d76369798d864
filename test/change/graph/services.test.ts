import { servicesOf } from "../../../src/change/graph/services";
import { type EstateSource, estateOf } from "../../support/estates";

/** `endpoint resnet (vision, prod) aws_x.y: members` */
function linesOf(source: EstateSource): string[] {
  const address = (key: string): string => key.split("\u0000")[1] ?? key;
  return servicesOf(estateOf(source)).map(
    ({ type, name, tenant = "-", tier = "-", resource, members }) =>
      `${type} ${name} (${tenant}, ${tier}) ${resource}: ${members.map(address).join(", ")}`,
  );
}

function workload(kind: string, name: string, container: object, rest: object = {}): object {
  return {
    apiVersion: kind === "Job" ? "batch/v1" : "apps/v1",
    kind,
    metadata: { name, namespace: "vision" },
    spec: { template: { metadata: { labels: { app: name } }, spec: { containers: [container] } } },
    ...rest,
  };
}

const SERVER = { name: "server", image: "tensorflow/serving:2.19.1" };
const GPU = { name: "train", image: "acme/train", resources: { limits: { "nvidia.com/gpu": 1 } } };
const WEB = { name: "web", image: "nginx" };

function service(name: string, app: string): object {
  return {
    apiVersion: "v1",
    kind: "Service",
    metadata: { name, namespace: "vision" },
    spec: { selector: { app }, ports: [{ port: 8501 }] },
  };
}

describe("endpoints", () => {
  test.each<readonly [string, EstateSource, readonly string[]]>([
    [
      "a Deployment, its Services and its Ingress are one, named as the Deployment",
      {
        manifests: [
          workload("Deployment", "resnet", SERVER),
          service("resnet-http", "resnet"),
          service("resnet-grpc", "resnet"),
          service("other", "other"),
          {
            apiVersion: "networking.k8s.io/v1",
            kind: "Ingress",
            metadata: { name: "public", namespace: "vision" },
            spec: { defaultBackend: { service: { name: "resnet-http" } } },
          },
        ],
      },
      [
        "endpoint resnet (-, -) Deployment/resnet: Deployment/resnet, Service/resnet-http, Service/resnet-grpc, Ingress/public",
      ],
    ],
    [
      "a workload that asks for GPUs",
      { manifests: [workload("StatefulSet", "llm", GPU)] },
      ["endpoint llm (-, -) StatefulSet/llm: StatefulSet/llm"],
    ],
    ["a Job runs models and serves none", { manifests: [workload("Job", "train", GPU)] }, []],
    ["a web shop serves no models", { manifests: [workload("Deployment", "shop", WEB), service("shop", "shop")] }, []],
    [
      "what belongs to the platform serves nobody",
      {
        manifests: [workload("Deployment", "dcgm", GPU, { metadata: { name: "dcgm", namespace: "gpu-operator" } })],
      },
      [],
    ],
    [
      "an InferenceService",
      {
        manifests: [
          {
            apiVersion: "serving.kserve.io/v1beta1",
            kind: "InferenceService",
            metadata: { name: "bert", namespace: "vision" },
            spec: {},
          },
        ],
      },
      ["endpoint bert (-, -) InferenceService/bert: InferenceService/bert"],
    ],
    [
      "endpoints of the clouds, by the names that their users call",
      {
        resource: {
          aws_sagemaker_endpoint: { a: { name: "resnet" } },
          google_vertex_ai_endpoint: { b: { name: "1234", display_name: "bert" } },
        },
      },
      [
        "endpoint resnet (-, -) aws_sagemaker_endpoint.a: aws_sagemaker_endpoint.a",
        "endpoint bert (-, -) google_vertex_ai_endpoint.b: google_vertex_ai_endpoint.b",
      ],
    ],
    [
      "a load balancer before models, and none before a shop",
      {
        resource: {
          aws_lb: { models: { name: "models-lb" }, shop: { name: "shop-lb" } },
          aws_lb_listener: {
            models: {
              load_balancer_arn: "${aws_lb.models.arn}",
              default_action: [{ type: "forward", target_group_arn: "${aws_lb_target_group.models.arn}" }],
            },
            shop: {
              load_balancer_arn: "${aws_lb.shop.arn}",
              default_action: [{ type: "forward", target_group_arn: "${aws_lb_target_group.shop.arn}" }],
            },
          },
          aws_lb_target_group: { models: { name: "a", port: 8501 }, shop: { name: "b", port: 3210 } },
        },
      },
      ["endpoint models-lb (-, -) aws_lb.models: aws_lb.models"],
    ],
    [
      "an API that leads to an endpoint, and none that leads elsewhere",
      {
        resource: {
          aws_sagemaker_endpoint: { resnet: { name: "resnet" } },
          aws_apigatewayv2_api: { front: { name: "front" }, shop: { name: "shop" } },
          aws_apigatewayv2_integration: {
            front: {
              api_id: "${aws_apigatewayv2_api.front.id}",
              request_parameters: "${aws_sagemaker_endpoint.resnet.arn}",
            },
            shop: { api_id: "${aws_apigatewayv2_api.shop.id}" },
          },
        },
      },
      [
        "endpoint resnet (-, -) aws_sagemaker_endpoint.resnet: aws_sagemaker_endpoint.resnet",
        "endpoint front (-, -) aws_apigatewayv2_api.front: aws_apigatewayv2_api.front",
      ],
    ],
  ])("%s", (_, source, expected) => {
    expect(linesOf(source)).toEqual(expected);
  });
});

test("a cluster is its control plane, its nodes and its add-ons", () => {
  expect(
    linesOf({
      resource: {
        aws_eks_cluster: { main: { name: "platform" } },
        aws_eks_node_group: {
          gpu: { cluster_name: "${aws_eks_cluster.main.name}" },
          other: { cluster_name: "elsewhere" },
        },
        aws_eks_addon: { dns: { cluster_name: "${aws_eks_cluster.main.name}" } },
      },
      data: { aws_eks_cluster: { looked: { name: "elsewhere" } } },
    }),
  ).toEqual([
    "cluster platform (-, -) aws_eks_cluster.main: aws_eks_cluster.main, aws_eks_node_group.gpu, aws_eks_addon.dns",
  ]);
});

describe("tenants and tiers", () => {
  const namespace = {
    apiVersion: "v1",
    kind: "Namespace",
    metadata: { name: "vision", labels: { "modelkeep/tenant": "vision", "modelkeep/tier": "production" } },
  };

  test("a namespace says whose its pods are", () => {
    expect(linesOf({ manifests: [namespace, workload("Deployment", "resnet", SERVER)] })).toEqual([
      "endpoint resnet (vision, prod) Deployment/resnet: Deployment/resnet",
      "tenant vision (vision, -) Namespace/vision: Namespace/vision, Deployment/resnet",
      "tier prod (-, prod) case-0.json: Namespace/vision, Deployment/resnet",
    ]);
  });

  test("tags of one tenant in any spelling of the word make one service, with its data as members", () => {
    const source: EstateSource = {
      resource: {
        aws_s3_bucket: {
          a: { bucket: "a", tags: { Tenant: "vision" } },
          b: { bucket: "b", tags: { tenant: "shared" } },
        },
        aws_iam_role: { c: { name: "c", tags: { "modelkeep/tenant": "vision" } } },
        google_storage_bucket: { d: { name: "d", labels: { tenant: "speech", tier: "staging" } } },
      },
    };
    expect(linesOf(source)).toEqual([
      "tenant vision (vision, -) case: aws_s3_bucket.a",
      "tenant speech (speech, -) case: google_storage_bucket.d",
      "tier staging (-, staging) case: google_storage_bucket.d",
    ]);
    const [vision] = servicesOf(estateOf(source));
    expect(vision?.belongings).toEqual(["case\u0000aws_s3_bucket.a", "case\u0000aws_iam_role.c"]);
  });

  test("a name that is not known before apply is no tenant", () => {
    expect(linesOf({ resource: { aws_s3_bucket: { a: { tags: { tenant: "${var.tenant}" } } } } })).toEqual([]);
  });
});

test("services have the same keys whatever else is in the estate", () => {
  const one = servicesOf(estateOf({ manifests: [workload("Deployment", "resnet", SERVER)] }));
  const other = servicesOf(
    estateOf({ manifests: [workload("Deployment", "resnet", SERVER), workload("Deployment", "bert", SERVER)] }),
  );
  expect(one).toHaveLength(1);
  expect(other.map(({ key }) => key)).toContain(one[0]?.key);
});
