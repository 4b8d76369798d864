/** Something that moto 5.2 cannot do for a resource type. */
export interface MotoGap {
  /** A resource type, or `data.` and a data source type. */
  readonly type: string;
  readonly reason: string;
}

/** An attribute that moto 5.2 does not keep as it was set. */
export interface MotoDrift {
  readonly type: string;
  /** As in `lifecycle.ignore_changes`. */
  readonly attribute: string;
  readonly reason: string;
}

/**
 * What moto cannot create or read: left out of the apply copy with whatever refers to it, and proven by the mocked run
 * alone. An entry that moto can do after all only hides a proof: remove it.
 */
export const MOTO_GAPS: readonly MotoGap[] = [
  { type: "aws_eks_addon", reason: "moto has no EKS add-ons (404)" },
  { type: "aws_eks_access_entry", reason: "moto has no EKS access entries (404)" },
  { type: "aws_eks_access_policy_association", reason: "moto has no EKS access entries (404)" },
  { type: "aws_eks_pod_identity_association", reason: "moto has no EKS Pod Identity (404)" },
  { type: "aws_cloudtrail", reason: "the provider waits for an answer that moto never gives" },
  { type: "aws_budgets_budget", reason: "the provider waits for an answer that moto never gives" },
];

/**
 * Where moto answers other than AWS, so that a second plan would see a change nobody made. Each entry hides real drift
 * of that attribute from the proof: as few as possible.
 */
export const MOTO_DRIFT: readonly MotoDrift[] = [];
