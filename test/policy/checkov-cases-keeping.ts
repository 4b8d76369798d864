import { EcrRepository } from "@cdktf/provider-aws/lib/ecr-repository";
import { KmsKey } from "@cdktf/provider-aws/lib/kms-key";
import { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket";
import { S3BucketLoggingA } from "@cdktf/provider-aws/lib/s3-bucket-logging";
import { S3BucketPublicAccessBlock } from "@cdktf/provider-aws/lib/s3-bucket-public-access-block";
import { S3BucketServerSideEncryptionConfigurationA } from "@cdktf/provider-aws/lib/s3-bucket-server-side-encryption-configuration";
import { SagemakerEndpointConfiguration } from "@cdktf/provider-aws/lib/sagemaker-endpoint-configuration";
import { SagemakerModel } from "@cdktf/provider-aws/lib/sagemaker-model";
import { SecretsmanagerSecret } from "@cdktf/provider-aws/lib/secretsmanager-secret";
import { SecretsmanagerSecretVersion } from "@cdktf/provider-aws/lib/secretsmanager-secret-version";
import { Fn, type TerraformStack } from "cdktf";
import { at, beside, type CheckovCase } from "./checkov-case";

const KEY = "arn:aws:kms:eu-west-1:111122223333:key/01234567-89ab-cdef-0123-456789abcdef";
const ALL = { blockPublicAcls: true, blockPublicPolicy: true, ignorePublicAcls: true, restrictPublicBuckets: true };
const MODELS = { "ai-artifact": "model" };
const BLOCK = "AWS_S3_PUBLIC_ACCESS_BLOCK_PRESENT";
const IMAGE = `111122223333.dkr.ecr.eu-west-1.amazonaws.com/serving@sha256:${"4f".repeat(32)}`;

function keyPolicy(principal: unknown): object {
  return {
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Principal: principal, Action: "kms:*", Resource: "*" }],
  };
}

function encrypted(stack: TerraformStack, sseAlgorithm: string): void {
  const bucket = new S3Bucket(stack, "weights", { bucket: "acme-weights", tags: MODELS });
  new S3BucketServerSideEncryptionConfigurationA(stack, "encryption", {
    bucket: bucket.bucket,
    rule: [{ bucketKeyEnabled: true, applyServerSideEncryptionByDefault: { sseAlgorithm, kmsMasterKeyId: KEY } }],
  });
}

function repository(stack: TerraformStack, filter: string): void {
  new EcrRepository(stack, "serving", {
    name: "serving",
    imageTagMutability: "IMMUTABLE_WITH_EXCLUSION",
    imageTagMutabilityExclusionFilter: [{ filter, filterType: "WILDCARD" }],
    encryptionConfiguration: [{ encryptionType: "KMS", kmsKey: KEY }],
    imageScanningConfiguration: { scanOnPush: true },
  });
}

/** Artifacts: buckets, keys, images, secrets and managed models. */
export const KEEPING_CASES: readonly CheckovCase[] = [
  {
    name: "the public access block stands in another stack",
    checkov: "CKV2_AWS_6 fails, though the block is there",
    write: (stack) => {
      const bucket = new S3Bucket(stack, "weights", { bucket: "acme-weights" });
      new S3BucketPublicAccessBlock(beside(stack, "guards"), "block", { bucket: bucket.id, ...ALL });
    },
    silent: at("aws_s3_bucket.weights", BLOCK),
  },
  {
    name: "the public access block names its bucket by a literal",
    checkov: "CKV2_AWS_6 fails, though the block is there",
    write: (stack) => {
      new S3Bucket(stack, "weights", { bucket: "acme-weights" });
      new S3BucketPublicAccessBlock(stack, "block", { bucket: "acme-weights", ...ALL });
    },
    silent: at("aws_s3_bucket.weights", BLOCK),
  },
  {
    name: "the public access block names another bucket by a literal",
    checkov: "CKV2_AWS_6 fails, as it fails for the right one",
    write: (stack) => {
      new S3Bucket(stack, "weights", { bucket: "acme-weights" });
      new S3BucketPublicAccessBlock(stack, "block", { bucket: "acme-weights-old", ...ALL });
    },
    finds: at("aws_s3_bucket.weights", BLOCK),
  },
  {
    name: "weights encrypted with aws:kms:dsse and a key of the customer",
    checkov: "CKV_AWS_19 and CKV_AWS_145 fail, though dsse encrypts twice",
    write: (stack) => encrypted(stack, "aws:kms:dsse"),
    silent: at("aws_s3_bucket.weights", "AWS_S3_MODEL_ENCRYPTION_PRESENT", "AWS_S3_MODEL_CUSTOMER_KEY"),
  },
  {
    name: "weights encrypted with AES256",
    checkov: "CKV_AWS_145 fails",
    write: (stack) => encrypted(stack, "AES256"),
    finds: at("aws_s3_bucket.weights", "AWS_S3_MODEL_CUSTOMER_KEY"),
  },
  {
    // That a log bucket passes is right: every chain of logs ends somewhere. That whoever stands near a logging resource
    // passes is wrong, and it is why the log bucket does.
    name: "a log bucket without a log of its own, beside a bucket that nobody logs",
    checkov: "CKV_AWS_18 passes for the log bucket by accident",
    write: (stack) => {
      const weights = new S3Bucket(stack, "weights", { bucket: "acme-weights" });
      const logs = new S3Bucket(stack, "logs", { bucket: "acme-logs" });
      new S3Bucket(stack, "prompts", { bucket: "acme-prompts" });
      new S3BucketLoggingA(stack, "logging", {
        bucket: weights.id,
        targetBucket: logs.id,
        targetPrefix: "acme-weights/",
      });
    },
    finds: at("aws_s3_bucket.prompts", "AWS_S3_ACCESS_LOGGED"),
    silent: [
      ...at("aws_s3_bucket.logs", "AWS_S3_ACCESS_LOGGED"),
      ...at("aws_s3_bucket.weights", "AWS_S3_ACCESS_LOGGED"),
    ],
  },
  {
    name: "a log bucket that writes its log into itself",
    checkov: "CKV_AWS_18 passes",
    write: (stack) => {
      const logs = new S3Bucket(stack, "logs", { bucket: "acme-logs" });
      new S3BucketLoggingA(stack, "logging", { bucket: logs.id, targetBucket: logs.id, targetPrefix: "acme-logs/" });
    },
    finds: at("aws_s3_bucket_logging.logging", "AWS_S3_LOGS_ELSEWHERE"),
  },
  {
    name: 'a key policy as a JSON string with Principal AWS "*"',
    checkov: "CKV_AWS_33 passes",
    write: (stack) => new KmsKey(stack, "models", { policy: JSON.stringify(keyPolicy({ AWS: "*" })) }),
    finds: at("aws_kms_key.models", "AWS_KMS_POLICY_NO_ANYONE"),
  },
  {
    name: 'a key policy as jsonencode with Principal AWS "*"',
    checkov: "CKV_AWS_33 passes",
    write: (stack) => new KmsKey(stack, "models", { policy: Fn.jsonencode(keyPolicy({ AWS: "*" })) }),
    output: /\$\{jsonencode\(/,
    finds: at("aws_kms_key.models", "AWS_KMS_POLICY_NO_ANYONE"),
  },
  {
    name: "a key policy as jsonencode that leaves the key to its account",
    checkov: "CKV_AWS_33 passes, as it passes the open one",
    write: (stack) =>
      new KmsKey(stack, "models", { policy: Fn.jsonencode(keyPolicy({ AWS: "arn:aws:iam::111122223333:root" })) }),
    output: /\$\{jsonencode\(/,
    silent: at("aws_kms_key.models", "AWS_KMS_POLICY_NO_ANYONE"),
  },
  {
    name: "tags of images that are immutable, save those of a cache",
    checkov: "CKV_AWS_51 fails",
    write: (stack) => repository(stack, "buildcache*"),
    clean: ["aws_ecr_repository.serving"],
  },
  {
    name: "tags of images that are immutable, save all of them",
    checkov: "CKV_AWS_51 fails, as it fails for the narrow exclusion",
    write: (stack) => repository(stack, "*"),
    finds: at("aws_ecr_repository.serving", "AWS_ECR_IMMUTABLE_TAGS"),
  },
  {
    name: "a secret without a rotation resource: a token of a model hub has no lambda that could rotate it",
    checkov: "CKV2_AWS_57 fails",
    write: (stack) => new SecretsmanagerSecret(stack, "hub", { name: "hub-token", kmsKeyId: KEY }),
    clean: ["aws_secretsmanager_secret.hub"],
  },
  {
    name: "a literal secret_string",
    checkov: "no finding",
    write: (stack) => {
      const secret = new SecretsmanagerSecret(stack, "hub", { name: "hub-token", kmsKeyId: KEY });
      new SecretsmanagerSecretVersion(stack, "token", {
        secretId: secret.id,
        secretString: "hf_QmFzZTY0SXNOb3RBU2VjcmV0QXRBbGwx",
      });
    },
    finds: at("aws_secretsmanager_secret_version.token", "NO_HARDCODED_SECRETS"),
  },
  {
    name: "a SageMaker model without vpc_config",
    checkov: "no finding for the VPC",
    write: (stack) => {
      new SagemakerModel(stack, "llm", {
        executionRoleArn: "arn:aws:iam::111122223333:role/sagemaker",
        enableNetworkIsolation: true,
        primaryContainer: { image: IMAGE },
      });
      new SagemakerEndpointConfiguration(stack, "llm-endpoint", {
        kmsKeyArn: KEY,
        productionVariants: [
          { modelName: "llm", variantName: "all", instanceType: "ml.m5.xlarge", initialInstanceCount: 1 },
        ],
      });
    },
    finds: at("aws_sagemaker_model.llm", "AWS_SAGEMAKER_MODEL_IN_VPC"),
    silent: [
      ...at("aws_sagemaker_model.llm", "AWS_SAGEMAKER_MODEL_ISOLATED"),
      ...at("aws_sagemaker_endpoint_configuration.llm-endpoint", "AWS_SAGEMAKER_ENDPOINT_ENCRYPTED"),
    ],
  },
];
