/** What an element may be made with. Texts are always text: nothing here reads markup. */
export interface Attributes {
  readonly class?: string;
  readonly on?: Readonly<Record<string, (event: Event) => void>>;
  readonly [name: string]: unknown;
}

export type Child = Node | string | number | undefined | false;

/** An element with attributes, listeners and children; attributes that are undefined or false are left out. */
export function h<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  attributes: Attributes = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[Name] {
  const element = document.createElement(name);
  dress(element, attributes);
  fill(element, children);
  return element;
}

/** A part of a name that is longer is broken anywhere: shorter ones can be read whole. */
const LONGEST_PART = 20;

/** The text, which may be broken behind what joins the parts of names: colons, slashes, dots, underscores. */
export function breakable(text: string): readonly Child[] {
  return text.split(/(?<=[:/._,=])(?=[^:/._,=\s])/).flatMap((part, index): readonly Child[] => {
    const isLong = part.split(/[\s-]+/).some(({ length }) => length > LONGEST_PART);
    const shown = isLong ? h("span", { class: "long" }, part) : part;
    return index === 0 ? [shown] : [h("wbr"), shown];
  });
}

/** An element of a drawing. */
export function svg(name: string, attributes: Attributes = {}, ...children: readonly Child[]): SVGElement {
  const element = document.createElementNS("http://www.w3.org/2000/svg", name);
  dress(element, attributes);
  fill(element, children);
  return element;
}

/** Puts the children in the place of those that are there. */
export function replaceChildren(element: Element, ...children: readonly Child[]): void {
  element.replaceChildren();
  fill(element, children);
}

function fill(element: Element, children: readonly Child[]): void {
  for (const child of children) {
    if (child !== undefined && child !== false) {
      element.append(child instanceof Node ? child : String(child));
    }
  }
}

function dress(element: Element, { on, ...attributes }: Attributes): void {
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("aria-") && typeof value === "boolean") {
      // There, no value is not true, and none at all is not false.
      element.setAttribute(name, String(value));
    } else if (value !== undefined && value !== false) {
      element.setAttribute(name, value === true ? "" : String(value));
    }
  }
  for (const [event, listener] of Object.entries(on ?? {})) {
    element.addEventListener(event, listener);
  }
}
