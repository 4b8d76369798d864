import { forwardTargets, holdsServingPort, loadBalancerTargets, servesModels } from "../estate/joins/model-targets";
import { guardsServing } from "../estate/joins/serving-groups";
import type { Value } from "../estate/resource";
import { trafficOf } from "../estate/traffic";
import type { FunctionTable } from "./cel/functions";
import { attributesOf, owner } from "./functions-join";
import type { ControlContext } from "./scope";

/** Questions about security groups and load balancers. */
export const NETWORK_FUNCTIONS: FunctionTable<ControlContext> = {
  /**
   * `traffic(self)`: rules of a security group or of a rule resource, each `{ direction, protocol, from, to, cidrs,
   * description, at }`, whether inline or not, IPv4 and IPv6 alike; the VPC's own range is not among the cidrs.
   */
  traffic: { arity: 1, call: ([attributes = null], context) => trafficOf(owner(attributes, context)) as Value },

  /**
   * `guardsServing(self)`: whether this security group, or the group of this rule, surely stands before a cluster, its
   * nodes, a VPC endpoint or a SageMaker model.
   */
  guardsServing: {
    arity: 1,
    call: ([attributes = null], context) => guardsServing(context.estate, owner(attributes, context)),
  },

  /** `holdsServingPort(8000, 8002)`: whether a range of ports holds one of a model server. */
  holdsServingPort: { arity: 2, call: ([from, to]) => holdsServingPort(Number(from), Number(to)) },

  /** `forwardTargets(self)`: target groups that the actions of this listener, or listener rule, forward to. */
  forwardTargets: {
    arity: 1,
    call: ([attributes = null], context) => attributesOf(forwardTargets(context.estate, owner(attributes, context))),
  },

  /** `loadBalancerTargets(self)`: target groups that the listeners of this load balancer, and their rules, lead to. */
  loadBalancerTargets: {
    arity: 1,
    call: ([attributes = null], context) =>
      attributesOf(loadBalancerTargets(context.estate, owner(attributes, context))),
  },

  /** `servesModels(group)`: whether a target group's port or name tells that models are served behind it. */
  servesModels: { arity: 1, call: ([attributes = null], context) => servesModels(owner(attributes, context)) },
};
