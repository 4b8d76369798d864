import { isJsonObject, type JsonObject, own } from "../estate/plan-json";
import type { Attributes, Resource, Value } from "../estate/resource";
import { isUnknown, Unknown } from "../estate/unknown";
import { isSameToProviders } from "./drift/noise";
import type { HiddenTexts } from "./hidden-texts";
import { ValueMask } from "./shown-value";
import { type AttributeChange, replacingFirst } from "./sides";
import { type Difference, differences } from "./value-difference";

/** A difference of the plan's own values, before the estate makes its own of them. */
export type RawDifference = Difference;

const NOT_KNOWN = new Unknown();

/** Where the plan's `before` and `after` differ. Copies what it must: the readers change the values in place. */
export function rawDifferences(change: JsonObject): readonly RawDifference[] {
  const before = own(change, "before");
  const after = withUnknown(own(change, "after"), own(change, "after_unknown"));
  return isJsonObject(before) && isJsonObject(after)
    ? structuredDifferences(before as Attributes, after as Attributes)
    : [];
}

function structuredDifferences(before: Attributes, after: Attributes): readonly RawDifference[] {
  return differences(before, after).map(({ before: was, after: is, ...place }) => ({
    ...place,
    before: copied(was),
    after: copied(is),
  }));
}

function copied(value: Value | undefined): Value | undefined {
  if (typeof value !== "object" || value === null || isUnknown(value)) {
    return value;
  }
  return Array.isArray(value)
    ? value.map((element) => copied(element) ?? null)
    : Object.fromEntries(Object.entries(value).map(([name, member]) => [name, copied(member) ?? null]));
}

/** The value with {@link Unknown} where the marks are true. */
function withUnknown(value: unknown, marks: unknown): unknown {
  if (marks === true) {
    return NOT_KNOWN;
  }
  if (typeof marks !== "object" || marks === null || isUnknown(value)) {
    return value;
  }
  if (Array.isArray(marks)) {
    const list = Array.isArray(value) ? value : [];
    return marks.length === 0
      ? value
      : Array.from({ length: Math.max(list.length, marks.length) }, (_, index) =>
          withUnknown(list[index] ?? null, marks[index]),
        );
  }
  const names = Object.keys(marks);
  if (names.length === 0) {
    return value;
  }
  const members = isJsonObject(value) ? value : {};
  const joined: JsonObject = { ...members };
  for (const name of names) {
    joined[name] = withUnknown(own(members, name) ?? null, own(marks as JsonObject, name));
  }
  return joined;
}

/** The two resources, as far as they tell what of them is a secret, and what replaces. */
interface Shown {
  readonly before: Pick<Resource, "kind" | "attributes">;
  readonly after: Pick<Resource, "kind" | "attributes">;
  readonly replacePaths: readonly string[];

  /** Texts that are hidden elsewhere in the plan. */
  readonly copies?: HiddenTexts;
}

/** The differences as a report shows them. */
export function attributeChanges(found: readonly RawDifference[], shown: Shown): readonly AttributeChange[] {
  const [masksBefore, masksAfter] = [
    new ValueMask(shown.before, shown.copies),
    new ValueMask(shown.after, shown.copies),
  ];
  const replaces = (path: string): boolean => shown.replacePaths.some((each) => leads(each, path) || leads(path, each));
  const told = found.filter((each) => !isSameToProviders(each) || replaces(each.path));
  // Of an update that only writes nothing in another way, that is what there is to tell.
  const shownAll = (told.length === 0 ? found : told).flatMap(({ path, beforePath, before, after }) => {
    const [was, is] = [masksBefore.shown(beforePath ?? path, before), masksAfter.shown(path, after)];
    if (isProvidersChoice(path, after, shown) || (was === undefined && is === undefined)) {
      return [];
    }
    return [
      {
        path: masksAfter.shownPath(path),
        ...(was === undefined ? {} : { before: was }),
        ...(is === undefined ? {} : { after: is }),
        replaces: replaces(path),
      },
    ];
  });
  return replacingFirst(shownAll);
}

/** What is known only after apply, and was not configured: the estate holds it to be not set. Nobody decided on it. */
function isProvidersChoice(path: string, after: Value | undefined, { after: { attributes } }: Shown): boolean {
  return isUnknown(after) && !path.includes(".") && Object.hasOwn(attributes, path) && attributes[path] === null;
}

function leads(path: string, below: string): boolean {
  return path === below || below.startsWith(`${path}.`);
}
