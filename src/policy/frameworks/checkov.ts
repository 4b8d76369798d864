import { type Framework, itemsOf } from "./framework";

/**
 * Checks of Checkov (bridgecrewio/checkov, Apache-2.0) that the catalogue names. Titles are of 3.3.30; where the checks of
 * Terraform and of manifests have two, that of manifests.
 */
export const CHECKOV: Framework = {
  id: "checkov",
  title: "Checkov",
  items: itemsOf(`
CKV2_AWS_3 | Ensure GuardDuty is enabled to specific org/region
CKV2_AWS_4 | Ensure API Gateway stage have logging level defined as appropriate
CKV2_AWS_5 | Ensure that Security Groups are attached to another resource
CKV2_AWS_6 | Ensure that S3 bucket has a Public Access block
CKV2_AWS_10 | Ensure CloudTrail trails are integrated with CloudWatch Logs
CKV2_AWS_11 | Ensure VPC flow logging is enabled in all VPCs
CKV2_AWS_12 | Ensure the default security group of every VPC restricts all traffic
CKV2_AWS_28 | Ensure public facing ALB are protected by WAF
CKV2_AWS_29 | Ensure public API gateway are protected by WAF
CKV2_AWS_31 | Ensure WAF2 has a Logging Configuration
CKV2_AWS_39 | Ensure Domain Name System (DNS) query logging is enabled for Amazon Route 53 hosted zones
CKV2_AWS_40 | Ensure AWS IAM policy does not allow full IAM privileges
CKV2_AWS_44 | Ensure AWS route table with VPC peering does not contain routes overly permissive to all traffic
CKV2_AWS_45 | Ensure AWS Config recorder is enabled to record all supported resources
CKV2_AWS_48 | Ensure AWS Config must record all possible resources
CKV2_AWS_51 | Ensure AWS API Gateway endpoints uses client certificate authentication
CKV2_AWS_53 | Ensure AWS API gateway request is validated
CKV2_AWS_56 | Ensure AWS Managed IAMFullAccess IAM policy is not used
CKV2_AWS_57 | Ensure Secrets Manager secrets should have automatic rotation enabled
CKV2_AWS_61 | Ensure that an S3 bucket has a lifecycle configuration
CKV2_AWS_62 | Ensure S3 buckets should have event notifications enabled
CKV2_AWS_63 | Ensure Network firewall has logging configuration defined
CKV2_AWS_64 | Ensure KMS key Policy is defined
CKV2_AWS_65 | Ensure access control lists for S3 buckets are disabled
CKV2_AWS_68 | Ensure SageMaker notebook instance IAM policy is not overly permissive
CKV2_AWS_70 | Ensure API gateway method has authorization or API key set
CKV2_AWS_71 | Ensure AWS ACM Certificate domain name does not include wildcards
CKV2_AWS_74 | Ensure AWS Load Balancers use strong ciphers
CKV2_AWS_76 | Ensure AWS ALB attached WAFv2 WebACL is configured with AMR for Log4j Vulnerability
CKV2_AWS_77 | Ensure AWS API Gateway Rest API attached WAFv2 WebACL is configured with AMR for Log4j Vulnerability
CKV2_GCP_1 | Ensure GKE clusters are not running using the Compute Engine default service account
CKV2_GCP_2 | Ensure legacy networks do not exist for a project
CKV2_GCP_3 | Ensure that there are only GCP-managed service account keys for each service account
CKV2_GCP_4 | Ensure that retention policies on log buckets are configured using Bucket Lock
CKV2_GCP_5 | Ensure that Cloud Audit Logging is configured properly across all services and all users from a project
CKV2_GCP_6 | Ensure that Cloud KMS cryptokeys are not anonymously or publicly accessible
CKV2_GCP_8 | Ensure that Cloud KMS Key Rings are not anonymously or publicly accessible
CKV2_GCP_9 | Ensure that Container Registry repositories are not anonymously or publicly accessible
CKV2_GCP_12 | Ensure GCP compute firewall ingress does not allow unrestricted access to all ports
CKV2_GCP_18 | Ensure GCP network defines a firewall and does not use the default firewall
CKV2_GCP_19 | Ensure GCP Kubernetes engine clusters have 'alpha cluster' feature disabled
CKV2_GCP_24 | Ensure Vertex AI endpoint uses a Customer Managed Key (CMK)
CKV2_GCP_33 | Ensure Vertex AI endpoint is private
CKV2_GCP_34 | Ensure Vertex AI index endpoint is private
CKV2_GCP_37 | Ensure GCP compute regional forwarding rule does not use HTTP proxies with EXTERNAL load balancing scheme
CKV2_GCP_38 | Ensure GCP compute global forwarding rule does not use HTTP proxies with EXTERNAL load balancing scheme
CKV2_K8S_1 | RoleBinding should not allow privilege escalation to a ServiceAccount or Node on other RoleBinding
CKV2_K8S_2 | Granting 'create' permissions to 'nodes/proxy' or 'pods/exec' sub resources allows potential privilege escalation
CKV2_K8S_3 | No ServiceAccount/Node should have 'impersonate' permissions for groups/users/service-accounts
CKV2_K8S_5 | No ServiceAccount/Node should be able to read all secrets
CKV2_K8S_6 | Minimize the admission of pods which lack an associated NetworkPolicy
CKV_AWS_2 | Ensure ALB protocol is HTTPS
CKV_AWS_7 | Ensure rotation for customer created CMKs is enabled
CKV_AWS_8 | Ensure all data stored in the Launch configuration or instance Elastic Blocks Store is securely encrypted
CKV_AWS_18 | Ensure the S3 bucket has access logging enabled
CKV_AWS_19 | Ensure all data stored in the S3 bucket is securely encrypted at rest
CKV_AWS_20 | S3 Bucket has an ACL defined which allows public READ access
CKV_AWS_21 | Ensure all data stored in the S3 bucket have versioning enabled
CKV_AWS_23 | Ensure every security group and rule has a description
CKV_AWS_24 | Ensure no security groups allow ingress from 0.0.0.0:0 to port 22
CKV_AWS_25 | Ensure no security groups allow ingress from 0.0.0.0:0 to port 3389
CKV_AWS_28 | Ensure DynamoDB point in time recovery (backup) is enabled
CKV_AWS_32 | Ensure ECR policy is not set to public
CKV_AWS_33 | Ensure KMS key policy does not contain wildcard (*) principal
CKV_AWS_35 | Ensure CloudTrail logs are encrypted at rest using KMS CMKs
CKV_AWS_36 | Ensure CloudTrail log file validation is enabled
CKV_AWS_37 | Ensure Amazon EKS control plane logging is enabled for all log types
CKV_AWS_38 | Ensure Amazon EKS public endpoint not accessible to 0.0.0.0/0
CKV_AWS_39 | Ensure Amazon EKS public endpoint disabled
CKV_AWS_41 | Ensure no hard coded AWS access key and secret key exists in provider
CKV_AWS_46 | Ensure no hard-coded secrets exist in EC2 user data
CKV_AWS_51 | Ensure ECR Image Tags are immutable
CKV_AWS_53 | Ensure S3 bucket has block public ACLS enabled
CKV_AWS_54 | Ensure S3 bucket has block public policy enabled
CKV_AWS_55 | Ensure S3 bucket has ignore public ACLs enabled
CKV_AWS_56 | Ensure S3 bucket has 'restrict_public_buckets' enabled
CKV_AWS_57 | S3 Bucket has an ACL defined which allows public WRITE access
CKV_AWS_58 | Ensure EKS Cluster has Secrets Encryption Enabled
CKV_AWS_59 | Ensure there is no open access to back-end resources through API
CKV_AWS_60 | Ensure IAM role allows only specific services or principals to assume it
CKV_AWS_61 | Ensure AWS IAM policy does not allow assume role permission across all services
CKV_AWS_62 | Ensure IAM policies that allow full "*-*" administrative privileges are not created
CKV_AWS_63 | Ensure no IAM policies documents allow "*" as a statement's actions
CKV_AWS_66 | Ensure that CloudWatch Log Group specifies retention days
CKV_AWS_67 | Ensure CloudTrail is enabled in all Regions
CKV_AWS_70 | Ensure S3 bucket does not allow an action with any Principal
CKV_AWS_73 | Ensure API Gateway has X-Ray Tracing enabled
CKV_AWS_76 | Ensure API Gateway has Access Logging enabled
CKV_AWS_79 | Ensure Instance Metadata Service Version 1 is not enabled
CKV_AWS_88 | EC2 instance should not have public IP
CKV_AWS_91 | Ensure the ELBv2 (Application/Network) has access logging enabled
CKV_AWS_93 | Ensure S3 bucket policy does not lockout all but root user. (Prevent lockouts needing root account fixes)
CKV_AWS_98 | Ensure all data stored in the Sagemaker Endpoint is securely encrypted at rest
CKV_AWS_100 | Ensure AWS EKS node group does not have implicit SSH access from 0.0.0.0/0
CKV_AWS_103 | Ensure that load balancer is using at least TLS 1.2
CKV_AWS_106 | Ensure EBS default encryption is enabled
CKV_AWS_119 | Ensure DynamoDB Tables are encrypted using a KMS Customer Managed CMK
CKV_AWS_123 | Ensure that VPC Endpoint Service is configured for Manual Acceptance
CKV_AWS_130 | Ensure VPC subnets do not assign public IP by default
CKV_AWS_131 | Ensure that ALB drops HTTP headers
CKV_AWS_136 | Ensure that ECR repositories are encrypted using KMS
CKV_AWS_143 | Ensure that S3 bucket has lock configuration enabled by default
CKV_AWS_144 | Ensure that S3 bucket has cross-region replication enabled
CKV_AWS_145 | Ensure that S3 buckets are encrypted with KMS by default
CKV_AWS_148 | Ensure no default VPC is planned to be provisioned
CKV_AWS_149 | Ensure that Secrets Manager secret is encrypted using KMS CMK
CKV_AWS_150 | Ensure that Load Balancer has deletion protection enabled
CKV_AWS_152 | Ensure that Load Balancer (Network/Gateway) has cross-zone load balancing enabled
CKV_AWS_158 | Ensure that CloudWatch Log Group is encrypted by KMS
CKV_AWS_163 | Ensure ECR image scanning on push is enabled
CKV_AWS_175 | Ensure WAF has associated rules
CKV_AWS_192 | Ensure WAF prevents message lookup in Log4j2. See CVE-2021-44228 aka log4jshell
CKV_AWS_206 | Ensure API Gateway Domain uses a modern security Policy
CKV_AWS_217 | Ensure Create before destroy for API deployments
CKV_AWS_227 | Ensure KMS key is enabled
CKV_AWS_237 | Ensure Create before destroy for API Gateway
CKV_AWS_238 | Ensure that GuardDuty detector is enabled
CKV_AWS_251 | Ensure CloudTrail logging is enabled
CKV_AWS_252 | Ensure CloudTrail defines an SNS Topic
CKV_AWS_260 | Ensure no security groups allow ingress from 0.0.0.0:0 to port 80
CKV_AWS_261 | Ensure HTTP HTTPS Target group defines Healthcheck
CKV_AWS_273 | Ensure access is controlled through SSO and not AWS IAM defined users
CKV_AWS_274 | Disallow IAM roles, users, and groups from using the AWS AdministratorAccess policy
CKV_AWS_276 | Ensure Data Trace is not enabled in API Gateway Method Settings
CKV_AWS_277 | Ensure no security groups allow ingress from 0.0.0.0:0 to port -1
CKV_AWS_286 | Ensure IAM policies does not allow privilege escalation
CKV_AWS_287 | Ensure IAM policies does not allow credentials exposure
CKV_AWS_288 | Ensure IAM policies does not allow data exfiltration
CKV_AWS_289 | Ensure IAM policies does not allow permissions management / resource exposure without constraints
CKV_AWS_290 | Ensure IAM policies does not allow write access without constraints
CKV_AWS_300 | Ensure S3 lifecycle configuration sets period for aborting failed uploads
CKV_AWS_304 | Ensure Secrets Manager secrets should be rotated within 90 days
CKV_AWS_308 | Ensure API Gateway method setting caching is set to encrypted
CKV_AWS_309 | Ensure API GatewayV2 routes specify an authorization type
CKV_AWS_319 | Ensure that CloudWatch alarm actions are enabled
CKV_AWS_328 | Ensure that ALB is configured with defensive or strictest desync mitigation mode
CKV_AWS_331 | Ensure Transit Gateways do not automatically accept VPC attachment requests
CKV_AWS_338 | Ensure CloudWatch log groups retains logs for at least 1 year
CKV_AWS_339 | Ensure EKS clusters run on a supported Kubernetes version
CKV_AWS_341 | Ensure Launch template should not have a metadata response hop limit greater than 1
CKV_AWS_342 | Ensure WAF rule has any actions
CKV_AWS_344 | Ensure that Network firewalls have deletion protection enabled
CKV_AWS_345 | Ensure that Network firewall encryption is via a CMK
CKV_AWS_346 | Ensure Network Firewall Policy defines an encryption configuration that uses a
CKV_AWS_352 | Ensure NACL ingress does not allow all Ports
CKV_AWS_355 | Ensure no IAM policies documents allow "*" as a statement's resource for restrictable actions
CKV_AWS_367 | Ensure Amazon Sagemaker Data Quality Job uses KMS to encrypt model artifacts
CKV_AWS_368 | Ensure Amazon Sagemaker Data Quality Job uses KMS to encrypt data on attached storage volume
CKV_AWS_370 | Ensure Amazon SageMaker model uses network isolation
CKV_AWS_378 | Ensure AWS Load Balancer doesn't use HTTP protocol
CKV_AWS_382 | Ensure no security groups allow egress to 0.0.0.0:0 to port -1
CKV_AWS_392 | Ensure AWS S3 access point block public access setting is enabled
CKV_GCP_1 | Ensure Stackdriver Logging is set to Enabled on Kubernetes Engine Clusters
CKV_GCP_2 | Ensure Google compute firewall ingress does not allow unrestricted ssh access
CKV_GCP_3 | Ensure Google compute firewall ingress does not allow unrestricted rdp access
CKV_GCP_4 | Ensure no HTTPS or SSL proxy load balancers permit SSL policies with weak cipher suites
CKV_GCP_7 | Ensure Legacy Authorization is set to Disabled on Kubernetes Engine Clusters
CKV_GCP_8 | Ensure Stackdriver Monitoring is set to Enabled on Kubernetes Engine Clusters
CKV_GCP_9 | Ensure 'Automatic node repair' is enabled for Kubernetes Clusters
CKV_GCP_10 | Ensure 'Automatic node upgrade' is enabled for Kubernetes Clusters
CKV_GCP_12 | Ensure Network Policy is enabled on Kubernetes Engine Clusters
CKV_GCP_13 | Ensure client certificate authentication to Kubernetes Engine Clusters is disabled
CKV_GCP_16 | Ensure that DNSSEC is enabled for Cloud DNS
CKV_GCP_18 | Ensure GKE Control Plane is not public
CKV_GCP_20 | Ensure master authorized networks is set to enabled in GKE clusters
CKV_GCP_21 | Ensure Kubernetes Clusters are configured with Labels
CKV_GCP_22 | Ensure Container-Optimized OS (cos) is used for Kubernetes Engine Clusters Node image
CKV_GCP_23 | Ensure Kubernetes Cluster is created with Alias IP ranges enabled
CKV_GCP_25 | Ensure Kubernetes Cluster is created with Private cluster enabled
CKV_GCP_26 | Ensure that VPC Flow Logs is enabled for every subnet in a VPC Network
CKV_GCP_27 | Ensure that the default network does not exist in a project
CKV_GCP_28 | Ensure that Cloud Storage bucket is not anonymously or publicly accessible
CKV_GCP_29 | Ensure that Cloud Storage buckets have uniform bucket-level access enabled
CKV_GCP_41 | Ensure that IAM users are not assigned the Service Account User or Service Account Token Creator roles
CKV_GCP_42 | Ensure that Service Account has no Admin privileges
CKV_GCP_43 | Ensure KMS encryption keys are rotated within a period of 90 days
CKV_GCP_46 | Ensure Default Service account is not used at a project level
CKV_GCP_49 | Ensure roles do not impersonate or manage Service Accounts used at project level
CKV_GCP_61 | Enable VPC Flow Logs and Intranode Visibility
CKV_GCP_62 | Bucket should log access
CKV_GCP_63 | Bucket should not log to itself
CKV_GCP_64 | Ensure clusters are created with Private Nodes
CKV_GCP_65 | Manage Kubernetes RBAC users with Google Groups for GKE
CKV_GCP_66 | Ensure use of Binary Authorization
CKV_GCP_68 | Ensure Secure Boot for Shielded GKE Nodes is Enabled
CKV_GCP_69 | Ensure the GKE Metadata Server is Enabled
CKV_GCP_70 | Ensure the GKE Release Channel is set
CKV_GCP_71 | Ensure Shielded GKE Nodes are Enabled
CKV_GCP_72 | Ensure Integrity Monitoring for Shielded GKE Nodes is Enabled
CKV_GCP_73 | Ensure Cloud Armor prevents message lookup in Log4j2. See CVE-2021-44228 aka log4jshell
CKV_GCP_74 | Ensure that private_ip_google_access is enabled for Subnet
CKV_GCP_76 | Ensure that Private google access is enabled for IPV6
CKV_GCP_78 | Ensure Cloud storage has versioning enabled
CKV_GCP_82 | Ensure KMS keys are protected from deletion
CKV_GCP_84 | Ensure Artifact Registry Repositories are encrypted with Customer Supplied Encryption Keys (CSEK)
CKV_GCP_101 | Ensure that Artifact Registry repositories are not anonymously or publicly accessible
CKV_GCP_106 | Ensure Google compute firewall ingress does not allow unrestricted http port 80 access
CKV_GCP_112 | Ensure KMS policy should not allow public access
CKV_GCP_114 | Ensure public access prevention is enforced on Cloud Storage bucket
CKV_GCP_117 | Ensure basic roles are not used at project level
CKV_GCP_118 | Ensure IAM workload identity pool provider is restricted
CKV_GCP_123 | GKE Don't Use NodePools in the Cluster configuration
CKV_GCP_125 | Ensure GCP GitHub Actions OIDC trust policy is configured securely
CKV_K8S_8 | Liveness Probe Should be Configured
CKV_K8S_9 | Readiness Probe Should be Configured
CKV_K8S_10 | CPU requests should be set
CKV_K8S_11 | CPU Limits should be set
CKV_K8S_12 | Memory requests should be set
CKV_K8S_13 | Memory limits should be set
CKV_K8S_14 | Image Tag should be fixed - not latest or blank
CKV_K8S_15 | Image Pull Policy should be Always
CKV_K8S_16 | Container should not be privileged
CKV_K8S_17 | Containers should not share the host process ID namespace
CKV_K8S_18 | Containers should not share the host IPC namespace
CKV_K8S_19 | Containers should not share the host network namespace
CKV_K8S_20 | Containers should not run with allowPrivilegeEscalation
CKV_K8S_21 | The default namespace should not be used
CKV_K8S_22 | Use read-only filesystem for containers where possible
CKV_K8S_23 | Minimize the admission of root containers
CKV_K8S_25 | Minimize the admission of containers with added capability
CKV_K8S_26 | Do not specify hostPort unless absolutely necessary
CKV_K8S_27 | Do not expose the docker daemon socket to containers
CKV_K8S_28 | Minimize the admission of containers with the NET_RAW capability
CKV_K8S_31 | Ensure that the seccomp profile is set to docker/default or runtime/default
CKV_K8S_35 | Prefer using secrets as files over secrets as environment variables
CKV_K8S_37 | Minimise the admission of containers with capabilities assigned
CKV_K8S_38 | Ensure that Service Account Tokens are only mounted where necessary
CKV_K8S_39 | Do not use the CAP_SYS_ADMIN linux capability
CKV_K8S_40 | Containers should run as a high UID to avoid host conflict
CKV_K8S_41 | Ensure that default service accounts are not actively used
CKV_K8S_42 | Ensure that default service accounts are not actively used
CKV_K8S_43 | Image should use digest
CKV_K8S_49 | Minimize wildcard use in Roles and ClusterRoles
CKV_K8S_152 | Prevent NGINX Ingress annotation snippets which contain LUA code execution. See CVE-2021-25742
CKV_K8S_153 | Prevent All NGINX Ingress annotation snippets. See CVE-2021-25742
CKV_K8S_154 | Prevent NGINX Ingress annotation snippets which contain alias statements See CVE-2021-25742
CKV_K8S_155 | Minimize ClusterRoles that grant control over validating or mutating admission webhook configurations
CKV_K8S_157 | Minimize Roles and ClusterRoles that grant permissions to bind RoleBindings or ClusterRoleBindings
CKV_K8S_158 | Minimize Roles and ClusterRoles that grant permissions to escalate Roles or ClusterRoles
CKV_TF_1 | Ensure Terraform module sources use a commit hash
`),
};
