import type { Estate } from "../estate";
import type { Attributes, Resource, Value } from "../resource";
import { isUnknown, Unknown } from "../unknown";
import { isGone } from "./existence";
import { GPU_RESOURCE } from "./gpu";
import { inNamespaceNamed } from "./namespaces";
import { containersOf, nameOf, podSpecOf, sameNamespace, workloads } from "./pods";
import { isAttributes, own, textOf, valueAt } from "./values";

/**
 * Accelerators that an autoscaler may ask for beyond what the quota of its namespace grants, each as
 * `nvidia.com/gpu: 100 replicas of 1, and a quota of 4`; and that it has no bound at all. Nothing for pods without accelerators.
 */
export function unboundedGpus(estate: Estate, autoscaler: Resource): readonly Value[] {
  const target = targetOf(estate, autoscaler);
  if (target === undefined || isUnknown(target)) {
    return target === undefined ? [] : [target];
  }
  const podSpec = podSpecOf(target);
  const asked = podSpec === undefined ? [] : acceleratorsOf(podSpec);
  const replicas = mostReplicas(autoscaler);
  if (asked.length === 0 || isUnknown(replicas)) {
    return asked.length === 0 ? [] : [new Unknown()];
  }
  if (replicas === null) {
    return ["maxReplicaCount is not set, and is 100 by default"];
  }
  return asked.flatMap(([name, amount]): readonly Value[] => {
    const quota = quotaOf(estate, autoscaler, name);
    if (quota === undefined) {
      return [];
    }
    if (isUnknown(quota) || isUnknown(amount)) {
      return [new Unknown()];
    }
    return Number(replicas) * Number(amount) > Number(quota)
      ? [`${name}: ${String(replicas)} replicas of ${String(amount)}, and a quota of ${String(quota)}`]
      : [];
  });
}

function targetOf(estate: Estate, { attributes, ...autoscaler }: Resource): Resource | Unknown | undefined {
  const reference = valueAt(attributes, "spec.scaleTargetRef");
  if (!isAttributes(reference)) {
    return isUnknown(reference) ? reference : undefined;
  }
  const name = own(reference, "name");
  // KEDA scales a Deployment unless it is told otherwise.
  const kind = textOf(own(reference, "kind")) ?? "Deployment";
  if (isUnknown(name)) {
    return new Unknown();
  }
  return workloads(estate).find(
    (workload) =>
      workload.kind.endsWith(` ${kind}`) &&
      nameOf(workload) === name &&
      sameNamespace(workload, { attributes, ...autoscaler }) === true,
  );
}

function acceleratorsOf(podSpec: Attributes): readonly [string, Value][] {
  const amounts = new Map<string, Value>();
  for (const container of containersOf(podSpec)) {
    const limits = valueAt(container, "resources.limits");
    for (const [name, amount] of isAttributes(limits) ? Object.entries(limits) : []) {
      if (GPU_RESOURCE.test(name)) {
        const before = amounts.get(name) ?? 0;
        amounts.set(name, isUnknown(amount) || isUnknown(before) ? new Unknown() : Number(before) + Number(amount));
      }
    }
  }
  return [...amounts];
}

/** Null where an autoscaler of KEDA says none. */
function mostReplicas({ kind, attributes }: Resource): Value {
  return valueAt(attributes, kind.startsWith("keda.sh/") ? "spec.maxReplicaCount" : "spec.maxReplicas");
}

/** What a quota grants of the resource; undefined where no quota counts it. */
function quotaOf(estate: Estate, { namespace }: Resource, resource: string): Value | undefined {
  const quotas =
    namespace === undefined
      ? []
      : inNamespaceNamed(estate, namespace, "v1 ResourceQuota").found.filter((quota) => !isGone(quota));
  const granted = quotas
    .map((quota) => valueAt(quota.attributes, "spec.hard"))
    .map((hard) => (isAttributes(hard) ? own(hard, `requests.${resource}`) : hard))
    .filter((amount) => amount !== null);
  const unknown = granted.find(isUnknown);
  return granted.length === 0 ? undefined : (unknown ?? Math.min(...granted.map(Number)));
}
