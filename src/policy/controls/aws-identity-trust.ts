import type { Control } from "../control";

const WEB_IDENTITY = 's.effect == "Allow" && allows(s, "sts:AssumeRoleWithWebIdentity")';
const OF_CLUSTER = `${WEB_IDENTITY} && issuer(s) == "eks"`;
const OF_GITHUB = `${WEB_IDENTITY} && issuer(s) == "github"`;
const OF_OTHERS = `${WEB_IDENTITY} && issuer(s) == "other"`;
const OF_PODS = 's.effect == "Allow" && principals(s, "Service").exists(p, p == "pods.eks.amazonaws.com")';
const POD_ACTIONS = '["sts:assumerole", "sts:tagsession"]';

const OF_ANYONE =
  's.effect == "Allow" && (isAnyone(s) || principals(s, "Federated").exists(p, isEverything(p))) && !isRestricted(s)';

/** The identity provider of a cluster, by what its issuer refers to or how it is spelt. */
const OF_EKS_ISSUER =
  'referredKinds(self.url).exists(k, k == "aws_eks_cluster") || ' +
  'spelling(self.url).matches("oidc[.]eks[.]|aws_eks_cluster[.]")';

/** What says where a cluster is, not which one. */
const PLACES = '["aws_region", "aws_caller_identity", "aws_partition"]';

/** Trust policies: who may become a role. */
export const AWS_IDENTITY_TRUST_CONTROLS: readonly Control[] = [
  {
    id: "AWS_IAM_TRUST_NAMES_PRINCIPAL",
    severity: "critical",
    category: "identity",
    title: "No role trusts everybody",
    appliesTo: ["aws_iam_role"],
    require: `statements(self.assume_role_policy).all(s, !(${OF_ANYONE}))`,
    attribute: "assume_role_policy",
    message: "The trust policy lets everybody of every account assume the role",
    rationale: "Whoever finds out the name of the role reads the weights with it, from an account of their own.",
    remediation:
      "Name the account, the role or the service in Principal, or add a condition such as aws:PrincipalOrgID; " +
      "IrsaServingRole and PodIdentityServingRole trust one service account.",
    answers: [
      "IDA-03",
      "CKV_AWS_60",
      "CKV_AWS_61",
      "KICS 12b7e704",
      "KICS bcdcbdc6",
      "AML.M0005",
      "AML.T0012",
      "ML05:2023",
    ],
  },
  {
    id: "AWS_IAM_IRSA_TRUST_EXACT",
    severity: "critical",
    category: "identity",
    title: "A role for service accounts names the one it is for, and the audience",
    appliesTo: ["aws_iam_role"],
    require: `statements(self.assume_role_policy).all(s, !(${OF_CLUSTER}) || (pins(s, ":sub") && pins(s, ":aud")))`,
    found:
      `statements(self.assume_role_policy).filter(s, ${OF_CLUSTER}).map(s, ` +
      '(pins(s, ":sub") ? "" : "no exact <issuer>:sub") + (pins(s, ":sub") || pins(s, ":aud") ? "" : " and ") + ' +
      '(pins(s, ":aud") ? "" : "no exact <issuer>:aud")).filter(m, m != "")',
    attribute: "assume_role_policy",
    message: "The trust policy does not say which service account of the cluster may assume the role",
    rationale:
      "Without an exact subject every pod of the cluster, of every tenant, becomes the model server and reads its weights. " +
      "The usual scanners do not look at it.",
    remediation:
      'Demand by StringEquals both <issuer>:sub, as "system:serviceaccount:<namespace>:<name>" without wildcards, and ' +
      '<issuer>:aud, "sts.amazonaws.com"; IrsaServingRole does.',
    answers: ["IDA-04", "IDA-05", "DENY-ID-001", "CIS EKS-1.8 5.2.1", "AML.M0005", "AML.M0019", "ML05:2023"],
  },
  {
    id: "AWS_IAM_POD_IDENTITY_TRUST_EXACT",
    severity: "critical",
    category: "identity",
    title: "A role for Pod Identity trusts it for its own account, and for nothing else",
    appliesTo: ["aws_iam_role"],
    require:
      `statements(self.assume_role_policy).all(s, !(${OF_PODS}) || (isRestricted(s) && s.not_actions.size() == 0 && ` +
      `s.actions.all(a, a.lowerAscii() in ${POD_ACTIONS}))) && ` +
      `(!statements(self.assume_role_policy).exists(s, ${OF_PODS}) || ${POD_ACTIONS}.all(wanted, ` +
      `statements(self.assume_role_policy).exists(s, ${OF_PODS} && s.actions.exists(a, a.lowerAscii() == wanted))))`,
    found:
      `statements(self.assume_role_policy).filter(s, ${OF_PODS} && !isRestricted(s))` +
      '.map(s, "no condition on aws:SourceAccount, aws:SourceOrgId or aws:SourceArn")',
    attribute: "assume_role_policy",
    message:
      "Trust in pods.eks.amazonaws.com is not exactly sts:AssumeRole and sts:TagSession for the clusters of an account",
    rationale:
      "EKS asks for the role on behalf of any cluster: without the account in a condition it can be confused into asking for " +
      "another's, and without session tags nothing tells model servers apart.",
    remediation:
      'Allow pods.eks.amazonaws.com ["sts:AssumeRole", "sts:TagSession"] with StringEquals aws:SourceAccount; ' +
      "PodIdentityServingRole does, and names the namespace and the service account too.",
    answers: ["IDA-06", "DENY-ID-002", "AML.M0005", "AML.M0019"],
  },
  {
    id: "AWS_IAM_WEB_IDENTITY_NAMES_SUBJECT",
    severity: "critical",
    category: "identity",
    title: "Web identities from outside the cluster are let in by name",
    appliesTo: ["aws_iam_role"],
    require:
      `statements(self.assume_role_policy).all(s, (!(${OF_GITHUB}) || namesRepository(s)) && ` +
      `(!(${OF_OTHERS}) || s.conditions.size() > 0))`,
    attribute: "assume_role_policy",
    message: "The trust policy does not say whose web identities may assume the role",
    rationale:
      "Everybody has an identity of GitHub Actions: a role that does not name the repository publishes models for whoever " +
      "writes a workflow.",
    remediation:
      'Demand token.actions.githubusercontent.com:sub as "repo:<owner>/<repository>:<ref or environment>"; for other ' +
      "issuers, conditions on their subject and audience.",
    answers: ["IDA-03", "DENY-ID-001", "AML.M0005", "AML.T0012", "LLM04"],
  },
  {
    id: "AWS_EKS_OIDC_AUDIENCE_STS",
    severity: "high",
    category: "identity",
    title: "The cluster's identity provider accepts tokens for STS alone",
    appliesTo: ["aws_iam_openid_connect_provider"],
    when: OF_EKS_ISSUER,
    require: 'list(self.client_id_list).size() > 0 && list(self.client_id_list).all(id, id == "sts.amazonaws.com")',
    attribute: "client_id_list",
    rationale:
      "A token that a pod was given for another service, a vault or a registry, must not be good for its AWS role.",
    remediation: 'Set client_id_list to ["sts.amazonaws.com"] and nothing else; ServingCluster does.',
    answers: ["IDA-01", "CIS EKS-1.8 5.2.1", "AML.T0055"],
  },
  {
    id: "AWS_EKS_OIDC_ISSUER_REFERENCED",
    severity: "medium",
    category: "identity",
    title: "The cluster's identity provider takes its issuer from the cluster",
    appliesTo: ["aws_iam_openid_connect_provider"],
    when: OF_EKS_ISSUER,
    require:
      '!spelling(self.url).matches("/id/[0-9A-Fa-f]{8,}/?$") || ' +
      `sourcesOf(self, "url").exists(k, !(k in ${PLACES}))`,
    attribute: "url",
    message: "The issuer of a cluster is written out in url, and nothing ties it to the cluster of this estate",
    rationale:
      "Whoever holds the issuer mints every subject: an id that was copied from another environment, or that stayed when " +
      "the cluster was made anew, lets strangers' pods become the model servers.",
    remediation:
      "Set url to identity[0].oidc[0].issuer of the aws_eks_cluster, or of its data source where the cluster is made " +
      "elsewhere; ServingCluster does.",
    answers: ["IDA-02", "CIS EKS-1.8 5.2.1", "AML.T0012"],
  },
];
