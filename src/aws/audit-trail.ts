import { Cloudtrail, type CloudtrailAdvancedEventSelector } from "@cdktf/provider-aws/lib/cloudtrail";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { Construct } from "constructs";
import type { IModelStore } from "../core/model-store";
import { physicalName } from "../core/names";
import { resourcesBelow } from "../core/resources";
import { Validator } from "../core/validation";
import { type TrailStorage, trailStorage } from "./audit-trail-storage";
import { AwsLookups } from "./aws-lookups";
import type { LogBucket } from "./log-bucket";
import { type ObjectLock, ObjectLockMode } from "./object-lock";
import { PolicyDocument } from "./policy-document";
import { requireObjectLock } from "./private-bucket";
import { ServingLogGroup } from "./serving-log-group";
import { serviceTrust } from "./trust";

/** Properties of {@link AuditTrail}. */
export interface AuditTrailProps {
  /** Model stores whose every read and write is recorded. */
  readonly modelStores: IModelStore[];

  /**
   * Name: 3 to 128 letters, digits and any of `. _ -`, beginning with a letter or digit.
   *
   * @default - derived from the construct path
   */
  readonly trailName?: string;

  /**
   * Days that the records are kept, 365 to 3,650.
   *
   * @default 400
   */
  readonly retentionDays?: number;

  /**
   * How records are kept from being deleted.
   *
   * @default - governance mode for 365 days
   */
  readonly objectLock?: ObjectLock;

  /**
   * Bucket that receives the access logs of the trail's bucket.
   *
   * @default - a log bucket of the trail's own
   */
  readonly logBucket?: LogBucket;
}

const TRAIL_NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{2,127}$/;

/**
 * Who read which weights: a CloudTrail of all regions that records every management call, and every read and write of the
 * model stores, into a locked and encrypted bucket and a log group, with digests that betray tampering.
 *
 * Throws a ValidationError when a property is not fit; all problems are reported at once.
 *
 * @see docs/hardening.md#audit
 */
export class AuditTrail extends Construct {
  /** ARN of the trail. */
  public readonly arn: string;

  /** ARN of the bucket that keeps the records. */
  public readonly bucketArn: string;

  /** The log group that receives the records as they come: alarms listen here. */
  public readonly logGroup: ServingLogGroup;

  constructor(scope: Construct, id: string, props: AuditTrailProps) {
    super(scope, id);
    validate(this, props);

    const trailName = props.trailName ?? physicalName(this, 128);
    const storage = trailStorage(this, {
      trailArn: AwsLookups.of(this).regionalArn("cloudtrail", `trail/${trailName}`),
      retentionDays: props.retentionDays ?? 400,
      objectLock: props.objectLock ?? { mode: ObjectLockMode.GOVERNANCE, days: 365 },
      logBucket: props.logBucket,
    });
    this.logGroup = new ServingLogGroup(this, "LogGroup", { key: storage.key, keepOnDestroy: true });
    const trail = this.trail(trailName, storage, this.deliveryRole(), props.modelStores);

    this.arn = trail.arn;
    this.bucketArn = storage.bucketArn;
  }

  private trail(
    name: string,
    storage: TrailStorage,
    deliveryRole: IamRole,
    modelStores: readonly IModelStore[],
  ): Cloudtrail {
    return new Cloudtrail(this, "Resource", {
      name,
      s3BucketName: storage.bucketName,
      kmsKeyId: storage.key.arn,
      isMultiRegionTrail: true,
      includeGlobalServiceEvents: true,
      enableLogging: true,
      enableLogFileValidation: true,
      cloudWatchLogsGroupArn: `${this.logGroup.arn}:*`,
      cloudWatchLogsRoleArn: deliveryRole.arn,
      advancedEventSelector: [managementEvents(), ...this.modelStoreEvents(modelStores), endpointEvents()],
      dependsOn: [storage.policy, ...resourcesBelow(deliveryRole.node.scope ?? deliveryRole)],
    });
  }

  private modelStoreEvents(modelStores: readonly IModelStore[]): CloudtrailAdvancedEventSelector[] {
    if (modelStores.length === 0) {
      return [];
    }
    const lookups = AwsLookups.of(this);
    return [
      {
        name: "Reads and writes of model stores",
        fieldSelector: [
          { field: "eventCategory", equalTo: ["Data"] },
          { field: "resources.type", equalTo: ["AWS::S3::Object"] },
          {
            field: "resources.ARN",
            startsWith: modelStores.map(({ bucketName }) => `${lookups.bucketArn(bucketName)}/`),
          },
        ],
      },
    ];
  }

  private deliveryRole(): IamRole {
    const scope = new Construct(this, "DeliveryRole");
    const lookups = AwsLookups.of(this);
    const role = new IamRole(scope, "Resource", {
      name: physicalName(scope, 64),
      description: `Delivers the records of ${this.node.path} to its log group`,
      assumeRolePolicy: serviceTrust("cloudtrail.amazonaws.com", {
        StringEquals: { "aws:SourceAccount": lookups.accountId },
      }),
    });
    const policy = new PolicyDocument({
      sid: "DeliverRecords",
      actions: ["logs:CreateLogStream", "logs:PutLogEvents"],
      resources: [`${this.logGroup.arn}:log-stream:${lookups.accountId}_CloudTrail_${lookups.region}*`],
    });
    new IamRolePolicy(scope, "Policy", { role: role.id, name: "deliver-records", policy: policy.json });
    return role;
  }
}

function managementEvents(): CloudtrailAdvancedEventSelector {
  return { name: "Management calls", fieldSelector: [{ field: "eventCategory", equalTo: ["Management"] }] };
}

/** Costs nothing where no SageMaker endpoint exists, and misses nothing where one appears. */
function endpointEvents(): CloudtrailAdvancedEventSelector {
  return {
    name: "Calls of SageMaker endpoints",
    fieldSelector: [
      { field: "eventCategory", equalTo: ["Data"] },
      { field: "resources.type", equalTo: ["AWS::SageMaker::Endpoint"] },
    ],
  };
}

function validate(trail: AuditTrail, props: AuditTrailProps): void {
  const validator = new Validator(trail, "aws.AuditTrail")
    .given(props, "modelStores")
    .matches(
      "trailName",
      props.trailName,
      TRAIL_NAME,
      "3 to 128 letters, digits and any of . _ -, beginning with a letter or digit",
    );
  requireObjectLock(validator, "objectLock", props.objectLock);
  validator.wholeNumber("retentionDays", props.retentionDays, 365, 3650).done();
}
