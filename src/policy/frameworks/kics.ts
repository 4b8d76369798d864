import { type Framework, itemsOf } from "./framework";

/**
 * Queries of KICS (Checkmarx/kics, Apache-2.0) that the catalogue names, by the first eight digits of their UUID; read from
 * `docs/queries` and the queries' metadata.
 */
export const KICS: Framework = {
  id: "kics",
  title: "KICS",
  items: itemsOf(`
KICS 02323c00 | Container Running With Low UID (k8s)
KICS 0401f71b | Pod Misconfigured NetworkPolicy (k8s)
KICS 081069cb | CloudWatch Metrics Not Enabled (API Gateway)
KICS 0afbcfe9 | CloudWatch Log Group Without KMS
KICS 0b4869fc | API Gateway Without SSL Certificate
KICS 0b530315 | KMS Key No Deletion Window
KICS 108aa260 | Open Access To Resources Through API
KICS 11e7550e | Network Policy is Disabled (GKE)
KICS 12b7e704 | IAM Role Allows All Principals To Assume
KICS 14a457f0 | Google Compute SSL Policy Weak Cipher
KICS 15ccec05 | API Gateway With Open Access
KICS 1ec253ab | S3 Bucket Without Restriction Of Public Bucket
KICS 228c4c19 | Image Without Digest (tf/k8s)
KICS 22fbfeac | CMK Rotation Disabled
KICS 2a52567c | Service With External Load Balancer (tf/k8s)
KICS 2f37c4a3 | IAM Policies With Full Privileges
KICS 30e8dfd2 | Stackdriver Monitoring is Disabled
KICS 38c5ee0d | S3 Bucket With Public RW Access
KICS 3f55386d | Containers With Sys Admin Capabilities (tf/k8s)
KICS 40430747 | Google Compute Subnetwork Logs are Disabled
KICS 42bb6b7f | Static Websites Found
KICS 42f4b905 | EKS Cluster Has Public Access
KICS 46883ce1 | Default Security Group Does Not Restrict All Traffic
KICS 4728cd65 | Fully Open Ingress
KICS 482b7d26 | CloudTrail SNS Topic Name Is Undefined
KICS 4bb76f17 | CloudTrail Logging Disabled
KICS 4bc4dd4c | S3 Bucket Policy Accepts HTTP Requests
KICS 4c7ebcb2 | Stackdriver Logging is Disabled
KICS 4ca625e5 | Beta - GKE Binary Authorization Disabled
KICS 4e203a65 | Docker Daemon Socket is Exposed (tf/k8s)
KICS 4fa66806 | S3 Bucket With Ignore Public ACL
KICS 5572cc5e | Privilege Escalation Allowed (k8s)
KICS 568a4d22 | S3 Bucket Without Versioning
KICS 575a2155 | IAM Policy Allows All ('*') In Policy Statement
KICS 5813ef56 | API Gateway X-Ray Disabled
KICS 587d5d82 | Container Host Pid Is True (tf/k8s)
KICS 58b35504 | Sagemaker Endpoint Configuration Encryption Disabled
KICS 590d878b | Unknown Port Exposed To Internet
KICS 591ade62 | Service Account Name Undefined Or Empty (k8s)
KICS 59571246 | Google Project Auto Create Network
KICS 5baa92d2 | Legacy Authorization is Enabled (GKE)
KICS 5c281bf8 | Service Type is NodePort (tf/k8s)
KICS 60af03ff | Container Resources Not Defined (tf/k8s)
KICS 611ab018 | Using Default Namespace (k8s)
KICS 617ef6ff | Project IAM Binding SA Token Creator / Account User
KICS 61cf9883 | EKS Cluster Has Public Access CIDRs
KICS 63ebcb19 | EKS Cluster Encryption Disabled
KICS 65c1bc7a | Cluster Labels are Disabled
KICS 66f130d9 | Missing Cluster Log Types
KICS 6726dcc0 | S3 Bucket Without Encryption
KICS 678fd659 | RDP Access Is Not Restricted (GCP)
KICS 69bbc5e3 | Ingress Controller Exposes Workload (k8s)
KICS 6b2739db | API Gateway Endpoint Config is (not) Private
KICS 6b6bdfb3 | Shared Host Network Namespace (k8s)
KICS 6ccb85d7 | Private Cluster Is Disabled
KICS 704dadd3 | GuardDuty Detector Disabled
KICS 73fb21a1 | Legacy Client Certificate Auth Enabled (meaning flipped over time)
KICS 7ebc9038 | KMS Key With Vulnerable Policy
KICS 8173d5eb | Cloud Trail Multi Region Disabled
KICS 83d1c89f | Beta - GKE Secrets Not Encrypted with CMEK
KICS 84d36481 | Project IAM Member SA Has Admin Role
KICS 89fe890f | IAM Audit Logging Has Not Proper Config
KICS 8a893e46 | COS Node Image Not Used
KICS 9356962e | IAM Binding Gmail Accounts
KICS 9630336b | (ECR) Image is not scanned
KICS 96ed3526 | Default VPC Exists
KICS 982aa526 | API Gateway Without Cloudwatch Log
KICS a2f548f2 | Secretsmanager Secret Without KMS
KICS a4966c4f | S3 Bucket With All Permissions
KICS a659f3b5 | Readiness Probe Is Not Configured (k8s)
KICS a6cd52a1 | Cloud Storage Anonymous or Publicly Accessible
KICS a9a13d4f | Service Account Token Automount Not Disabled (tf/k8s)
KICS aa8f7a35 | Non Kube System Pod With Host Mount (k8s)
KICS acfdbec6 | Node Pool Auto Repair is Disabled
KICS ad03cb46 | S3 Bucket SSE Disabled
KICS ade74944 | Liveness Probe Is Not Defined (k8s)
KICS b139213e | Node Auto Upgrade Not Enabled
KICS b7bca5c4 | RBAC Roles with Read Secrets Permissions (k8s)
KICS bb0db090 | Google Storage Bucket Level Access
KICS bcdcbdc6 | IAM Role Allows Public Assume
KICS c4dcdcdf | SSH Access Is Not Restricted From The Internet (GCP)
KICS c5b31ab9 | S3 Bucket Without Enabled MFA Delete
KICS c606ba1d | IP Aliasing is Disabled
KICS c68b4e6d | Project IAM Member SA Token Creator / Account User
KICS c878abb4 | Container Allow Privilege Escalation Is True (tf/k8s)
KICS c999cf62 | API Gateway Stage Without UsagePlan
KICS cd290efd | Shared Host IPC Namespace (k8s)
KICS cf34805e | Containers Running As Root (k8s)
KICS d0cc8694 | S3 Bucket Allows Public ACL
KICS d1846b12 | ECR Image Tag Not Immutable
KICS d532566b | Container Read-Only Root Filesystem Is False (tf/k8s)
KICS d6cabc3a | Cloud Storage Bucket Logging Not Enabled
KICS d8c57c4e | Google KMS Crypto Key Rotation Period (90 d)
KICS dd29336b | Container Is Privileged (k8s)
KICS de7f5e83 | ALB protocol is HTTP
KICS e5587d53 | NET_RAW Capabilities Not Being Dropped (tf/k8s)
KICS e7e961ac | Object Versioning Not Enabled (GCS)
KICS e858428b | Beta - GKE Metadata Server Disabled
KICS ef0b316a | CloudWatch Without Retention Period Specified
KICS f377b83e | Seccomp Profile Is Not Configured (k8s)
KICS f83121ea | VPC Flow Logs Disabled
KICS f861041c | S3 Bucket Without Logging
KICS fe771ff7 | Container Has Allowed Capabilities (tf/k8s)
`),
};
