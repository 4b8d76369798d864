import { compareText } from "../../policy/reports/order";
import { CHANGE_ACTIONS, type Drift, type ResourceChange } from "../sides";

const PLACES = new Map(CHANGE_ACTIONS.map((action, index) => [action, index]));

/** What cannot be taken back first, then by root and address; what is left makes the order total. */
export function changesInOrder<T extends ResourceChange | Drift>(changes: readonly T[]): readonly T[] {
  return [...changes].sort(
    (a, b) =>
      (PLACES.get(a.action) ?? 0) - (PLACES.get(b.action) ?? 0) ||
      compareText(a.root, b.root) ||
      compareText(a.address, b.address) ||
      compareText(a.kind, b.kind) ||
      compareText(namespaceOf(a) ?? "", namespaceOf(b) ?? ""),
  );
}

/** Namespace of a Kubernetes object. */
export function namespaceOf({ after, before }: ResourceChange | Drift): string | undefined {
  return (after ?? before)?.namespace;
}
