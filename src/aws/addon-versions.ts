/** Versions of the EKS add-ons, as `aws eks describe-addon-versions` names them. */
export interface AddonVersions {
  /** Amazon VPC CNI, which also enforces network policies. */
  readonly vpcCni: string;

  /** kube-proxy; its minor version must be that of the cluster. */
  readonly kubeProxy: string;

  /** CoreDNS. */
  readonly coreDns: string;

  /** EBS CSI driver, 1.58 or later: its role is scoped to the cluster. */
  readonly ebsCsiDriver: string;

  /** EKS Pod Identity agent. */
  readonly podIdentityAgent: string;
}
