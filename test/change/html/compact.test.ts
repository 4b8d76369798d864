import { pageDataOf } from "../../../src/change/html/compact";
import type { PageData, Place } from "../../../src/change/html/page-data";
import type { Hit, Named, Permission } from "../../../src/change/report";
import { emptyReport } from "./other-reports";
import { servingPicture } from "./serving-picture";
import { servingReport } from "./serving-report";
import { GATEWAY_RULE, L4_POOL, OLD_BUCKET } from "./serving-resources";

const NOTHING = { nodes: [], edges: [] };

function nameOf({ nodes, names }: PageData, at: Place): readonly [string, string, string] {
  return typeof at === "number"
    ? [nodes.resource[at] ?? "", names.roots[nodes.root[at] ?? -1] ?? "", names.kinds[nodes.kind[at] ?? -1] ?? ""]
    : at;
}

describe("the serving report", () => {
  const data = pageDataOf(servingReport(), servingPicture());

  test("every changed resource is a row of the graph, with its action and its state", () => {
    expect(data.changes).toHaveLength(10);
    for (const { at, action } of data.changes) {
      expect(typeof at).toBe("number");
      const row = Number(at);
      expect(data.nodes.state[row]).toBe(0);
      expect(data.actions[data.nodes.action[row] ?? -1]).toBe(action);
    }
  });

  test("what cannot be taken back stands first", () => {
    expect(data.changes.slice(0, 3).map(({ at, action }) => [nameOf(data, at)[0], action])).toEqual([
      [OLD_BUCKET.resource, "destroy"],
      [L4_POOL.resource, "replace"],
      [GATEWAY_RULE.resource, "update"],
    ]);
  });

  test("attributes say before, after, and what forces a replacement", () => {
    const pool = data.changes.find(({ at }) => nameOf(data, at)[0] === L4_POOL.resource);
    expect(pool?.attributes).toEqual([
      ["instance_types.0", ['"g5.xlarge"', 0], ['"g6.xlarge"', 0], 1],
      ["labels.gpu", ['"nvidia-a10g"', 0], ['"nvidia-l4"', 0], 0],
      ["scaling_config.0.max_size", ["3", 0], ["6", 0], 0],
    ]);
  });

  test("masked and unknown values are told apart", () => {
    const hidden = data.changes.flatMap(({ attributes }) => attributes.filter(([, , after]) => (after?.[1] ?? 0) > 0));
    expect(hidden).toEqual([
      ["data.token", ["(sensitive)", 1], ["(sensitive)", 1], 0],
      ["arn", null, ["(known after apply)", 2], 0],
    ]);
  });

  test("every edge is kept, from what depends to what it depends on", () => {
    const picture = servingPicture();
    expect(data.edges).toHaveLength(picture.edges.length * 3);
    const [from, to, via] = data.edges.slice(0, 3);
    expect([nameOf(data, from ?? -1)[0], nameOf(data, to ?? -1)[0], data.names.vias[via ?? -1]]).toEqual([
      "aws_subnet.private_a",
      "aws_vpc.network",
      "vpc_id",
    ]);
  });

  test("entries of the report point to rows", () => {
    const { exposure, dataLoss, findings, cost, permissions, blastRadius } = data;
    const places = [
      ...exposure.gained,
      ...dataLoss,
      ...findings.added,
      ...cost.items,
      ...permissions,
      ...blastRadius.hits,
    ];
    expect(places.length).toBeGreaterThan(8);
    expect(places.filter(({ at }) => typeof at !== "number")).toEqual([]);
  });

  test("services are counted as the line counts them: what merely gets something new is not hit", () => {
    expect(data.blastRadius.hits.map(({ name, isNew, felt }) => [name, isNew, felt])).toEqual([
      ["resnet", false, "depends on what is replaced"],
      ["whisper", false, "depends on what is replaced"],
      ["language", false, "depends on what is created"],
    ]);
    expect(data.totals).toMatchObject({ hits: 2, newServices: 0 });
  });

  test("nothing is left out", () => {
    expect(data.left).toEqual([]);
  });
});

test("a changed resource that the picture lacks gets a row; what is no resource keeps its name", () => {
  const data = pageDataOf(servingReport(), NOTHING);
  expect(data.nodes.resource).toHaveLength(10);
  expect(data.changes.every(({ at }) => typeof at === "number")).toBe(true);
  expect(data.exposure.gained.map(({ at }) => nameOf(data, at)[0])).toEqual([
    "aws_security_group.gateway",
    "kubernetes_service_v1.summarizer",
  ]);
});

test("edges to nowhere and to oneself are dropped", () => {
  const node = { id: "a", resource: "a", root: "r", kind: "k", state: "untouched" } as const;
  const edges = [
    { from: "a", to: "a", via: "self" },
    { from: "a", to: "gone", via: "x" },
    { from: "gone", to: "a", via: "x" },
  ];
  expect(pageDataOf(emptyReport(), { nodes: [node], edges }).edges).toEqual([]);
});

test("what is cut is counted and said", () => {
  const change = {
    root: "r",
    kind: "aws_s3_bucket",
    action: "update",
    isEstimate: false,
    attributes: [
      { path: "policy", before: { text: "x".repeat(300) }, after: { text: "y".repeat(300) }, replaces: false },
    ],
  } as const;
  const report = {
    ...emptyReport(),
    changes: Array.from({ length: 5100 }, (_, index) => ({ ...change, address: `aws_s3_bucket.b${index}` })),
    drift: Array.from({ length: 5000 }, (_, index) => ({ ...change, address: `aws_s3_bucket.b${index}` })),
  };
  const data = pageDataOf(report, NOTHING);
  expect(data.changes).toHaveLength(5000);
  expect(data.totals.changes).toBe(5100);
  expect(data.left[0]).toBe("100 of 5100 changes");
  // 6,000,000 characters at 606 each: 9,900 of 10,000 have their values.
  expect(data.left[1]).toBe("before and after of 100 changed resources");
  expect(data.drift.filter(({ attributes }) => attributes.length === 1)).toHaveLength(4900);
  expect(data.drift.at(-1)).toMatchObject({ attributes: [], more: 1 });
});

test("a wildcard over everything does not make the file: its actions are cut and counted", () => {
  const named = { resource: "aws_iam_role.a", root: "r", kind: "aws_iam_role" };
  const permission: Permission = {
    actions: Array.from({ length: 15_000 }, (_, index) => `s3:Action${index}`),
    written: ["*"],
    resources: ["*"],
    conditions: [],
    through: named,
    level: "admin",
    undecided: false,
  };
  const principal = { ...named, principal: "role a", trust: { gained: [], lost: [] }, gained: [permission], lost: [] };
  const [entry] = pageDataOf({ ...emptyReport(), permissions: [principal] }, NOTHING).permissions;
  expect(entry?.gained[0]?.actions).toHaveLength(100);
  expect(entry?.gained[0]?.more).toBe(14_900);
});

test("what a permission comes to, and was held on before, is said in the words of the other forms", () => {
  const named = { resource: "aws_iam_role.a", root: "r", kind: "aws_iam_role" };
  const permission: Permission = {
    actions: ["s3:*"],
    perLevel: { admin: 0, write: 90, read: 70 },
    written: ["s3:*"],
    resources: ["*"],
    conditions: [],
    heldIf: ["IpAddress aws:SourceIp 10.0.0.0/8"],
    through: named,
    level: "write",
    undecided: false,
  };
  const trust = { who: "x", conditions: [], heldIf: ["A b"], through: named, isAnyone: false, undecided: false };
  const principal = {
    ...named,
    principal: "role a",
    trust: { gained: [], lost: [trust] },
    gained: [permission],
    lost: [{ ...permission, heldIf: [] }],
  };
  const [entry] = pageDataOf({ ...emptyReport(), permissions: [principal] }, NOTHING).permissions;
  expect(entry).toMatchObject({
    trust: { lost: [{ held: "now only if A b" }] },
    gained: [
      { comesTo: "160 actions: 90 write, 70 read", held: "no longer only if IpAddress aws:SourceIp 10.0.0.0/8" },
    ],
    lost: [{ held: "" }],
  });
});

describe("objects of one name in two namespaces", () => {
  const web = (namespace: string): Named => ({ resource: "Service/web", root: "r", kind: "v1 Service", namespace });
  const other: Named = { resource: "Service/other", root: "r", kind: "v1 Service", namespace: "n1" };
  const nodes = [web("n1"), web("n2"), other].map((named, index) => ({
    id: `n${index}`,
    ...named,
    state: "hit" as const,
  }));
  const hit = (namespace: string): Hit => ({
    service: { ...web(namespace), type: "endpoint", name: "web" },
    action: "update",
    changes: 1,
    path: [{ ...web(namespace), via: "" }],
  });
  const blastRadius = { ...emptyReport().blastRadius, hits: [hit("n1"), hit("n2")] };
  const data = pageDataOf({ ...emptyReport(), blastRadius }, { nodes, edges: [] });

  test("are told apart, and what is alone with its name is not burdened", () => {
    expect(data.nodes.resource).toEqual(["Service/web in n1", "Service/web in n2", "Service/other"]);
  });

  test("are each hit on their own row, by their own name", () => {
    expect(data.blastRadius.hits.map(({ at, name }) => [at, name])).toEqual([
      [0, "web in n1"],
      [1, "web in n2"],
    ]);
  });

  test.each<[string, Named, Place]>([
    ["without a namespace: the first", { resource: "Service/web", root: "r", kind: "v1 Service" }, 0],
    ["in a namespace that is not in the picture: no row", web("n3"), ["Service/web in n3", "r", "v1 Service"]],
    ["by its own namespace", web("n2"), 1],
  ])("are found %s", (_, named, place) => {
    const loss = { ...named, action: "destroy", lost: "", isProtected: false, protection: "" } as const;
    const found = pageDataOf({ ...emptyReport(), dataLoss: [loss] }, { nodes, edges: [] }).dataLoss;
    expect(found.map(({ at }) => at)).toEqual([place]);
  });
});

test("a lifted manifest is found at its Terraform resource, which has no namespace", () => {
  const named = { resource: "kubernetes_service_v1.web", root: "r", kind: "kubernetes_service_v1" };
  const lifted = { ...named, kind: "v1 Service", namespace: "n1" };
  const loss = { ...lifted, action: "destroy", lost: "", isProtected: false, protection: "" } as const;
  const picture = { nodes: [{ id: "n0", ...named, state: "hit" as const }], edges: [] };
  expect(pageDataOf({ ...emptyReport(), dataLoss: [loss] }, picture).dataLoss.map(({ at }) => at)).toEqual([0]);
});

test("cards count what the sentences count", () => {
  const bucket = { resource: "aws_s3_bucket.a", root: "r", kind: "aws_s3_bucket" };
  const reach = { ...bucket, from: "*", what: "s3:GetObject", through: bucket, undecided: false } as const;
  const loss = { ...bucket, lost: "the objects in it", protection: "" } as const;
  const report = emptyReport();
  const { totals } = pageDataOf(
    {
      ...report,
      exposure: {
        gained: [
          { ...reach, source: "internet" },
          { ...reach, source: "internet", what: "s3:PutObject" },
          { ...reach, source: "internet", resource: "aws_s3_bucket.b", undecided: true },
          { ...reach, source: "any-account" },
        ],
        lost: [],
      },
      dataLoss: [
        { ...loss, action: "destroy", isProtected: false },
        { ...loss, action: "replace", isProtected: true },
        { ...loss, action: "update", isProtected: false },
        { ...loss, action: "update", isProtected: true },
      ],
      cost: {
        ...report.cost,
        unpriced: [
          { ...bucket, reason: "the requests that it serves" },
          { ...bucket, reason: "what it stores" },
        ],
      },
    },
    NOTHING,
  );
  expect(totals).toMatchObject({ gained: 4, internet: 1, anyAccount: 1, unpriced: 1 });
  expect(totals).toMatchObject({ dataLost: 1, dataKept: 1, dataWeaker: 2 });
});
