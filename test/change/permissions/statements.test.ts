import { permissionsOf } from "../../../src/change/permissions/permissions";
import type { PrincipalChange } from "../../../src/change/report";
import type { EstateSource } from "../../support/estates";
import { sidesOf } from "../../support/sides";

type Statement = Readonly<Record<string, unknown>>;

const ALLOW = { Effect: "Allow" };
const DENY = { Effect: "Deny" };
const TRUST = {
  Version: "2012-10-17",
  Statement: [{ ...ALLOW, Principal: { Service: "ec2.amazonaws.com" }, Action: "sts:AssumeRole" }],
};

/** A role with one inline policy. */
function role(...statements: Statement[]): EstateSource {
  return {
    resource: {
      aws_iam_role: { reader: { name: "reader", assume_role_policy: JSON.stringify(TRUST) } },
      aws_iam_role_policy: {
        reads: { role: "${aws_iam_role.reader.name}", policy: JSON.stringify({ Statement: statements }) },
      },
    },
  };
}

/** `action action on resource` for each entry. */
function words(side: PrincipalChange["gained"]): string[] {
  return side.map(({ actions, resources, conditions }) =>
    [actions.join(" "), "on", resources.join(" "), ...(conditions.length > 0 ? ["if", ...conditions] : [])].join(" "),
  );
}

function changeOf(before: EstateSource, after: EstateSource): { gained: string[]; lost: string[] } {
  const changes = permissionsOf(sidesOf(before, after));
  return { gained: changes.flatMap(({ gained }) => words(gained)), lost: changes.flatMap(({ lost }) => words(lost)) };
}

const NONE = { gained: [], lost: [] };
const get = { ...ALLOW, Action: "s3:GetObject", Resource: "arn:aws:s3:::models/*" };

describe("statements that say the same are no change", () => {
  test.each<[name: string, before: Statement[], after: Statement[]]>([
    ["the same statement", [get], [get]],
    [
      "a statement that is split",
      [{ ...ALLOW, Action: ["s3:GetObject", "s3:PutObject"], Resource: ["a", "b"] }],
      [
        { ...ALLOW, Action: "s3:PutObject", Resource: ["b", "a"] },
        { ...ALLOW, Action: ["s3:GetObject"], Resource: "a" },
        { ...ALLOW, Action: "s3:GetObject", Resource: "b" },
      ],
    ],
    ["the case of an action", [get], [{ ...get, Action: "S3:getobject" }]],
    ["a name", [get], [{ ...get, Sid: "Read" }]],
    [
      "a narrower statement beside one that covers it",
      [{ ...ALLOW, Action: "s3:*", Resource: "*" }],
      [{ ...ALLOW, Action: "s3:*", Resource: "*" }, get],
    ],
    [
      "an action that is spelt out beside its wildcard",
      [{ ...get, Action: ["s3:GetObject*"] }],
      [{ ...get, Action: ["s3:GetObject*", "s3:GetObjectAcl"] }],
    ],
    [
      "the order of the values of a condition",
      [{ ...get, Condition: { StringEquals: { "aws:PrincipalOrgID": ["o-1", "o-2"] } } }],
      [{ ...get, Condition: { StringEquals: { "aws:principalorgid": ["o-2", "o-1"] } } }],
    ],
    ["a Deny of what is not allowed", [get], [get, { ...DENY, Action: "ec2:*", Resource: "*" }]],
    [
      "an Allow of what is denied",
      [{ ...DENY, Action: "*", Resource: "*" }],
      [{ ...DENY, Action: "*", Resource: "*" }, get],
    ],
  ])("%s", (_, before, after) => {
    expect(changeOf(role(...before), role(...after))).toEqual(NONE);
  });
});

describe("what differs is said, action by action", () => {
  test.each<[name: string, before: Statement[], after: Statement[], gained: string[], lost: string[]]>([
    [
      "an action more",
      [get],
      [{ ...get, Action: ["s3:GetObject", "s3:PutObject"] }],
      ["s3:PutObject on arn:aws:s3:::models/*"],
      [],
    ],
    [
      "a wildcard in place of an action",
      [{ ...get, Action: "sqs:GetQueueUrl" }],
      [{ ...get, Action: "sqs:Get*" }],
      ["sqs:GetQueueAttributes on arn:aws:s3:::models/*"],
      [],
    ],
    [
      "an action in place of a wildcard",
      [{ ...get, Action: "sqs:*Message" }],
      [{ ...get, Action: "sqs:SendMessage" }],
      [],
      ["sqs:DeleteMessage sqs:ReceiveMessage on arn:aws:s3:::models/*"],
    ],
    [
      "a service in place of an action",
      [get],
      [{ ...get, Action: "sns:*" }],
      ["sns:* on arn:aws:s3:::models/*"],
      ["s3:GetObject on arn:aws:s3:::models/*"],
    ],
    ["everything in place of an action", [get], [{ ...ALLOW, Action: "*", Resource: "*" }], ["* on *"], []],
    [
      "a wider resource",
      [{ ...get, Resource: "arn:aws:s3:::models/a/*" }],
      [get],
      ["s3:GetObject on arn:aws:s3:::models/*"],
      [],
    ],
    [
      "other resources",
      [{ ...get, Resource: ["a", "b"] }],
      [{ ...get, Resource: ["b", "c", "d"] }],
      ["s3:GetObject on c d"],
      ["s3:GetObject on a"],
    ],
    [
      "all actions but some",
      [],
      [{ ...ALLOW, NotAction: ["iam:*", "organizations:*"], Resource: "*" }],
      ["* except iam:*, organizations:* on *"],
      [],
    ],
    [
      "fewer actions left out",
      [{ ...ALLOW, NotAction: ["iam:*", "sqs:*"], Resource: "*" }],
      [{ ...ALLOW, NotAction: ["iam:*"], Resource: "*" }],
      ["sqs:* on *"],
      [],
    ],
    [
      "all resources but one",
      [{ ...get, Resource: "arn:aws:s3:::models/*" }],
      [{ ...ALLOW, Action: "s3:GetObject", NotResource: "arn:aws:s3:::secret/*" }],
      ["s3:GetObject on * except arn:aws:s3:::secret/*"],
      [],
    ],
    [
      "a resource that is not left out any more",
      [{ ...ALLOW, Action: "s3:GetObject", NotResource: ["a", "b"] }],
      [{ ...ALLOW, Action: "s3:GetObject", NotResource: "a" }],
      ["s3:GetObject on * except a"],
      [],
    ],
    [
      "a condition that goes",
      [{ ...get, Condition: { Bool: { "aws:SecureTransport": "true" } } }],
      [get],
      ["s3:GetObject on arn:aws:s3:::models/*"],
      [],
    ],
    [
      "a condition that comes",
      [get],
      [{ ...get, Condition: { Bool: { "aws:SecureTransport": "true" } } }],
      [],
      ["s3:GetObject on arn:aws:s3:::models/*"],
    ],
    [
      "a value more in a condition",
      [{ ...get, Condition: { StringEquals: { "aws:PrincipalOrgID": "o-1" } } }],
      [{ ...get, Condition: { StringEquals: { "aws:PrincipalOrgID": ["o-1", "o-2"] } } }],
      ["s3:GetObject on arn:aws:s3:::models/* if StringEquals aws:PrincipalOrgID o-2"],
      [],
    ],
    [
      "a value more that must not be",
      [{ ...get, Condition: { StringNotEquals: { "aws:PrincipalOrgID": "o-1" } } }],
      [{ ...get, Condition: { StringNotEquals: { "aws:PrincipalOrgID": ["o-1", "o-2"] } } }],
      [],
      ["s3:GetObject on arn:aws:s3:::models/* if StringNotEquals aws:PrincipalOrgID o-1"],
    ],
    [
      "a condition that need not be there",
      [{ ...get, Condition: { StringEquals: { "aws:PrincipalOrgID": "o-1" } } }],
      [{ ...get, Condition: { StringEqualsIfExists: { "aws:PrincipalOrgID": "o-1" } } }],
      ["s3:GetObject on arn:aws:s3:::models/* if StringEqualsIfExists aws:PrincipalOrgID o-1"],
      [],
    ],
    [
      "an action that the table does not know",
      [],
      [{ ...get, Action: ["newservice:Do", "newservice:Undo*"] }],
      ["newservice:Do newservice:Undo* on arn:aws:s3:::models/*"],
      [],
    ],
  ])("%s", (_, before, after, gained, lost) => {
    expect(changeOf(role(...before), role(...after))).toEqual({ gained, lost });
    expect(changeOf(role(...after), role(...before))).toEqual({ gained: lost, lost: gained });
  });
});

describe("a value of a condition by itself", () => {
  const decrypt = (
    operator: string,
    key: string,
    values: string | string[],
    action: string | string[] = "kms:Decrypt",
  ) => ({
    ...ALLOW,
    Action: action,
    Resource: "arn:aws:kms:eu-west-1:1:key/k",
    Condition: { [operator]: { [key]: values } },
  });
  const ROLE = "arn:aws:iam::1:role";
  const ON = "on arn:aws:kms:eu-west-1:1:key/k if";
  const by = (values: string | string[], action?: string | string[]): Statement =>
    decrypt("ArnEquals", "aws:PrincipalArn", values, action);

  test.each<[name: string, before: Statement[], after: Statement[], gained: string[], lost: string[]]>([
    [
      "who was there before gains nothing",
      [by(`${ROLE}/whisper`)],
      [by([`${ROLE}/conformer`, `${ROLE}/whisper`])],
      [`kms:Decrypt ${ON} ArnEquals aws:PrincipalArn ${ROLE}/conformer`],
      [],
    ],
    [
      "who changes places is told apart",
      [by([`${ROLE}/a`, `${ROLE}/b`])],
      [by([`${ROLE}/b`, `${ROLE}/c`])],
      [`kms:Decrypt ${ON} ArnEquals aws:PrincipalArn ${ROLE}/c`],
      [`kms:Decrypt ${ON} ArnEquals aws:PrincipalArn ${ROLE}/a`],
    ],
    [
      "each value has its own new actions",
      [by(`${ROLE}/a`)],
      [by([`${ROLE}/a`, `${ROLE}/b`, `${ROLE}/c`], ["kms:Decrypt", "kms:Encrypt"])],
      [
        `kms:Encrypt ${ON} ArnEquals aws:PrincipalArn ${ROLE}/a`,
        `kms:Decrypt kms:Encrypt ${ON} ArnEquals aws:PrincipalArn ${ROLE}/b, ${ROLE}/c`,
      ],
      [],
    ],
    [
      "values in several statements are the same in one",
      [by(`${ROLE}/a`), by(`${ROLE}/b`)],
      [by([`${ROLE}/a`, `${ROLE}/b`])],
      [],
      [],
    ],
    [
      "a pattern covers what is like it",
      [decrypt("ArnLike", "aws:PrincipalArn", `${ROLE}/serving-*`)],
      [by([`${ROLE}/serving-a`, `${ROLE}/other`])],
      [`kms:Decrypt ${ON} ArnEquals aws:PrincipalArn ${ROLE}/other`],
      [`kms:Decrypt ${ON} ArnLike aws:PrincipalArn ${ROLE}/serving-*`],
    ],
    [
      "a wildcard in an ARN does not reach over a colon",
      [decrypt("ArnLike", "aws:PrincipalArn", "arn:aws:iam::*:role/a")],
      [by("arn:aws:iam::1:user/x:role/a")],
      [`kms:Decrypt ${ON} ArnEquals aws:PrincipalArn arn:aws:iam::1:user/x:role/a`],
      [`kms:Decrypt ${ON} ArnLike aws:PrincipalArn arn:aws:iam::*:role/a`],
    ],
    [
      "what equals is also like",
      [decrypt("StringLike", "aws:PrincipalOrgID", "o-*")],
      [decrypt("StringEquals", "aws:PrincipalOrgID", ["o-1", "o-2"])],
      [],
      [`kms:Decrypt ${ON} StringLike aws:PrincipalOrgID o-*`],
    ],
    [
      "values that hold for all of a set stay together",
      [decrypt("ForAllValues:StringEquals", "aws:TagKeys", "a")],
      [decrypt("ForAllValues:StringEquals", "aws:TagKeys", ["a", "b"])],
      [`kms:Decrypt ${ON} ForAllValues:StringEquals aws:TagKeys a, b`],
      [],
    ],
    [
      "a Deny that lets go of one of two",
      [
        { ...ALLOW, Action: "kms:Decrypt", Resource: "*" },
        { ...by([`${ROLE}/a`, `${ROLE}/b`]), ...DENY },
      ],
      [
        { ...ALLOW, Action: "kms:Decrypt", Resource: "*" },
        { ...by(`${ROLE}/a`), ...DENY },
      ],
      [`kms:Decrypt ${ON} ArnEquals aws:PrincipalArn ${ROLE}/b`],
      [],
    ],
  ])("%s", (_, before, after, gained, lost) => {
    expect(changeOf(role(...before), role(...after))).toEqual({ gained, lost });
    expect(changeOf(role(...after), role(...before))).toEqual({ gained: lost, lost: gained });
  });
});

describe("a Deny that goes gives, and one that comes takes", () => {
  const all = { ...ALLOW, Action: ["sqs:SendMessage", "sqs:DeleteQueue"], Resource: "arn:aws:sqs:eu-west-1:1:*" };
  const deny = { ...DENY, Action: "sqs:Delete*", Resource: "*" };

  test.each<[name: string, before: Statement[], after: Statement[], gained: string[], lost: string[]]>([
    ["a Deny that goes", [all, deny], [all], ["sqs:DeleteQueue on arn:aws:sqs:eu-west-1:1:*"], []],
    [
      "a Deny that is narrower",
      [all, deny],
      [all, { ...deny, Resource: "arn:aws:sqs:eu-west-1:1:prod" }],
      ["sqs:DeleteQueue on arn:aws:sqs:eu-west-1:1:*"],
      [],
    ],
    [
      "a Deny of one resource that goes",
      [all, { ...deny, Resource: "arn:aws:sqs:eu-west-1:1:prod" }],
      [all],
      ["sqs:DeleteQueue on arn:aws:sqs:eu-west-1:1:prod"],
      [],
    ],
    [
      "a Deny with a condition that goes",
      [all, { ...deny, Condition: { Bool: { "aws:MultiFactorAuthPresent": "false" } } }],
      [all],
      ["sqs:DeleteQueue on arn:aws:sqs:eu-west-1:1:* if Bool aws:MultiFactorAuthPresent false"],
      [],
    ],
    [
      "a Deny of all resources but one that goes",
      [all, { ...DENY, Action: "sqs:DeleteQueue", NotResource: "arn:aws:sqs:eu-west-1:1:scratch" }],
      [all],
      ["sqs:DeleteQueue on arn:aws:sqs:eu-west-1:1:*"],
      [],
    ],
    ["an Allow that comes with its Deny", [], [all, deny], ["sqs:SendMessage on arn:aws:sqs:eu-west-1:1:*"], []],
    [
      "a Deny and an Allow that change at once are said once",
      [{ ...all, Resource: "arn:aws:sqs:eu-west-1:1:a" }, deny],
      [all],
      ["sqs:DeleteQueue sqs:SendMessage on arn:aws:sqs:eu-west-1:1:*"],
      [],
    ],
  ])("%s", (_, before, after, gained, lost) => {
    expect(changeOf(role(...before), role(...after))).toEqual({ gained, lost });
    expect(changeOf(role(...after), role(...before))).toEqual({ gained: lost, lost: gained });
  });

  test("says by what, and what it said", () => {
    const [change] = permissionsOf(sidesOf(role(all, deny), role(all)));
    expect(change?.gained).toEqual([
      expect.objectContaining({
        actions: ["sqs:DeleteQueue"],
        written: ["sqs:DeleteQueue"],
        kind: "no-longer-denied",
        through: { resource: "aws_iam_role_policy.reads", root: "case", kind: "aws_iam_role_policy" },
        level: "write",
      }),
    ]);
    const [back] = permissionsOf(sidesOf(role(all), role(all, deny)));
    expect(back?.lost).toEqual([expect.objectContaining({ written: ["sqs:DeleteQueue"], kind: "newly-denied" })]);
    expect(permissionsOf(sidesOf(role(), role(all))).flatMap(({ gained }) => gained.map(({ kind }) => kind))).toEqual([
      undefined,
    ]);
  });
});

describe("how much it is", () => {
  test.each<[action: string | string[], level: string]>([
    ["s3:GetObject", "read"],
    ["s3:List*", "read"],
    ["s3:PutObject", "write"],
    ["s3:PutBucketPolicy", "write"],
    ["s3:PutObjectTagging", "write"],
    ["s3:*", "write"],
    ["iam:GetRole", "read"],
    ["iam:PassRole", "write"],
    ["iam:PutRolePolicy", "admin"],
    ["iam:CreateAccessKey", "admin"],
    ["iam:*", "admin"],
    ["*", "admin"],
    ["*:*", "admin"],
    ["newservice:GetThing", "read"],
    ["newservice:Thing", "write"],
    [["s3:GetObject", "s3:DeleteObject"], "write"],
  ])("%s is %s", (action, level) => {
    const [change] = permissionsOf(sidesOf(role(), role({ ...get, Action: action })));
    expect(change?.gained.map((permission) => permission.level)).toEqual([level]);
  });
});

describe("what is not known before apply", () => {
  const document = (policy: unknown): EstateSource => ({
    resource: {
      aws_iam_role: { reader: { name: "reader", assume_role_policy: JSON.stringify(TRUST) } },
      aws_iam_role_policy: { reads: { role: "${aws_iam_role.reader.name}", policy } },
    },
  });

  test("a policy that cannot be read is said as it is written", () => {
    const [change] = permissionsOf(sidesOf(role(get), document("${var.policy}")));
    expect(change?.gained).toMatchObject([{ actions: ["${var.policy}"], undecided: true }]);
    expect(change?.lost).toMatchObject([{ actions: ["s3:GetObject"], undecided: true }]);
  });

  test("the same expression on both sides is no change", () => {
    expect(permissionsOf(sidesOf(document("${var.policy}"), document("${var.policy}")))).toEqual([]);
    expect(changeOf(role({ ...get, Action: "${var.a}" }), role({ ...get, Action: "${var.a}" }))).toEqual(NONE);
  });

  test("an action that is not known is undecided, and one that is known is not", () => {
    const [change] = permissionsOf(
      sidesOf(role(), role({ ...get, Action: "${var.a}" }, { ...get, Action: "sqs:SendMessage" })),
    );
    expect(change?.gained.map(({ actions, undecided }) => [...actions, undecided])).toEqual([
      ["${var.a}", true],
      ["sqs:SendMessage", false],
    ]);
  });

  test("the ARN of a resource is its name", () => {
    const [change] = permissionsOf(sidesOf(role(), role({ ...get, Resource: "${aws_sqs_queue.jobs.arn}" })));
    expect(change?.gained).toMatchObject([{ resources: ["${aws_sqs_queue.jobs.arn}"], undecided: false }]);
  });

  test("a policy that is none is said to be none", () => {
    const [change] = permissionsOf(sidesOf(role(get), document("nonsense")));
    expect(change?.gained).toMatchObject([{ actions: ["a policy that cannot be read"], undecided: true }]);
  });
});
