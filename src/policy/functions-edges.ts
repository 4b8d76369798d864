import { isAttachedPolicy, protectsModels, proxyAdmitsEverybody } from "../estate/joins/google-edges";
import { type TierName, tierNamed, tierOf } from "../estate/joins/tiers";
import { isAttributes, own, textOf } from "../estate/joins/values";
import { protectsOthersOnly, webAclRules } from "../estate/joins/web-acls";
import { remembered } from "../estate/memo";
import type { Value } from "../estate/resource";
import { isUnknown, type Unknown } from "../estate/unknown";
import type { FunctionTable } from "./cel/functions";
import { owner } from "./functions-join";
import type { ControlContext } from "./scope";

/** Questions about what stands before an endpoint: web ACLs, Cloud Armor, Identity-Aware Proxy. */
export const EDGE_FUNCTIONS: FunctionTable<ControlContext> = {
  /**
   * `webAclRules(self)`: rules of a web ACL or a rule group of WAFv2, written as blocks or as JSON, with those of the rule groups
   * that it refers to, each `{ name, action, statements }`. `action` is `none` for a rule group that acts as its rules say, null where
   * none is said; a statement has its `type`, as `rate_based_statement`, beside its own attributes.
   */
  webAclRules: {
    arity: 1,
    call: ([acl = null], context) =>
      webAclRules(context.estate, owner(acl, context)).map(
        (rule): Value =>
          isUnknown(rule) ? rule : { name: rule.name, action: rule.action, statements: rule.statements },
      ),
  },

  /** `protectsOthersOnly(self)`: the web ACL stands before load balancers that lead to no models, and before nothing else. */
  protectsOthersOnly: {
    arity: 1,
    call: ([acl = null], context) => protectsOthersOnly(context.estate, owner(acl, context)),
  },

  /** `isAttachedPolicy(self)`: a backend service, or a backend of GKE, names this policy of Cloud Armor. */
  isAttachedPolicy: {
    arity: 1,
    call: ([policy = null], context) => isAttachedPolicy(context.estate, owner(policy, context)),
  },

  /** `protectsModels(self)`: the policy of Cloud Armor stands before models, or nothing tells before what. */
  protectsModels: {
    arity: 1,
    call: ([policy = null], context) => protectsModels(context.estate, owner(policy, context)),
  },

  /** `proxyAdmitsEverybody(b)`: Identity-Aware Proxy lets everybody through to the backend service, with a Google account or without. */
  proxyAdmitsEverybody: {
    arity: 1,
    call: ([backend = null], context) => proxyAdmitsEverybody(context.estate, owner(backend, context)),
  },

  /** `tiersHere()`: the tiers that resources of the root module, or the default labels of its providers, say; each once. */
  tiersHere: { arity: 0, call: (_, { estate, root }) => tiersOf(estate, root) },
};

/** Kinds that take neither tags nor labels are of the tier of what stands beside them; Unknown when only those that are not known say one. */
const tiersOf = remembered((estate: ControlContext["estate"], root: string): readonly Value[] => {
  const module = estate.roots.find(({ name }) => name === root);
  const defaults = (module?.providers ?? []).map(({ settings }) => tierIn(own(settings, "default_labels")));
  const said = [
    ...defaults,
    ...estate.resources.filter((resource) => resource.root === root).map((resource) => tierOf(resource)),
  ].filter((tier) => tier !== undefined);
  const known = said.filter((tier) => !isUnknown(tier));
  return [...new Set(known.length > 0 ? known : said.slice(0, 1))];
});

function tierIn(labels: Value): TierName | Unknown | undefined {
  const tier = isAttributes(labels) ? own(labels, "tier") : labels;
  return isUnknown(tier) ? tier : tierNamed(textOf(tier) ?? "");
}
