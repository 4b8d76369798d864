import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type BlockSchema, schemaOf } from "../src/estate/schema";
import { PACKAGE_ROOT } from "./child-process";
import { type PlannedResource, workload } from "./generate-plan-workload";

/** Stands for the number of the unit in everything that a template holds; no plan holds it. */
export const UNIT_MARK = "u@@@@";

/** The path of the unit's module with its dot, in addresses. */
export const MODULE_MARK = "@module@.";

const IMAGE = `111122223333.dkr.ecr.eu-west-1.amazonaws.com/serving-${UNIT_MARK}@sha256:${"4f".repeat(32)}`;

type Json = Record<string, unknown>;

/** A team's estate as one module, ready to be written with a number in place of its marks. */
export interface UnitTemplate {
  readonly resources: number;

  /** Members of `resource_changes`. */
  readonly changes: readonly string[];

  /** Members of `resources` of the module in `planned_values`. */
  readonly planned: readonly string[];

  /** Members of `resources` of the module in `prior_state`. */
  readonly prior: readonly string[];

  /** The module in `configuration`: where one declaration serves many instances, names come from a variable. */
  readonly module: string;
  readonly sharedModule: string;
}

/**
 * The estate of test/conformance/faults, as the real Terraform planned it, with a workload in the cluster.
 *
 * @param estate well written, or full of the usual faults
 * @param exists whether the team has it already, so that the plan shows most of it before, after, and in the prior state
 * @param most how many of its resources are kept, with their declarations
 */
export function unitTemplate(
  estate: "secure" | "insecure",
  exists: boolean,
  most = Number.POSITIVE_INFINITY,
): UnitTemplate {
  const file = join(PACKAGE_ROOT, "test", "conformance", "faults", estate, "plan.json");
  const plan = JSON.parse(readFileSync(file, "utf8"));
  const root = plan.configuration.root_module;
  const declared = new Map<string, Json>(root.resources.map((entry: Json) => [entry.address as string, entry]));
  const created = [
    ...plan.resource_changes.map((entry: Json) => fromChange(entry, declared)),
    ...(estate === "secure" ? workload() : []),
  ].slice(0, most) as PlannedResource[];
  const kept = new Set(created.map(({ address }) => withoutKey(address)));
  const known = exists ? existing(created) : new Map<string, Json>();
  const isWhole = created.length < most;
  const data: Json[] = isWhole ? (plan.prior_state?.values.root_module.resources ?? []) : [];
  const declarations = [
    ...root.resources.filter(({ address }: { address: string }) => isWhole || kept.has(address)),
    ...created.filter(({ address }) => !declared.has(withoutKey(address))).map(({ declaration }) => declaration),
  ];
  const module = { resources: named(declarations), variables: root.variables ?? {} };
  return {
    resources: created.length,
    changes: created.map((resource) => text(changeOf(resource, known.get(resource.address)))),
    planned: created.map((resource) => text(plannedOf(resource, known.get(resource.address) ?? resource.after))),
    prior: [
      ...data.map((entry) => text({ ...placed(entry), values: named(entry.values) })),
      ...created.flatMap((resource) => {
        const values = known.get(resource.address);
        return values === undefined ? [] : [text(plannedOf(resource, values))];
      }),
    ],
    module: text(module),
    sharedModule: text(withVariable(module)),
  };
}

function text(json: unknown): string {
  return JSON.stringify(json);
}

function fromChange(entry: Json, declared: ReadonlyMap<string, Json>): PlannedResource {
  const change = entry.change as Json;
  const { change: _change, ...identity } = entry;
  return {
    ...(identity as unknown as PlannedResource),
    after: change.after as Json,
    after_unknown: change.after_unknown as Json,
    after_sensitive: change.after_sensitive,
    declaration: declared.get(withoutKey(entry.address as string)) ?? {},
  };
}

function identityOf({ address, mode, type, name, index, provider_name }: PlannedResource): Json {
  return placed({ address, mode, type, name, ...(index === undefined ? {} : { index }), provider_name });
}

function placed(entry: Json): Json {
  return { ...entry, address: MODULE_MARK + entry.address };
}

function changeOf(resource: PlannedResource, known: Json | undefined): Json {
  const { address, ...rest } = identityOf(resource);
  const after = named(known ?? resource.after);
  return {
    address,
    module_address: MODULE_MARK.slice(0, -1),
    ...rest,
    change: {
      actions: [known === undefined ? "create" : "no-op"],
      before: known === undefined ? null : after,
      after,
      after_unknown: known === undefined ? resource.after_unknown : {},
      before_sensitive: known === undefined ? false : resource.after_sensitive,
      after_sensitive: resource.after_sensitive,
    },
  };
}

function plannedOf(resource: PlannedResource, values: Json): Json {
  return {
    ...identityOf(resource),
    schema_version: 0,
    values: named(values),
    sensitive_values: resource.after_sensitive === false ? {} : resource.after_sensitive,
  };
}

/** The values of everything as they are after an apply. What hangs on values that cannot be made up is left to be created. */
function existing(created: readonly PlannedResource[]): Map<string, Json> {
  const byAddress = new Map(created.map((resource) => [resource.address, resource]));
  const known = new Map<string, Json>();
  for (const resource of created) {
    const { type, after, after_unknown, declaration, address } = resource;
    const expressions = (declaration.expressions ?? {}) as Json;
    // A policy that is put together from names of resources is not made up here.
    if (["policy", "assume_role_policy"].some((name) => after_unknown[name] === true && name in expressions)) {
      continue;
    }
    const made = structuredClone(after);
    fill(made, after_unknown, expressions, schemaOf(type, "managed"), (name, node) => {
      const target = targetOf(node, byAddress);
      if (name === "image") {
        return IMAGE;
      }
      if (name === "policy" && node === undefined) {
        return null;
      }
      return madeUp(target?.resource ?? resource, target?.attribute ?? name);
    });
    known.set(address, made);
  }
  return known;
}

function fill(
  values: Json,
  unknown: Json,
  expressions: Json,
  schema: BlockSchema | undefined,
  value: (name: string, node: unknown) => unknown,
): void {
  for (const [name, flag] of Object.entries(unknown)) {
    const node = expressions[name];
    const nested = schema?.blocks[name];
    if (flag === true) {
      values[name] = nested === undefined ? value(name, node) : [];
    } else if (Array.isArray(flag) && Array.isArray(values[name])) {
      const members = values[name] as unknown[];
      for (const [index, member] of flag.entries()) {
        const declared = Array.isArray(node) ? node[index] : node;
        if (member === true) {
          members[index] = value(name, declared);
        } else if (typeof member === "object" && member !== null && !Array.isArray(member)) {
          fill(members[index] as Json, member, (declared ?? {}) as Json, nested, value);
        }
      }
    }
  }
}

function targetOf(
  node: unknown,
  resources: ReadonlyMap<string, PlannedResource>,
): { resource: PlannedResource; attribute: string } | undefined {
  const [written = ""] = ((node as { references?: string[] } | undefined)?.references ?? []) as string[];
  const [type = "", name = "", attribute = ""] = written.replace(/\[[^\]]*\]/, "").split(".");
  const resource =
    resources.get(`${type}.${name}`) ??
    [...resources.values()].find((each) => each.type === type && each.name === name);
  return resource === undefined || attribute === "" ? undefined : { resource, attribute };
}

/** What the provider could have answered: the same for the resource itself and for all that refer to it. */
function madeUp({ type, name, after }: PlannedResource, attribute: string): unknown {
  const label = `${name}-${UNIT_MARK}`;
  const given = after[attribute];
  if (typeof given === "string") {
    return given;
  }
  if (/arn$/.test(attribute)) {
    return `arn:aws:${type.split("_")[1]}:eu-west-1:111122223333:${type.replaceAll("_", "-")}/${label}`;
  }
  if (/(?:_in_days|_size|^order|iops|throughput|version)$/.test(attribute)) {
    return 1;
  }
  const stated = after.bucket ?? after.name;
  return attribute === "id" && typeof stated === "string" ? stated : `${type.replaceAll("_", "-")}-${label}`;
}

function withoutKey(address: string): string {
  return address.replace(/\[[^\]]*\]$/, "");
}

/** Every value with the unit's own names in place of those that the template has. */
function named<T>(value: T): T {
  if (typeof value === "string") {
    return value.replace(/\b(acme|serving|models)\b(?!\.example)/g, `$1-${UNIT_MARK}`) as T;
  }
  if (Array.isArray(value)) {
    return value.map((member) => named(member)) as T;
  }
  if (typeof value !== "object" || value === null) {
    return value;
  }
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => [key, isReserved(key, value) ? member : named(member)]),
  ) as T;
}

/** References and addresses are local to the module: no name of the unit is in them. */
function isReserved(key: string, parent: object): boolean {
  return key === "references" || ("expressions" in parent && ["address", "name", "type"].includes(key));
}

/** A module that is called once for many teams has names from a variable where that of one team states them. */
function withVariable(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map((member) => withVariable(member));
  }
  if (typeof value !== "object" || value === null) {
    return value;
  }
  if ("constant_value" in value && JSON.stringify(value.constant_value).includes(UNIT_MARK)) {
    return { references: ["var.unit"] };
  }
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, withVariable(member)]));
}
