import type { InputSummary, SkippedInput } from "../estate/read-summary";
import type { Category, Severity } from "./control";

/** A control that does not hold for a resource. */
export interface Finding {
  /** Id of the control. */
  readonly control: string;
  readonly severity: Severity;
  readonly category: Category;
  readonly title: string;
  /** Terraform address, or `Kind/name` for a manifest; name of the root for a control on a root module. */
  readonly resource: string;
  /** Kind of the resource, as in `aws_s3_bucket` or `apps/v1 Deployment`. */
  readonly kind: string;
  /** Root module the resource lives in: a stack, a plan file, a folder. */
  readonly root: string;
  /** Namespace of a Kubernetes object. */
  readonly namespace?: string;
  readonly constructPath?: string;
  /** Line of the program that made the construct, `main.ts:14`, where the synthesized metadata has it. */
  readonly madeAt?: string;
  readonly file: string;
  readonly line?: number;
  /** Path of the attribute at fault. */
  readonly attribute: string;
  /** What was found, in one sentence. */
  readonly message: string;
  readonly remediation: string;
  readonly rationale: string;
  readonly answers: readonly string[];
}

/** A finding that someone accepted. */
export interface WaivedFinding extends Finding {
  readonly waiver: {
    readonly reason: string;
    readonly owner: string;
    /** Last day on which the waiver counts, `YYYY-MM-DD`. */
    readonly expires: string;
    /** Where the waiver stands: a construct path or a waiver file. */
    readonly source: string;
  };
}

/** What a run of the controls over an estate says. */
export interface Judgement {
  readonly findings: readonly Finding[];
  readonly waived: readonly WaivedFinding[];
  /** Controls that could not be decided, for a value is known only after apply. Same shape as a finding. */
  readonly undecided: readonly Finding[];
  /** How many resources were judged, and how many times a control was asked. */
  readonly counts: { readonly resources: number; readonly evaluations: number; readonly controls: number };
}

/** What the reports render. */
export interface CheckResult extends Judgement {
  /** Name of the profile that the controls were taken from. */
  readonly profile: string;
  readonly inputs: readonly InputSummary[];
  readonly skipped: readonly SkippedInput[];
  /** The day that waivers were judged against, `YYYY-MM-DD`. */
  readonly date: string;
  /** Version of modelkeep. */
  readonly version: string;
}
