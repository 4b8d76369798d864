/**
 * Writes a large plan as `terraform show -json` would: `tsx bench/generate-plan.ts <resources> <file>`.
 *
 * The same arguments make the same bytes. A plan is many teams' estates, each a module: some called once each, some
 * instances of one call; some exist already and hardly change, some are new; one of sixteen is full of faults.
 */
import { closeSync, openSync, statSync, writeSync } from "node:fs";
import { MODULE_MARK, UNIT_MARK, type UnitTemplate, unitTemplate } from "./generate-plan-unit";

/** One team of so many has an estate full of faults. */
const FAULTY_EVERY = 16;

/** One team of so many is an instance of the module that they share. */
const SHARED_EVERY = 3;

/** One team of so many is new. */
const NEW_EVERY = 4;

export interface GeneratedPlan {
  readonly file: string;
  readonly resources: number;
  readonly bytes: number;
}

interface Unit {
  readonly template: UnitTemplate;
  readonly name: string;
  readonly module: string;
  readonly isShared: boolean;
}

/** Writes a plan of so many resources. */
export function generatePlan(file: string, resources: number): GeneratedPlan {
  const units = unitsOf(resources);
  const output = openSync(file, "w");
  try {
    for (const piece of pieces(units, resources)) {
      writeSync(output, piece);
    }
  } finally {
    closeSync(output);
  }
  return { file, resources, bytes: statSync(file).size };
}

function unitsOf(resources: number): Unit[] {
  const faulty = unitTemplate("insecure", false);
  const fresh = unitTemplate("secure", false);
  const standing = unitTemplate("secure", true);
  // Of a plan that is smaller than a team's estate, the configuration is small too.
  const cut = unitTemplate("secure", true, resources);
  const units: Unit[] = [];
  for (let planned = 0; planned < resources; ) {
    const number = units.length;
    const isFaulty = number % FAULTY_EVERY === FAULTY_EVERY / 2;
    const template =
      resources < fresh.resources ? cut : isFaulty ? faulty : number % NEW_EVERY === 1 ? fresh : standing;
    const name = `u${String(number).padStart(4, "0")}`;
    const isShared = !isFaulty && number % SHARED_EVERY === 2;
    units.push({ template, name, isShared, module: isShared ? `module.team["${name}"].` : `module.team_${name}.` });
    planned += template.resources;
  }
  return units;
}

function* pieces(units: readonly Unit[], resources: number): Generator<string> {
  yield '{"format_version":"1.2","terraform_version":"1.11.4","variables":{"hub_token":{"value":"unset"}},';
  yield '"planned_values":{"root_module":{"child_modules":[';
  yield* modules(units, resources, ({ template }, most) => template.planned.slice(0, most));
  yield ']}},"resource_changes":[';
  yield* joined(limited(units, resources), ({ unit, most }) =>
    unit.template.changes
      .slice(0, most)
      .map((change) => at(change, unit))
      .join(","),
  );
  yield '],"prior_state":{"format_version":"1.0","terraform_version":"1.11.4","values":{"root_module":{"child_modules":[';
  yield* modules(units, resources, ({ template }) => template.prior);
  yield ']}}},"configuration":{"provider_config":{"aws":{"name":"aws","full_name":"registry.terraform.io/hashicorp/aws",';
  yield '"expressions":{"region":{"constant_value":"eu-west-1"}}}},"root_module":{"module_calls":{';
  const shared = units.find(({ isShared }) => isShared);
  const calls = units.filter((unit) => !unit.isShared);
  yield* joined(
    calls,
    (unit) => `"team_${unit.name}":{"source":"./serving","expressions":{},"module":${at(unit.template.module, unit)}}`,
  );
  if (shared !== undefined) {
    yield ',"team":{"source":"./serving","for_each_expression":{"references":["local.teams"]},';
    yield `"expressions":{"unit":{"references":["each.key"]}},"module":${at(shared.template.sharedModule, shared)}}`;
  }
  yield '}}},"timestamp":"2026-11-21T00:00:00Z","applyable":true,"complete":true,"errored":false}\n';
}

function* modules(
  units: readonly Unit[],
  resources: number,
  members: (unit: Unit, most: number) => readonly string[],
): Generator<string> {
  yield* joined(limited(units, resources), ({ unit, most }) => {
    const list = members(unit, most)
      .map((member) => at(member, unit))
      .join(",");
    return `{"address":${JSON.stringify(unit.module.slice(0, -1))},"resources":[${list}]}`;
  });
}

/** The units with how many resources of each are planned: the last is cut short. */
function* limited(units: readonly Unit[], resources: number): Generator<{ unit: Unit; most: number }> {
  let planned = 0;
  for (const unit of units) {
    yield { unit, most: resources - planned };
    planned += unit.template.resources;
  }
}

function* joined<T>(items: Iterable<T>, text: (item: T) => string): Generator<string> {
  let separator = "";
  for (const item of items) {
    yield separator + text(item);
    separator = ",";
  }
}

/** The template with the unit's name and module in place of the marks. Module paths stand in JSON strings. */
function at(template: string, { name, module }: Unit): string {
  const path = JSON.stringify(module).slice(1, -1);
  return template
    .replaceAll(MODULE_MARK, path)
    .replaceAll(MODULE_MARK.slice(0, -1), path.slice(0, -1))
    .replaceAll(UNIT_MARK, name);
}

if (require.main === module) {
  const [, , resources = "", file = ""] = process.argv;
  const { bytes } = generatePlan(file, Number(resources));
  process.stdout.write(`${file}: ${resources} resources, ${(bytes / 1e6).toFixed(1)} MB\n`);
}
