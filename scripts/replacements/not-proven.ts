/** Entries of the table that no run here can prove, and why: by kind and path, or by the path alone. */
export const NOT_PROVEN: Readonly<Record<string, string>> = {
  "aws_instance launch_template.0.id":
    "a plan reads the instance's tags by the API before it compares launch templates",
  "aws_instance launch_template.0.name":
    "a plan reads the instance's tags by the API before it compares launch templates",
  "aws_instance placement_group_id":
    "only version 6 has it: https://github.com/hashicorp/terraform-provider-aws/pull/47723 would change that it replaces",
  region: "only version 6 has it: https://hashicorp.github.io/terraform-provider-aws/enhanced-region-support",
};

/** Kinds of which nothing can be changed in place. */
export const NOTHING_IN_PLACE: readonly string[] = [
  "aws_eks_access_policy_association",
  "aws_iam_role_policy_attachment",
  "aws_kms_grant",
];

/** Where version 6, which the constructs use, does other things than the version that is run here. The table follows 6. */
export const OTHERWISE_IN_6: readonly string[] = [
  "arguments that only 6.25 has are in the table when their source is known: region, aws_instance placement_group_id",
  "aws_eks_cluster remote_network_config: updated in place: https://github.com/hashicorp/terraform-provider-aws/pull/42928",
  "aws_instance cpu_core_count, cpu_threads_per_core: gone; cpu_options has them",
  "aws_flow_log log_group_name: gone; log_destination is it",
];
