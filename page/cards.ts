import type { PageCost, PageData } from "../src/change/html/page-data";
import type { Reason } from "../src/change/report";
import { h } from "./dom";
import { count, digits, range, signedDollars } from "./words";

interface Card {
  readonly id: string;
  readonly title: string;
  readonly value: string;

  /** The other end of a range: both ends are read as one. */
  readonly upTo?: string;
  readonly note: string;
  readonly tone: string;
}

/** One number for each part, which leads to the part. */
export function cards(data: PageData): HTMLElement {
  return h(
    "nav",
    { class: "cards", "aria-label": "Summary" },
    ...all(data).map(({ id, title, value, upTo, note, tone }) =>
      h(
        "a",
        { class: `card ${tone}`, href: `#${id}`, "data-card": id },
        h("span", { class: "card-title" }, title),
        h("strong", {}, value),
        upTo !== undefined && h("strong", {}, upTo),
        h("span", { class: "card-note" }, note),
      ),
    ),
  );
}

function all(data: PageData): readonly Card[] {
  const { counts, totals, blastRadius, permissions, findings } = data;
  const tone = (...aspects: readonly Reason["aspect"][]): string => {
    const levels = data.reasons.filter(({ aspect }) => aspects.includes(aspect)).map(({ level }) => level);
    return levels.includes("dangerous") ? "dangerous" : levels.includes("review") ? "review" : "";
  };
  const services = Object.values(blastRadius.services).reduce((sum, amount) => sum + amount, 0);
  const admins = permissions.filter(({ gained }) => gained.some(({ level }) => level === "admin")).length;
  const trusted = permissions.filter(({ trust }) => trust.gained.length > 0).length;
  const severe = findings.added.filter(({ severity }) => severity === "critical" || severity === "high").length;
  return [
    {
      id: "changes",
      title: "Actions",
      value: digits(totals.changes),
      note: data.actions
        .filter((action) => counts[action] > 0)
        .map((action) => `${digits(counts[action])} ${action}`)
        .join(", "),
      tone: tone("destroy", "replace"),
    },
    {
      id: "blast-radius",
      title: "Blast radius",
      value: count(totals.hits, "service"),
      note:
        services === 0
          ? "none in this estate"
          : `hit of ${digits(services)}${totals.newServices > 0 ? `, ${digits(totals.newServices)} added` : ""}; ${count(blastRadius.affected, "resource depends", "resources depend")} on what changes`,
      tone: tone("blast-radius"),
    },
    {
      id: "exposure",
      title: "Exposure",
      value: `${digits(totals.gained)} opened`,
      note:
        said(
          [totals.internet, "from the internet"],
          [totals.anyAccount, "from any account"],
          [totals.lost, "closed"],
        ) || (totals.gained > 0 ? "none from the internet" : "none closed"),
      tone: tone("exposure"),
    },
    {
      id: "permissions",
      title: "Permissions",
      value: count(totals.principals, "principal"),
      note:
        said([trusted, "newly trusted"], [admins, "admin"]) ||
        (totals.principals === 1 ? "gains or loses rights" : "gain or lose rights"),
      tone: tone("permissions"),
    },
    {
      id: "data-loss",
      title: "Data loss",
      value: `${digits(totals.dataLost)} lost`,
      note:
        said([totals.dataKept, "protected"], [totals.dataWeaker, "protected less"]) ||
        (totals.dataLost > 0 ? "nothing protects it" : "nothing is at risk"),
      tone: tone("data-loss"),
    },
    {
      id: "findings",
      title: "Findings",
      value: `${digits(totals.added)} new`,
      note:
        said(
          [severe, "high or critical"],
          [totals.fixed, "fixed"],
          [totals.gone, totals.gone === 1 ? "no longer applies" : "no longer apply"],
          [totals.waived, "waived"],
        ) || "none fixed",
      tone: tone("findings"),
    },
    costCard(data, tone("cost", "unpriced")),
  ];
}

interface CostFigures {
  readonly cost: Pick<PageCost, "before" | "after" | "monthlyDelta">;
  readonly totals: { readonly unpriced: number };
}

/** Both ends stand large: the high one is what a limit looks at. What has no price is in neither. */
export function costCard({ cost, totals }: CostFigures, tone: string): Card {
  const { before, after, monthlyDelta } = cost;
  const isKnown = totals.unpriced === 0 || [before, after].some(({ high }) => high >= 0.005);
  const [from, to] = [signedDollars(monthlyDelta.low), signedDollars(monthlyDelta.high)];
  const sums = `${range(before)} before, ${range(after)} after`;
  const part = totals.unpriced === 0 ? sums : `in the priced part (${sums}); ${digits(totals.unpriced)} unpriced`;
  return {
    id: "cost",
    title: "Cost a month",
    value: isKnown ? from : "not known",
    ...(isKnown && from !== to ? { upTo: `to ${to}` } : {}),
    note: isKnown ? part : `${digits(totals.unpriced)} unpriced`,
    tone,
  };
}

function said(...parts: readonly (readonly [amount: number, words: string])[]): string {
  return parts
    .filter(([amount]) => amount > 0)
    .map(([amount, words]) => `${digits(amount)} ${words}`)
    .join(", ");
}
