import { permissionsOf } from "../../../src/change/permissions/permissions";
import type { EstateSource } from "../../support/estates";
import { sidesOf } from "../../support/sides";
import { expectChanges } from "./words";

type Statement = Readonly<Record<string, unknown>>;

function trusting(...statements: Statement[]): EstateSource {
  return {
    resource: { aws_iam_role: { app: { name: "app", assume_role_policy: JSON.stringify({ Statement: statements }) } } },
  };
}

const assume = { Effect: "Allow", Action: "sts:AssumeRole" };
const ROOT = { ...assume, Principal: { AWS: "arn:aws:iam::111122223333:root" } };
const OIDC = "arn:aws:iam::111122223333:oidc-provider/oidc.eks.eu-west-1.amazonaws.com/id/A";
const SUB = "oidc.eks.eu-west-1.amazonaws.com/id/A:sub";
const AUD = "oidc.eks.eu-west-1.amazonaws.com/id/A:aud";

const irsa = (subject: string | string[], operator = "StringEquals"): Statement => ({
  Effect: "Allow",
  Action: "sts:AssumeRoleWithWebIdentity",
  Principal: { Federated: OIDC },
  Condition: {
    [operator]: { [SUB]: subject },
    StringEquals: { ...(operator === "StringEquals" ? { [SUB]: subject } : {}), [AUD]: "sts.amazonaws.com" },
  },
});
const VOUCHED = `vouched for by ${OIDC} and StringEquals ${AUD} sts.amazonaws.com`;

const GITHUB = "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com";
const github = (condition: object): Statement => ({
  Effect: "Allow",
  Action: "sts:AssumeRoleWithWebIdentity",
  Principal: { Federated: GITHUB },
  Condition: condition,
});

describe("who may become a role", () => {
  test.each<[name: string, before: Statement[], after: Statement[], expected: string[]]>([
    ["an account by its number is its root user", [ROOT], [{ ...assume, Principal: { AWS: "111122223333" } }], []],
    ["another action of STS", [ROOT], [{ ...ROOT, Action: ["sts:AssumeRole", "sts:TagSession"] }], []],
    [
      "an account more",
      [ROOT],
      [ROOT, { ...assume, Principal: { AWS: ["arn:aws:iam::444455556666:root"] } }],
      ["role app trusts arn:aws:iam::444455556666:root"],
    ],
    [
      "a service in place of an account",
      [ROOT],
      [{ ...assume, Principal: { Service: "sagemaker.amazonaws.com" } }],
      ["role app trusts sagemaker.amazonaws.com", "role app trusts no more arn:aws:iam::111122223333:root"],
    ],
    ["everybody", [ROOT], [ROOT, { ...assume, Principal: "*" }], ["role app trusts * [anyone]"]],
    ["everybody of AWS", [ROOT], [{ ...assume, Principal: { AWS: "*" } }], ["role app trusts * [anyone]"]],
    [
      "everybody of an organization",
      [],
      [{ ...assume, Principal: "*", Condition: { StringEquals: { "aws:PrincipalOrgID": "o-1" } } }],
      ["role app trusts * if StringEquals aws:PrincipalOrgID o-1"],
    ],
    [
      "everybody with a condition that everybody meets",
      [],
      [{ ...assume, Principal: "*", Condition: { Bool: { "aws:SecureTransport": "true" } } }],
      ["role app trusts * if Bool aws:SecureTransport true [anyone]"],
    ],
    [
      "everybody but one",
      [],
      [{ ...assume, NotPrincipal: { AWS: "arn:aws:iam::444455556666:root" } }],
      ["role app trusts * except arn:aws:iam::444455556666:root [anyone]"],
    ],
    [
      "a condition that goes",
      [{ ...ROOT, Condition: { StringEquals: { "sts:ExternalId": "x" } } }],
      [ROOT],
      ["role app trusts arn:aws:iam::111122223333:root [held if StringEquals sts:ExternalId ...]"],
    ],
    [
      "one of two conditions that goes",
      [
        {
          ...ROOT,
          Condition: { Bool: { "aws:MultiFactorAuthPresent": "true" }, StringEquals: { "aws:PrincipalOrgID": "o-1" } },
        },
      ],
      [{ ...ROOT, Condition: { StringEquals: { "aws:PrincipalOrgID": "o-1" } } }],
      [
        "role app trusts arn:aws:iam::111122223333:root if StringEquals aws:PrincipalOrgID o-1 [held if Bool aws:MultiFactorAuthPresent true and StringEquals aws:PrincipalOrgID o-1]",
      ],
    ],
    [
      "the subject that goes from the workflows of a repository",
      [
        github({
          StringEquals: { "token.actions.githubusercontent.com:aud": "sts.amazonaws.com" },
          StringLike: { "token.actions.githubusercontent.com:sub": "repo:acme/models:*" },
        }),
      ],
      [github({ StringEquals: { "token.actions.githubusercontent.com:aud": "sts.amazonaws.com" } })],
      [`role app trusts ${GITHUB} if StringEquals token.actions.githubusercontent.com:aud sts.amazonaws.com [anyone]`],
    ],
    [
      "a Deny that goes",
      [ROOT, { ...ROOT, Effect: "Deny", Condition: { Bool: { "aws:MultiFactorAuthPresent": "false" } } }],
      [ROOT],
      ["role app trusts arn:aws:iam::111122223333:root if Bool aws:MultiFactorAuthPresent false [no longer denied]"],
    ],
    [
      "a Deny for everybody that goes from one who is trusted",
      [ROOT, { ...assume, Effect: "Deny", Principal: "*" }],
      [ROOT],
      ["role app trusts arn:aws:iam::111122223333:root [no longer denied]"],
    ],
    [
      "a Deny for everybody but one that goes from everybody",
      [
        { ...assume, Principal: "*" },
        { ...assume, Effect: "Deny", NotPrincipal: { AWS: "arn:aws:iam::444455556666:root" } },
      ],
      [{ ...assume, Principal: "*" }],
      ["role app trusts * except arn:aws:iam::444455556666:root [anyone] [no longer denied]"],
    ],
    [
      "a Deny for everybody that goes from those of an organization",
      [
        { ...assume, Principal: "*", Condition: { StringEquals: { "aws:PrincipalOrgID": "o-1" } } },
        { ...assume, Effect: "Deny", Principal: "*" },
      ],
      [{ ...assume, Principal: "*", Condition: { StringEquals: { "aws:PrincipalOrgID": "o-1" } } }],
      ["role app trusts * if StringEquals aws:PrincipalOrgID o-1 [no longer denied]"],
    ],
    [
      "a Deny of an organization that goes from everybody",
      [
        { ...assume, Principal: "*" },
        {
          ...assume,
          Effect: "Deny",
          Principal: "*",
          Condition: { StringEquals: { "aws:PrincipalOrgID": "o-1" } },
        },
      ],
      [{ ...assume, Principal: "*" }],
      ["role app trusts * if StringEquals aws:PrincipalOrgID o-1 [no longer denied]"],
    ],
    [
      "an external id, which is a secret of two",
      [],
      [{ ...ROOT, Condition: { StringEquals: { "sts:ExternalId": "hunter2" } } }],
      ["role app trusts arn:aws:iam::111122223333:root if StringEquals sts:ExternalId ..."],
    ],
    [
      "another ServiceAccount",
      [irsa("system:serviceaccount:vision:resnet")],
      [irsa(["system:serviceaccount:vision:resnet", "system:serviceaccount:vision:vit"])],
      [`role app trusts system:serviceaccount:vision:vit if ${VOUCHED}`],
    ],
    [
      "every ServiceAccount of a namespace",
      [irsa("system:serviceaccount:vision:resnet")],
      [irsa("system:serviceaccount:vision:*", "StringLike")],
      [`role app trusts every ServiceAccount in namespace vision if ${VOUCHED}`],
    ],
    ...(
      [
        ["system:serviceaccount:*:*", "every ServiceAccount of the cluster"],
        ["system:serviceaccount:*", "every ServiceAccount of the cluster"],
        ["system:serviceaccount:team-*:*", "every ServiceAccount in namespace team-*"],
        ["system:serviceaccount:*:runner", "ServiceAccount runner in every namespace"],
        ["system:serviceaccount:vision:serving-*", "system:serviceaccount:vision:serving-*"],
      ] as const
    ).map(([subject, who]): [string, Statement[], Statement[], string[]] => [
      `${subject} is ${who}`,
      [],
      [irsa(subject, "StringLike")],
      [`role app trusts ${who} if ${VOUCHED}`],
    ]),
    [
      "a star that is none",
      [],
      [irsa("system:serviceaccount:vision:*")],
      [`role app trusts system:serviceaccount:vision:* if ${VOUCHED}`],
    ],
    [
      "the workflows of a repository",
      [],
      [github({ StringLike: { "token.actions.githubusercontent.com:sub": "repo:acme/models:*" } })],
      [`role app trusts repo:acme/models:* if vouched for by ${GITHUB}`],
    ],
    [
      "every workflow of GitHub",
      [],
      [github({ StringEquals: { "token.actions.githubusercontent.com:aud": "sts.amazonaws.com" } })],
      [`role app trusts ${GITHUB} if StringEquals token.actions.githubusercontent.com:aud sts.amazonaws.com [anyone]`],
    ],
    [
      "every identity pool of Cognito",
      [],
      [
        {
          ...assume,
          Action: "sts:AssumeRoleWithWebIdentity",
          Principal: { Federated: "cognito-identity.amazonaws.com" },
        },
      ],
      ["role app trusts cognito-identity.amazonaws.com [anyone]"],
    ],
    [
      "somebody who is not known",
      [],
      [{ ...assume, Principal: { AWS: "${var.partner}" } }],
      ["role app trusts ${var.partner} [undecided]"],
    ],
  ])("%s", (_, before, after, expected) => {
    expectChanges(trusting(...before), trusting(...after), expected);
  });
});

describe("whose account it is", () => {
  const OURS = "111122223333";
  const THEIRS = "444455556666";
  /** Estates that tell which account they lie in, and one that does not. */
  const telling: Readonly<Record<string, EstateSource>> = {
    "an ARN in a state": { resource: { aws_sqs_queue: { q: { arn: `arn:aws:sqs:eu-west-1:${OURS}:q` } } } },
    allowed_account_ids: { provider: { aws: [{ region: "eu-west-1", allowed_account_ids: [OURS] }] } },
    aws_caller_identity: { data: { aws_caller_identity: { me: { account_id: OURS } } } },
  };
  const trusted = (known: EstateSource, principal: unknown, more: object = {}): EstateSource => {
    const trust = JSON.stringify({ Statement: [{ ...assume, Principal: principal, ...more }] });
    return {
      ...known,
      resource: { ...known.resource, aws_iam_role: { app: { name: "app", assume_role_policy: trust } } },
    };
  };
  const nobody = (known: EstateSource): EstateSource => ({
    ...known,
    resource: { ...known.resource, aws_iam_role: { app: { name: "app" } } },
  });

  describe.each(Object.entries(telling))("by %s", (_, known) => {
    test.each<[name: string, principal: unknown, expected: string]>([
      ["another account", { AWS: THEIRS }, `arn:aws:iam::${THEIRS}:root [foreign]`],
      [
        "a role of another account",
        { AWS: `arn:aws:iam::${THEIRS}:role/x` },
        `arn:aws:iam::${THEIRS}:role/x [foreign]`,
      ],
      ["one's own account", { AWS: `arn:aws:iam::${OURS}:root` }, `arn:aws:iam::${OURS}:root [own]`],
      [
        "one's own account, by a lookup",
        { AWS: "arn:aws:iam::${data.aws_caller_identity.me.account_id}:root" },
        "arn:aws:iam::${data.aws_caller_identity.me.account_id}:root [own]",
      ],
      [
        "another account, whatever partition it is in",
        { AWS: `arn:\${data.aws_partition.here.partition}:iam::${THEIRS}:root` },
        `arn:\${data.aws_partition.here.partition}:iam::${THEIRS}:root [foreign]`,
      ],
      ["a service", { Service: "ec2.amazonaws.com" }, "ec2.amazonaws.com"],
      ["everybody", "*", "* [anyone]"],
      ["somebody who is not known", { AWS: "${var.partner}" }, "${var.partner} [undecided]"],
    ])("%s", (_, principal, expected) => {
      expectChanges(nobody(known), trusted(known, principal), [
        `role app trusts ${expected.replace(
          "${data.aws_caller_identity.me.account_id}",
          known.data === undefined ? "${data.aws_caller_identity.me.account_id}" : OURS,
        )}`,
      ]);
    });

    test("everybody of another account", () => {
      const of = (account: string): object => ({ Condition: { StringEquals: { "aws:PrincipalAccount": account } } });
      expectChanges(nobody(known), trusted(known, "*", of(THEIRS)), [
        `role app trusts * if StringEquals aws:PrincipalAccount ${THEIRS} [foreign]`,
      ]);
      expectChanges(nobody(known), trusted(known, "*", of(OURS)), [
        `role app trusts * if StringEquals aws:PrincipalAccount ${OURS} [own]`,
      ]);
    });
  });

  test("where one's own account is not known, nobody is known to be foreign", () => {
    expectChanges(nobody({}), trusted({}, { AWS: THEIRS }), [`role app trusts arn:aws:iam::${THEIRS}:root`]);
  });

  test("the account of another stack of the estate is one's own", () => {
    const known: EstateSource = {
      ...telling.allowed_account_ids,
      also: [{ name: "other", provider: { aws: [{ allowed_account_ids: [THEIRS] }] } }],
    };
    expectChanges(nobody(known), trusted(known, { AWS: THEIRS }), [
      `role app trusts arn:aws:iam::${THEIRS}:root [own]`,
    ]);
  });
});

test("a trust that cannot be read is undecided, and so is what it had", () => {
  const unknown = { resource: { aws_iam_role: { app: { name: "app", assume_role_policy: "${var.trust}" } } } };
  expectChanges(trusting(ROOT), unknown, [
    "role app trusts ${var.trust} [undecided]",
    "role app trusts no more arn:aws:iam::111122223333:root [undecided]",
  ]);
});

test("an association of EKS Pod Identity is trust in its ServiceAccount", () => {
  const role = { aws_iam_role: { app: { name: "app" } } };
  const association = {
    cluster_name: "prod",
    namespace: "vision",
    service_account: "resnet",
    role_arn: "${aws_iam_role.app.arn}",
  };
  const after = { resource: { ...role, aws_eks_pod_identity_association: { a: association } } };
  expectChanges({ resource: role }, after, ["role app trusts system:serviceaccount:vision:resnet if in cluster prod"]);
  const foreign = { ...association, role_arn: "arn:aws:iam::444455556666:role/theirs" };
  expectChanges({ resource: role }, { resource: { ...role, aws_eks_pod_identity_association: { a: foreign } } }, [
    "role arn:aws:iam::444455556666:role/theirs trusts system:serviceaccount:vision:resnet if in cluster prod",
  ]);
});

test("principals that trust others come before those that trust one's own", () => {
  const of = (trusted: Readonly<Record<string, string>>): EstateSource => ({
    provider: { aws: [{ allowed_account_ids: ["111122223333"] }] },
    resource: {
      aws_iam_role: Object.fromEntries(
        Object.entries(trusted).map(([name, AWS]) => [
          name,
          { name, assume_role_policy: JSON.stringify({ Statement: [{ ...assume, Principal: { AWS } }] }) },
        ]),
      ),
    },
  });
  const changes = permissionsOf(sidesOf(of({}), of({ a: "111122223333", b: "444455556666", c: "*" })));
  expect(changes.map(({ principal }) => principal)).toEqual(["role c", "role b", "role a"]);
});
