import { untoldOf } from "../../../src/change/permissions/missing";
import { permissionsOf } from "../../../src/change/permissions/permissions";
import type { EstateSource } from "../../support/estates";
import { sidesOf } from "../../support/sides";

type Attributes = Readonly<Record<string, unknown>>;

const policy = (action: string): string =>
  JSON.stringify({ Statement: [{ Effect: "Allow", Action: action, Resource: "*" }] });

const role = (attributes: Attributes, more: Readonly<Record<string, Attributes>> = {}): EstateSource => ({
  resource: {
    aws_iam_role: { app: { name: "app", ...attributes } },
    aws_iam_role_policy: { p: { role: "app", policy: policy("s3:GetObject") } },
    ...more,
  },
});
const attached = (arn: string, more: Attributes = {}): EstateSource =>
  role({}, { aws_iam_role_policy_attachment: { a: { role: "app", policy_arn: arn, ...more } } });

const BOUNDARY = "may do cannot be told: the document of its permissions boundary is not in the input";
const POLICY = "may do cannot be told: the document of a policy that it has is not in the input";
const LATER = "may do, or who may become it, is known only after apply";
const NONE = "may do, or who may become it, cannot be told: a policy cannot be read";
const inline = (document: string, more: Attributes = {}): EstateSource =>
  role({}, { aws_iam_role_policy: { p: { role: "app", policy: document, ...more } } });
const ARN = "arn:aws:iam::111122223333:policy/b";

describe("why it is not known what a principal gains", () => {
  test.each<[name: string, before: EstateSource, after: EstateSource, words: string[]]>([
    ["a boundary goes whose document is elsewhere", role({ permissions_boundary: ARN }), role({}), [BOUNDARY]],
    [
      "another takes its place",
      role({ permissions_boundary: ARN }),
      role({ permissions_boundary: `${ARN}2` }),
      [BOUNDARY],
    ],
    [
      "another takes its place, of which nobody knows which it is",
      role({ permissions_boundary: ARN }),
      role({ permissions_boundary: "${var.boundary}" }),
      [LATER],
    ],
    [
      "a boundary goes of which nobody knows which it was",
      role({ permissions_boundary: "${var.boundary}" }),
      role({}),
      [LATER],
    ],
    [
      "a boundary goes whose document is known",
      role(
        { permissions_boundary: "${aws_iam_policy.b.arn}" },
        { aws_iam_policy: { b: { name: "b", policy: policy("s3:*") } } },
      ),
      role({}, { aws_iam_policy: { b: { name: "b", policy: policy("s3:*") } } }),
      [],
    ],
    ["a policy comes that is made elsewhere", role({}), attached(ARN), [POLICY]],
    [
      "a policy comes that is made elsewhere, in whatever account",
      role({}),
      attached("arn:${data.aws_partition.p.partition}:iam::${data.aws_caller_identity.i.account_id}:policy/team/b"),
      [POLICY],
    ],
    ["a policy comes of which nobody knows which it is", role({}), attached("${var.policy}"), [LATER]],
    ["a policy may come", role({}), attached(ARN, { count: "${var.many}" }), [LATER]],
    [
      "a policy that is made elsewhere comes in place of a boundary",
      role({ permissions_boundary: ARN }),
      attached(ARN),
      [POLICY, BOUNDARY],
    ],
    [
      "somebody is trusted who is not known",
      role({}),
      role({
        assume_role_policy: JSON.stringify({
          Statement: [{ Effect: "Allow", Action: "sts:AssumeRole", Principal: { AWS: "${var.partner}" } }],
        }),
      }),
      [LATER],
    ],
    ["a policy is none", role({}, { aws_iam_role_policy: {} }), inline("nonsense"), [NONE]],
    ["a policy has no statement", role({}, { aws_iam_role_policy: {} }), inline('{"Statement":null}'), [NONE]],
    ["a trust is none", role({}), role({ assume_role_policy: "[]" }), [NONE]],
    [
      "a policy is none, and may come",
      role({}, { aws_iam_role_policy: {} }),
      inline("nonsense", { count: "${var.many}" }),
      [LATER],
    ],
    ["a policy is an expression", role({}, { aws_iam_role_policy: {} }), inline("${var.policy}"), [LATER]],
    ["nothing is undecided", role({}), role({}, { aws_iam_role_policy: {} }), []],
  ])("%s", (_, before, after, words) => {
    const untold = untoldOf(permissionsOf(sidesOf(before, after)));
    expect(untold.map((each) => each.words).sort()).toEqual([...words].sort());
    for (const { principals } of untold) {
      expect(principals.map(({ principal }) => principal)).toEqual(["role app"]);
    }
  });

  test("an admin is dangerous whatever is not known", () => {
    const [change] = permissionsOf(sidesOf(role({}), attached(ARN)));
    const gained = (change?.gained ?? []).map((each) => ({ ...each, level: "admin" as const }));
    expect(gained).not.toEqual([]);
    expect(untoldOf(change === undefined ? [] : [{ ...change, gained }])).toEqual([]);
  });
});
