import { isJsonObject, type JsonObject, own, put } from "../estate/plan-json";
import { Unknown } from "../estate/unknown";
import { HiddenTexts } from "./hidden-texts";

/**
 * A value that the plan marks as sensitive. To everything that reads the estate it is an expression that is not known: no
 * report can print what nobody can see. Equal values are the same expression, so that a secret that changes is told.
 */
export class Sensitive extends Unknown {}

/** The sensitive values of the plans of one report. */
export class SensitiveValues {
  private readonly numbers = new Map<string, number>();

  /** Texts that are hidden. */
  public readonly texts = new HiddenTexts();

  /**
   * Puts {@link Sensitive} in the place of what the marks say is sensitive, in place.
   *
   * @param marks what a plan holds as `before_sensitive`: objects and lists of the value's shape, with `true` where it is.
   *   Where they are of another shape, all of the value is hidden
   */
  public hide(values: JsonObject, marks: unknown): void {
    if (isJsonObject(marks)) {
      for (const name of Object.keys(marks)) {
        const value = own(values, name);
        if (value !== undefined) {
          put(values, name, this.hidden(value, marks[name]));
        }
      }
    } else if (isMarked(marks)) {
      for (const name of Object.keys(values)) {
        if (own(values, name) !== undefined) {
          put(values, name, this.sensitive(values[name]));
        }
      }
    }
  }

  /** The value with what is marked hidden in it. */
  private hidden(value: unknown, mark: unknown): unknown {
    if (value instanceof Sensitive || value === null || !isMarked(mark)) {
      return value;
    }
    if (Array.isArray(mark) && Array.isArray(value)) {
      return value.map((element, index) => this.hidden(element, mark[index]));
    }
    if (mark instanceof EveryElement && Array.isArray(value)) {
      return value.map((element) => this.hidden(element, mark.mark));
    }
    if (isJsonObject(mark) && !(mark instanceof EveryElement) && isJsonObject(value)) {
      this.hide(value, mark);
      return value;
    }
    return this.sensitive(value);
  }

  private sensitive(value: unknown): unknown {
    if (value instanceof Sensitive) {
      return value;
    }
    addTexts(value, this.texts);
    const text =
      JSON.stringify(value, (_, member: unknown) => (member instanceof Sensitive ? member.text : member)) ?? "";
    const number = this.numbers.get(text) ?? this.numbers.size + 1;
    this.numbers.set(text, number);
    return new Sensitive([], `\${sensitive(${number})}`);
  }
}

/**
 * Marks of the other side of a change: where they stand in a list, they may be of any element of this side's.
 *
 * @returns the marks with lists of one mark, which {@link SensitiveValues.hide} takes for every element
 */
export function marksOfOtherSide(marks: unknown): unknown {
  if (Array.isArray(marks)) {
    return isMarked(marks) ? new EveryElement(marks.map(marksOfOtherSide).reduce(merged)) : [];
  }
  return isJsonObject(marks)
    ? Object.fromEntries(Object.entries(marks).map(([name, mark]) => [name, marksOfOtherSide(mark)]))
    : marks;
}

/** A mark for each element of a list, whichever they are. */
class EveryElement {
  constructor(readonly mark: unknown) {}
}

function merged(one: unknown, other: unknown): unknown {
  if (!isMarked(one) || !isMarked(other)) {
    return isMarked(one) ? one : other;
  }
  if (one instanceof EveryElement && other instanceof EveryElement) {
    return new EveryElement(merged(one.mark, other.mark));
  }
  const areObjects =
    isJsonObject(one) && isJsonObject(other) && !(one instanceof EveryElement || other instanceof EveryElement);
  return areObjects
    ? Object.fromEntries(
        [...new Set([...Object.keys(one), ...Object.keys(other)])].map((name) => [
          name,
          merged(own(one, name), own(other, name)),
        ]),
      )
    : true;
}

/** Whether anything in the mark says that it is sensitive. */
function isMarked(mark: unknown): boolean {
  if (typeof mark !== "object" || mark === null) {
    return mark !== undefined && mark !== null && mark !== false;
  }
  return Object.values(mark).some((member) => isMarked(member));
}

function addTexts(value: unknown, texts: HiddenTexts): void {
  if (typeof value === "string") {
    texts.add(value);
    // Headers, user data and Secrets have it so.
    texts.add(Buffer.from(value).toString("base64"));
  } else if (typeof value === "object" && value !== null) {
    for (const member of Object.values(value)) {
      addTexts(member, texts);
    }
  }
}
