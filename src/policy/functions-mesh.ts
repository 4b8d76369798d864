import { unboundedGpus } from "../estate/joins/autoscaling";
import { asksCallers, demandsToken, modelRoutes, plainListeners, routedModels } from "../estate/joins/gateways";
import { gpuNamespaces } from "../estate/joins/gpu-sharing";
import { meshModels, meshPolicies } from "../estate/joins/mesh";
import { isAttributes, surelyOf } from "../estate/joins/values";
import type { FunctionTable } from "./cel/functions";
import { attributesOf, owner } from "./functions-join";
import type { ControlContext } from "./scope";

/** Questions about meshes, gateways and autoscalers, which speak of other objects by their names. */
export const MESH_FUNCTIONS: FunctionTable<ControlContext> = {
  /** `meshPolicies(object, "PeerAuthentication")`: objects of Istio of that kind that hold in a namespace, or in an object's own. */
  meshPolicies: {
    arity: 2,
    call: ([object = null, kind], context) =>
      attributesOf(meshPolicies(context.estate, owner(object, context), String(kind))),
  },

  /** `meshModels(object)`: workloads with models that a policy of Istio is about. */
  meshModels: {
    arity: 1,
    call: ([policy = null], context) => attributesOf(meshModels(context.estate, owner(policy, context))),
  },

  /** `demandsToken(rule)`: a rule of an AuthorizationPolicy of Istio is about the token of a request. */
  demandsToken: {
    arity: 1,
    call: ([rule = null]) => isAttributes(rule) && demandsToken(rule),
  },

  /** `routedModels(object)`: Services with models behind an Ingress, an HTTPRoute or a VirtualService. */
  routedModels: {
    arity: 1,
    call: ([route = null], context) => attributesOf(routedModels(context.estate, owner(route, context))),
  },

  /** `modelRoutes(object)`: routes to models that come in through a Gateway. */
  modelRoutes: {
    arity: 1,
    call: ([gateway = null], context) =>
      modelRoutes(context.estate, owner(gateway, context)).map(({ attributes }) => attributes),
  },

  /** `plainListeners(object)`: listeners without TLS of the Gateways that a route comes in through, as `internal/http`. */
  plainListeners: {
    arity: 1,
    call: ([route = null], context) => surelyOf(plainListeners(context.estate, owner(route, context))),
  },

  /** `asksCallers(object)`: a policy, a filter or a Gateway of the estate asks callers of a route who they are. */
  asksCallers: {
    arity: 1,
    call: ([route = null], context) => asksCallers(context.estate, owner(route, context)),
  },

  /** `gpuNamespaces()`: namespaces of the estate whose pods ask for GPUs. */
  gpuNamespaces: {
    arity: 0,
    call: (_, { estate }) => gpuNamespaces(estate),
  },

  /** `unboundedGpus(object)`: GPUs that an autoscaler may ask for beyond the quota of its namespace, or without any bound. */
  unboundedGpus: {
    arity: 1,
    call: ([autoscaler = null], context) => surelyOf(unboundedGpus(context.estate, owner(autoscaler, context))),
  },
};
