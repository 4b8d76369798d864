import { stoppedBy, stoppedWords } from "../../src/change/stopped";
import type { EstateSource } from "../support/estates";
import { sidesOf } from "../support/sides";

function deployment(kind: string, replicas: number | undefined, image: string): EstateSource {
  const spec = {
    ...(replicas === undefined ? {} : { replicas }),
    selector: { matchLabels: { app: "resnet" } },
    template: {
      metadata: { labels: { app: "resnet" } },
      spec: { containers: [{ name: "server", image }] },
    },
  };
  return { manifests: [{ apiVersion: "apps/v1", kind, metadata: { name: "resnet", namespace: "vision" }, spec }] };
}

function terraform(kind: string, attributes: object): EstateSource {
  return { resource: { [kind]: { it: attributes } } };
}

/** What is stopped between the two, in words. */
function said(before: EstateSource, after: EstateSource): readonly string[] {
  return stoppedBy(sidesOf(before, after).changes).map((each) => `${each.resource}: ${stoppedWords(each)}`);
}

const SERVER = "tensorflow/serving:2.19.1";

test.each([
  ["Deployment", 2, 0, ["Deployment/resnet: 2 replicas become 0"]],
  ["StatefulSet", 1, 0, ["StatefulSet/resnet: 1 replica becomes 0"]],
  ["Deployment", undefined, 0, ["Deployment/resnet: 1 replica becomes 0"]],
  ["Deployment", 3, 1, []],
  ["Deployment", 3, undefined, []],
  ["Deployment", 0, 0, []],
  ["Deployment", 0, 2, []],
])("a %s of %p replicas that has %p then", (kind, before, after, expected) => {
  const image = before === after ? "tensorflow/serving:2.19.0" : SERVER;
  expect(said(deployment(kind, before, SERVER), deployment(kind, after, image))).toEqual(expected);
});

test.each([
  ["a model server", SERVER, true],
  ["something else", "nginx:1.27", false],
])("%s that is stopped is named like in every entry, and says whether it serves models", (_, image, servesModels) => {
  const { changes } = sidesOf(deployment("Deployment", 2, image), deployment("Deployment", 0, image));
  expect(stoppedBy(changes)).toEqual([
    {
      resource: "Deployment/resnet",
      root: expect.any(String),
      kind: "apps/v1 Deployment",
      namespace: "vision",
      setting: "spec.replicas",
      before: 2,
      unit: "replica",
      servesModels,
      mayComeBack: false,
    },
  ]);
});

function written(replicas: number): object {
  return {
    metadata: [{ name: "resnet", namespace: "vision" }],
    spec: [
      {
        replicas,
        selector: [{ match_labels: { app: "resnet" } }],
        template: [
          { metadata: [{ labels: { app: "resnet" } }], spec: [{ container: [{ name: "server", image: SERVER }] }] },
        ],
      },
    ],
  };
}

const variant = (amount: number, rest: object = {}): object => ({ initial_instance_count: amount, ...rest });
const nodes = (desired: number, most: number): object => ({
  scaling_config: [{ min_size: 0, desired_size: desired, max_size: most }],
});
const dedicated = (least: number, most?: number): object => ({
  deploy_config: [
    {
      dedicated_resources: [{ min_replica_count: least, ...(most === undefined ? {} : { max_replica_count: most }) }],
    },
  ],
});

test.each<readonly [kind: string, before: object, after: object, words: string | undefined]>([
  ["kubernetes_deployment_v1", written(2), written(0), "2 replicas become 0"],
  ["kubernetes_deployment", written(2), written(0), "2 replicas become 0"],
  ["kubernetes_stateful_set_v1", written(2), written(1), undefined],
  [
    "kubernetes_manifest",
    { manifest: deployment("Deployment", 2, SERVER).manifests?.[0] },
    { manifest: deployment("Deployment", 0, SERVER).manifests?.[0] },
    "2 replicas become 0",
  ],
  [
    "aws_sagemaker_endpoint_configuration",
    { production_variants: [variant(2), variant(1)] },
    { production_variants: [variant(0), variant(0)] },
    "3 instances become 0",
  ],
  [
    "aws_sagemaker_endpoint_configuration",
    { production_variants: [variant(2), variant(1)] },
    { production_variants: [variant(0), variant(3)] },
    undefined,
  ],
  [
    "aws_sagemaker_endpoint_configuration",
    { production_variants: [variant(2)] },
    { production_variants: [{ serverless_config: [{ max_concurrency: 5 }] }] },
    undefined,
  ],
  [
    "aws_sagemaker_endpoint_configuration",
    { production_variants: [variant(2)] },
    { production_variants: [variant(0, { managed_instance_scaling: [{ max_instance_count: 4 }] })] },
    "2 instances become 0, until an autoscaler raises it",
  ],
  ["aws_ecs_service", { desired_count: 4 }, { desired_count: 0 }, "4 tasks become 0"],
  ["aws_ecs_service", { desired_count: "4" }, { desired_count: "0" }, "4 tasks become 0"],
  ["aws_ecs_service", { desired_count: 4 }, { name: "other" }, undefined],
  ["aws_appautoscaling_target", { max_capacity: 4 }, { max_capacity: 0 }, "4 units become 0"],
  ["aws_eks_node_group", nodes(2, 4), nodes(0, 4), "2 nodes become 0, until an autoscaler raises it"],
  ["aws_eks_node_group", nodes(2, 4), nodes(0, 0), "4 nodes become 0"],
  [
    "aws_eks_node_group",
    { scaling_config: { desired_size: 2, max_size: 4 } },
    { scaling_config: { desired_size: 0, max_size: 4 } },
    "2 nodes become 0, until an autoscaler raises it",
  ],
  ["aws_eks_node_group", nodes(2, 4), nodes(1, 4), undefined],
  [
    "aws_autoscaling_group",
    { max_size: 3, desired_capacity: 3 },
    { max_size: 0, desired_capacity: 0 },
    "3 machines become 0",
  ],
  ["google_container_node_pool", { node_count: 2 }, { node_count: 0 }, "2 nodes become 0"],
  [
    "google_container_node_pool",
    { autoscaling: [{ max_node_count: 6 }] },
    { autoscaling: [{ max_node_count: 0 }] },
    "6 nodes become 0",
  ],
  [
    "google_container_node_pool",
    { autoscaling: [{ min_node_count: 1, max_node_count: 6 }] },
    { autoscaling: [{ min_node_count: 0, max_node_count: 6 }] },
    undefined,
  ],
  ["google_compute_instance_group_manager", { target_size: 2 }, { target_size: 0 }, "2 machines become 0"],
  [
    "google_compute_autoscaler",
    { autoscaling_policy: [{ max_replicas: 2 }] },
    { autoscaling_policy: [{ max_replicas: 0 }] },
    "2 machines become 0",
  ],
  ["google_vertex_ai_endpoint_with_model_garden_deployment", dedicated(1), dedicated(0), "1 replica becomes 0"],
  [
    "google_vertex_ai_endpoint_with_model_garden_deployment",
    dedicated(1, 3),
    dedicated(0, 3),
    "1 replica becomes 0, until an autoscaler raises it",
  ],
  ["aws_s3_bucket", { replicas: 2 }, { replicas: 0 }, undefined],
])("%s %j, then %j", (kind, before, after, words) => {
  const expected = words === undefined ? [] : [`${kind}.it: ${words}`];
  expect(said(terraform(kind, before), terraform(kind, after))).toEqual(expected);
});

test.each([
  ["autoscaling/v2", "HorizontalPodAutoscaler", "maxReplicas"],
  ["keda.sh/v1alpha1", "ScaledObject", "maxReplicaCount"],
])(
  "an autoscaler of %s that may make no replica stops what it scales, and a minimum of none does not",
  (apiVersion, kind, most) => {
    const scaler = (spec: object): EstateSource => ({
      manifests: [{ apiVersion, kind, metadata: { name: "resnet", namespace: "vision" }, spec }],
    });
    expect(said(scaler({ [most]: 4 }), scaler({ [most]: 0 }))).toEqual([`${kind}/resnet: 4 replicas become 0`]);
    expect(said(scaler({ [most]: 4, minReplicas: 1 }), scaler({ [most]: 4, minReplicas: 0 }))).toEqual([]);
  },
);

test("a resource of Terraform has no namespace beside its address, like in every entry", () => {
  const kind = "kubernetes_deployment_v1";
  const [stopped] = stoppedBy(sidesOf(terraform(kind, written(2)), terraform(kind, written(0))).changes);
  expect(stopped).toMatchObject({ resource: `${kind}.it`, kind, servesModels: true });
  expect(stopped).not.toHaveProperty("namespace");
});

test("what is destroyed is not stopped, and what is known only after apply may be anything", () => {
  const { changes } = sidesOf(deployment("Deployment", 2, SERVER), deployment("Deployment", 0, SERVER));
  expect(stoppedBy(changes)).toHaveLength(1);
  expect(stoppedBy(changes.map(({ after: _, ...change }) => change))).toEqual([]);
  const [known, unknown] = [2, "${var.amount}"].map((amount) =>
    terraform("aws_ecs_service", { desired_count: amount }),
  );
  expect(said(known ?? {}, terraform("aws_ecs_service", { desired_count: 0 }))).toHaveLength(1);
  expect(said(known ?? {}, unknown ?? {})).toEqual([]);
  expect(said(unknown ?? {}, terraform("aws_ecs_service", { desired_count: 0 }))).toEqual([]);
});
