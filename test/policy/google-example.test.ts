import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Estate } from "../../src/estate/estate";
import { fromHcl } from "../../src/estate/hcl";
import { lift } from "../../src/estate/lifting";
import { CONTROLS } from "../../src/policy/catalogue";
import { judge } from "../../src/policy/engine";
import { FIXES } from "../../src/policy/fixes/all";
import { example } from "../../src/policy/fixes/google-example";
import { WaiverSet } from "../../src/policy/waiver-set";

test("an example is the same resource in HCL and in CDKTF", () => {
  // WHEN
  const { hcl, cdktf } = example([
    "google_logging_project_sink",
    "audit_logs",
    {
      name: "audit",
      unique_writer_identity: true,
      exclusions: [
        { name: "health", filter: 'requestUrl:"/healthz"' },
        { name: "debug", filter: "severity=DEBUG" },
      ],
      bigquery_options: { use_partitioned_tables: true },
    },
  ]);
  // THEN
  expect(hcl).toBe(`resource "google_logging_project_sink" "audit_logs" {
  name                   = "audit"
  unique_writer_identity = true

  exclusions {
    name   = "health"
    filter = "requestUrl:\\"/healthz\\""
  }

  exclusions {
    name   = "debug"
    filter = "severity=DEBUG"
  }

  bigquery_options {
    use_partitioned_tables = true
  }
}`);
  expect(cdktf).toBe(`import { LoggingProjectSink } from "@cdktf/provider-google/lib/logging-project-sink";

new LoggingProjectSink(this, "audit-logs", {
  name: "audit",
  uniqueWriterIdentity: true,
  exclusions: [{
    name: "health",
    filter: "requestUrl:\\"/healthz\\"",
  }, {
    name: "debug",
    filter: "severity=DEBUG",
  }],
  bigqueryOptions: {
    usePartitionedTables: true,
  },
});`);
});

test("a class is imported once, however many of it there are", () => {
  const { cdktf } = example(
    ["google_kms_key_ring", "a", { name: "a", location: "europe-west4" }],
    ["google_kms_key_ring", "b", { name: "b", location: "europe-west1" }],
  );
  expect(cdktf.match(/^import /gm)).toHaveLength(1);
  expect(cdktf.match(/^new KmsKeyRing\(/gm)).toHaveLength(2);
});

/** Those that show whole resources: others show what stands within one. */
const DECISIONS = Object.entries(FIXES)
  .filter(([id]) => /^(K8S_)?GOOGLE_/.test(id))
  .flatMap(([id, fix]) =>
    fix.flatMap((step) => (step.do === "decide" && step.hcl?.startsWith("resource ") ? [[id, step.hcl] as const] : [])),
  );

test("there are decisions to show examples of", () => {
  expect(DECISIONS.length).toBeGreaterThan(30);
});

test.each(DECISIONS)("%s has nothing to say against the example of its own fix", async (id, hcl) => {
  // GIVEN
  const directory = mkdtempSync(join(tmpdir(), "modelkeep-example-"));
  writeFileSync(join(directory, "main.tf"), `${hcl}\n`);
  // WHEN
  const { resources, roots } = await fromHcl(directory);
  rmSync(directory, { recursive: true });
  const lifted = resources.flatMap((resource) => lift(resource) ?? []);
  const { findings } = judge(new Estate([...resources, ...lifted], roots), {
    controls: CONTROLS.filter((control) => control.id === id),
    waivers: new WaiverSet([], "2026-11-21"),
  });
  // THEN
  expect(resources.length).toBeGreaterThan(0);
  expect(findings.map(({ message }) => message)).toEqual([]);
});
