import { StorageBucketIamMember } from "@cdktf/provider-google/lib/storage-bucket-iam-member";
import { type ITerraformDependable, TerraformStack } from "cdktf";
import { Construct } from "constructs";
import { Validator } from "../core/validation";
import { derivedBucketName, requireBucketName } from "./bucket-names";
import { GoogleLookups } from "./google-lookups";
import { keyLocationOf } from "./key-locations";
import { ModelKey } from "./model-key";
import { ModelKeyRing } from "./model-key-ring";
import { privateBucket, requireBucketLocation } from "./private-bucket";

/** Properties of {@link LogBucket}. */
export interface LogBucketProps {
  /**
   * Globally unique name: 3 to 63 lower-case letters, digits, hyphens and underscores.
   *
   * @default - tier, tenant and construct path, shortened, with a hash
   */
  readonly bucketName?: string;

  /**
   * Region or multi-region, as in `europe-west4` or `eu`.
   *
   * @default - the region of the stack's provider
   */
  readonly location?: string;

  /**
   * Key that encrypts the logs. It must lie in the bucket's location.
   *
   * @default - a key of the bucket's own
   */
  readonly key?: ModelKey;

  /**
   * Days that usage logs are kept, 365 to 3,650. Nobody can replace or delete a log before.
   *
   * @default 400
   */
  readonly retentionDays?: number;

  /**
   * Locks the retention: from then on nobody can shorten or remove it. It cannot be taken back.
   *
   * @default false - who administers the bucket can remove the retention
   */
  readonly locked?: boolean;
}

/** Google's own group that writes usage logs; it can neither read, replace nor delete. */
const LOG_DELIVERY = "group:cloud-storage-analytics@google.com";

/**
 * A private bucket of Cloud Storage that receives the usage logs of other buckets: who fetched which model, and when.
 *
 * Google writes the logs as a group of its own, `cloud-storage-analytics@google.com`: the one member outside the organisation
 * that any construct here lets in. It may add objects to this bucket; it can neither read, replace nor delete them. Where the
 * organisation restricts sharing to domains, its policy must know that group.
 *
 * Throws a ValidationError when name, location, key or retention are not fit; all problems are reported at once.
 *
 * @see docs/hardening.md#google-storage
 * @see https://cloud.google.com/storage/docs/access-logs
 */
export class LogBucket extends Construct {
  /** Name of the bucket: literal. */
  public readonly bucketName: string;

  private readonly delivery: StorageBucketIamMember;

  constructor(scope: Construct, id: string, props: LogBucketProps = {}) {
    super(scope, id);
    validate(this, props);

    const days = props.retentionDays ?? 400;
    this.bucketName = props.bucketName ?? derivedBucketName(this);
    const location = props.location ?? GoogleLookups.of(this).region;
    const bucket = privateBucket(this, {
      bucketName: this.bucketName,
      content: "log",
      location,
      key: props.key ?? new ModelKey(this, "Key", { keyRing: ModelKeyRing.of(this, keyLocationOf(location)) }),
      retention: { days, locked: props.locked },
      lifecycle: [{ action: { type: "Delete" }, condition: { age: days } }],
    });
    this.delivery = new StorageBucketIamMember(this, "Delivery", {
      bucket: bucket.name,
      role: "roles/storage.objectCreator",
      member: LOG_DELIVERY,
    });
  }

  /**
   * What a bucket that logs here waits for.
   *
   * @internal
   */
  public _deliveryFor(source: Construct): ITerraformDependable[] {
    // Another stack is applied before this one; a resource in it cannot be named here.
    return TerraformStack.of(this) === TerraformStack.of(source) ? [this.delivery] : [];
  }
}

function validate(bucket: LogBucket, props: LogBucketProps): void {
  const validator = new Validator(bucket, "google.LogBucket");
  requireBucketName(validator, "bucketName", props.bucketName);
  requireBucketLocation(validator, bucket, props.location, props.key);
  validator.wholeNumber("retentionDays", props.retentionDays, 365, 3650).done();
}
