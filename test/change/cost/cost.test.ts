import * as fc from "fast-check";
import { compareEstates } from "../../../src/change/compare";
import { costOf } from "../../../src/change/cost/cost";
import { pricedKinds } from "../../../src/change/cost/kinds";
import { PriceBook } from "../../../src/change/cost/price-book";
import type { Sides } from "../../../src/change/sides";
import { Estate } from "../../../src/estate/estate";
import type { Attributes, Value } from "../../../src/estate/resource";
import { Unknown } from "../../../src/estate/unknown";
import { estateOf } from "../../support/estates";
import { sidesOf } from "../../support/sides";
import { BOOK, costBetween, costOfMaking, LIST, stack } from "./book";

/** Names of attributes and blocks that bills are made of. */
const ATTRIBUTES = [
  "instance_type",
  "instance_types",
  "scaling_config",
  "min_size",
  "max_size",
  "launch_template",
  "id",
  "name",
  "region",
  "zone",
  "location",
  "block_device_mappings",
  "ebs",
  "volume_size",
  "volume_type",
  "size",
  "type",
  "iops",
  "throughput",
  "vpc_endpoint_type",
  "subnet_ids",
  "version",
  "production_variants",
  "endpoint_config_name",
  "node_config",
  "machine_type",
  "guest_accelerator",
  "count",
  "autoscaling",
  "node_count",
  "node_locations",
  "boot_disk",
  "disk",
  "cluster",
  "replica",
  "mixed_instances_policy",
  "node_pool",
  "deploy_config",
  "dedicated_resources",
  "machine_spec",
  "manifest",
  "spec",
];

const group = (type: string, max: number, template = "t") => ({
  instance_types: [type],
  scaling_config: { min_size: 2, max_size: max },
  launch_template: { id: `\${aws_launch_template.${template}.id}` },
});
const template = (gib: number) => ({ block_device_mappings: [{ ebs: { volume_size: gib, volume_type: "gp3" } }] });

describe("a change", () => {
  test("of a GPU type: low end against low end, high against high, and the hours of both GPUs apart", () => {
    const cost = costBetween(
      { aws_launch_template: { t: template(200) }, aws_eks_node_group: { gpu: group("g5.xlarge", 4) } },
      { aws_launch_template: { t: template(200) }, aws_eks_node_group: { gpu: group("g6.xlarge", 6) } },
    );
    // 2 x 1.006 x 730 + 2 x 200 x 0.08 = 1468.76 + 32 = 1500.76; with 4: 3001.52
    // 2 x 0.8048 x 730 + 2 x 200 x 0.08 = 1175.008 + 32 = 1207.008; with 6: 3621.024
    expect(cost.items).toEqual([
      {
        resource: "aws_eks_node_group.gpu",
        root: "case",
        kind: "aws_eks_node_group",
        before: { low: 1500.76, high: 3001.52 },
        after: { low: 1207.01, high: 3621.02 },
        delta: { low: -293.75, high: 619.5 },
        basis:
          "before: 2 to 4 x g5.xlarge at 1.006 USD an hour, 2 to 4 x 200 GiB of gp3 at 0.08 USD a GB-month; " +
          "after: 2 to 6 x g6.xlarge at 0.8048 USD an hour, 2 to 6 x 200 GiB of gp3 at 0.08 USD a GB-month",
      },
    ]);
    expect(cost.monthlyDelta).toEqual({ low: -293.75, high: 619.5 });
    expect(cost.gpuHours).toEqual([
      { gpu: "NVIDIA A10G", before: { low: 2 * 730, high: 4 * 730 }, after: { low: 0, high: 0 } },
      { gpu: "NVIDIA L4", before: { low: 0, high: 0 }, after: { low: 2 * 730, high: 6 * 730 } },
    ]);
    expect(cost.prices).toEqual([{ source: LIST.source, asOf: "2026-08-01" }]);
  });

  test("of a launch template costs what its node groups cost, which are not changed themselves", () => {
    const groups = { g: group("m7i.large", 2), other: group("m7i.large", 2, "u") };
    const cost = costBetween(
      { aws_launch_template: { t: template(50), u: template(50) }, aws_eks_node_group: groups },
      { aws_launch_template: { t: template(80), u: template(50) }, aws_eks_node_group: groups },
    );
    // 2 machines, 30 GiB more at 0.08
    expect(cost.items.map(({ resource, delta }) => [resource, delta])).toEqual([
      ["aws_eks_node_group.g", { low: 4.8, high: 4.8 }],
    ]);
  });

  test("of a cluster's zones costs what its pools cost", () => {
    const pools = (zones: readonly string[]) => ({
      google_container_cluster: {
        c: { location: "us-central1", node_locations: zones, remove_default_node_pool: true },
      },
      google_container_node_pool: {
        p: {
          cluster: "${google_container_cluster.c.id}",
          node_count: 1,
          node_config: { machine_type: "e2-standard-4" },
        },
      },
    });
    const cost = costBetween(pools(["us-central1-a"]), pools(["us-central1-a", "us-central1-b"]));
    // One machine more: 0.134 x 730 + 100 x 0.1
    expect(cost.monthlyDelta).toEqual({ low: 107.82, high: 107.82 });
  });

  test("lists the largest difference first, whatever its sign", () => {
    const cost = costBetween(
      { aws_instance: { old: { instance_type: "g6.12xlarge" } }, aws_kms_key: { k: {} } },
      { aws_instance: { made: { instance_type: "m7i.large" } }, aws_nat_gateway: { n: {} } },
    );
    expect(cost.items.map(({ resource }) => resource)).toEqual([
      "aws_instance.old",
      "aws_instance.made",
      "aws_nat_gateway.n",
      "aws_kms_key.k",
    ]);
    expect(cost.gpuHours).toEqual([
      { gpu: "NVIDIA L4", before: { low: 4 * 730, high: 4 * 730 }, after: { low: 0, high: 0 } },
    ]);
  });

  test("of tags alone is listed, and costs nothing more", () => {
    const cost = costBetween({ aws_kms_key: { k: {} } }, { aws_kms_key: { k: { tags: { a: "b" } } } });
    expect(cost.items).toMatchObject([
      {
        before: { low: 1, high: 1 },
        after: { low: 1, high: 1 },
        delta: { low: 0, high: 0 },
        basis: "1 x KMS key at 1 USD a month",
      },
    ]);
  });
});

describe("without a price", () => {
  test("machines that become a type without a price do not become free", () => {
    const cost = costBetween(
      { aws_launch_template: { t: template(100) }, aws_eks_node_group: { gpu: group("g6.xlarge", 2) } },
      { aws_launch_template: { t: template(200) }, aws_eks_node_group: { gpu: group("g9.xlarge", 2) } },
    );
    // Only the disks are compared: 2 x 100 GiB more at 0.08.
    expect(cost.monthlyDelta).toEqual({ low: 16, high: 16 });
    expect(cost.before).toEqual({ low: 16, high: 16 });
    expect(cost.unpriced).toEqual([
      {
        resource: "aws_eks_node_group.gpu",
        root: "case",
        kind: "aws_eks_node_group",
        reason:
          "the price of g9.xlarge in us-east-1; " +
          "left out of the comparison with it: 2 x g6.xlarge at 0.8048 USD an hour (before)",
      },
    ]);
  });

  test("what has a price on one side alone is in no row and in no sum, and what is left out is said", () => {
    const cost = costBetween(
      { aws_instance: { a: { instance_type: "m7i.large" } } },
      { aws_instance: { a: { instance_type: "g9.large" } } },
    );
    expect(cost.items).toEqual([]);
    expect(cost.unpriced.map(({ reason }) => reason)).toEqual([
      "the price of g9.large in us-east-1; " +
        "left out of the comparison with it: 1 x m7i.large at 0.1008 USD an hour (before)",
    ]);
    expect([cost.before, cost.after, cost.monthlyDelta]).toEqual(Array(3).fill({ low: 0, high: 0 }));
  });

  test("in a region that no list has, and in one that nobody says", () => {
    const made = { aws_lb: { l: {} } };
    const elsewhere = costOf(sidesOf({}, { provider: { aws: [{ region: "eu-west-1" }] }, resource: made }), BOOK);
    const nowhere = costOf(sidesOf({}, { resource: made }), BOOK);
    expect(elsewhere.unpriced.map(({ reason }) => reason)).toEqual([
      "the price of application load balancer in eu-west-1",
    ]);
    expect(nowhere.unpriced.map(({ reason }) => reason)).toEqual([
      "the price of application load balancer: its region is not known",
    ]);
  });

  test("what costs the same everywhere needs no region", () => {
    const cost = costOf(sidesOf({}, { resource: { aws_kms_key: { k: {} } } }), BOOK);
    expect(cost.monthlyDelta).toEqual({ low: 1, high: 1 });
  });
});

describe("what is there already", () => {
  const key = estateOf(stack({ aws_kms_key: { k: {} } }));
  const [resource] = key.ofKind("aws_kms_key");
  const change = { root: "case", address: "aws_kms_key.k", kind: "aws_kms_key", isEstimate: false, attributes: [] };
  const sides = (changes: Sides["changes"]): Sides => ({
    basis: "plan",
    before: key,
    after: key,
    changes,
    drift: [],
    warnings: [],
  });

  test.each([
    ["imported", { ...change, action: "import" as const, after: resource }],
    ["forgotten", { ...change, action: "forget" as const, before: resource }],
    ["moved", { ...change, action: "move" as const, before: resource, after: resource }],
  ])("costs no more when it is %s", (_, each) => {
    const cost = costOf(sides([each]), BOOK);
    expect(cost.items).toMatchObject([{ before: { low: 1, high: 1 }, after: { low: 1, high: 1 } }]);
    expect(cost.monthlyDelta).toEqual({ low: 0, high: 0 });
  });
});

test("what is left behind costs on beside the one that takes its place", () => {
  const keys = estateOf(stack({ aws_kms_key: { k: {} } }));
  const [resource] = keys.ofKind("aws_kms_key");
  const named = { root: "case", address: "aws_kms_key.k", kind: "aws_kms_key", isEstimate: false, attributes: [] };
  const there = resource && { before: resource, after: resource };
  const changes = [{ ...named, action: "create" as const, leavesBehind: true, ...there }];
  const cost = costOf({ basis: "plan", before: keys, after: keys, changes, drift: [], warnings: [] }, BOOK);
  expect(cost.monthlyDelta).toEqual({ low: 1, high: 1 });
});

test("the first list of a book that has an item says its price", () => {
  const own = {
    ...LIST,
    source: "negotiated",
    prices: { aws: new Map([["us-east-1", new Map([["nat/gateway", 0.03]])]]) },
  };
  const cost = costOf(
    sidesOf({}, stack({ aws_nat_gateway: { n: {} }, aws_lb: { l: {} } })),
    new PriceBook([own, LIST]),
  );
  // 0.03 x 730 = 21.9, and 0.0225 x 730 = 16.425
  expect(cost.items.map(({ after }) => after?.high)).toEqual([21.9, 16.43]);
  expect(cost.prices.map(({ source }) => source)).toEqual(["negotiated", LIST.source]);
});

describe("of a plan", () => {
  const endpoint = (afterUnknown: object, subnets: readonly object[]) => ({
    format_version: "1.2",
    terraform_version: "1.9.0",
    planned_values: {
      root_module: {
        resources: [
          ...subnets,
          {
            address: "aws_vpc_endpoint.e",
            mode: "managed",
            type: "aws_vpc_endpoint",
            name: "e",
            provider_name: "registry.terraform.io/hashicorp/aws",
            values: { vpc_endpoint_type: "Interface" },
          },
        ],
      },
    },
    resource_changes: [
      {
        address: "aws_vpc_endpoint.e",
        mode: "managed",
        type: "aws_vpc_endpoint",
        name: "e",
        change: {
          actions: ["create"],
          before: null,
          after: { vpc_endpoint_type: "Interface" },
          after_unknown: afterUnknown,
        },
      },
    ],
    configuration: {
      provider_config: { aws: { name: "aws", expressions: { region: { constant_value: "us-east-1" } } } },
      root_module: {
        resources: [
          {
            address: "aws_subnet.a",
            mode: "managed",
            type: "aws_subnet",
            name: "a",
            provider_config_key: "aws",
            expressions: {},
          },
          {
            address: "aws_subnet.b",
            mode: "managed",
            type: "aws_subnet",
            name: "b",
            provider_config_key: "aws",
            expressions: {},
          },
          {
            address: "aws_vpc_endpoint.e",
            mode: "managed",
            type: "aws_vpc_endpoint",
            name: "e",
            provider_config_key: "aws",
            expressions: {
              vpc_endpoint_type: { constant_value: "Interface" },
              subnet_ids: { references: ["aws_subnet.a.id", "aws_subnet.a", "aws_subnet.b.id", "aws_subnet.b"] },
            },
          },
        ],
      },
    },
  });
  const subnet = (name: string) => ({
    address: `aws_subnet.${name}`,
    mode: "managed",
    type: "aws_subnet",
    name,
    provider_name: "registry.terraform.io/hashicorp/aws",
    values: {},
  });

  test("a set that is known only after apply has the members that it is made from", () => {
    const after = estateOf({ plan: endpoint({ subnet_ids: true }, [subnet("a"), subnet("b")]) });
    const cost = costOf(compareEstates(estateOf({}), after), BOOK);
    // Two zones, 0.01 x 730 each.
    expect(cost.unpriced).toEqual([]);
    expect(cost.monthlyDelta).toEqual({ low: 14.6, high: 14.6 });
  });

  test("a set whose members are not in the plan is not known", () => {
    const after = estateOf({ plan: endpoint({ subnet_ids: true }, []) });
    const cost = costOf(compareEstates(estateOf({}), after), BOOK);
    expect(cost.unpriced.map(({ reason }) => reason)).toEqual(["in how many zones the endpoint is"]);
  });
});

describe("for any two estates", () => {
  const machine = fc.record({
    instance_type: fc.constantFrom("m7i.large", "g6.xlarge", "g9.large", "${var.type}"),
    count: fc.option(fc.integer({ min: 0, max: 3 }), { nil: undefined }),
  });
  const pool = fc.record({
    instance_types: fc.subarray(["m7i.large", "g5.xlarge", "g6.xlarge", "g9.large"], { minLength: 1 }),
    scaling_config: fc.record({ min_size: fc.integer({ min: 0, max: 2 }), max_size: fc.integer({ min: 2, max: 5 }) }),
    capacity_type: fc.constantFrom("ON_DEMAND", "SPOT"),
  });
  const odd = fc.anything({ maxDepth: 2, values: [fc.string(), fc.integer(), fc.constant(null), fc.boolean()] });
  const block = fc.array(fc.record({ min_node_count: odd, max_node_count: odd, initialize_params: fc.constant([]) }));
  const names = fc.constantFrom("a", "b", "c");
  const resources = fc.record({
    aws_instance: fc.dictionary(names, machine),
    aws_eks_node_group: fc.dictionary(names, pool),
    aws_kms_key: fc.dictionary(names, fc.constant({})),
    aws_ebs_volume: fc.dictionary(names, fc.record({ size: odd, type: odd, iops: odd })),
    google_container_node_pool: fc.dictionary(names, fc.record({ node_count: odd, location: odd, autoscaling: block })),
    google_compute_instance: fc.dictionary(names, fc.record({ machine_type: odd, boot_disk: block, zone: odd })),
    aws_sagemaker_endpoint: fc.dictionary(names, fc.record({ endpoint_config_name: odd })),
  });
  const source = (json: unknown) => stack(JSON.parse(JSON.stringify(json)));

  test("a change to the same costs nothing, and lists nothing", () => {
    fc.assert(
      fc.property(resources, (each) => {
        const cost = costOf(sidesOf(source(each), source(each)), BOOK);
        expect([cost.items, cost.unpriced, cost.gpuHours]).toEqual([[], [], []]);
        expect(cost.monthlyDelta).toEqual({ low: 0, high: 0 });
      }),
      { numRuns: 25 },
    );
  });

  test("there and back are opposite to the cent", () => {
    fc.assert(
      fc.property(resources, resources, (one, other) => {
        const there = costOf(sidesOf(source(one), source(other)), BOOK);
        const back = costOf(sidesOf(source(other), source(one)), BOOK);
        expect(there.monthlyDelta.low + back.monthlyDelta.low).toBeCloseTo(0, 10);
        expect(there.monthlyDelta.high + back.monthlyDelta.high).toBeCloseTo(0, 10);
        expect(there.before).toEqual(back.after);
        const deltas = (items: typeof there.items) =>
          new Map(items.map(({ resource, delta }) => [resource, delta.high]));
        const [gone, come] = [deltas(there.items), deltas(back.items)];
        expect([...gone.keys()].sort()).toEqual([...come.keys()].sort());
        for (const [resource, delta] of gone) {
          expect(delta + (come.get(resource) ?? Number.NaN)).toBeCloseTo(0, 10);
        }
      }),
      { numRuns: 40 },
    );
  });

  test("sums are those of the items, and what is unpriced is never an item that costs 0", () => {
    fc.assert(
      fc.property(resources, (each) => {
        const cost = costOfMaking(source(each).resource ?? {});
        const sum = cost.items.reduce((all, { delta }) => all + delta.high, 0);
        expect(sum).toBeCloseTo(cost.monthlyDelta.high, 1);
        const wholly = cost.items.filter(({ after }) => after === null).map(({ resource }) => resource);
        expect(wholly).toEqual([]);
      }),
      { numRuns: 25 },
    );
  });
});

test("no shape of attributes makes it throw, and all amounts are numbers", () => {
  const value = fc.letrec<{ value: Value }>((tie) => ({
    value: fc.oneof(
      { maxDepth: 4 },
      fc.constantFrom<Value>(
        null,
        true,
        "true",
        "",
        "us-east-1",
        "us-central1-a",
        "m7i.large",
        "g2-standard-4",
        "gp3",
        "io2",
      ),
      fc.double(),
      fc.constant(new Unknown()),
      fc.constant(
        new Unknown([{ root: "r", address: "aws_launch_template.t", attribute: "id" }], "${aws_launch_template.t.id}"),
      ),
      fc.array(tie("value"), { maxLength: 3 }),
      fc.dictionary(fc.constantFrom(...ATTRIBUTES), tie("value"), { maxKeys: 4 }),
    ),
  })).value;
  const kinds = [
    ...pricedKinds(),
    "aws_launch_template",
    "aws_sagemaker_endpoint_configuration",
    "kubernetes_manifest",
  ];
  const attributes = fc.dictionary(fc.constantFrom(...ATTRIBUTES), value, { maxKeys: 8 });
  const resource = fc.record({
    kind: fc.constantFrom(...kinds),
    attributes,
    meta: fc.dictionary(fc.constantFrom("count", "for_each", "provider"), value),
  });
  const resources = fc.array(resource, { maxLength: 12 });
  const estate = (of: readonly { kind: string; attributes: Attributes; meta: Attributes }[]) =>
    new Estate(
      of.map(({ kind, ...rest }, index) => ({
        ...rest,
        root: "r",
        address: `${kind}.r${index}`,
        mode: "managed" as const,
        kind,
        references: new Map(),
        actions: [],
        waivers: [],
        origin: { file: "f" },
      })),
      [],
    );
  fc.assert(
    fc.property(resources, resources, (one, other) => {
      const cost = costOf(compareEstates(estate(one), estate(other)), BOOK);
      const amounts = [cost.before, cost.after, cost.monthlyDelta, ...cost.items.map(({ delta }) => delta)];
      expect(amounts.filter(({ low, high }) => !Number.isFinite(low) || !Number.isFinite(high))).toEqual([]);
      const empty = cost.items.filter(({ before, after }) => before === null && after === null);
      expect(empty).toEqual([]);
    }),
    { numRuns: 100 },
  );
});

test("20,000 node groups of one launch template are each priced", () => {
  const groups = Object.fromEntries(Array.from({ length: 20_000 }, (_, index) => [`g${index}`, group("g6.xlarge", 4)]));
  const cost = costOfMaking({ aws_launch_template: { t: template(10) }, aws_eks_node_group: groups });
  expect(cost.items).toHaveLength(20_000);
  // 20,000 x 2 x (0.8048 x 730 + 10 x 0.08)
  expect(cost.monthlyDelta.low).toBe(23_532_160);
});

test("50,000 changes without a price are each listed, and no sum is made of them", () => {
  const database = (type: string) => stack({ aws_db_instance: { d: { instance_class: type } } });
  const sides = sidesOf(database("db.t3.medium"), database("db.m7g.large"));
  const changes = sides.changes.flatMap((change) =>
    Array.from({ length: 50_000 }, (_, index) => ({ ...change, address: `aws_db_instance.d[${index}]` })),
  );
  const cost = costOf({ ...sides, changes }, BOOK);
  expect(cost.unpriced).toHaveLength(50_000);
  expect([cost.before, cost.after, cost.monthlyDelta]).toEqual(Array(3).fill({ low: 0, high: 0 }));
  expect([cost.items, cost.prices]).toEqual([[], []]);
});
