import type { Control } from "../control";

/** A wildcard is a fault of its own, in the trust. */
const NAMED = '(x.namespace != null && !x.namespace.matches("[*?]"))';

/** Users and keys, and how service accounts come to their roles. */
export const AWS_IDENTITY_ACCOUNTS_CONTROLS: readonly Control[] = [
  {
    id: "AWS_IAM_NO_ACCESS_KEY",
    severity: "critical",
    category: "identity",
    title: "There are no long-lived access keys",
    appliesTo: ["aws_iam_access_key"],
    // Computed where it is not set, and then it is Active.
    require: 'isLiteral(self.status) && self.status == "Inactive"',
    attribute: "user",
    message: "An access key is made, and its secret lies in the state",
    rationale:
      "Keys that do not expire end up in images, notebooks and model repositories, and this one can be read by all who read " +
      "the state.",
    remediation:
      "Remove aws_iam_access_key and take a role: IrsaServingRole or PodIdentityServingRole for pods, federation for pipelines.",
    answers: ["IDA-26", "DENY-ID-007", "CKV_AWS_273", "AML.T0055"],
  },
  {
    id: "AWS_IAM_NO_USER",
    severity: "high",
    category: "identity",
    title: "There are no IAM users",
    appliesTo: ["aws_iam_user"],
    // What AWS itself advises users for, and nothing else.
    require: 'spelling(self.name).lowerAscii().matches("break-?glass|emergency")',
    attribute: "name",
    message: "A user of IAM is made, whose credentials do not expire",
    rationale: "What a user of IAM is for, serving or publishing, a role does with credentials that last an hour.",
    remediation:
      "Remove aws_iam_user, save one for emergencies that is called break-glass: let people come through single sign-on, pipelines through federation, pods through IrsaServingRole " +
      "or PodIdentityServingRole.",
    answers: ["DENY-ID-007", "CKV_AWS_273", "AML.T0055"],
  },
  {
    id: "AWS_IAM_SERVING_ROLE_OF_ONE_NAMESPACE",
    severity: "high",
    category: "identity",
    title: "A role is taken by service accounts of one namespace",
    appliesTo: ["aws_iam_role"],
    require:
      `!serviceAccountsOf(self).exists(a, ${NAMED.replaceAll("x.", "a.")} && ` +
      `serviceAccountsOf(self).exists(b, ${NAMED.replaceAll("x.", "b.")} && b.namespace != a.namespace)) && ` +
      // Undecided where the trust is not known: it may name others.
      "statements(self.assume_role_policy).size() >= 0",
    found:
      `serviceAccountsOf(self).filter(a, ${NAMED.replaceAll("x.", "a.")})` +
      '.map(a, a.namespace + "/" + (a.name == null ? "?" : a.name))',
    attribute: "assume_role_policy",
    message: "Service accounts of several namespaces take this role",
    rationale: "A namespace is a tenant: who breaks into the model server of one has the models of the others.",
    remediation:
      "Make a role for each service account; IrsaServingRole and PodIdentityServingRole are for one namespace and one account.",
    answers: ["IDA-21", "DENY-ID-005", "AML.M0005", "ML05:2023"],
  },
  {
    id: "AWS_IAM_SERVING_ROLE_BOUNDED",
    severity: "medium",
    category: "identity",
    title: "A serving role has a permissions boundary",
    appliesTo: ["aws_iam_role"],
    when: "isServingRole(self)",
    require: "self.permissions_boundary != null",
    attribute: "permissions_boundary",
    rationale: "With a boundary, a mistake in one policy cannot give a model server more than reading models.",
    remediation:
      "Set permissions_boundary to a policy that allows reading objects, decrypting and writing logs; the serving roles of " +
      "Modelkeep share one.",
    answers: ["IDA-08", "AML.M0005", "LLM06"],
  },
  {
    id: "AWS_IAM_SERVING_ROLE_SESSION_SHORT",
    severity: "low",
    category: "identity",
    title: "Credentials of a serving role last an hour",
    appliesTo: ["aws_iam_role"],
    when: "isServingRole(self)",
    require: "number(self.max_session_duration, 3600) <= 3600",
    attribute: "max_session_duration",
    rationale: "Credentials that were stolen from a model server are good for as long as the session lasts.",
    remediation:
      "Leave max_session_duration out or at 3600, the default; raise maxSessionSeconds of a serving role with care.",
    answers: ["IDA-09", "AML.T0055"],
  },
  {
    id: "AWS_IAM_ROLE_POLICIES_SEPARATE",
    severity: "low",
    category: "governance",
    title: "Policies of a role are resources of their own",
    appliesTo: ["aws_iam_role"],
    // The attribute is computed: in a plan it is not known where nobody has set it.
    require: "referredKinds(self.inline_policy).size() == 0 && grants(self).size() == 0",
    attribute: "inline_policy",
    message: "The role has inline_policy blocks",
    rationale:
      "The argument inline_policy is deprecated, and takes away on each apply what other resources have granted: a model server loses " +
      "its weights without anybody having asked.",
    remediation: "Write aws_iam_role_policy in place of inline_policy; the serving roles of Modelkeep do.",
    answers: ["IDA-10"],
  },
  {
    id: "AWS_EKS_POD_IDENTITY_OWN_ACCOUNT",
    severity: "high",
    category: "identity",
    title: "Pod Identity gives a role to a service account made for it",
    appliesTo: ["aws_eks_pod_identity_association"],
    require: 'self.service_account != "default"',
    attribute: "service_account",
    rationale:
      "Every pod that names no service account runs as default: all of the namespace would have what one model server needs.",
    remediation:
      "Make a service account for each model server and name it in service_account; PodIdentityServingRole refuses default.",
    answers: ["IDA-20", "DENY-ID-005", "CIS EKS-1.8 4.1.5", "CIS EKS-1.8 5.2.1", "AML.M0005", "LLM06"],
  },
  {
    id: "AWS_EKS_POD_IDENTITY_OWN_NAMESPACE",
    severity: "medium",
    category: "identity",
    title: "Pod Identity gives roles in namespaces of tenants",
    appliesTo: ["aws_eks_pod_identity_association"],
    require: 'self.namespace != "default"',
    attribute: "namespace",
    rationale: "In the namespace default lands what names none: whoever may start a pod there may take the role.",
    remediation: "Name the tenant's namespace in namespace; PodIdentityServingRole refuses default.",
    answers: ["IDA-19", "CIS EKS-1.8 5.2.1", "AML.M0005"],
  },
  {
    id: "AWS_EKS_POD_IDENTITY_ONLY_WAY",
    severity: "high",
    category: "identity",
    title: "A service account comes to its role in one way",
    appliesTo: ["aws_eks_pod_identity_association"],
    require: "annotatedAccounts(self.namespace, self.service_account).size() == 0",
    attribute: "service_account",
    message:
      "The service account also carries the annotation eks.amazonaws.com/role-arn, and it depends on the SDK which role its pods take",
    rationale:
      "Where two roles are given, taking one away leaves the other: the model server that was cut off still reads.",
    remediation:
      "Remove either the annotation or the aws_eks_pod_identity_association; IrsaServingRole and PodIdentityServingRole do " +
      "one of the two.",
    answers: ["IDA-25", "DENY-ID-005", "CIS EKS-1.8 5.2.1", "AML.M0005"],
  },
  {
    id: "AWS_EKS_POD_IDENTITY_SESSION_TAGS",
    severity: "medium",
    category: "identity",
    title: "Sessions of Pod Identity carry their tags",
    appliesTo: ["aws_eks_pod_identity_association"],
    require: "!isTrue(self.disable_session_tags)",
    attribute: "disable_session_tags",
    rationale:
      "The tags say which namespace and service account a session belongs to: without them no policy and no log tells model " +
      "servers apart.",
    remediation: "Leave disable_session_tags out; PodIdentityServingRole does, and its trust asks for the tags.",
    answers: ["IDA-22", "AML.M0019"],
  },
  {
    id: "AWS_EKS_POD_IDENTITY_AGENT_PRESENT",
    severity: "medium",
    category: "identity",
    title: "A cluster with Pod Identity has its agent",
    appliesTo: ["aws_eks_cluster"],
    when: 'satellites(self, "aws_eks_pod_identity_association", "cluster_name").size() > 0',
    require:
      'satellites(self, "aws_eks_addon", "cluster_name").exists(a, a.addon_name == "eks-pod-identity-agent") || ' +
      "self.compute_config.exists(c, isTrue(c.enabled))",
    attribute: "name",
    message: "Service accounts are associated with roles, but the cluster has no add-on eks-pod-identity-agent",
    rationale:
      "Without the agent the associations do nothing, and pods fall back to the role of the node, which all of them share.",
    remediation: "Add an aws_eks_addon eks-pod-identity-agent; ServingCluster installs it. Auto Mode has it built in.",
    answers: ["IDA-24", "AML.M0005"],
  },
  {
    id: "K8S_DEFAULT_SERVICE_ACCOUNT_NO_ROLE",
    severity: "high",
    category: "identity",
    title: "The default service account has no cloud role",
    appliesTo: ["v1 ServiceAccount"],
    require:
      'object.metadata.name != "default" || !has(object.metadata.annotations) || ' +
      '!("eks.amazonaws.com/role-arn" in object.metadata.annotations || ' +
      '"iam.gke.io/gcp-service-account" in object.metadata.annotations)',
    attribute: "metadata.annotations",
    message: "The service account default is annotated with a role of the cloud",
    rationale:
      "Every pod that names no service account runs as default: all of the namespace would have what one model server needs.",
    remediation:
      "Annotate a service account that is made for the model server; PrivateInferenceEndpoint makes one, and " +
      "ServingNamespace takes the token of the default one away.",
    answers: ["IDA-25", "DENY-ID-005", "CIS EKS-1.8 4.1.5", "CIS EKS-1.8 5.2.1", "AML.M0005", "LLM06"],
  },
];
