import type { Estate } from "../../estate/estate";
import { isGone } from "../../estate/joins/existence";
import { leadsToModels } from "../../estate/joins/google-load-balancers";
import { tellsOfModels } from "../../estate/joins/google-model-servers";
import { loadBalancerTargets, namesModels, servesModels } from "../../estate/joins/model-targets";
import { runsModels } from "../../estate/joins/model-workloads";
import { nameOf, workloads } from "../../estate/joins/pods";
import { isPlatformNamespace } from "../../estate/joins/serving-roles";
import { isAttributes, listOf, own, textOf, valueAt } from "../../estate/joins/values";
import type { Resource } from "../../estate/resource";
import { SERVING_PORTS } from "../../estate/serving-ports";
import { isUnknown } from "../../estate/unknown";
import type { DependencyGraph } from "./dependency-graph";
import { objectsOf } from "./kubernetes-objects";

/** A served model, with all that is called by its name. */
export interface Endpoint {
  readonly name: string;

  /** Key of the resource that it is named by. */
  readonly key: string;

  /** Keys of what it is made of: the workload, its Services, the routes to them. */
  readonly members: readonly string[];
}

/** Endpoints that are one resource of a cloud, and the attribute that has their name. */
const MANAGED: Readonly<Record<string, readonly string[]>> = {
  aws_sagemaker_endpoint: ["name"],
  google_vertex_ai_endpoint: ["display_name", "name"],
  google_vertex_ai_endpoint_with_model_garden_deployment: ["publisher_model_name"],
};

/** Custom resources that are a served model each. */
const SERVING_OBJECTS =
  /^(?:serving\.kserve\.io\/\w+ (?:InferenceService|InferenceGraph|LLMInferenceService)|machinelearning\.seldon\.io\/\w+ SeldonDeployment|mlops\.seldon\.io\/\w+ Model|ray\.io\/\w+ RayService|apps\.nvidia\.com\/\w+ NIMService)$/;

const GATEWAYS: readonly string[] = ["aws_api_gateway_rest_api", "aws_apigatewayv2_api", "google_api_gateway_api"];
const LOAD_BALANCERS: readonly string[] = ["aws_lb", "aws_alb"];
const FORWARDING_RULES: readonly string[] = ["google_compute_forwarding_rule", "google_compute_global_forwarding_rule"];

/** Methods, integrations, links and targets lie between an API and what it serves. */
const STEPS_TO_MODELS = 6;

/** All that serves models: workloads of Kubernetes with what leads to them, managed endpoints, load balancers and APIs before models. */
export function endpointsOf(estate: Estate, graph: DependencyGraph): readonly Endpoint[] {
  const found = [...servedByPods(estate, graph), ...servedByClouds(estate, graph)];
  const members = new Set(found.flatMap((endpoint) => endpoint.members));
  const gateways = present(estate, GATEWAYS).filter(
    (api) => namesModels(nameIn(api, ["name"])) || leadsToOne(graph, api, members),
  );
  return [...found, ...gateways.flatMap((api) => endpoint(graph, api, nameIn(api, ["name"])))];
}

function servedByPods(estate: Estate, graph: DependencyGraph): readonly Endpoint[] {
  const served = workloads(estate).filter(isServing);
  const objects = objectsOf(estate, undefined).all;
  const inference = objects.filter(({ kind }) => SERVING_OBJECTS.test(kind));
  const endpoints = [...served, ...inference].flatMap((workload) =>
    endpoint(graph, workload, nameOf(workload) ?? lastStep(workload.address), routesTo(graph)),
  );
  const known = new Set(endpoints.flatMap(({ members }) => members));
  // Its pods are made elsewhere: the Service is all that is known of the model.
  const bare = objects.filter((object) => object.kind === "v1 Service" && isModelService(object));
  return [
    ...endpoints,
    ...bare.flatMap((service) =>
      endpoint(graph, service, nameOf(service) ?? "", routesTo(graph)).filter(({ key }) => !known.has(key)),
    ),
  ];
}

/** Jobs run models, and nobody calls them. */
function isServing(workload: Resource): boolean {
  if (workload.kind.startsWith("batch/") || isPlatformNamespace(workload.namespace ?? "")) {
    return false;
  }
  const runs = runsModels(workload);
  return runs === true || (isUnknown(runs) && tellsOfModels(nameOf(workload)));
}

function isModelService(service: Resource): boolean {
  const ports = listOf(valueAt(service.attributes, "spec.ports")).map((port) =>
    isAttributes(port) ? Number(own(port, "targetPort") ?? own(port, "port")) : Number.NaN,
  );
  const isOfPlatform = isPlatformNamespace(service.namespace ?? "");
  return !isOfPlatform && namesModels(nameOf(service) ?? "") && ports.some((port) => SERVING_PORTS.has(port));
}

/** The workload, the Services that select it, and the routes to those. */
function routesTo(graph: DependencyGraph): (number: number) => readonly string[] {
  return (number) => {
    const found = new Set([number]);
    for (const one of found) {
      for (const { from, via } of graph.edgesTo(one)) {
        if (via === "leads to the Service" || (one === number && via === "pods of the Service")) {
          found.add(from);
        }
      }
    }
    return [...found].map((one) => graph.keyAt(one));
  };
}

function servedByClouds(estate: Estate, graph: DependencyGraph): readonly Endpoint[] {
  const balancers = present(estate, LOAD_BALANCERS).filter((balancer) =>
    loadBalancerTargets(estate, balancer).found.some((group) => servesModels(group) === true),
  );
  const rules = present(estate, FORWARDING_RULES).filter((rule) => leadsToModels(estate, rule) === true);
  return [
    ...Object.entries(MANAGED).flatMap(([kind, names]) =>
      present(estate, [kind]).flatMap((resource) => endpoint(graph, resource, nameIn(resource, names))),
    ),
    ...[...balancers, ...rules].flatMap((resource) => endpoint(graph, resource, nameIn(resource, ["name"]))),
  ];
}

/** Whether what the API depends on is an endpoint, a few steps on. */
function leadsToOne(graph: DependencyGraph, api: Resource, members: ReadonlySet<string>): boolean {
  const start = graph.numberOfResource(api);
  const seen = new Set(start === undefined ? [] : [start]);
  let level: readonly number[] = [...seen];
  for (let step = 0; step < STEPS_TO_MODELS && level.length > 0; step += 1) {
    level = level.flatMap((number) =>
      graph.edgesFrom(number).flatMap(({ to, isSetting }) => {
        const isNew = !isSetting && !seen.has(to);
        seen.add(to);
        return isNew ? [to] : [];
      }),
    );
    if (level.some((number) => members.has(graph.keyAt(number)))) {
      return true;
    }
  }
  return false;
}

function endpoint(
  graph: DependencyGraph,
  resource: Resource,
  name: string,
  membersOf: (number: number) => readonly string[] = (number) => [graph.keyAt(number)],
): readonly Endpoint[] {
  const number = graph.numberOfResource(resource);
  return number === undefined ? [] : [{ name, key: graph.keyAt(number), members: membersOf(number) }];
}

function present(estate: Estate, kinds: readonly string[]): readonly Resource[] {
  return kinds
    .flatMap((kind) => estate.ofKind(kind))
    .filter((resource) => resource.mode !== "data" && !isGone(resource));
}

function nameIn(resource: Resource, attributes: readonly string[]): string {
  const names = attributes.flatMap((attribute) => textOf(own(resource.attributes, attribute)) ?? []);
  return names[0] ?? lastStep(resource.address);
}

/** `resnet` of `module.a.aws_sagemaker_endpoint.resnet[0]`. */
function lastStep(address: string): string {
  return /([\w-]+)(?:\[[^\]]*\])?$/.exec(address)?.[1] ?? address;
}
