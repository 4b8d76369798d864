import type { S3BucketLifecycleConfigurationRule } from "@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration";
import { S3BucketNotification } from "@cdktf/provider-aws/lib/s3-bucket-notification";
import { Construct } from "constructs";
import { requireArtifactPrefix } from "../core/artifact-prefix";
import { CloudProvider } from "../core/cloud-provider";
import { ModelArtifact } from "../core/model-artifact";
import type { IModelStore, ModelArtifactProps } from "../core/model-store";
import { physicalName } from "../core/names";
import { ownershipOf } from "../core/ownership";
import type { IServingIdentity } from "../core/serving-identity";
import { Validator } from "../core/validation";
import { ImportedModelBucket } from "./imported-model-bucket";
import type { ImportedModelBucketOptions } from "./imported-model-bucket-options";
import { LogBucket } from "./log-bucket";
import { grantArtifactRead, S3_COPY_COMMAND } from "./model-bucket-grants";
import { admitPublisher, restrictToEndpoint, restrictWritesToPublishers } from "./model-bucket-guards";
import { ModelKey } from "./model-key";
import type { ObjectLock } from "./object-lock";
import {
  denyForeignKeys,
  type PrivateBucket,
  privateBucket,
  requireBucketName,
  requireObjectLock,
} from "./private-bucket";
import { replicate } from "./replication";
import type { ReplicationProps } from "./replication-props";
import { REGION } from "./zones";

/** Properties of {@link SecureModelBucket}. */
export interface SecureModelBucketProps {
  /**
   * Globally unique name, 3 to 63 characters: lower-case letters, digits, dots and hyphens.
   *
   * @default - tier, tenant and construct path, shortened, with a hash
   */
  readonly bucketName?: string;

  /**
   * Key that encrypts the artifacts.
   *
   * @default - a key of the bucket's own
   */
  readonly key?: ModelKey;

  /**
   * Bucket that receives the access logs. One can serve many model buckets.
   *
   * @default - a log bucket of the bucket's own
   */
  readonly logBucket?: LogBucket;

  /**
   * Days that a superseded model version is kept, 90 to 3,650.
   *
   * @default 90
   */
  readonly retainSupersededDays?: number;

  /**
   * Makes new artifacts immutable for a time. Can only be chosen when the bucket is made.
   *
   * @default - no lock; versions protect against replacement
   */
  readonly objectLock?: ObjectLock;

  /**
   * Copies artifacts to a bucket elsewhere.
   *
   * @default - no copy: a second copy of the weights is a second thing to steal
   */
  readonly replication?: ReplicationProps;
}

/** How many superseded versions are kept whatever their age: a rollback stays possible. */
const KEPT_VERSIONS = 3;

/**
 * A private S3 bucket for model artifacts: encrypted with its own key, versioned, TLS only, logged, and reachable
 * through the VPC endpoint alone once an identity of a network reads from it.
 *
 * Nobody may read or write at first. `grantRead` lets one identity read one artifact; `grantPublish` lets one role write.
 * Everybody else, administrators included, is refused writing.
 *
 * Throws a ValidationError when a property is not fit; all problems are reported at once.
 *
 * @see docs/hardening.md#aws-s3
 */
export class SecureModelBucket extends Construct implements IModelStore {
  /**
   * A model store that exists already and is managed elsewhere. Grants add to the identity alone: the bucket's own policy
   * and key policy stay as their owner made them.
   *
   * @param scope parent
   * @param id id of the construct
   * @param bucketName name of the bucket
   * @param options the key, where the bucket has one
   */
  public static fromBucketName(
    scope: Construct,
    id: string,
    bucketName: string,
    options: ImportedModelBucketOptions = {},
  ): IModelStore {
    return new ImportedModelBucket(scope, id, bucketName, options);
  }

  public readonly cloud = CloudProvider.AWS;

  /** ARN of the bucket. */
  public readonly arn: string;

  /** Name of the bucket. */
  public readonly bucketName: string;

  /** Key that encrypts the artifacts. */
  public readonly key: ModelKey;

  private readonly store: PrivateBucket;
  private readonly publisherArns: string[] = [];

  constructor(scope: Construct, id: string, props: SecureModelBucketProps = {}) {
    super(scope, id);
    validate(this, props);

    this.bucketName = props.bucketName ?? this.derivedName();
    this.key = props.key ?? new ModelKey(this, "Key", { description: `Model artifacts in ${this.bucketName}` });
    this.store = privateBucket(this, {
      bucketName: this.bucketName,
      content: "model",
      key: this.key,
      logBucket: props.logBucket ?? this.ownLogBucket(),
      objectLock: props.objectLock,
      lifecycle: expireSuperseded(props.retainSupersededDays ?? 90),
    });
    this.arn = this.store.arn;
    denyForeignKeys(this.store, this.key);
    restrictWritesToPublishers(this.store, () => this.publisherArns);
    this.announceWrites();
    if (props.replication) {
      replicate(this, this.store, this.key, props.replication);
    }
  }

  public get uri(): string {
    return `s3://${this.bucketName}`;
  }

  public get copyCommand(): string[] {
    return [...S3_COPY_COMMAND];
  }

  public artifact(prefix: string, props: ModelArtifactProps): ModelArtifact {
    return new ModelArtifact(this, prefix, props);
  }

  /**
   * Lets `identity` read the files of `artifact`: `s3:GetObject` on its prefix and `kms:Decrypt` on this key through S3,
   * nothing else.
   *
   * When the identity's cluster has a network, the artifacts can from then on be read through that network's S3 endpoint
   * alone; publishers and AWS services are exempt.
   */
  public grantRead(identity: IServingIdentity, artifact: ModelArtifact): void {
    const role = grantArtifactRead(this, identity, artifact, this.key.arn);
    this.key._allowRoleThrough("s3", role.roleName, ["kms:Decrypt"]);
    const network = role._network;
    if (network) {
      network._allowReads(this.bucketName);
      restrictToEndpoint(this.store, network.s3EndpointId, () => this.publisherArns);
    }
  }

  /**
   * Lets a role publish artifacts: `s3:PutObject` below the prefix, and the key to encrypt them with. It cannot write
   * elsewhere or delete, whatever IAM allows it. The role needs no policy of its own.
   *
   * Throws a ValidationError when the ARN is not that of a role.
   *
   * @param publisherRoleArn role of the pipeline that releases models
   * @param prefix where it may write; the whole bucket when left out
   */
  public grantPublish(publisherRoleArn: string, prefix?: string): void {
    const validator = new Validator(this, "aws.SecureModelBucket.grantPublish");
    requireArtifactPrefix(validator, "prefix", prefix).roleArn("publisherRoleArn", publisherRoleArn).done();
    const objects = prefix === undefined ? `${this.arn}/*` : `${this.arn}/${prefix}/*`;
    if (!this.publisherArns.includes(publisherRoleArn)) {
      this.publisherArns.push(publisherRoleArn);
    }
    admitPublisher(this.store.policy, this.publisherArns.indexOf(publisherRoleArn) + 1, publisherRoleArn, objects);
    this.key._collect("Publish", publisherRoleArn, (roleArns) => ({
      sid: "Publish",
      principals: { AWS: roleArns },
      // A multipart upload decrypts its data keys when the parts are joined.
      actions: ["kms:Decrypt", "kms:GenerateDataKey"],
      resources: ["*"],
      conditions: { StringEquals: { "kms:ViaService": this.key._serviceName("s3") } },
    }));
  }

  /** Tier and tenant come first, so that IAM can scope by name and people can tell buckets apart. */
  private derivedName(): string {
    const ownership = ownershipOf(this);
    const prefix = ownership === undefined ? "" : `${ownership.tier}-${ownership.tenant}-`.slice(0, 40);
    return prefix + physicalName(this, 63 - prefix.length);
  }

  private ownLogBucket(): LogBucket {
    const bucketName = `${this.bucketName}-logs`;
    return new LogBucket(this, "Logs", bucketName.length <= 63 ? { bucketName } : {});
  }

  /** Unexpected writes can raise an alarm, expected ones a scan: both listen on EventBridge. */
  private announceWrites(): void {
    new S3BucketNotification(this, "Notification", { bucket: this.store.bucket.id, eventbridge: true });
  }
}

function expireSuperseded(days: number): S3BucketLifecycleConfigurationRule {
  return {
    id: "expire-superseded",
    status: "Enabled",
    filter: [{ prefix: "" }],
    noncurrentVersionExpiration: [{ noncurrentDays: days, newerNoncurrentVersions: KEPT_VERSIONS }],
  };
}

function validate(bucket: SecureModelBucket, props: SecureModelBucketProps): void {
  const validator = new Validator(bucket, "aws.SecureModelBucket");
  requireBucketName(validator, "bucketName", props.bucketName);
  requireObjectLock(validator, "objectLock", props.objectLock);
  validator.wholeNumber("retainSupersededDays", props.retainSupersededDays, 90, 3650);
  validator.arn("replication.destinationBucketArn", props.replication?.destinationBucketArn, "s3");
  validator.arn("replication.destinationKeyArn", props.replication?.destinationKeyArn, "kms");
  validator.matches(
    "replication.destinationRegion",
    props.replication?.destinationRegion,
    REGION,
    "a region such as eu-central-1",
  );
  validator.require(!props.replication?.destinationBucketArn.includes("/"), {
    code: "MK_ARN_FORMAT",
    message: `replication.destinationBucketArn is "${props.replication?.destinationBucketArn}", the ARN of objects, not of a bucket.`,
    remedy: "Give the ARN of the bucket alone, as in arn:aws:s3:::acme-models-copy.",
  });
  validator.done();
}
