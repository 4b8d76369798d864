import { join } from "node:path";
import { sidesOfPaths } from "../../src/change/folder-sides";
import type { ResourceChange, Sides } from "../../src/change/sides";
import { folderOf, removeFolders } from "../support/folder";

afterAll(removeFolders);

type Files = string | Readonly<Record<string, string | object>>;

async function sidesOf(before: Files, after: Files): Promise<Sides> {
  const files = [
    ["before", before],
    ["after", after],
  ] as const;
  const folder = folderOf(
    Object.fromEntries(
      files.flatMap(([side, content]) =>
        Object.entries(typeof content === "string" ? { "main.tf": content } : content).map(([name, text]) => [
          `${side}/${name}`,
          text,
        ]),
      ),
    ),
  );
  return (await sidesOfPaths(join(folder, "before"), join(folder, "after"))).sides;
}

function said({ action, address, previousAddress, importId }: ResourceChange): string {
  const was = previousAddress === undefined ? "" : ` was ${previousAddress}`;
  return `${action} ${address}${was}${importId === undefined ? "" : ` by ${importId}`}`;
}

const bucket = (name: string, more = ""): string => `resource "aws_s3_bucket" "${name}" {
  bucket = "acme-data"
  ${more}
}
`;

const versioning = (of: string, more = ""): string => `resource "aws_s3_bucket_versioning" "v" {
  bucket = ${of}.id
  ${more}
  versioning_configuration {
    status = "Enabled"
  }
}
`;

const moved = (from: string, to: string): string => `moved {
  from = ${from}
  to   = ${to}
}
`;

const removed = (from: string, lifecycle = "lifecycle {\n    destroy = false\n  }"): string => `removed {
  from = ${from}
  ${lifecycle}
}
`;

const [D, DATA] = ["aws_s3_bucket.d", "aws_s3_bucket.data"];
const INNER = { "inner/main.tf": bucket("d") };
const call = (name: string, source = "./inner", more = ""): string =>
  `module "${name}" {\n  source = "${source}"\n  ${more}\n}\n`;

test.each<[string, Files, Files, readonly string[]]>([
  ["a resource", bucket("d"), bucket("data") + moved(D, DATA), [`move ${DATA} was ${D}`]],
  [
    "a resource that is changed too",
    bucket("d"),
    bucket("data", "force_destroy = true") + moved(D, DATA),
    [`update ${DATA} was ${D}`],
  ],
  [
    "a resource that others refer to, in words and in longer texts",
    bucket("d") + versioning(D, `expected_bucket_owner = "a-\${${D}.id}-b"`),
    bucket("data") + versioning(DATA, `expected_bucket_owner = "a-\${${DATA}.id}-b"`) + moved(D, DATA),
    [`move ${DATA} was ${D}`],
  ],
  [
    "what is moved on",
    bucket("a"),
    bucket("c") + moved("aws_s3_bucket.a", "aws_s3_bucket.b") + moved("aws_s3_bucket.b", "aws_s3_bucket.c"),
    ["move aws_s3_bucket.c was aws_s3_bucket.a"],
  ],
  [
    "in a circle, which ends",
    bucket("a"),
    bucket("c") + moved("aws_s3_bucket.a", "aws_s3_bucket.b") + moved("aws_s3_bucket.b", "aws_s3_bucket.a"),
    ["create aws_s3_bucket.c", "destroy aws_s3_bucket.a"],
  ],
  [
    "onto what is there, which Terraform refuses",
    bucket("d") + bucket("data"),
    bucket("data") + moved(D, DATA),
    [`destroy ${D}`],
  ],
  [
    "what is still configured, which Terraform refuses",
    bucket("d"),
    bucket("d") + bucket("data") + moved(D, DATA),
    [`create ${DATA}`],
  ],
  ["to what is nowhere", bucket("d"), bucket("other") + moved(D, DATA), ["create aws_s3_bucket.other", `destroy ${D}`]],
  [
    "to another kind",
    bucket("d"),
    `resource "aws_ebs_volume" "v" {}\n${moved(D, "aws_ebs_volume.v")}`,
    ["create aws_ebs_volume.v", `destroy ${D}`],
  ],
  [
    "two to one place",
    bucket("a") + bucket("b"),
    bucket("c") + moved("aws_s3_bucket.a", "aws_s3_bucket.c") + moved("aws_s3_bucket.b", "aws_s3_bucket.c"),
    ["move aws_s3_bucket.c was aws_s3_bucket.a", "destroy aws_s3_bucket.b"],
  ],
  [
    "an instance to a key, and who refers to it",
    bucket("d") + versioning(D),
    bucket("data", 'for_each = toset(["a"])') + versioning(`${DATA}["a"]`) + moved(D, `${DATA}["a"]`),
    [`move ${DATA}["a"] was ${D}`],
  ],
  [
    "all instances with their keys",
    bucket("d", 'for_each = toset(["a", "b"])'),
    bucket("data", 'for_each = toset(["a", "b"])') + moved(D, DATA),
    [`move ${DATA}["a"] was ${D}["a"]`, `move ${DATA}["b"] was ${D}["b"]`],
  ],
  [
    "an instance of a count of one",
    bucket("d", "count = 1") + versioning(`${D}[0]`),
    bucket("data", "count = 1") + versioning(`${DATA}[0]`) + moved(`${D}[0]`, `${DATA}[0]`),
    [`move ${DATA} was ${D}`],
  ],
  [
    "to where there is a count of one, and who refers to it",
    bucket("d") + versioning(D),
    bucket("data", "count = 1") + versioning(`${DATA}[0]`) + moved(D, `${DATA}[0]`),
    [`move ${DATA} was ${D}`],
  ],
  [
    "from where there was a count of one, and who refers to it",
    bucket("d", "count = 1") + versioning(`${D}[0]`),
    bucket("data") + versioning(DATA) + moved(`${D}[0]`, DATA),
    [`move ${DATA} was ${D}`],
  ],
  [
    "all of a count, which grows",
    bucket("d", "count = 2"),
    bucket("data", "count = 3") + moved(D, DATA),
    [`update ${DATA} was ${D}`],
  ],
  [
    "one instance of many, which are one resource here",
    bucket("d", "count = 3"),
    bucket("data") + moved(`${D}[0]`, DATA),
    [`create ${DATA}`, `destroy ${D}`],
  ],
  [
    "a module",
    { "main.tf": call("a"), ...INNER },
    { "main.tf": call("b") + moved("module.a", "module.b"), ...INNER },
    [`move module.b.${D} was module.a.${D}`],
  ],
  [
    "into an instance of a module",
    bucket("d"),
    { "main.tf": call("b", "./inner", "count = 1") + moved(D, `module.b[0].${D}`), ...INNER },
    [`move module.b.${D} was ${D}`],
  ],
  [
    "by a module",
    { "main.tf": call("a"), ...INNER },
    { "main.tf": call("a"), "inner/main.tf": bucket("data") + moved(D, DATA) },
    [`move module.a.${DATA} was module.a.${D}`],
  ],
  [
    "a module that nobody looked into, and who refers to it",
    call("a", "acme/a/aws") + versioning("module.a"),
    call("b", "acme/a/aws") + versioning("module.b") + moved("module.a", "module.b"),
    ["move module.b was module.a"],
  ],
  [
    "by a key that is not literal",
    bucket("d"),
    bucket("data") + moved(`${D}[local.key]`, DATA),
    [`create ${DATA}`, `destroy ${D}`],
  ],
])("moves: %s", async (_case, before, after, expected) => {
  expect((await sidesOf(before, after)).changes.map(said)).toEqual(expected);
});

test("what is moved is one object on both sides, and who refers to it refers to it there", async () => {
  const sides = await sidesOf(
    bucket("d") + versioning(D),
    bucket("data") + versioning(DATA, "mfa = true") + moved(D, DATA),
  );
  const [was] = sides.before.ofKind("aws_s3_bucket_versioning");
  const [reference] = was?.references.get("bucket") ?? [];
  const target = reference && sides.before.target(reference);
  expect(target?.address).toBe(DATA);
  expect(target).toBe(sides.after.ofKind("aws_s3_bucket")[0]);
  expect(sides.changes.map(({ address, attributes }) => [address, attributes.map(({ path }) => path)])).toEqual([
    [DATA, []],
    ["aws_s3_bucket_versioning.v", ["mfa"]],
  ]);
});

test("a stack that refers to what another one moves is not changed", async () => {
  const stack = (stackName: string, content: object): object => ({
    "//": { metadata: { stackName, version: "0.21.0" } },
    ...content,
  });
  const sides = (name: string, more: object): Files => ({
    "manifest.json": {
      stacks: Object.fromEntries(
        ["models", "reader"].map((stackName) => [
          stackName,
          { name: stackName, synthesizedStackPath: `stacks/${stackName}/cdk.tf.json` },
        ]),
      ),
    },
    "stacks/models/cdk.tf.json": stack("models", {
      resource: { aws_s3_bucket: { [name]: { bucket: "acme-data" } } },
      output: { "cross-stack-output-bucket": { value: `\${aws_s3_bucket.${name}.arn}` } },
      ...more,
    }),
    "stacks/reader/cdk.tf.json": stack("reader", {
      resource: {
        aws_ssm_parameter: {
          p: {
            value:
              "${data.terraform_remote_state.cross-stack-reference-input-models.outputs.cross-stack-output-bucket}",
          },
        },
        // Of the same name, and in another root.
        aws_s3_bucket: { d: { bucket: "acme-other" } },
      },
    }),
  });
  const { changes, before, after } = await sidesOf(sides("d", {}), sides("data", { moved: [{ from: D, to: DATA }] }));
  expect(changes.map(said)).toEqual([`move ${DATA} was ${D}`]);
  expect(before.ofKind("aws_ssm_parameter")[0]).toBe(after.ofKind("aws_ssm_parameter")[0]);
});

test("what is replaced takes what was moved and refers to it with it", async () => {
  const sides = await sidesOf(
    `resource "aws_s3_bucket" "b" {\n  bucket = "a"\n}\n${versioning("aws_s3_bucket.b")}`,
    `resource "aws_s3_bucket" "b" {\n  bucket = "b"\n}\n${versioning("aws_s3_bucket.b").replace('"v"', '"w"')}${moved("aws_s3_bucket_versioning.v", "aws_s3_bucket_versioning.w")}`,
  );
  expect(sides.changes.map(said)).toEqual([
    "replace aws_s3_bucket.b",
    "replace aws_s3_bucket_versioning.w was aws_s3_bucket_versioning.v",
  ]);
});

test.each<[string, Files, Files, readonly string[]]>([
  ["a resource", bucket("d"), removed(D), [`forget ${D}`]],
  [
    "in Terraform's JSON syntax",
    { "main.tf": bucket("d") },
    { "main.tf.json": { removed: [{ from: D, lifecycle: { destroy: false } }] } },
    [`forget ${D}`],
  ],
  ["all instances", bucket("d", 'for_each = toset(["a"])'), removed(D), [`forget ${D}["a"]`]],
  ["a module", { "main.tf": call("a"), ...INNER }, removed("module.a"), [`forget module.a.${D}`]],
  ["what is destroyed", bucket("d"), removed(D, "lifecycle {\n    destroy = true\n  }"), [`destroy ${D}`]],
  ["what says nothing", bucket("d"), removed(D, ""), [`destroy ${D}`]],
  ["a part of a name", bucket("data"), removed(D), [`destroy ${DATA}`]],
  ["what is still configured", bucket("d"), bucket("d") + removed(D), []],
])("forgets: %s", async (_case, before, after, expected) => {
  const { changes, after: side } = await sidesOf(before, after);
  expect(changes.map(said)).toEqual(expected);
  // Nobody manages it, and it is there.
  const forgotten = changes.filter(({ action }) => action === "forget");
  expect(forgotten.map(({ root, address }) => side.at(root, address))).toEqual(forgotten.map(({ before: was }) => was));
});

test("a side that has nothing but what it forgets is no failed synthesis", async () => {
  expect((await sidesOf(bucket("d"), removed(D))).warnings).toEqual([]);
  expect((await sidesOf(bucket("d"), removed(D, ""))).warnings).toHaveLength(1);
});

const imported = (to: string, id = '"acme-data"'): string => `import {\n  to = ${to}\n  id = ${id}\n}\n`;

test.each<[string, Files, Files, readonly string[], number]>([
  ["a resource", bucket("o"), bucket("o") + bucket("d") + imported(D), [`import ${D} by acme-data`], 1],
  [
    "by an id that is computed",
    bucket("o"),
    bucket("o") + bucket("d") + imported(D, "local.id"),
    [`import ${D} by `],
    1,
  ],
  ["what was there before", bucket("d"), bucket("d", "force_destroy = true") + imported(D), [`update ${D}`], 0],
  ["what is not configured", bucket("o"), bucket("o") + imported(D), [], 0],
])("imports: %s", async (_case, before, after, expected, warnings) => {
  const sides = await sidesOf(before, after);
  expect(sides.changes.map(said)).toEqual(expected);
  expect(sides.warnings).toEqual(
    Array(warnings).fill(expect.stringMatching(/^1 resource is imported: what is there is not known without a plan/)),
  );
});
