import { mkdirSync, symlinkSync } from "node:fs";
import { join, relative } from "node:path";
import { InputError } from "../../src/estate/input-error";
import { type Found, PassedBy, walk } from "../../src/estate/walk";
import { folderOf, removeFolders } from "../support/folder";

afterAll(removeFolders);

/** What a walk finds, as `kind path`, and what it passes by, as `path: reason`. */
function walked(root: string): { readonly found: readonly string[]; readonly passed: readonly string[] } {
  const passed = new PassedBy(root);
  const found = [...walk(root, new Set(), passed)].map(({ kind, path }: Found) => `${kind} ${relative(root, path)}`);
  return { found, passed: passed.summary().map(({ path, reason }) => `${relative(root, path)}: ${reason}`) };
}

test("what may be read is found in one order, files by their names", () => {
  const root = folderOf({ "b.yaml": "", "a.json": "", "c/d.YML": "", "z.txt": "", "B.json": "" });
  expect(walked(root)).toEqual({
    found: ["file B.json", "file a.json", "file b.yaml", "file c/d.YML"],
    passed: ["z.txt: not Terraform, plans or Kubernetes manifests"],
  });
});

test("dot folders and node_modules are not walked, wherever they lie", () => {
  const names = [
    ".git/a.json",
    ".terraform/a.tf",
    "node_modules/x/a.json",
    "deep/node_modules/a.yaml",
    ".github/a.yaml",
  ];
  const root = folderOf({ ...Object.fromEntries(names.map((name) => [name, ""])), "a.json": "" });
  expect(walked(root)).toEqual({
    found: ["file a.json"],
    passed: [": not walked: .git, .github, .terraform, node_modules"],
  });
});

test("a synthesized folder is one input, and its assets are not walked", () => {
  const root = folderOf({
    "cdktf.out/manifest.json": '{"version":"0.21.0","stacks":{}}',
    "cdktf.out/stacks/a/cdk.tf.json": "{}",
    "cdktf.out/stacks/a/assets/x/pod.yaml": "",
    "bare/stacks/a/cdk.tf.json": "{}",
  });
  expect(walked(root).found).toEqual(["synthesized bare", "synthesized cdktf.out"]);
});

test("a folder named stacks beside another manifest.json is a folder", () => {
  const root = folderOf({ "manifest.json": '{"name":"web app"}', "stacks/a.yaml": "" });
  expect(walked(root).found).toEqual(["file manifest.json", "file stacks/a.yaml"]);
});

test("a chart is one input: its templates are no YAML", () => {
  const root = folderOf({ "chart/Chart.yaml": "", "chart/values.yaml": "", "chart/templates/a.yaml": "{{ x }}" });
  expect(walked(root).found).toEqual(["chart chart"]);
});

test("configuration is found by folder, with what lies below", () => {
  const root = folderOf({
    "main.tf": "",
    "terraform.tfvars": "",
    "more.tf.json": "{}",
    "modules/net/net.tofu": "",
    "stack/cdk.tf.json": "{}",
    "plan.json": "",
  });
  expect(walked(root)).toEqual({
    found: ["hcl ", "hcl modules/net", "file plan.json", "terraform-json stack"],
    passed: [],
  });
});

test("state files and binary plans are passed by with what to do instead", () => {
  const root = folderOf({
    "terraform.tfstate": "{}",
    tfplan: new Uint8Array([0x50, 0x4b, 3, 4]),
    "gzip.out": new Uint8Array([0x1f, 0x8b, 8, 0]),
    "plan.md": "text",
  });
  expect(walked(root).passed).toEqual([
    "gzip.out: a gzip archive: unpack it first",
    expect.stringMatching(
      /^terraform\.tfstate: a Terraform state file: run `terraform show -json \S+\/terraform\.tfstate > /,
    ),
    expect.stringMatching(/^tfplan: a binary plan or another zip archive: run `terraform show -json \S+\/tfplan > /),
    "plan.md: not Terraform, plans or Kubernetes manifests",
  ]);
});

test("links are followed, circles end, and a folder is walked once", () => {
  const root = folderOf({ "a/pod.yaml": "" });
  symlinkSync("..", join(root, "a", "up"));
  symlinkSync("a", join(root, "b"));
  expect(walked(root).found).toEqual(["file a/pod.yaml", "walked a/up", "walked b"]);
});

test("a link to nothing is said", () => {
  const root = folderOf({ "a.json": "" });
  symlinkSync("nowhere", join(root, "b.json"));
  expect(walked(root).passed).toEqual(["b.json: a symbolic link to something that does not exist"]);
});

test("many files that are nothing to us are told by number", () => {
  const root = folderOf(Object.fromEntries(Array.from({ length: 1200 }, (_, index) => [`${index}.txt`, ""])));
  expect(walked(root).passed).toEqual([": 1,200 files: not Terraform, plans or Kubernetes manifests"]);
});

test("folders that nest far are walked", () => {
  const root = folderOf({});
  const deep = join(root, ...Array<string>(300).fill("d"));
  mkdirSync(deep, { recursive: true });
  symlinkSync(root, join(deep, "top"));
  expect(walked(root).found).toEqual([`walked ${relative(root, join(deep, "top"))}`]);
});

test("a folder that is gone is refused", () => {
  expect(() => walked("/nowhere")).toThrow(InputError);
});
