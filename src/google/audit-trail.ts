import { LoggingProjectSink } from "@cdktf/provider-google/lib/logging-project-sink";
import { ProjectIamAuditConfig } from "@cdktf/provider-google/lib/project-iam-audit-config";
import { Construct } from "constructs";
import { tierOf } from "../core/ownership";
import { otherInStack } from "../core/stack-singleton";
import { ServingTier } from "../core/tier";
import { Validator } from "../core/validation";
import { auditLogBucket } from "./audit-log-bucket";
import { countChanges } from "./audit-metrics";
import { GoogleLookups } from "./google-lookups";
import { requireKeyIn } from "./key-locations";
import type { ModelKey } from "./model-key";
import { googleName } from "./names";

/** Properties of {@link AuditTrail}. */
export interface AuditTrailProps {
  /**
   * Services whose every read and write is recorded, besides those that models pass through (`aiplatform.googleapis.com`,
   * `cloudkms.googleapis.com`, `iam.googleapis.com`, `secretmanager.googleapis.com` and `storage.googleapis.com`), as in
   * `artifactregistry.googleapis.com`. `allServices` stands for all of them.
   *
   * @default - none
   */
  readonly services?: string[];

  /**
   * Days that the records are kept, 365 to 3,650.
   *
   * @default 400
   */
  readonly retentionDays?: number;

  /**
   * Locks the log bucket: from then on nobody, Google included, can shorten its retention or delete it while it holds
   * records. It cannot be taken back.
   *
   * @default false
   */
  readonly locked?: boolean;

  /**
   * Key that encrypts the records, in the region of the stack's provider.
   *
   * @default - a key of the trail's own
   */
  readonly key?: ModelKey;

  /**
   * A log bucket in another project that receives the records too, where whoever rules this project cannot erase them:
   * `projects/<project>/locations/<location>/buckets/<bucket>`.
   *
   * Its owner lets the trail's `centralWriter` in, with `roles/logging.bucketWriter` on that project.
   *
   * @default - none: the records stay in this project
   */
  readonly centralLogBucket?: string;
}

/** What models, their keys, their secrets and their identities pass through. */
const SERVING_SERVICES: readonly string[] = [
  "aiplatform.googleapis.com",
  "cloudkms.googleapis.com",
  "iam.googleapis.com",
  "secretmanager.googleapis.com",
  "storage.googleapis.com",
];

const ALL_SERVICES = "allServices";
const SERVICE = /^(allServices|[a-z][a-z0-9-]*\.googleapis\.com)$/;
const LOG_BUCKET = /^projects\/[a-z0-9:.-]+\/locations\/[a-z0-9-]+\/buckets\/[\w.-]{1,100}$/;

/** Reads of configuration, reads of content, writes of content; Google always records writes of configuration. */
const LOG_TYPES: readonly string[] = ["ADMIN_READ", "DATA_READ", "DATA_WRITE"];

/** Everything that audit logs tell: what people and machines did, what Google did, what was refused. */
const AUDIT_LOGS: readonly string[] = ["access_transparency", "activity", "data_access", "policy", "system_event"];

const MAXIMUM_NAME = 63;

/**
 * Who read which weights: the project records every read and write of its storage, models, keys, secrets and identities, and
 * keeps the records in an encrypted log bucket that can be locked. Changes of access, firewalls and keys are counted by
 * metrics, for alerts to watch.
 *
 * What is recorded of a service is one setting of the project, and whoever writes it last wins: make one trail a project, in
 * the stack that owns the project. `allServices` is a setting of its own: it is added to those of single services, and a
 * second stack that sets it takes this one's away.
 *
 * Google keeps copies in the buckets of its own (`_Required`, `_Default`) as well, under its own keys.
 *
 * Throws a ValidationError when a property is not fit or the stack has a trail already; all problems are reported at once.
 *
 * @see docs/hardening.md#google-audit
 */
export class AuditTrail extends Construct {
  /** Full name of the log bucket: `projects/<project>/locations/<location>/buckets/<bucket>`. */
  public readonly logBucketName: string;

  /** Key that encrypts the records. */
  public readonly key: ModelKey;

  /** Names of the metrics that count changes of access, firewalls, buckets and keys. */
  public readonly metricNames: string[];

  /** Member that writes to the central log bucket; undefined where there is none. */
  public readonly centralWriter?: string;

  constructor(scope: Construct, id: string, props: AuditTrailProps = {}) {
    super(scope, id);
    validate(this, props);

    this.recordDataAccess(props.services ?? []);
    const storage = auditLogBucket(this, props);
    this.keepRecords("Sink", storage.bucketName);
    if (props.centralLogBucket !== undefined) {
      this.centralWriter = this.keepRecords("CentralSink", props.centralLogBucket).writerIdentity;
    }

    this.logBucketName = storage.bucketName;
    this.key = storage.key;
    this.metricNames = countChanges(this);
  }

  /** Nobody is exempted: what a service account of one's own does is what a thief of it does. */
  private recordDataAccess(further: readonly string[]): void {
    const chosen = new Set([...SERVING_SERVICES, ...further]);
    const services = chosen.has(ALL_SERVICES) ? [ALL_SERVICES] : [...chosen];
    for (const service of services) {
      new ProjectIamAuditConfig(this, `Record-${service}`, {
        project: GoogleLookups.of(this).project,
        service,
        auditLogConfig: LOG_TYPES.map((logType) => ({ logType })),
        lifecycle: { preventDestroy: tierOf(this) !== ServingTier.DEVELOPMENT },
      });
    }
  }

  /** Without exclusions: what is left out of a record is what somebody would do. */
  private keepRecords(id: string, bucketName: string): LoggingProjectSink {
    const scope = new Construct(this, id);
    return new LoggingProjectSink(scope, "Resource", {
      name: googleName(scope, MAXIMUM_NAME),
      project: GoogleLookups.of(this).project,
      description: `Audit logs of ${this.node.path}`,
      destination: `logging.googleapis.com/${bucketName}`,
      filter: AUDIT_LOGS.map((log) => `log_id("cloudaudit.googleapis.com/${log}")`).join(" OR "),
      uniqueWriterIdentity: true,
    });
  }
}

function validate(trail: AuditTrail, props: AuditTrailProps): void {
  const validator = new Validator(trail, "google.AuditTrail");
  props.services?.forEach((service, index) => {
    validator.matches(
      `services[${index}]`,
      service,
      SERVICE,
      "the name of a service such as artifactregistry.googleapis.com, or allServices",
    );
  });
  validator
    .wholeNumber("retentionDays", props.retentionDays, 365, 3650)
    .matches(
      "centralLogBucket",
      props.centralLogBucket,
      LOG_BUCKET,
      "a log bucket such as projects/acme-audit/locations/europe-west4/buckets/central",
    );
  requireKeyIn(validator, props.key, GoogleLookups.of(trail).region, "the log bucket", "Cloud Logging");
  requireOnlyTrail(validator, trail);
  validator.done();
}

function requireOnlyTrail(validator: Validator, trail: AuditTrail): void {
  const other = otherInStack(trail, AuditTrail);
  validator.require(other === undefined, {
    code: "MK_AUDIT_TRAIL_TWICE",
    message: `the stack has an audit trail already, ${other?.node.path}: both would set what the project records.`,
    remedy: "Make one audit trail a project, and name all services there.",
  });
}
