import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { TEST_REGION } from "../terraform/environment";
import { isObject, type Json, type JsonObject, listOf, section, writeJson } from "../terraform/json";
import { AWS_SOURCE, type BlockSchema } from "../terraform/provider-schema";
import type { TerraformSession } from "../terraform/workspace";
import type { Case } from "./cases";

/** What Terraform plans for a resource. */
export interface Planned {
  readonly actions: readonly string[];
  /** Paths of the arguments that replace it. */
  readonly replacing: readonly string[];
  readonly before: JsonObject;
  readonly after: JsonObject;
  readonly unknown: JsonObject;
}

/** Plans every case in one workspace: a state written by hand, and a configuration that differs from it. Nothing is refreshed. */
export async function planOf(session: TerraformSession, cases: readonly Case[]): Promise<ReadonlyMap<Case, Planned>> {
  const empty = join(session.directory, "empty");
  mkdirSync(empty);
  const workspace = session.workspace("replacements", empty, configurationOf(session, cases), undefined);
  writeJson(join(workspace.directory, "terraform.tfstate"), stateOf(session, cases));
  await workspace.init();
  const file = join(workspace.directory, "plan.bin");
  await workspace.run(["plan", "-refresh=false", "-input=false", "-no-color", "-lock=false", `-out=${file}`]);
  const plan = JSON.parse(await workspace.run(["show", "-json", file])) as Json;
  const changes = listOf(isObject(plan) ? plan.resource_changes : []).filter(isObject);
  const planned = new Map(changes.map((change) => [String(change.address), plannedOf(section(change, "change"))]));
  return new Map(cases.map((each) => [each, planned.get(addressOf(each)) ?? plannedOf({})]));
}

function addressOf({ kind, name }: Case): string {
  return `${kind}.${name}`;
}

function plannedOf(change: JsonObject): Planned {
  return {
    actions: listOf(change.actions).map(String),
    replacing: listOf(change.replace_paths).map((path) => listOf(path).join(".")),
    before: section(change, "before"),
    after: section(change, "after"),
    unknown: section(change, "after_unknown"),
  };
}

function configurationOf({ provider: { version } }: TerraformSession, cases: readonly Case[]): JsonObject {
  const resource: Record<string, JsonObject> = {};
  for (const { kind, name, configuration } of cases) resource[kind] = { ...resource[kind], [name]: configuration };
  const aws = {
    region: TEST_REGION,
    access_key: "fake",
    secret_key: "fake",
    skip_credentials_validation: true,
    skip_metadata_api_check: "true",
    skip_region_validation: true,
    skip_requesting_account_id: true,
    max_retries: 0,
  };
  return { terraform: { required_providers: { aws: { source: AWS_SOURCE, version } } }, provider: { aws }, resource };
}

function stateOf({ provider: { schema } }: TerraformSession, cases: readonly Case[]): JsonObject {
  const resources = cases.map((each) => {
    const kind = schema.resource_schemas[each.kind];
    if (kind === undefined) throw new Error(`the provider knows no ${each.kind}`);
    const attributes = { ...filled(kind.block, each.state), id: "it" };
    const instance = { schema_version: kind.version ?? 0, attributes, sensitive_attributes: [] };
    const { kind: type, name } = each;
    return { mode: "managed", type, name, provider: `provider["${AWS_SOURCE}"]`, instances: [instance] };
  });
  return { version: 4, terraform_version: "1.11.0", serial: 1, lineage: "replacements", outputs: {}, resources };
}

/** A state says every attribute and block: null, and no block, where nothing is said. */
function filled({ attributes = {}, block_types = {} }: BlockSchema, set: JsonObject): JsonObject {
  const written = Object.keys(attributes).map((name): [string, Json] => [name, set[name] ?? null]);
  const blocks = Object.entries(block_types).map(([name, { nesting_mode, block }]): [string, Json] => [
    name,
    nesting_mode === "single" ? null : listOf(set[name]).map((one) => filled(block, isObject(one) ? one : {})),
  ]);
  return Object.fromEntries([...written, ...blocks]);
}
