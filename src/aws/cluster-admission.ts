import { EksAccessEntry } from "@cdktf/provider-aws/lib/eks-access-entry";
import { EksAccessPolicyAssociation } from "@cdktf/provider-aws/lib/eks-access-policy-association";
import { Construct } from "constructs";
import { AwsLookups } from "./aws-lookups";

/** Where in a cluster a policy holds. */
interface AccessScope {
  readonly type: "namespace" | "cluster";
  readonly namespaces?: string[];
}

/** Tells the controls, and whoever reads the account, that this role is meant to have the whole cluster. */
const BREAK_GLASS_TAG = { "break-glass": "true" };

/** Admits IAM roles to a cluster: EKS takes one entry a role, with as many policies as it needs. */
export class ClusterAdmission {
  private readonly entries = new Map<string, EksAccessEntry>();

  /**
   * @param owner construct that the entries lie below
   * @param clusterName reference to the cluster's name, so that entries wait for the cluster
   */
  constructor(
    private readonly owner: Construct,
    private readonly clusterName: string,
  ) {}

  /** Gives the role one of the access policies that EKS maintains. */
  public admit(id: string, roleArn: string, policyName: string, accessScope: AccessScope): void {
    const scope = new Construct(this.owner, `Access-${id}`);
    const { clusterName } = this;
    const entry =
      this.entries.get(roleArn) ?? new EksAccessEntry(scope, "Resource", { clusterName, principalArn: roleArn });
    this.entries.set(roleArn, entry);
    if (accessScope.type === "cluster") {
      entry.tags = BREAK_GLASS_TAG;
    }
    new EksAccessPolicyAssociation(scope, "Policy", {
      clusterName,
      principalArn: entry.principalArn,
      policyArn: `arn:${AwsLookups.of(this.owner).partition}:eks::aws:cluster-access-policy/${policyName}`,
      accessScope,
    });
  }
}
