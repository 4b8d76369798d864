import type { Finding, WaivedFinding } from "../../policy/judgement";
import type { Hit, Named } from "../report";
import type { AttributeChange, ChangeAction } from "../sides";

/** What drift means, the worst first. */
export type DriftGroup = "security" | "outage" | "harmless";

/** Groups, in the order in which reports list them. */
export const DRIFT_GROUPS: readonly DriftGroup[] = ["security", "outage", "harmless"];

/** What was seen that puts drift into its group. */
export type DriftAspect =
  | "finding"
  | "exposure"
  | "permissions"
  | "guard"
  | "gone"
  | "scaled"
  | "network"
  | "identity"
  | "image"
  | "secret"
  | "serving"
  | "harmless";

/** Why drift is in its group. */
export interface DriftReason {
  readonly group: DriftGroup;
  readonly aspect: DriftAspect;

  /** One sentence without a full stop: "reachable from the internet: tcp 22". */
  readonly text: string;
}

/** How the world is brought back to what the code says. */
export interface Undo {
  /** Whether `terraform apply` does it; undefined when the plan does not tell. */
  readonly byApply: boolean | undefined;

  /** What to run; undefined when there is nothing that Terraform can do. */
  readonly command?: string;

  /** One sentence without a full stop. */
  readonly text: string;
}

/** How the code is brought to what the world is. */
export interface Adoption {
  /** One sentence without a full stop. */
  readonly text: string;

  /** What to write, in HCL; empty when there is nothing to write. */
  readonly code: readonly string[];
}

/** What to do: one or the other. */
export interface Remedy {
  readonly undo: Undo;
  readonly adopt: Adoption;
}

/** A resource that is not as Terraform left it. */
export interface DriftEntry extends Named {
  readonly group: DriftGroup;

  /** `destroy` for what is gone; Terraform does not tell who did it. */
  readonly action: ChangeAction;
  readonly previousAddress?: string;

  /** The worst first; at least one. */
  readonly reasons: readonly DriftReason[];

  /** What differs, without what the provider only writes in another way; of what is gone, all that was set. */
  readonly attributes: readonly AttributeChange[];

  /** Services that are reached from it; empty for what is harmless. */
  readonly services: readonly Hit[];

  /** Controls that held and now fail, or cannot be decided any more. */
  readonly findings: readonly Finding[];

  /** Controls that now fail, and somebody accepted that. */
  readonly waived: readonly WaivedFinding[];
  readonly remedy: Remedy;
}

/** What `--fail-on` takes: the group from which on drift fails. */
export type DriftThreshold = "security" | "outage" | "any" | "none";

/** Thresholds, in the order in which help lists them. */
export const DRIFT_THRESHOLDS: readonly DriftThreshold[] = ["security", "outage", "any", "none"];

/** What it comes to; `unproven` when planning failed, and what it shows is clean. */
export type DriftVerdict = "clean" | "drift" | "unproven";

/** What changed behind Terraform's back, and what it means. */
export interface DriftReport {
  /** Version of modelkeep. */
  readonly version: string;
  readonly inputs: readonly string[];
  readonly verdict: DriftVerdict;
  readonly failOn: DriftThreshold;
  readonly summary: {
    /** `3 changed outside of Terraform: 2 security-relevant, 1 harmless`. */
    readonly line: string;
    readonly counts: Readonly<Record<DriftGroup, number>>;

    /** What the reader must know first: that the plan failed, or shows a part. */
    readonly warnings: readonly string[];

    /** How many resources the state holds. */
    readonly resources: number;
  };

  /** The worst group first, then what is gone, then by root and address. */
  readonly drift: readonly DriftEntry[];

  /** Harmless drift that `--only relevant` left out of `drift`. */
  readonly leftOut: number;
}
