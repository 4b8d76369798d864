import { cut } from "../../policy/reports/wording";
import type { AttributeChange, ChangeAction, Drift, ResourceChange, ShownValue } from "../sides";
import { namespaceOf } from "./order";
import { type Entry, MOST_DETAILS, placed, type RootName, said, type Tone } from "./section";
import { ACTION_WORDS } from "./words";

const LONGEST_VALUE = 100;

const TONES: Readonly<Record<ChangeAction, Tone>> = {
  destroy: "bad",
  replace: "bad",
  update: "doubt",
  create: "good",
  import: "plain",
  move: "plain",
  forget: "doubt",
};

/** A changed resource, with what differs of it where it stays. */
export function changeEntry(change: ResourceChange, rootName: RootName): Entry {
  const { root, previousAddress, importId, deferred, reason, createsFirst } = change;
  const order =
    createsFirst === undefined ? "" : createsFirst ? "the new one is made first" : "the old one is destroyed first";
  return {
    ...entryOf(change),
    where: placed(rootName, root, namespaceOf(change)),
    text: said(
      reason ?? "",
      change.action === "replace" ? order : "",
      previousAddress === undefined ? "" : `was ${previousAddress}`,
      importId === undefined ? "" : `id ${importId}`,
      deferred === undefined ? "" : `left to a later plan: ${deferred}`,
    ),
  };
}

/** What was changed outside of Terraform. */
export function driftEntry(drift: Drift, rootName: RootName): Entry {
  const { root, action, previousAddress } = drift;
  return {
    ...entryOf(drift),
    where: placed(rootName, root, namespaceOf(drift)),
    text: said(
      `${ACTION_WORDS[action]} outside of Terraform`,
      previousAddress === undefined ? "" : `was ${previousAddress}`,
    ),
  };
}

function entryOf(change: ResourceChange | Drift): Omit<Entry, "text" | "where"> {
  const { action, address } = change;
  // All that is set of what comes or goes is in the JSON; who reads this wants what differs.
  const shown = action === "create" || action === "destroy" ? [] : change.attributes;
  return {
    tone: TONES[action],
    label: action,
    name: address,
    details: shown.slice(0, MOST_DETAILS).map(attributeWords),
    more: Math.max(0, shown.length - MOST_DETAILS),
  };
}

function attributeWords({ path, before, after, replaces }: AttributeChange): string {
  return `${path}: ${valueWords(before)} -> ${valueWords(after)}${replaces ? " (replaces it)" : ""}`;
}

/** The value, or that there is none. */
export function valueWords(value: ShownValue | undefined): string {
  return value === undefined ? "(not set)" : cut(value.text, LONGEST_VALUE);
}
