/** What a role may do in its namespaces: the access policies that EKS maintains. */
export enum ClusterAccessLevel {
  /** See everything but secrets. */
  VIEW = "AmazonEKSViewPolicy",

  /** Change workloads, not roles. */
  EDIT = "AmazonEKSEditPolicy",
}

/** Access of one role to some namespaces. */
export interface ClusterAccessProps {
  /** ARN of the IAM role, as an identity centre or a pipeline assumes it. Users and the account root are refused. */
  readonly roleArn: string;

  /** What the role may do. */
  readonly level: ClusterAccessLevel;

  /** Namespaces in which it may; at least one. There is no access to the whole cluster this way. */
  readonly namespaces: string[];
}
