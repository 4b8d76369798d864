import { type Framework, itemsOf } from "./framework";

/**
 * Checks of Trivy (aquasecurity/trivy-checks, Apache-2.0) that the catalogue names, under the ids of its vulnerability
 * database. Titles are of v1.11.2 (29 May 2025), and of the main branch for AVD-GCP-0069 and from 0072 on, which are newer.
 */
export const TRIVY: Framework = {
  id: "trivy",
  title: "Trivy",
  items: itemsOf(`
AVD-AWS-0001 | API Gateway stages for V1 and V2 should have access logging enabled
AVD-AWS-0002 | API Gateway must have cache enabled
AVD-AWS-0003 | API Gateway must have X-Ray tracing enabled
AVD-AWS-0004 | No unauthorized access to API Gateway methods
AVD-AWS-0005 | API Gateway domain name uses outdated SSL/TLS protocols
AVD-AWS-0009 | Launch configuration should not have a public IP address
AVD-AWS-0014 | Cloudtrail should be enabled in all regions regardless of where your AWS resources are generally homed
AVD-AWS-0015 | CloudTrail should use Customer managed keys to encrypt the logs
AVD-AWS-0016 | Cloudtrail log validation should be enabled to prevent tampering of log data
AVD-AWS-0017 | CloudWatch log groups should be encrypted using CMK
AVD-AWS-0024 | Point in time recovery should be enabled to protect DynamoDB table
AVD-AWS-0025 | DynamoDB tables should use at rest encryption with a Customer Managed Key
AVD-AWS-0026 | EBS volumes must be encrypted
AVD-AWS-0027 | EBS volume encryption should use Customer Managed Keys
AVD-AWS-0030 | ECR repository has image scans disabled
AVD-AWS-0031 | ECR images tags shouldn't be mutable
AVD-AWS-0032 | ECR repository policy must block public access
AVD-AWS-0033 | ECR Repository should use customer managed keys to allow more control
AVD-AWS-0038 | EKS Clusters should have cluster control plane logging turned on
AVD-AWS-0039 | EKS should have the encryption of secrets enabled
AVD-AWS-0040 | EKS Clusters should have the public access disabled
AVD-AWS-0041 | EKS cluster should not have open CIDR range for public access
AVD-AWS-0047 | An outdated SSL policy is in use by a load balancer
AVD-AWS-0052 | Load balancers should drop invalid headers
AVD-AWS-0053 | Load balancer is exposed to the internet
AVD-AWS-0054 | Use of plain HTTP
AVD-AWS-0065 | A KMS key is not configured to auto-rotate
AVD-AWS-0086 | S3 Access block should block public ACL
AVD-AWS-0087 | S3 Access block should block public policy
AVD-AWS-0089 | S3 Bucket Logging
AVD-AWS-0090 | S3 Data should be versioned
AVD-AWS-0091 | S3 Access Block should Ignore Public ACL
AVD-AWS-0092 | S3 Buckets not publicly accessible through ACL
AVD-AWS-0093 | S3 Access block should restrict public bucket to limit access
AVD-AWS-0094 | S3 buckets should each define an aws_s3_bucket_public_access_block
AVD-AWS-0098 | Secrets Manager should use customer managed keys
AVD-AWS-0099 | Missing description for security group
AVD-AWS-0101 | AWS best practice to not use the default VPC for workflows
AVD-AWS-0102 | An Network ACL rule allows ALL ports
AVD-AWS-0104 | A security group rule should not allow unrestricted egress to any IP address
AVD-AWS-0105 | Network ACLs should not allow unrestricted ingress to SSH or RDP from any IP address
AVD-AWS-0124 | Missing description for security group rule
AVD-AWS-0129 | User data for EC2 instances must not contain sensitive AWS keys
AVD-AWS-0130 | aws_instance should activate session tokens for Instance Metadata Service
AVD-AWS-0131 | Instance with unencrypted block device
AVD-AWS-0132 | S3 encryption should use Customer Managed Keys
AVD-AWS-0147 | Ensure a log metric filter and alarm exist for unauthorized API calls
AVD-AWS-0150 | Ensure a log metric filter and alarm exist for IAM policy changes
AVD-AWS-0151 | Ensure a log metric filter and alarm exist for CloudTrail configuration changes
AVD-AWS-0153 | Ensure a log metric filter and alarm exist for disabling or scheduled deletion of customer managed keys
AVD-AWS-0154 | Ensure a log metric filter and alarm exist for S3 bucket policy changes
AVD-AWS-0156 | Ensure a log metric filter and alarm exist for security group changes
AVD-AWS-0160 | Ensure a log metric filter and alarm exist for VPC changes
AVD-AWS-0161 | The S3 Bucket backing Cloudtrail should be private
AVD-AWS-0162 | CloudTrail logs should be stored in S3 and also sent to CloudWatch Logs
AVD-AWS-0163 | You should enable bucket access logging on the CloudTrail S3 bucket
AVD-AWS-0164 | Instances in a subnet should not receive a public IP address by default
AVD-AWS-0170 | Buckets should have MFA deletion protection enabled
AVD-AWS-0171 | S3 object-level API operations such as GetObject, DeleteObject, and PutObject are called data events. By default, CloudTrail trails don't log data events and so it is recommended to enable Object-level logging for S3 buckets
AVD-AWS-0172 | S3 object-level API operations such as GetObject, DeleteObject, and PutObject are called data events. By default, CloudTrail trails don't log data events and so it is recommended to enable Object-level logging for S3 buckets
AVD-AWS-0173 | Default security group should restrict all traffic
AVD-AWS-0175 | Enable IAM Access analyzer for IAM policies about all resources in each region
AVD-AWS-0178 | VPC Flow Logs is a feature that enables you to capture information about the IP traffic going to and from network interfaces in your VPC. After you've created a flow log, you can view and retrieve its data in Amazon CloudWatch Logs. It is recommended that VPC Flow Logs be enabled for packet "Rejects" for VPCs
AVD-AWS-0320 | S3 DNS Compliant Bucket Names
AVD-AWS-0342 | IAM Pass Role Filtering
AVD-AWS-0345 | Disallow unrestricted S3 IAM Policies
AVD-AWS-0346 | Reduce unnecessary unauthorized access or information disclosure of S3 buckets
AVD-GCP-0001 | Ensure that Cloud Storage bucket is not anonymously or publicly accessible
AVD-GCP-0002 | Ensure that Cloud Storage buckets have uniform bucket-level access enabled
AVD-GCP-0003 | IAM granted directly to user
AVD-GCP-0006 | Roles should not be assigned to default service accounts
AVD-GCP-0007 | Service accounts should not have roles assigned with excessive privileges
AVD-GCP-0010 | Default network should not be created at project level
AVD-GCP-0011 | Users should not be granted service account access at the project level
AVD-GCP-0013 | Cloud DNS should use DNSSEC
AVD-GCP-0027 | A firewall rule should not allow unrestricted ingress from any IP address
AVD-GCP-0029 | VPC flow logs should be enabled for all subnetworks
AVD-GCP-0035 | A firewall rule should not allow unrestricted egress to any IP address
AVD-GCP-0039 | SSL policies should enforce secure versions of TLS
AVD-GCP-0048 | Legacy metadata endpoints enabled
AVD-GCP-0049 | Clusters should have IP aliasing enabled
AVD-GCP-0050 | Checks for service account defined for GKE nodes
AVD-GCP-0051 | Clusters should be configured with Labels
AVD-GCP-0052 | Stackdriver Monitoring should be enabled
AVD-GCP-0053 | GKE Control Plane should not be publicly accessible
AVD-GCP-0054 | Ensure Container-Optimized OS (cos) is used for Kubernetes Engine Clusters Node image
AVD-GCP-0055 | Shielded GKE nodes not enabled
AVD-GCP-0056 | Network Policy should be enabled on GKE clusters
AVD-GCP-0057 | Node metadata value disables metadata concealment
AVD-GCP-0058 | Kubernetes should have 'Automatic upgrade' enabled
AVD-GCP-0059 | Clusters should be set to private
AVD-GCP-0060 | Stackdriver Logging should be enabled
AVD-GCP-0061 | Master authorized networks should be configured on GKE clusters
AVD-GCP-0062 | Legacy ABAC permissions are enabled
AVD-GCP-0063 | Kubernetes should have 'Automatic repair' enabled
AVD-GCP-0064 | Legacy client authentication methods utilized
AVD-GCP-0065 | KMS keys should be rotated at least every 90 days
AVD-GCP-0066 | Cloud Storage buckets should be encrypted with a customer-managed key
AVD-GCP-0068 | A configuration for an external workload identity pool provider should have conditions set
AVD-GCP-0069 | Not Proper Email Account In Use
AVD-GCP-0072 | Google Compute Network Using Firewall Rule that Allows All Ports
AVD-GCP-0074 | Google Compute Network Using Firewall Rule that Allows Large Port Range
AVD-GCP-0075 | Google Compute Subnetwork with Private Google Access Disabled
AVD-GCP-0076 | Google Compute Subnetwork Logging Disabled
AVD-GCP-0077 | Cloud Storage Bucket Logging Not Enabled
AVD-GCP-0078 | Cloud Storage Bucket Versioning Disabled
AVD-GCP-0079 | IAM Audit Not Properly Configured
KCV-0093 | Ensure ingress-nginx annotations are secure
KSV-0001 | Can elevate its own privileges
KSV-0003 | Default capabilities: some containers do not drop all
KSV-0004 | Default capabilities: some containers do not drop any
KSV-0005 | SYS_ADMIN capability added
KSV-0006 | hostPath volume mounted with docker.sock
KSV-0008 | Access to host IPC namespace
KSV-0009 | Access to host network
KSV-0010 | Access to host PID
KSV-0011 | CPU not limited
KSV-0012 | Runs as root user
KSV-0013 | Image tag ":latest" used
KSV-0014 | Root file system is not read-only
KSV-0015 | CPU requests not specified
KSV-0016 | Memory requests not specified
KSV-0017 | Privileged
KSV-0018 | Memory not limited
KSV-0020 | Runs with UID <= 10000
KSV-0021 | Runs with GID <= 10000
KSV-0022 | Specific capabilities added
KSV-0023 | hostPath volumes mounted
KSV-0024 | Access to host ports
KSV-0026 | Unsafe sysctl options set
KSV-0028 | Non-core volume types used
KSV-0030 | Runtime/Default Seccomp profile not set
KSV-0036 | Protecting Pod service account tokens
KSV-0037 | User resources should not be placed in kube-system namespace
KSV-0038 | Selector usage in network policies
KSV-0039 | limit range usage
KSV-0040 | resource quota usage
KSV-0041 | Manage secrets
KSV-0043 | Do not allow impersonation of privileged groups
KSV-0044 | No wildcard verb and resource roles
KSV-0045 | No wildcard verb roles
KSV-0047 | Do not allow privilege escalation from node proxy
KSV-0050 | Manage Kubernetes RBAC resources
KSV-0053 | Exec into Pods
KSV-0054 | Do not allow attaching to shell on pods
KSV-0104 | Seccomp policies disabled
KSV-0105 | Containers must not set runAsUser to 0
KSV-0106 | Container capabilities must only include NET_BIND_SERVICE
KSV-0108 | Service with External IP
KSV-0109 | ConfigMap with secrets
KSV-0110 | Workloads in the default namespace
KSV-0111 | User with admin access
KSV-0112 | Manage all resources at the namespace
KSV-0113 | Manage namespace secrets
KSV-0114 | Manage webhookconfigurations
KSV-0115 | Manage EKS IAM Auth ConfigMap
KSV-0116 | Runs with a root primary or supplementary GID
KSV-0118 | Default security context configured
KSV-0119 | NET_RAW capability added
KSV-0120 | SYS_MODULE capability added
KSV-0121 | Kubernetes resource with disallowed volumes mounted
KSV-0122 | Anonymous user access binding
KSV-0123 | system:masters group access binding
KSV-0124 | Gatekeeper repo reference is ambiguously open-ended
KSV-0125 | Restrict container images to trusted registries
KSV-01010 | ConfigMap with sensitive content
KSV-01011 | system:authenticate group access binding
`),
};
