import { gatewaysOf } from "../../estate/joins/gateways";
import { meshModels } from "../../estate/joins/mesh";
import { containersOf, podSpecOf } from "../../estate/joins/pods";
import type { Found } from "../../estate/joins/satellites";
import { blocksOf, isAttributes, isList, listOf, own, textOf, valueAt } from "../../estate/joins/values";
import type { Attributes, Resource, Value } from "../../estate/resource";
import type { GraphBuilder } from "./dependency-graph";
import { type KubernetesObjects, kindOf, objectsOf, placeOf } from "./kubernetes-objects";
import { PodSelection } from "./pod-selection";

const ROUTES: ReadonlySet<string> = new Set([
  "Ingress",
  "HTTPRoute",
  "GRPCRoute",
  "TCPRoute",
  "TLSRoute",
  "VirtualService",
]);
const SCALERS: ReadonlySet<string> = new Set(["HorizontalPodAutoscaler", "ScaledObject", "VerticalPodAutoscaler"]);
const BOUNDS: ReadonlySet<string> = new Set(["ResourceQuota", "LimitRange"]);
const MESH_POLICIES: ReadonlySet<string> = new Set([
  "AuthorizationPolicy",
  "PeerAuthentication",
  "RequestAuthentication",
]);
const DEEPEST = 30;

/** More pods than these that one policy selects are a group. */
const FEW = 4;

/** What objects of Kubernetes have to do with one another: they call each other by names and labels. */
export function addKubernetes(graph: GraphBuilder): void {
  new KubernetesEdges(graph).addAll();
}

class KubernetesEdges {
  private readonly objects: KubernetesObjects;
  private readonly pods: PodSelection;

  /** What policies select, by namespace and selector. */
  private readonly selections = new Map<string, Found>();

  constructor(private readonly graph: GraphBuilder) {
    this.objects = objectsOf(graph.estate, undefined);
    this.pods = new PodSelection(graph.estate);
  }

  public addAll(): void {
    for (const object of this.objects.all) {
      const namespace = this.objects.namespaceOf(object);
      if (namespace !== undefined) {
        this.graph.add(object, namespace, "in the namespace");
      }
      this.workload(object);
      this.byKind(object, namespace);
    }
  }

  private byKind(object: Resource, namespace: Resource | undefined): void {
    const kind = kindOf(object);
    if (object.kind === "v1 Service") {
      this.service(object);
    } else if (ROUTES.has(kind)) {
      this.route(object);
    } else if (kind === "NetworkPolicy") {
      this.policy(object);
    } else if (SCALERS.has(kind)) {
      this.scaler(object);
    } else if (kind === "RoleBinding" || kind === "ClusterRoleBinding") {
      this.binding(object);
    } else if (kind === "PersistentVolumeClaim") {
      this.named(
        object,
        "StorageClass",
        undefined,
        valueAt(object.attributes, "spec.storageClassName"),
        "its StorageClass",
      );
      this.named(object, "PersistentVolume", undefined, valueAt(object.attributes, "spec.volumeName"), "its volume");
    } else if (BOUNDS.has(kind) && namespace !== undefined) {
      this.graph.add(namespace, object, `its ${kind}`, true);
    } else if (MESH_POLICIES.has(kind) && object.kind.startsWith("security.istio.io/")) {
      for (const workload of meshModels(this.graph.estate, object).found) {
        this.graph.add(workload, object, `${kind} for its pods`, true);
      }
    }
  }

  /** What pods cannot start without. */
  private workload(workload: Resource): void {
    const spec = podSpecOf(workload);
    if (spec === undefined) {
      return;
    }
    const place = placeOf(workload);
    const account = own(spec, "serviceAccountName") ?? own(spec, "serviceAccount") ?? "default";
    this.named(workload, "ServiceAccount", place, account, "ServiceAccount of its pods");
    for (const volume of blocksOf(spec, "volumes")) {
      this.named(workload, "ConfigMap", place, valueAt(volume, "configMap.name"), "ConfigMap of its pods");
      this.named(workload, "Secret", place, valueAt(volume, "secret.secretName"), "Secret of its pods");
      const claim = valueAt(volume, "persistentVolumeClaim.claimName");
      this.named(workload, "PersistentVolumeClaim", place, claim, "volume of its pods");
    }
    const sources = containersOf(spec).flatMap((container) => [
      ...blocksOf(container, "envFrom"),
      ...blocksOf(container, "env").map((variable) => own(variable, "valueFrom")),
    ]);
    for (const source of sources.filter(isAttributes)) {
      for (const name of ["configMapRef.name", "configMapKeyRef.name"]) {
        this.named(workload, "ConfigMap", place, valueAt(source, name), "ConfigMap of its pods");
      }
      for (const name of ["secretRef.name", "secretKeyRef.name"]) {
        this.named(workload, "Secret", place, valueAt(source, name), "Secret of its pods");
      }
    }
    this.named(workload, "PriorityClass", undefined, own(spec, "priorityClassName"), "priority of its pods");
    this.named(workload, "RuntimeClass", undefined, own(spec, "runtimeClassName"), "runtime of its pods");
  }

  private service(service: Resource): void {
    const { found, possible } = this.pods.byService(service);
    for (const workload of found) {
      this.graph.add(service, workload, "pods of the Service");
    }
    this.selected(service, possible, "perhaps pods of the Service", (group, workload) =>
      this.graph.add(group, workload, "perhaps pods of the Service"),
    );
  }

  /** Hundreds of Services may perhaps lead to hundreds of pods: they share what they select. */
  private selected(
    from: Resource,
    selected: readonly Resource[],
    via: string,
    connect: (group: Resource | number, workload: Resource) => void,
  ): void {
    if (selected.length <= FEW) {
      for (const workload of selected) {
        connect(from, workload);
      }
      return;
    }
    const selector = valueAt(from.attributes, "spec.selector");
    const known = isAttributes(selector) ? JSON.stringify(selector) : "";
    const name = `${via}\u0000${from.root}\u0000${placeOf(from) ?? ""}\u0000${known}`;
    const group = this.graph.group(name, from, (made) => {
      for (const workload of selected) {
        connect(made, workload);
      }
    });
    this.graph.add(from, group, via);
  }

  /** Policies with one selector are for the same pods: `{}` is for all of the namespace. */
  private policy(policy: Resource): void {
    const selector = JSON.stringify(valueAt(policy.attributes, "spec.podSelector"));
    const name = `${policy.root}\u0000${placeOf(policy) ?? ""}\u0000${selector}`;
    let selected = this.selections.get(name);
    if (selected === undefined) {
      selected = this.pods.byPolicy(policy);
      this.selections.set(name, selected);
    }
    const { found, possible } = selected;
    const workloads = found.length > 0 ? found : possible;
    const via = found.length > 0 ? "NetworkPolicy for its pods" : "perhaps a NetworkPolicy for its pods";
    if (workloads.length <= FEW) {
      for (const workload of workloads) {
        this.graph.add(workload, policy, via, true);
      }
      return;
    }
    const group = this.graph.group(`policies\u0000${name}`, policy, (made) => {
      for (const workload of workloads) {
        this.graph.add(workload, made, via, true);
      }
    });
    this.graph.add(group, policy, via, true);
  }

  private route(route: Resource): void {
    const place = placeOf(route);
    for (const [name, namespace] of backendsOf(route.attributes, 0)) {
      this.named(route, "Service", namespace ?? place, name, "leads to the Service");
    }
    for (const tls of blocksOf(specOf(route), "tls")) {
      this.named(route, "Secret", place, own(tls, "secretName"), "its certificate");
    }
    for (const gateway of gatewaysOf(this.graph.estate, route)) {
      this.graph.add(route, gateway, "comes in through the gateway");
    }
  }

  private scaler(scaler: Resource): void {
    const spec = specOf(scaler);
    const target = own(spec, "scaleTargetRef") ?? own(spec, "targetRef");
    if (!isAttributes(target)) {
      return;
    }
    // KEDA scales a Deployment unless it is told otherwise.
    const kind = textOf(own(target, "kind")) ?? "Deployment";
    for (const workload of this.objects.named(kind, placeOf(scaler), textOf(own(target, "name")), scaler)) {
      this.graph.add(scaler, workload, "scales it");
      this.graph.add(workload, scaler, `its ${kindOf(scaler)}`, true);
    }
  }

  private binding(binding: Resource): void {
    const role = own(binding.attributes, "roleRef");
    if (isAttributes(role)) {
      const kind = textOf(own(role, "kind")) ?? "Role";
      this.named(binding, kind, kind === "Role" ? placeOf(binding) : undefined, own(role, "name"), "gives the role");
    }
    for (const subject of blocksOf(binding.attributes, "subjects")) {
      const place = textOf(own(subject, "namespace")) ?? placeOf(binding);
      const name = own(subject, "kind") === "ServiceAccount" ? textOf(own(subject, "name")) : undefined;
      for (const account of this.objects.named("ServiceAccount", place, name, binding)) {
        this.graph.add(account, binding, `its ${kindOf(binding)}`);
      }
    }
  }

  private named(from: Resource, kind: string, place: string | undefined, name: Value, via: string): void {
    for (const object of this.objects.named(kind, place, textOf(name), from)) {
      this.graph.add(from, object, via);
    }
  }
}

function specOf(object: Resource): Attributes {
  const spec = valueAt(object.attributes, "spec");
  return isAttributes(spec) ? spec : {};
}

type Backend = readonly [name: string, namespace: string | undefined];

/** Services that an Ingress, a route of the Gateway API or a VirtualService names, at any depth. */
function backendsOf(value: Value, depth: number): readonly Backend[] {
  if (isList(value)) {
    return depth > DEEPEST ? [] : value.flatMap((member) => backendsOf(member, depth + 1));
  }
  if (!isAttributes(value) || depth > DEEPEST) {
    return [];
  }
  return Object.entries(value).flatMap(([name, member]): readonly Backend[] => {
    if (name === "backend" || name === "defaultBackend") {
      const service = isAttributes(member) ? textOf(valueAt(member, "service.name")) : undefined;
      return service === undefined ? [] : [[service, undefined]];
    }
    if (name === "backendRefs") {
      return listOf(member).flatMap((backend): readonly Backend[] => {
        const service = isAttributes(backend) ? textOf(own(backend, "name")) : undefined;
        return service === undefined || !isAttributes(backend) ? [] : [[service, textOf(own(backend, "namespace"))]];
      });
    }
    if (name === "destination") {
      // `resnet`, `resnet.vision`, `resnet.vision.svc.cluster.local`
      const [service, namespace] = (isAttributes(member) ? textOf(own(member, "host")) : undefined)?.split(".") ?? [];
      return service === undefined ? [] : [[service, namespace]];
    }
    return typeof member === "object" ? backendsOf(member, depth + 1) : [];
  });
}
