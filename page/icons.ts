import type { NodeState } from "../src/change/html/page-data";
import type { ChangeVerdict } from "../src/change/report";
import { svg } from "./dom";

/** The shape that a state has in the picture, also where there is no colour. */
export function stateIcon(state: NodeState, isService = false): SVGElement {
  const shapes: Readonly<Record<NodeState, SVGElement>> = {
    changed: svg("path", { d: "M4 2h9l4 3.5v5L13 14H4L0 10.5v-5Z" }),
    hit: svg("path", { d: "M4 2.5h9L18.5 8 13 13.5H4L-1.5 8Z" }),
    untouched: svg("rect", { x: 0, y: 2.5, width: 17, height: 11, rx: 3 }),
  };
  return svg(
    "svg",
    { class: `icon state ${state}`, viewBox: "-5 -4 27 24", "aria-hidden": true },
    shapes[state],
    isService && svg("rect", { class: "ring", x: -3.5, y: -1.5, width: 24, height: 19, rx: 1 }),
  );
}

/** A tick in a circle, an exclamation mark in a triangle, a cross in an octagon. */
export function verdictIcon(verdict: ChangeVerdict): SVGElement {
  const shapes: Readonly<Record<ChangeVerdict, readonly [outline: string, mark: string]>> = {
    safe: ["M12 2a10 10 0 1 0 0 20 10 10 0 0 0 0-20Z", "m7.5 12.3 3 3 6-6.3"],
    review: ["M12 2.5 22.5 21h-21Z", "M12 9v5.5M12 17.4v.6"],
    dangerous: ["M8 2h8l6 6v8l-6 6H8l-6-6V8Z", "m8.7 8.7 6.6 6.6m0-6.6-6.6 6.6"],
  };
  const [outline, mark] = shapes[verdict];
  return svg(
    "svg",
    { class: "icon verdict-icon", viewBox: "0 0 24 24", "aria-hidden": true },
    svg("path", { class: "outline", d: outline }),
    svg("path", { class: "mark", d: mark }),
  );
}
