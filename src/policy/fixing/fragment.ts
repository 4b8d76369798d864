import type { FixAttributes, FixValue } from "../fixes/fix";
import type { Segment } from "../fixes/fix-path";
import type { Edit } from "./edits";
import { nameOf } from "./hcl-edit";

/** What edits of a resource leave to write: the arguments that they set, and in words what is to go. */
export interface Fragment {
  readonly fields: FixAttributes;
  readonly notes: readonly Note[];
}

/** What is to go, or stands beside something, in words. */
export interface Note {
  /** The way to it; none where all of the fragment is meant. */
  readonly segments: readonly Segment[];
  readonly text: (path: string) => string;
}

type Fields = { [name: string]: FixValue };

/** The edits as one piece of the resource: nothing of what stands in it already, but what has to. */
export function fragmentOf(edits: readonly Edit[]): Fragment {
  const fields: Fields = {};
  const notes: Note[] = [];
  for (const edit of edits) {
    const { segments } = edit;
    if (edit.do === "unset") {
      notes.push({ segments, text: (path) => `remove ${path}` });
    } else if (edit.do === "exclude") {
      const values = edit.values.map((value) => JSON.stringify(value)).join(", ");
      notes.push({ segments, text: (path) => `take out of ${path}: ${values}` });
    } else {
      put(fields, edit.segments, edit.do === "set" ? (edit.values[0] ?? null) : edit.values);
      if (edit.do === "include") {
        notes.push({ segments, text: (path) => `${path}: add, beside those that are there` });
      }
    }
  }
  return { fields, notes };
}

function put(fields: Fields, segments: readonly Segment[], value: FixValue): void {
  const [segment, next, ...further] = segments;
  if (segment === undefined) {
    return;
  }
  const name = nameOf(segment);
  if (next === undefined) {
    fields[name] = value;
  } else if ("where" in next) {
    const present = fields[name];
    const items: Fields[] = Array.isArray(present) ? [...(present as readonly Fields[])] : [];
    const known = items.find((item) => item[next.where] === next.equals);
    const item = known ?? { [next.where]: next.equals };
    put(item, further, value);
    fields[name] = known === undefined ? [...items, item] : items;
  } else {
    const present = fields[name];
    const inner = typeof present === "object" && present !== null && !Array.isArray(present) ? (present as Fields) : {};
    fields[name] = inner;
    put(inner, [next, ...further], value);
  }
}

export function shown(segments: readonly Segment[]): string {
  return segments
    .map((segment, index) => {
      if ("where" in segment) {
        return `[${segment.where}=${segment.equals}]`;
      }
      return "key" in segment ? `["${segment.key}"]` : `${index === 0 ? "" : "."}${segment.name}`;
    })
    .join("");
}
