import { permissionsOf } from "../../../src/change/permissions/permissions";
import type { EstateSource } from "../../support/estates";
import { sidesOf } from "../../support/sides";
import { changesOf, expectChanges } from "./words";

const API = { apiVersion: "rbac.authorization.k8s.io/v1" };

type Rule = Readonly<Record<string, readonly string[]>>;

const role = (...rules: Rule[]): object => ({
  ...API,
  kind: "Role",
  metadata: { name: "r", namespace: "vision" },
  rules,
});
const clusterRole = (name: string, rules: readonly Rule[], more: object = {}): object => ({
  ...API,
  kind: "ClusterRole",
  metadata: { name, ...(more as { metadata?: object }).metadata },
  rules,
  ...("aggregationRule" in more ? { aggregationRule: more.aggregationRule } : {}),
});
const account = { kind: "ServiceAccount", name: "resnet", namespace: "vision" };
const bound = (kind: string, name: string, ...subjects: object[]): object => ({
  ...API,
  kind: "RoleBinding",
  metadata: { name: "b", namespace: "vision" },
  roleRef: { kind, name },
  subjects: subjects.length === 0 ? [account] : subjects,
});
const clusterBound = (name: string, ...subjects: object[]): object => ({
  ...API,
  kind: "ClusterRoleBinding",
  metadata: { name: "b" },
  roleRef: { kind: "ClusterRole", name },
  subjects: subjects.length === 0 ? [account] : subjects,
});

const reads: Rule = { apiGroups: [""], resources: ["pods"], verbs: ["get", "list"] };
const WHO = "serviceAccount vision/resnet";
const NOTHING: EstateSource = { manifests: [{ apiVersion: "v1", kind: "Namespace", metadata: { name: "vision" } }] };

describe("what subjects are given", () => {
  test.each<[name: string, manifests: object[], expected: string[]]>([
    [
      "a role in a namespace",
      [role(reads), bound("Role", "r")],
      [`${WHO} gains get pods, list pods on vision/* [read]`],
    ],
    [
      "a role of the cluster in a namespace",
      [clusterRole("c", [reads]), bound("ClusterRole", "c")],
      [`${WHO} gains get pods, list pods on vision/* [read]`],
    ],
    [
      "a role of the cluster everywhere",
      [clusterRole("c", [reads]), clusterBound("c")],
      [`${WHO} gains get pods, list pods on * [read]`],
    ],
    ["a role that nobody has", [role(reads)], []],
    [
      "other groups of the API, and paths",
      [
        clusterRole("c", [
          { apiGroups: ["apps"], resources: ["deployments"], verbs: ["patch"] },
          { nonResourceURLs: ["/metrics"], verbs: ["get"] },
        ]),
        clusterBound("c"),
      ],
      [`${WHO} gains patch deployments.apps on * [write]`, `${WHO} gains get /metrics on * [read]`],
    ],
    [
      "objects by name",
      [
        role({ apiGroups: [""], resources: ["configmaps"], verbs: ["get"], resourceNames: ["a", "b"] }),
        bound("Role", "r"),
      ],
      [`${WHO} gains get configmaps on vision/a, vision/b [read]`],
    ],
    ["everything", [bound("ClusterRole", "cluster-admin")], [`${WHO} gains * * on vision/* [admin]`]],
    [
      "a role that every cluster has",
      [bound("ClusterRole", "view")],
      [`${WHO} gains ClusterRole view on vision/* [read]`],
    ],
    [
      "users and groups",
      [
        clusterRole("c", [reads]),
        clusterBound("c", { kind: "User", name: "ann" }, { kind: "Group", name: "system:authenticated" }),
      ],
      [
        "user ann gains get pods, list pods on * [read]",
        "group system:authenticated gains get pods, list pods on * [read]",
      ],
    ],
    [
      "an aggregated role",
      [
        clusterRole("all", [], { aggregationRule: { clusterRoleSelectors: [{ matchLabels: { add: "yes" } }] } }),
        clusterRole("part", [reads], { metadata: { labels: { add: "yes" } } }),
        clusterBound("all"),
      ],
      [`${WHO} gains get pods, list pods on * [read]`],
    ],
  ])("%s", (_, manifests, expected) => {
    expectChanges(NOTHING, { manifests }, expected);
  });
});

describe("what differs is said, verb by verb", () => {
  test.each<[name: string, before: Rule[], after: Rule[], expected: string[]]>([
    [
      "a rule that is split",
      [reads],
      [
        { ...reads, verbs: ["list"] },
        { ...reads, verbs: ["get"] },
      ],
      [],
    ],
    [
      "a verb more",
      [reads],
      [{ ...reads, verbs: ["get", "list", "watch"] }],
      [`${WHO} gains watch pods on vision/* [read]`],
    ],
    ["all verbs", [reads], [{ ...reads, verbs: ["*"] }], [`${WHO} gains * pods on vision/* [write]`]],
    [
      "all resources of the core group do not cover those of others",
      [{ ...reads, resources: ["*"], verbs: ["get"] }],
      [{ apiGroups: ["", "apps"], resources: ["*"], verbs: ["get"] }],
      [`${WHO} gains get *.apps on vision/* [write]`],
    ],
    [
      "fewer objects",
      [{ ...reads, verbs: ["get"] }],
      [{ ...reads, verbs: ["get"], resourceNames: ["a"] }],
      [`${WHO} loses get pods on vision/* [read]`],
    ],
  ])("%s", (_, before, after, expected) => {
    const of = (rules: Rule[]): EstateSource => ({ manifests: [role(...rules), bound("Role", "r")] });
    expectChanges(of(before), of(after), expected);
  });
});

test.each<[verb: string, group: string, resource: string, level: string]>([
  ["get", "", "pods", "read"],
  ["watch", "apps", "deployments", "read"],
  ["create", "", "pods", "write"],
  ["get", "", "secrets", "write"],
  ["list", "", "secrets", "write"],
  ["create", "", "pods/exec", "write"],
  ["get", "", "pods/exec", "write"],
  ["create", "", "serviceaccounts/token", "admin"],
  ["get", "", "nodes/proxy", "admin"],
  ["escalate", "rbac.authorization.k8s.io", "roles", "admin"],
  ["bind", "rbac.authorization.k8s.io", "clusterroles", "admin"],
  ["impersonate", "", "users", "admin"],
  ["create", "", "serviceaccounts/*", "admin"],
  ["create", "", "*/token", "admin"],
  ["get", "", "nodes/*", "admin"],
  ["get", "", "*/proxy", "admin"],
  ["list", "", "pods/*", "write"],
  ["get", "apps", "deployments/*", "read"],
  ["create", "apps", "deployments/*", "write"],
  ["create", "", "*", "admin"],
  ["create", "apps", "*", "write"],
  ["delete", "", "*", "write"],
  ["create", "admissionregistration.k8s.io", "mutatingwebhookconfigurations", "admin"],
  ["create", "admissionregistration.k8s.io", "mutatingadmissionpolicies", "admin"],
  ["patch", "admissionregistration.k8s.io", "mutatingadmissionpolicybindings", "admin"],
  ["get", "admissionregistration.k8s.io", "mutatingadmissionpolicies", "read"],
  ["*", "*", "*", "admin"],
  ["*", "", "pods", "write"],
  ["get", "*", "*", "write"],
])("%s %s/%s is %s", (verb, group, resource, level) => {
  const manifests = [role({ apiGroups: [group], resources: [resource], verbs: [verb] }), bound("Role", "r")];
  expect(changesOf(NOTHING, { manifests })).toEqual([expect.stringMatching(`\\[${level}\\]$`)]);
});

test("objects are named with their namespace", () => {
  const [change] = permissionsOf(sidesOf(NOTHING, { manifests: [role(reads), bound("Role", "r")] }));
  expect(change).toMatchObject({
    resource: "RoleBinding/b",
    namespace: "vision",
    gained: [{ through: { resource: "RoleBinding/b", namespace: "vision" } }],
  });
  const everywhere = permissionsOf(sidesOf(NOTHING, { manifests: [clusterRole("c", [reads]), clusterBound("c")] }));
  expect(everywhere).toMatchObject([{ resource: "ClusterRoleBinding/b" }]);
  expect(everywhere[0]).not.toHaveProperty("namespace");
});

test("roles of Terraform are read like manifests, and each stack is a cluster of its own", () => {
  const of = (...verbs: string[]): EstateSource => ({
    resource: {
      kubernetes_role: {
        r: { metadata: { name: "r", namespace: "vision" }, rule: [{ api_groups: [""], resources: ["pods"], verbs }] },
      },
      kubernetes_role_binding: {
        b: {
          metadata: { name: "b", namespace: "vision" },
          role_ref: {
            api_group: "rbac.authorization.k8s.io",
            kind: "Role",
            name: "${kubernetes_role.r.metadata[0].name}",
          },
          subject: [account],
        },
      },
    },
  });
  expectChanges(of("get"), of("get", "delete"), [`${WHO} gains delete pods on vision/* [write]`]);
});

describe("what kubernetes_manifest applies is read like manifests", () => {
  const of = (...manifests: object[]): EstateSource => ({
    resource: {
      kubernetes_manifest: Object.fromEntries(manifests.map((manifest, index) => [`m${index}`, { manifest }])),
      kubernetes_namespace: { vision: { metadata: [{ name: "vision" }] } },
    },
  });
  const other = { kind: "ServiceAccount", name: "other", namespace: "vision" };

  test.each<[name: string, before: object[], after: object[], expected: string[]]>([
    ["a binding", [], [clusterBound("admin")], [`${WHO} gains ClusterRole admin on * [admin]`]],
    [
      "a subject more",
      [clusterBound("cluster-admin", account)],
      [clusterBound("cluster-admin", account, other)],
      ["serviceAccount vision/other gains * * on * [admin]"],
    ],
    [
      "a verb more",
      [clusterRole("c", [reads]), clusterBound("c")],
      [clusterRole("c", [{ ...reads, verbs: ["get", "list", "delete"] }]), clusterBound("c")],
      [`${WHO} gains delete pods on * [write]`],
    ],
  ])("%s", (_, before, after, expected) => {
    expectChanges(of(...before), of(...after), expected);
  });
});

test("rules that are not known are undecided", () => {
  const of = (verbs: unknown): EstateSource => ({
    resource: {
      kubernetes_cluster_role: {
        r: { metadata: { name: "r" }, rule: [{ api_groups: [""], resources: ["pods"], verbs }] },
      },
      kubernetes_cluster_role_binding: {
        b: {
          metadata: { name: "b" },
          role_ref: { api_group: "rbac.authorization.k8s.io", kind: "ClusterRole", name: "r" },
          subject: [account],
        },
      },
    },
  });
  expect(changesOf(of(["get"]), of(["get", "${var.verb}"]))).toEqual([
    `${WHO} gains \${var.verb} pods on * [write] [undecided]`,
  ]);
  expect(changesOf(of("${var.verbs}"), of("${var.verbs}"))).toEqual([]);
});

test("roles that gather each other have an end", () => {
  const gathers = (name: string): object =>
    clusterRole(name, [reads], {
      metadata: { labels: { add: "yes" } },
      aggregationRule: { clusterRoleSelectors: [{ matchLabels: { add: "yes" } }] },
    });
  const manifests = [gathers("one"), gathers("other"), clusterBound("one")];
  expect(changesOf(NOTHING, { manifests })).toEqual([`${WHO} gains get pods, list pods on * [read]`]);
});
