import type { Json, JsonObject } from "../terraform/json";

/** A value before and after, null for one that is not set, and what the resource is configured with besides its base. */
export type Change = readonly [before: Json, after: Json, besides?: JsonObject];

/** A change, and the path of the argument that is changed. */
export type ChangeAt = readonly [path: string, before: Json, after: Json, besides?: JsonObject];

/** An argument that replaces the resource or not: that depends on its value, or on another argument. */
export interface Dependent {
  readonly path: string;
  /** What it depends on: the rest of a sentence that begins with the path. */
  readonly on: string;
  readonly replaces: readonly ChangeAt[];
  readonly updates: readonly ChangeAt[];
  /** Changes that the provider plans nothing for. */
  readonly ignored?: readonly ChangeAt[];
}

/** What is changed of the resources of a kind: one argument of each. */
export interface KindCases {
  /** The least that the provider accepts. An argument that `besides` sets to null is left out. */
  readonly base: JsonObject;
  /** What is in the state of every resource of the kind although nobody configured it: defaults. */
  readonly filled?: JsonObject;
  readonly replaces: Readonly<Record<string, Change>>;
  readonly updates: Readonly<Record<string, Change>>;
  readonly depends?: readonly Dependent[];
}

/** One resource: what the state says of it, and how it is configured. */
export interface Case {
  readonly kind: string;
  readonly name: string;
  readonly path: string;
  readonly expected: "replace" | "update" | "ignore";
  /** Why the table cannot say it by the path alone. */
  readonly depends?: string;
  readonly state: JsonObject;
  readonly configuration: JsonObject;
}

/** The resources of a kind, named by their number. */
export function casesOf(kind: string, { base, filled, replaces, updates, depends = [] }: KindCases): Case[] {
  const at = (changes: Readonly<Record<string, Change>>) =>
    Object.entries(changes).map(([path, change]): ChangeAt => [path, ...change]);
  const groups = [
    { expected: "replace" as const, changes: at(replaces) },
    { expected: "update" as const, changes: at(updates) },
    ...depends.flatMap(({ path, on, ...changes }) => [
      { expected: "replace" as const, changes: changes.replaces, depends: `${path} ${on}` },
      { expected: "update" as const, changes: changes.updates, depends: `${path} ${on}` },
      { expected: "ignore" as const, changes: changes.ignored ?? [], depends: `${path} ${on}` },
    ]),
  ];
  return groups
    .flatMap(({ changes, ...group }) => changes.map((change) => ({ ...group, change })))
    .map(({ change: [path, before, after, besides], ...group }, index) => {
      const configured = { ...base, ...besides };
      return {
        kind,
        name: `case_${index}`,
        path,
        ...group,
        state: { ...filled, ...changed(configured, path, before) },
        configuration: changed(configured, path, after),
      };
    });
}

/** A copy with another value at a path. Nothing is null in it: the resource is configured without. */
function changed(configured: JsonObject, path: string, value: Json): JsonObject {
  const copy = structuredClone(configured);
  const steps = path.split(".");
  const last = steps.pop() ?? "";
  let place: JsonObject = copy;
  for (const [index, step] of steps.entries()) {
    const next = steps[index + 1] ?? last;
    place[step] ??= /^\d+$/.test(next) ? [] : {};
    // A list is written to by its indices, as an object by its names.
    place = place[step] as JsonObject;
  }
  place[last] = value;
  return Object.fromEntries(Object.entries(copy).filter(([, set]) => set !== null));
}
