import type { HiddenTexts } from "./hidden-texts";
import type { ChangeParts } from "./reasons";
import type { ResourceChange } from "./sides";

/** What names a place: without it nobody finds what the report speaks of. Terraform itself keeps secrets out of addresses. */
const PLACES: ReadonlySet<string> = new Set([
  "resource",
  "root",
  "address",
  "kind",
  "namespace",
  "control",
  "file",
  "constructPath",
  "madeAt",
]);

/** The parts of a report without copies of what the plans mark as sensitive, wherever they got into words. */
export function redactedParts(parts: ChangeParts, hidden: HiddenTexts | undefined): ChangeParts {
  const { changes, drift, ...rest } = parts;
  return {
    ...redacted(rest, hidden),
    changes: hidden === undefined ? changes : changes.map((change) => redactedChange(change, hidden)),
    drift,
  };
}

/** The value with every text in it redacted, save those that name a place; the value itself where nothing is hidden. */
export function redacted<T>(value: T, hidden: HiddenTexts | undefined): T {
  return hidden === undefined || hidden.isEmpty ? value : redactedIn(value, hidden);
}

function redactedIn<T>(value: T, hidden: HiddenTexts): T {
  if (typeof value === "string") {
    return hidden.redacted(value) as T;
  }
  if (typeof value !== "object" || value === null) {
    return value;
  }
  const members = Array.isArray(value)
    ? value.map((element: unknown) => redactedIn(element, hidden))
    : Object.fromEntries(
        Object.entries(value).map(([name, member]) => [
          name,
          PLACES.has(name) && !hidden.has(member) ? member : redactedIn(member, hidden),
        ]),
      );
  return members as T;
}

/** Values of attributes are masked where they are shown. */
function redactedChange(change: ResourceChange, hidden: HiddenTexts): ResourceChange {
  const { reason, importId } = change;
  if ([reason, importId].every((text) => text === undefined || hidden.redacted(text) === text)) {
    return change;
  }
  return {
    ...change,
    ...(reason === undefined ? {} : { reason: hidden.redacted(reason) }),
    ...(importId === undefined ? {} : { importId: hidden.redacted(importId) }),
  };
}
