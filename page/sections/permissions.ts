import type { PagePermission, PagePrincipal, PageTrust } from "../../src/change/html/page-data";
import { breakable, type Child, h } from "../dom";
import { type Context, nothing, pill, resourceLink, section, undecidedPill } from "../pieces";
import { digits } from "../words";

/** Principals that begin open, and that are made at all before somebody asks. */
const OPEN = 4;
const FIRST = 50;

/** Written actions that stand in a row; the rest is behind a click. */
const MOST_WRITTEN = 8;

/** What is gained without an Allow, or lost with every Allow still there. */
const DENIALS = { "no-longer-denied": "no longer denied", "newly-denied": "now denied" } as const;

const LEVELS = { admin: "dangerous", write: "review", read: "calm" } as const;

/** What each principal gains and loses; who may become it stands first. */
export function permissionsSection(context: Context): HTMLElement {
  const { permissions } = context.model.data;
  const list = h("div", { class: "principals" });
  const button = h("button", { type: "button" });
  let shown = 0;
  const show = (): void => {
    list.append(
      ...permissions.slice(shown, shown + FIRST).map((each, index) => principal(context, each, shown + index < OPEN)),
    );
    shown = Math.min(permissions.length, shown + FIRST);
    button.hidden = shown === permissions.length;
    button.textContent = `Show more of ${digits(permissions.length - shown)}`;
  };
  button.addEventListener("click", show);
  show();
  return section(
    "permissions",
    "Permissions",
    "By principal, with what wildcards and roles come to; who may become it stands first.",
    permissions.length === 0 ? nothing("No principal gains or loses anything.") : list,
    permissions.length > 0 && button,
  );
}

function principal(context: Context, entry: PagePrincipal, isOpen: boolean): HTMLElement {
  const { trust, gained, lost } = entry;
  const amount = (word: string, entries: readonly unknown[], tone: string): Child =>
    entries.length > 0 && pill(`${entries.length} ${word}`, tone);
  return h(
    "details",
    { class: "principal", open: isOpen },
    h(
      "summary",
      {},
      h("span", { class: "principal-name" }, ...breakable(entry.principal)),
      amount("trusted", trust.gained, trust.gained.some(({ isAnyone }) => isAnyone) ? "dangerous" : "review"),
      amount("gained", gained, gained.some(({ level }) => level === "admin") ? "dangerous" : "review"),
      amount("lost", [...trust.lost, ...lost], "calm"),
    ),
    h("p", { class: "soft small" }, resourceLink(context, entry.at)),
    ...trusts(context, "May now become it", trust.gained, "+"),
    ...trusts(context, "May no longer become it", trust.lost, "\u2212"),
    ...permissions(context, "Gains", gained, "+"),
    ...permissions(context, "Loses", lost, "\u2212"),
  );
}

function trusts(context: Context, title: string, entries: readonly PageTrust[], sign: string): readonly Child[] {
  return entries.length === 0
    ? []
    : [
        h("h4", {}, title),
        h(
          "ul",
          { class: "grants" },
          ...entries.map(({ who, isAnyone, isForeign, undecided, kind, conditions, held, through }) =>
            h(
              "li",
              {},
              h("span", { class: "sign", "aria-hidden": true }, sign),
              isAnyone && pill("anyone", "dangerous"),
              isForeign === true && pill("from outside", "review"),
              kind !== undefined && pill(DENIALS[kind], sign === "+" ? "review" : "calm"),
              undecidedPill(undecided),
              h("code", {}, ...breakable(who)),
              ...rest(context, { conditions, held, through }),
            ),
          ),
        ),
      ];
}

function permissions(
  context: Context,
  title: string,
  entries: readonly PagePermission[],
  sign: string,
): readonly Child[] {
  return entries.length === 0
    ? []
    : [
        h("h4", {}, title),
        h(
          "ul",
          { class: "grants" },
          ...entries.map((entry) =>
            h(
              "li",
              {},
              h("span", { class: "sign", "aria-hidden": true }, sign),
              pill(entry.level, sign === "+" ? LEVELS[entry.level] : "calm"),
              entry.kind !== undefined && pill(DENIALS[entry.kind], sign === "+" ? "review" : "calm"),
              undecidedPill(entry.undecided),
              ...codes(entry.written),
              entry.comesTo !== "" && h("span", { class: "soft" }, `(${entry.comesTo})`),
              h("span", { class: "soft" }, "on"),
              ...codes(entry.resources),
              ...rest(context, entry),
              entry.missing !== undefined && h("span", { class: "soft" }, `(${entry.missing} is not in the input)`),
              expanded(entry),
            ),
          ),
        ),
      ];
}

function codes(texts: readonly string[]): readonly Child[] {
  const left = texts.length - MOST_WRITTEN;
  return [
    ...texts.slice(0, MOST_WRITTEN).map((text) => h("code", {}, ...breakable(text))),
    left > 0 && h("span", { class: "soft" }, `and ${left} more`),
  ];
}

function rest(
  context: Context,
  { conditions, held, through }: Pick<PageTrust, "conditions" | "held" | "through">,
): readonly Child[] {
  return [
    conditions.length > 0 && h("span", { class: "soft" }, `where ${conditions.join(" and ")}`),
    held !== "" && h("span", { class: "soft" }, held),
    h("span", { class: "soft" }, "by "),
    resourceLink(context, through),
  ];
}

/** The names of the actions, where they are not said already. */
function expanded({ actions, written, comesTo, more }: PagePermission): Child {
  const isSaid = (action: string): boolean =>
    action === "*" || written.includes(action) || comesTo.split(", ").includes(action);
  return (
    (more > 0 || !actions.every(isSaid)) &&
    h(
      "details",
      { class: "expanded" },
      h("summary", {}, "which actions"),
      h("p", {}, ...actions.flatMap((action) => [h("code", {}, action), " "]), more > 0 && `and ${digits(more)} more`),
    )
  );
}
