import type { PageAttribute, PageValue, Place } from "../src/change/html/page-data";
import type { ChangeAction } from "../src/change/sides";
import { breakable, type Child, h } from "./dom";
import type { Model } from "./model";
import { ACTION_SIGNS, ACTION_WORDS } from "./words";

/** What sections need: the model, and what a click on a resource does. */
export interface Context {
  readonly model: Model;
  readonly open: (row: number, opener: HTMLElement) => void;
  readonly showPath: (rows: readonly number[]) => void;
}

/** A word in a capsule; the tone is a name of the style sheet. */
export function pill(text: string, tone = ""): HTMLElement {
  return h("span", { class: `pill ${tone}` }, text);
}

export function actionPill(action: ChangeAction): HTMLElement {
  return h(
    "span",
    { class: `pill action ${action}` },
    h("span", { class: "sign", "aria-hidden": true }, ACTION_SIGNS[action]),
    ACTION_WORDS[action],
  );
}

/** Name of a resource: opens its panel, where the page knows it. */
export function resourceLink({ model, open }: Context, at: Place): HTMLElement {
  const name = model.name(at);
  if (typeof at !== "number") {
    return h("code", { class: "resource clamped" }, ...breakable(name));
  }
  const button: HTMLElement = h(
    "button",
    { type: "button", class: "resource link", title: model.kind(at), on: { click: () => open(at, button) } },
    h("code", { class: "clamped" }, ...breakable(name)),
  );
  return button;
}

/** The name with its kind under it, and its root where there are several. */
export function resourceCell(context: Context, at: Place): HTMLElement {
  const { model } = context;
  const root = model.data.names.roots.length > 1 ? model.root(at) : "";
  return h(
    "div",
    { class: "cell" },
    resourceLink(context, at),
    h("div", { class: "soft small" }, ...breakable([model.kind(at), root].filter(Boolean).join(" \u00b7 "))),
  );
}

/** Words that say that something is known only after apply. */
export function undecidedPill(isUndecided: boolean): Child {
  return isUndecided && pill("undecided", "review");
}

/** Values of attributes before and after. */
export function attributeTable(attributes: readonly PageAttribute[], more = 0): HTMLElement {
  return h(
    "div",
    {},
    h(
      "dl",
      { class: "attributes" },
      ...attributes.map(([path, before, after, replaces]) =>
        h(
          "div",
          { class: "attribute" },
          h("dt", {}, h("code", {}, ...breakable(path)), replaces === 1 && pill("forces replacement", "replace")),
          before !== null && h("dd", { class: "before" }, side("Before"), value(before)),
          after !== null && h("dd", { class: "after" }, side("After"), value(after)),
        ),
      ),
    ),
    more > 0 && h("p", { class: "soft" }, `${more} more are not on this page; --format json has all of them.`),
  );
}

function side(word: string): HTMLElement {
  return h("span", { class: "side" }, word);
}

function value(shown: NonNullable<PageValue>): HTMLElement {
  const [text, hidden] = shown;
  return h("code", { class: hidden === 0 ? "value" : `value ${hidden === 1 ? "masked" : "unknown"}` }, text);
}

/** A part of the page with its heading. */
export function section(id: string, title: string, note: string, ...children: readonly Child[]): HTMLElement {
  return h(
    "section",
    { id, class: "part", tabindex: -1, "aria-labelledby": `${id}-title` },
    h(
      "div",
      { class: "part-head" },
      h("h2", { id: `${id}-title` }, title),
      note !== "" && h("p", { class: "soft" }, note),
    ),
    ...children,
  );
}

/** What stands in a section that has nothing to say. */
export function nothing(text: string): HTMLElement {
  return h("p", { class: "nothing" }, text);
}
