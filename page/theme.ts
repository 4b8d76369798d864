import { h } from "./dom";

const THEMES = ["auto", "light", "dark"] as const;

type Theme = (typeof THEMES)[number];

const KEPT_AS = "modelkeep-theme";

/** Switches between light, dark and what the system says; calls back when colours change. */
export function themeSwitch(onChange: () => void): HTMLElement {
  const buttons = THEMES.map((theme) =>
    h("button", { type: "button", "data-theme-choice": theme, on: { click: () => choose(theme) } }, theme),
  );
  let current = kept();
  const choose = (theme: Theme): void => {
    current = theme;
    apply(theme, buttons);
    keep(theme);
    onChange();
  };
  apply(current, buttons);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", onChange);
  // Paper is light; the picture is drawn with the colours that it finds.
  for (const [event, theme] of [
    ["beforeprint", (): Theme => "light"],
    ["afterprint", () => current],
  ] as const) {
    window.addEventListener(event, () => {
      apply(theme(), buttons);
      onChange();
    });
  }
  return h("div", { class: "theme", role: "group", "aria-label": "Colours" }, ...buttons);
}

function apply(theme: Theme, buttons: readonly HTMLElement[]): void {
  if (theme === "auto") {
    document.documentElement.removeAttribute("data-theme");
  } else {
    document.documentElement.setAttribute("data-theme", theme);
  }
  for (const button of buttons) {
    button.setAttribute("aria-pressed", String(button.dataset.themeChoice === theme));
  }
}

/** Pages that are opened from a disk may not have a storage. */
function kept(): Theme {
  try {
    return THEMES.find((theme) => theme === localStorage.getItem(KEPT_AS)) ?? "auto";
  } catch {
    return "auto";
  }
}

function keep(theme: Theme): void {
  try {
    localStorage.setItem(KEPT_AS, theme);
  } catch {
    // It is chosen for this time alone.
  }
}
