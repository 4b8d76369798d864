import type { Value } from "../../estate/resource";
import { isUnknown } from "../../estate/unknown";
import { Fault } from "./evaluation-error";
import type { Evaluate } from "./frame";
import type { ComprehensionMacro } from "./node";
import { elements, typeName, UNDECIDED } from "./values";

/** A macro whose parts are compiled. */
export interface Comprehension {
  readonly range: Evaluate;

  /** Where the frame holds the variable. */
  readonly slot: number;

  /** Of `map` with three arguments. */
  readonly filter?: Evaluate;

  readonly body: Evaluate;
}

export function comprehension(macro: ComprehensionMacro, parts: Comprehension): Evaluate {
  switch (macro) {
    case "all":
      return quantifier("all", false, parts);
    case "exists":
      return quantifier("exists", true, parts);
    case "exists_one":
      return existsOne(parts);
    case "filter":
      return filter(parts);
    case "map":
      return map(parts);
  }
}

function notBoolean(macro: string, value: Value): Fault {
  return new Fault(`the condition of ${macro}() must be a boolean, not ${typeName(value)}`);
}

/** `&&` or `||` over the elements: a decisive one decides, not known beats an error, an error beats the rest. */
function quantifier(macro: string, decisive: boolean, { range, slot, body }: Comprehension): Evaluate {
  return (frame) => {
    const list = elements(range(frame));
    if (list === undefined) {
      return UNDECIDED;
    }
    let undecided = false;
    let fault: unknown;
    let failed = false;
    for (const element of list) {
      frame.locals[slot] = element;
      try {
        const verdict = body(frame);
        if (verdict === decisive) {
          return decisive;
        }
        if (isUnknown(verdict)) {
          undecided = true;
        } else if (verdict !== !decisive) {
          throw notBoolean(macro, verdict);
        }
      } catch (thrown) {
        fault ??= thrown;
        failed = true;
      }
    }
    if (undecided) {
      return UNDECIDED;
    }
    if (failed) {
      throw fault;
    }
    return !decisive;
  };
}

/** Errors are not absorbed, for every element counts. Two that hold decide, whatever is not known. */
function existsOne({ range, slot, body }: Comprehension): Evaluate {
  return (frame) => {
    const list = elements(range(frame));
    if (list === undefined) {
      return UNDECIDED;
    }
    let held = 0;
    let undecided = false;
    for (const element of list) {
      frame.locals[slot] = element;
      const verdict = body(frame);
      if (verdict === true) {
        held += 1;
      } else if (isUnknown(verdict)) {
        undecided = true;
      } else if (verdict !== false) {
        throw notBoolean("exists_one", verdict);
      }
    }
    return undecided && held < 2 ? UNDECIDED : held === 1;
  };
}

function filter({ range, slot, body }: Comprehension): Evaluate {
  return (frame) => {
    const list = elements(range(frame));
    if (list === undefined) {
      return UNDECIDED;
    }
    const kept: Value[] = [];
    for (const element of list) {
      frame.locals[slot] = element;
      const verdict = body(frame);
      if (verdict === true) {
        kept.push(element);
      } else if (isUnknown(verdict)) {
        return UNDECIDED;
      } else if (verdict !== false) {
        throw notBoolean("filter", verdict);
      }
    }
    return kept;
  };
}

function map({ range, slot, filter: condition, body }: Comprehension): Evaluate {
  return (frame) => {
    const list = elements(range(frame));
    if (list === undefined) {
      return UNDECIDED;
    }
    const mapped: Value[] = [];
    for (const element of list) {
      frame.locals[slot] = element;
      const verdict = condition === undefined ? true : condition(frame);
      if (verdict === true) {
        mapped.push(body(frame));
      } else if (isUnknown(verdict)) {
        return UNDECIDED;
      } else if (verdict !== false) {
        throw notBoolean("map", verdict);
      }
    }
    return mapped;
  };
}
