import { symlinkSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import fc from "fast-check";
import { InputError } from "../../src/estate/input-error";
import { type ReadEstate, readEstate } from "../../src/estate/read";
import { folderOf, removeFolders } from "../support/folder";
import { OWNED_PLAN, planOf } from "../support/owned";

const PATH = process.env.PATH;

afterEach(() => {
  process.env.PATH = PATH;
});

afterAll(removeFolders);

const POD = "apiVersion: v1\nkind: Pod\nmetadata: { name: a }\n";
const HCL = 'resource "aws_s3_bucket" "models" {\n  bucket = "models"\n}\n';

/** A stack as CDKTF synthesizes it, with the resources of the type that the text gives. */
function stack(name: string, resource: object): string {
  return JSON.stringify({
    "//": { metadata: { backend: "local", stackName: name, version: "0.21.0" } },
    terraform: { backend: { local: {} } },
    resource,
  });
}

function summary({ inputs, skipped }: ReadEstate, root: string): object {
  const relative = (path: string) => path.replace(root, "").replace(/^\//, "");
  return {
    inputs: inputs.map(({ kind, path, resources }) => `${kind} ${relative(path)} ${resources}`),
    skipped: skipped.map(({ path, reason }) => `${relative(path)}: ${reason}`),
  };
}

async function reading(files: Readonly<Record<string, string>>, ...names: readonly string[]): Promise<object> {
  const root = folderOf(files);
  const paths = names.length === 0 ? [root] : names.map((name) => join(root, name));
  return summary(await readEstate(paths), root);
}

describe("files are recognised by what is in them", () => {
  const FILES: readonly (readonly [what: string, name: string, content: string, kind: string])[] = [
    ["a plan", "x", OWNED_PLAN, "plan"],
    ["a plan with a mark", "x.json", `\ufeff${OWNED_PLAN}`, "plan"],
    [
      "a state",
      "state.json",
      '{"format_version":"1.0","terraform_version":"1.13.0","values":{"root_module":{"resources":[{"address":"aws_s3_bucket.a","mode":"managed","type":"aws_s3_bucket","name":"a","values":{}}]}}}',
      "plan",
    ],
    ["a stack", "x.json", stack("a", { aws_s3_bucket: { a: {} } }), "synthesized"],
    ["Terraform JSON", "x.tf.json", '{"resource":{"aws_s3_bucket":{"a":{}}}}', "synthesized"],
    ["a manifest", "x.yml", POD, "manifests"],
    ["a manifest by any name", "x", POD, "manifests"],
    ["a JSON manifest", "x.json", '{"apiVersion":"v1","kind":"Pod","metadata":{"name":"a"}}', "manifests"],
    ["a JSON list of manifests", "x", '[{"apiVersion":"v1","kind":"Pod","metadata":{"name":"a"}}]', "manifests"],
  ];

  test.each(FILES)("%s", async (_, name, content, kind) => {
    expect(await reading({ [name]: content }, name)).toEqual({ inputs: [`${kind} ${name} 1`], skipped: [] });
  });

  test("a plan in UTF-16, as PowerShell redirects it", async () => {
    const root = folderOf({ "plan.json": Buffer.from(`\ufeff${OWNED_PLAN}`, "utf16le") });
    const { estate } = await readEstate([join(root, "plan.json")]);
    expect(estate.ofKind("aws_s3_bucket")[0]?.attributes.bucket).toBe("models");
  });
});

test("a folder is read with all that is below it, and what is no input is said", async () => {
  const files = {
    "plan.json": OWNED_PLAN,
    "k8s/pod.yaml": POD,
    "k8s/list.json": '{"apiVersion":"v1","kind":"List","items":[]}',
    "main.tf": HCL,
    "package.json": '{"name":"x"}',
    "tsconfig.json": '{\n  // comments, and a comma\n  "compilerOptions": { "url": "a//b", },\n}\n',
    "compose.yaml": "services: { web: { image: x } }\n",
    "values.yaml": "replicas: 3\n",
    "README.md": "# x\n",
  };
  expect(await reading(files)).toEqual({
    inputs: ["hcl  1", "manifests k8s/list.json 0", "manifests k8s/pod.yaml 1", "plan plan.json 1"],
    skipped: [
      ": 2 files: not Terraform, plans or Kubernetes manifests",
      ": 2 files: YAML, but not Kubernetes manifests",
      "tsconfig.json: JSON with comments or trailing commas, which is no input",
    ],
  });
});

test("a manifest with a comment in its JSON is refused, not passed by", async () => {
  const files = { "a.yaml": POD, "pod.json": '{"apiVersion":"v1","kind":"Pod",}' };
  await expect(reading(files)).rejects.toThrow(/pod\.json: line 1, column \d+: /);
});

test("documents that are no Kubernetes objects are said with their line", async () => {
  expect(await reading({ "a.yaml": `${POD}---\nreplicas: 3\n` }, "a.yaml")).toEqual({
    inputs: ["manifests a.yaml 1"],
    skipped: ["a.yaml:5: not a Kubernetes object: no kind"],
  });
});

describe("what is named twice is read once", () => {
  const files = { "a/plan.json": OWNED_PLAN, "a/b/pod.yaml": POD, "s/x.tf.json": "{}", "s/y.tf.json": "{}" };
  const all = ["synthesized s 0", "manifests a/b/pod.yaml 1", "plan a/plan.json 1"];
  const CASES: readonly (readonly [names: readonly string[], inputs: readonly string[]])[] = [
    [["a/plan.json", "a/plan.json"], ["plan a/plan.json 1"]],
    [["a", "a"], all.slice(1)],
    [["a/plan.json", "a"], all.slice(1)],
    [["a", "a/plan.json"], all.slice(1)],
    [["a/b", "a"], all.slice(1)],
    [["a", "a/b", "."], all],
    [["a/plan.json", "a/../a/plan.json"], ["plan a/plan.json 1"]],
    [["s/x.tf.json", "s"], ["synthesized s 0"]],
  ];

  test.each(CASES)("%j", async (names, inputs) => {
    const found = (await reading(files, ...names)) as { inputs: string[] };
    expect(found.inputs.sort()).toEqual([...inputs].sort());
  });

  test("also by another name", async () => {
    const root = folderOf({ "plan.json": OWNED_PLAN });
    symlinkSync("plan.json", join(root, "link.json"));
    expect((await readEstate([root])).inputs).toHaveLength(1);
    expect((await readEstate([join(root, "link.json"), join(root, "plan.json")])).inputs).toHaveLength(1);
  });
});

describe("synthesized folders", () => {
  const key = stack("keys", { aws_kms_key: { key: {} } });
  const manifest = (path: string) =>
    JSON.stringify({ version: "0.21.0", stacks: { keys: { name: "keys", synthesizedStackPath: path } } });

  test("the stacks of the manifest are read, and of its folder alone", async () => {
    const files = { "stacks/keys/cdk.tf.json": key, "stacks/old/cdk.tf.json": "{", "x/assets/pod.yaml": POD };
    expect(await reading({ "manifest.json": manifest("stacks/keys/cdk.tf.json"), ...files })).toEqual({
      inputs: ["synthesized stacks/keys/cdk.tf.json 1"],
      skipped: [],
    });
  });

  test("without a manifest, every stack is read", async () => {
    const other = stack("models", { aws_s3_bucket: { a: {}, b: {} } });
    expect(await reading({ "stacks/b/cdk.tf.json": other, "stacks/a/cdk.tf.json": key })).toEqual({
      inputs: ["synthesized stacks/a/cdk.tf.json 1", "synthesized stacks/b/cdk.tf.json 2"],
      skipped: [],
    });
  });

  test("a manifest that leads out of its folder, or to nothing, is refused", async () => {
    const files = { "stacks/keys/cdk.tf.json": key };
    await expect(reading({ "manifest.json": manifest("../x.tf.json"), ...files })).rejects.toThrow(/out of the folder/);
    await expect(reading({ "manifest.json": manifest("/etc/x.json"), ...files })).rejects.toThrow(/out of the folder/);
    await expect(reading({ "manifest.json": manifest("stacks/no.json"), ...files })).rejects.toThrow(/no such file/);
    await expect(reading({ "manifest.json": '{"stacks": 5}', ...files })).rejects.toThrow(/stacks must be an object/);
  });

  test("a manifest without a stack is nothing to read", async () => {
    const files = { "manifest.json": '{"stacks":{}}', "stacks/.keep": "" };
    await expect(reading(files)).rejects.toThrow(/nothing to read: a synthesized folder without a stack/);
  });

  test("stacks of different folders are read at once: what one takes from another is followed", async () => {
    const output = "cross-stack-output-aws_kms_keykeyarn";
    const remote = "cross-stack-reference-input-keys";
    const producer = { ...JSON.parse(key), output: { [output]: { value: "${aws_kms_key.key.arn}", sensitive: true } } };
    const bucket = { bucket: `\${data.terraform_remote_state.${remote}.outputs.${output}}` };
    const consumer = {
      ...JSON.parse(stack("models", { aws_s3_bucket: { a: bucket } })),
      data: { terraform_remote_state: { [remote]: { backend: "local", config: { path: "terraform.keys.tfstate" } } } },
    };
    const root = folderOf({ "keys.json": JSON.stringify(producer), "models.json": JSON.stringify(consumer) });
    const { estate } = await readEstate([join(root, "models.json"), join(root, "keys.json")]);
    const [reference] = estate.ofKind("aws_s3_bucket")[0]?.references.get("bucket") ?? [];
    expect(reference && estate.target(reference)?.kind).toBe("aws_kms_key");
  });
});

describe("folders of HCL", () => {
  test("a module that another folder calls is judged there alone", async () => {
    const files = { "main.tf": 'module "m" {\n  source = "./m"\n}\n', "m/main.tf": HCL };
    expect(await reading(files)).toEqual({ inputs: ["hcl  1"], skipped: [] });
    expect(await reading(files, "m", ".")).toEqual({ inputs: ["hcl m 1", "hcl  1"], skipped: [] });
  });
});

describe("charts", () => {
  const CHARTS = join(__dirname, "..", "fixtures", "charts");

  test("a chart is rendered where there is helm", async () => {
    process.env.PATH = `${join(CHARTS, "fake-helm")}${delimiter}${PATH}`;
    const { inputs, estate } = await readEstate([join(CHARTS, "server")]);
    expect(inputs).toEqual([{ path: join(CHARTS, "server"), kind: "chart", resources: estate.resources.length }]);
    expect(estate.ofKind("apps/v1 Deployment")).toHaveLength(1);
  });

  test("without helm, or when it is not wanted, a chart is skipped with its reason", async () => {
    process.env.PATH = "";
    const root = folderOf({ "chart/Chart.yaml": "name: x\n", "chart/templates/a.yaml": "{{ broken", "pod.yaml": POD });
    expect(summary(await readEstate([root]), root)).toEqual({
      inputs: ["manifests pod.yaml 1"],
      skipped: ["chart: a Helm chart needs the helm binary, which is not on PATH"],
    });
    expect((await readEstate([root], { helm: false })).skipped).toEqual([
      { path: join(root, "chart"), reason: "a Helm chart, and rendering is off" },
    ]);
    await expect(readEstate([join(root, "chart")])).rejects.toThrow(/nothing to read: a Helm chart needs the helm/);
  });
});

test("kubernetes_* resources are followed by the manifests that they apply", async () => {
  const pod = { kubernetes_pod_v1: { a: { metadata: [{ name: "a", namespace: "b" }], spec: [{ container: [] }] } } };
  const root = folderOf({ "x.json": stack("a", pod) });
  const { estate, inputs } = await readEstate([join(root, "x.json")]);
  expect(estate.resources.map(({ kind, mode }) => `${mode} ${kind}`)).toEqual([
    "managed kubernetes_pod_v1",
    "manifest v1 Pod",
  ]);
  expect(inputs[0]?.resources).toBe(1);
});

test("progress is told before each input, with its size", async () => {
  const root = folderOf({ "plan.json": OWNED_PLAN, "pod.yaml": POD });
  const told: string[] = [];
  await readEstate([root], { onProgress: (path, bytes) => told.push(`${path.replace(root, "")} ${bytes}`) });
  expect(told).toEqual([`/plan.json ${OWNED_PLAN.length}`, `/pod.yaml ${POD.length}`]);
});

describe("whatever is in a file, it is read or refused", () => {
  const root = folderOf({});

  async function readOrRefused(name: string, content: string): Promise<void> {
    const path = join(root, name);
    writeFileSync(path, content);
    try {
      const { estate, inputs } = await readEstate([path]);
      expect(inputs).toHaveLength(1);
      expect(Array.isArray(estate.resources)).toBe(true);
    } catch (error) {
      expect(error).toBeInstanceOf(InputError);
      expect((error as InputError).message).toMatch(/^[^\n]*$/);
      expect((error as InputError).message).toContain(path);
    }
  }

  const KEYS = [
    "format_version",
    "terraform_version",
    "planned_values",
    "resource_changes",
    "configuration",
    "values",
    "root_module",
    "child_modules",
    "resources",
    "module_calls",
    "expressions",
    "references",
    "change",
    "actions",
    "after",
    "after_unknown",
    "address",
    "type",
    "name",
    "mode",
    "apiVersion",
    "kind",
    "items",
    "metadata",
    "spec",
    "resource",
    "data",
    "terraform",
    "provider",
    "module",
    "output",
    "locals",
    "variable",
    "backend",
    "aws_s3_bucket",
    "dynamic",
    "count",
    "for_each",
    "//",
    "__proto__",
    "constructor",
    "toString",
    "0",
  ];
  const TEXTS = [
    "1.2",
    "v1",
    "Pod",
    "List",
    "create",
    "aws_s3_bucket",
    "aws_s3_bucket.a[0]",
    "${local.a}",
    "${",
    "",
    "a.b",
  ];
  const { any } = fc.letrec<{ any: unknown }>((tie) => ({
    any: fc.oneof(
      { maxDepth: 6, depthSize: "medium" },
      fc.constantFrom<unknown>(null, true, false, 0, -1, 1e300, ...TEXTS),
      fc.array(tie("any"), { maxLength: 4 }),
      fc.dictionary(fc.constantFrom(...KEYS), tie("any"), { maxKeys: 6 }),
    ),
  }));

  test("JSON made of the words of plans, stacks and manifests", async () => {
    await fc.assert(
      fc.asyncProperty(any, (value) => readOrRefused("any.json", JSON.stringify(value))),
      { numRuns: 500 },
    );
  });

  test("a plan, a stack and Terraform JSON with any values in their sections", async () => {
    const sections = ["planned_values", "resource_changes", "configuration", "prior_state"];
    await fc.assert(
      fc.asyncProperty(
        fc.dictionary(fc.constantFrom(...sections), any, { maxKeys: 3 }),
        any,
        async (further, value) => {
          await readOrRefused("plan.json", planOf({ tags: value }, further));
          await readOrRefused("stack.json", stack("a", { aws_s3_bucket: { a: value }, x: value }));
          await readOrRefused("any.tf.json", JSON.stringify(value));
        },
      ),
      { numRuns: 300 },
    );
  });

  test("any JSON, and any text", async () => {
    await fc.assert(
      fc.asyncProperty(fc.oneof(fc.json(), fc.string({ unit: "binary" })), (text) => readOrRefused("x.json", text)),
      { numRuns: 200 },
    );
  });
});
