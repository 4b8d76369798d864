import type { Estate } from "../estate";
import { remembered } from "../memo";
import type { Attributes, Resource, Value } from "../resource";
import { isUnknown, Unknown } from "../unknown";
import { loadBalancerTargets, servesModels } from "./model-targets";
import { targetOf } from "./references";
import { satellites } from "./satellites";
import { blocksOf, isAttributes, isList, listOf, own, textOf } from "./values";

/** A rule of a web ACL, or of a rule group that it refers to. */
export interface WebAclRule {
  readonly name: Value;

  /** `block`, `allow`, `count`, `captcha`, `challenge`, or `none` of a rule group that acts as its rules say; null when none is said. */
  readonly action: Value;

  /** What it looks for, each with its `type`, as `rate_based_statement`; those within `and`, `or` and a scope too, not those of a `not`. */
  readonly statements: readonly (Attributes | Unknown)[];
}

const ACTIONS: readonly string[] = ["block", "allow", "captcha", "challenge", "count", "none"];
const MAX_DEPTH = 8;

/** Rules of a web ACL or a rule group, with those of the rule groups of the estate that it refers to; Unknown for what cannot be read. */
export const webAclRules = remembered((estate: Estate, acl: Resource): readonly (WebAclRule | Unknown)[] => [
  ...writtenRules(acl).flatMap((rule) => (isUnknown(rule) ? [rule] : rulesOf(estate, acl, rule))),
  ...associatedRules(estate, acl),
]);

/** Whether the web ACL stands before load balancers that lead to no models, and before nothing else. */
export function protectsOthersOnly(estate: Estate, acl: Resource): boolean {
  const { found, certain } = satellites(estate, acl, "aws_wafv2_web_acl_association", "web_acl_arn");
  return found.length > 0 && certain && found.every((association) => leadsToOthers(estate, association));
}

function leadsToOthers(estate: Estate, association: Resource): boolean {
  const arn = own(association.attributes, "resource_arn");
  return ["aws_lb", "aws_alb"].some((kind) => {
    const led = targetOf(estate, association, arn, association.references.get("resource_arn"), kind);
    if (led === undefined || isUnknown(led) || led.kind !== kind) {
      return false;
    }
    const targets = loadBalancerTargets(estate, led);
    return targets.certain && targets.found.length > 0 && targets.found.every((group) => servesModels(group) === false);
  });
}

/** Blocks, or the JSON that the provider takes in their place. */
function writtenRules({ attributes }: Resource): readonly (Attributes | Unknown)[] {
  const json = ["rule_json", "rules_json"].map((name) => own(attributes, name)).find((value) => value !== null) ?? null;
  const written = json === null ? own(attributes, "rule") : isUnknown(json) ? json : parsed(textOf(json) ?? "");
  return isUnknown(written) ? [written] : listOf(written).filter((rule) => isUnknown(rule) || isAttributes(rule));
}

function parsed(json: string): Value {
  try {
    return snakeCased(JSON.parse(json) as Value, 0);
  } catch {
    return new Unknown();
  }
}

/** JSON of rules is in the API's own names, as `RateBasedStatement`; blocks are in Terraform's. */
function snakeCased(value: Value, depth: number): Value {
  if (depth > MAX_DEPTH * 4) {
    return new Unknown();
  }
  if (isList(value)) {
    return value.map((member) => snakeCased(member, depth + 1));
  }
  if (!isAttributes(value)) {
    return value;
  }
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [
      name.replaceAll(/(?<=[a-z0-9])(?=[A-Z])/g, "_").toLowerCase(),
      snakeCased(member, depth + 1),
    ]),
  );
}

function rulesOf(estate: Estate, acl: Resource, rule: Attributes): readonly (WebAclRule | Unknown)[] {
  const action = actionOf(own(rule, "action")) ?? actionOf(own(rule, "override_action")) ?? null;
  const statements = listOf(own(rule, "statement")).flatMap((statement) => statementsIn(statement, 0));
  const groups = statements.filter(
    (statement): statement is Attributes =>
      isAttributes(statement) && statement.type === "rule_group_reference_statement",
  );
  return [
    { name: own(rule, "name"), action, statements },
    ...groups.flatMap((group) => groupRules(estate, acl, own(group, "arn"), action)),
  ];
}

/** A rule group that is only counted refuses nothing, whatever its rules say. */
function groupRules(estate: Estate, from: Resource, arn: Value, action: Value): readonly (WebAclRule | Unknown)[] {
  const group = targetOf(estate, from, arn, undefined, "aws_wafv2_rule_group");
  // A rule group refers to no other: one that does is refused, and could lead round in a circle.
  if (
    from.kind === "aws_wafv2_rule_group" ||
    group === undefined ||
    isUnknown(group) ||
    group.kind !== "aws_wafv2_rule_group"
  ) {
    return [new Unknown()];
  }
  return webAclRules(estate, group).map((rule) => (isUnknown(rule) || action !== "count" ? rule : { ...rule, action }));
}

/** Rule groups that a resource of their own adds to the web ACL. */
function associatedRules(estate: Estate, acl: Resource): readonly (WebAclRule | Unknown)[] {
  const { found, certain } = satellites(estate, acl, "aws_wafv2_web_acl_rule_group_association", "web_acl_arn");
  const rules = found.flatMap((association): readonly (WebAclRule | Unknown)[] => {
    const { attributes } = association;
    const action = own(attributes, "override_action") ?? "none";
    const managed = blocksOf(attributes, "managed_rule_group").map((group) =>
      typed("managed_rule_group_statement", group),
    );
    const referred = blocksOf(attributes, "rule_group_reference").flatMap((group) =>
      groupRules(estate, association, own(group, "arn"), action),
    );
    return [{ name: own(attributes, "rule_name"), action, statements: managed }, ...referred];
  });
  return certain ? rules : [...rules, new Unknown()];
}

function actionOf(block: Value): Value | undefined {
  if (isUnknown(block)) {
    return block;
  }
  return listOf(block)
    .filter(isAttributes)
    .flatMap((said) => ACTIONS.filter((name) => own(said, name) !== null && !isEmptyList(own(said, name))))[0];
}

function isEmptyList(value: Value): boolean {
  return isList(value) && value.length === 0;
}

function statementsIn(statement: Value, depth: number): readonly (Attributes | Unknown)[] {
  if (isUnknown(statement) || depth > MAX_DEPTH) {
    return [new Unknown()];
  }
  return listOf(statement)
    .filter(isAttributes)
    .flatMap((block) => Object.entries(block))
    .flatMap(([type, settings]) =>
      listOf(settings).flatMap((one): readonly (Attributes | Unknown)[] => {
        if (isUnknown(one)) {
          return [one];
        }
        return isAttributes(one) ? [typed(type, one), ...within(type, one, depth + 1)] : [];
      }),
    );
}

/** A combination holds further statements; the scope of a limit is what it looks at. */
function within(type: string, settings: Attributes, depth: number): readonly (Attributes | Unknown)[] {
  if (type === "and_statement" || type === "or_statement") {
    const inner = own(settings, "statement") ?? own(settings, "statements");
    return isUnknown(inner) ? [inner] : listOf(inner).flatMap((one) => statementsIn(one, depth));
  }
  return [];
}

function typed(type: string, settings: Attributes): Attributes {
  return { ...settings, type };
}
