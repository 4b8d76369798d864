import { isAttributes, listOf, own, textOf, valueAt } from "../../estate/joins/values";
import type { Attributes, Resource, Value } from "../../estate/resource";
import { isUnknown } from "../../estate/unknown";
import { otherActions } from "./action-set";
import type { Grant } from "./grant";
import { type Holder, namedOf } from "./ledger";
import { levelOfBuiltIn, levelOfRbac } from "./rbac-levels";
import { AFTER_APPLY, isUndecided, type Side } from "./spelling";

const GROUP = "rbac.authorization.k8s.io";
const VERSIONS: readonly string[] = ["v1", "v1beta1", "v1alpha1"];

/** A rule that multiplies to more actions is not spelt out. */
const MOST_ACTIONS = 10_000;

/** What a rule of a role gives, wherever the role is bound. */
interface Rule {
  /** `verb|group|resource`: a wildcard in one of them stays in it. */
  readonly actions: readonly string[];

  /** Objects by name; empty for all. */
  readonly names: readonly string[];
  readonly undecided: boolean;
}

/** What bindings of Kubernetes give to service accounts, users and groups. */
export function collectRbac(side: Side): void {
  const roles = new Roles(side);
  const accounts = new Map(
    side.ofKind("v1 ServiceAccount").map((account) => [nameKey(account.namespace, nameOf(account) ?? ""), account]),
  );
  for (const [kind, isCluster] of [
    ["ClusterRoleBinding", true],
    ["RoleBinding", false],
  ] as const) {
    for (const binding of objects(side, kind)) {
      bind(side, roles, accounts, binding, isCluster);
    }
  }
}

function bind(
  side: Side,
  roles: Roles,
  accounts: ReadonlyMap<string, Resource>,
  binding: Resource,
  isCluster: boolean,
): void {
  const grants = roles.boundBy(binding, isCluster);
  const subjects = own(binding.attributes, "subjects");
  const all = isUnknown(subjects) ? [subjects] : listOf(subjects);
  for (const subject of all) {
    const holder = holderOf(side, accounts, binding, subject);
    holder.grants.push(...(isUnknown(subject) ? grants.map((grant) => ({ ...grant, undecided: true })) : grants));
  }
}

/** Who a subject is; a service account without a namespace is one of the binding's own. */
function holderOf(side: Side, accounts: ReadonlyMap<string, Resource>, binding: Resource, subject: Value): Holder {
  const spell = (value: Value): string => side.spell(value, binding.root);
  if (!isAttributes(subject)) {
    return rbacHolder(side, binding, `subject ${isUnknown(subject) ? spell(subject) : AFTER_APPLY}`);
  }
  const [kind, name] = [spell(own(subject, "kind")), spell(own(subject, "name"))];
  if (kind !== "ServiceAccount") {
    return rbacHolder(side, binding, `${kind.toLowerCase()} ${name}`);
  }
  const namespace = spell(own(subject, "namespace")) || (binding.namespace ?? "");
  const account = accounts.get(nameKey(namespace, name));
  const isOurs = account !== undefined && (account.root === binding.root || clusterOf(side, binding) === "");
  return rbacHolder(side, binding, `serviceAccount ${namespace}/${name}`, isOurs ? account : binding);
}

/** A subject of the cluster that the object is in: `group system:masters`, `serviceAccount vision/resnet`. */
export function rbacHolder(side: Side, object: Resource, subject: string, from: Resource = object): Holder {
  return side.ledger.holder(`rbac\u0000${clusterOf(side, object)}\u0000${subject}`, namedOf(from), subject);
}

/** Manifests of files are of one cluster, in however many files they are; each stack has its own. */
export function clusterOf(side: Side, { root }: Resource): string {
  return side.sourceOf(root) === "manifests" ? "" : root;
}

/** Roles by name, and what they give. */
class Roles {
  private readonly byName = new Map<string, Resource[]>();
  private readonly rules = new Map<Resource, readonly Rule[]>();
  private readonly clusterRoles: readonly Resource[];

  constructor(private readonly side: Side) {
    this.clusterRoles = objects(side, "ClusterRole");
    for (const role of [...this.clusterRoles, ...objects(side, "Role")]) {
      const key = nameKey(role.namespace, nameOf(role) ?? role.address);
      this.byName.set(key, [...(this.byName.get(key) ?? []), role]);
    }
  }

  public boundBy(binding: Resource, isCluster: boolean): readonly Grant[] {
    const { side } = this;
    const spell = (value: Value): string => side.spell(value, binding.root);
    const kind = spell(valueAt(binding.attributes, "roleRef.kind"));
    const name = spell(valueAt(binding.attributes, "roleRef.name"));
    const within = isCluster
      ? "*"
      : `${binding.namespace ?? spell(valueAt(binding.attributes, "metadata.namespace"))}/*`;
    const base = {
      effect: "allow",
      scope: `rbac\u0000${clusterOf(side, binding)}`,
      conditions: [],
      through: namedOf(binding),
    } as const;
    const role = this.named(binding, kind === "Role" ? binding.namespace : undefined, name);
    if (role === undefined) {
      const isAll = name === "cluster-admin";
      return [
        {
          ...base,
          actions: otherActions(isAll ? ["*|*|*"] : [`${kind} ${name}`], [`${kind} ${name}`]),
          resources: [{ of: within }],
          undecided: isUndecided(binding) || name.includes("${") || name === AFTER_APPLY,
          levelOf: () => levelOfBuiltIn(name),
        },
      ];
    }
    return this.rulesOf(role).map((rule) => ({
      ...base,
      actions: otherActions(rule.actions, [`${kind} ${name}`]),
      resources: rule.names.length === 0 ? [{ of: within }] : rule.names.map((of) => ({ of: named(within, of) })),
      undecided: rule.undecided || isUndecided(binding) || isUndecided(role),
      levelOf: levelOfRbac,
    }));
  }

  private named(binding: Resource, namespace: string | undefined, name: string): Resource | undefined {
    const all = this.byName.get(nameKey(namespace, name)) ?? [];
    return all.find(({ root }) => root === binding.root) ?? (clusterOf(this.side, binding) === "" ? all[0] : undefined);
  }

  /** Rules of the role, and of all that it gathers, however often they gather one another. */
  private rulesOf(role: Resource): readonly Rule[] {
    let rules = this.rules.get(role);
    if (rules === undefined) {
      const reached = new Set([role]);
      for (const each of reached) {
        for (const gathered of this.gathered(each)) {
          reached.add(gathered);
        }
      }
      rules = [...reached].flatMap((each) => this.written(each));
      this.rules.set(role, rules);
    }
    return rules;
  }

  private written(role: Resource): readonly Rule[] {
    const rules = own(role.attributes, "rules");
    return (isUnknown(rules) ? [rules] : listOf(rules)).flatMap((rule) =>
      isAttributes(rule)
        ? this.rulesWritten(role, rule)
        : [{ actions: [this.side.spell(rule, role.root)], names: [], undecided: true }],
    );
  }

  /** The roles whose labels an aggregated ClusterRole asks for. */
  private gathered(role: Resource): readonly Resource[] {
    const selectors = listOf(valueAt(role.attributes, "aggregationRule.clusterRoleSelectors")).filter(isAttributes);
    return selectors.flatMap((selector) => {
      const wanted = own(selector, "matchLabels");
      const labels = isAttributes(wanted) ? Object.entries(wanted) : [];
      const place = clusterOf(this.side, role);
      return labels.length === 0
        ? []
        : this.clusterRoles.filter((each) => clusterOf(this.side, each) === place && hasLabels(each, labels));
    });
  }

  /** What of a rule is known, and what is not. */
  private rulesWritten(role: Resource, rule: Attributes): readonly Rule[] {
    const parts = ["verbs", "apiGroups", "resources", "nonResourceURLs", "resourceNames"].map((name) =>
      listOf(own(rule, name)),
    );
    const [verbs = [], groups = [], resources = [], urls = [], names = []] = parts.map((part) =>
      part.map((each) => this.side.spell(each, role.root)),
    );
    const unknown = new Set(
      parts.slice(0, 4).flatMap((part) => part.filter(isUnknown).map((each) => this.side.spell(each, role.root))),
    );
    if (verbs.length * Math.max(groups.length, 1) * (resources.length + urls.length) > MOST_ACTIONS) {
      return [{ actions: [`more than ${MOST_ACTIONS} actions`], names, undecided: true }];
    }
    const onResources = verbs.flatMap((verb) =>
      (groups.length === 0 ? [""] : groups).flatMap((group) => resources.map((each) => [verb, group, each])),
    );
    const all = [...onResources, ...verbs.flatMap((verb) => urls.map((url) => [verb, "url", url]))];
    const isKnown = (action: readonly string[]): boolean => !action.some((each) => unknown.has(each));
    const namesKnown = !(parts[4] ?? []).some(isUnknown);
    return [true, false].flatMap((known) => {
      const actions = all.filter((action) => isKnown(action) === known).map((action) => action.join("|"));
      return actions.length === 0 ? [] : [{ actions, names, undecided: !(known && namesKnown) }];
    });
  }
}

/** `get secrets`, `create deployments.apps`, `get /metrics`; `* *` is everything. */
export function rbacName(action: string): string {
  const [verb, group, resource] = action.split("|");
  if (group === undefined || resource === undefined) {
    return action;
  }
  const isPlain = group === "" || group === "url" || (group === "*" && resource === "*");
  return `${verb} ${isPlain ? resource : `${resource}.${group}`}`;
}

function named(within: string, name: string): string {
  return within === "*" ? `*/${name}` : `${within.slice(0, -1)}${name}`;
}

function hasLabels(role: Resource, wanted: readonly (readonly [string, Value])[]): boolean {
  const labels = valueAt(role.attributes, "metadata.labels");
  return isAttributes(labels) && wanted.every(([name, value]) => own(labels, name) === value);
}

function objects(side: Side, kind: string): readonly Resource[] {
  return VERSIONS.flatMap((version) => side.ofKind(`${GROUP}/${version} ${kind}`));
}

function nameOf(resource: Resource): string | undefined {
  return textOf(valueAt(resource.attributes, "metadata.name"));
}

function nameKey(namespace: string | undefined, name: string): string {
  return `${namespace ?? ""}\u0000${name}`;
}
