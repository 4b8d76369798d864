import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { S3BucketReplicationConfigurationA } from "@cdktf/provider-aws/lib/s3-bucket-replication-configuration";
import { Construct } from "constructs";
import { physicalName } from "../core/names";
import { AwsLookups } from "./aws-lookups";
import type { ModelKey } from "./model-key";
import { PolicyDocument } from "./policy-document";
import type { PrivateBucket } from "./private-bucket";
import type { ReplicationProps } from "./replication-props";
import { serviceTrust } from "./trust";

/** Copies new artifacts to another bucket, encrypted there with that bucket's own customer key. */
export function replicate(
  scope: Construct,
  { bucket, arn, versioning }: PrivateBucket,
  key: ModelKey,
  props: ReplicationProps,
): void {
  const role = replicationRole(scope, arn, key, props);
  new S3BucketReplicationConfigurationA(scope, "Replication", {
    bucket: bucket.id,
    role: role.arn,
    rule: [
      {
        id: "artifacts",
        status: "Enabled",
        filter: { prefix: "" },
        deleteMarkerReplication: { status: "Disabled" },
        // Without this, objects encrypted with KMS are silently left out.
        sourceSelectionCriteria: { sseKmsEncryptedObjects: { status: "Enabled" } },
        destination: {
          bucket: props.destinationBucketArn,
          encryptionConfiguration: { replicaKmsKeyId: props.destinationKeyArn },
        },
      },
    ],
    dependsOn: [versioning],
  });
}

function replicationRole(scope: Construct, bucketArn: string, key: ModelKey, props: ReplicationProps): IamRole {
  const owner = new Construct(scope, "ReplicationRole");
  const lookups = AwsLookups.of(scope);
  const roleName = physicalName(owner, 64);
  const role = new IamRole(owner, "Resource", {
    name: roleName,
    description: `Copies artifacts of ${scope.node.path}`,
    assumeRolePolicy: serviceTrust("s3.amazonaws.com", {
      StringEquals: { "aws:SourceAccount": lookups.accountId },
      ArnEquals: { "aws:SourceArn": bucketArn },
    }),
  });
  const policy = new PolicyDocument(
    {
      sid: "ReadConfiguration",
      actions: ["s3:GetReplicationConfiguration", "s3:ListBucket"],
      resources: [bucketArn],
    },
    {
      sid: "ReadVersions",
      actions: ["s3:GetObjectVersionForReplication", "s3:GetObjectVersionAcl", "s3:GetObjectVersionTagging"],
      resources: [`${bucketArn}/*`],
    },
    {
      sid: "WriteCopies",
      actions: ["s3:ReplicateObject", "s3:ReplicateTags"],
      resources: [`${props.destinationBucketArn}/*`],
    },
    {
      sid: "DecryptSource",
      actions: ["kms:Decrypt"],
      resources: [key.arn],
      conditions: { StringEquals: { "kms:ViaService": lookups.serviceName("s3") } },
    },
    {
      sid: "EncryptCopies",
      actions: ["kms:Encrypt", "kms:GenerateDataKey"],
      resources: [props.destinationKeyArn],
      conditions: { StringEquals: { "kms:ViaService": `s3.${props.destinationRegion}.amazonaws.com` } },
    },
  );
  new IamRolePolicy(owner, "Policy", { role: role.id, name: "replicate-artifacts", policy: policy.json });
  key._allowRoleThrough("s3", roleName, ["kms:Decrypt"]);
  return role;
}
