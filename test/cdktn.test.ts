import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import type { Attributes } from "./support/stack";

const ROOT = resolve(__dirname, "..");
const TSX = createRequire(__filename).resolve("tsx/cli");
const ALIAS = join(__dirname, "support/alias-cdktn.cjs");
const STACKS = ["vision-cloud", "vision-workload"];
const PARTS = ["data", "locals", "output", "provider", "resource", "terraform"];
const SYNTHESIS_TIMEOUT = 120_000;

/** One run of the example under CDKTF or its community fork. */
interface Run {
  readonly loadedPackages: string[];
  readonly version: string;
  readonly stacks: Record<string, Attributes>;
}

describe("the tfserving-eks example under cdktn, the community's CDK for Terraform", () => {
  let folder: string;
  let cdktf: Run;
  let cdktn: Run;

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "modelkeep-cdktn-"));
    cdktf = synthesize(join(folder, "cdktf"));
    cdktn = synthesize(join(folder, "cdktn"), ALIAS);
  }, 2 * SYNTHESIS_TIMEOUT);

  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  test("loads cdktn, and no file of cdktf beside it", () => {
    expect(cdktn.loadedPackages).toEqual(["cdktn"]);
    expect(cdktn.version).toBe(versionOf("cdktn"));
    expect(cdktn.version).toMatch(/^0\.24\./);
  });

  test("is compared with cdktf itself", () => {
    expect(cdktf.version).toBe(versionOf("cdktf"));
    expect(cdktf.version).toMatch(/^0\.21\./);
  });

  test("makes the same stacks", () => {
    expect(Object.keys(cdktf.stacks).sort()).toEqual(STACKS);
    expect(Object.keys(cdktn.stacks).sort()).toEqual(STACKS);
  });

  test.each(STACKS.flatMap((stack) => PARTS.map((part) => [stack, part] as const)))(
    "%s has an equal %s",
    (stack, part) => {
      expect(cdktn.stacks[stack]).toBeDefined();
      expect(cdktn.stacks[stack]?.[part]).toEqual(cdktf.stacks[stack]?.[part]);
    },
  );

  test.each(STACKS)("%s has resources, data sources and providers to compare", (stack) => {
    for (const part of ["data", "provider", "resource", "terraform"]) {
      expect(Object.keys(cdktf.stacks[stack]?.[part] ?? {})).not.toHaveLength(0);
    }
  });

  function synthesize(outdir: string, preload?: string): Run {
    const loaded = `${outdir}.json`;
    const { status, stderr } = spawnSync(
      process.execPath,
      [
        TSX,
        "--tsconfig",
        join(ROOT, "examples/tsconfig.json"),
        ...(preload === undefined ? [] : ["--require", preload]),
        join(ROOT, "examples/tfserving-eks/main.ts"),
      ],
      { cwd: folder, encoding: "utf8", env: { ...process.env, CDKTF_OUTDIR: outdir, LOADED_PACKAGES: loaded } },
    );
    if (status !== 0) {
      throw new Error(`synthesis ended with ${status}:\n${stderr}`);
    }
    return {
      loadedPackages: preload === undefined ? [] : JSON.parse(readFileSync(loaded, "utf8")),
      version: JSON.parse(readFileSync(join(outdir, "manifest.json"), "utf8")).version,
      stacks: Object.fromEntries(
        readdirSync(join(outdir, "stacks")).map((stack) => [
          stack,
          withoutMetadata(JSON.parse(readFileSync(join(outdir, "stacks", stack, "cdk.tf.json"), "utf8"))),
        ]),
      ),
    };
  }
});

function versionOf(name: string): string {
  return JSON.parse(readFileSync(join(ROOT, "node_modules", name, "package.json"), "utf8")).version;
}

function withoutMetadata(json: Attributes): Attributes {
  return JSON.parse(JSON.stringify(json, (key, value) => (key === "//" ? undefined : value)));
}
