import type { PageData } from "../../src/change/html/page-data";
import { type Child, h } from "../dom";
import { pill, section } from "../pieces";
import { table } from "../table";

/** Guards, inputs, and what the page leaves out. */
export function aboutSection(data: PageData): HTMLElement {
  const { guards, inputs, left, version, basis } = data;
  return section(
    "about",
    "About this report",
    "",
    guards.length > 0 && h("h3", {}, "Guards"),
    guards.length > 0 &&
      table(
        "Guards",
        [
          {
            head: "Result",
            cell: ({ broken }) => (broken ? pill("broken", "dangerous") : pill("holds", "safe")),
            class: "narrow",
          },
          { head: "Guard", cell: ({ guard }) => h("code", {}, guard) },
          { head: "Found", cell: ({ found }) => found, class: "wide" },
        ],
        guards,
      ),
    h(
      "dl",
      { class: "terms" },
      ...term("Made by", `modelkeep diff ${version}`),
      ...term("Read", basis === "plan" ? "a plan: actions and replacements are exact" : "two sides without a plan"),
      ...term("Before", ...inputs.before),
      ...term("After", ...inputs.after),
      ...term("Not on this page", ...left.map((text) => `${text}; --format json has all`)),
    ),
  );
}

function term(name: string, ...texts: readonly string[]): readonly Child[] {
  return texts.length === 0 ? [] : [h("dt", {}, name), ...texts.map((text) => h("dd", {}, text))];
}
