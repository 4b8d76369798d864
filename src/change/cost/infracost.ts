import { statSync } from "node:fs";
import { InputError } from "../../estate/input-error";
import { attempt, readJson } from "../../estate/input-file";
import { dateProblem } from "../../policy/calendar";

/** What infracost says that resources cost, before and after, in USD a month. */
export interface InfracostFigures {
  /** Path of the file, as the user named it. */
  readonly file: string;

  /** Day that it was made, as it says, else that of the file; the day of the prices is not said. */
  readonly asOf: string;

  readonly projects: readonly InfracostProject[];
}

/** One of infracost's projects: a folder or a plan. */
export interface InfracostProject {
  readonly name: string;
  readonly before: ReadonlyMap<string, number>;
  readonly after: ReadonlyMap<string, number>;
}

type Json = Readonly<Record<string, unknown>>;

/**
 * The figures in what `infracost breakdown` or `infracost diff` wrote with `--format json`.
 *
 * @see https://www.infracost.io/docs/features/cli_commands/#combined-output-formats
 * @throws InputError when the file cannot be read, or is none of infracost's
 */
export function readInfracost(file: string): InfracostFigures {
  const json = object(file, readJson(file), "the file");
  const projects = own(json, "projects");
  if (!Array.isArray(projects)) {
    throw new InputError(file, 'is no output of infracost --format json: it has no list of "projects"');
  }
  const currency = own(json, "currency");
  if (currency !== undefined && currency !== "" && currency !== "USD") {
    throw new InputError(file, "its currency is not USD: other currencies are not read");
  }
  const made = own(json, "timeGenerated");
  const day = typeof made === "string" ? /^\d{4}-\d{2}-\d{2}/.exec(made)?.[0] : undefined;
  return {
    file,
    asOf: day !== undefined && dateProblem(day) === undefined ? day : writtenOn(file),
    projects: projects.map((project, index) => projectOf(file, project, `projects[${index}]`)),
  };
}

/** Day that the file was last written. */
function writtenOn(file: string): string {
  return attempt(file, () => statSync(file).mtime.toISOString().slice(0, 10));
}

/**
 * The figure of a resource; undefined when infracost has none, or several projects have one, and none of them is called as the
 * root is.
 */
export function figureOf(
  figures: InfracostFigures,
  side: "before" | "after",
  { root, address }: { readonly root: string; readonly address: string },
): number | undefined {
  const found = figures.projects.filter((project) => project[side].has(address));
  const [only, ...others] = found;
  const named = others.length === 0 ? only : found.find(({ name }) => name === root || name.endsWith(`/${root}`));
  return named?.[side].get(address);
}

function projectOf(file: string, json: unknown, place: string): InfracostProject {
  const project = object(file, json, place);
  const name = own(project, "name");
  return {
    name: typeof name === "string" ? name : "",
    before: breakdown(file, own(project, "pastBreakdown"), `${place}.pastBreakdown`),
    after: breakdown(file, own(project, "breakdown"), `${place}.breakdown`),
  };
}

function breakdown(file: string, json: unknown, place: string): ReadonlyMap<string, number> {
  const figures = new Map<string, number>();
  if (json === undefined || json === null) {
    return figures;
  }
  const resources = own(object(file, json, place), "resources") ?? [];
  if (!Array.isArray(resources)) {
    throw new InputError(file, `${place}.resources is no list`);
  }
  for (const [index, each] of resources.entries()) {
    const resource = object(file, each, `${place}.resources[${index}]`);
    const [name, cost] = [own(resource, "name"), own(resource, "monthlyCost")];
    // Infracost has no figure for what is charged by its use alone.
    if (typeof name === "string" && cost !== undefined && cost !== null) {
      const amount = typeof cost === "string" || typeof cost === "number" ? Number(cost) : Number.NaN;
      if (cost === "" || !Number.isFinite(amount) || amount < 0) {
        throw new InputError(file, `${place}.resources[${index}].monthlyCost is no amount of money`);
      }
      figures.set(name, amount);
    }
  }
  return figures;
}

function object(file: string, value: unknown, place: string): Json {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw new InputError(file, `${place} is no object`);
  }
  return value as Json;
}

function own(of: Json, name: string): unknown {
  return Object.hasOwn(of, name) ? of[name] : undefined;
}
