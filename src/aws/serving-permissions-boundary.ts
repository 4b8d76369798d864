import { IamPolicy } from "@cdktf/provider-aws/lib/iam-policy";
import { Construct } from "constructs";
import { physicalName } from "../core/names";
import { stackSingleton } from "../core/stack-singleton";
import { AwsLookups } from "./aws-lookups";
import { PolicyDocument } from "./policy-document";

/**
 * The most that any serving role of a stack can ever do, whatever its grants say by mistake: read objects, decrypt and
 * write logs, all within this account. It grants nothing by itself.
 *
 * @see docs/hardening.md#aws-identity
 */
export class ServingPermissionsBoundary extends Construct {
  /**
   * The boundary of the stack that `scope` belongs to: made at the first call, shared from then on.
   *
   * @param scope any construct of the stack
   */
  public static of(scope: Construct): ServingPermissionsBoundary {
    return stackSingleton(
      scope,
      "ServingBoundary",
      ServingPermissionsBoundary,
      (stack, id) => new ServingPermissionsBoundary(stack, id),
    );
  }

  /** ARN of the boundary. */
  public readonly arn: string;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    const lookups = AwsLookups.of(this);
    const inThisAccount = { StringEquals: { "aws:ResourceAccount": lookups.accountId } };
    const policy = new PolicyDocument(
      {
        sid: "ReadObjects",
        actions: ["s3:GetObject"],
        resources: [lookups.bucketArn("*", "*")],
        conditions: inThisAccount,
      },
      {
        sid: "Decrypt",
        actions: ["kms:Decrypt"],
        resources: [lookups.regionalArn("kms", "key/*")],
        conditions: { StringEquals: { "kms:ViaService": lookups.serviceName("s3") } },
      },
      {
        sid: "WriteLogs",
        actions: ["logs:CreateLogStream", "logs:PutLogEvents"],
        resources: [lookups.regionalArn("logs", "log-group:*")],
      },
    );
    this.arn = new IamPolicy(this, "Resource", {
      name: physicalName(this, 128),
      description: "Bounds the serving roles of this stack; grants nothing by itself",
      policy: policy.json,
    }).arn;
  }
}
