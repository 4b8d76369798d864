import { isUnknown, type Unknown } from "../unknown";

/** Kleene's logic: yes, no, or what it depends on. */
export type Ternary = boolean | Unknown;

/** True when one is, undecided when one could be. */
export function some<T>(list: readonly T[], ask: (element: T) => Ternary): Ternary {
  let undecided: Unknown | undefined;
  for (const element of list) {
    const answer = ask(element);
    if (answer === true) {
      return true;
    }
    if (isUnknown(answer)) {
      undecided ??= answer;
    }
  }
  return undecided ?? false;
}

export function not(answer: Ternary): Ternary {
  return isUnknown(answer) ? answer : !answer;
}

export function and(...answers: readonly Ternary[]): Ternary {
  return not(some(answers, not));
}
