import type { EstateSource } from "../../support/estates";
import type { ControlCases } from "../case";

const AUTOSCALING =
  "arn:aws:iam::111122223333:role/aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling";
const ACCOUNT = "arn:aws:iam::111122223333:root";

function policy(principal: string, ...actions: string[]): string {
  return JSON.stringify({
    Statement: [{ Effect: "Allow", Principal: { AWS: principal }, Action: actions, Resource: "*" }],
  });
}

const FOR_DISKS = policy(AUTOSCALING, "kms:Decrypt", "kms:GenerateDataKeyWithoutPlaintext", "kms:CreateGrant");

/** Nodes of a pool, with volumes under the key. */
function pool(key: object, others: Record<string, Record<string, unknown>> = {}): EstateSource {
  return {
    resource: {
      aws_kms_key: { disks: key },
      aws_launch_template: {
        nodes: { block_device_mappings: [{ ebs: [{ encrypted: "true", kms_key_id: "${aws_kms_key.disks.arn}" }] }] },
      },
      aws_eks_node_group: { nodes: { launch_template: [{ id: "${aws_launch_template.nodes.id}", version: "1" }] } },
      ...others,
    },
  };
}

function secretUnder(key: object): EstateSource {
  return {
    resource: {
      aws_kms_key: { hub: key },
      aws_secretsmanager_secret: { hub: { name: "hub", kms_key_id: "${aws_kms_key.hub.arn}" } },
    },
  };
}

function secret(key: string, attributes: object = {}): EstateSource {
  return {
    provider: { aws: [{ region: "eu-west-1" }, { region: "us-east-1", alias: "west" }] },
    resource: {
      aws_kms_key: { near: { description: "d" }, far: { description: "d", provider: "aws.west" } },
      aws_secretsmanager_secret: { hub: { name: "hub", kms_key_id: key, ...attributes } },
    },
  };
}

const KEY_ID = "key/0a1b2c3d-4e5f-4a6b-8c7d-9e0f1a2b3c4d";

/** Which key encrypts what. */
export const AWS_KMS_USE_CASES: readonly ControlCases[] = [
  {
    control: "AWS_KMS_NODE_DISKS_USABLE",
    holds: {
      "the service-linked role may": pool({ policy: FOR_DISKS }),
      "a role that Terraform makes for the service": pool(
        { policy: policy("${aws_iam_service_linked_role.autoscaling.arn}", "kms:*") },
        { aws_iam_service_linked_role: { autoscaling: { aws_service_name: "autoscaling.amazonaws.com" } } },
      ),
      "by a grant": pool(
        { policy: policy(ACCOUNT, "kms:*") },
        { aws_kms_grant: { disks: { key_id: "${aws_kms_key.disks.key_id}", grantee_principal: AUTOSCALING } } },
      ),
      "by a satellite": pool(
        { description: "d" },
        { aws_kms_key_policy: { disks: { key_id: "${aws_kms_key.disks.id}", policy: FOR_DISKS } } },
      ),
      "a key of nothing that is launched": { resource: { aws_kms_key: { it: { policy: policy(ACCOUNT, "kms:*") } } } },
      "instances that Karpenter launches": {
        resource: {
          aws_kms_key: { disks: { policy: policy(ACCOUNT, "kms:*") } },
          aws_launch_template: {
            nodes: { block_device_mappings: [{ ebs: [{ kms_key_id: "${aws_kms_key.disks.arn}" }] }] },
          },
        },
      },
    },
    fails: {
      "the account alone": pool({ policy: policy(ACCOUNT, "kms:*") }),
      "no grants": pool({ policy: policy(AUTOSCALING, "kms:Decrypt") }),
      "the default policy": pool({ description: "d" }),
      "a role of the pool's own": pool(
        { policy: policy("${aws_iam_role.nodes.arn}", "kms:*") },
        { aws_iam_role: { nodes: { name: "nodes" } } },
      ),
    },
    undecided: {
      "a policy that is not known": pool({ policy: "${var.policy}" }),
      "a principal that is not known": pool({ policy: policy("${var.role}", "kms:*") }),
    },
  },
  {
    control: "AWS_KMS_AUTOSCALING_DISKS_ONLY",
    holds: {
      "the key of disks": pool({ policy: FOR_DISKS }),
      "the key of secrets, without it": secretUnder({ policy: policy(ACCOUNT, "kms:*") }),
    },
    fails: {
      "the key of secrets": secretUnder({ policy: FOR_DISKS }),
      "the key of models": {
        resource: {
          aws_kms_key: { models: { policy: FOR_DISKS } },
          aws_s3_bucket_server_side_encryption_configuration: {
            it: {
              bucket: "acme-weights",
              rule: [{ apply_server_side_encryption_by_default: [{ kms_master_key_id: "${aws_kms_key.models.arn}" }] }],
            },
          },
        },
      },
    },
    undecided: { "a policy that is not known": secretUnder({ policy: "${var.policy}" }) },
  },
  {
    control: "AWS_KMS_SAME_REGION",
    holds: {
      "a key of the region": secret(`arn:aws:kms:eu-west-1:111122223333:${KEY_ID}`),
      "a key beside it": secret("${aws_kms_key.near.arn}"),
      "a region of its own": secret(`arn:aws:kms:us-east-1:111122223333:${KEY_ID}`, { region: "us-east-1" }),
      "a copy's key lies where the copy does": secret("${aws_kms_key.near.arn}", {
        replica: [{ region: "us-east-1", kms_key_id: `arn:aws:kms:us-east-1:111122223333:${KEY_ID}` }],
      }),
      "a trail's key lies where its bucket does": {
        provider: { aws: { region: "eu-west-1" } },
        resource: {
          aws_cloudtrail: {
            audit: {
              name: "audit",
              s3_bucket_name: "acme-log-archive",
              kms_key_id: `arn:aws:kms:us-east-1:111122223333:${KEY_ID}`,
            },
          },
        },
      },
      "a region that is not known": secret(`arn:aws:kms:us-east-1:111122223333:${KEY_ID}`, { region: "${var.region}" }),
    },
    fails: {
      "a key of another region": secret(`arn:aws:kms:us-east-1:111122223333:${KEY_ID}`),
      "a key of another provider": secret("${aws_kms_key.far.arn}"),
      "a region of its own, and a key of the provider's": secret("${aws_kms_key.near.arn}", { region: "us-east-1" }),
    },
  },
];
