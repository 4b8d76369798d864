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
