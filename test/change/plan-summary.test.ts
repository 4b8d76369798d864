/** What Terraform itself counts in our plans, and what we do. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { sidesOfPlans } from "../../src/change/plan-sides";
import type { ResourceChange, Sides } from "../../src/change/sides";

const CHANGES = join(__dirname, "../fixtures/changes");
const PLANS = readdirSync(CHANGES, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);

function sidesOf(name: string): Sides {
  const file = join(CHANGES, name, "plan.json");
  return sidesOfPlans([{ file: "plan.json", json: JSON.parse(readFileSync(file, "utf8")) }]);
}

/** The line that ends `terraform plan`: a replacement is one to add and one to destroy, and deferred changes are none. */
function summaryOf(changes: readonly ResourceChange[]): string {
  const planned = changes.filter(({ deferred }) => deferred === undefined);
  const of = (...actions: readonly string[]): number => planned.filter(({ action }) => actions.includes(action)).length;
  const imported = planned.filter(({ importId }) => importId !== undefined).length;
  return `Plan: ${imported === 0 ? "" : `${imported} to import, `}${of("create", "replace")} to add, ${of("update")} to change, ${of("destroy", "replace")} to destroy.`;
}

test("there is a plan for each thing that a plan can hold", () => {
  expect(PLANS.length).toBe(26);
});

test.each(PLANS)("%s: the totals are those that Terraform prints", (name) => {
  const { changes } = sidesOf(name);
  const printed = readFileSync(join(CHANGES, name, "summary.txt"), "utf8").trim();

  expect(printed).toMatch(/^(?:Plan: .* to destroy\.|No changes\..*|none)$/);
  expect(changes.length === 0 ? "nothing" : summaryOf(changes)).toBe(
    printed.startsWith("Plan: ") ? printed : "nothing",
  );
});

/** What each plan changes, read out of its sources by hand. */
test.each<[string, readonly string[]]>([
  [
    "create",
    [
      'create terraform_data.endpoint["speech"]',
      'create terraform_data.endpoint["vision"]',
      "create terraform_data.model[0]",
      "create terraform_data.model[1]",
    ],
  ],
  ["update", ["update terraform_data.endpoint"]],
  ["replace-destroy-first", ["replace terraform_data.pool", "update terraform_data.endpoint"]],
  ["replace-create-first", ["replace terraform_data.pool, new one first", "update terraform_data.endpoint"]],
  ["replace-triggered", ["replace terraform_data.pool", "update terraform_data.template"]],
  [
    "destroy",
    [
      "destroy module.legacy.terraform_data.bucket",
      "destroy terraform_data.archive",
      "destroy terraform_data.shard[1]",
      'destroy terraform_data.tenant["speech"]',
    ],
  ],
  ["destroy-all", ["destroy terraform_data.endpoint", "destroy terraform_data.model"]],
  ["moved", ["move terraform_data.serving from terraform_data.endpoint"]],
  ["moved-updated", ["update terraform_data.serving from terraform_data.endpoint"]],
  ["moved-replaced", ['replace terraform_data.serving["a"] from terraform_data.endpoint']],
  ["imported", ["import terraform_data.same as found-by-hand", "update terraform_data.changed as found-by-hand-too"]],
  ["forgotten", ["forget terraform_data.model"]],
  [
    "modules",
    [
      'create module.tenant["robotics"].module.endpoint[0].terraform_data.server',
      'create module.tenant["robotics"].terraform_data.namespace',
      'create module.tenant["vision"].module.endpoint[1].terraform_data.server',
      'destroy module.tenant["speech"].module.endpoint[0].terraform_data.server',
      'destroy module.tenant["speech"].terraform_data.namespace',
    ],
  ],
  ["errored", ["create terraform_data.model"]],
  ["unknown-for-each", ["create terraform_data.model"]],
  ["prevent-destroy", ["create terraform_data.endpoint", "replace terraform_data.store"]],
  ["protection-removed", ["destroy terraform_data.store"]],
  ["incomplete", ["create terraform_data.model"]],
  ["deposed", ["destroy aws_s3_bucket.models (deposed 00000001)"]],
  [
    "deferred",
    [
      "create terraform_data.endpoint[*] later: instance_count_unknown",
      "create terraform_data.model",
      "update terraform_data.gateway later: resource_config_unknown",
    ],
  ],
  ["no-op", []],
  [
    "sensitive",
    [
      "create terraform_data.created",
      "destroy terraform_data.destroyed",
      "replace terraform_data.replaced",
      "update terraform_data.updated",
    ],
  ],
  ["sensitive-copied", ["create terraform_data.created", "destroy terraform_data.destroyed"]],
  [
    "aws-serving",
    [
      "create aws_kms_key.models",
      "destroy aws_ebs_volume.scratch",
      "replace aws_s3_bucket.models",
      "replace aws_s3_bucket_versioning.models",
      "update aws_iam_role_policy.resnet",
      "update aws_security_group.gateway",
    ],
  ],
  [
    "drift",
    [
      "create aws_s3_bucket_public_access_block.models",
      "update aws_iam_role.resnet",
      "update aws_s3_bucket_versioning.models",
    ],
  ],
  ["drift-refresh-only", []],
])("%s: each changed resource appears once, with what becomes of it", (name, expected) => {
  const shown = sidesOf(name).changes.map(
    ({ action, address, previousAddress, importId, deferred, createsFirst }) =>
      `${action} ${address}${previousAddress === undefined ? "" : ` from ${previousAddress}`}${importId === undefined ? "" : ` as ${importId}`}${deferred === undefined ? "" : ` later: ${deferred}`}${createsFirst ? ", new one first" : ""}`,
  );

  expect(shown.sort()).toEqual([...expected].sort());
});

test.each<[string, readonly string[]]>([
  ["errored", ["planning failed: what follows is a part of what would happen"]],
  ["unknown-for-each", ["planning failed: what follows is a part of what would happen"]],
  ["prevent-destroy", ["planning failed: what follows is a part of what would happen"]],
  ["incomplete", ["the plan is not complete: applying it leaves changes for another plan"]],
  ["deferred", ["the plan is not complete: applying it leaves changes for another plan"]],
  ["create", []],
  ["no-op", []],
])("%s: says at the top what the reader must know", (name, warnings) => {
  expect(sidesOf(name).warnings).toEqual(warnings);
});
