import { valueAt } from "../../../src/estate/joins/values";
import { driftPlan, readingOf, type Stated } from "./drift-plans";

const changed = (plan: unknown) =>
  readingOf(plan).drifted.map(({ address, action, attributes, noise }) => ({
    address,
    action,
    paths: attributes.map(({ path }) => path),
    noise,
  }));

describe("the two sides", () => {
  const plan = driftPlan([
    { address: "aws_instance.a", was: { id: "i-a", instance_type: "old" }, is: { id: "i-a", instance_type: "new" } },
    { address: "aws_instance.b", was: { id: "i-b" }, is: null },
    { address: "aws_instance.c", was: { id: "i-c" } },
  ]);
  const { sides, resources } = readingOf(plan);
  const typeAt = (estate: typeof sides.before, address: string) => {
    const resource = estate.at("plan.json", address);
    return resource === undefined ? undefined : valueAt(resource.attributes, "instance_type");
  };

  test("before is what Terraform left, after is what was found", () => {
    expect([typeAt(sides.before, "aws_instance.a"), typeAt(sides.after, "aws_instance.a")]).toEqual(["old", "new"]);
  });

  test("what is gone is on the side before alone", () => {
    expect(sides.before.at("plan.json", "aws_instance.b")).toBeDefined();
    expect(sides.after.at("plan.json", "aws_instance.b")).toBeUndefined();
  });

  test("what did not drift is the same on both sides", () => {
    const [was, is] = [sides.before, sides.after].map((estate) => estate.at("plan.json", "aws_instance.c"));
    expect(was).toBeDefined();
    expect(was).toBe(is);
  });

  test("the drift is what changes, and all that the state held is counted", () => {
    expect(sides.changes.map(({ address, action }) => `${action} ${address}`)).toEqual([
      "update aws_instance.a",
      "destroy aws_instance.b",
    ]);
    expect(resources).toBe(3);
  });

  test("references of the code are on both sides", () => {
    const block: Stated = {
      address: "aws_s3_bucket_versioning.v",
      was: { bucket: "models", versioning_configuration: [{ status: "Enabled" }] },
      is: { bucket: "models", versioning_configuration: [{ status: "Suspended" }] },
      code: { bucket: { references: ["aws_s3_bucket.b.id", "aws_s3_bucket.b"] } },
    };
    const reading = readingOf(
      driftPlan([{ address: "aws_s3_bucket.b", was: { bucket: "models", id: "models" } }, block]),
    );
    for (const estate of [reading.sides.before, reading.sides.after]) {
      const references = estate.at("plan.json", "aws_s3_bucket_versioning.v")?.references.get("bucket");
      expect(references?.map(({ address }) => address)).toEqual(["aws_s3_bucket.b"]);
    }
  });
});

describe("what the provider only repeats is no drift", () => {
  const bucket = (more: object): Stated["was"] => ({ bucket: "models", id: "models", ...more });
  const code = { bucket: { constant_value: "models" } };

  test("a bucket's copy of a policy of its own resource", () => {
    const plan = driftPlan([
      { address: "aws_s3_bucket.b", was: bucket({ policy: "" }), is: bucket({ policy: '{"Statement":[]}' }), code },
      { address: "aws_s3_bucket_policy.b", was: { bucket: "models", policy: '{"Statement":[]}' } },
    ]);
    expect(changed(plan)).toEqual([
      { address: "aws_s3_bucket.b", action: "update", paths: [], noise: ["policy repeats what other resources say"] },
    ]);
  });

  test("a bucket's policy that nothing else declares is drift", () => {
    const plan = driftPlan([
      { address: "aws_s3_bucket.b", was: bucket({ policy: "" }), is: bucket({ policy: '{"Statement":[]}' }), code },
      { address: "aws_s3_bucket_policy.other", was: { bucket: "other", policy: "{}" } },
    ]);
    expect(changed(plan)).toMatchObject([{ paths: ["policy"], noise: [] }]);
  });

  const role = (policies: readonly string[], attached: readonly string[] = []): Stated["was"] => ({
    name: "resnet",
    id: "resnet",
    inline_policy: policies.map((name) => ({ name, policy: `{"Sid":"${name}"}` })),
    managed_policy_arns: attached,
  });
  const roleCode = { name: { constant_value: "resnet" } };
  const grants: Stated = { address: "aws_iam_role_policy.g", was: { role: "resnet", name: "grants", policy: "{}" } };
  const attachment: Stated = {
    address: "aws_iam_role_policy_attachment.a",
    was: { role: "resnet", policy_arn: "arn:a" },
  };

  test.each([
    ["an inline policy of its own resource", role([]), role(["grants"]), []],
    [
      "an inline policy that somebody added beside it",
      role(["grants"]),
      role(["grants", "by-hand"]),
      ["inline_policy.0"],
    ],
    ["an attachment of its own resource", role([]), role([], ["arn:a"]), []],
    [
      "an attachment that somebody added beside it",
      role([], ["arn:a"]),
      role([], ["arn:a", "arn:b"]),
      ["managed_policy_arns.0"],
    ],
    ["what was never declared, and is gone", role(["by-hand"], ["arn:b"]), role([]), []],
  ])("a role: %s", (_, was, is, paths) => {
    const plan = driftPlan([{ address: "aws_iam_role.r", was, is, code: roleCode }, grants, attachment]);
    expect(changed(plan)).toMatchObject([{ address: "aws_iam_role.r", paths }]);
  });

  test("a list that the code sets is the code's", () => {
    const plan = driftPlan([{ address: "aws_iam_role.r", was: role([], ["arn:b"]), is: role([]) }]);
    expect(changed(plan)).toMatchObject([{ paths: ["managed_policy_arns.0"], noise: [] }]);
  });

  const rule = (cidr: string, port = 443): object => ({
    cidr_blocks: [cidr],
    from_port: port,
    to_port: port,
    protocol: "tcp",
    self: false,
  });
  const group = (...ingress: object[]): Stated["was"] => ({ id: "sg-1", name: "servers", ingress });
  const groupCode = { name: { constant_value: "servers" } };

  test.each([
    [
      "aws_vpc_security_group_ingress_rule.r",
      { security_group_id: "sg-1", cidr_ipv4: "10.0.0.0/8", from_port: 443, to_port: 443, ip_protocol: "tcp" },
    ],
    [
      "aws_security_group_rule.r",
      {
        security_group_id: "sg-1",
        type: "ingress",
        cidr_blocks: ["10.0.0.0/8"],
        from_port: 443,
        to_port: 443,
        protocol: "tcp",
      },
    ],
  ])("a security group: a rule of %s, and not one that somebody added", (address, was) => {
    const repeated = driftPlan([
      { address: "aws_security_group.g", was: group(), is: group(rule("10.0.0.0/8")), code: groupCode },
      { address, was },
    ]);
    expect(changed(repeated)).toMatchObject([{ paths: [], noise: ["ingress repeats what other resources say"] }]);
    const added = driftPlan([
      {
        address: "aws_security_group.g",
        was: group(rule("10.0.0.0/8")),
        is: group(rule("10.0.0.0/8"), rule("0.0.0.0/0", 22)),
        code: groupCode,
      },
      { address, was },
    ]);
    expect(changed(added)).toMatchObject([{ paths: ["ingress.0"] }]);
  });

  test("a route table: a route of its own resource", () => {
    const table = (...route: object[]): Stated["was"] => ({ id: "rtb-1", route });
    const plan = driftPlan([
      {
        address: "aws_route_table.t",
        was: table(),
        is: table({ cidr_block: "0.0.0.0/0", gateway_id: "igw-1" }),
        code: { vpc_id: {} },
      },
      {
        address: "aws_route.r",
        was: { route_table_id: "rtb-1", destination_cidr_block: "0.0.0.0/0", gateway_id: "igw-1" },
      },
    ]);
    expect(changed(plan)).toMatchObject([{ paths: [] }]);
  });

  test("all tags beside the tags themselves", () => {
    const tags = (by: string) => ({ name: "ci", tags: { by }, tags_all: { by } });
    const plan = driftPlan([{ address: "aws_iam_user.ci", was: tags("code"), is: tags("hand") }]);
    expect(changed(plan)).toMatchObject([{ paths: ["tags.by"] }]);
  });

  test("all tags alone, where the provider block sets them", () => {
    const tags = (by: string) => ({ name: "ci", tags: {}, tags_all: { by } });
    const plan = driftPlan([{ address: "aws_iam_user.ci", was: tags("code"), is: tags("hand") }]);
    expect(changed(plan)).toMatchObject([{ paths: ["tags_all.by"] }]);
  });
});

describe("what must be said first", () => {
  const drifted: Stated = { address: "aws_instance.a", was: { id: "a" }, is: null };

  test.each([
    ["a plan that failed", { errored: true }, /^planning failed: drift may be missing/],
    ["a plan that is not complete", { complete: false }, /^the plan is not complete: drift may be missing/],
    ["a plan without a state", { prior_state: undefined }, /^the plan has no prior_state/],
  ])("%s", (_, members, warning) => {
    const { sides, drifted: found } = readingOf(driftPlan([drifted], members));
    expect(sides.warnings).toEqual([expect.stringMatching(warning)]);
    expect(found).toHaveLength(1);
  });

  test("nothing, for a plan that is whole", () => {
    expect(readingOf(driftPlan([drifted])).sides.warnings).toEqual([]);
  });
});

test("what is moved in the state alone is drift that changes nothing", () => {
  const plan = driftPlan([{ address: "aws_instance.b", was: { id: "a" }, previousAddress: "aws_instance.a" }]);
  expect(readingOf(plan).drifted).toMatchObject([
    { address: "aws_instance.b", action: "move", previousAddress: "aws_instance.a", attributes: [] },
  ]);
});

test("a plan without drift, and one without anything, have none", () => {
  expect(readingOf(driftPlan([{ address: "aws_instance.a", was: { id: "a" } }])).drifted).toEqual([]);
  const empty = { format_version: "1.2", planned_values: { root_module: {} } };
  expect(readingOf(empty)).toMatchObject({ drifted: [], resources: 0 });
});
