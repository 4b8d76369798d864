/** Where a kind names the resource that it is a part of, and whether what the part depends on is felt by the whole. */
interface Part {
  readonly link: string;

  /** A policy attachment passes the change of its policy on to the role; a bucket policy that names a VPC endpoint does not. */
  readonly passesOn: boolean;
}

function all(kinds: readonly string[], link: string, passesOn: boolean): (readonly [string, Part])[] {
  return kinds.map((kind) => [kind, { link, passesOn }] as const);
}

/**
 * Kinds that Terraform has for what is a setting of another resource. They refer to their owner, and it is the owner that changes
 * with them: without its attachment, a role may do nothing.
 */
const PARTS: ReadonlyMap<string, Part> = new Map([
  ...all(["aws_iam_role_policy", "aws_iam_role_policy_attachment"], "role", true),
  ...all(["aws_iam_policy_attachment"], "roles", true),
  ...all(["aws_iam_role_policies_exclusive", "aws_iam_role_policy_attachments_exclusive"], "role_name", true),
  ...all(["aws_s3_bucket_server_side_encryption_configuration"], "bucket", true),
  ...all(
    [
      "aws_s3_bucket_accelerate_configuration",
      "aws_s3_bucket_acl",
      "aws_s3_bucket_cors_configuration",
      "aws_s3_bucket_lifecycle_configuration",
      "aws_s3_bucket_object_lock_configuration",
      "aws_s3_bucket_ownership_controls",
      "aws_s3_bucket_policy",
      "aws_s3_bucket_public_access_block",
      "aws_s3_bucket_request_payment_configuration",
      "aws_s3_bucket_versioning",
      "aws_s3_bucket_website_configuration",
    ],
    "bucket",
    false,
  ),
  ...all(
    [
      "aws_security_group_rule",
      "aws_vpc_security_group_ingress_rule",
      "aws_vpc_security_group_egress_rule",
      "aws_vpc_security_group_vpc_association",
    ],
    "security_group_id",
    false,
  ),
  ...all(["aws_kms_key_policy", "aws_kms_grant"], "key_id", false),
  ...all(["aws_secretsmanager_secret_version"], "secret_id", true),
  ...all(["aws_secretsmanager_secret_policy"], "secret_arn", false),
  ...all(["aws_secretsmanager_secret_rotation"], "secret_id", false),
  ...all(["aws_ecr_repository_policy", "aws_ecr_lifecycle_policy"], "repository", false),
  ...all(
    [
      "aws_vpc_endpoint_policy",
      "aws_vpc_endpoint_route_table_association",
      "aws_vpc_endpoint_security_group_association",
      "aws_vpc_endpoint_subnet_association",
    ],
    "vpc_endpoint_id",
    false,
  ),
  ...all(["aws_route"], "route_table_id", true),
  ...all(["aws_route_table_association", "aws_network_acl_association"], "subnet_id", true),
  ...all(["aws_network_acl_rule"], "network_acl_id", false),
  ...all(["aws_lb_listener", "aws_alb_listener"], "load_balancer_arn", true),
  ...all(["aws_lb_listener_rule", "aws_alb_listener_rule", "aws_lb_listener_certificate"], "listener_arn", true),
  ...all(["aws_lb_target_group_attachment", "aws_alb_target_group_attachment"], "target_group_arn", true),
  ...all(["aws_wafv2_web_acl_association"], "resource_arn", true),
  ...all(
    ["resource", "method", "integration", "deployment", "stage", "authorizer", "rest_api_policy"].map(
      (part) => `aws_api_gateway_${part}`,
    ),
    "rest_api_id",
    true,
  ),
  ...all(
    ["integration", "route", "deployment", "stage", "authorizer"].map((part) => `aws_apigatewayv2_${part}`),
    "api_id",
    true,
  ),
  ...all(["aws_eks_addon"], "cluster_name", false),
  ...all(["google_secret_manager_secret_version"], "secret", true),
  ...all(["google_compute_router_nat"], "router", false),
  ...all(["google_storage_bucket_acl", "google_storage_bucket_access_control"], "bucket", false),
]);

/** What Google has for a grant: it is felt by whom it is given to. */
const GOOGLE_GRANT = /^google_\w+_iam_(?:member|binding)$/;

const GOOGLE_ACCOUNT = "google_service_account";

/**
 * How the target of a link feels what becomes of the resource that has the link; undefined when it does not.
 *
 * @param link path of the attribute, without the numbers of blocks and list members
 */
export function asPart(kind: string, link: string, targetKind: string): "passes-on" | "setting" | undefined {
  const part = PARTS.get(kind);
  if (part !== undefined) {
    return part.link !== link ? undefined : part.passesOn ? "passes-on" : "setting";
  }
  // The account is named as the member, or as what pods are bound to.
  const isGiven = GOOGLE_GRANT.test(kind) && targetKind === GOOGLE_ACCOUNT;
  return isGiven && /^(?:members?|service_account_id)$/.test(link) ? "passes-on" : undefined;
}

/** Whether the resource is a grant of Google. */
export function isGoogleGrant(kind: string): boolean {
  return GOOGLE_GRANT.test(kind);
}

/** How the whole depends on the part: `its iam role policy attachment`. */
export function partWords(kind: string): string {
  return `its ${kind.slice(kind.indexOf("_") + 1).replaceAll("_", " ")}`;
}

const RESOURCE_POLICIES =
  /^(?:aws_kms_key|aws_kms_key_policy|aws_kms_replica_key|aws_s3_bucket|aws_s3_bucket_policy|aws_ecr_\w+_policy|aws_secretsmanager_secret|aws_secretsmanager_secret_policy|aws_vpc_endpoint|aws_vpc_endpoint_policy|aws_sqs_queue\w*|aws_sns_topic\w*|aws_api_gateway_rest_api\w*|aws_efs_file_system_policy|aws_dynamodb_resource_policy)$/;

const IDENTITIES = /^(?:aws_iam_(?:role|user|group)|google_service_account)$/;

/** Whether the link only names somebody who may use the resource: it does not depend on who that is. */
export function namesPrincipal(kind: string, link: string, targetKind: string): boolean {
  if (!IDENTITIES.test(targetKind)) {
    return false;
  }
  return kind === "aws_iam_policy_document"
    ? /^statement\.(?:not_)?principals(?:\.|$)/.test(link)
    : RESOURCE_POLICIES.test(kind) && /^policy(?:\.|$)/.test(link);
}

/** Where a policy of an identity says what the identity may use; the order in which both are made says no more. */
const GRANT_LINKS: Readonly<Record<string, RegExp>> = {
  aws_iam_policy: /^(?:policy|depends_on)(?:\.|$)/,
  aws_iam_role_policy: /^(?:policy|depends_on)(?:\.|$)/,
  aws_iam_role: /^inline_policy(?:\.|$)/,
  aws_iam_policy_document: /^statement\.(?:not_)?resources(?:\.|$)/,
};

/** Whether the link only names what somebody may use. */
export function namesWhatMayBeUsed(kind: string, link: string, targetKind: string): boolean {
  return GOOGLE_GRANT.test(kind)
    ? targetKind !== GOOGLE_ACCOUNT
    : Object.hasOwn(GRANT_LINKS, kind) && GRANT_LINKS[kind]?.test(link) === true;
}
