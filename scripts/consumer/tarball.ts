import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { readJson } from "./consumer-project";

/** What `npm pack --json` says of one package. */
export interface Packed {
  readonly filename: string;
  readonly size: number;
  readonly unpackedSize: number;
  readonly files: readonly { readonly path: string; readonly size: number; readonly mode: number }[];
}

/** One file of each part at least. */
const NEEDED = [
  ".jsii",
  "API.md",
  "CHANGELOG.md",
  "CONTRIBUTING.md",
  "LICENSE",
  "README.md",
  "SECURITY.md",
  "docs/comparison.md",
  "docs/controls.md",
  "docs/coverage/index.md",
  "docs/guides/changes.md",
  "docs/guides/controls.md",
  "docs/guides/cost.md",
  "docs/guides/drift.md",
  "docs/guides/fixes.md",
  "docs/guides/waivers.md",
  "docs/schemas/diff.schema.json",
  "examples/change-report/README.md",
  "examples/change-report/after/main.ts",
  "examples/model-store/main.ts",
  "examples/tfserving-eks/main.ts",
  "examples/tfserving-gke/before/README.md",
  "examples/tfserving-gke/main.ts",
  "lib/aws/index.js",
  "lib/cli/change-page.json",
  "lib/cli/change-verbs.js",
  "lib/cli/main.js",
  "lib/cli/policy-frameworks.js",
  "lib/estate/schema-google.js",
  "lib/google/index.js",
  "lib/kubernetes/index.js",
  "lib/loading.js",
  "lib/policy/profiles.js",
  "lib/policy/stack-check.js",
  "lib/index.d.ts",
  "lib/index.js",
  "lib/policy/index.d.ts",
  "lib/policy/index.js",
  "node_modules/@cdktf/hcl2json/main.wasm.gz",
  "node_modules/@cdktf/hcl2json/wasm/wasm_exec.js",
];

/**
 * Nothing of how the package is made and proven, save the programs that README and guides point to; `.map` and
 * tests of the bundled modules are their own affair.
 */
const UNWANTED =
  /^(?!node_modules\/|examples\/(?:tfserving-gke\/before\/|[\w-]+\/main\.ts$|change-report\/(?:(?:before|after)\/main\.ts|README\.md|report\.(?:txt|md|json|sarif))$))(?:(?!lib|docs)[^/]+\/|.*(?:\.test\.|fixtures?\/|\.map$|(?<!\.d)\.ts$|\.tsbuildinfo$|\.tfstate|__))/;

/** Everything that must be in the package is, and nothing that must not. */
export function packedFiles({ files, size, unpackedSize }: Packed): string {
  const paths = new Set(files.map(({ path }) => path));
  const missing = NEEDED.filter((path) => !paths.has(path));
  if (missing.length > 0) throw new Error(`not packed: ${missing.join(", ")}`);
  const unwanted = [...paths].filter((path) => UNWANTED.test(path));
  if (unwanted.length > 0) throw new Error(`packed, and should not be: ${unwanted.slice(0, 10).join(", ")}`);
  return `${files.length} files, ${megabytes(size)} packed, ${megabytes(unpackedSize)} unpacked`;
}

/** Bundled modules are there with all that they depend on, and no module that nobody asks for. */
export function bundledModules(packed: Packed, installed: string): string {
  const bundled = new Map<string, number>();
  for (const { path, size } of packed.files) {
    const [, name] = /^node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(path) ?? [];
    if (name !== undefined) bundled.set(name, (bundled.get(name) ?? 0) + size);
  }
  const wanted = new Set<string>(bundledDependencies(installed));
  for (const name of wanted) {
    if (!bundled.has(name)) throw new Error(`${name} is not bundled`);
    for (const dependency of dependencies(join(installed, "node_modules", name))) wanted.add(dependency);
  }
  const unwanted = [...bundled.keys()].filter((name) => !wanted.has(name));
  if (unwanted.length > 0) throw new Error(`nothing depends on ${unwanted.join(", ")}`);
  return [...bundled]
    .sort(([, one], [, other]) => other - one)
    .map(([name, size]) => `${name} ${megabytes(size)}`)
    .join(", ");
}

/** The bin of the package can be started: it has its shebang, and the bit in the tarball and once it is installed. */
export function startableBin(packed: Packed, installed: string): string {
  const { bin }: { bin: Record<string, string> } = readJson(join(installed, "package.json"));
  for (const [name, path] of Object.entries(bin)) {
    const file = join(installed, path);
    if (!readFileSync(file, "utf8").startsWith("#!/usr/bin/env node\n"))
      throw new Error(`${name}: no shebang in ${path}`);
    const mode = packed.files.find((each) => each.path === path)?.mode ?? 0;
    if ((mode & 0o111) === 0) throw new Error(`${name}: ${path} is not executable in the tarball`);
    if ((statSync(file).mode & 0o111) === 0) throw new Error(`${name}: ${path} is not executable`);
  }
  return Object.entries(bin)
    .map(([name, path]) => `${name}: ${path}`)
    .join(", ");
}

function bundledDependencies(installed: string): readonly string[] {
  const { bundledDependencies: names }: { bundledDependencies: string[] } = readJson(join(installed, "package.json"));
  if (names.length === 0) throw new Error("the package bundles nothing");
  return names;
}

function dependencies(folder: string): readonly string[] {
  const manifest: { dependencies?: Record<string, string> } = readJson(join(folder, "package.json"));
  return Object.keys(manifest.dependencies ?? {});
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(2)} MB`;
}
