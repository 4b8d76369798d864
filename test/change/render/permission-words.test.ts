import { permissionsOf } from "../../../src/change/permissions/permissions";
import { comesTo, levelWord, permissionWords, trustWords, verbOf } from "../../../src/change/render/permission-words";
import type { Permission, Trust } from "../../../src/change/report";
import type { EstateSource } from "../../support/estates";
import { sidesOf } from "../../support/sides";
import { named } from "./reports";

const through = named("aws_iam_policy.p");
const binding = { ...named("RoleBinding/b"), kind: "rbac.authorization.k8s.io/v1 RoleBinding" };

const permission: Permission = {
  actions: ["s3:GetObject"],
  written: ["s3:GetObject"],
  resources: ["*"],
  conditions: [],
  through,
  level: "read",
  undecided: false,
};
const trust: Trust = { who: "*", conditions: [], through, isAnyone: false, undecided: false };
const LEVELS = { admin: 2, write: 1, read: 1 };
const unread = (written: string): Partial<Permission> => ({
  actions: [written],
  written: [written],
  level: "write",
  undecided: true,
  isUnread: true,
});
const many = (amount: number): string[] => Array.from({ length: amount }, (_, index) => `s3:GetA${index}`);

test.each<[name: string, given: Partial<Permission>, text: string]>([
  ["what is written is what it is", {}, "s3:GetObject on *"],
  ["what nobody wrote", { written: [] }, "s3:GetObject on *"],
  [
    "conditions, and what is known after apply",
    { conditions: ["A b", "C d"], undecided: true },
    "s3:GetObject on * if A b and C d, undecided before apply",
  ],
  [
    "what is not in the input, and apply does not tell",
    { undecided: true, missing: "the document of a policy that it has" },
    "s3:GetObject on *, which cannot be told: the document of a policy that it has is not in the input",
  ],
  [
    "a policy of which a plan tells what it refers to",
    unread("${aws_s3_bucket.n.arn}, ${aws_s3_bucket.n.id}, ${module.q.aws_sqs_queue.q[0].arn}"),
    "what a policy allows that refers to aws_s3_bucket.n and module.q.aws_sqs_queue.q[0], known only after apply",
  ],
  [
    "a policy that is a data source",
    unread('${data.aws_iam_policy_document.x["a.b"].json}'),
    'what a policy allows that refers to data.aws_iam_policy_document.x["a.b"], known only after apply',
  ],
  [
    "a policy that refers to many",
    unread(
      many(7)
        .map((_, index) => `\${aws_sqs_queue.q${index}.arn}`)
        .join(", "),
    ),
    `what a policy allows that refers to ${many(5)
      .map((_, index) => `aws_sqs_queue.q${index}`)
      .join(" and ")} and 2 more, known only after apply`,
  ],
  [
    "a policy that is an input",
    unread("${var.p}"),
    "what a policy allows that refers to var.p, known only after apply",
  ],
  [
    "a policy that is a call",
    unread('${file("p.json")}'),
    'what a policy allows that is made of ${file("p.json")}, known only after apply',
  ],
  ["a policy of which nothing is told", unread("(known after apply)"), "what a policy allows, known only after apply"],
  [
    "a policy that is none",
    { ...unread("a policy that cannot be read"), missing: "the document of a policy that can be read" },
    "what a policy allows, which cannot be told: a policy cannot be read",
  ],
  [
    "a policy of a resource",
    { ...unread("${aws_sqs_queue.q.arn}"), resources: ["arn:b"] },
    "what a policy allows that refers to aws_sqs_queue.q on arn:b, known only after apply",
  ],
  [
    "what is words already",
    unread("all that the boundary b kept back"),
    "all that the boundary b kept back, known only after apply",
  ],
  ["a Deny that goes", { kind: "no-longer-denied" }, "no longer denied: s3:GetObject on *"],
  [
    "conditions that go",
    { heldIf: ["A b and C d", "E f"] },
    "s3:GetObject on *, no longer only if A b and C d, or if E f",
  ],
  [
    "many conditions that go",
    { heldIf: many(7) },
    `s3:GetObject on *, no longer only if ${many(5).join(", or if ")}, or on 2 more`,
  ],
  [
    "many resources",
    { resources: many(7) },
    "s3:GetObject on s3:GetA0, s3:GetA1, s3:GetA2, s3:GetA3, s3:GetA4 and 2 more",
  ],
])("a permission: %s", (_, given, text) => {
  expect(permissionWords({ ...permission, ...given })).toBe(text);
});

test.each<[name: string, given: Partial<Permission>, text: string]>([
  ["single actions in another order", { written: ["a:B", "a:A"], actions: ["a:A", "a:B"] }, ""],
  ["everything", { written: ["*"], actions: ["*"], perLevel: LEVELS }, ""],
  ["all of everything that is new", { written: ["*"], actions: ["* except s3:GetA"], perLevel: LEVELS }, ""],
  [
    "all but a service",
    { written: ["NotAction iam:*"], actions: ["* except iam:*"], perLevel: LEVELS },
    "4 actions: 2 admin, 1 write, 1 read",
  ],
  ["everything by the name of a policy", { written: ["policy AdministratorAccess"], actions: ["*"] }, "every action"],
  [
    "a few actions, by name",
    { written: ["s3:Get*"], actions: ["s3:GetA", "s3:GetB"], perLevel: { admin: 0, write: 0, read: 2 } },
    "s3:GetA, s3:GetB",
  ],
  [
    "many actions, by level",
    { written: ["s3:Get*"], actions: many(1200), perLevel: { admin: 0, write: 200, read: 1000 } },
    "1,200 actions: 200 write, 1,000 read",
  ],
  [
    "a whole service, which no list of its actions says",
    { written: ["iam:*"], actions: ["iam:*"], perLevel: { admin: 3, write: 2, read: 1 } },
    "6 actions: 3 admin, 2 write, 1 read",
  ],
  ["a single action by a pattern", { written: ["s3:GetA?"], actions: ["s3:GetAb"] }, "s3:GetAb"],
  ["a policy of which nobody has read what it gives", { written: ["policy x"], actions: ["policy x"] }, ""],
  [
    "permissions of a role of Google",
    { written: ["roles/mine"], actions: many(7) },
    "s3:GetA0, s3:GetA1, s3:GetA2, s3:GetA3, s3:GetA4 and 2 more",
  ],
  [
    "verbs of one resource together",
    { written: ["Role r"], actions: ["get pods", "list pods", "* secrets", "get /metrics"], through: binding },
    "get/list pods, * secrets, get /metrics",
  ],
  [
    "more resources than there is room for",
    { written: ["Role r"], actions: many(8).flatMap((name) => [`get ${name}`, `list ${name}`]), through: binding },
    "get/list s3:GetA0, get/list s3:GetA1, get/list s3:GetA2, get/list s3:GetA3, get/list s3:GetA4 and 3 more",
  ],
  ["a role that is made elsewhere", { written: ["Role r"], actions: ["Role r"], through: binding }, ""],
])("what is written comes to: %s", (_, given, text) => {
  expect(comesTo({ ...permission, ...given })).toBe(text);
});

test.each<[name: string, given: Partial<Trust>, text: string]>([
  ["anyone is called anyone", { isAnyone: true }, "may be assumed by anyone (*)"],
  ["another account", { who: "a", isForeign: true }, "may be assumed by a, which is of another account"],
  [
    "a Deny that goes is no condition",
    { who: "a", conditions: ["A b"], kind: "no-longer-denied" },
    "may be assumed by a if A b, no longer denied",
  ],
  [
    "a condition that goes",
    { who: "a", heldIf: ["StringEquals sts:ExternalId ..."], undecided: true },
    "may be assumed by a, no longer only if StringEquals sts:ExternalId ..., undecided before apply",
  ],
])("trust: %s", (_, given, text) => {
  expect(trustWords({ ...trust, ...given })).toBe(text);
});

test("what goes is kept on the conditions that come", () => {
  expect(permissionWords({ ...permission, heldIf: ["A b"] }, "lost")).toBe("s3:GetObject on *, now only if A b");
  expect(trustWords({ ...trust, who: "a", heldIf: ["A b"] }, "lost")).toBe("may be assumed by a, now only if A b");
});

describe("of a change", () => {
  const iam = (action: string): EstateSource => ({
    resource: {
      aws_iam_role: { app: { name: "app" } },
      aws_iam_role_policy: {
        p: {
          role: "app",
          policy: JSON.stringify({ Statement: [{ Effect: "Allow", Action: action, Resource: "*" }] }),
        },
      },
    },
  });
  const words = (before: EstateSource, after: EstateSource): readonly string[] =>
    permissionsOf(sidesOf(before, after)).flatMap(({ gained }) => gained.map((each) => permissionWords(each)));

  test.each<[action: string, text: RegExp]>([
    ["s3:*", /^s3:\* \(\d+ actions: \d+ write, \d+ read\) on \*$/],
    ["iam:*", /^iam:\* \(\d+ actions: \d+ admin, \d+ write, \d+ read\) on \*$/],
    ["s3:GetObjectT*", /^s3:GetObjectT\* \(s3:GetObjectTagging, s3:GetObjectTorrent\) on \*$/],
    ["*", /^\* on \*$/],
  ])("%s", (action, text) => {
    expect(words(iam("sqs:ListQueues"), iam(action))).toEqual([expect.stringMatching(text)]);
  });

  test("a role of Kubernetes says what it lets one do", () => {
    const rbac = (resources: string[], verbs: string[]): EstateSource => ({
      manifests: [
        {
          apiVersion: "rbac.authorization.k8s.io/v1",
          kind: "Role",
          metadata: { name: "r", namespace: "serve" },
          rules: [{ apiGroups: [""], resources, verbs }],
        },
        {
          apiVersion: "rbac.authorization.k8s.io/v1",
          kind: "RoleBinding",
          metadata: { name: "r", namespace: "serve" },
          roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "Role", name: "r" },
          subjects: [{ kind: "ServiceAccount", name: "triton", namespace: "serve" }],
        },
      ],
    });
    expect(words(rbac(["configmaps"], ["get"]), rbac(["secrets", "pods/exec"], ["*"]))).toEqual([
      "Role r (* secrets, * pods/exec) on serve/*",
    ]);
    expect(words(rbac(["configmaps"], ["get"]), rbac(["pods", "services"], ["get", "list", "watch"]))).toEqual([
      "Role r (get/list/watch pods, get/list/watch services) on serve/*",
    ]);
  });
});

test.each<[name: string, given: Partial<Permission>, level: string, verb: string]>([
  ["actions", {}, "read", "may"],
  ["everything", { written: ["*"], actions: ["*"], level: "admin" }, "admin", "may"],
  ["nearly everything", { written: [], actions: ["* except iam:*"], level: "write" }, "write", "may"],
  ["a role of Kubernetes", { written: ["Role r"], actions: ["* secrets"] }, "read", "gets"],
  ["a role of Google", { written: ["roles/storage.objectViewer"] }, "read", "gets"],
  ["a policy of AWS", { written: ["policy ReadOnlyAccess"] }, "read", "gets"],
  ["to act as somebody", { written: ["act as role app"] }, "read", "may"],
  ["what is known after apply", unread("${aws_sqs_queue.q.arn}"), "undecided", "gets"],
  [
    "what no apply tells",
    { ...unread("policy p"), missing: "the document of a policy that it has" },
    "unknown",
    "gets",
  ],
  ["an action that is known, and undecided", { undecided: true }, "read", "may"],
])("what a permission amounts to, and how it is given: %s", (_, given, level, verb) => {
  const whole = { ...permission, ...given };
  expect([levelWord(whole), verbOf(whole)]).toEqual([level, verb]);
});

test.each<[name: string, given: Partial<Trust>, text: string]>([
  [
    "a trust of which a plan tells what it refers to",
    { who: "${aws_iam_openid_connect_provider.p.arn}", isUnread: true },
    "may be assumed by whoever a policy names that refers to aws_iam_openid_connect_provider.p, known only after apply",
  ],
  [
    "a trust that is none",
    {
      who: "a policy that cannot be read",
      isUnread: true,
      missing: "the document of a policy that can be read",
    },
    "may be assumed by whoever a policy names, which cannot be told: a policy cannot be read",
  ],
  [
    "somebody who is not known",
    { who: "${aws_iam_role.r.arn}" },
    "may be assumed by ${aws_iam_role.r.arn}, undecided before apply",
  ],
])("%s", (_, given, text) => {
  expect(trustWords({ ...trust, undecided: true, ...given })).toBe(text);
});

test("no report invents an action, a level or a place for a policy that is known only after apply", () => {
  const role = { aws_iam_role: { app: { name: "app" } } };
  const policy = { aws_iam_role_policy: { p: { role: "app", policy: "${aws_sqs_queue.q.arn}" } } };
  const [change] = permissionsOf(sidesOf({ resource: role }, { resource: { ...role, ...policy } }));
  expect(change?.gained.map((each) => `${levelWord(each)}: ${permissionWords(each)}`)).toEqual([
    "undecided: what a policy allows that refers to aws_sqs_queue.q, known only after apply",
  ]);
});
