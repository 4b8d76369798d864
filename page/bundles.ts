import type { Model } from "./model";

/** Resources around one other that are drawn as one node. */
export interface Bundle {
  /** Good in this picture alone. */
  readonly id: string;

  /** The resource that all of them are tied to, or whose they are by way of others. */
  readonly owner: number;
  readonly tenant: number;
  readonly members: readonly number[];
}

/** So few resources are read one by one. */
export const FEW_TO_READ = 12;

/** One resource alone takes no more room than a bundle. */
const LEAST_MEMBERS = 2;

/** What changes itself, and has so many ties, stands for a crowd: a bucket for its settings. */
const LEAST_TIES = 4;

/**
 * What is not on the way to a service, gathered around what is, and around changed resources that many others are tied to.
 *
 * @param kept rows that are in no bundle: services, the ways to them, and what the reader asked for
 */
export function bundlesOf(model: Model, rows: readonly number[], kept: ReadonlySet<number>): readonly Bundle[] {
  if (rows.length <= FEW_TO_READ) {
    return [];
  }
  const owners = ownersOf(model, rows, kept);
  const bundles = new Map<string, Bundle & { readonly members: number[] }>();
  for (const row of rows) {
    const owner = owners.get(row) ?? row;
    if (owner !== row) {
      const tenant = model.data.nodes.tenant[row] ?? -1;
      const id = `b${owner}.${tenant}.${model.state(row) === "untouched" ? 0 : 1}`;
      const bundle = bundles.get(id) ?? { id, owner, tenant, members: [] };
      bundle.members.push(row);
      bundles.set(id, bundle);
    }
  }
  return [...bundles.values()].filter(({ members }) => members.length >= LEAST_MEMBERS);
}

/** Who each row belongs to: the nearest of those that stand for themselves; changed ones and those with many ties first. */
function ownersOf(model: Model, rows: readonly number[], kept: ReadonlySet<number>): ReadonlyMap<number, number> {
  const ties = tiesOf(model, rows);
  const amount = (row: number): number => ties.get(row)?.size ?? 0;
  const isChanged = (row: number): boolean => model.state(row) === "changed";
  const standing = rows.filter(
    (row) =>
      kept.has(row) ||
      (model.service(row) !== undefined && model.state(row) !== "untouched") ||
      (isChanged(row) && amount(row) >= LEAST_TIES),
  );
  // A change that only others tie to a way is not hidden behind them.
  const stands = new Set(standing);
  const apart = rows.filter(
    (row) => isChanged(row) && !stands.has(row) && ![...(ties.get(row) ?? [])].some((other) => stands.has(other)),
  );
  const first = [...standing, ...apart].sort(
    (one, other) => Number(isChanged(other)) - Number(isChanged(one)) || amount(other) - amount(one) || one - other,
  );
  const owners = new Map(first.map((row) => [row, row]));
  for (const [row, owner] of owners) {
    for (const other of ties.get(row) ?? []) {
      if (!owners.has(other)) {
        owners.set(other, owner);
      }
    }
  }
  return owners;
}

/** What each row is tied to among the rows, whichever depends on which. */
function tiesOf(model: Model, rows: readonly number[]): ReadonlyMap<number, ReadonlySet<number>> {
  const ties = new Map(rows.map((row) => [row, new Set<number>()]));
  for (const row of rows) {
    for (const { row: other } of model.dependencies(row)) {
      const others = ties.get(other);
      if (others !== undefined && other !== row) {
        others.add(row);
        ties.get(row)?.add(other);
      }
    }
  }
  return ties;
}
