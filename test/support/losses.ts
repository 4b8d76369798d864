import { dataLossOf } from "../../src/change/data-loss";
import type { DataLoss } from "../../src/change/report";
import { sidesOf } from "./sides";

export type Attributes = Readonly<Record<string, unknown>>;

/** What is lost when a resource of the kind is destroyed. */
export function lossOf(kind: string, attributes: Attributes): readonly DataLoss[] {
  return dataLossOf(sidesOf({ resource: { [kind]: { it: attributes } } }, { resource: {} }));
}
