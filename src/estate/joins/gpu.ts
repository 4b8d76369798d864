import { gpuModelOf } from "../../core/gpu-lookup";
import type { Estate } from "../estate";
import { remembered } from "../memo";
import type { Attributes, Resource, Value } from "../resource";
import { isUnknown, Unknown } from "../unknown";
import { isGone } from "./existence";
import { containersOf } from "./pods";
import { target } from "./references";
import { some, type Ternary } from "./ternary";
import { blocksOf, isAttributes, isList, listOf, own, textOf, valueAt } from "./values";

/** EC2 families with GPUs or AWS's own accelerators, also those that are newer than the table of core. */
const EC2_FAMILY = /^(?:g[4-9]\w*|gr\d\w*|p[2-9]\w*(?:-\w+)?|trn\d\w*|inf\d\w*|dl\d\w*)\./;
const COMPUTE_ENGINE_FAMILY = /^(?:a[2-9]x?|g[2-9])-/;

/** Resources of device plugins, each of which a quota counts by its own name. */
export const GPU_RESOURCE = /^(?:nvidia\.com\/(?:gpu|mig-)|amd\.com\/gpu|aws\.amazon\.com\/neuron|gpu\.intel\.com\/)/;

/** A pool of nodes with accelerators; Unknown machine types make it a pool that may be one. */
export interface GpuPools {
  readonly found: readonly Resource[];
  readonly possible: readonly Resource[];
  readonly certain: boolean;
}

/** Whether machines of the type carry accelerators. */
export function isGpuMachineType(machineType: string): boolean {
  return gpuModelOf(machineType) !== undefined && !machineType.startsWith("n1-")
    ? true
    : EC2_FAMILY.test(machineType) || COMPUTE_ENGINE_FAMILY.test(machineType);
}

/** Node groups and node pools whose machines carry accelerators. */
export function gpuPools(estate: Estate): GpuPools {
  return poolsOfEstate(estate, undefined);
}

/** Every workload asks. */
const poolsOfEstate = remembered((estate: Estate, _: undefined): GpuPools => {
  const found: Resource[] = [];
  const possible: Resource[] = [];
  for (const kind of ["aws_eks_node_group", "google_container_node_pool"]) {
    for (const pool of estate.ofKind(kind).filter((one) => !isGone(one))) {
      const answer = isGpuPool(estate, pool);
      if (answer !== false) {
        (answer === true ? found : possible).push(pool);
      }
    }
  }
  return { found, possible, certain: possible.length === 0 };
});

export function isGpuPool(estate: Estate, pool: Resource): Ternary {
  if (pool.kind === "google_container_node_pool") {
    return carriesAccelerators(pool.attributes);
  }
  const types = own(pool.attributes, "instance_types");
  if (types !== null && !(isList(types) && types.length === 0)) {
    return some(listOf(types), carries);
  }
  return templateTypes(estate, pool);
}

/** Whether a node pool of GKE has GPUs: attached ones, or those of its machine type. Pools also stand within their cluster. */
export function carriesAccelerators(pool: Attributes): Ternary {
  const accelerators = valueAt(pool, "node_config.0.guest_accelerator");
  const attached = isUnknown(accelerators)
    ? accelerators
    : some(listOf(accelerators), (one) => {
        const count = isAttributes(one) ? own(one, "count") : one;
        return isUnknown(count) ? count : count === null || Number(count) > 0;
      });
  return some([attached, carries(valueAt(pool, "node_config.0.machine_type"))], (answer) => answer);
}

/** The node group's machine type is its launch template's when it says none itself. */
function templateTypes(estate: Estate, pool: Resource): Ternary {
  const template =
    target(estate, pool, "launch_template.0.id", "aws_launch_template") ??
    target(estate, pool, "launch_template.0.name", "aws_launch_template");
  if (template === undefined) {
    return false;
  }
  return isUnknown(template) ? template : carries(own(template.attributes, "instance_type"));
}

function carries(machineType: Value): Ternary {
  if (isUnknown(machineType)) {
    return machineType;
  }
  const name = textOf(machineType);
  return name !== undefined && isGpuMachineType(name);
}

/** Whether a container of the pod asks for an accelerator. */
export function isGpuWorkload(podSpec: Attributes): Ternary {
  return some(containersOf(podSpec), (container) =>
    some(["resources.limits", "resources.requests"], (path) => {
      const amounts = valueAt(container, path);
      if (isUnknown(amounts)) {
        return amounts;
      }
      const asked = isAttributes(amounts) ? Object.entries(amounts).filter(([name]) => GPU_RESOURCE.test(name)) : [];
      return some(asked, ([, amount]) => (isUnknown(amount) ? amount : Number(amount) !== 0));
    }),
  );
}

interface Taint {
  readonly key: Value;
  readonly value: Value;
  readonly effect: Value;
}

/** Whether pods of the spec may be placed on nodes of the pool, by its taints and its labels. */
export function landsOn(pool: Resource, podSpec: Attributes): Ternary {
  const tolerated = some(taintsOf(pool), (taint) => {
    const answer = tolerates(podSpec, taint);
    return isUnknown(answer) ? answer : !answer;
  });
  if (tolerated === true) {
    return false;
  }
  const selector = own(podSpec, "nodeSelector");
  if (isUnknown(selector)) {
    return selector;
  }
  const labels = labelsOf(pool);
  const refused = some(isAttributes(selector) ? Object.entries(selector) : [], ([name, wanted]) => {
    if (isUnknown(labels) || isUnknown(wanted)) {
      return isUnknown(labels) ? labels : new Unknown();
    }
    const label = isAttributes(labels) ? own(labels, name) : null;
    if (isUnknown(label)) {
      return label;
    }
    // Labels that the cloud and the GPU operator put on nodes are not the pool's to say.
    if (label === null) {
      return /(?:^|\.)(?:kubernetes\.io|k8s\.io|amazonaws\.com|google\.com|nvidia\.com)\//.test(name)
        ? new Unknown()
        : true;
    }
    return String(label) !== String(wanted);
  });
  if (refused === true) {
    return false;
  }
  const undecided = isUnknown(tolerated) ? tolerated : refused;
  // Expressions of node affinity are not evaluated: they may keep the pods away.
  const affinity = valueAt(podSpec, "affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution");
  return isUnknown(undecided) ? undecided : affinity === null || new Unknown();
}

function taintsOf(pool: Resource): readonly Taint[] {
  const taints =
    pool.kind === "google_container_node_pool"
      ? valueAt(pool.attributes, "node_config.0.taint")
      : own(pool.attributes, "taint");
  return listOf(taints).map((taint) => {
    const known = isAttributes(taint) ? taint : undefined;
    const part = (name: string): Value => (known === undefined ? new Unknown() : own(known, name));
    return { key: part("key"), value: part("value"), effect: part("effect") };
  });
}

function labelsOf(pool: Resource): Value {
  return pool.kind === "google_container_node_pool"
    ? valueAt(pool.attributes, "node_config.0.labels")
    : own(pool.attributes, "labels");
}

/** Whether the pod tolerates the taint: those that only prefer other nodes keep no pod away. */
function tolerates(podSpec: Attributes, taint: Taint): Ternary {
  if (isUnknown(taint.key) || isUnknown(taint.effect)) {
    return isUnknown(taint.key) ? taint.key : new Unknown();
  }
  const effect = String(taint.effect).replaceAll("_", "").toLowerCase();
  if (effect === "prefernoschedule") {
    return true;
  }
  const tolerations = own(podSpec, "tolerations");
  if (isUnknown(tolerations)) {
    return tolerations;
  }
  return some(blocksOf(podSpec, "tolerations"), (toleration) => {
    const [key, value, wanted] = ["key", "value", "effect"].map((name) => own(toleration, name));
    const unknown = [key, value, wanted].find(isUnknown);
    if (unknown !== undefined) {
      return unknown;
    }
    const any = own(toleration, "operator") === "Exists";
    const sameKey = key === taint.key || (any && (key === null || key === ""));
    const sameEffect = !wanted || String(wanted).toLowerCase() === effect;
    if (!sameKey || !sameEffect || any) {
      return sameKey && sameEffect;
    }
    return isUnknown(taint.value) ? taint.value : String(value ?? "") === String(taint.value ?? "");
  });
}

/** The pools that pods of the spec may be placed on. */
export function poolsFor(estate: Estate, podSpec: Attributes): GpuPools {
  const pools = gpuPools(estate);
  const answers = [...pools.found, ...pools.possible].map((pool) => [pool, landsOn(pool, podSpec)] as const);
  const certain = new Set(pools.found);
  const found = answers.filter(([pool, answer]) => answer === true && certain.has(pool)).map(([pool]) => pool);
  const landed = new Set(found);
  const possible = answers.filter(([pool, answer]) => answer !== false && !landed.has(pool)).map(([pool]) => pool);
  return { found, possible, certain: possible.length === 0 };
}
