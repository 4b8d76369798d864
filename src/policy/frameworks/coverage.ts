import type { Control } from "../control";
import type { Framework, FrameworkItem, Unanswered } from "./framework";

/** An item with the ids of the controls that answer it, in the order of the catalogue; `unanswered` where there are none. */
export interface CoveredItem extends FrameworkItem {
  readonly controls: readonly string[];
}

/** Every item of the framework, with what answers it. */
export function coverageOf(framework: Framework, controls: readonly Control[]): readonly CoveredItem[] {
  const answering = controlsById(controls);
  const order = new Map(controls.map(({ id }, index) => [id, index]));
  return framework.items.map(({ unanswered, ...item }) => {
    const found = new Set([item.id, ...(item.sameAs ?? [])].flatMap((id) => answering.get(id) ?? []));
    const answered = [...found].sort((a, b) => (order.get(a) ?? 0) - (order.get(b) ?? 0));
    return { ...item, controls: answered, ...(answered.length === 0 && unanswered !== undefined && { unanswered }) };
  });
}

/** How many items are answered, and how many are not, by the reason. */
export interface Score {
  readonly items: number;
  readonly answered: number;
  readonly unanswered: ReadonlyMap<Unanswered, number>;
}

export function scoreOf(items: readonly CoveredItem[]): Score {
  const unanswered = new Map<Unanswered, number>();
  for (const { unanswered: why } of items.filter(({ controls }) => controls.length === 0)) {
    if (why !== undefined) {
      unanswered.set(why[0], (unanswered.get(why[0]) ?? 0) + 1);
    }
  }
  return {
    items: items.length,
    answered: items.filter(({ controls }) => controls.length > 0).length,
    unanswered: new Map([...unanswered].sort(([, a], [, b]) => b - a)),
  };
}

function controlsById(controls: readonly Control[]): ReadonlyMap<string, readonly string[]> {
  const answering = new Map<string, string[]>();
  for (const { id, answers } of controls) {
    for (const answer of answers) {
      answering.set(answer, [...(answering.get(answer) ?? []), id]);
    }
  }
  return answering;
}
