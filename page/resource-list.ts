import { h, replaceChildren } from "./dom";
import { stateIcon } from "./icons";
import type { Model } from "./model";
import { ACTION_SIGNS, ACTION_WORDS } from "./words";

/** Height of a row in pixels, as the style sheet has it. */
const ROW_HEIGHT = 46;

/** Rows above and below the window that are made too. */
const MARGIN = 8;

const OPTION_ID = "resource-option-";

/** What happens to the row that the reader chooses. */
export interface ListEvents {
  readonly onMove: (row: number) => void;
  readonly onOpen: (row: number, opener: HTMLElement) => void;
}

/**
 * All resources that fit the filters, beside the picture: what the picture shows is reached here with the keyboard. Only
 * the rows in the window are made, so that fifty thousand are as quick as fifty.
 */
export class ResourceList {
  public readonly element: HTMLElement;
  private readonly spacer: HTMLElement;
  private rows: readonly number[] = [];
  private active = 0;

  constructor(
    private readonly model: Model,
    private readonly events: ListEvents,
  ) {
    this.spacer = h("div", { class: "list-spacer", role: "presentation" });
    this.element = h(
      "div",
      {
        class: "list",
        role: "listbox",
        tabindex: 0,
        "aria-label": "Resources: arrow keys move, Enter opens",
        on: {
          scroll: () => this.render(),
          keydown: (event) => this.press(event as KeyboardEvent),
          click: (event) => this.click(event),
          focus: () => this.render(),
        },
      },
      this.spacer,
    );
    new ResizeObserver(() => this.render()).observe(this.element);
  }

  public show(rows: readonly number[]): void {
    this.rows = rows;
    this.active = 0;
    this.element.scrollTop = 0;
    this.spacer.style.height = `${rows.length * ROW_HEIGHT}px`;
    this.render();
  }

  /** Makes the row the one that keys start from. */
  public activate(row: number): void {
    const place = this.rows.indexOf(row);
    if (place !== -1) {
      this.moveTo(place);
    }
  }

  private render(): void {
    const first = Math.max(0, Math.floor(this.element.scrollTop / ROW_HEIGHT) - MARGIN);
    const amount = Math.ceil(this.element.clientHeight / ROW_HEIGHT) + 2 * MARGIN;
    const shown = this.rows.slice(first, first + amount).map((row, index) => this.option(row, first + index));
    replaceChildren(this.spacer, ...shown);
    if (this.rows.length === 0) {
      this.element.removeAttribute("aria-activedescendant");
    } else {
      this.element.setAttribute("aria-activedescendant", `${OPTION_ID}${this.active}`);
    }
  }

  private option(row: number, place: number): HTMLElement {
    const { model } = this;
    const [action, service, state] = [model.action(row), model.service(row), model.state(row)];
    const kind = service === undefined ? model.kind(row) : `${service} \u00b7 ${model.kind(row)}`;
    const said = action === undefined ? state : `${state}: ${ACTION_WORDS[action]}`;
    const option = h(
      "div",
      {
        class: `option${place === this.active ? " active" : ""}`,
        id: `${OPTION_ID}${place}`,
        role: "option",
        "aria-selected": place === this.active,
        "aria-setsize": this.rows.length,
        "aria-posinset": place + 1,
        "data-place": place,
      },
      stateIcon(state, service !== undefined),
      h(
        "span",
        { class: "option-text" },
        h("span", { class: "option-name" }, model.name(row)),
        h("span", { class: "option-kind" }, kind),
      ),
      h("span", { class: "unseen" }, `, ${said}`),
      action !== undefined &&
        h(
          "span",
          { class: `sign action ${action}`, "aria-hidden": true, title: ACTION_WORDS[action] },
          ACTION_SIGNS[action],
        ),
    );
    option.style.top = `${place * ROW_HEIGHT}px`;
    return option;
  }

  private click(event: Event): void {
    const option = event.target instanceof Element ? event.target.closest("[data-place]") : null;
    const place = Number(option?.getAttribute("data-place") ?? Number.NaN);
    if (Number.isInteger(place)) {
      this.moveTo(place);
      this.open();
    }
  }

  private press(event: KeyboardEvent): void {
    const page = Math.max(1, Math.floor(this.element.clientHeight / ROW_HEIGHT) - 1);
    const targets: Readonly<Record<string, number>> = {
      ArrowDown: this.active + 1,
      ArrowUp: this.active - 1,
      PageDown: this.active + page,
      PageUp: this.active - page,
      Home: 0,
      End: this.rows.length - 1,
    };
    const target = targets[event.key];
    if (target !== undefined) {
      event.preventDefault();
      this.moveTo(target);
      const row = this.rows[this.active];
      if (row !== undefined) {
        this.events.onMove(row);
      }
    } else if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      this.open();
    }
  }

  private open(): void {
    const row = this.rows[this.active];
    if (row !== undefined) {
      this.events.onOpen(row, this.element);
    }
  }

  private moveTo(place: number): void {
    this.active = Math.max(0, Math.min(this.rows.length - 1, place));
    const { scrollTop, clientHeight } = this.element;
    const top = this.active * ROW_HEIGHT;
    if (top < scrollTop) {
      this.element.scrollTop = top;
    } else if (top + ROW_HEIGHT > scrollTop + clientHeight) {
      this.element.scrollTop = top + ROW_HEIGHT - clientHeight;
    }
    this.render();
  }
}
