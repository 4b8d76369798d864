import type { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket";
import type { PolicyConditions, PolicyDocument } from "./policy-document";

/** Log delivery, lifecycle and replication act as AWS services; the guards are not meant for them. */
const NOT_A_SERVICE = { "aws:PrincipalIsAWSService": "false" };

/** Only publishers may write or delete: a compromised server cannot poison the next rollout, nor can an administrator. */
export function restrictWritesToPublishers(
  policy: PolicyDocument,
  bucket: S3Bucket,
  publisherArns: () => readonly string[],
): void {
  policy.collect("DenyWritesButByPublishers", "always", () => ({
    sid: "DenyWritesButByPublishers",
    effect: "Deny",
    principals: "*",
    actions: ["s3:DeleteObject", "s3:DeleteObjectVersion", "s3:PutObject"],
    resources: [`${bucket.arn}/*`],
    conditions: { Bool: NOT_A_SERVICE, ...butFor(publisherArns()) },
  }));
}

/** Stolen credentials are useless outside the networks that serve. */
export function restrictReadsToEndpoint(
  policy: PolicyDocument,
  bucket: S3Bucket,
  endpointId: string,
  publisherArns: () => readonly string[],
): void {
  policy.collect("DenyOutsideVpcEndpoint", endpointId, (endpointIds) => ({
    sid: "DenyOutsideVpcEndpoint",
    effect: "Deny",
    principals: "*",
    actions: ["s3:GetObject", "s3:GetObjectVersion", "s3:PutObject"],
    resources: [`${bucket.arn}/*`],
    conditions: {
      StringNotEquals: { "aws:SourceVpce": endpointIds },
      Bool: NOT_A_SERVICE,
      BoolIfExists: { "aws:ViaAWSService": "false" },
      ...butFor(publisherArns()),
    },
  }));
}

function butFor(publisherArns: readonly string[]): PolicyConditions {
  return publisherArns.length === 0 ? {} : { ArnNotEquals: { "aws:PrincipalArn": publisherArns } };
}
