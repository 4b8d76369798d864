import type { Control } from "../policy/control";
import { type CoveredItem, coverageOf } from "../policy/frameworks/coverage";
import type { Framework } from "../policy/frameworks/framework";
import { FRAMEWORKS } from "../policy/frameworks/frameworks";
import { wrap } from "../policy/reports/text-layout";

const COLUMNS = 100;

/** What `modelkeep policy list --framework` lists. */
export interface FrameworkListing {
  readonly id: string;
  readonly controls: readonly Control[];

  /** Of items, only those that controls of this category answer, and of controls only those. */
  readonly category?: string;

  readonly format: string;
}

/** Ids of the frameworks that can be listed. */
export function frameworkIds(): readonly string[] {
  return FRAMEWORKS.map(({ id }) => id);
}

/** Every item of the framework, with the controls that answer it or the reason why none does; undefined for no framework. */
export function listedFramework({ id, controls, category, format }: FrameworkListing): string | undefined {
  const framework = FRAMEWORKS.find((each) => each.id === id);
  if (framework === undefined) {
    return undefined;
  }
  const items = coverageOf(framework, controls).filter((item) => category === undefined || item.controls.length > 0);
  return format === "json" ? asJson(framework, items) : asText(framework, items, category);
}

function asJson({ id, title }: Framework, items: readonly CoveredItem[]): string {
  const shown = items.map(({ id: item, title: asks, controls, unanswered }) => ({
    id: item,
    title: asks,
    controls,
    ...(unanswered !== undefined && { unanswered: { why: unanswered[0], reason: unanswered[1] } }),
  }));
  return `${JSON.stringify({ framework: id, title, items: shown }, null, 2)}\n`;
}

function asText(framework: Framework, items: readonly CoveredItem[], category: string | undefined): string {
  const answered = items.filter(({ controls }) => controls.length > 0).length;
  const by = category === undefined ? "controls" : `controls of the category ${category}`;
  const head = `${framework.title}: ${answered} of ${framework.items.length} items are answered by ${by}.`;
  const ids = Math.max(0, ...items.map(({ id }) => id.length));
  const lines = items.flatMap(({ id, title, controls, unanswered }) => [
    ...hanging(id.padEnd(ids), title),
    ...hanging(" ".repeat(ids), controls.length > 0 ? `= ${controls.join(", ")}` : `- ${unanswered?.[1] ?? ""}`),
  ]);
  return `${[...wrap(head, COLUMNS), ...(lines.length === 0 ? [] : ["", ...lines])].join("\n")}\n`;
}

/** The text beside the label, its later lines under its first. */
function hanging(label: string, text: string): readonly string[] {
  return wrap(text, COLUMNS - label.length - 2).map((line, index) =>
    `${index === 0 ? label : " ".repeat(label.length)}  ${line}`.trimEnd(),
  );
}
