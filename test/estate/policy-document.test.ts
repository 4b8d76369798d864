import * as fc from "fast-check";
import { policyStatements } from "../../src/estate/policy-document";
import { PolicyDocumentError } from "../../src/estate/policy-element";
import { allows, covers, isAnyone, isEverything, principals } from "../../src/estate/policy-statement";
import type { Value } from "../../src/estate/resource";
import { Unknown } from "../../src/estate/unknown";
import { estate, made, ref } from "./joins/made";

const none = estate();
const ARN = "${aws_s3_bucket.b.arn}";
const READ = { Effect: "Allow", Action: "s3:GetObject", Resource: `${ARN}/*` };

function statements(value: Value, graph = none): ReturnType<typeof policyStatements> {
  return policyStatements(value, graph, "app");
}

test("one statement has one shape, wherever it is written", () => {
  const block = { effect: null, actions: ["s3:GetObject"], resources: [`${ARN}/*`] };
  const document = made("data.aws_iam_policy_document.read", { statement: [block], json: null });
  const policy = made("aws_iam_policy.read", { policy: JSON.stringify({ Statement: [READ] }) });
  const graph = estate(document, policy);
  const forms: Value[] = [
    JSON.stringify({ Version: "2012-10-17", Statement: [READ] }),
    { Statement: READ },
    new Unknown([], JSON.stringify({ Statement: [READ] })),
    new Unknown([], `{"Statement":[{"Effect":"Allow","Action":"s3:GetObject","Resource":"${ARN}/*"}]}`),
    new Unknown(
      [],
      `\${jsonencode({Statement = [{Effect = "Allow", Action = "s3:GetObject", Resource = "${ARN}/*"}]})}`,
    ),
    new Unknown(
      [],
      `\${jsonencode({"Statement": [{"Effect": "Allow", "Action": ["s3:GetObject"], "Resource": "${ARN}/*"}]})}`,
    ),
    ref("data.aws_iam_policy_document.read", "json"),
    ref("data.aws_iam_policy_document.read", "json", false),
    ref("aws_iam_policy.read", "policy"),
  ];
  for (const form of forms) {
    expect(statements(form, graph)).toEqual([
      {
        sid: "",
        effect: "Allow",
        actions: ["s3:GetObject"],
        not_actions: [],
        resources: [`${ARN}/*`],
        not_resources: [],
        principals: [],
        not_principals: [],
        conditions: [],
      },
    ]);
  }
});

test("quotes within a placeholder do not end the text", () => {
  const text = `{"Statement":[{"Effect":"Deny","Action":"*","Resource":"\${join("/", [aws_s3_bucket.b.arn, "*"])}"}]}`;
  expect(statements(new Unknown([], text))).toMatchObject([{ effect: "Deny", resources: [expect.any(String)] }]);
});

test("a variable could be anything, what a resource gives out could not", () => {
  const found = statements({ Statement: [{ ...READ, Resource: ["${var.x}", ARN, "${aws:username}"] }] });
  expect(found).toMatchObject([{ resources: [expect.any(Unknown), ARN, "${aws:username}"] }]);
});

test.each<[string, Value]>([
  ["a text", "hello"],
  ["a list", "[]"],
  ["no statement", "{}"],
  ["no action", { Statement: { Effect: "Allow" } }],
  ["an effect of its own", { Statement: { ...READ, Effect: "allow" } }],
  ["a number", 3],
  ["text of an unknown value", new Unknown([], "hello ${var.x}")],
])("%s is not a policy document", (_, value) => {
  expect(() => statements(value)).toThrow(PolicyDocumentError);
  expect(() => statements(value)).toThrow(/^the document is no policy: /);
});

test.each<[string, Value]>([
  ["a variable", new Unknown([], "${var.policy}")],
  ["nothing known", new Unknown()],
  ["a call around a document", new Unknown([], "${replace(data.aws_iam_policy_document.x.json, 1, 2)}")],
  ["a document elsewhere", ref("data.aws_iam_policy_document.gone", "json")],
  ["an encoded variable", new Unknown([], "${jsonencode(var.policy)}")],
])("%s is unknown", (_, value) => {
  expect(statements(value)).toBeInstanceOf(Unknown);
});

test("documents are merged by the ids of their statements", () => {
  const document = (name: string, sid: string, action: string, more = {}) =>
    made(`data.aws_iam_policy_document.${name}`, { statement: [{ sid, actions: [action] }], ...more });
  const graph = estate(
    document("base", "A", "s3:Get*"),
    document("over", "A", "s3:*"),
    document("all", "B", "kms:*", {
      source_policy_documents: [ref("data.aws_iam_policy_document.base", "json")],
      override_policy_documents: [ref("data.aws_iam_policy_document.over", "json")],
    }),
    document("lost", "C", "s3:*", { source_policy_documents: [new Unknown()] }),
    document("loop", "D", "s3:*", { source_policy_documents: [ref("data.aws_iam_policy_document.loop", "json")] }),
  );
  expect(statements(ref("data.aws_iam_policy_document.all", "json"), graph)).toMatchObject([
    { sid: "A", actions: ["s3:*"] },
    { sid: "B", actions: ["kms:*"] },
  ]);
  expect(statements(ref("data.aws_iam_policy_document.lost", "json"), graph)).toBeInstanceOf(Unknown);
  expect(statements(ref("data.aws_iam_policy_document.loop", "json"), graph)).toBeInstanceOf(Unknown);
});

test.each<[Value, boolean | "unknown"]>([
  ["*", true],
  ["s3:*", true],
  ["S3:put*", true],
  ["s3:Put?bject", true],
  ["s3:Get*", false],
  ["s3:${var.x}", "unknown"],
  ["kms:${var.x}", false],
  [new Unknown(), "unknown"],
])("%p covers s3:PutObject: %s", (pattern, expected) => {
  const answer = covers(pattern, "s3:PutObject");
  expect(answer instanceof Unknown ? "unknown" : answer).toBe(expected);
});

test("questions about statements", () => {
  const [one, two, three, four] = statements({
    Statement: [
      { Effect: "Allow", NotAction: "iam:*", Principal: "*" },
      { Effect: "Deny", Action: "*", Principal: { AWS: ["arn:aws:iam::1:root", "*"] } },
      { Effect: "Allow", Action: "*", Principal: { Service: ["a.amazonaws.com"], AWS: "${var.who}" } },
      { Effect: "Allow", Action: "*", Principal: { AWS: "${aws_iam_role.r.arn}" } },
    ],
  }) as never[];
  expect([
    allows(one as never, "s3:PutObject"),
    allows(one as never, "iam:PassRole"),
    allows(two as never, "s3:x"),
  ]).toEqual([true, false, false]);
  expect([one, two, three, four].map((each) => isAnyone(each as never))).toEqual([
    true,
    true,
    expect.any(Unknown),
    false,
  ]);
  expect(principals(three as never, "Service")).toEqual(["a.amazonaws.com"]);
  expect(isEverything(ref("aws_s3_bucket.b", "arn", false))).toBe(false);
});

test.each([
  ["${aws_iam_role.r.arn}", false],
  ["${data.aws_iam_role.r[0].arn}", false],
  ["arn:aws:iam::${local.account}:root", false],
  ["${aws_s3_bucket.b.arn}/*", false],
  ["${var.principal}", "undecided"],
  ['${var.open ? "*" : aws_iam_role.r.arn}', "undecided"],
  ["${var.prefix}*", "undecided"],
  ['%{ if var.open }*%{ else }${"$"}{local.role}%{ endif }', "undecided"],
])("%s may be everything: %s", (text, expected) => {
  const verdict = isEverything(new Unknown([], text));
  expect(verdict instanceof Unknown ? "undecided" : verdict).toBe(expected);
});

test("any JSON is statements, unknown or the one error", () => {
  const near = fc.record({
    Statement: fc.oneof(
      fc.jsonValue(),
      fc.record({
        Effect: fc.constantFrom("Allow", "x"),
        Action: fc.jsonValue(),
        Principal: fc.jsonValue(),
        Condition: fc.jsonValue(),
        __proto__: fc.jsonValue(),
      }),
    ),
  });
  fc.assert(
    fc.property(fc.oneof(fc.jsonValue(), near), fc.boolean(), (json, asText) => {
      try {
        const found = statements(asText ? JSON.stringify(json) : (json as Value));
        expect(found instanceof Unknown || Array.isArray(found)).toBe(true);
      } catch (error) {
        expect(error).toBeInstanceOf(PolicyDocumentError);
      }
    }),
    { numRuns: 500 },
  );
});
