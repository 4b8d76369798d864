import { NODE_STATES, type NodeState } from "../src/change/html/page-data";
import type { Asked } from "./choice";
import { h } from "./dom";
import { stateIcon } from "./icons";
import type { Model } from "./model";
import { digits } from "./words";

/** A select with more entries than this is no help: the search is. */
const MOST_OPTIONS = 500;

/** The search and the filters over the picture and its list. */
export class Filters {
  public readonly element: HTMLFormElement;
  private readonly words: HTMLInputElement;
  private readonly states = new Map<NodeState, HTMLInputElement>();
  private readonly selects = new Map<string, HTMLSelectElement>();

  /** @param shown states that are asked for at the beginning */
  constructor(
    private readonly model: Model,
    private readonly shown: ReadonlySet<NodeState>,
    onChange: () => void,
  ) {
    this.words = h("input", {
      type: "search",
      autocomplete: "off",
      spellcheck: "false",
      placeholder: "name, kind, tenant",
      "aria-controls": "resources",
    });
    const { names, actions, nodes } = model.data;
    const used = new Set(nodes.action);
    this.element = h(
      "form",
      { class: "filters", role: "search", "aria-label": "Filter of resources" },
      h("label", { class: "words" }, "Search", this.words),
      h("fieldset", { class: "states" }, h("legend", {}, "State"), ...NODE_STATES.map((state) => this.stateBox(state))),
      this.select(
        "action",
        actions.filter((_, index) => used.has(index)),
      ),
      this.select("kind", [...names.kinds].sort()),
      this.select("tenant", [...names.tenants].sort()),
      this.select("root", [...names.roots].sort()),
      h("button", { type: "reset" }, "Clear"),
    );
    let wait: ReturnType<typeof setTimeout> | undefined;
    this.element.addEventListener("input", () => {
      clearTimeout(wait);
      wait = setTimeout(onChange, 120);
    });
    this.element.addEventListener("submit", (event) => event.preventDefault());
    this.element.addEventListener("reset", () => setTimeout(onChange, 0));
  }

  public get asked(): Asked {
    const chosen = (name: string): string => this.selects.get(name)?.value ?? "";
    return {
      words: this.words.value,
      states: new Set(NODE_STATES.filter((state) => this.states.get(state)?.checked === true)),
      action: this.model.data.actions.find((action) => action === chosen("action")) ?? "",
      kind: chosen("kind"),
      tenant: chosen("tenant"),
      root: chosen("root"),
    };
  }

  private stateBox(state: NodeState): HTMLElement {
    const index = NODE_STATES.indexOf(state);
    const amount = this.model.data.nodes.state.filter((each) => each === index).length;
    const box = h("input", { type: "checkbox", name: state, checked: this.shown.has(state) });
    this.states.set(state, box);
    return h("label", {}, box, stateIcon(state), state, h("span", { class: "soft" }, digits(amount)));
  }

  /** Nothing to choose from is no filter. */
  private select(name: string, values: readonly string[]): HTMLElement | undefined {
    if (values.length < 2) {
      return undefined;
    }
    const select = h(
      "select",
      {},
      h("option", { value: "" }, "all"),
      ...values.slice(0, MOST_OPTIONS).map((value) => h("option", { value }, value)),
    );
    this.selects.set(name, select);
    return h("label", {}, name.charAt(0).toUpperCase() + name.slice(1), select);
  }
}
