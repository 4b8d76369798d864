import type { Construct } from "constructs";
import type { NetworkDestination } from "../core/network-destination";
import type { PolicyStatement } from "./policy-document";
import { ServingRole, type ServingRoleProps } from "./serving-role";

/**
 * A serving identity by IRSA (IAM roles for service accounts): the service account's own token is exchanged at STS.
 *
 * The trust names one service account of one cluster and the audience `sts.amazonaws.com`, exactly. The role may do
 * nothing until a grant gives it something: `bucket.grantRead(identity, artifact)`, `logGroup.grantWrite(identity)`.
 *
 * Throws a ValidationError when namespace, service account or another property are not fit.
 *
 * @see docs/hardening.md#aws-identity
 */
export class IrsaServingRole extends ServingRole {
  public readonly serviceAccountAnnotations: { [key: string]: string };
  public readonly credentialEndpoints: NetworkDestination[];

  constructor(scope: Construct, id: string, props: ServingRoleProps) {
    super(scope, id, props);
    this.serviceAccountAnnotations = {
      "eks.amazonaws.com/role-arn": this.roleArn,
      "eks.amazonaws.com/sts-regional-endpoints": "true",
    };
    this.credentialEndpoints = [{ name: "STS", cidrs: [props.cluster.vpcCidr], port: 443 }];
  }

  /** @internal */
  public override _trust({ cluster, namespace, serviceAccountName }: ServingRoleProps): PolicyStatement {
    return {
      sid: "AssumedByServiceAccount",
      principals: { Federated: [cluster.oidcProviderArn] },
      actions: ["sts:AssumeRoleWithWebIdentity"],
      conditions: {
        StringEquals: {
          [`${cluster.oidcIssuer}:sub`]: `system:serviceaccount:${namespace}:${serviceAccountName}`,
          [`${cluster.oidcIssuer}:aud`]: "sts.amazonaws.com",
        },
      },
    };
  }
}
