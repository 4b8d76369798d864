import { sidesOfPlans } from "../../src/change/plan-sides";
import type { ResourceChange, Sides } from "../../src/change/sides";

interface Change {
  readonly actions: readonly string[];
  readonly before?: unknown;
  readonly after?: unknown;
  readonly [name: string]: unknown;
}

function entry(address: string, change: Change, rest: object = {}): object {
  const [type = "", name = ""] = address.split(".");
  return {
    address,
    mode: "managed",
    type,
    name,
    change: { before: null, after: null, after_unknown: {}, ...change },
    ...rest,
  };
}

function sides(changes: readonly object[], rest: object = {}): Sides {
  const json = { format_version: "1.2", resource_changes: changes, ...rest };
  return sidesOfPlans([{ file: "plan.json", json: structuredClone(json) }]);
}

function only(changes: readonly object[], rest: object = {}): ResourceChange {
  const [change, ...others] = sides(changes, rest).changes;
  expect(others).toEqual([]);
  if (change === undefined) {
    throw new Error("no change");
  }
  return change;
}

const BUCKET = { bucket: "acme", tags: null, id: "acme", arn: "arn:aws:s3:::acme" };

test.each<[string, readonly string[], object, Partial<ResourceChange>]>([
  ["create", ["create"], {}, { action: "create" }],
  [
    "delete",
    ["delete"],
    { action_reason: "delete_because_each_key" },
    { action: "destroy", reason: "its key is no longer in for_each" },
  ],
  [
    "delete, then create",
    ["delete", "create"],
    { action_reason: "replace_because_tainted" },
    { action: "replace", createsFirst: false, reason: "it is marked as tainted" },
  ],
  ["create, then delete", ["create", "delete"], {}, { action: "replace", createsFirst: true }],
  ["update", ["update"], {}, { action: "update" }],
  ["forget", ["forget"], {}, { action: "forget" }],
  [
    "create, then forget: OpenTofu's replacement with destroy = false",
    ["create", "forget"],
    {},
    { action: "create", leavesBehind: true, reason: "the one that is there is left behind, unmanaged" },
  ],
  [
    "a reason that is not known yet",
    ["delete"],
    { action_reason: "delete_because_of_moon" },
    { reason: "delete because of moon" },
  ],
])("a plan's own words: %s", (_, actions, rest, expected) => {
  const before = actions[0] === "create" && actions.length === 1 ? null : BUCKET;
  const after =
    actions.length === 1 && actions[0] !== "create" && actions[0] !== "update" ? null : { ...BUCKET, tags: { a: "1" } };
  expect(only([entry("aws_s3_bucket.b", { actions, before, after }, rest)])).toMatchObject({
    ...expected,
    isEstimate: false,
  });
});

test("a plan that changes nothing has no changes", () => {
  expect(sides([entry("aws_s3_bucket.b", { actions: ["no-op"], before: BUCKET, after: BUCKET })])).toMatchObject({
    basis: "plan",
    changes: [],
    drift: [],
    warnings: [],
  });
});

test("what is only moved or imported changes in name alone", () => {
  const moved = only([
    entry(
      "aws_s3_bucket.b",
      { actions: ["no-op"], before: BUCKET, after: BUCKET },
      { previous_address: "aws_s3_bucket.a" },
    ),
  ]);
  expect(moved).toMatchObject({ action: "move", previousAddress: "aws_s3_bucket.a", attributes: [] });
  expect(moved.before).toBe(moved.after);
  const imported = only([
    entry("aws_s3_bucket.b", { actions: ["no-op"], before: BUCKET, after: BUCKET, importing: { id: "acme" } }),
  ]);
  expect(imported).toMatchObject({ action: "import", importId: "acme" });
});

test("what forces the replacement is marked, with the reason", () => {
  const change = only([
    entry("aws_s3_bucket.b", {
      actions: ["delete", "create"],
      before: BUCKET,
      after: { ...BUCKET, bucket: "other", id: undefined, arn: undefined },
      after_unknown: { id: true, arn: true },
      replace_paths: [["bucket"]],
    }),
  ]);
  expect(change.reason).toBe("bucket cannot be changed in place");
  expect(change.attributes.filter(({ replaces }) => replaces)).toEqual([
    { path: "bucket", before: { text: '"acme"' }, after: { text: '"other"' }, replaces: true },
  ]);
});

test("an object that was left behind is destroyed, and the one in its place is not", () => {
  const { changes, before } = sides([
    entry("aws_s3_bucket.b", { actions: ["no-op"], before: BUCKET, after: BUCKET }),
    entry("aws_s3_bucket.b", { actions: ["delete"], before: { ...BUCKET, bucket: "old" } }, { deposed: "1a2b3c4d" }),
  ]);
  expect(changes.map(({ address, action }) => [address, action])).toEqual([
    ["aws_s3_bucket.b (deposed 1a2b3c4d)", "destroy"],
  ]);
  expect(changes[0]?.before?.attributes.bucket).toBe("old");
  expect(before.ofKind("aws_s3_bucket")).toHaveLength(1);
});

test("what Terraform forgets is still there", () => {
  const { after } = sides([entry("aws_s3_bucket.b", { actions: ["forget"], before: BUCKET })]);
  expect(after.at("plan.json", "aws_s3_bucket.b")?.attributes.bucket).toBe("acme");
});

test("what does not change is one object on both sides, with its references", () => {
  const block = { bucket: "acme", id: "acme" };
  const { before, after } = sides(
    [
      entry("aws_s3_bucket.b", { actions: ["update"], before: BUCKET, after: { ...BUCKET, tags: { a: "1" } } }),
      entry("aws_s3_bucket_public_access_block.b", { actions: ["no-op"], before: block, after: block }),
    ],
    {
      configuration: {
        root_module: {
          resources: [
            { address: "aws_s3_bucket.b", mode: "managed", type: "aws_s3_bucket", name: "b", expressions: {} },
            {
              address: "aws_s3_bucket_public_access_block.b",
              mode: "managed",
              type: "aws_s3_bucket_public_access_block",
              name: "b",
              expressions: { bucket: { references: ["aws_s3_bucket.b.id", "aws_s3_bucket.b"] } },
            },
          ],
        },
      },
    },
  );
  const [same] = before.ofKind("aws_s3_bucket_public_access_block");
  expect(same).toBe(after.ofKind("aws_s3_bucket_public_access_block")[0]);
  expect(same?.references.get("bucket")).toMatchObject([{ address: "aws_s3_bucket.b", attribute: "id" }]);
});

test("a reference of the configuration holds before the change only where the value is the target's", () => {
  const key = (name: string) => ({ arn: `arn:aws:kms:eu-west-1:1:key/${name}`, id: name });
  const [one, two] = [key("one"), key("two")];
  const grant = (value: string) => ({ key_id: value, grantee_principal: "p", operations: ["Decrypt"] });
  const { before } = sides(
    [
      entry("aws_kms_key.one", { actions: ["no-op"], before: one, after: one }),
      entry("aws_kms_key.two", { actions: ["no-op"], before: two, after: two }),
      entry("aws_kms_grant.g", { actions: ["update"], before: grant(one.arn), after: grant(two.arn) }),
    ],
    {
      configuration: {
        root_module: {
          resources: ["one", "two"]
            .map((name): object => ({
              address: `aws_kms_key.${name}`,
              mode: "managed",
              type: "aws_kms_key",
              name,
              expressions: {},
            }))
            .concat({
              address: "aws_kms_grant.g",
              mode: "managed",
              type: "aws_kms_grant",
              name: "g",
              expressions: { key_id: { references: ["aws_kms_key.two.arn", "aws_kms_key.two"] } },
            }),
        },
      },
    },
  );
  expect(before.at("plan.json", "aws_kms_grant.g")?.references.get("key_id")).toBeUndefined();
});

test("what the state says that a destroyed resource depends on is known", () => {
  const { before } = sides([entry("aws_s3_bucket.b", { actions: ["delete"], before: BUCKET })], {
    prior_state: {
      values: { root_module: { resources: [{ address: "aws_s3_bucket.b", depends_on: ["aws_kms_key.k"] }] } },
    },
  });
  expect(before.at("plan.json", "aws_s3_bucket.b")?.references.get("depends_on")).toMatchObject([
    { address: "aws_kms_key.k" },
  ]);
});

test("sensitive values are in no estate, and their change is told all the same", () => {
  const change = only([
    entry("aws_db_instance.d", {
      actions: ["update"],
      before: { identifier: "d", endpoint: "old-hush", tags: { a: "same-hush" } },
      after: { identifier: "d", endpoint: "new-hush", tags: { a: "same-hush" } },
      before_sensitive: { endpoint: true, tags: { a: true } },
      after_sensitive: { endpoint: true, tags: { a: true } },
    }),
  ]);
  expect(change.attributes).toEqual([
    {
      path: "endpoint",
      before: { text: "(sensitive)", hidden: "sensitive" },
      after: { text: "(sensitive)", hidden: "sensitive" },
      replaces: false,
    },
  ]);
  expect(JSON.stringify([change.before?.attributes, change.after?.attributes])).not.toContain("hush");
});

test("sensitive elements of lists and whole resources are hidden too", () => {
  const { changes, before } = sides([
    entry("aws_thing.t", {
      actions: ["update"],
      before: { list: ["plain", "hush"], blocks: [{ a: "x", key: "hush" }] },
      after: { list: ["hush", "plain", "more"], blocks: [{ a: "y", key: "hush" }] },
      before_sensitive: { list: [false, true], blocks: [{ key: true }] },
      after_sensitive: { list: [true, false, false], blocks: [{ key: true }] },
    }),
    entry("aws_other.o", { actions: ["delete"], before: { a: "hush" }, before_sensitive: true }),
  ]);
  expect(JSON.stringify(changes.map(({ attributes }) => attributes))).not.toContain("hush");
  expect(JSON.stringify(before.resources.map(({ attributes }) => attributes))).not.toContain("hush");
  expect(changes[0]?.attributes.map(({ path }) => path)).toEqual(["list.2", "blocks.0.a"]);
});

test("what is marked on one side is hidden on both", () => {
  const change = only([
    entry("aws_thing.t", {
      actions: ["update"],
      before: {
        env: [
          { name: "MODE", value: "fast" },
          { name: "KEY", value: "hush-1" },
        ],
      },
      after: {
        env: [
          { name: "KEY", value: "hush-2" },
          { name: "MODE", value: "fast" },
        ],
      },
      after_sensitive: { env: [{ value: true }] },
    }),
  ]);
  expect(JSON.stringify(change.attributes)).not.toContain("hush");
});

test("a copy of a sensitive text is not shown, and what it says is known all the same", () => {
  const { changes, after } = sides([
    entry("terraform_data.t", {
      actions: ["create"],
      after: { input: "0.0.0.0/0", output: "0.0.0.0/0" },
      after_sensitive: { input: true },
    }),
    entry("aws_security_group.g", {
      actions: ["create"],
      after: { name: "g", ingress: [{ cidr_blocks: ["0.0.0.0/0"], from_port: 22, to_port: 22, protocol: "tcp" }] },
    }),
  ]);
  expect(JSON.stringify(changes[0]?.attributes)).not.toContain("0.0.0.0/0");
  expect(JSON.stringify(after.at("plan.json", "aws_security_group.g")?.attributes)).toContain("0.0.0.0/0");
});

test.each<[string, object, string]>([
  ["failed", { errored: true }, "planning failed: what follows is a part of what would happen"],
  ["is not complete", { complete: false }, "the plan is not complete: applying it leaves changes for another plan"],
])("a plan that %s says so", (_, rest, warning) => {
  expect(sides([], rest).warnings).toEqual([warning]);
});

test("an update tells what differs, and not what is written in another way", () => {
  const change = only([
    entry("aws_s3_bucket.b", {
      actions: ["update"],
      before: { ...BUCKET, bucket_prefix: null, force_destroy: false },
      after: { ...BUCKET, bucket_prefix: "", force_destroy: true },
    }),
  ]);
  expect(change.attributes.map(({ path }) => path)).toEqual(["force_destroy"]);
  const idle = only([
    entry("aws_s3_bucket.b", {
      actions: ["update"],
      before: { ...BUCKET, bucket_prefix: null },
      after: { ...BUCKET, bucket_prefix: "" },
    }),
  ]);
  expect(idle.attributes.map(({ path }) => path)).toEqual(["bucket_prefix"]);
});

test.each<[string, object, object]>([
  ["nothing, and the empty value", { tags: null }, { tags: {} }],
  ["JSON with other spaces", { policy: '{"a": 1}' }, { policy: '{"a":1}' }],
  ["the second list of tags", { tags: { a: "1" }, tags_all: { a: "1" } }, { tags: { a: "1" }, tags_all: { a: "1" } }],
])("what providers write in another way did not drift: %s", (_, before, after) => {
  const drifted = entry("aws_s3_bucket.b", {
    actions: ["update"],
    before: { ...BUCKET, ...before },
    after: { ...BUCKET, ...after },
  });
  expect(sides([], { resource_drift: [drifted] }).drift).toEqual([]);
});

test("what is deferred and what drifted are entries, not warnings", () => {
  const deferred = {
    reason: "instance_count_unknown",
    resource_change: entry("aws_s3_bucket.d", { actions: ["create"], after: {} }),
  };
  const drifted = entry("aws_s3_bucket.b", {
    actions: ["update"],
    before: BUCKET,
    after: { ...BUCKET, tags: { by: "hand" } },
  });
  const read = sides([], { deferred_changes: [deferred], resource_drift: [drifted] });
  expect(read.warnings).toEqual([]);
  expect(read.changes).toMatchObject([{ address: "aws_s3_bucket.d", deferred: "instance_count_unknown" }]);
  expect(read.drift).toMatchObject([{ address: "aws_s3_bucket.b", action: "update", attributes: [{ path: "tags" }] }]);
});

test("several plans are one estate, and each says which it is", () => {
  const json = {
    format_version: "1.2",
    complete: false,
    resource_changes: [entry("aws_s3_bucket.b", { actions: ["create"], after: BUCKET })],
  };
  const both = sidesOfPlans(["a.json", "b.json"].map((file) => ({ file, json: structuredClone(json) })));
  expect(both.changes.map(({ root }) => root)).toEqual(["a.json", "b.json"]);
  expect(both.warnings.map((warning) => warning.split(":")[0])).toEqual(["a.json", "b.json"]);
});

test.each<[string, unknown, RegExp]>([
  ["a state", { format_version: "1.0", values: {} }, /is a state: a plan is needed/],
  ["a state file", { version: 4, serial: 1, lineage: "x", resources: [] }, /is a state: a plan is needed/],
  ["something else", { a: 1 }, /is no plan/],
  ["a list", [], /is no plan/],
  ["a format to come", { format_version: "2.0", resource_changes: [] }, /format_version is "2.0"/],
  [
    "changes that are no list",
    { format_version: "1.0", resource_changes: {} },
    /resource_changes: expected a list, found an object/,
  ],
  [
    "an entry without actions",
    { format_version: "1.0", resource_changes: [{ address: "a.b", type: "a", change: {} }] },
    /change.actions: expected a list, found nothing/,
  ],
  [
    "an action that is none",
    { format_version: "1.0", resource_changes: [entry("aws_s3_bucket.b", { actions: ["explode"] })] },
    /"explode" is no action/,
  ],
])("what is no plan is refused: %s", (_, json, message) => {
  expect(() => sidesOfPlans([{ file: "plan.json", json }])).toThrow(message);
});
