import type { EstateSource } from "../../support/estates";
import { expectChanges } from "./words";

const ROLE = "arn:aws:iam::111122223333:role/ci";
const OTHER = "arn:aws:iam::999999999999:role/x";

const entry = (who: string, ...groups: string[]): string =>
  `- ${who.includes(":user/") ? "userarn" : "rolearn"}: ${who}\n  username: someone\n  groups: [${groups.join(", ")}]\n`;

const manifest = (data: object, name = "aws-auth"): object => ({
  apiVersion: "v1",
  kind: "ConfigMap",
  metadata: { name, namespace: "kube-system" },
  data,
});
const terraform = (kind: string, body: object): EstateSource => ({ resource: { [kind]: { auth: body } } });
const metadata = { name: "aws-auth", namespace: "kube-system" };

describe("however the ConfigMap is written", () => {
  test.each<[name: string, of: (data: object) => EstateSource]>([
    ["a manifest", (data) => ({ manifests: [manifest(data)] })],
    ["kubernetes_manifest", (data) => terraform("kubernetes_manifest", { manifest: manifest(data) })],
    ["kubernetes_config_map", (data) => terraform("kubernetes_config_map", { metadata: [metadata], data })],
    ["kubernetes_config_map_v1", (data) => terraform("kubernetes_config_map_v1", { metadata: [metadata], data })],
    [
      "kubernetes_config_map_v1_data",
      (data) => terraform("kubernetes_config_map_v1_data", { metadata: [metadata], data, force: true }),
    ],
  ])("%s", (_, of) => {
    expectChanges(of({ mapRoles: "" }), of({ mapRoles: entry(OTHER, "system:masters") }), [
      `${OTHER} gains group system:masters on * [admin]`,
    ]);
  });
});

describe("what entries give", () => {
  const of = (data: object): EstateSource => ({ manifests: [manifest(data)] });

  test.each<[name: string, before: object, after: object, expected: string[]]>([
    [
      "a user",
      {},
      { mapUsers: entry("arn:aws:iam::111122223333:user/ann", "system:masters") },
      ["arn:aws:iam::111122223333:user/ann gains group system:masters on * [admin]"],
    ],
    [
      "every user of an account",
      {},
      { mapAccounts: '- "999999999999"\n' },
      ["arn:aws:iam::999999999999:root gains sign in on * [read]"],
    ],
    [
      "a group more",
      { mapRoles: entry(ROLE, "system:nodes") },
      { mapRoles: entry(ROLE, "system:nodes", "system:masters") },
      [`${ROLE} gains group system:masters on * [admin]`],
    ],
    [
      "what nodes are",
      {},
      { mapRoles: entry(ROLE, "system:bootstrappers", "system:nodes") },
      [`${ROLE} gains group system:bootstrappers on * [write]`, `${ROLE} gains group system:nodes on * [write]`],
    ],
    [
      "a group that nothing of the estate binds",
      {},
      { mapRoles: entry(ROLE, "deployers") },
      [`${ROLE} gains group deployers on * [write] [undecided]`],
    ],
    ["no group", {}, { mapRoles: `- rolearn: ${ROLE}\n` }, [`${ROLE} gains sign in on * [read]`]],
    [
      "the same in another order",
      { mapRoles: entry(ROLE, "system:masters") + entry(OTHER, "system:nodes") },
      { mapRoles: entry(OTHER, "system:nodes") + entry(ROLE, "system:masters") },
      [],
    ],
    [
      "what is no list",
      {},
      { mapRoles: "rolearn: [" },
      ["whoever aws-auth names gains what a list that cannot be read gives on * [write] [undecided]"],
    ],
  ])("%s", (_, before, after, expected) => {
    expectChanges(of(before), of(after), expected);
  });

  test("another ConfigMap gives nothing", () => {
    const other = (data: object): EstateSource => ({ manifests: [manifest(data, "aws-author")] });
    expectChanges(other({}), other({ mapRoles: entry(OTHER, "system:masters") }), []);
  });
});

test.each<[verbs: string[], level: string]>([
  [["get"], "read"],
  [["get", "delete"], "write"],
])("a group that is bound comes to what its bindings give: %s is %s", (verbs, level) => {
  const API = { apiVersion: "rbac.authorization.k8s.io/v1" };
  const bound = [
    {
      ...API,
      kind: "ClusterRole",
      metadata: { name: "deploys" },
      rules: [{ apiGroups: [""], resources: ["pods"], verbs }],
    },
    {
      ...API,
      kind: "ClusterRoleBinding",
      metadata: { name: "b" },
      roleRef: { kind: "ClusterRole", name: "deploys" },
      subjects: [{ kind: "Group", name: "deployers" }],
    },
  ];
  const of = (data: object): EstateSource => ({ manifests: [...bound, manifest(data)] });
  expectChanges(of({}), of({ mapRoles: entry(ROLE, "deployers") }), [`${ROLE} gains group deployers on * [${level}]`]);
});

test("a role of the estate gains it under its own name", () => {
  const of = (mapRoles: string): EstateSource => ({
    resource: {
      aws_iam_role: { ci: { name: "ci" } },
      kubernetes_config_map_v1_data: { auth: { metadata: [metadata], data: { mapRoles } } },
    },
  });
  const encoded = '${yamlencode([{ rolearn = aws_iam_role.ci.arn, groups = ["system:masters"] }])}';
  expectChanges(of(""), of(encoded), ["role ci gains group system:masters on * [admin]"]);
  expectChanges(of(""), of(entry("${aws_iam_role.ci.arn}", "system:masters")), [
    "role ci gains group system:masters on * [admin]",
  ]);
});

test("a list that is known only after apply may name anybody", () => {
  const of = (mapRoles: string): EstateSource =>
    terraform("kubernetes_config_map_v1", { metadata, data: { mapRoles } });
  expectChanges(of(""), of("${var.roles}"), [
    "whoever aws-auth names gains what ${var.roles} gives on * [write] [undecided]",
  ]);
});
