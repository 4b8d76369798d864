/** How bad it is when the control does not hold. */
export type Severity = "critical" | "high" | "medium" | "low";

/** Severities, worst first. */
export const SEVERITIES: readonly Severity[] = ["critical", "high", "medium", "low"];

/** What goes wrong where controls of a category fail; `custom` is for controls of a user's own that name none. */
export const CATEGORIES = [
  "exposure",
  "encryption",
  "identity",
  "network",
  "workload",
  "isolation",
  "supply-chain",
  "secrets",
  "logging",
  "resilience",
  "state",
  "governance",
  "custom",
] as const;

export type Category = (typeof CATEGORIES)[number];

/** One security requirement, as data. */
export interface Control {
  /** Stable id: `AWS_EKS_PRIVATE_ENDPOINT`. */
  readonly id: string;

  readonly severity: Severity;

  readonly category: Category;

  /** What holds when all is well, as one sentence without a full stop: "The cluster's API server is private". */
  readonly title: string;

  /** Kinds that the control judges: `aws_eks_cluster`, `apps/v1 Deployment`, or `root` for a root module. */
  readonly appliesTo: readonly string[];

  /** CEL: which of those it judges. Where that is undecided, a control that does not hold is undecided. Default: all. */
  readonly when?: string;

  /** CEL: true when the control holds. */
  readonly require: string;

  /** Path of the attribute at fault, as in `vpc_config.endpoint_public_access`; shown with its value. */
  readonly attribute: string;

  /** What is wrong when the control fails, as one sentence without a full stop. Default: the attribute and its value. */
  readonly message?: string;

  /**
   * CEL: what is at fault, as a list of names or of maps with `attribute` and `message`; said after the message.
   * Asked only when the control fails.
   */
  readonly found?: string;

  /** Why it matters for those who serve models, in one or two sentences. */
  readonly rationale: string;

  /** What to write instead, in one or two sentences; names the Modelkeep construct where one does it. */
  readonly remediation: string;

  /** Ids of the same requirement elsewhere: Checkov, Trivy, KICS, CIS, MITRE ATLAS, and rows of the catalogue. */
  readonly answers: readonly string[];
}
