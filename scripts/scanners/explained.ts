import type { ScannerName } from "./finding";

/** A finding of another scanner on our hardened stacks, and why it stands. */
export interface Accepted {
  readonly scanner: ScannerName;

  /** `CKV_AWS_144`, `AVD-AWS-0089`, `KICS a6cd52a1`. */
  readonly id: string;

  /** Resources that it is accepted on; all of them without it. */
  readonly on?: RegExp;

  readonly reason: string;
}

/** Catalogue, appendix B, and what was read in the checks themselves. Each entry is used, or the proof fails. */
export const ACCEPTED: readonly Accepted[] = [
  {
    scanner: "checkov",
    id: "CKV_AWS_144",
    reason: "A second copy of the weights is a second thing to steal; replication is an option of SecureModelBucket.",
  },
  {
    scanner: "checkov",
    id: "CKV2_AWS_62",
    on: /logs|Logs|states|audit/,
    reason: "Events of a bucket of logs, of a trail or of states tell nobody anything.",
  },
  {
    scanner: "checkov",
    id: "CKV_AWS_145",
    on: /logs|Logs/,
    reason: "S3 delivers access logs to buckets with its own key alone.",
  },
  {
    scanner: "trivy",
    id: "AVD-AWS-0132",
    on: /logs|Logs/,
    reason: "S3 delivers access logs to buckets with its own key alone.",
  },
  {
    scanner: "checkov",
    id: "CKV_AWS_25",
    on: /aws_vpc_security_group_ingress_rule/,
    reason: "The rule names a security group and no range; the check takes the missing range for the world.",
  },
  {
    scanner: "checkov",
    id: "CKV_AWS_252",
    reason: "A trail of every region with EventBridge alarms; a topic for each file is noise.",
  },
  {
    scanner: "kics",
    id: "KICS 482b7d26",
    reason: "A trail of every region with EventBridge alarms; a topic for each file is noise.",
  },
  {
    scanner: "checkov",
    id: "CKV_AWS_394",
    reason: "Zones are looked up by name order and taken by index; a zone that AWS adds comes last in its region.",
  },
  {
    scanner: "checkov",
    id: "CKV_GCP_42",
    reason: "The role lets the attestor's own account write its notes: it administers nothing but those.",
  },
  {
    scanner: "kics",
    id: "KICS cefdad16",
    reason: "The role lets the attestor's own account write its notes: it administers nothing but those.",
  },
  {
    scanner: "checkov",
    id: "CKV_GCP_62",
    on: /logs|Logs|states|staging/,
    reason: "A bucket of logs would log its own logging.",
  },
  { scanner: "kics", id: "KICS d6cabc3a", reason: "A bucket of logs would log its own logging." },
  {
    scanner: "checkov",
    id: "CKV_GCP_65",
    reason: "A group of Google Workspace is the organisation's, and an option; rights in the cluster are bound to IAM.",
  },
  {
    scanner: "checkov",
    id: "CKV_GCP_78",
    reason: "The bucket has a retention policy, beside which Cloud Storage keeps no versions.",
  },
  {
    scanner: "kics",
    id: "KICS e7e961ac",
    reason: "The bucket has a retention policy, beside which Cloud Storage keeps no versions.",
  },
  {
    scanner: "checkov",
    id: "CKV_K8S_15",
    reason: "An image that is named by its digest cannot change: pulling always brings nothing.",
  },
  {
    scanner: "kics",
    id: "KICS a6cd52a1",
    reason:
      "The bindings take everybody out of the legacy roles: their lists of members are empty, and the check reads none.",
  },
  {
    scanner: "kics",
    id: "KICS 455f2e0c",
    reason: "The profile is set for the pod, which holds for each of its containers.",
  },
  {
    scanner: "kics",
    id: "KICS 8657197e",
    reason: "The init container ends before the server starts; the server has its probe.",
  },
  { scanner: "kics", id: "KICS 11e7550e", reason: "Dataplane V2 enforces network policies without the old block." },
  { scanner: "kics", id: "KICS 9192e0f9", reason: "Pod Security Policies do not exist since Kubernetes 1.25." },
  {
    scanner: "kics",
    id: "KICS ba2ed23b",
    reason: "Reading the one model is what the role is for; bucket, prefix and key are named.",
  },
  { scanner: "kics", id: "KICS c1032cf7", reason: "The service account is the workload's own, the one Deployment's." },
  { scanner: "kics", id: "KICS d8c57c4e", reason: "An asymmetric key that signs cannot be rotated by Cloud KMS." },
  {
    scanner: "kics",
    id: "KICS fd632aaf",
    reason: "The subnets have no way to the internet that a firewall could watch.",
  },
];
