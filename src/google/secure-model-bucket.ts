import type { StorageBucket } from "@cdktf/provider-google/lib/storage-bucket";
import { Construct } from "constructs";
import { requireArtifactPrefix } from "../core/artifact-prefix";
import { CloudProvider } from "../core/cloud-provider";
import { ModelArtifact } from "../core/model-artifact";
import type { IModelStore, ModelArtifactProps } from "../core/model-store";
import type { IServingIdentity } from "../core/serving-identity";
import { Validator } from "../core/validation";
import { derivedBucketName, requireBucketName } from "./bucket-names";
import { GoogleLookups } from "./google-lookups";
import { requireNamedMember } from "./iam-members";
import { ImportedModelBucket } from "./imported-model-bucket";
import { keyLocationOf } from "./key-locations";
import { LogBucket } from "./log-bucket";
import { GCS_COPY_COMMAND, grantArtifactRead, grantPublish, requirePrefixLength } from "./model-bucket-grants";
import { ModelKey } from "./model-key";
import { ModelKeyRing } from "./model-key-ring";
import { expireSuperseded, privateBucket, requireBucketLocation, requireRetention } from "./private-bucket";
import type { Retention } from "./retention";

/** Properties of {@link SecureModelBucket}. */
export interface SecureModelBucketProps {
  /**
   * Globally unique name: 3 to 63 lower-case letters, digits, hyphens and underscores. Google refuses names that begin with
   * `goog` or hold `google`.
   *
   * @default - tier, tenant and construct path, shortened, with a hash
   */
  readonly bucketName?: string;

  /**
   * Region or multi-region, as in `europe-west4` or `eu`. The closer to the GPUs, the sooner a server starts.
   *
   * @default - the region of the stack's provider
   */
  readonly location?: string;

  /**
   * Key that encrypts the artifacts. It must lie in the bucket's location.
   *
   * @default - a key of the bucket's own
   */
  readonly key?: ModelKey;

  /**
   * Bucket that receives the usage logs. One can serve many model buckets.
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
   * Makes artifacts immutable for a time. It takes the place of versions: Google keeps either.
   *
   * @default - none; versions protect against replacement
   */
  readonly retention?: Retention;
}

/** How many versions of an object are kept whatever their age, the live one among them: a rollback stays possible. */
const KEPT_VERSIONS = 3;

/**
 * A private bucket of Cloud Storage for model artifacts: encrypted with its own key, versioned, governed by IAM alone, closed
 * to the public and logged.
 *
 * Nobody may read or write at first, not even the project's owners, editors and viewers, whom Google lets into every new
 * bucket. `grantRead` lets one identity read one artifact; `grantPublish` lets one member add artifacts. Whoever applies the
 * stack needs `roles/storage.admin`: a basic role gives no access here.
 *
 * Throws a ValidationError when a property is not fit; all problems are reported at once.
 *
 * @see docs/hardening.md#google-storage
 */
export class SecureModelBucket extends Construct implements IModelStore {
  /**
   * A model store that exists already and is managed elsewhere. Grants add members to its policy; everything else stays as
   * its owner made it. Its access must be uniform: Google takes no conditions otherwise.
   *
   * @param scope parent
   * @param id id of the construct
   * @param bucketName name of the bucket
   */
  public static fromBucketName(scope: Construct, id: string, bucketName: string): IModelStore {
    return new ImportedModelBucket(scope, id, bucketName);
  }

  public readonly cloud = CloudProvider.GOOGLE;

  /** Name of the bucket: literal. */
  public readonly bucketName: string;

  /** Key that encrypts the artifacts. */
  public readonly key: ModelKey;

  private readonly bucket: StorageBucket;

  constructor(scope: Construct, id: string, props: SecureModelBucketProps = {}) {
    super(scope, id);
    validate(this, props);

    const location = props.location ?? GoogleLookups.of(this).region;
    this.bucketName = props.bucketName ?? derivedBucketName(this);
    this.key = props.key ?? new ModelKey(this, "Key", { keyRing: ModelKeyRing.of(this, keyLocationOf(location)) });
    this.bucket = privateBucket(this, {
      bucketName: this.bucketName,
      content: "model",
      location,
      key: this.key,
      logBucket: props.logBucket ?? this.ownLogBucket(props.location),
      retention: props.retention,
      lifecycle: [expireSuperseded(props.retainSupersededDays ?? 90, KEPT_VERSIONS)],
    });
  }

  public get uri(): string {
    return `gs://${this.bucketName}`;
  }

  public get copyCommand(): string[] {
    return [...GCS_COPY_COMMAND];
  }

  public artifact(prefix: string, props: ModelArtifactProps): ModelArtifact {
    return new ModelArtifact(this, prefix, props);
  }

  /**
   * Lets `identity` read the files of `artifact`, and nothing else: no other prefix, no list of the bucket, no writing.
   */
  public grantRead(identity: IServingIdentity, artifact: ModelArtifact): void {
    grantArtifactRead(this, identity, artifact, this.bucket);
  }

  /**
   * Lets a pipeline publish artifacts: it may add objects below the prefix. It cannot replace, delete, read or list them, and
   * needs no permission on the key.
   *
   * Throws a ValidationError when the member is everybody, a person, a group or a whole pool.
   *
   * @param member as IAM spells it, as in `serviceAccount:release@acme-vision.iam.gserviceaccount.com`
   * @param prefix where it may write; the whole bucket when left out
   */
  public grantPublish(member: string, prefix?: string): void {
    const validator = new Validator(this, "google.SecureModelBucket.grantPublish");
    requirePrefixLength(requireArtifactPrefix(validator, "prefix", prefix), "prefix", prefix);
    requireNamedMember(validator, "member", member).done();
    grantPublish(this, this.bucketName, this.bucket, member, prefix);
  }

  /** It lies where the bucket does, so one key is enough for both. */
  private ownLogBucket(location: string | undefined): LogBucket {
    const bucketName = `${this.bucketName}-logs`;
    return new LogBucket(this, "Logs", {
      location,
      key: this.key,
      ...(bucketName.length <= 63 && { bucketName }),
    });
  }
}

function validate(bucket: SecureModelBucket, props: SecureModelBucketProps): void {
  const validator = new Validator(bucket, "google.SecureModelBucket");
  requireBucketName(validator, "bucketName", props.bucketName);
  requireBucketLocation(validator, bucket, props.location, props.key);
  requireRetention(validator, "retention", props.retention);
  validator.wholeNumber("retainSupersededDays", props.retainSupersededDays, 90, 3650).done();
}
