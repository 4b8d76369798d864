import { EksPodIdentityAssociation } from "@cdktf/provider-aws/lib/eks-pod-identity-association";
import type { Construct } from "constructs";
import type { NetworkDestination } from "../core/network-destination";
import { AwsLookups } from "./aws-lookups";
import type { PolicyStatement } from "./policy-document";
import { ServingRole, type ServingRoleProps } from "./serving-role";
import { podIdentityTrust } from "./trust";

/** The agent on each node; a link-local address, which no label selector of a network policy can name. */
const AGENT_CIDR = "169.254.170.23/32";

/**
 * A serving identity by EKS Pod Identity: an agent on the node hands out the credentials.
 *
 * The trust names the account, the cluster, the namespace and the service account, exactly; the association binds one
 * service account to this one role. The role may do nothing until a grant gives it something.
 *
 * Throws a ValidationError when namespace, service account or another property are not fit.
 *
 * @see docs/hardening.md#aws-identity
 */
export class PodIdentityServingRole extends ServingRole {
  public readonly serviceAccountAnnotations: { [key: string]: string } = {};
  public readonly credentialEndpoints: NetworkDestination[] = [
    { name: "EKS Pod Identity agent", cidrs: [AGENT_CIDR], port: 80 },
  ];

  constructor(scope: Construct, id: string, props: ServingRoleProps) {
    super(scope, id, props);
    new EksPodIdentityAssociation(this, "Association", {
      clusterName: props.cluster.clusterName,
      namespace: props.namespace,
      serviceAccount: props.serviceAccountName,
      roleArn: this.roleArn,
    });
  }

  /** @internal */
  public override _trust({ cluster, namespace, serviceAccountName }: ServingRoleProps): PolicyStatement {
    return podIdentityTrust(AwsLookups.of(this), cluster.clusterArn, namespace, serviceAccountName);
  }
}
