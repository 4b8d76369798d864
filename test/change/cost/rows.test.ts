import * as fc from "fast-check";
import type { Cost } from "../../../src/change/report";
import { costBetween } from "./book";

type Resources = Parameters<typeof costBetween>[0];

const pool = (type: string, max: number, gib = 100) => ({
  aws_launch_template: { t: { block_device_mappings: [{ ebs: { volume_size: gib, volume_type: "gp3" } }] } },
  aws_eks_node_group: {
    g: {
      instance_types: [type],
      scaling_config: { min_size: 1, max_size: max },
      launch_template: { id: "${aws_launch_template.t.id}" },
    },
  },
});

describe("a row", () => {
  test("says of both sides what is in the sums, when a part has no price on one of them", () => {
    const cost = costBetween(pool("g6.xlarge", 4), pool("g9.xlarge", 6));
    // Disks alone: 1 to 4 x 100 GiB at 0.08, then 1 to 6.
    expect(cost.items).toMatchObject([
      {
        before: { low: 8, high: 32 },
        after: { low: 8, high: 48 },
        delta: { low: 0, high: 16 },
        basis:
          "before: 1 to 4 x 100 GiB of gp3 at 0.08 USD a GB-month; after: 1 to 6 x 100 GiB of gp3 at 0.08 USD a GB-month",
      },
    ]);
    expect([cost.before, cost.after, cost.monthlyDelta]).toEqual([
      { low: 8, high: 32 },
      { low: 8, high: 48 },
      { low: 0, high: 16 },
    ]);
  });

  test.each<[string, Resources, Resources, string]>([
    [
      "the side before",
      pool("g6.xlarge", 4),
      pool("g9.xlarge", 4),
      "1 to 4 x g6.xlarge at 0.8048 USD an hour (before)",
    ],
    ["the side after", pool("g9.xlarge", 4), pool("g6.xlarge", 4), "1 to 4 x g6.xlarge at 0.8048 USD an hour (after)"],
  ])("is not what tells the part whose other side has no price: the reason does, with %s", (_, before, after, left) => {
    expect(costBetween(before, after).unpriced.map(({ reason }) => reason)).toEqual([
      `the price of g9.xlarge in us-east-1; left out of the comparison with it: ${left}`,
    ]);
  });

  test("is null on the side where the resource is not, and nothing where all that was charged is gone", () => {
    const cluster = (version: string) => ({ aws_eks_cluster: { c: { version } } });
    const cost = costBetween({}, cluster("1.32"));
    expect(cost.items.map(({ before }) => before)).toEqual([null]);
    // Extended support ends: 0.5 x 730.
    expect(costBetween(cluster("1.32"), cluster("1.34")).items).toMatchObject([
      { before: { low: 438 }, after: { low: 73 }, delta: { low: -365 } },
    ]);
  });
});

describe("what is not known to be gone is no saving", () => {
  const variant = (settings: object) => ({
    aws_sagemaker_endpoint_configuration: {
      c: { production_variants: [{ instance_type: "ml.g5.xlarge", volume_size_in_gb: 50, ...settings }] },
    },
    aws_sagemaker_endpoint: { e: { endpoint_config_name: "${aws_sagemaker_endpoint_configuration.c.name}" } },
  });
  const table = (mode: string) => ({
    aws_dynamodb_table: { t: { billing_mode: mode, read_capacity: 9, write_capacity: 9 } },
  });
  const scaled = (max: unknown) => ({
    aws_launch_template: {
      t: { instance_type: "m7i.large", block_device_mappings: [{ ebs: { volume_size: 100, volume_type: "gp3" } }] },
    },
    aws_autoscaling_group: {
      g: { min_size: 1, max_size: max, launch_template: { id: "${aws_launch_template.t.id}" } },
    },
  });
  const attached = (machine: string) => ({
    google_compute_instance: {
      i: {
        machine_type: machine,
        zone: "us-central1-a",
        guest_accelerator: [{ type: "nvidia-tesla-t4", count: 2 }],
        scratch_disk: [],
      },
    },
  });
  const started = (root: object) => ({ aws_instance: { i: { instance_type: "m7i.large", ...root } } });

  test.each<[string, object, object]>([
    [
      "the volumes of a variant",
      variant({ initial_instance_count: 2 }),
      variant({ initial_instance_count: "${var.n}" }),
    ],
    ["the capacity of a table", table("PROVISIONED"), table("${var.mode}")],
    ["the volumes of a group", scaled(3), scaled("${var.max}")],
    ["the accelerators of a machine", attached("n1-standard-4"), attached("${var.type}")],
    [
      "the root volume of a machine whose image decides it afterwards",
      started({ root_block_device: { volume_size: 8, volume_type: "gp3" } }),
      started({}),
    ],
  ])("%s", (_, before, after) => {
    const cost = costBetween(before as Resources, after as Resources);
    expect(cost.monthlyDelta).toEqual({ low: 0, high: 0 });
    expect(cost.items.map(({ delta }) => delta).filter(({ low, high }) => low !== 0 || high !== 0)).toEqual([]);
  });
});

test("rows add up to the totals, whatever has no price", () => {
  const type = fc.constantFrom("m7i.large", "g6.xlarge", "g9.large", "${var.type}");
  const volume = fc.record({
    volume_size: fc.constantFrom<unknown>(8, 100, "${var.gib}"),
    volume_type: fc.constantFrom("gp3", "st1", "gp2"),
  });
  const instance = fc.record({
    instance_type: type,
    tenancy: fc.constantFrom(null, "dedicated"),
    associate_public_ip_address: fc.constantFrom<unknown>(true, false, null, "${var.public}"),
    root_block_device: volume,
    ebs_block_device: fc.array(volume, { maxLength: 2 }),
  });
  const group = fc.record({
    instance_types: fc.array(type, { minLength: 1, maxLength: 2 }),
    scaling_config: fc.record({
      min_size: fc.constantFrom<unknown>(0, 1, "${var.min}"),
      max_size: fc.constantFrom(2, 5),
    }),
    capacity_type: fc.constantFrom("ON_DEMAND", "SPOT"),
    disk_size: fc.constantFrom<unknown>(20, 50, "${var.gib}"),
  });
  const balancer = fc.record({
    load_balancer_type: fc.constantFrom("application", "gateway", "${var.type}"),
    subnets: fc.constantFrom<unknown>(["a", "b"], "${var.subnets}", []),
  });
  const names = fc.constantFrom("a", "b", "c");
  const resources = fc.record({
    aws_instance: fc.dictionary(names, instance),
    aws_eks_node_group: fc.dictionary(names, group),
    aws_eks_cluster: fc.dictionary(names, fc.record({ version: fc.constantFrom("1.32", "1.34", "${var.version}") })),
    aws_lb: fc.dictionary(names, balancer),
    aws_db_instance: fc.dictionary(names, fc.record({ instance_class: type })),
  });
  const written = (json: unknown) => JSON.parse(JSON.stringify(json)) as Resources;
  const ends = ["low", "high"] as const;
  const sums = (cost: Cost, of: "before" | "after" | "delta", end: "low" | "high"): number =>
    cost.items.reduce((all, item) => all + (item[of]?.[end] ?? 0), 0);
  fc.assert(
    fc.property(resources, resources, (one, other) => {
      const cost = costBetween(written(one), written(other));
      // Each row is rounded to cents, and so are the sums.
      const slack = 0.005 * (cost.items.length + 1) + 1e-6;
      for (const end of ends) {
        expect(Math.abs(sums(cost, "before", end) - cost.before[end])).toBeLessThanOrEqual(slack);
        expect(Math.abs(sums(cost, "after", end) - cost.after[end])).toBeLessThanOrEqual(slack);
        expect(Math.abs(sums(cost, "delta", end) - cost.monthlyDelta[end])).toBeLessThanOrEqual(slack);
        for (const { before, after, delta } of cost.items) {
          expect(Math.abs((after?.[end] ?? 0) - (before?.[end] ?? 0) - delta[end])).toBeLessThan(0.0151);
        }
      }
    }),
    { numRuns: 150 },
  );
});
