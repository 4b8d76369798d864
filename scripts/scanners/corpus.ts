import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "@cdktf/hcl2json";
import { stringify } from "yaml";
import { liftedEstate } from "../../src/estate/lifted";
import type { Value } from "../../src/estate/resource";
import { fromSynthesized } from "../../src/estate/synthesized";
import { isUnknown } from "../../src/estate/unknown";
import { CASES } from "../../test/policy/cases";
import { hardenedEstates, type StackJson } from "../../test/policy/hardened-stacks";
import type { EstateSource, TerraformSource } from "../../test/support/estates";
import { hclOf } from "../../test/support/hcl";

/** Where the failing cases of a control lie: `AWS_S3_TLS_ONLY/0`. */
export interface CaseFolder {
  readonly control: string;
  readonly name: string;
  readonly folder: string;
}

/** What is left out of a corpus, and why. */
export interface LeftOut {
  readonly folder: string;
  readonly reason: string;
}

/**
 * Writes each hardened stack of the examples as HCL, which every scanner reads, with the manifests that its Kubernetes
 * resources would apply beside it.
 *
 * @returns the folders, one for each stack
 */
export async function writeHardenedStacks(root: string): Promise<readonly string[]> {
  const stacks = hardenedEstates().flatMap((estate) => [...estate]);
  for (const [name, json] of stacks) {
    const folder = join(root, name);
    mkdirSync(folder, { recursive: true });
    await writeHcl(folder, json as unknown as TerraformSource);
    writeManifests(folder, manifestsOf(name, json));
  }
  return stacks.map(([name]) => name);
}

/** Writes the failing cases of every control, each in a folder of its own. */
export async function writeFailingCases(
  root: string,
): Promise<{ readonly cases: readonly CaseFolder[]; readonly leftOut: readonly LeftOut[] }> {
  const cases: CaseFolder[] = [];
  const leftOut: LeftOut[] = [];
  for (const { control, fails } of CASES) {
    for (const [index, [name, source]] of Object.entries(fails).entries()) {
      const folder = `${control}/${index}`;
      try {
        await writeCase(join(root, folder), source);
        cases.push({ control, name, folder });
      } catch (error) {
        leftOut.push({ folder, reason: error instanceof Error ? error.message : String(error) });
      }
    }
  }
  return { cases, leftOut };
}

async function writeCase(folder: string, { manifests = [], also = [], ...terraform }: EstateSource): Promise<void> {
  mkdirSync(folder, { recursive: true });
  if (Object.keys(terraform).length > 0) {
    await writeHcl(folder, terraform);
  }
  for (const { name, ...other } of also) {
    mkdirSync(join(folder, name), { recursive: true });
    await writeHcl(join(folder, name), other);
  }
  writeManifests(folder, manifests);
}

/** Text that does not parse would be passed over without a word by most scanners. */
async function writeHcl(folder: string, source: TerraformSource): Promise<void> {
  const text = hclOf(source);
  await parse("main.tf", text);
  writeFileSync(join(folder, "main.tf"), text);
}

function writeManifests(folder: string, manifests: readonly object[]): void {
  if (manifests.length > 0) {
    writeFileSync(join(folder, "manifests.yaml"), manifests.map((object) => stringify(object)).join("---\n"));
  }
}

function manifestsOf(name: string, json: StackJson): readonly object[] {
  const reading = fromSynthesized([{ file: `${name}/cdk.tf.json`, name, json: structuredClone(json) }]);
  return liftedEstate([reading])
    .resources.filter(({ mode }) => mode === "manifest")
    .map(({ attributes }) => plain(attributes) as object);
}

/** Values that Terraform knows only later, as some text: a scanner of manifests has no word for them. */
function plain(value: Value): unknown {
  if (isUnknown(value)) {
    return "known-after-apply";
  }
  if (Array.isArray(value)) {
    return value.map(plain);
  }
  if (typeof value === "object" && value !== null) {
    const members = Object.entries(value as Readonly<Record<string, Value>>);
    return Object.fromEntries(members.filter(([, each]) => each !== null).map(([key, each]) => [key, plain(each)]));
  }
  return value;
}
