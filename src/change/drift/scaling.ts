import type { Estate } from "../../estate/estate";
import { textOf, valueAt } from "../../estate/joins/values";
import { remembered } from "../../estate/memo";
import type { Resource, Value } from "../../estate/resource";
import { plainPath } from "../description";
import { addressKey } from "../sides";
import type { Drifted } from "./plan-drift";

/** The number that an autoscaler sets, and the bounds beside it that the code sets. */
const BOUNDED: readonly (readonly [amount: RegExp, low: string, high: string])[] = [
  [/^(.*scaling_config\.\d+\.)desired_size$/, "min_size", "max_size"],
  [/^()desired_capacity$/, "min_size", "max_size"],
  [/^()node_count$/, "autoscaling.0.min_node_count", "autoscaling.0.max_node_count"],
  [/^()node_count$/, "autoscaling.0.total_min_node_count", "autoscaling.0.total_max_node_count"],
];

const AUTOSCALED = /^(?:spec\.)?(?:\d+\.)?replicas$/;

/** A number that an autoscaler moves, and how far it may. */
interface Scaling {
  readonly now: number;
  readonly least: number;
  readonly most: number;
}

/** Whether the path is a number that an autoscaler moves, and it stays within its bounds: that is its work, and no accident. */
export function isAutoscaled(estate: Estate, drift: Drifted, path: string): boolean {
  return scalingsOf(estate, drift, path).some(isWithin);
}

/** The bound that the number at the path is beyond: `beyond its maximum of 3`; undefined when it has none, or keeps it. */
export function boundLeft(estate: Estate, drift: Drifted, path: string): string | undefined {
  const scalings = scalingsOf(estate, drift, path);
  // A node pool that is bounded in total has 0 for the bounds of its zones.
  const [widest] = [...scalings].sort((one, other) => other.most - one.most);
  if (widest === undefined || scalings.some(isWithin)) {
    return undefined;
  }
  return widest.now > widest.most ? `beyond its maximum of ${widest.most}` : `below its minimum of ${widest.least}`;
}

function scalingsOf(estate: Estate, drift: Drifted, path: string): readonly Scaling[] {
  const { after } = drift;
  if (after === undefined) {
    return [];
  }
  const now = valueAt(after.attributes, path);
  const ofItself = BOUNDED.flatMap(([amount, low, high]) => {
    const prefix = amount.exec(path)?.[1];
    return prefix === undefined
      ? []
      : scaling(now, valueAt(after.attributes, `${prefix}${low}`), valueAt(after.attributes, `${prefix}${high}`));
  });
  return AUTOSCALED.test(plainPath(path)) ? [...ofItself, ...scalingByPods(estate, drift, now)] : ofItself;
}

/** What a HorizontalPodAutoscaler of the estate allows that names the workload. */
function scalingByPods(estate: Estate, { root, address }: Drifted, now: Value): readonly Scaling[] {
  const { workloads, autoscalers } = scaledIn(estate, undefined);
  const workload = workloads.get(addressKey(root, address));
  const autoscaler = workload === undefined ? undefined : autoscalers.get(nameOf(workload));
  return autoscaler === undefined
    ? []
    : scaling(
        now,
        valueAt(autoscaler.attributes, "spec.minReplicas") ?? 1,
        valueAt(autoscaler.attributes, "spec.maxReplicas"),
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

/** The scaling, where all of it is known. */
function scaling(value: Value, low: Value, high: Value): readonly Scaling[] {
  const [now, least, most] = [numberOf(value), numberOf(low), numberOf(high)];
  return Number.isNaN(now + least + most) ? [] : [{ now, least, most }];
}

/** Providers write some numbers as texts. */
function numberOf(value: Value): number {
  return typeof value === "number" || (typeof value === "string" && value !== "") ? Number(value) : Number.NaN;
}

function isWithin({ now, least, most }: Scaling): boolean {
  return now >= least && now <= most;
}
