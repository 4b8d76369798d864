import { DataGoogleLoggingProjectCmekSettings } from "@cdktf/provider-google/lib/data-google-logging-project-cmek-settings";
import { LoggingProjectBucketConfig } from "@cdktf/provider-google/lib/logging-project-bucket-config";
import { type ITerraformDependable, TerraformStack } from "cdktf";
import { Construct } from "constructs";
import { tierOf } from "../core/ownership";
import { ServingTier } from "../core/tier";
import type { AuditTrailProps } from "./audit-trail";
import { GoogleLookups } from "./google-lookups";
import { ModelKey } from "./model-key";
import { googleName } from "./names";

/** Where a trail keeps its records. */
export interface AuditLogBucket {
  /** `projects/<project>/locations/<location>/buckets/<bucket>`. */
  readonly bucketName: string;
  readonly key: ModelKey;
}

const MAXIMUM_NAME = 63;

/**
 * The log bucket of a trail, with a retention and a key of its own. `terraform destroy` leaves it alone outside development;
 * one that is deleted can be had back for seven days.
 *
 * Cloud Logging must already be allowed to use the key when the bucket is made.
 *
 * @see https://cloud.google.com/logging/docs/routing/managed-encryption-storage
 */
export function auditLogBucket(trail: Construct, props: AuditTrailProps): AuditLogBucket {
  const scope = new Construct(trail, "Records");
  const { project, region } = GoogleLookups.of(trail);
  const key = props.key ?? new ModelKey(scope, "Key");
  const bucket = new LoggingProjectBucketConfig(scope, "Resource", {
    project,
    location: region,
    bucketId: googleName(scope, MAXIMUM_NAME),
    description: `Audit logs of ${trail.node.path}`,
    retentionDays: props.retentionDays ?? 400,
    locked: props.locked ?? false,
    cmekSettings: { kmsKeyName: key.keyId },
    lifecycle: { preventDestroy: tierOf(trail) !== ServingTier.DEVELOPMENT },
    dependsOn: letLoggingUse(trail, key),
  });
  return { bucketName: bucket.id, key };
}

/** The service account is the project's own: reading the settings makes Google create it. */
function letLoggingUse(trail: Construct, key: ModelKey): ITerraformDependable[] {
  const { project } = GoogleLookups.of(trail);
  const id = `LoggingAgent-${project}`;
  const lookups = GoogleLookups.of(key);
  const existing = lookups.node.tryFindChild(id);
  const settings =
    existing instanceof DataGoogleLoggingProjectCmekSettings
      ? existing
      : new DataGoogleLoggingProjectCmekSettings(lookups, id, { project });
  const grant = key._allow("logging", `serviceAccount:${settings.serviceAccountId}`);
  // Another stack is applied before this one; a resource in it cannot be named here.
  return TerraformStack.of(key) === TerraformStack.of(trail) ? [grant] : [];
}
