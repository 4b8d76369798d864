/** Something that moto 5.2 cannot do for a resource type. */
export interface MotoGap {
  readonly type: string;
  readonly reason: string;
}

/** An argument that moto 5.2 accepts and forgets, while the provider waits until it reads it again. */
export interface MotoLoss {
  readonly type: string;
  /** Path through the blocks, without indexes: `rule.filter.prefix`. */
  readonly attribute: string;
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
  { type: "aws_placement_group", reason: "moto answers the creation with malformed XML (500)" },
  { type: "aws_budgets_budget", reason: "the provider waits for an answer that moto never gives" },
];

/** What keeps a resource from ever being complete on moto: removed from the apply copy, proven by the mocked run alone. */
export const MOTO_LOSSES: readonly MotoLoss[] = [
  {
    type: "aws_s3_bucket_lifecycle_configuration",
    attribute: "rule.noncurrent_version_expiration.newer_noncurrent_versions",
    reason: "moto does not return NewerNoncurrentVersions of an expiration",
  },
];

/**
 * Where moto answers other than AWS, so that a second plan would see a change nobody made. Each entry hides real drift
 * of that attribute from the proof: as few as possible.
 */
export const MOTO_DRIFT: readonly MotoDrift[] = [
  { type: "aws_eks_cluster", attribute: "access_config", reason: "moto does not keep it" },
  { type: "aws_eks_cluster", attribute: "upgrade_policy", reason: "moto does not keep it" },
  { type: "aws_eks_node_group", attribute: "node_repair_config", reason: "moto does not keep it" },
  { type: "aws_eks_node_group", attribute: "update_config", reason: "moto does not keep it" },
  { type: "aws_eks_node_group", attribute: "remote_access", reason: "moto invents an SSH key that nobody asked for" },
  { type: "aws_kms_key", attribute: "rotation_period_in_days", reason: "moto does not return RotationPeriodInDays" },
  {
    type: "aws_launch_template",
    attribute: "tag_specifications",
    reason: "moto returns the template's own tags among those of what it launches",
  },
  {
    type: "aws_s3_bucket_notification",
    attribute: "eventbridge",
    reason: "moto does not return EventBridgeConfiguration",
  },
  {
    type: "aws_s3_bucket_replication_configuration",
    attribute: "rule",
    reason: "moto does not return SourceSelectionCriteria of a rule",
  },
  {
    type: "aws_vpc_security_group_egress_rule",
    attribute: "description",
    reason: "moto does not return it with a rule",
  },
  {
    type: "aws_vpc_security_group_ingress_rule",
    attribute: "description",
    reason: "moto does not return it with a rule",
  },
];
