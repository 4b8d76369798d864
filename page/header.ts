import { type PageData, SECTION_OF } from "../src/change/html/page-data";
import { cards } from "./cards";
import { breakable, type Child, h } from "./dom";
import { verdictIcon } from "./icons";
import { pill } from "./pieces";
import { capitalised, digits } from "./words";

/** Reasons that stand on the first screen. */
const FIRST_REASONS = 6;

/** The bar at the top: what this is, the verdict, the parts, the colours. */
export function topBar(
  data: PageData,
  parts: readonly (readonly [id: string, title: string])[],
  theme: HTMLElement,
): HTMLElement {
  return h(
    "div",
    { class: "top" },
    h(
      "div",
      { class: "top-inner" },
      h("a", { class: "skip", href: "#changes" }, "Skip to the changes"),
      h("span", { class: "brand" }, h("strong", {}, "modelkeep"), h("span", {}, " change report")),
      h("span", { class: `verdict-word ${data.verdict}` }, verdictIcon(data.verdict), capitalised(data.verdict)),
      h(
        "nav",
        { class: "nav", "aria-label": "Parts of the report" },
        ...parts.map(([id, title]) => h("a", { class: "nav-link", href: `#${id}` }, title)),
      ),
      theme,
    ),
  );
}

/** The verdict, the cards, and the reasons. */
export function hero(data: PageData): HTMLElement {
  const { verdict, line, reasons, warnings, basis, inputs, resources } = data;
  const broken = data.guards.filter((guard) => guard.broken);
  return h(
    "header",
    { class: `hero ${verdict}`, id: "why", tabindex: -1 },
    ...warnings.map((warning) => h("p", { class: "warning", role: "note" }, h("strong", {}, "Warning "), warning)),
    h(
      "div",
      { class: "hero-head" },
      verdictIcon(verdict),
      h("div", {}, h("h1", {}, capitalised(verdict)), h("p", { class: "line" }, line)),
    ),
    cards(data),
    ...reasonList(worstFirst(reasons)),
    broken.length > 0 &&
      h(
        "p",
        { class: "broken" },
        pill(broken.length === 1 ? "guard broken" : `${broken.length} guards broken`, "dangerous"),
        " ",
        broken.map(({ guard, found }) => `${guard} (${found})`).join(", "),
      ),
    h(
      "p",
      { class: "soft basis" },
      basis === "plan" ? "Exact: read from a plan." : "Without a plan: what is replaced is an estimate.",
      ` ${digits(resources.before)} resources before, ${digits(resources.after)} after.`,
      inputs.before.length + inputs.after.length > 0 && " Read: ",
      inputs.before.length + inputs.after.length > 0 && h("code", {}, read(inputs)),
    ),
  );
}

/** The first reasons in one column; the others when somebody asks. */
function reasonList(reasons: PageData["reasons"]): readonly Child[] {
  if (reasons.length === 0) {
    return [];
  }
  const items = reasons.map(({ aspect, level, text }, index) =>
    h(
      "li",
      { hidden: index >= FIRST_REASONS },
      pill(level, level),
      h("a", { href: `#${SECTION_OF[aspect]}` }, ...breakable(text)),
      h("span", { class: "soft aspect" }, aspect),
    ),
  );
  const showAll = (): void => {
    for (const item of items) {
      item.hidden = false;
    }
    button.hidden = true;
  };
  const button = h(
    "button",
    {
      type: "button",
      class: "small-button all-reasons",
      hidden: reasons.length <= FIRST_REASONS,
      on: {
        click: () => {
          showAll();
          items[FIRST_REASONS]?.querySelector("a")?.focus();
        },
      },
    },
    `Show all ${digits(reasons.length)} reasons`,
  );
  // On paper nobody clicks.
  addEventListener("beforeprint", showAll);
  return [h("ul", { class: "reasons", "aria-label": "Reasons for the verdict" }, ...items), button];
}

function worstFirst(reasons: PageData["reasons"]): PageData["reasons"] {
  return [...reasons].sort((one, other) => Number(other.level === "dangerous") - Number(one.level === "dangerous"));
}

function read({ before, after }: PageData["inputs"]): string {
  const side = (paths: readonly string[]): string =>
    paths.length > 3 ? `${paths.slice(0, 3).join(", ")} and ${paths.length - 3} more` : paths.join(", ");
  return [before, after]
    .filter((paths) => paths.length > 0)
    .map(side)
    .join(" \u2192 ");
}
