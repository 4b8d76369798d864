/** Rows of the catalogue, one a line: id, level, what it asks of which attribute, ids of others that it names. */
export const CATALOGUE_IDENTITY = `
# Serving identity on AWS
IDA-01 | must | aws_iam_openid_connect_provider.client_id_list: exactly ["sts.amazonaws.com"] | CIS EKS-1.8 5.2.1
IDA-02 | must | aws_iam_openid_connect_provider.url: issuer of *this* cluster (reference, not literal) | CIS EKS-1.8 5.2.1
IDA-03 | must | aws_iam_role.assume_role_policy :: Principal.Federated: the single OIDC provider ARN; never * | CKV_AWS_60, CKV_AWS_61, KICS 12b7e704, KICS bcdcbdc6
IDA-04 | must | aws_iam_role.assume_role_policy :: StringEquals <issuer>:sub: system:serviceaccount:<ns>:<sa> exact, no wildcard, not StringLike | CIS EKS-1.8 5.2.1
IDA-05 | must | aws_iam_role.assume_role_policy :: StringEquals <issuer>:aud: sts.amazonaws.com
IDA-06 | must | aws_iam_role.assume_role_policy :: Pod Identity statement: Service pods.eks.amazonaws.com, Action exactly sts:AssumeRole + sts:TagSession, condition aws:SourceAccount and/or aws:SourceOrgId
IDA-07 | should | aws_iam_role.assume_role_policy :: Pod Identity StringEquals aws:RequestTag/kubernetes-namespace (+ service-account, eks-cluster-arn): exact values
IDA-08 | should | aws_iam_role.permissions_boundary: platform boundary ARN | AML.M0005
IDA-09 | should | aws_iam_role.max_session_duration: 3600
IDA-10 | should | aws_iam_role.inline_policy: unset; use aws_iam_role_policy(_attachment)
IDA-11 | must | aws_iam_role.managed_policy_arns: no AdministratorAccess, no IAMFullAccess | CKV_AWS_274, CKV2_AWS_56
IDA-12 | must | aws_iam_policy.policy :: Action: named read actions (s3:GetObject, s3:ListBucket, kms:Decrypt), no *, no s3:* | CKV_AWS_62, CKV_AWS_63, KICS 575a2155, KICS 2f37c4a3, AVD-AWS-0345
IDA-13 | must | aws_iam_policy.policy :: Resource: model prefix ARN arn:aws:s3:::bucket/models/<model>/* | CKV_AWS_355, CKV_AWS_288
IDA-14 | should | aws_iam_policy.policy :: s3:ListBucket condition s3:prefix: same prefix | AVD-AWS-0346
IDA-15 | must | aws_iam_policy.policy :: no write / permission management / credential actions: no Put/Delete, no iam:*, no sts:* | CKV_AWS_286, CKV_AWS_287, CKV_AWS_289, CKV_AWS_290, CKV2_AWS_40
IDA-16 | must | aws_iam_policy.policy :: kms:Decrypt resource + kms:ViaService: one key ARN, s3.<region>.amazonaws.com | CKV_AWS_355
IDA-17 | must | aws_iam_policy.policy :: iam:PassRole: absent, or one role ARN + iam:PassedToService | AVD-AWS-0342
IDA-18 | must | aws_iam_role_policy_attachment.policy_arn: customer-managed policy; not AdministratorAccess / AmazonS3FullAccess / AmazonSageMakerFullAccess | CKV_AWS_274, CKV2_AWS_56
IDA-19 | must | aws_eks_pod_identity_association.namespace: tenant namespace | CIS EKS-1.8 5.2.1
IDA-20 | must | aws_eks_pod_identity_association.service_account: dedicated SA, never default | CIS EKS-1.8 4.1.5, CIS EKS-1.8 5.2.1
IDA-21 | must | aws_eks_pod_identity_association.role_arn: one role per association
IDA-22 | must | aws_eks_pod_identity_association.disable_session_tags: false / unset
IDA-23 | opt | aws_eks_pod_identity_association.target_role_arn: only for a declared cross-account model bucket
IDA-24 | must | aws_eks_addon.addon_name: eks-pod-identity-agent present when mode = pod-identity (not on Auto Mode)
IDA-25 | must | kubernetes_service_account_v1.metadata.annotations["eks.amazonaws.com/role-arn"]: IRSA mode: the role ARN; pod-identity mode: absent | CIS EKS-1.8 5.2.1
IDA-26 | must | aws_iam_access_key.user: resource must not exist | CKV_AWS_273, AML.T0055
# Serving identity on Google Cloud
IDG-01 | must | google_service_account.account_id: one per model/tenant, <= 30 characters | CIS GKE-1.9 5.2.2
IDG-02 | must | google_service_account_key.service_account_id: resource must not exist | CKV2_GCP_3
IDG-03 | must | google_service_account_iam_member.role: roles/iam.workloadIdentityUser only | CIS GKE-1.9 5.2.2
IDG-04 | must | google_service_account_iam_member.member: serviceAccount:<project>.svc.id.goog[<ns>/<ksa>] exact; no principalSet://.../* | CIS GKE-1.9 5.2.2
IDG-05 | must | kubernetes_service_account_v1.metadata.annotations["iam.gke.io/gcp-service-account"]: the GSA e-mail (or omit and use direct principal:// grants) | CIS GKE-1.9 5.2.2
IDG-06 | must | google_project_iam_member.role: no basic roles (owner/editor/viewer) | CKV_GCP_117
IDG-07 | must | google_project_iam_member.role: no *admin* for service accounts; grant on the bucket/secret/key instead | CKV_GCP_42, AVD-GCP-0007, KICS 84d36481
IDG-08 | must | google_project_iam_member.role: no serviceAccountUser / serviceAccountTokenCreator at project level | CKV_GCP_41, CKV_GCP_49, AVD-GCP-0011, KICS c68b4e6d
IDG-09 | must | google_project_iam_binding.role: avoid the resource (authoritative); same role limits if used | CKV_GCP_41, CKV_GCP_49, KICS 617ef6ff
IDG-10 | must | google_project_iam_member.member: not the default compute/App Engine SA; not individual users; no gmail | CKV_GCP_46, AVD-GCP-0006, AVD-GCP-0003, AVD-GCP-0069, KICS 9356962e
IDG-11 | should | google_project_default_service_accounts.action: DEPRIVILEGE or DISABLE | CKV2_GCP_1, CIS GKE-1.9 5.2.1
IDG-12 | must | google_iam_workload_identity_pool_provider.attribute_condition: set (repo/org/branch claims) for the CI deploy identity | CKV_GCP_118, CKV_GCP_125, AVD-GCP-0068
IDG-13 | should | google_org_policy_policy.spec.rules.enforce: TRUE for iam.disableServiceAccountKeyCreation
IDG-14 | must | google_artifact_registry_repository_iam_member.role: node SA: roles/artifactregistry.reader on the repo | CKV_GCP_101, CIS GKE-1.9 5.1.3
# Secrets
SEC-01 | must | aws_secretsmanager_secret.kms_key_id: CMK (not aws/secretsmanager) | CKV_AWS_149, AVD-AWS-0098, KICS a2f548f2
SEC-02 | must | aws_secretsmanager_secret.recovery_window_in_days: >= 7 (prod 30); 0 only in tests
SEC-03 | must | aws_secretsmanager_secret_policy.block_public_policy: true
SEC-04 | should | aws_secretsmanager_secret_policy.policy :: read only for the tenant's role, Deny otherwise: principal = ESO/serving role | AML.M0005
SEC-05 | should | aws_secretsmanager_secret_rotation.rotation_rules.automatically_after_days: <= 90 where a rotation Lambda exists | CKV2_AWS_57, CKV_AWS_304
SEC-06 | must | aws_secretsmanager_secret_version.secret_string: unset; use secret_string_wo (+ version) or fill out of band
SEC-07 | must | google_secret_manager_secret.replication.user_managed.replicas.customer_managed_encryption.kms_key_name: CMEK, region pinned
SEC-08 | should | google_secret_manager_secret.rotation.rotation_period: <= 7776000s with a topic
SEC-09 | should | google_secret_manager_secret.version_destroy_ttl: set (delayed destruction)
SEC-10 | must | google_secret_manager_secret_version.secret_data: unset; use secret_data_wo
SEC-11 | must | google_secret_manager_secret_iam_member.role: roles/secretmanager.secretAccessor on the secret, for one GSA
SEC-12 | must | google_secret_manager_secret_iam_member.member: exact serviceAccount/principal; no allUsers
SEC-13 | must | kubernetes_secret_v1.data: do not create secrets with values through Terraform; ESO/CSI does (or data_wo) | CIS K8s-1.12 5.4.2, CIS EKS-1.8 4.4.2, CIS GKE-1.9 4.4.2
SEC-14 | must | kubernetes_secret_v1.type: never kubernetes.io/service-account-token | KSV-0036
SEC-15 | must | kubernetes_config_map_v1.data: no key/token/password-like content | KSV-0109, KSV-01010
SEC-16 | must | helm_release.values: no secrets; use set_wo/existingSecret; set_sensitive still lands in state
SEC-17 | must | kubernetes_manifest.manifest.spec.provider (ESO SecretStore): namespaced SecretStore with serviceAccountRef to the tenant SA; ClusterSecretStore only with conditions.namespaceSelector
SEC-18 | should | kubernetes_manifest.manifest.spec.target.creationPolicy (ESO ExternalSecret): Owner + explicit data[].remoteRef (no dataFrom.find wildcards)
SEC-19 | should | helm_release.values :: external-secrets scopedRBAC / processClusterStore: scopedRBAC: true per tenant, or processClusterStore/ExternalSecret/PushSecret false | CIS K8s-1.12 5.1.2
SEC-20 | opt | kubernetes_deployment_v1.spec.template.spec.volume.csi.driver: secrets-store.csi.k8s.io / secrets-store-gke.csi.k8s.io read_only | CIS K8s-1.12 5.4.1
`;
