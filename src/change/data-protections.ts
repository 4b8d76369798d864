import { textOf } from "../estate/joins/values";
import type { Resource, Value } from "../estate/resource";
import { count } from "../policy/reports/wording";

/** What an attribute says about what becomes of the data. */
export interface Protection {
  /** Path of the attribute; undefined for what the service does, whatever is set. */
  readonly attribute?: string;

  /** Undefined when the value leaves it open, and the next one is asked. */
  readonly tells: (value: Value, resource: Resource) => Told | undefined;
}

interface Told {
  readonly isProtected: boolean;
  readonly protection: string;
}

/** A kind that holds data. */
export interface DataKind {
  /** What is lost with it; undefined from a function when this one holds none. */
  readonly lost: string | ((resource: Resource) => string | undefined);

  /** In the order in which they are asked. */
  readonly protections: readonly Protection[];
}

/** Kinds of a cloud that hold data, by their names. */
export type DataKinds = Readonly<Record<string, DataKind>>;

export const keeps = (protection: string): Told => ({ isProtected: true, protection });
export const loses = (protection: string): Told => ({ isProtected: false, protection });

/** An attribute that keeps the data while it is this value. */
export function keepsWhen(attribute: string, kept: Value, protection: string): Protection {
  return { attribute, tells: (value) => (value === kept ? keeps(protection) : undefined) };
}

/** An attribute that stops the apply when it is true, or not set where the provider's default is true. */
export function stops(attribute: string, isDefault = false): Protection {
  return {
    attribute,
    tells: (value) =>
      value === true || (value === null && isDefault) ? keeps(`${attribute} stops the apply`) : undefined,
  };
}

/** An attribute that stops the apply while it is this word. */
export function stopsWhen(attribute: string, word: string): Protection {
  return keepsWhen(attribute, word, `${attribute} stops the apply`);
}

/** An attribute that has the provider delete what is inside; without it the service refuses. */
export function empties(attribute: string, refusal: string): Protection {
  return {
    attribute,
    tells: (value) => (value === true ? loses(`${attribute} deletes what is in it`) : keeps(refusal)),
  };
}

/** The service deletes none that still holds something, and no argument has the provider empty it. */
export function refuses(refusal: string): Protection {
  return { tells: () => keeps(refusal) };
}

/** A number of days in which the deletion can be taken back. */
export function window(attribute: string, byDefault: number, word = "can be restored"): Protection {
  return {
    attribute,
    tells: (value) => {
      const days = value === null ? byDefault : Number(value);
      return days > 0 ? keeps(`${word} for ${count(days, "day")}`) : loses(`${attribute} is 0: it cannot be restored`);
    },
  };
}

/** A copy that is taken on the way out, unless it is skipped. */
export function finalCopy(attribute: string, copy: string, isSkippedByDefault = false): Protection {
  return {
    attribute,
    tells: (value) =>
      value === true
        ? loses(`${attribute} leaves no copy`)
        : value === null && isSkippedByDefault
          ? loses(`no final ${copy} is taken`)
          : keeps(`a final ${copy} is taken`),
  };
}

/** A copy that is taken on the way out when it has a name. */
export function finalCopyNamed(attribute: string): Protection {
  return {
    attribute,
    tells: (value) => (textOf(value) === undefined ? undefined : keeps("a final snapshot is taken")),
  };
}
