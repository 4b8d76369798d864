import { KmsAlias } from "@cdktf/provider-aws/lib/kms-alias";
import { KmsKey } from "@cdktf/provider-aws/lib/kms-key";
import { Construct } from "constructs";
import { physicalName } from "../core/names";
import { tierOf } from "../core/ownership";
import { stackSingleton } from "../core/stack-singleton";
import { ServingTier } from "../core/tier";
import { Validator } from "../core/validation";
import { AwsLookups } from "./aws-lookups";
import { PolicyDocument, type PolicyStatement } from "./policy-document";

/** Properties of {@link ModelKey}. */
export interface ModelKeyProps {
  /**
   * What the key protects, for people who read the console.
   *
   * @default - the construct path
   */
  readonly description?: string;

  /**
   * ARNs of the roles that administer the key. They cannot decrypt with it.
   *
   * @default - the account: IAM policies decide who administers
   */
  readonly administratorArns?: string[];

  /**
   * Days between rotations of the key material, 90 to 365.
   *
   * @default 365
   */
  readonly rotationPeriodDays?: number;

  /**
   * Days that a deleted key can still be restored, 7 to 30. What the key encrypts is lost with it.
   *
   * @default 30
   */
  readonly deletionWindowDays?: number;
}

/** What an administrator may do. Decrypt, CreateGrant and the like are missing on purpose: who manages cannot read. */
const ADMINISTRATION = [
  "kms:CancelKeyDeletion",
  "kms:CreateAlias",
  "kms:DeleteAlias",
  "kms:DescribeKey",
  "kms:DisableKey",
  "kms:EnableKey",
  "kms:EnableKeyRotation",
  "kms:GetKeyPolicy",
  "kms:GetKeyRotationStatus",
  "kms:ListAliases",
  "kms:ListGrants",
  "kms:ListKeyPolicies",
  "kms:ListKeyRotations",
  "kms:ListResourceTags",
  "kms:PutKeyPolicy",
  "kms:RevokeGrant",
  "kms:RotateKeyOnDemand",
  "kms:ScheduleKeyDeletion",
  "kms:TagResource",
  "kms:UntagResource",
  "kms:UpdateAlias",
  "kms:UpdateKeyDescription",
];

/**
 * A customer-managed KMS key whose policy names who may use it: rotated, with the longest deletion window, with an alias,
 * protected from `terraform destroy` outside development.
 *
 * Nobody may use the key at first. Grants of the constructs that it encrypts (`bucket.grantRead`, `logGroup`, ...) add the
 * one principal, the one service and the actions needed. Administrators manage the key and cannot decrypt with it.
 *
 * Throws a ValidationError when a period is out of range or an administrator is not a role.
 *
 * @see docs/hardening.md#aws-keys
 */
export class ModelKey extends Construct {
  /**
   * The key of the stack's log groups: made at the first call, shared by all log groups of the stack.
   *
   * @param scope any construct of the stack
   */
  public static forLogs(scope: Construct): ModelKey {
    return stackSingleton(
      scope,
      "LogKey",
      ModelKey,
      (stack, id) => new ModelKey(stack, id, { description: "Log groups of this stack" }),
    );
  }

  /** ARN of the key. Policies name the ARN, never the alias. */
  public readonly arn: string;

  /** Alias of the key, as in `alias/vision-cloud-models-1a2b3c4d`. */
  public readonly aliasName: string;

  private readonly policy: PolicyDocument;

  constructor(scope: Construct, id: string, props: ModelKeyProps = {}) {
    super(scope, id);
    validate(this, props);

    this.policy = new PolicyDocument(this.administration(props.administratorArns));
    const key = new KmsKey(this, "Resource", {
      description: props.description ?? `Key of ${this.node.path}`,
      enableKeyRotation: true,
      rotationPeriodInDays: props.rotationPeriodDays ?? 365,
      deletionWindowInDays: props.deletionWindowDays ?? 30,
      multiRegion: false,
      policy: this.policy.json,
      lifecycle: { preventDestroy: tierOf(this) !== ServingTier.DEVELOPMENT },
    });
    this.aliasName = `alias/${physicalName(this, 200)}`;
    new KmsAlias(this, "Alias", { name: this.aliasName, targetKeyId: key.keyId });

    this.arn = key.arn;
  }

  /**
   * Adds a statement to the key policy.
   *
   * @internal
   */
  public _allow(statement: PolicyStatement): void {
    this.policy.add(statement);
  }

  /**
   * Adds a value to the statement `sid`, which is built from all values that were added to it.
   *
   * @internal
   */
  public _collect(sid: string, value: string, build: (values: readonly string[]) => PolicyStatement): void {
    this.policy.collect(sid, value, build);
  }

  /**
   * Lets a role use the key through one AWS service, provided its own IAM policy allows it too: two gates.
   *
   * The role is named in a condition, not as a principal: KMS refuses principals that do not exist yet, and a reference
   * would close a circle from the key over the role and the cluster back to the key.
   *
   * @internal
   */
  public _allowRoleThrough(service: string, roleName: string, actions: readonly string[]): void {
    const lookups = AwsLookups.of(this);
    // One statement for each service and what is done through it.
    const sid = `UseThrough${titleCase(service)}To${actions.map((action) => action.replace(/^kms:|\W/g, "")).join("")}`;
    this.policy.collect(sid, lookups.roleArn(roleName), (roleArns) => ({
      sid,
      principals: { AWS: [lookups.accountPrincipal] },
      actions,
      resources: ["*"],
      conditions: {
        StringEquals: { "kms:ViaService": lookups.serviceName(service), "kms:CallerAccount": lookups.accountId },
        ArnEquals: { "aws:PrincipalArn": roleArns },
      },
    }));
  }

  /**
   * Name of a service in the region of the key, as `kms:ViaService` spells it.
   *
   * @internal
   */
  public _serviceName(service: string): string {
    return AwsLookups.of(this).serviceName(service);
  }

  private administration(administratorArns: readonly string[] | undefined): PolicyStatement {
    return {
      sid: "Administration",
      principals: { AWS: administratorArns ?? [AwsLookups.of(this).accountPrincipal] },
      actions: ADMINISTRATION,
      resources: ["*"],
    };
  }
}

function validate(key: ModelKey, props: ModelKeyProps): void {
  const validator = new Validator(key, "aws.ModelKey")
    .wholeNumber("rotationPeriodDays", props.rotationPeriodDays, 90, 365)
    .wholeNumber("deletionWindowDays", props.deletionWindowDays, 7, 30);
  props.administratorArns?.forEach((arn, index) => {
    validator.roleArn(`administratorArns[${index}]`, arn);
  });
  validator
    .require(props.administratorArns?.length !== 0, {
      code: "MK_KEY_UNMANAGEABLE",
      message: "administratorArns is empty, so nobody could ever change the key again.",
      remedy: "Name at least one role, or leave administratorArns out for the account.",
    })
    .done();
}

function titleCase(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
