import { readFileSync } from "node:fs";
import { join } from "node:path";

import Ajv2020 = require("ajv/dist/2020");

import { renderJson } from "../../../src/change/render/json";
import type { ChangeReport } from "../../../src/change/report";
import { change, HOSTILE_NAMES, hostile, huge, named, pullRequest, report, resource } from "./reports";

type Node = Record<string, unknown>;

const SCHEMA = schema("diff.schema.json");
const validate = new Ajv2020.default({
  strict: true,
  strictRequired: false,
  allowUnionTypes: true,
  allErrors: true,
}).compile(SCHEMA);

function schema(name: string): Node {
  return JSON.parse(readFileSync(join(__dirname, "../../../docs/schemas", name), "utf8")) as Node;
}

function problems(of: unknown): readonly string[] {
  return validate(of) ? [] : (validate.errors ?? []).map((error) => `${error.instancePath} ${error.message}`);
}

function parsed(of = pullRequest()): Node {
  return JSON.parse(renderJson(of)) as Node;
}

test.each<[string, ChangeReport]>([
  ["nothing changed", report()],
  ["a pull request", pullRequest()],
  ["hostile names", hostile()],
  ["500 of everything", huge(500)],
  ["a failed plan", report({ warnings: ["planning failed"] })],
])("%s: fits the schema", (_, of) => {
  expect(problems(parsed(of))).toEqual([]);
});

test("every key is there, in one order", () => {
  expect(Object.keys(parsed(report()))).toEqual([
    "version",
    "basis",
    "inputs",
    "verdict",
    "summary",
    "changes",
    "drift",
    "blastRadius",
    "exposure",
    "permissions",
    "dataLoss",
    "findings",
    "cost",
    "guards",
  ]);
});

test("a change is its address, what differs and why, and no resource; what is not known is null", () => {
  const { changes } = parsed() as { changes: readonly Node[] };
  expect(changes.map(({ action }) => action)).toEqual(["destroy", "replace", "update", "create"]);
  expect(changes[1]).toEqual({
    resource: "aws_eks_node_group.l4",
    root: "platform",
    kind: "aws_eks_node_group",
    namespace: null,
    action: "replace",
    previousAddress: null,
    constructPath: "platform/aws_eks_node_group.l4/Resource",
    file: "cdktf.out/stacks/platform/cdk.tf.json",
    line: 12,
    attributes: [
      {
        path: "instance_types.0",
        before: { text: '"g5.xlarge"', hidden: null },
        after: { text: '"g6.xlarge"', hidden: null },
        replaces: true,
      },
    ],
    importId: null,
    deferred: null,
    reason: "instance_types cannot be changed in place",
    createsFirst: false,
    leavesBehind: false,
    isEstimate: true,
  });
});

test("attributes of a resource that no change shows are not in it", () => {
  const secret = resource("aws_db_instance.a", { attributes: { password: "hunter2", tags: { a: "hunter2" } } });
  const json = renderJson(
    report({ changes: [change("update", "aws_db_instance.a", { before: secret, after: secret })] }),
  );
  expect(json).toContain("aws_db_instance.a");
  expect(json).not.toContain("hunter2");
});

test("entries of every part name their resource", () => {
  const of = parsed() as unknown as Record<string, readonly Node[]> & {
    readonly blastRadius: { readonly hits: readonly Node[] };
    readonly exposure: { readonly gained: readonly Node[]; readonly lost: readonly Node[] };
    readonly findings: { readonly added: readonly Node[] };
    readonly cost: { readonly items: readonly Node[]; readonly unpriced: readonly Node[] };
  };
  const entries = [
    ...(of.changes ?? []),
    ...(of.drift ?? []),
    ...(of.permissions ?? []),
    ...(of.dataLoss ?? []),
    ...of.blastRadius.hits,
    ...of.exposure.gained,
    ...of.exposure.lost,
    ...of.findings.added,
    ...of.cost.items,
    ...of.cost.unpriced,
  ];
  expect(entries).toHaveLength(14);
  for (const entry of entries) {
    expect(entry).toMatchObject({ resource: expect.any(String), root: expect.any(String), kind: expect.any(String) });
  }
});

test("a hit, a reach and a principal are told whole", () => {
  const of = parsed() as unknown as ChangeReport;
  expect(of.blastRadius.hits[0]).toMatchObject({
    resource: "Deployment/resnet",
    type: "endpoint",
    name: "resnet",
    tenant: "vision",
    tier: "prod",
    action: "replace",
    path: [{ resource: "aws_eks_node_group.l4", via: "" }, { via: "pods land in the pool" }],
  });
  expect(of.exposure.gained[0]).toMatchObject({ source: "internet", from: "0.0.0.0/0", what: "tcp 8501" });
  expect(of.permissions[0]?.gained[0]).toMatchObject({ actions: ["s3:GetObject"], level: "read", undecided: false });
  expect(of.cost.monthlyDelta).toEqual({ low: -294.75, high: -1179.01 });
});

test("names come back as they went in", () => {
  const { changes } = parsed(hostile()) as { changes: readonly Node[] };
  expect(changes.map((each) => each.resource).sort()).toEqual([...HOSTILE_NAMES].sort());
});

test("every change stands on a line of its own", () => {
  const lines = renderJson(huge(300)).split("\n");
  expect(lines.filter((line) => /^ {4}\{"resource":"aws_s3_bucket\.b\d+"/.test(line))).toHaveLength(300);
});

test("the same report is the same text, whatever the order of its changes", () => {
  const of = pullRequest();
  expect(renderJson({ ...of, changes: [...of.changes].reverse() })).toBe(renderJson(of));
});

describe("the schema refuses", () => {
  const spoiled = (key: string, value: unknown) => (of: Node) => ({ ...of, [key]: value });
  const inside = (key: string, entry: Node) => (of: Node) => {
    const [first] = of[key] as readonly Node[];
    return { ...of, [key]: [{ ...first, ...entry }] };
  };
  test.each<[string, (of: Node) => Node]>([
    ["a key at the top that nobody knows", spoiled("extra", 1)],
    ["a verdict that is none", spoiled("verdict", "ok")],
    ["a basis that is none", spoiled("basis", "guess")],
    ["a report without guards", ({ guards: _, ...of }) => of],
    ["a change with a key that nobody knows", inside("changes", { after: {} })],
    ["a change with an action that is none", inside("changes", { action: "delete" })],
    ["a change without its resource", inside("changes", { resource: undefined })],
    [
      "a value that is no text",
      inside("changes", { attributes: [{ path: "a", before: 1, after: null, replaces: true }] }),
    ],
    ["drift with a reason", inside("drift", { reason: "x" })],
    ["a guard that is not decided", inside("guards", { broken: null })],
    ["a data loss of an import", inside("dataLoss", { action: "import" })],
    ["a level that is none", inside("permissions", { gained: [{ level: "root" }] })],
    ["a summary without counts", (of) => ({ ...of, summary: { ...(of.summary as Node), counts: {} } })],
    ["another currency", (of) => ({ ...of, cost: { ...(of.cost as Node), currency: "EUR" } })],
    [
      "a cost that is no number",
      (of) => ({ ...of, cost: { ...(of.cost as Node), monthlyDelta: { low: 0, high: null } } }),
    ],
    ["a source that is none", (of) => ({ ...of, exposure: { gained: [{ source: "moon" }], lost: [] } })],
  ])("%s", (_, spoil) => {
    expect(problems(parsed())).toEqual([]);
    expect(problems(JSON.parse(JSON.stringify(spoil(parsed()))))).not.toEqual([]);
  });
});

test("findings have the shape that check gives them", () => {
  const ours = SCHEMA.$defs as Record<string, Node>;
  const checks = schema("check.schema.json").$defs as Record<string, Node>;
  for (const name of ["severity", "category", "count", "date", "findingProperties", "finding", "waivedFinding"]) {
    expect(checks[name]).toBeDefined();
    expect(ours[name]).toEqual(checks[name]);
  }
});

test("every property of the schema is described", () => {
  const missing: string[] = [];
  const definitions = SCHEMA.$defs as Record<string, Node>;
  const visit = (path: string, node: Node): void => {
    for (const [name, property] of Object.entries((node.properties ?? {}) as Record<string, Node>)) {
      const target = definitions[String(property.$ref ?? "").replace("#/$defs/", "")];
      if (property.description === undefined && target?.description === undefined) {
        missing.push(`${path}/${name}`);
      }
      visit(`${path}/${name}`, property);
    }
  };
  visit("", SCHEMA);
  for (const [name, definition] of Object.entries(definitions)) {
    visit(name, definition);
  }
  expect(missing).toEqual([]);
});

test("what turns the direction of a text around is escaped", () => {
  const turned = { ...pullRequest(), inputs: { before: ["a\u202eb"], after: ["c\u2066d"] } };
  const text = renderJson(turned);
  expect(text).not.toMatch(/[\u202a-\u202e\u2066-\u2069]/);
  expect(JSON.parse(text).inputs).toEqual(turned.inputs);
});

test("a permission says what its actions come to, what it was held on, and what is missing", () => {
  const through = named("aws_iam_policy.p");
  const held = { conditions: [], heldIf: ["A b"], through, undecided: true, kind: "no-longer-denied" } as const;
  const permission = {
    ...held,
    actions: ["s3:*"],
    perLevel: { admin: 0, write: 90, read: 70 },
    written: ["s3:*"],
    resources: ["*"],
    level: "write",
    missing: "the document of a policy that it has",
  } as const;
  const trust = { ...held, who: "x", isAnyone: false };
  const principal = {
    ...named("aws_iam_role.r"),
    principal: "role r",
    trust: { gained: [trust], lost: [] },
    gained: [permission],
    lost: [],
  };
  const of = parsed({ ...pullRequest(), permissions: [principal] });
  expect(problems(of)).toEqual([]);
  expect(of.permissions).toMatchObject([
    { trust: { gained: [{ ...trust, isForeign: null }] }, gained: [permission], lost: [] },
  ]);
});
