import { h, replaceChildren } from "./dom";
import { shortened } from "./words";

/** Tenants with a button of their own; the rest is folded and unfolded with all. */
const MOST_TENANTS = 40;
const LONGEST_NAME = 24;

/** What the buttons do. */
export interface TenantEvents {
  readonly onTenant: (tenant: number) => void;

  /** Folds or unfolds all tenants and all bundles. */
  readonly onAll: (isFolded: boolean) => void;

  /** Draws everything again, where a path alone is drawn. */
  readonly onEverything: () => void;
}

/** What of the picture can be folded. */
export interface Foldable {
  readonly tenants: readonly number[];
  readonly folded: ReadonlySet<number>;
  readonly hasBundles: boolean;
  readonly isAlone: boolean;
}

/** Buttons that fold and unfold what is drawn. */
export class TenantBar {
  public readonly element = h("div", { class: "tenants", role: "group", "aria-label": "Tenants in the graph" });

  constructor(
    private readonly names: readonly string[],
    private readonly events: TenantEvents,
  ) {}

  public show({ tenants, folded, hasBundles, isAlone }: Foldable): void {
    this.element.hidden = !isAlone && !hasBundles && tenants.length === 0;
    if (isAlone) {
      const attributes = { type: "button", class: "small-button", on: { click: this.events.onEverything } };
      replaceChildren(this.element, h("button", attributes, "Draw everything"));
      return;
    }
    replaceChildren(
      this.element,
      tenants.length > 0 && h("span", { class: "soft" }, "Tenants"),
      ...tenants.slice(0, MOST_TENANTS).map((tenant) => this.tenant(tenant, folded.has(tenant))),
      this.all("Collapse all", "fold"),
      this.all("Expand all", "unfold"),
    );
  }

  /** The button of the tenant has the keyboard again when the bar was made anew. */
  public focus(tenant: number): void {
    this.element.querySelector<HTMLElement>(`[data-tenant="${tenant}"]`)?.focus({ preventScroll: true });
  }

  private tenant(tenant: number, isFolded: boolean): HTMLElement {
    return h(
      "button",
      {
        type: "button",
        class: "small-button tenant",
        "data-tenant": tenant,
        "aria-expanded": !isFolded,
        on: { click: () => this.events.onTenant(tenant) },
      },
      shortened(this.names[tenant] ?? "", LONGEST_NAME),
    );
  }

  private all(title: string, what: "fold" | "unfold"): HTMLElement {
    return h(
      "button",
      {
        type: "button",
        class: "small-button",
        "data-all": what,
        on: {
          click: () => {
            this.events.onAll(what === "fold");
            this.element.querySelector<HTMLElement>(`[data-all="${what}"]`)?.focus();
          },
        },
      },
      title,
    );
  }
}
