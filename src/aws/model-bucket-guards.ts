import type { PolicyConditions, PolicyDocument } from "./policy-document";
import { NOT_A_SERVICE, type PrivateBucket } from "./private-bucket";

/** Whatever makes or changes an object, uploads and replication alike. */
const WRITES: readonly string[] = [
  "s3:PutObject",
  "s3:PutObjectAcl",
  "s3:PutObjectRetention",
  "s3:PutObjectTagging",
  "s3:ReplicateObject",
  "s3:ReplicateTags",
];

/** Whatever makes an object disappear. Superseded versions expire by lifecycle, which is a service. */
const DELETIONS: readonly string[] = [
  "s3:BypassGovernanceRetention",
  "s3:DeleteObject",
  "s3:DeleteObjectVersion",
  "s3:ReplicateDelete",
];

/**
 * Only publishers may write, and nobody may delete: a compromised server cannot poison the next rollout, nor can an
 * administrator, whatever IAM allows them.
 */
export function restrictWritesToPublishers(
  { policy, arn }: PrivateBucket,
  publisherArns: () => readonly string[],
): void {
  policy.addLater("DenyWritesButByPublishers", () => ({
    sid: "DenyWritesButByPublishers",
    effect: "Deny",
    principals: "*",
    actions: WRITES,
    resources: [`${arn}/*`],
    conditions: { Bool: NOT_A_SERVICE, ...butFor(publisherArns()) },
  }));
  policy.add({
    sid: "DenyDeletion",
    effect: "Deny",
    principals: "*",
    actions: DELETIONS,
    resources: [`${arn}/*`],
    conditions: { Bool: NOT_A_SERVICE },
  });
}

/** Stolen credentials are useless outside the networks that serve; publishers write from where they are, and read nowhere. */
export function restrictToEndpoint(
  { policy, arn }: PrivateBucket,
  endpointId: string,
  publisherArns: () => readonly string[],
): void {
  const outside = (endpointIds: readonly string[]): PolicyConditions => ({
    StringNotEquals: { "aws:SourceVpce": endpointIds },
    Bool: NOT_A_SERVICE,
    BoolIfExists: { "aws:ViaAWSService": "false" },
  });
  policy.collect("DenyReadsOutsideVpcEndpoint", endpointId, (endpointIds) => ({
    sid: "DenyReadsOutsideVpcEndpoint",
    effect: "Deny",
    principals: "*",
    actions: ["s3:GetObject", "s3:GetObjectVersion"],
    resources: [`${arn}/*`],
    conditions: outside(endpointIds),
  }));
  policy.collect("DenyWritesOutsideVpcEndpoint", endpointId, (endpointIds) => ({
    sid: "DenyWritesOutsideVpcEndpoint",
    effect: "Deny",
    principals: "*",
    actions: ["s3:PutObject"],
    resources: [`${arn}/*`],
    conditions: { ...outside(endpointIds), ...butFor(publisherArns()) },
  }));
}

/** Lets one publisher write below the given prefixes, and nowhere else, whatever IAM allows it. */
export function admitPublisher(policy: PolicyDocument, ordinal: number, publisherArn: string, objectArn: string): void {
  policy.collect(`Publish${ordinal}`, objectArn, (objectArns) => ({
    sid: `Publish${ordinal}`,
    principals: { AWS: [publisherArn] },
    actions: ["s3:AbortMultipartUpload", "s3:ListMultipartUploadParts", "s3:PutObject"],
    resources: objectArns,
  }));
  policy.collect(`Publish${ordinal}NowhereElse`, objectArn, (objectArns) => ({
    sid: `Publish${ordinal}NowhereElse`,
    effect: "Deny",
    principals: "*",
    actions: WRITES,
    notResources: objectArns,
    conditions: { ArnEquals: { "aws:PrincipalArn": publisherArn } },
  }));
}

function butFor(publisherArns: readonly string[]): PolicyConditions {
  return publisherArns.length === 0 ? {} : { ArnNotEquals: { "aws:PrincipalArn": publisherArns } };
}
