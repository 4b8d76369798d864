import { firewallRulesOf } from "../estate/firewall-rules";
import { isFromControlPlane } from "../estate/joins/google-control-planes";
import { leadsToModels, modelBackendServices, pathFrom } from "../estate/joins/google-load-balancers";
import { clustersIn, deniesEgress, servesClusters } from "../estate/joins/google-networks";
import type { Value } from "../estate/resource";
import type { FunctionTable } from "./cel/functions";
import { attributesOf, owner } from "./functions-join";
import type { ControlContext } from "./scope";

/** Questions about networks, firewalls and load balancers of Google Cloud. */
export const GOOGLE_NETWORK_FUNCTIONS: FunctionTable<ControlContext> = {
  /**
   * `firewallRules(self)`: rules of a VPC firewall, of a rule of a firewall policy or of a policy that holds its rules, each
   * `{ direction, action, enabled, protocol, from, to, allPorts, ranges, everywhere, at }`; ranges are `["0.0.0.0/0"]` where
   * nothing narrows the other end.
   */
  firewallRules: {
    arity: 1,
    call: ([attributes = null], context) => firewallRulesOf(context.estate, owner(attributes, context)) as Value,
  },

  /**
   * `servesClusters(self)`: whether this firewall, rule, subnet or NAT surely belongs to a network with a GKE cluster, and, if
   * it is about tagged machines, whether nodes of the cluster have the tag.
   */
  servesClusters: {
    arity: 1,
    call: ([attributes = null], context) => servesClusters(context.estate, owner(attributes, context)),
  },

  /** `clustersIn(self)`: GKE clusters that surely lie in this google_compute_network. */
  clustersIn: {
    arity: 1,
    call: ([attributes = null], context) =>
      clustersIn(context.estate, owner(attributes, context)).map((cluster) => cluster.attributes),
  },

  /** `deniesEgress(self)`: whether a firewall or a policy of this google_compute_network refuses all that nothing else lets out. */
  deniesEgress: {
    arity: 1,
    call: ([attributes = null], context) => deniesEgress(context.estate, owner(attributes, context)),
  },

  /** `fromControlPlane(self)`: whether all that this google_compute_firewall lets in is surely the control plane of a GKE cluster. */
  fromControlPlane: {
    arity: 1,
    call: ([attributes = null], context) => isFromControlPlane(context.estate, owner(attributes, context)),
  },

  /** `leadsToModels(self)`: whether this forwarding rule, target proxy or URL map leads to models, as ports and names tell. */
  leadsToModels: {
    arity: 1,
    call: ([attributes = null], context) => leadsToModels(context.estate, owner(attributes, context)),
  },

  /** `modelBackendServices(self)`: backend services with models that this forwarding rule, target proxy or URL map leads to. */
  modelBackendServices: {
    arity: 1,
    call: ([attributes = null], context) => {
      const resource = owner(attributes, context);
      const { certain } = pathFrom(context.estate, resource);
      return attributesOf({ found: modelBackendServices(context.estate, resource), possible: [], certain });
    },
  },
};
