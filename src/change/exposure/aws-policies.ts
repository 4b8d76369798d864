import type { Estate } from "../../estate/estate";
import { satellites } from "../../estate/joins/satellites";
import { blocksOf, own, textOf } from "../../estate/joins/values";
import { isEverything } from "../../estate/policy-statement";
import type { Resource, Value } from "../../estate/resource";
import { isUnknown } from "../../estate/unknown";
import { type Focus, isMarked, type Mark, marksOf } from "./focus";
import { isWritten, placeSpelt, resolved, spelling, whoPeer } from "./peers";
import { offerOfAdmission, type PolicyReading, policyAdmissions } from "./policies";
import { living, type Place, placeOf, type Way, way } from "./way";

/** Policies on resources: what they are on, where they are written, and whether the service takes requests of nobody. */
interface PolicyKind {
  readonly kind: string;
  readonly policies: readonly (readonly [kind: string, link: string])[];

  /** Attribute of the resource itself that may hold the policy. */
  readonly inline?: string;

  /** Attribute of the resources that are policies. */
  readonly attribute: string;

  /**
   * Anonymous requests: S3, SQS, SNS, and domains of OpenSearch outside of a VPC take them where a policy says `*`; KMS, ECR and Secrets Manager ask for a signature of some
   * account.
   *
   * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html#principal-anonymous
   */
  readonly isAnonymous: boolean;
}

const POLICY_KINDS: readonly PolicyKind[] = [
  on("aws_kms_key", false, [["aws_kms_key_policy", "key_id"]], "policy"),
  on("aws_kms_external_key", false, [], "policy"),
  on("aws_kms_replica_key", false, [], "policy"),
  on("aws_secretsmanager_secret", false, [["aws_secretsmanager_secret_policy", "secret_arn"]], "policy"),
  on("aws_ecr_repository", false, [["aws_ecr_repository_policy", "repository"]]),
  on("aws_sqs_queue", true, [["aws_sqs_queue_policy", "queue_url"]], "policy"),
  on("aws_sns_topic", true, [["aws_sns_topic_policy", "arn"]], "policy"),
  on("aws_s3_access_point", false, [["aws_s3control_access_point_policy", "access_point_arn"]], "policy"),
  on("aws_efs_file_system", true, [["aws_efs_file_system_policy", "file_system_id"]]),
  on("aws_backup_vault", false, [["aws_backup_vault_policy", "backup_vault_name"]]),
  on(
    "aws_sagemaker_model_package_group",
    false,
    [["aws_sagemaker_model_package_group_policy", "model_package_group_name"]],
    undefined,
    "resource_policy",
  ),
  on("aws_dynamodb_table", false, [["aws_dynamodb_resource_policy", "resource_arn"]]),
  on("aws_kinesis_stream", false, [["aws_kinesis_resource_policy", "resource_arn"]]),
  on("aws_msk_cluster", false, [["aws_msk_cluster_policy", "cluster_arn"]]),
  on("aws_cloudwatch_event_bus", false, [["aws_cloudwatch_event_bus_policy", "event_bus_name"]]),
  on(
    "aws_cloudwatch_log_destination",
    false,
    [["aws_cloudwatch_log_destination_policy", "destination_name"]],
    undefined,
    "access_policy",
  ),
  on("aws_glacier_vault", false, [], "access_policy", "access_policy"),
  // Whoever pulls its images needs no policy: one is for those who push.
  on("aws_ecrpublic_repository", false, [["aws_ecrpublic_repository_policy", "repository_name"]]),
  on("aws_vpclattice_service", false, [["aws_vpclattice_auth_policy", "resource_identifier"]]),
  on("aws_ses_domain_identity", false, [["aws_ses_identity_policy", "identity"]]),
  on("aws_sesv2_email_identity", false, [["aws_sesv2_email_identity_policy", "email_identity"]]),
  on("aws_media_store_container", true, [["aws_media_store_container_policy", "container_name"]]),
  on(
    "aws_s3tables_table_bucket",
    false,
    [["aws_s3tables_table_bucket_policy", "table_bucket_arn"]],
    undefined,
    "resource_policy",
  ),
  ...["aws_opensearch_domain", "aws_elasticsearch_domain"].map((kind) =>
    on(kind, true, [[`${kind}_policy`, "domain_name"]], "access_policies", "access_policies"),
  ),
];

/** Policies of what every account has once, by the attribute that holds them. */
const ALONE: readonly (readonly [kind: string, attribute: string])[] = [
  ["aws_glue_resource_policy", "policy"],
  ["aws_ecr_registry_policy", "policy"],
];

function on(
  kind: string,
  isAnonymous: boolean,
  policies: PolicyKind["policies"],
  inline?: string,
  attribute = "policy",
): PolicyKind {
  return { kind, isAnonymous, policies, attribute, ...(inline === undefined ? {} : { inline }) };
}

const REGIONS_POLICY = "aws_s3control_multi_region_access_point_policy";
const ENDPOINT = "aws_vpc_endpoint";
const ENDPOINT_POLICY = "aws_vpc_endpoint_policy";

/** Resources whose policy is one of its own: providers show it on the resource too, also when it is taken away. */
export function policyMarks(estate: Estate): readonly Mark[] {
  return [
    ...POLICY_KINDS.flatMap(({ kind, policies }) => marksOf(estate, "policy", kind, policies)),
    ...marksOf(estate, "policy", ENDPOINT, [[ENDPOINT_POLICY, "vpc_endpoint_id"]]),
  ];
}

/** Who of other accounts, or anyone, may use keys, secrets, images, queues and topics by their own policies. */
export function resourcePolicyWays(estate: Estate, focus: Focus): readonly Way[] {
  return [
    ...POLICY_KINDS.flatMap((policyKind) => waysOfKind(estate, focus, policyKind)),
    ...living(estate, ENDPOINT).flatMap((endpoint) => endpointWays(estate, focus, endpoint)),
    ...ALONE.flatMap(([kind, attribute]) =>
      living(estate, kind).flatMap((policy) =>
        admissionWays(estate, placeOf(estate, policy), policy, own(policy.attributes, attribute), {
          focus,
          isAnonymous: false,
        }),
      ),
    ),
    ...living(estate, REGIONS_POLICY).flatMap((policy) =>
      blocksOf(policy.attributes, "details").flatMap((details) =>
        admissionWays(
          estate,
          placeSpelt(estate, policy, own(details, "name"), "aws_s3control_multi_region_access_point"),
          policy,
          own(details, "policy"),
          { focus, isAnonymous: false },
        ),
      ),
    ),
  ];
}

function waysOfKind(
  estate: Estate,
  focus: Focus,
  { kind, policies, inline, attribute, isAnonymous }: PolicyKind,
): readonly Way[] {
  const own_ = inline === undefined ? [] : living(estate, kind).filter((one) => !isMarked(focus, "policy", one));
  const ways = (place: Place, from: Resource, owner: Resource | undefined, policy: Value): readonly Way[] => {
    const isInside = owner !== undefined && blocksOf(owner.attributes, "vpc_options").length > 0;
    return admissionWays(estate, place, from, policy, { focus, isAnonymous: isAnonymous && !isInside });
  };
  return [
    ...own_.flatMap((resource) => {
      const policy = own(resource.attributes, inline ?? "");
      return isUnknown(policy) && !isWritten(policy) ? [] : ways(placeOf(estate, resource), resource, resource, policy);
    }),
    ...policies.flatMap(([satellite, link]) =>
      living(estate, satellite).flatMap((policy) =>
        ways(
          ownerPlace(estate, policy, link, kind),
          policy,
          resolved(estate, policy, own(policy.attributes, link), kind),
          own(policy.attributes, attribute),
        ),
      ),
    ),
  ];
}

function admissionWays(
  estate: Estate,
  place: Place,
  from: Resource,
  policy: Value,
  reading: PolicyReading,
): readonly Way[] {
  return policyAdmissions(estate, from, policy, reading).map((one) =>
    way(estate, place, from, {
      lane: "requests",
      peer: one.peer,
      offer: offerOfAdmission(one),
      undecided: one.undecided,
    }),
  );
}

/** What a policy is on, also where it is only spelt out. */
export function ownerPlace(estate: Estate, from: Resource, link: string, kind: string): Place {
  const value = own(from.attributes, link);
  const owner = resolved(estate, from, value, kind);
  return owner !== undefined && owner.kind === kind && owner.mode !== "data"
    ? placeOf(estate, owner)
    : placeSpelt(estate, from, value, kind);
}

/**
 * An endpoint without a policy lets credentials of every account through to everything. Nobody but its own network reaches it: it is
 * a way out, to buckets of others too.
 */
function endpointWays(estate: Estate, focus: Focus, endpoint: Resource): readonly Way[] {
  const place = placeOf(estate, endpoint);
  const satellitePolicies = satellites(estate, endpoint, ENDPOINT_POLICY, "vpc_endpoint_id").found;
  const inline = isMarked(focus, "policy", endpoint) ? null : own(endpoint.attributes, "policy");
  const written: readonly (readonly [from: Resource, policy: Value])[] = [
    ...satellitePolicies.map((one) => [one, own(one.attributes, "policy")] as const),
    ...(textOf(inline) !== undefined || isWritten(inline) ? [[endpoint, inline] as const] : []),
  ];
  if (written.length === 0) {
    const peer = whoPeer("*", "any-account", "credentials of any account, which it lets through");
    return isOfAws(endpoint)
      ? [way(estate, place, endpoint, { lane: "egress", peer, offer: { type: "everything" } })]
      : [];
  }
  return written.flatMap(([from, policy]) =>
    policyAdmissions(estate, from, policy, { focus, isAnonymous: false })
      // Those that name what may be reached are no way out for anything else.
      .filter(({ resource, undecided }) => undecided || isEverything(resource) === true)
      .map((one) =>
        way(estate, place, from, {
          lane: "egress",
          peer: one.peer,
          offer: offerOfAdmission(one),
          undecided: one.undecided,
        }),
      ),
  );
}

/** Services of others, through PrivateLink, take no policy; neither do load balancers of gateways. */
function isOfAws({ attributes }: Resource): boolean {
  const [type, service] = [own(attributes, "vpc_endpoint_type"), own(attributes, "service_name")];
  const isPolicied = type === null || type === "Gateway" || type === "Interface" || isUnknown(type);
  const name = spelling(service);
  return isPolicied && name.startsWith("com.amazonaws.") && !name.includes(".vpce.");
}
