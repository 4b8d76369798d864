import type { Estate } from "../../../src/estate/estate";
import { protectsOthersOnly, webAclRules } from "../../../src/estate/joins/web-acls";
import type { Resource } from "../../../src/estate/resource";
import { isUnknown } from "../../../src/estate/unknown";
import { estateOf, type TerraformSource } from "../../support/estates";

const RATE = { rate_based_statement: { limit: 100, aggregate_key_type: "IP" } };

function made(acl: object, others: TerraformSource["resource"] = {}): { estate: Estate; acl: Resource } {
  const estate = estateOf({ resource: { aws_wafv2_web_acl: { edge: { name: "edge", ...acl } }, ...others } });
  const [found] = estate.ofKind("aws_wafv2_web_acl");
  if (found === undefined) {
    throw new Error("the source holds no web ACL");
  }
  return { estate, acl: found };
}

/** Actions and types of the rules, `?` for what is not known. */
function said({ estate, acl }: { estate: Estate; acl: Resource }): string[] {
  return webAclRules(estate, acl).map((rule) =>
    isUnknown(rule)
      ? "?"
      : `${rule.action}: ${rule.statements.map((one) => (isUnknown(one) ? "?" : String(one.type))).join(", ")}`,
  );
}

test("blocks and JSON are read alike", () => {
  const block = made({ rule: [{ name: "rate", priority: 1, action: { block: {} }, statement: RATE }] });
  const json = made({
    rule_json: JSON.stringify([
      { Name: "rate", Priority: 1, Action: { Block: {} }, Statement: { RateBasedStatement: { Limit: 100 } } },
    ]),
  });
  expect(said(block)).toEqual(["block: rate_based_statement"]);
  expect(said(json)).toEqual(["block: rate_based_statement"]);
});

test("combinations hold their statements, and what is not looked for is not among them", () => {
  const combined = made({
    rule: [
      {
        action: { block: {} },
        statement: {
          and_statement: { statement: [{ geo_match_statement: {} }, { or_statement: { statement: [RATE] } }] },
        },
      },
      { action: { block: {} }, statement: { not_statement: { statement: [RATE] } } },
    ],
  });
  expect(said(combined)).toEqual([
    "block: and_statement, geo_match_statement, or_statement, rate_based_statement",
    "block: not_statement",
  ]);
});

test("rules of a group that is only counted are only counted", () => {
  const group = { aws_wafv2_rule_group: { limits: { rule: [{ action: { block: {} }, statement: RATE }] } } };
  const reference = { rule_group_reference_statement: { arn: "${aws_wafv2_rule_group.limits.arn}" } };
  const counted = made({ rule: [{ override_action: { count: {} }, statement: reference }] }, group);
  const enforced = made({ rule: [{ override_action: { none: {} }, statement: reference }] }, group);
  expect(said(counted)).toEqual(["count: rule_group_reference_statement", "count: rate_based_statement"]);
  expect(said(enforced)).toEqual(["none: rule_group_reference_statement", "block: rate_based_statement"]);
});

test("groups that are elsewhere, or refer to one another, are not known", () => {
  const reference = (name: string) => ({
    override_action: { none: {} },
    statement: { rule_group_reference_statement: { arn: `\${aws_wafv2_rule_group.${name}.arn}` } },
  });
  const round = made({ rule: [reference("one")] }, { aws_wafv2_rule_group: { one: { rule: [reference("one")] } } });
  expect(said(round)).toEqual(["none: rule_group_reference_statement", "none: rule_group_reference_statement", "?"]);
  expect(said(made({ rule: [reference("elsewhere")] }))).toEqual(["none: rule_group_reference_statement", "?"]);
});

test.each([
  ["no JSON", "{"],
  ["a variable", "${var.rules}"],
])("rules that are %s are not known", (_, rule_json) => {
  expect(said(made({ rule_json }))).toEqual(["?"]);
});

test("a web ACL before a stage of an API, or before nothing, stands before no others", () => {
  const association = { web_acl_arn: "${aws_wafv2_web_acl.edge.arn}", resource_arn: "${aws_api_gateway_stage.v1.arn}" };
  const before = made({}, { aws_wafv2_web_acl_association: { one: association } });
  expect(protectsOthersOnly(before.estate, before.acl)).toBe(false);
  const alone = made({});
  expect(protectsOthersOnly(alone.estate, alone.acl)).toBe(false);
});
