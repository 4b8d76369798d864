import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as fc from "fast-check";
import { Estate } from "../../src/estate/estate";
import { InputError } from "../../src/estate/input-error";
import { fromPlan } from "../../src/estate/plan";
import type { Attributes, Resource } from "../../src/estate/resource";
import { isUnknown, Unknown } from "../../src/estate/unknown";

type Json = Record<string, unknown>;

function change(address: string, more: Json = {}, inChange: Json = {}): Json {
  const type = /(\w+)\.\w+(\[[^\]]*\])?$/.exec(address)?.[1];
  const mode = /(^|\.)data\./.test(address) ? "data" : "managed";
  return { address, mode, type, change: { actions: ["create"], after: {}, after_unknown: {}, ...inChange }, ...more };
}

function plan(changes: readonly Json[], rootModule: Json = {}, more: Json = {}): Json {
  return { format_version: "1.2", resource_changes: changes, configuration: { root_module: rootModule }, ...more };
}

function read(json: unknown): readonly Resource[] {
  return fromPlan("plan.json", json).resources;
}

function at(resources: readonly Resource[], address: string): Resource {
  const found = resources.find((resource) => resource.address === address);
  if (found === undefined) {
    throw new Error(`${address} is not among ${resources.map((resource) => resource.address).join(", ")}`);
  }
  return found;
}

function pointers(resource: Resource, path: string): readonly string[] {
  return (resource.references.get(path) ?? []).map((to) =>
    to.attribute === "" ? to.address : `${to.address}.${to.attribute}`,
  );
}

const references = (...written: string[]) => ({ references: written });

describe("formats", () => {
  test.each(["0.1", "0.2", "1.0", "1.2", "1.99", undefined])("%s is read", (format_version) => {
    expect(read({ ...plan([change("aws_sqs_queue.a")]), format_version })).toHaveLength(1);
  });

  test.each(["2.0", "3.1", "garbage", "", 1, "0.3"])("%p is refused with what is read", (format_version) => {
    const message = `plan.json: format_version is ${JSON.stringify(format_version)}; those that are read are 0.1, 0.2 and 1.x`;
    expect(() => read({ ...plan([]), format_version })).toThrow(new InputError("plan.json", message.slice(11)));
  });

  test("a plan that failed is refused", () => {
    expect(() => read(plan([], {}, { errored: true }))).toThrow("plan.json: the plan is marked as errored; plan again");
  });

  test.each([[{}], [{ format_version: "1.0" }], [[]], [null], ["x"]])("%j is neither a plan nor a state", (json) => {
    expect(() => read(json)).toThrow("plan.json: is neither a plan nor a state");
  });

  test("a state is read as it is", () => {
    const root_module = {
      resources: [{ address: "aws_sqs_queue.a", mode: "managed", type: "aws_sqs_queue", values: { name: "a" } }],
      child_modules: [
        { resources: [{ address: "module.m.aws_sqs_queue.b", type: "aws_sqs_queue", values: { name: "b" } }] },
      ],
    };
    const resources = read({ format_version: "1.0", values: { root_module } });
    expect(resources.map(({ address, actions, attributes }) => [address, actions, attributes.name])).toEqual([
      ["aws_sqs_queue.a", [], "a"],
      ["module.m.aws_sqs_queue.b", [], "b"],
    ]);
  });
});

test.each<[string, unknown]>([
  ["resource_changes: expected a list, found a number", { ...plan([]), resource_changes: 5 }],
  ["resource_changes[0]: expected an object, found a list", plan([[] as unknown as Json])],
  ["resource_changes[0].change: expected an object, found null", plan([change("a.b", { change: null })])],
  ["resource_changes[0].address: expected a string, found nothing", plan([change("a.b", { address: undefined })])],
  ["resource_changes[0].address: expected a string, found a number", plan([change("a.b", { address: 7 })])],
  ["resource_changes[0].change.after: expected an object, found a list", plan([change("a.b", {}, { after: [] })])],
  [
    "resource_changes[0].change.actions: expected a list, found a string",
    plan([change("a.b", {}, { actions: "create" })]),
  ],
  [
    'resource_changes[0].change.actions[0]: "explode" is no action',
    plan([change("a.b", {}, { actions: ["explode"] })]),
  ],
  ["configuration.root_module.resources[0]: expected an object, found a boolean", plan([], { resources: [true] })],
])("%s", (problem, json) => {
  expect(() => read(json)).toThrow(new InputError("plan.json", problem));
});

describe("sections", () => {
  test("what is only deleted or forgotten is kept with the values it had", () => {
    const gone = { before: { name: "old" }, after: null, after_unknown: {} };
    const resources = read(
      plan([
        change("aws_sqs_queue.a", {}, { ...gone, actions: ["delete"] }),
        change("aws_sqs_queue.b", {}, { ...gone, actions: ["forget"] }),
        change(
          "aws_sqs_queue.c",
          {},
          { actions: ["delete", "create"], before: { name: "old" }, after: { name: "new" } },
        ),
        change(
          "aws_sqs_queue.d",
          {},
          { actions: ["create", "delete"], before: { name: "old" }, after: { name: "new" } },
        ),
      ]),
    );
    expect(resources.map(({ actions, attributes }) => [...actions, attributes.name])).toEqual([
      ["delete", "old"],
      ["forget", "old"],
      ["delete", "create", "new"],
      ["create", "delete", "new"],
    ]);
  });

  test("a deposed object does not replace the current one", () => {
    const resources = read(
      plan([
        change("aws_sqs_queue.a", {}, { after: { name: "current" } }),
        change("aws_sqs_queue.a", { deposed: "1a2b3c" }, { actions: ["delete"], before: { name: "old" }, after: null }),
      ]),
    );
    expect(new Estate(resources, []).at("plan.json", "aws_sqs_queue.a")?.attributes.name).toBe("current");
    expect(at(resources, "aws_sqs_queue.a (deposed 1a2b3c)").attributes.name).toBe("old");
  });

  test("imported, moved and deferred resources are read like others", () => {
    const resources = read(
      plan(
        [
          change("aws_sqs_queue.imported", {}, { actions: ["no-op"], importing: { id: "x" }, after: { name: "i" } }),
          change(
            "aws_sqs_queue.moved",
            { previous_address: "aws_sqs_queue.old" },
            { actions: ["no-op"], after: { name: "m" } },
          ),
        ],
        {},
        {
          deferred_changes: [
            {
              reason: "instance_count_unknown",
              resource_change: change("aws_sqs_queue.later", {}, { after_unknown: { name: true } }),
            },
          ],
        },
      ),
    );
    expect(resources.map(({ address }) => address)).toEqual([
      "aws_sqs_queue.imported",
      "aws_sqs_queue.moved",
      "aws_sqs_queue.later",
    ]);
  });

  test("planned values and known data sources fill in what the changes lack", () => {
    const data = (name: string) => ({
      address: `data.aws_iam_policy_document.${name}`,
      mode: "data",
      type: "aws_iam_policy_document",
      values: { json: name },
    });
    const resources = read(
      plan(
        [change("aws_sqs_queue.a", {}, { after: { name: "changed" } })],
        {
          resources: [
            { address: "data.aws_iam_policy_document.declared" },
            {
              address: "aws_sqs_queue.b",
              expressions: { kms_master_key_id: references("aws_kms_key.k.arn", "aws_kms_key.k") },
            },
          ],
        },
        {
          planned_values: {
            root_module: {
              resources: [
                { address: "aws_sqs_queue.a", mode: "managed", type: "aws_sqs_queue", values: { name: "planned" } },
                { address: "aws_sqs_queue.b", mode: "managed", type: "aws_sqs_queue", values: { name: "b" } },
              ],
            },
          },
          prior_state: { values: { root_module: { resources: [data("declared"), data("stale")] } } },
        },
      ),
    );
    expect(resources).toHaveLength(3);
    expect(at(resources, "aws_sqs_queue.a").attributes.name).toBe("changed");
    expect(isUnknown(at(resources, "aws_sqs_queue.b").attributes.kms_master_key_id)).toBe(true);
    expect(at(resources, "data.aws_iam_policy_document.declared").attributes.json).toBe("declared");
  });
});

describe("references", () => {
  const passed = plan(
    [
      change("aws_kms_key.k"),
      change('module.a["x"].module.b.aws_sqs_queue.q', {}, { after_unknown: { kms_master_key_id: true } }),
      change("aws_sqs_queue.from_output", {}, { after: { name: "known" } }),
    ],
    {
      resources: [
        { address: "aws_kms_key.k" },
        {
          address: "aws_sqs_queue.from_output",
          expressions: { name: references('module.a["x"].out', 'module.a["x"]', "module.a") },
        },
      ],
      module_calls: {
        a: {
          expressions: { key: references("aws_kms_key.k") },
          module: {
            outputs: { out: { expression: references("module.b.queue", "module.b") } },
            module_calls: {
              b: {
                expressions: { key_arn: references("var.key.arn", "var.key") },
                module: {
                  outputs: { queue: { expression: references("aws_sqs_queue.q.name", "aws_sqs_queue.q") } },
                  resources: [
                    {
                      address: "aws_sqs_queue.q",
                      expressions: { kms_master_key_id: references("var.key_arn", "local.l", "path.root") },
                    },
                  ],
                },
              },
            },
          },
        },
      },
    },
  );

  test("variables are followed to the caller, two modules deep, and outputs to what they give out", () => {
    const resources = read(structuredClone(passed));
    const queue = at(resources, 'module.a["x"].module.b.aws_sqs_queue.q');
    const expected = ["aws_kms_key.k.arn", 'module.a["x"].module.b.local.l'];
    expect(pointers(queue, "kms_master_key_id")).toEqual(expected);
    expect(queue.attributes.kms_master_key_id).toEqual(new Unknown(queue.references.get("kms_master_key_id")));
    expect(pointers(at(resources, "aws_sqs_queue.from_output"), "name")).toEqual([
      'module.a["x"].module.b.aws_sqs_queue.q.name',
    ]);
  });

  test("instances point at the instance of their own key, else at the first, and share what has no key", () => {
    const keys = ['["a"]', '["b"]'];
    const resources = read(
      plan(
        keys
          .flatMap((key) => [
            change(`aws_s3_bucket.b${key}`),
            change(`aws_s3_bucket_versioning.v${key}`),
            change(`aws_s3_bucket_policy.p${key}`),
            change(`aws_sqs_queue.q${key}`),
          ])
          .concat(change("aws_s3_bucket_versioning.one")),
        {
          resources: [
            { address: "aws_s3_bucket_versioning.v", expressions: { bucket: references("aws_s3_bucket.b") } },
            { address: "aws_s3_bucket_versioning.one", expressions: { bucket: references("aws_s3_bucket.b") } },
            {
              address: "aws_s3_bucket_policy.p",
              for_each_expression: references("aws_s3_bucket.b"),
              expressions: { bucket: references("each.value.id", "each.value") },
            },
            {
              address: "aws_sqs_queue.q",
              expressions: { kms_master_key_id: references("aws_kms_key.k.arn", "aws_kms_key.k") },
            },
          ],
        },
      ),
    );
    expect(keys.map((key) => pointers(at(resources, `aws_s3_bucket_versioning.v${key}`), "bucket"))).toEqual(
      keys.map((key) => [`aws_s3_bucket.b${key}`]),
    );
    expect(pointers(at(resources, "aws_s3_bucket_versioning.one"), "bucket")).toEqual(['aws_s3_bucket.b["a"]']);
    expect(pointers(at(resources, 'aws_s3_bucket_policy.p["b"]'), "bucket")).toEqual(['aws_s3_bucket.b["b"].id']);
    expect(at(resources, 'aws_sqs_queue.q["a"]').references).toBe(at(resources, 'aws_sqs_queue.q["b"]').references);
  });

  test("blocks of a set keep their own references in whichever order they are planned", () => {
    const block = (name: string) => ({ name: { constant_value: name }, key: references(`aws_kms_key.${name}.arn`) });
    const [resource] = read(
      plan(
        [
          change(
            "example_thing.a",
            {},
            {
              after: { part: [{ name: "b" }, { name: "a", key: "known" }] },
              after_unknown: { part: [{ key: true }, {}] },
            },
          ),
        ],
        { resources: [{ address: "example_thing.a", expressions: { part: [block("a"), block("b")] } }] },
      ),
    );
    expect(resource?.attributes.part).toEqual([
      { name: "b", key: new Unknown([{ root: "plan.json", address: "aws_kms_key.b", attribute: "arn" }]) },
      { name: "a", key: "known" },
    ]);
    expect(resource && pointers(resource, "part.1.key")).toEqual(["aws_kms_key.a.arn"]);
  });

  test("modules that pass a value in a circle end", () => {
    const circle = { x: references("module.m.out") };
    const module = { outputs: { out: { expression: references("var.x") } } };
    const resources = read(
      plan([change("aws_sqs_queue.q")], {
        resources: [{ address: "aws_sqs_queue.q", expressions: { name: references("module.m.out") } }],
        module_calls: { m: { expressions: circle, module } },
      }),
    );
    expect(pointers(at(resources, "aws_sqs_queue.q"), "name")).toEqual([]);
  });
});

describe("unknown values", () => {
  test("they are marked by position in lists and by key in objects, also where nothing is known", () => {
    const [resource] = read(
      plan([
        change(
          "example_thing.a",
          {},
          {
            after: { list: [{ x: 1 }, { y: null }], text: "a" },
            after_unknown: { list: [false, { y: true, z: [true] }], gone: { deep: true }, text: false, empty: {} },
          },
        ),
      ]),
    );
    expect(resource?.attributes).toEqual({
      list: [{ x: 1 }, { y: new Unknown(), z: [new Unknown()] }],
      gone: { deep: new Unknown() },
      text: "a",
    });
  });

  test("a key __proto__ pollutes nothing", () => {
    const unknown = JSON.parse('{"__proto__": {"polluted": true}, "constructor": true, "tags": {"__proto__": true}}');
    read(plan([change("example_thing.a", {}, { after: JSON.parse('{"__proto__": {}}'), after_unknown: unknown })]));
    expect(({} as Json).polluted).toBeUndefined();
  });
});

describe("a plan made by Terraform", () => {
  const file = join(__dirname, "../fixtures/plans/modules/plan.json");
  const resources = read(JSON.parse(readFileSync(file, "utf8")));

  test("the policy document that is read at apply keeps its statements and their references", () => {
    const document = at(resources, "data.aws_iam_policy_document.read");
    expect(document.actions).toEqual(["read"]);
    expect(pointers(document, "statement.0.resources")).toEqual(['module.store["vision"].aws_s3_bucket.this.arn']);
    expect(pointers(document, "statement.1.resources")).toEqual(["aws_kms_key.models.arn"]);
    expect((document.attributes.statement as Attributes[])[0]?.actions).toEqual(["s3:GetObject"]);
    const policy = at(resources, "aws_iam_role_policy.read[1]");
    expect(pointers(policy, "policy")).toEqual(["data.aws_iam_policy_document.read.json"]);
    expect(pointers(policy, "role")).toEqual(["aws_iam_role.serving[1]"]);
  });

  test("a bucket that is passed whole to an inner module is found from there", () => {
    const guard = at(resources, 'module.store["speech"].module.guard.aws_s3_bucket_public_access_block.this');
    expect(pointers(guard, "bucket")).toEqual(['module.store["speech"].aws_s3_bucket.this.id']);
    const encryption = at(resources, 'module.store["speech"].aws_s3_bucket_server_side_encryption_configuration.this');
    const place = "rule.0.apply_server_side_encryption_by_default.0.kms_master_key_id";
    expect(pointers(encryption, place)).toEqual(["aws_kms_key.models.arn"]);
  });

  test("what the author left to the provider is not set", () => {
    expect(at(resources, "aws_ebs_volume.cache").attributes.kms_key_id).toBeNull();
    expect(at(resources, "aws_instance.plain").attributes.metadata_options).toEqual([]);
  });

  test("dynamic blocks of unknown length are not taken for none", () => {
    expect(isUnknown(at(resources, "data.aws_iam_policy_document.dynamic").attributes.statement)).toBe(true);
  });

  test("unknown members of a set of blocks stay with their block", () => {
    const rules = at(resources, "aws_security_group.inline").attributes.ingress as Attributes[];
    const serving = rules.find((rule) => rule.from_port === 8501);
    const http = rules.find((rule) => rule.from_port === 80);
    expect(serving?.security_groups).toEqual(
      new Unknown([{ root: "plan.json", address: "aws_security_group.serving", attribute: "id" }]),
    );
    expect(http?.security_groups).toEqual([]);
  });

  test("the root says which providers and outputs it has", () => {
    const [root] = fromPlan("plan.json", JSON.parse(readFileSync(file, "utf8"))).roots;
    expect(root?.providers.map(({ name, settings }) => [name, settings.region])).toEqual([["aws", "eu-central-1"]]);
    expect(root?.requiredProviders.aws).toEqual({ source: "hashicorp/aws", version: "5.100.0" });
    const bucket = { root: "plan.json", address: 'module.store["speech"].aws_s3_bucket.this', attribute: "arn" };
    expect(root?.outputs.bucket).toEqual(new Unknown([bucket]));
    expect(root?.backend).toBeUndefined();
  });
});

describe("any input", () => {
  const small = readFileSync(join(__dirname, "../fixtures/plans/modules/plan.json"), "utf8");

  function isReadOrRefused(json: unknown): boolean {
    try {
      return Array.isArray(fromPlan("plan.json", json).resources);
    } catch (error) {
      if (error instanceof InputError) {
        return true;
      }
      throw error;
    }
  }

  test("any JSON value is read or refused", () => {
    fc.assert(fc.property(fc.jsonValue(), isReadOrRefused));
  });

  /** Containers of the value with their keys. */
  function places(value: unknown, found: [Json, string][] = []): [Json, string][] {
    if (typeof value === "object" && value !== null) {
      for (const key of Object.keys(value)) {
        found.push([value as Json, key]);
        places((value as Json)[key], found);
      }
    }
    return found;
  }

  function nested(value: unknown, levels: number): unknown {
    let outer = value;
    for (let level = 0; level < levels; level++) {
      outer = level % 2 === 0 ? [outer] : { a: outer };
    }
    return outer;
  }

  test("any mutation of a plan is read or refused", () => {
    const mutation = fc.record({
      place: fc.nat(),
      how: fc.oneof(
        fc.constant({ drop: true }),
        fc.jsonValue().map((replacement) => ({ replacement })),
        fc.constantFrom(1, 5, 20_000).map((levels) => ({ levels })),
      ),
    });
    const count = places(JSON.parse(small)).length;
    fc.assert(
      fc.property(fc.array(mutation, { minLength: 1, maxLength: 3 }), (mutations) => {
        const json: unknown = JSON.parse(small);
        const all = places(json);
        for (const { place, how } of mutations) {
          const [container, key] = all[place % count] ?? [{}, ""];
          if ("drop" in how) {
            delete container[key];
          } else {
            container[key] = "levels" in how ? nested(container[key], how.levels) : how.replacement;
          }
        }
        return isReadOrRefused(json);
      }),
      { numRuns: 500 },
    );
  });
});
