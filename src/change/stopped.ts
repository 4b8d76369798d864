import { runsModels } from "../estate/joins/model-workloads";
import { blocksOf, valueAt } from "../estate/joins/values";
import { lift } from "../estate/lifting";
import type { Attributes, Resource, Value } from "../estate/resource";
import type { Named } from "./report";
import type { ResourceChange } from "./sides";

/** Something that served, and is scaled to nothing: it stays, and nobody is answered. */
export interface Stopped extends Named {
  /** Attribute that says how many there are: `spec.replicas`. */
  readonly setting: string;

  /** How many there were. */
  readonly before: number;

  /** What is counted, for one: `replica`, `node`. */
  readonly unit: string;

  /** It is known to serve or run models. */
  readonly servesModels: boolean;

  /** Its own settings leave an autoscaler to bring it back: pools of GPUs are often empty until somebody asks. */
  readonly mayComeBack: boolean;
}

/** How many of something a kind is told to run. */
interface Scale {
  readonly unit: string;

  /** Settings that stop it when they are 0, the one that nothing can raise first. */
  readonly settings: readonly Setting[];
  readonly servesModels?: true;
}

interface Setting {
  readonly path: string;

  /** Of several blocks together, where the path does not say it: undefined when nobody knows. */
  readonly amount: (attributes: Attributes) => number | undefined;

  /** What an autoscaler may raise it to; undefined when none does. */
  readonly most?: (attributes: Attributes) => number | undefined;
}

/**
 * Changed resources that ran some and are told to run none. Values that are known only after apply tell nothing.
 *
 * Not looked at: minimums, for what scales to zero on its own is meant to; and custom resources whose 0 means "no limit".
 */
export function stoppedBy(
  changes: readonly Pick<ResourceChange, "root" | "address" | "kind" | "before" | "after">[],
): readonly Stopped[] {
  return changes.flatMap((change): readonly Stopped[] => {
    const [before, after] = [objectOf(change.before), objectOf(change.after)];
    const scale = after === undefined || before?.kind !== after.kind ? undefined : scaleOf(after.kind);
    if (scale === undefined || before === undefined || after === undefined) {
      return [];
    }
    for (const { path, amount, most } of scale.settings) {
      const [was, is] = [amount(before.attributes) ?? 0, amount(after.attributes)];
      if (was > 0 && is === 0) {
        const { address: resource, root, kind } = change;
        const namespace = change.after?.namespace;
        return [
          {
            resource,
            root,
            kind,
            ...(namespace === undefined ? {} : { namespace }),
            setting: path,
            before: was,
            unit: scale.unit,
            servesModels: scale.servesModels ?? [before, after].some((object) => runsModels(object) === true),
            mayComeBack: (most?.(after.attributes) ?? 0) > 0,
          },
        ];
      }
    }
    return [];
  });
}

/** `2 replicas become 0`, with what an autoscaler may make of it. */
export function stoppedWords({ before, unit, mayComeBack }: Stopped): string {
  const became = before === 1 ? `1 ${unit} becomes 0` : `${before} ${unit}s become 0`;
  return mayComeBack ? `${became}, until an autoscaler raises it` : became;
}

/** The object of Kubernetes that the resource would apply, or the resource itself. */
function objectOf(resource: Resource | undefined): Resource | undefined {
  return resource === undefined ? undefined : (lift(resource) ?? resource);
}

const REPLICAS: Scale = { unit: "replica", settings: [at("spec.replicas", { unset: 1 })] };

const OBJECTS: readonly (readonly [kind: RegExp, scale: Scale])[] = [
  [/^apps\/\w+ (?:Deployment|StatefulSet|ReplicaSet)$/, REPLICAS],
  [/^v1 ReplicationController$/, REPLICAS],
  [/^argoproj\.io\/\w+ Rollout$/, REPLICAS],
  [/^leaderworkerset\.x-k8s\.io\/\w+ LeaderWorkerSet$/, REPLICAS],
  [/^apps\.nvidia\.com\/\w+ NIMService$/, { ...REPLICAS, servesModels: true }],
  [/^autoscaling\/\w+ HorizontalPodAutoscaler$/, { unit: "replica", settings: [at("spec.maxReplicas")] }],
  [/^keda\.sh\/\w+ ScaledObject$/, { unit: "replica", settings: [at("spec.maxReplicaCount", { unset: 100 })] }],
];

const GOOGLE_GROUP: Scale = { unit: "machine", settings: [at("target_size")] };
const GOOGLE_AUTOSCALER: Scale = { unit: "machine", settings: [at("autoscaling_policy.0.max_replicas")] };

const KINDS: Readonly<Record<string, Scale>> = {
  aws_sagemaker_endpoint_configuration: {
    unit: "instance",
    servesModels: true,
    settings: [
      {
        path: "production_variants",
        amount: variantInstances,
        most: (attributes) =>
          sum(
            blocksOf(attributes, "production_variants").map(
              (variant) => numberAt(variant, "managed_instance_scaling.0.max_instance_count") ?? 0,
            ),
          ),
      },
    ],
  },
  google_vertex_ai_endpoint_with_model_garden_deployment: {
    unit: "replica",
    servesModels: true,
    settings: [
      at("deploy_config.0.dedicated_resources.0.max_replica_count"),
      at("deploy_config.0.dedicated_resources.0.min_replica_count", {
        most: "deploy_config.0.dedicated_resources.0.max_replica_count",
      }),
    ],
  },
  aws_ecs_service: { unit: "task", settings: [at("desired_count")] },
  aws_appautoscaling_target: { unit: "unit", settings: [at("max_capacity")] },
  aws_eks_node_group: {
    unit: "node",
    settings: [
      at("scaling_config.0.max_size"),
      at("scaling_config.0.desired_size", { most: "scaling_config.0.max_size" }),
    ],
  },
  aws_autoscaling_group: { unit: "machine", settings: [at("max_size"), at("desired_capacity", { most: "max_size" })] },
  google_container_node_pool: {
    unit: "node",
    settings: [
      at("autoscaling.0.max_node_count"),
      at("autoscaling.0.total_max_node_count"),
      at("node_count", { most: "autoscaling.0.max_node_count" }),
    ],
  },
  google_compute_instance_group_manager: GOOGLE_GROUP,
  google_compute_region_instance_group_manager: GOOGLE_GROUP,
  google_compute_autoscaler: GOOGLE_AUTOSCALER,
  google_compute_region_autoscaler: GOOGLE_AUTOSCALER,
};

function scaleOf(kind: string): Scale | undefined {
  return Object.hasOwn(KINDS, kind) ? KINDS[kind] : OBJECTS.find(([pattern]) => pattern.test(kind))?.[1];
}

/** Instances of all variants; those without instances of their own run on what AWS gives them. */
function variantInstances(attributes: Attributes): number | undefined {
  const variants = blocksOf(attributes, "production_variants");
  const counts = variants.map((variant) => numberAt(variant, "initial_instance_count"));
  return variants.length === 0 || counts.includes(undefined) ? undefined : sum(counts.map((amount) => amount ?? 0));
}

/**
 * The number at the path.
 *
 * @param rest `unset` is how many there are where nothing is set, `most` where the number is that an autoscaler may raise it to
 */
function at(path: string, { unset, most }: { readonly unset?: number; readonly most?: string } = {}): Setting {
  return {
    path,
    amount: (attributes) => numberAt(attributes, path) ?? (blockValue(attributes, path) === null ? unset : undefined),
    ...(most === undefined ? {} : { most: (attributes: Attributes) => numberAt(attributes, most) }),
  };
}

/** Plans and people write `"0"` for 0 now and then. */
function numberAt(attributes: Attributes, path: string): number | undefined {
  const value = blockValue(attributes, path);
  const number = typeof value === "string" && /^\d+$/.test(value) ? Number(value) : value;
  return typeof number === "number" ? number : undefined;
}

/** The value at the path, also where a source writes a nested block as the one object that it is. */
function blockValue(attributes: Attributes, path: string): Value {
  const [name = "", index, ...rest] = path.split(".");
  const [block] = index === "0" ? blocksOf(attributes, name) : [];
  return block === undefined ? valueAt(attributes, path) : blockValue(block, rest.join("."));
}

function sum(amounts: readonly number[]): number {
  return amounts.reduce((total, amount) => total + amount, 0);
}
