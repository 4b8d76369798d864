import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { EksCluster } from "@cdktf/provider-aws/lib/eks-cluster";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket";
import { type App, TerraformStack } from "cdktf";
import fc from "fast-check";
import { HardenedStack, ServingTier } from "modelkeep";
import { SecureModelBucket } from "modelkeep/aws";
import { InputError } from "../../src/estate/input-error";
import type { Reading } from "../../src/estate/reading";
import type { Resource } from "../../src/estate/resource";
import { fromSynthesized, fromTerraformJson } from "../../src/estate/synthesized";
import { isUnknown, Unknown } from "../../src/estate/unknown";
import { appIn } from "../support/stack";

function read(json: unknown): Reading {
  return fromSynthesized([{ file: "cdk.tf.json", name: "cloud", json }]);
}

function only(reading: Reading, address: string): Resource {
  const [resource, ...more] = reading.resources.filter((candidate) => candidate.address === address);
  if (resource === undefined || more.length > 0) {
    throw new Error(`${1 + more.length} resources at ${address}`);
  }
  return resource;
}

const outdirs: string[] = [];

afterAll(() => {
  for (const outdir of outdirs) {
    rmSync(outdir, { recursive: true });
  }
});

function newApp(): App {
  const outdir = mkdtempSync(join(tmpdir(), "modelkeep-synthesized-"));
  outdirs.push(outdir);
  return appIn(outdir);
}

/** The files as the command would find them: `Testing.synth` leaves metadata and backends out. */
function written(app: App, ...names: string[]): { name: string; text: string }[] {
  app.synth();
  return names.map((name) => ({ name, text: readFileSync(join(app.outdir, "stacks", name, "cdk.tf.json"), "utf8") }));
}

/** Whether what was synthesized is still there: lists around blocks aside, and unknown values for interpolation. */
function isKept(written: unknown, value: unknown): boolean {
  if (isUnknown(value)) {
    return typeof written === "string" && written.includes("${");
  }
  if (typeof written === "string" && written.includes("${")) {
    return value !== null && value !== undefined;
  }
  if (Array.isArray(value) && !Array.isArray(written)) {
    return value.length === 1 && isKept(written, value[0]);
  }
  if (typeof written !== "object" || written === null) {
    return written === value;
  }
  const members = value as Record<string, unknown>;
  return Object.entries(written).every(([key, member]) => key === "//" || isKept(member, members[key]));
}

describe("a synthesized hardened stack", () => {
  const app = newApp();
  const tenant = { tier: ServingTier.PRODUCTION, tenant: "vision", owner: "vision@acme.example" };
  const stack = new HardenedStack(app, "test", tenant);
  new AwsProvider(stack, "aws", { region: "eu-west-1" });
  new SecureModelBucket(stack, "models", { bucketName: "acme-models" });
  const text = written(app, "test")
    .map((file) => file.text)
    .join("");
  const reading = read(JSON.parse(text));

  test("every resource and data source is there, with its construct path", () => {
    const { resource = {}, data = {} } = JSON.parse(text);
    const addresses = [
      ...Object.entries(resource as Record<string, object>).flatMap(([type, named]) =>
        Object.keys(named).map((name) => `${type}.${name}`),
      ),
      ...Object.entries(data as Record<string, object>).flatMap(([type, named]) =>
        Object.keys(named).map((name) => `data.${type}.${name}`),
      ),
    ];
    expect(reading.resources.map(({ address }) => address)).toEqual(addresses);
    expect(addresses.length).toBeGreaterThan(5);
    for (const { origin, root } of reading.resources) {
      expect(origin).toEqual({ file: "cdk.tf.json", constructPath: expect.stringMatching(/^test\/.+/) });
      expect(root).toBe("cloud");
    }
  });

  test("no attribute is lost", () => {
    const meta = new Set(["//", "lifecycle", "depends_on", "provider", "count", "for_each"]);
    for (const [type, named] of Object.entries(JSON.parse(text).resource as Record<string, object>)) {
      for (const [name, body] of Object.entries(named as Record<string, object>)) {
        const { attributes, meta: kept } = only(reading, `${type}.${name}`);
        for (const [key, written] of Object.entries(body)) {
          const value = (meta.has(key) ? kept : attributes)[key];
          const isThere = key === "//" || isKept(written, value);
          expect({ place: `${type}.${name}.${key}`, isThere }).toEqual({
            place: `${type}.${name}.${key}`,
            isThere: true,
          });
        }
      }
    }
  });

  test("the root knows its backend, its providers and what they require", () => {
    expect(reading.roots).toMatchObject([
      {
        name: "cloud",
        source: "synthesized",
        backend: { type: "local" },
        providers: [{ name: "aws", settings: { region: "eu-west-1", default_tags: expect.any(Array) } }],
        requiredProviders: { aws: { source: expect.stringContaining("aws") } },
        waivers: [],
      },
    ]);
  });
});

describe("references", () => {
  test("a literal of another resource takes the place of the reference, and what is computed stays a reference", () => {
    const reading = read({
      resource: {
        aws_s3_bucket_versioning: { v: { bucket: "${aws_s3_bucket.b.bucket}", id: "${aws_s3_bucket.b.arn}" } },
        aws_s3_bucket: { b: { bucket: "${local.name}-models" } },
      },
      locals: { name: "${var.tenant}" },
      variable: { tenant: { default: "acme" } },
    });
    const versioning = only(reading, "aws_s3_bucket_versioning.v");
    expect(versioning.attributes.bucket).toBe("acme-models");
    expect([...versioning.references]).toEqual([
      ["id", [{ root: "cloud", address: "aws_s3_bucket.b", attribute: "arn" }]],
    ]);
  });

  test("a local that is made from a resource leads on to it", () => {
    const reading = read({
      resource: { aws_s3_bucket_versioning: { v: { bucket: "${local.bucket}" } }, aws_s3_bucket: { b: {} } },
      locals: [{ bucket: "${aws_s3_bucket.b.id}" }],
    });
    expect(only(reading, "aws_s3_bucket_versioning.v").references.get("bucket")).toEqual([
      { root: "cloud", address: "aws_s3_bucket.b", attribute: "id" },
    ]);
  });

  test("cycles end unknown", () => {
    const reading = read({
      resource: {
        aws_a: { x: { v: "${aws_a.y.v}" }, y: { v: "${aws_a.x.v}" }, z: { v: "${local.a}", w: "${aws_a.z.v}" } },
      },
      locals: { a: "${local.b}", b: "${local.a}" },
    });
    for (const address of ["aws_a.x", "aws_a.y", "aws_a.z"]) {
      expect(isUnknown(only(reading, address).attributes.v)).toBe(true);
    }
  });

  test("chains without end and values that double each other stay unknown", () => {
    const chain = Object.fromEntries(Array.from({ length: 5000 }, (_, i) => [`c${i}`, `\${local.c${i + 1}}`]));
    const texts = Object.fromEntries(
      Array.from({ length: 80 }, (_, i) => [`t${i + 1}`, `\${local.t${i}}\${local.t${i}}`]),
    );
    const lists = Object.fromEntries(
      Array.from({ length: 80 }, (_, i) => [`l${i + 1}`, [`\${local.l${i}}`, `\${local.l${i}}`]]),
    );
    const reading = read({
      resource: { aws_a: { x: { c: "${local.c0}", t: "${local.t80}", l: "${local.l80}" } } },
      locals: { ...chain, ...texts, ...lists, c5000: "end", t0: "aa", l0: ["a"] },
    });
    const { c, t } = only(reading, "aws_a.x").attributes;
    expect(isUnknown(c)).toBe(true);
    expect(isUnknown(t)).toBe(true);
  });

  test("a reference to all instances is no literal", () => {
    const reading = read({ resource: { aws_a: { x: { v: "${aws_a.y[*].v}" }, y: { count: 2, v: "a" } } } });
    expect(isUnknown(only(reading, "aws_a.x").attributes.v)).toBe(true);
    expect(only(reading, "aws_a.y").meta).toEqual({ count: 2 });
  });
});

describe("stacks that take values from each other", () => {
  const app = newApp();
  const cloud = new TerraformStack(app, "cloud");
  new AwsProvider(cloud, "aws", { region: "eu-west-1" });
  const cluster = new EksCluster(cloud, "cluster", {
    name: "serving",
    roleArn: "arn",
    vpcConfig: { subnetIds: ["a"] },
  });
  const workload = new TerraformStack(app, "workload");
  new AwsProvider(workload, "aws", { region: "eu-west-1" });
  new S3Bucket(workload, "bucket", { bucket: cluster.name, tags: { arn: cluster.arn } });
  const files = written(app, "workload", "cloud");
  const json = () => files.map(({ name, text }) => ({ file: `${name}.json`, name, json: JSON.parse(text) }));

  test("the reference is followed into the other stack, and its literals come along", () => {
    const reading = fromSynthesized(json());
    const bucket = reading.resources.find(({ kind }) => kind === "aws_s3_bucket");
    expect(bucket?.attributes.bucket).toBe("serving");
    expect(bucket?.references.get("tags.arn")).toEqual([
      { root: "cloud", address: "aws_eks_cluster.cluster", attribute: "arn" },
    ]);
  });

  test("without the other stack the value leads to the remote state", () => {
    const [first] = json();
    const reading = fromSynthesized(first === undefined ? [] : [first]);
    const bucket = reading.resources.find(({ kind }) => kind === "aws_s3_bucket");
    expect(bucket?.references.get("bucket")).toMatchObject([
      { root: "workload", address: "data.terraform_remote_state.cross-stack-reference-input-cloud" },
    ]);
  });

  test("two stacks of one name are two roots", () => {
    const stacks = ["a.json", "b.json"].map((file) => ({ file, name: "s", json: { resource: { aws_a: { x: {} } } } }));
    const reading = fromSynthesized(stacks);
    expect(reading.roots.map(({ name }) => name)).toEqual(["s (a.json)", "s (b.json)"]);
    expect(reading.resources.map(({ root }) => root)).toEqual(["s (a.json)", "s (b.json)"]);
  });
});

describe("Terraform JSON", () => {
  test("lists of objects are taken at every level, from several files", () => {
    const reading = fromTerraformJson([
      {
        file: "infra",
        name: "infra",
        parts: [
          {
            file: "a.tf.json",
            json: { resource: [{ aws_s3_bucket: [{ b: [{ bucket: "x", versioning: [{ enabled: true }] }] }] }] },
          },
          {
            file: "b.tf.json",
            json: {
              "//": "by hand",
              data: { aws_region: { "//": "x", r: {} } },
              provider: [{ aws: [{ alias: "a" }, {}] }],
            },
          },
          {
            file: "c.tf.json",
            json: { terraform: [{ backend: { s3: { bucket: "state" } } }, { required_providers: { aws: "~> 6.0" } }] },
          },
        ],
      },
    ]);
    expect(only(reading, "aws_s3_bucket.b")).toMatchObject({
      attributes: { bucket: "x", versioning: [{ enabled: true }] },
      origin: { file: "a.tf.json" },
    });
    expect(only(reading, "data.aws_region.r")).toMatchObject({ kind: "aws_region", mode: "data" });
    expect(reading.roots).toMatchObject([
      {
        backend: { type: "s3", settings: { bucket: "state" } },
        providers: [{ settings: { alias: "a" } }, { settings: { alias: null } }],
        requiredProviders: { aws: { version: "~> 6.0" } },
      },
    ]);
  });

  test("a module is recorded, and its outputs are unknown", () => {
    const reading = read({
      module: { m: { source: "./m", providers: { aws: "aws.eu" }, size: 5 } },
      resource: { aws_a: { x: { v: "${module.m.out}" } } },
    });
    expect(only(reading, "module.m")).toMatchObject({
      kind: "module",
      attributes: { source: "./m", size: 5 },
      meta: { providers: { aws: "aws.eu" } },
    });
    expect(only(reading, "aws_a.x").attributes.v).toEqual(
      new Unknown([{ root: "cloud", address: "module.m", attribute: "out" }], "${module.m.out}"),
    );
  });

  test("meta-arguments are no attributes, and outputs have values", () => {
    const reading = read({
      resource: {
        aws_s3_bucket: { b: { bucket: "x", lifecycle: { prevent_destroy: true }, depends_on: ["aws_a.b"] } },
      },
      output: { name: { value: "${aws_s3_bucket.b.bucket}" }, arn: { value: "${aws_s3_bucket.b.arn}" } },
    });
    const bucket = only(reading, "aws_s3_bucket.b");
    expect(bucket.meta).toEqual({ lifecycle: { prevent_destroy: true }, depends_on: ["aws_a.b"] });
    expect(Object.keys(bucket.attributes)).not.toContain("lifecycle");
    expect(reading.roots[0]?.outputs).toMatchObject({ name: "x", arn: expect.any(Unknown) });
    expect(reading.roots[0]?.backend).toBeNull();
  });

  test("waivers and tier of the metadata are kept as they were written", () => {
    const metadata = (waivers: unknown) => ({ metadata: { path: "s/b", modelkeep: { waivers, tier: "production" } } });
    const reading = read({
      "//": metadata([{ a: 1 }]),
      resource: { aws_a: { b: { "//": metadata([{ b: "${x_y.z}" }]) } } },
    });
    expect(reading.roots).toMatchObject([{ waivers: [{ a: 1 }], tier: "production" }]);
    expect(reading.resources).toMatchObject([{ waivers: [{ b: "${x_y.z}" }], origin: { constructPath: "s/b" } }]);
  });
});

describe("wrong input", () => {
  test.each<[unknown, string]>([
    [5, "must hold a JSON object"],
    [[], "must hold a JSON object"],
    [{ resource: 5 }, "resource must be an object"],
    [{ resource: { aws_s3_bucket: [] } }, "resource.aws_s3_bucket must be an object"],
    [{ resource: { aws_s3_bucket: "x" } }, "resource.aws_s3_bucket must be an object"],
    [{ resource: { aws_s3_bucket: { b: [5] } } }, "resource.aws_s3_bucket.b[0] must be an object"],
    [{ resource: { aws_s3_bucket: { b: { logging: "x" } } } }, "resource.aws_s3_bucket.b.logging must be an object"],
    [{ resource: { aws_a: { b: [{}, {}] } } }, "is declared twice: aws_a.b"],
    [{ locals: "x" }, "locals must be an object"],
    [{ output: { o: true } }, "output.o must be an object"],
    [{ terraform: { required_providers: { aws: 5 } } }, "terraform.required_providers.aws must be"],
    [{ "//": { metadata: { modelkeep: { waivers: {} } } } }, "//.metadata.modelkeep.waivers must be a list"],
  ])("%j is an error that names the file and the place", (json, problem) => {
    expect(() => read(json)).toThrow(InputError);
    expect(() => read(json)).toThrow(`cdk.tf.json: `);
    expect(() => read(json)).toThrow(problem);
  });

  test("input that nests without end is an error", () => {
    const deep = JSON.parse(`{"locals": {"a": ${"[".repeat(100_000)}${"]".repeat(100_000)}}}`);
    expect(() => read(deep)).toThrow(/nests deeper than 200 levels/);
  });

  test("any JSON gives a reading or an InputError", () => {
    const text = fc.constantFrom(
      "a",
      "${local.a}",
      "${aws_s3_bucket.b.bucket}",
      "${",
      "$${x}",
      "${each.value}",
      "${a[*].b}",
    );
    const key = fc.constantFrom(
      "resource",
      "data",
      "aws_s3_bucket",
      "b",
      "logging",
      "dynamic",
      "for_each",
      "content",
      "//",
      "metadata",
      "modelkeep",
      "waivers",
      "__proto__",
      "constructor",
      "locals",
      "a",
      "output",
      "value",
      "terraform",
      "backend",
      "required_providers",
      "provider",
      "module",
      "variable",
      "default",
      "tags",
    );
    const { tree } = fc.letrec((tie) => ({
      tree: fc.oneof(
        { maxDepth: 7, withCrossShrink: true },
        text,
        fc.constantFrom(null, true, 5),
        fc.array(tie("tree"), { maxLength: 3 }),
        fc
          .array(fc.tuple(key, tie("tree")), { maxLength: 5 })
          .map((entries) =>
            JSON.parse(`{${entries.map(([k, v]) => `${JSON.stringify(k)}:${JSON.stringify(v)}`).join(",")}}`),
          ),
      ),
    }));
    const block = fc.record(
      { logging: tree, dynamic: tree, tags: tree, bucket: tree, "//": tree },
      { requiredKeys: [] },
    );
    const shaped = fc.record(
      {
        resource: fc.oneof(
          tree,
          block.map((b) => ({ aws_s3_bucket: { b } })),
        ),
        data: tree,
        locals: tree,
        output: tree,
        terraform: tree,
        provider: tree,
        module: tree,
        variable: tree,
        "//": tree,
      },
      { requiredKeys: [] },
    );
    let readings = 0;
    fc.assert(
      fc.property(fc.oneof(shaped, fc.jsonValue()), (json) => {
        try {
          const reading = read(JSON.parse(JSON.stringify(json)));
          readings++;
          expect(reading.roots).toHaveLength(1);
        } catch (error) {
          expect(error).toBeInstanceOf(InputError);
        }
      }),
      { numRuns: 2000 },
    );
    expect(readings).toBeGreaterThan(10);
    expect(({} as Record<string, unknown>).a).toBeUndefined();
  });
});
