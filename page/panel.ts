import type { PageChange } from "../src/change/html/page-data";
import { breakable, type Child, h, replaceChildren } from "./dom";
import { stateIcon } from "./icons";
import type { Model, Neighbour } from "./model";
import { actionPill, attributeTable, pill } from "./pieces";
import { reasonsOf } from "./reasons";
import { capitalised, count } from "./words";

/** Neighbours that stand in the panel at first. */
const MOST_NEIGHBOURS = 12;

/** What the buttons of the panel do. */
export interface PanelEvents {
  readonly onShow: (row: number) => void;
  readonly onNeighbours: (row: number) => void;
  readonly onClose: () => void;
}

/** The side panel: one resource before and after, what the report says about it, and what it is tied to. */
export class Panel {
  public readonly element: HTMLElement;
  private opener: HTMLElement | undefined;

  constructor(
    private readonly model: Model,
    private readonly events: PanelEvents,
  ) {
    this.element = h("aside", {
      class: "panel",
      id: "panel",
      tabindex: -1,
      "aria-labelledby": "panel-title",
      hidden: true,
    });
    document.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && !this.element.hidden) {
        this.close();
      }
    });
  }

  /** Shows the resource; when the panel closes, the keyboard is where it was. */
  public open(row: number, opener?: HTMLElement): void {
    if (opener !== undefined && !this.element.contains(opener)) {
      this.opener = opener;
    }
    replaceChildren(this.element, this.head(row), ...this.body(row));
    this.element.hidden = false;
    this.element.scrollTop = 0;
    document.documentElement.classList.add("with-panel");
    this.element.focus({ preventScroll: true });
  }

  public close(): void {
    this.element.hidden = true;
    document.documentElement.classList.remove("with-panel");
    this.events.onClose();
    if (this.opener?.isConnected === true) {
      this.opener.focus({ preventScroll: true });
    }
  }

  private head(row: number): HTMLElement {
    const { model } = this;
    const [action, service, state] = [model.action(row), model.service(row), model.state(row)];
    return h(
      "div",
      { class: "panel-head" },
      h(
        "div",
        { class: "panel-bar" },
        h(
          "span",
          { class: "panel-state" },
          stateIcon(state, service !== undefined),
          capitalised(state),
          action !== undefined && actionPill(action),
          service !== undefined && pill(service, "calm"),
        ),
        h(
          "button",
          {
            type: "button",
            class: "close",
            "aria-label": "Close",
            title: "Close (Esc)",
            on: { click: () => this.close() },
          },
          "\u00d7",
        ),
      ),
      h("h2", { id: "panel-title" }, h("code", {}, model.name(row))),
      h(
        "p",
        { class: "soft small" },
        [model.kind(row), model.root(row), said("tenant", model.tenant(row)), said("tier", model.tier(row))]
          .filter(Boolean)
          .join(" \u00b7 "),
      ),
      h(
        "div",
        { class: "buttons" },
        h("button", { type: "button", on: { click: () => this.events.onShow(row) } }, "Show in graph"),
        h("button", { type: "button", on: { click: () => this.events.onNeighbours(row) } }, "Show neighbours"),
      ),
    );
  }

  private body(row: number): readonly Child[] {
    const { model } = this;
    const mentions = model.mentions(row);
    return [
      ...this.values("Before and after", model.change(row)),
      ...this.values("Drift: changed outside of Terraform", model.drift(row)),
      model.change(row) === undefined &&
        model.drift(row) === undefined &&
        h(
          "p",
          { class: "nothing" },
          model.state(row) === "hit"
            ? "It does not change itself: something that it depends on does."
            : model.state(row) === "changed"
              ? "Its before and after are not on this page; --format json has them."
              : "It does not change.",
        ),
      mentions.length > 0 && h("h3", {}, "In this report"),
      mentions.length > 0 &&
        h(
          "ul",
          { class: "mentions" },
          ...mentions
            .slice(0, MOST_NEIGHBOURS)
            .map(({ section, text }) =>
              h("li", {}, h("a", { href: `#${section}`, on: { click: () => this.close() } }, section), " ", text),
            ),
          mentions.length > MOST_NEIGHBOURS &&
            h("li", { class: "soft" }, `and ${mentions.length - MOST_NEIGHBOURS} more`),
        ),
      ...this.neighbours("Depends on it", model.dependents(row)),
      ...this.neighbours("It depends on", model.dependencies(row)),
    ];
  }

  private values(title: string, change: PageChange | undefined): readonly Child[] {
    if (change === undefined) {
      return [];
    }
    const { attributes, more } = change;
    const reasons = reasonsOf(change);
    return [
      h("h3", {}, title),
      reasons.length > 0 && h("p", {}, reasons.join("; ")),
      attributes.length === 0
        ? h(
            "p",
            { class: "nothing" },
            (more ?? 0) > 0 ? "Its values are not on this page; --format json has them." : "No attribute differs.",
          )
        : attributeTable(attributes, more),
    ];
  }

  private neighbours(title: string, neighbours: readonly Neighbour[]): readonly Child[] {
    if (neighbours.length === 0) {
      return [];
    }
    const list = h("ul", { class: "neighbours" });
    const add = (some: readonly Neighbour[]): void => list.append(...some.map((each) => this.neighbour(each)));
    add(neighbours.slice(0, MOST_NEIGHBOURS));
    const left = neighbours.length - MOST_NEIGHBOURS;
    const button =
      left > 0 &&
      h(
        "button",
        {
          type: "button",
          class: "small-button",
          on: {
            click: (event) => {
              const first = list.children.length;
              add(neighbours.slice(first, first + 200));
              (event.currentTarget as HTMLElement).hidden = list.children.length === neighbours.length;
              list.children[first]?.querySelector("button")?.focus();
            },
          },
        },
        `Show ${Math.min(left, 200)} more`,
      );
    return [h("h3", {}, `${title} (${count(neighbours.length, "resource")})`), list, button];
  }

  private neighbour({ row, via }: Neighbour): HTMLElement {
    const { model } = this;
    return h(
      "li",
      {},
      stateIcon(model.state(row), model.service(row) !== undefined),
      h(
        "span",
        { class: "cell" },
        h(
          "button",
          { type: "button", class: "resource link", on: { click: () => this.open(row) } },
          h("code", {}, ...breakable(model.name(row))),
        ),
        h("span", { class: "soft small" }, [model.state(row), via].filter(Boolean).join(" \u00b7 ")),
      ),
    );
  }
}

function said(word: string, name: string): string {
  return name === "" ? "" : `${word} ${name}`;
}
