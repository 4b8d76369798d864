import { isJsonObject, type JsonObject, own, put } from "../estate/plan-json";
import type { Value } from "../estate/resource";
import { Unknown } from "../estate/unknown";
import { isSame } from "./value-difference";

/**
 * A value that the plan marks as sensitive. To everything that reads the estate it is unknown: no report can print what
 * nobody can see. Two of them are compared all the same, to tell that a secret changes.
 */
export class Sensitive extends Unknown {
  // A field that JSON.stringify, console.log and Object.entries leave alone.
  readonly #value: unknown;

  constructor(value: unknown) {
    super();
    this.#value = value;
  }

  /** Adds the texts in the value, for who looks for copies of them. */
  public addTexts(texts: Set<string>): void {
    addTexts(this.#value, texts);
  }

  public override isSame(other: Unknown): boolean {
    return other instanceof Sensitive && isSame(this.#value as Value, other.#value as Value);
  }
}

/**
 * Puts {@link Sensitive} in the place of what the marks say is sensitive, in place.
 *
 * @param marks what a plan holds as `before_sensitive`: objects and lists of the value's shape, with `true` where it is
 */
export function hideSensitive(values: unknown, marks: unknown): void {
  if (typeof marks !== "object" || marks === null) {
    return;
  }
  if (Array.isArray(marks) && Array.isArray(values)) {
    for (const [index, mark] of marks.entries()) {
      if (mark === true && (values[index] ?? null) !== null) {
        values[index] = new Sensitive(values[index]);
      } else {
        hideSensitive(values[index], mark);
      }
    }
  } else if (isJsonObject(values) && isJsonObject(marks)) {
    hideMembers(values, marks);
  }
}

function hideMembers(values: JsonObject, marks: JsonObject): void {
  for (const name of Object.keys(marks)) {
    const value = own(values, name);
    if (value === undefined) {
      continue;
    }
    if (marks[name] === true) {
      put(values, name, new Sensitive(value));
    } else {
      hideSensitive(value, marks[name]);
    }
  }
}

/** A shorter text is in too many places to be a copy of a secret. */
const SHORTEST_SECRET = 6;

function addTexts(value: unknown, texts: Set<string>): void {
  if (typeof value === "string") {
    if (value.length >= SHORTEST_SECRET) {
      texts.add(value);
    }
  } else if (value instanceof Sensitive) {
    value.addTexts(texts);
  } else if (typeof value === "object" && value !== null) {
    for (const member of Object.values(value)) {
      addTexts(member, texts);
    }
  }
}

/** The texts of all that is hidden in the values. */
export function hiddenTexts(values: unknown, texts: Set<string>): void {
  if (values instanceof Sensitive) {
    values.addTexts(texts);
  } else if (typeof values === "object" && values !== null) {
    for (const member of Object.values(values)) {
      hiddenTexts(member, texts);
    }
  }
}

/**
 * Hides what is word for word one of the texts, in place: providers copy what they are given to what they compute, and the plan
 * marks the first alone.
 */
export function hideCopies(values: unknown, texts: ReadonlySet<string>): void {
  if (typeof values !== "object" || values === null || values instanceof Sensitive) {
    return;
  }
  for (const [name, member] of Object.entries(values)) {
    if (typeof member === "string" && texts.has(member)) {
      put(values as JsonObject, name, new Sensitive(member));
    } else {
      hideCopies(member, texts);
    }
  }
}
