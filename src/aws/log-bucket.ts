import type { S3BucketPolicy } from "@cdktf/provider-aws/lib/s3-bucket-policy";
import { Construct } from "constructs";
import { physicalName } from "../core/names";
import { Validator } from "../core/validation";
import { AwsLookups } from "./aws-lookups";
import type { PolicyDocument } from "./policy-document";
import { denyWritesButByServices, privateBucket, requireBucketName } from "./private-bucket";

/** Properties of {@link LogBucket}. */
export interface LogBucketProps {
  /**
   * Globally unique name: 3 to 63 lower-case letters, digits, dots and hyphens.
   *
   * @default - derived from the construct path
   */
  readonly bucketName?: string;

  /**
   * Days that access logs are kept, 365 to 3,650.
   *
   * @default 400
   */
  readonly retentionDays?: number;
}

/**
 * A private S3 bucket that receives the access logs of other buckets: who fetched which model, and when.
 *
 * It is encrypted with keys of S3, not of KMS, and carries no object lock: the log delivery of S3 can write to no other
 * kind. Only that service may write, and only logs of buckets of this account.
 *
 * Throws a ValidationError when the name or the retention are not fit.
 *
 * @see docs/hardening.md#aws-s3
 */
export class LogBucket extends Construct {
  /** ARN of the bucket. */
  public readonly arn: string;

  /** Name of the bucket. */
  public readonly bucketName: string;

  private readonly policy: PolicyDocument;
  private readonly policyResource: S3BucketPolicy;

  constructor(scope: Construct, id: string, props: LogBucketProps = {}) {
    super(scope, id);
    const validator = new Validator(this, "aws.LogBucket");
    requireBucketName(validator, "bucketName", props.bucketName)
      .wholeNumber("retentionDays", props.retentionDays, 365, 3650)
      .done();

    const store = privateBucket(this, {
      bucketName: props.bucketName ?? physicalName(this, 63),
      content: "log",
      lifecycle: {
        id: "expire-logs",
        status: "Enabled",
        filter: [{ prefix: "" }],
        expiration: [{ days: props.retentionDays ?? 400 }],
        noncurrentVersionExpiration: [{ noncurrentDays: 90 }],
      },
    });

    denyWritesButByServices(store);

    this.arn = store.arn;
    this.bucketName = store.bucket.id;
    this.policy = store.policy;
    this.policyResource = store.policyResource;
  }

  /**
   * Lets S3 deliver the access logs of a bucket of this account.
   *
   * @returns the policy that must stand before delivery is asked for
   * @internal
   */
  public _receiveFrom(sourceBucketName: string): S3BucketPolicy {
    const lookups = AwsLookups.of(this);
    this.policy.collect("LogDelivery", lookups.bucketArn(sourceBucketName), (sourceArns) => ({
      sid: "LogDelivery",
      principals: { Service: ["logging.s3.amazonaws.com"] },
      actions: ["s3:PutObject"],
      resources: [`${this.arn}/*`],
      conditions: {
        ArnEquals: { "aws:SourceArn": sourceArns },
        StringEquals: { "aws:SourceAccount": lookups.accountId },
      },
    }));
    return this.policyResource;
  }
}
