import { CATALOGUE_CLUSTERS } from "./catalogue-clusters";
import { CATALOGUE_DENIALS } from "./catalogue-denials";
import { CATALOGUE_EDGES } from "./catalogue-edges";
import { CATALOGUE_IDENTITY } from "./catalogue-identity";
import { CATALOGUE_OPERATIONS } from "./catalogue-operations";
import { CATALOGUE_STORAGE } from "./catalogue-storage";
import { CATALOGUE_WORKLOADS } from "./catalogue-workloads";

/** A row or a deny rule of Modelkeep's own catalogue, which controls answer like any framework. */
export interface CatalogueItem {
  /** `S3-07`, `DENY-S3-003` */
  readonly id: string;

  /** Of a row: `must`, `should` or `opt`; of a deny rule, its severity. */
  readonly level: string;

  /** Heading under which it stands. */
  readonly topic: string;

  /** The attribute and the value it asks for, or what is denied. */
  readonly title: string;

  /** Ids of scanners, benchmarks and threats that it names. */
  readonly names: readonly string[];
}

/** Every row, by topic, and then every deny rule. */
export const CATALOGUE: readonly CatalogueItem[] = [
  CATALOGUE_STORAGE,
  CATALOGUE_IDENTITY,
  CATALOGUE_CLUSTERS,
  CATALOGUE_WORKLOADS,
  CATALOGUE_EDGES,
  CATALOGUE_OPERATIONS,
  CATALOGUE_DENIALS,
].flatMap(parse);

/** Whether a control has to answer it, or stand in decision 11: every deny rule, and every row that says `must`. */
export function isDemanded({ level }: CatalogueItem): boolean {
  return level !== "should" && level !== "opt";
}

function parse(table: string): readonly CatalogueItem[] {
  let topic = "";
  return table
    .trim()
    .split("\n")
    .flatMap((line) => {
      if (line.startsWith("# ")) {
        topic = line.slice(2);
        return [];
      }
      const [id = "", level = "", title = "", names = ""] = line.split(" | ");
      return [{ id, level, topic, title, names: names === "" ? [] : names.split(", ") }];
    });
}
