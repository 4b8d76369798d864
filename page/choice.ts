import type { NodeState } from "../src/change/html/page-data";
import type { ChangeAction } from "../src/change/sides";
import type { Model } from "./model";

/** More nodes than this are no picture any more, and take seconds to lay out. */
export const MOST_DRAWN = 300;

/** An estate of so few resources is drawn whole. */
export const FEW = 60;

/** Where more is drawn, tenants begin folded that nothing on the way to a service belongs to. */
export const CROWDED = 40;

/** What the filters ask for; an empty word asks for all. */
export interface Asked {
  readonly words: string;
  readonly states: ReadonlySet<NodeState>;
  readonly action: ChangeAction | "";
  readonly kind: string;
  readonly tenant: string;
  readonly root: string;
}

/** What is drawn, and how many resources that were asked for are not. */
export interface Choice {
  readonly rows: readonly number[];
  readonly left: number;
}

/** Rows that fit, in the order of the model. */
export function matching(model: Model, asked: Asked): readonly number[] {
  const words = asked.words.toLowerCase().split(/\s+/).filter(Boolean);
  return model.order.filter(
    (row) =>
      asked.states.has(model.state(row)) &&
      (asked.action === "" || model.action(row) === asked.action) &&
      (asked.kind === "" || model.kind(row) === asked.kind) &&
      (asked.tenant === "" || model.tenant(row) === asked.tenant) &&
      (asked.root === "" || model.root(row) === asked.root) &&
      (words.length === 0 || words.every((word) => model.text(row).includes(word))),
  );
}

/**
 * Rows to draw: those that the reader asked for one by one, then the paths to the services that are hit, then changed
 * resources, then the rest, nearest to a change first.
 */
export function choose(model: Model, rows: readonly number[], wanted: readonly number[], most = MOST_DRAWN): Choice {
  const chosen = new Set<number>(wanted.slice(0, most));
  const fits = new Set(rows);
  const add = (candidates: Iterable<number>, until: number): void => {
    for (const row of candidates) {
      if (chosen.size >= until) {
        return;
      }
      if (fits.has(row)) {
        chosen.add(row);
      }
    }
  };
  if (rows.length + chosen.size > most) {
    add(pathRows(model), Math.floor(most / 2));
    add(
      rows.filter((row) => model.state(row) === "changed"),
      Math.floor((most * 3) / 4),
    );
    add(
      rows.filter((row) => model.state(row) === "hit"),
      most,
    );
  }
  add(rows, most);
  return { rows: [...chosen], left: rows.filter((row) => !chosen.has(row)).length };
}

/** The ways to the services that are hit, and what stands for them, the worst first. */
export function* pathRows(model: Model): Iterable<number> {
  for (const { at, path } of model.data.blastRadius.hits) {
    for (const place of [at, ...path.map((step) => step.at)]) {
      if (typeof place === "number") {
        yield place;
      }
    }
  }
}

/** The row with all that it depends on and that depends on it. */
export function withNeighbours(model: Model, row: number): readonly number[] {
  return [...new Set([row, ...[...model.dependents(row), ...model.dependencies(row)].map((each) => each.row)])];
}
