import { modelBackends, podsSelectedBy, runsModels, workloadsIn } from "../estate/joins/model-workloads";
import { inNamespace } from "../estate/joins/namespaces";
import { containersOf, podSpecOf, podsOf } from "../estate/joins/pods";
import { servingPortsOf } from "../estate/serving-ports";
import type { FunctionTable } from "./cel/functions";
import { attributesOf, owner } from "./functions-join";
import type { ControlContext } from "./scope";

/** Questions across Kubernetes objects, whatever wrote them: Terraform, manifests, charts. */
export const KUBERNETES_FUNCTIONS: FunctionTable<ControlContext> = {
  /** `servingPorts(object)`: ports of model servers that a Service leads to. */
  servingPorts: {
    arity: 1,
    call: ([service = null], context) => servingPortsOf(context.estate, owner(service, context)),
  },

  /** `podsOf(object)`: workloads whose pods a Service selects. */
  podsOf: {
    arity: 1,
    call: ([service = null], context) => attributesOf(podsOf(context.estate, owner(service, context))),
  },

  /** `podsSelectedBy(object)`: workloads whose pods a NetworkPolicy selects. */
  podsSelectedBy: {
    arity: 1,
    call: ([policy = null], context) => attributesOf(podsSelectedBy(context.estate, owner(policy, context))),
  },

  /** `modelBackends(object)`: Services behind an Ingress or an HTTPRoute that lead to model servers. */
  modelBackends: {
    arity: 1,
    call: ([route = null], context) => attributesOf(modelBackends(context.estate, owner(route, context))),
  },

  /** `inNamespace(object, "v1 ResourceQuota")`: objects of the kind that live in a Namespace. */
  inNamespace: {
    arity: 2,
    call: ([namespace = null, kind], context) =>
      attributesOf(inNamespace(context.estate, owner(namespace, context), String(kind))),
  },

  /** `workloadsIn(object)`: everything that makes pods in a Namespace. */
  workloadsIn: {
    arity: 1,
    call: ([namespace = null], context) => attributesOf(workloadsIn(context.estate, owner(namespace, context))),
  },

  /** `runsModels(workload)`: it runs a model server, or asks for an accelerator. */
  runsModels: {
    arity: 1,
    call: ([workload = null], context) => runsModels(owner(workload, context)),
  },

  /** `containersOf(workload)`: its containers, init and ephemeral ones too. */
  containersOf: {
    arity: 1,
    call: ([workload = null], context) => {
      const podSpec = podSpecOf(owner(workload, context));
      return podSpec === undefined ? [] : [...containersOf(podSpec)];
    },
  },
};
