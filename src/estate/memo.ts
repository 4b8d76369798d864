import type { Estate } from "./estate";

/**
 * Remembers answers about things of an estate: many controls ask the same of the same resource, and an estate does not
 * change. What throws is not remembered.
 */
export function remembered<K, T>(answer: (estate: Estate, about: K) => T): (estate: Estate, about: K) => T {
  const known = new WeakMap<Estate, Map<K, T>>();
  return (estate, about) => {
    let answers = known.get(estate);
    if (answers === undefined) {
      answers = new Map();
      known.set(estate, answers);
    }
    let found = answers.get(about);
    if (found === undefined && !answers.has(about)) {
      found = answer(estate, about);
      answers.set(about, found);
    }
    return found as T;
  };
}

/** The value, made when it is asked for the first time. */
export function lazily<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
