import { DataAwsCallerIdentity } from "@cdktf/provider-aws/lib/data-aws-caller-identity";
import { DataAwsPartition } from "@cdktf/provider-aws/lib/data-aws-partition";
import { DataAwsRegion } from "@cdktf/provider-aws/lib/data-aws-region";
import { Construct } from "constructs";
import { stackSingleton } from "../core/stack-singleton";

const ID = "AwsLookups";

/** What the provider knows about where the stack is applied: one set of data sources a stack. */
export class AwsLookups extends Construct {
  /** The lookups of the stack that `scope` belongs to. */
  public static of(scope: Construct): AwsLookups {
    return stackSingleton(scope, ID, AwsLookups, (stack, id) => new AwsLookups(stack, id));
  }

  /** Region of the stack's default provider. */
  public readonly region: string;

  /** Account of the stack's default provider. */
  public readonly accountId: string;

  /** Partition of the region: `aws`, `aws-cn` or `aws-us-gov`. */
  public readonly partition: string;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    // `id` is the region's name in version 5 and 6 of the provider alike; `name` and `region` are not.
    this.region = new DataAwsRegion(this, "Region").id;
    this.accountId = new DataAwsCallerIdentity(this, "Account").accountId;
    this.partition = new DataAwsPartition(this, "Partition").partition;
  }

  /** Principal that stands for the account: IAM policies decide who of it. */
  public get accountPrincipal(): string {
    return this.globalArn("iam", "root");
  }

  /** ARN of a role of this account. It needs no reference to the role, which keeps the graph free of cycles. */
  public roleArn(roleName: string): string {
    return this.globalArn("iam", `role/${roleName}`);
  }

  /** ARN of a policy that AWS maintains. */
  public managedPolicyArn(policyName: string): string {
    return `arn:${this.partition}:iam::aws:policy/${policyName}`;
  }

  /** ARN of a bucket, or of objects in it. */
  public bucketArn(bucketName: string, key?: string): string {
    const bucket = `arn:${this.partition}:s3:::${bucketName}`;
    return key === undefined ? bucket : `${bucket}/${key}`;
  }

  /** ARN of a resource of this account in this region. */
  public regionalArn(service: string, resource: string): string {
    return `arn:${this.partition}:${service}:${this.region}:${this.accountId}:${resource}`;
  }

  /** DNS name of a service in this region, as `kms:ViaService` spells it. */
  public serviceName(service: string): string {
    return `${service}.${this.region}.amazonaws.com`;
  }

  private globalArn(service: string, resource: string): string {
    return `arn:${this.partition}:${service}::${this.accountId}:${resource}`;
  }
}
