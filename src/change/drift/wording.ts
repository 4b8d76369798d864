import { isEgress, reachWords } from "../render/words";
import type { Reach } from "../report";
import type { DriftEntry, DriftGroup } from "./drift-report";

/** What a group is called, and who is to look at it. */
export const GROUP_WORDS: Readonly<Record<DriftGroup, { readonly adjective: string; readonly about: string }>> = {
  security: {
    adjective: "security-relevant",
    about: "A control that held now fails, more can be reached or done than before, or a guard is gone.",
  },
  outage: {
    adjective: "outage-relevant",
    about: "Something that serves, or that serving needs, is gone or is not what it was.",
  },
  harmless: {
    adjective: "harmless",
    about: "Nothing that serves, guards or grants depends on it, as far as modelkeep knows.",
  },
};

/** Said of what cannot be told for sure. */
export function doubt({ undecided }: { readonly undecided: boolean }): string {
  return undecided ? ", as far as can be told" : "";
}

/** `aws_lb.a can be reached now: tcp 443 from the internet`; ways out reach others, and nobody reaches what they go out of. */
export function reachSentence(reach: Reach, direction: "gained" | "lost"): string {
  const { resource, undecided, from } = reach;
  const words = reachWords({ ...reach, undecided: false });
  if (!isEgress(reach)) {
    return `${resource} ${direction === "gained" ? "can be reached now" : "can no longer be reached"}: ${words}${doubt(reach)}`;
  }
  const out = words.slice(EGRESS.length);
  if (!out.startsWith(COPIES)) {
    return `${resource} ${direction === "gained" ? "can now reach" : "can no longer reach"}: ${out}${doubt(reach)}`;
  }
  const sends = direction === "gained" ? "now sends" : "no longer sends";
  // The name of a bucket does not say whose it is.
  const copies = undecided && from !== "" ? `${COPIES} to ${from}, which may be another account's` : out;
  return `${resource} ${sends} ${copies}`;
}

const EGRESS = "egress ";
const COPIES = "copies of its objects";

/** `gone`, `changed`: Terraform tells no more of what somebody did. */
export function driftWord({ action }: Pick<DriftEntry, "action">): string {
  switch (action) {
    case "destroy":
      return "gone";
    case "move":
      return "moved";
    default:
      return "changed";
  }
}

/** Said where there is no room to say it of every resource. */
export const ONLY_KNOWN =
  "A plan tells of what Terraform manages alone: what was made by hand and never imported is in no plan.";
