import type { StylesheetJson } from "cytoscape";

/** Type of labels, in pixels: boxes are as wide as their label. */
export const LABEL_FONT = "12px system-ui, sans-serif";
const FONT = { "font-family": "system-ui, sans-serif", "font-size": 12 } as const;

/** Colours of the style sheet, read anew when the theme changes. */
function colour(name: string): string {
  return getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim() || "#808080";
}

/** States differ in colour, in shape and in weight; services have a thick double frame. */
export function pictureStyle(): StylesheetJson {
  const [card, ink, soft, line, link] = ["card", "ink", "soft", "line-strong", "link"].map(colour);
  const state = (name: string): object => ({
    "background-color": colour(`${name}-tint`),
    "border-color": colour(name),
  });
  return [
    {
      selector: "node",
      style: {
        ...FONT,
        label: "data(label)",
        color: soft,
        "text-valign": "center",
        "text-halign": "center",
        "text-wrap": "wrap",
        "text-max-width": "400px",
        "line-height": 1.2,
        width: 160,
        height: 40,
        shape: "round-rectangle",
        "background-color": card,
        "border-width": 1.25,
        "border-color": colour("untouched"),
        "overlay-opacity": 0,
      },
    },
    { selector: "node[width]", style: { width: "data(width)" } },
    {
      selector: "node.changed",
      style: { ...state("changed"), shape: "cut-rectangle", "border-width": 2.5, color: ink, "font-weight": "bold" },
    },
    { selector: "node.hit", style: { ...state("hit"), shape: "hexagon", "border-width": 2, color: ink } },
    {
      selector: "node.service",
      style: { height: 46, "border-width": 6, "border-style": "double", color: ink, "font-weight": "bold" },
    },
    {
      selector: "node.group",
      style: {
        shape: "round-rectangle",
        "background-color": colour("page"),
        "background-opacity": 0.75,
        "border-width": 1,
        "border-style": "dashed",
        "border-color": soft,
        "text-valign": "top",
        "text-margin-y": -4,
        "font-weight": "bold",
        color: soft,
        padding: "12px",
      },
    },
    {
      selector: "node.folded",
      style: { height: 52, "border-style": "dashed", "border-width": 2.5, color: ink, "font-weight": "bold" },
    },
    {
      selector: "node.bundle",
      style: { height: 46, "border-style": "dashed", color: ink },
    },
    {
      selector: "edge",
      style: {
        width: 1.25,
        "curve-style": "bezier",
        "line-color": line,
        "target-arrow-color": line,
        "target-arrow-shape": "triangle",
        "arrow-scale": 0.85,
        "overlay-opacity": 0,
      },
    },
    {
      selector: "edge.carries",
      style: { width: 2, "line-color": colour("hit"), "target-arrow-color": colour("hit") },
    },
    { selector: "edge.loose", style: { "line-style": "dashed", "target-arrow-shape": "none" } },
    { selector: "edge.unseen", style: { visibility: "hidden" } },
    { selector: ".faded", style: { opacity: 0.25 } },
    {
      selector: "node.chosen",
      style: { "underlay-color": link, "underlay-opacity": 0.35, "underlay-padding": 7 },
    },
    {
      selector: "edge.chosen",
      style: {
        ...FONT,
        width: 2.5,
        "line-color": link,
        "target-arrow-color": link,
        label: "data(via)",
        color: ink,
        "text-rotation": "autorotate",
        "text-background-color": card,
        "text-background-opacity": 0.9,
        "text-background-padding": "2px",
      },
    },
    // Written along a short upright edge, the words would lie under its boxes.
    { selector: "edge.chosen.upright", style: { "text-rotation": "none" } },
  ] as StylesheetJson;
}
