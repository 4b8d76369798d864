import { S3Backend, TerraformOutput, type TerraformStack } from "cdktf";
import { Construct } from "constructs";
import { ownershipOf } from "../core/ownership";
import { markSecureState } from "../core/state";
import type { ServingTier } from "../core/tier";
import { Validator } from "../core/validation";
import { LogBucket } from "./log-bucket";
import { ModelKey } from "./model-key";
import type { PolicyDocument } from "./policy-document";
import { denyForeignKeys, NOT_A_SERVICE, privateBucket, requireBucketName } from "./private-bucket";
import type { StateLocation } from "./state-location";
import { REGION } from "./zones";

/** Properties of {@link SecureStateBackend}. */
export interface SecureStateBackendProps {
  /** Globally unique name of the bucket: 3 to 63 lower-case letters, digits, dots and hyphens. */
  readonly bucketName: string;

  /**
   * Bucket that receives the access logs.
   *
   * @default - a log bucket of the backend's own
   */
  readonly logBucket?: LogBucket;
}

/** Old states are kept long enough to find out what happened. */
const SUPERSEDED_DAYS = 365;
const KEPT_VERSIONS = 10;

const STATE_ACCESS: readonly string[] = [
  "s3:DeleteObject",
  "s3:DeleteObjectVersion",
  "s3:GetObject",
  "s3:GetObjectVersion",
  "s3:PutObject",
];

const STATE_KEY_ACTIONS: readonly string[] = ["kms:Decrypt", "kms:Encrypt", "kms:GenerateDataKey"];

/**
 * The bucket that Terraform states lie in: private, encrypted with its own key, versioned, logged, each team's states for
 * that team's role alone.
 *
 * Apply it once from a stack of its own, then `attach` it to every other stack with the bucket's name and the key's ARN,
 * which it prints as outputs.
 *
 * Throws a ValidationError when the name is not fit.
 *
 * @see docs/hardening.md#state
 */
export class SecureStateBackend extends Construct {
  /**
   * Keeps the state of `stack` in the bucket, under `<tier>/<tenant>/<stack>.tfstate`: encrypted with the key, locked by a
   * lock file (Terraform and OpenTofu 1.10 and later).
   *
   * Throws a ValidationError when the stack does not say whom it belongs to, or the location is not literal: Terraform reads
   * it before it knows anything else.
   *
   * @param stack a HardenedStack
   * @param location where the bucket and its key are
   */
  public static attach(stack: TerraformStack, location: StateLocation): void {
    const validator = new Validator(stack, "aws.SecureStateBackend.attach").given(
      location,
      "bucketName",
      "region",
      "keyArn",
    );
    const ownership = ownershipOf(stack);
    requireBucketName(validator, "bucketName", location.bucketName)
      .matches("region", location.region, REGION, "a region such as eu-west-1")
      .require(ownership !== undefined, {
        code: "MK_STATE_OWNER",
        message: "the stack does not say whom it belongs to, so its state has no place of its own.",
        remedy: "Use a HardenedStack.",
      });
    validator.literal("roleArn", location.roleArn);
    validator.roleArn("roleArn", location.roleArn);
    if (validator.literal("keyArn", location.keyArn)) {
      const [, , service, region] = location.keyArn.split(":");
      validator.arn("keyArn", location.keyArn, "kms");
      validator.require(service !== "kms" || !REGION.test(location.region) || region === location.region, {
        code: "MK_STATE_REGION",
        message: `keyArn is "${location.keyArn}", of another region than the bucket's ${location.region}.`,
        remedy: "Give the ARN of the key that the backend printed: S3 uses keys of its own region alone.",
      });
    }
    validator.done();

    new S3Backend(stack, {
      bucket: location.bucketName,
      region: location.region,
      key: `${ownership?.tier}/${ownership?.tenant}/${stack.node.path}.tfstate`,
      encrypt: true,
      kmsKeyId: location.keyArn,
      ...(location.roleArn !== undefined && { assumeRole: { roleArn: location.roleArn } }),
    });
    // The class of CDKTF 0.21 does not know the field.
    stack.addOverride("terraform.backend.s3.use_lockfile", true);
    markSecureState(stack);
  }

  /** ARN of the bucket. */
  public readonly arn: string;

  /** Name of the bucket. */
  public readonly bucketName: string;

  /** Key that encrypts the states. */
  public readonly key: ModelKey;

  private readonly policy: PolicyDocument;
  private readonly roleArns: string[] = [];

  constructor(scope: Construct, id: string, props: SecureStateBackendProps) {
    super(scope, id);
    requireBucketName(
      new Validator(this, "aws.SecureStateBackend").given(props, "bucketName"),
      "bucketName",
      props.bucketName,
    ).done();

    this.bucketName = props.bucketName;
    this.key = new ModelKey(this, "Key", { description: `Terraform states in ${props.bucketName}` });
    const store = privateBucket(this, {
      bucketName: props.bucketName,
      content: "state",
      key: this.key,
      logBucket: props.logBucket ?? new LogBucket(this, "Logs"),
      lifecycle: {
        id: "expire-superseded",
        status: "Enabled",
        filter: [{ prefix: "" }],
        noncurrentVersionExpiration: [{ noncurrentDays: SUPERSEDED_DAYS, newerNoncurrentVersions: KEPT_VERSIONS }],
      },
    });
    this.policy = store.policy;
    this.arn = store.arn;
    denyForeignKeys(store, this.key);
    this.keepStates();

    new TerraformOutput(this, "BucketName", {
      value: store.bucket.id,
      description: "bucketName of SecureStateBackend.attach",
    });
    new TerraformOutput(this, "KeyArn", { value: this.key.arn, description: "keyArn of SecureStateBackend.attach" });
  }

  /**
   * Lets a role read and write the states of one tenant in one tier, and lock them. Once any role is named, everybody who is
   * not is refused.
   *
   * Throws a ValidationError when the ARN is not that of a role, or the tenant is not a name.
   *
   * @param roleArn role of the tenant's pipeline
   * @param tier segment whose states it may reach
   * @param tenant team whose states it may reach
   */
  public grantAccess(roleArn: string, tier: ServingTier, tenant: string): void {
    new Validator(this, "aws.SecureStateBackend.grantAccess")
      .roleArn("roleArn", roleArn)
      .tier("tier", tier)
      .kubernetesName("tenant", tenant)
      .done();
    const folder = `${tier}/${tenant}`;
    const sid = sidOf(tier, tenant);
    this.policy.collect(`${sid}States`, roleArn, (roleArns) => ({
      sid: `${sid}States`,
      principals: { AWS: roleArns },
      actions: ["s3:GetObject", "s3:PutObject"],
      resources: [`${this.arn}/${folder}/*.tfstate`],
    }));
    this.policy.collect(`${sid}Locks`, roleArn, (roleArns) => ({
      sid: `${sid}Locks`,
      principals: { AWS: roleArns },
      actions: ["s3:DeleteObject", "s3:GetObject", "s3:PutObject"],
      resources: [`${this.arn}/${folder}/*.tflock`],
    }));
    this.policy.collect(`${sid}List`, roleArn, (roleArns) => ({
      sid: `${sid}List`,
      principals: { AWS: roleArns },
      actions: ["s3:ListBucket"],
      resources: [this.arn],
      // Terraform looks for workspaces below env:/ when it starts.
      conditions: { StringLike: { "s3:prefix": [`${folder}/*`, "env:/*"] } },
    }));
    this.refuseOthers(roleArn, folder);
    this.allowKey(roleArn);
  }

  /** Whatever IAM allows: strangers reach no state, a pipeline reaches its own folders alone. */
  private refuseOthers(roleArn: string, folder: string): void {
    const notAService = { Bool: NOT_A_SERVICE };
    this.policy.collect("DenyOthers", roleArn, (roleArns) => ({
      sid: "DenyOthers",
      effect: "Deny",
      principals: "*",
      actions: STATE_ACCESS,
      resources: [`${this.arn}/*`],
      conditions: { ArnNotEquals: { "aws:PrincipalArn": roleArns }, ...notAService },
    }));
    if (!this.roleArns.includes(roleArn)) {
      this.roleArns.push(roleArn);
    }
    const sid = `DenyRole${this.roleArns.indexOf(roleArn) + 1}Elsewhere`;
    this.policy.collect(sid, `${this.arn}/${folder}/*`, (own) => ({
      sid,
      effect: "Deny",
      principals: "*",
      actions: STATE_ACCESS,
      notResources: own,
      conditions: { ArnEquals: { "aws:PrincipalArn": roleArn } },
    }));
  }

  /** A state is superseded, never deleted; old versions expire by lifecycle. */
  private keepStates(): void {
    this.policy.add({
      sid: "DenyDeletingStates",
      effect: "Deny",
      principals: "*",
      actions: ["s3:DeleteObject", "s3:DeleteObjectVersion"],
      resources: [`${this.arn}/*.tfstate`],
      conditions: { Bool: NOT_A_SERVICE },
    });
  }

  private allowKey(roleArn: string): void {
    this.key._collect("States", roleArn, (roleArns) => ({
      sid: "States",
      principals: { AWS: roleArns },
      actions: STATE_KEY_ACTIONS,
      resources: ["*"],
      conditions: { StringEquals: { "kms:ViaService": this.key._serviceName("s3") } },
    }));
  }
}

/** Sids take letters and digits alone; hex keeps `a-b` and `ab` apart. */
function sidOf(tier: ServingTier, tenant: string): string {
  return `${tier}${Buffer.from(tenant).toString("hex")}`;
}
