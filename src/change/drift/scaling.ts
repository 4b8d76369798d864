import type { Estate } from "../../estate/estate";
import { textOf, valueAt } from "../../estate/joins/values";
import { remembered } from "../../estate/memo";
import type { Resource, Value } from "../../estate/resource";
import { addressKey } from "../sides";
import { plainPath } from "./meaning";
import type { Drifted } from "./plan-drift";

/** The number that an autoscaler sets, and the bounds beside it that the code sets. */
const BOUNDED: readonly (readonly [amount: RegExp, low: string, high: string])[] = [
  [/^(.*scaling_config\.\d+\.)desired_size$/, "min_size", "max_size"],
  [/^()desired_capacity$/, "min_size", "max_size"],
  [/^()node_count$/, "autoscaling.0.min_node_count", "autoscaling.0.max_node_count"],
  [/^()node_count$/, "autoscaling.0.total_min_node_count", "autoscaling.0.total_max_node_count"],
];

const AUTOSCALED = /^(?:spec\.)?(?:\d+\.)?replicas$/;

/** Whether the path is a number that an autoscaler moves, and it stays within its bounds: that is its work, and no accident. */
export function isAutoscaled(estate: Estate, drift: Drifted, path: string): boolean {
  const { after } = drift;
  if (after === undefined) {
    return false;
  }
  const now = valueAt(after.attributes, path);
  const isWithin = BOUNDED.some(([amount, low, high]) => {
    const prefix = amount.exec(path)?.[1];
    return (
      prefix !== undefined &&
      isBetween(now, valueAt(after.attributes, `${prefix}${low}`), valueAt(after.attributes, `${prefix}${high}`))
    );
  });
  return isWithin || (AUTOSCALED.test(plainPath(path)) && isScaledByPods(estate, drift, now));
}

/** A HorizontalPodAutoscaler of the estate that names the workload. */
function isScaledByPods(estate: Estate, { root, address }: Drifted, now: Value): boolean {
  const { workloads, autoscalers } = scaledIn(estate, undefined);
  const workload = workloads.get(addressKey(root, address));
  const autoscaler = workload === undefined ? undefined : autoscalers.get(nameOf(workload));
  return (
    autoscaler !== undefined &&
    isBetween(
      now,
      valueAt(autoscaler.attributes, "spec.minReplicas") ?? 1,
      valueAt(autoscaler.attributes, "spec.maxReplicas"),
    )
  );
}

interface Scaled {
  /** Lifted manifests by root and address of their Terraform resource. */
  readonly workloads: ReadonlyMap<string, Resource>;

  /** By the name of what they scale. */
  readonly autoscalers: ReadonlyMap<string, Resource>;
}

const scaledIn = remembered((estate: Estate, _: undefined): Scaled => {
  const manifests = estate.resources.filter(({ mode }) => mode === "manifest");
  const autoscalers = ["autoscaling/v1", "autoscaling/v2"].flatMap((version) =>
    estate.ofKind(`${version} HorizontalPodAutoscaler`),
  );
  return {
    workloads: new Map(manifests.map((resource) => [addressKey(resource.root, resource.address), resource])),
    autoscalers: new Map(
      autoscalers.map((resource) => {
        const [kind, name] = ["kind", "name"].map((key) => valueAt(resource.attributes, `spec.scaleTargetRef.${key}`));
        return [`${resource.namespace ?? ""}/${textOf(kind) ?? ""}/${textOf(name) ?? ""}`, resource];
      }),
    ),
  };
});

/** `vision/Deployment/resnet`. */
function nameOf({ kind, namespace, attributes }: Resource): string {
  const name = textOf(valueAt(attributes, "metadata.name")) ?? "";
  return `${namespace ?? ""}/${kind.slice(kind.indexOf(" ") + 1)}/${name}`;
}

function isBetween(value: Value, low: Value, high: Value): boolean {
  const [amount, least, most] = [value, low, high].map((each) => (each === null ? Number.NaN : Number(each)));
  return amount !== undefined && least !== undefined && most !== undefined && amount >= least && amount <= most;
}
