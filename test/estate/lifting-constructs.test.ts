import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { lift } from "../../src/estate/lifting";
import type { Attributes, Resource, Value } from "../../src/estate/resource";
import { fromSynthesized } from "../../src/estate/synthesized";
import { isUnknown } from "../../src/estate/unknown";
import { accepted } from "../support/lifting";

const ROOT = resolve(__dirname, "..", "..");

let lifted: Resource[];
let liftable: number;

beforeAll(() => {
  const folder = mkdtempSync(join(tmpdir(), "modelkeep-lifting-"));
  const run = spawnSync(process.execPath, [createRequire(__filename).resolve("tsx/cli"), "main.ts"], {
    cwd: join(ROOT, "examples", "tfserving-eks"),
    encoding: "utf8",
    env: { ...process.env, CDKTF_OUTDIR: folder, TSX_TSCONFIG_PATH: join(ROOT, "examples", "tsconfig.json") },
  });
  expect(run.stderr).not.toContain("Error");
  const file = join(folder, "stacks", "vision-workload", "cdk.tf.json");
  const json: unknown = JSON.parse(readFileSync(file, "utf8"));
  rmSync(folder, { recursive: true, force: true });
  const { resources } = fromSynthesized([{ file, name: "vision-workload", json }]);
  const ours = resources.filter(({ kind, mode }) => kind.startsWith("kubernetes_") && mode === "managed");
  liftable = ours.length;
  lifted = ours.flatMap((resource) => lift(resource) ?? []);
}, 120_000);

test("every Kubernetes resource of the TensorFlow Serving example is lifted", () => {
  expect(liftable).toBeGreaterThan(5);
  expect(lifted).toHaveLength(liftable);
});

test("every lifted manifest is one that Kubernetes' schemas accept", () => {
  expect(lifted.length).toBeGreaterThan(0);
  for (const resource of lifted) {
    expect(() => accepted({ ...resource, attributes: known(resource.attributes) })).not.toThrow();
  }
});

test("the server runs as hardened as it was declared", () => {
  const deployments = lifted.filter(({ kind }) => kind === "apps/v1 Deployment");
  expect(deployments.length).toBeGreaterThan(0);
  for (const { attributes } of deployments) {
    expect(attributes).toMatchObject({
      spec: {
        template: {
          spec: {
            securityContext: { runAsNonRoot: true, seccompProfile: { type: "RuntimeDefault" } },
            containers: expect.arrayContaining([
              expect.objectContaining({
                securityContext: expect.objectContaining({
                  allowPrivilegeEscalation: false,
                  readOnlyRootFilesystem: true,
                  runAsNonRoot: true,
                  privileged: false,
                }),
              }),
            ]),
          },
        },
      },
    });
  }
});

/** Fields that hold lists: what stands for an unknown one is a list. */
const LISTS = new Set(["from", "to", "ports"]);

/** The manifest with a text or an empty list for every value that is known after apply only: schemas do not know those. */
function known(attributes: Attributes): Attributes {
  return Object.fromEntries(Object.entries(attributes).map(([key, value]) => [key, knownValue(key, value)]));
}

function knownValue(key: string, value: Value): Value {
  if (isUnknown(value)) {
    return LISTS.has(key) ? [] : "unknown";
  }
  if (Array.isArray(value)) {
    const elements: readonly Value[] = value;
    return elements.map((element) => knownValue("", element));
  }
  return typeof value === "object" && value !== null ? known(value as Attributes) : value;
}
