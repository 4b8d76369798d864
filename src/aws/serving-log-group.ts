import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { Construct } from "constructs";
import { physicalName } from "../core/names";
import { tierOf } from "../core/ownership";
import type { IServingIdentity } from "../core/serving-identity";
import { ServingTier } from "../core/tier";
import { Validator } from "../core/validation";
import { AwsLookups } from "./aws-lookups";
import { ModelKey } from "./model-key";
import { ServingRole } from "./serving-role";

/** Properties of {@link ServingLogGroup}. */
export interface ServingLogGroupProps {
  /**
   * Name: 1 to 512 letters, digits and any of `_ - / . #`.
   *
   * @default - `/modelkeep/` and a name derived from the construct path
   */
  readonly logGroupName?: string;

  /**
   * Days that the logs are kept: 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288 or 3653.
   *
   * @default 365
   */
  readonly retentionDays?: number;

  /**
   * Key that encrypts the logs.
   *
   * @default - the key that all log groups of the stack share
   */
  readonly key?: ModelKey;

  /**
   * Whether the group outlives the stack, as audit trails should.
   *
   * @default false
   */
  readonly keepOnDestroy?: boolean;
}

/** What CloudWatch Logs offers from one year on. */
const RETENTION_DAYS: readonly number[] = [365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653];
const LOG_GROUP_NAME = /^[\w\-/.#]{1,512}$/;

/**
 * A CloudWatch log group that is encrypted with a customer key, kept for a year or more, and protected from deletion.
 *
 * Throws a ValidationError when the name or the retention are not fit.
 *
 * @see docs/hardening.md#audit
 */
export class ServingLogGroup extends Construct {
  /** ARN of the group, without `:*`. */
  public readonly arn: string;

  /** Name of the group. */
  public readonly logGroupName: string;

  constructor(scope: Construct, id: string, props: ServingLogGroupProps = {}) {
    super(scope, id);
    validate(this, props);

    const name = props.logGroupName ?? `/modelkeep/${physicalName(this, 100)}`;
    const key = props.key ?? ModelKey.forLogs(this);
    allowLogs(key, name);
    const group = new CloudwatchLogGroup(this, "Resource", {
      name,
      retentionInDays: props.retentionDays ?? 365,
      kmsKeyId: key.arn,
      deletionProtectionEnabled: tierOf(this) !== ServingTier.DEVELOPMENT,
      skipDestroy: props.keepOnDestroy ?? false,
    });

    this.arn = group.arn;
    this.logGroupName = group.name;
  }

  /**
   * Lets `identity` write its own log: `logs:CreateLogStream` and `logs:PutLogEvents` in this group, nothing else.
   *
   * Throws a ValidationError when the identity is of another cloud.
   */
  public grantWrite(identity: IServingIdentity): void {
    new Validator(this, "aws.ServingLogGroup.grantWrite")
      .require(identity instanceof ServingRole, {
        code: "MK_GRANT_OTHER_CLOUD",
        message: `identity ${identity.node.path} is of ${identity.cloud}, but the log group is one of AWS.`,
        remedy: "Use aws.IrsaServingRole or aws.PodIdentityServingRole.",
      })
      .done();
    if (identity instanceof ServingRole) {
      identity._allow("WriteLogs", `${this.arn}:*`, (groupArns) => ({
        sid: "WriteLogs",
        actions: ["logs:CreateLogStream", "logs:PutLogEvents"],
        resources: groupArns,
      }));
    }
  }
}

/** The log service may use the key for these groups alone. Without this, an encrypted group cannot be made. */
function allowLogs(key: ModelKey, logGroupName: string): void {
  const lookups = AwsLookups.of(key);
  key._collect("LogGroups", lookups.regionalArn("logs", `log-group:${logGroupName}`), (groupArns) => ({
    sid: "LogGroups",
    principals: { Service: [`logs.${lookups.region}.amazonaws.com`] },
    actions: ["kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey*", "kms:ReEncrypt*"],
    resources: ["*"],
    conditions: { ArnEquals: { "kms:EncryptionContext:aws:logs:arn": groupArns } },
  }));
}

function validate(group: ServingLogGroup, props: ServingLogGroupProps): void {
  const validator = new Validator(group, "aws.ServingLogGroup").matches(
    "logGroupName",
    props.logGroupName,
    LOG_GROUP_NAME,
    "1 to 512 letters, digits and any of _ - / . #",
  );
  if (validator.literal("retentionDays", props.retentionDays)) {
    validator.require(RETENTION_DAYS.includes(props.retentionDays ?? 365), {
      code: "MK_LOG_RETENTION",
      message: `retentionDays is ${props.retentionDays}, which is under a year or not a period of CloudWatch Logs.`,
      remedy: `Use one of ${RETENTION_DAYS.join(", ")}.`,
    });
  }
  validator.done();
}
