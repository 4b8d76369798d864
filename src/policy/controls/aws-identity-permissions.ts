import type { Control } from "../control";

const POLICIES: readonly string[] = [
  "aws_iam_role_policy",
  "aws_iam_policy",
  "aws_iam_user_policy",
  "aws_iam_group_policy",
  "aws_iam_role",
];

const ATTACHMENTS: readonly string[] = [
  "aws_iam_role_policy_attachment",
  "aws_iam_role_policy_attachments_exclusive",
  "aws_iam_user_policy_attachment",
  "aws_iam_user_policy_attachments_exclusive",
  "aws_iam_group_policy_attachment",
  "aws_iam_group_policy_attachments_exclusive",
  "aws_iam_policy_attachment",
  "aws_iam_role",
];

const WILD_ACTION = 'a.matches("^([^:]*:)?[*]+$")';
const WILD_ACTIONS = `(s.not_actions.size() > 0 || s.actions.exists(a, ${WILD_ACTION}))`;
const EVERY_ACTION = 's.actions.exists(a, a.matches("^([*]+:)?[*]+$"))';
const EVERY_RESOURCE = "(s.not_resources.size() > 0 || s.resources.exists(r, isEverything(r)))";
const WHOLE_SERVICE = "(s.not_resources.size() > 0 || s.resources.exists(r, isWhole(r)))";

/** Of services that hold models, keys, secrets or rights; save what only lists, which takes no resource. */
const TELLING_ACTION =
  'a.lowerAscii().matches("^(s3|s3express|kms|secretsmanager|sts|iam|sagemaker):") && ' +
  '!a.lowerAscii().matches("^(s3:(listallmybuckets|getbucketlocation|getaccountpublicaccessblock|headbucket)|' +
  "kms:(list(keys|aliases)|generaterandom)|secretsmanager:(listsecrets|getrandompassword|batchgetsecretvalue)|" +
  'sts:(get[a-z*]+|decodeauthorizationmessage|tagsession)|iam:(list|get)[a-z*]*|sagemaker:(list|describe|search)[a-z*]*)$")';
const TELLING_ACTIONS = `s.actions.exists(a, ${TELLING_ACTION})`;

/** Conditions that name the resource in place of Resource. */
const NAMED_BY_CONDITION =
  's.conditions.exists(c, spelling(c.variable).lowerAscii().matches("^([a-z0-9]+:)?(resourcetag/.*|existingobjecttag/.*|' +
  'resourcealiases|requestalias|awsservicename|passedtoservice|secretid|name)$"))';

const PASSES_ROLES =
  'allows(s, "iam:PassRole") && !s.conditions.exists(c, spelling(c.variable).lowerAscii() == "iam:passedtoservice")';

const WRITES =
  '(allows(s, "s3:PutObject") || allows(s, "s3:DeleteObject") || allows(s, "s3:DeleteObjectVersion") || ' +
  'allows(s, "s3:PutBucketPolicy") || allows(s, "kms:CreateGrant") || allows(s, "kms:PutKeyPolicy") || ' +
  `allows(s, "sts:AssumeRole") || allows(s, "iam:CreateRole") || allows(s, "iam:PutRolePolicy") || (${PASSES_ROLES}))`;

/** What the two critical controls of serving roles find; the third leaves it to them. */
const UNNAMED_RESOURCES = `${TELLING_ACTIONS} && ${WHOLE_SERVICE} && !${NAMED_BY_CONDITION}`;

const ADMINISTERS = `${EVERY_ACTION} && ${EVERY_RESOURCE}`;
const WHOLE_SERVICE_ACTION =
  "a.lowerAscii().matches(" +
  '"^(s3|s3express|iam|kms|sts|secretsmanager|ssm|sagemaker|bedrock|eks|ecr|ec2|lambda|organizations):[*]+$")';
const OWNS_SERVICE =
  `!(${ADMINISTERS}) && ${WHOLE_SERVICE} && ` +
  `(s.not_actions.size() > 0 || s.actions.exists(a, ${WHOLE_SERVICE_ACTION}))`;

/** Statements at fault, as `s3:* on *`: the actions of a statement that are at fault, and the first of its resources. */
function sayActions(fault: string, action = "true"): string {
  return (
    `grants(self).filter(s, ${fault}).map(s, (s.not_actions.size() > 0 ? "all but " + spelling(s.not_actions[0]) : ` +
    `spelling(s.actions.filter(a, ${action})[0])) + (s.resources.size() == 0 ? "" : " on " + spelling(s.resources[0])))`
  );
}

/** What roles, users and groups may do. Each fault is found where the statement is written, once. */
export const AWS_IDENTITY_PERMISSIONS_CONTROLS: readonly Control[] = [
  {
    id: "AWS_IAM_SERVING_ACTIONS_NAMED",
    severity: "critical",
    category: "identity",
    title: "A serving role is allowed actions by name",
    appliesTo: POLICIES,
    when: "servesThrough(self)",
    require: `!grants(self).exists(s, ${WILD_ACTIONS})`,
    found: sayActions(WILD_ACTIONS, WILD_ACTION),
    attribute: "policy",
    message: "A role that pods take is allowed every action of a service",
    rationale:
      "A model server runs code that came with the model: with s3:* it replaces the weights of every tenant, and their bucket " +
      "policies too.",
    remediation:
      "Name the actions: s3:GetObject and kms:Decrypt are all that serving needs; never NotAction. SecureModelBucket.grantRead " +
      "writes them for a serving role.",
    answers: [
      "IDA-12",
      "DENY-ID-003",
      "CKV_AWS_62",
      "CKV_AWS_63",
      "KICS 575a2155",
      "KICS 2f37c4a3",
      "AVD-AWS-0345",
      "AML.M0005",
      "LLM06",
      "ML05:2023",
    ],
  },
  {
    id: "AWS_IAM_SERVING_RESOURCES_NAMED",
    severity: "critical",
    category: "identity",
    title: "A serving role is allowed what it reads by name",
    appliesTo: POLICIES,
    when: "servesThrough(self)",
    require: `!grants(self).exists(s, !${WILD_ACTIONS} && ${UNNAMED_RESOURCES})`,
    found: sayActions(`!${WILD_ACTIONS} && ${UNNAMED_RESOURCES}`, TELLING_ACTION),
    attribute: "policy",
    message: "A role that pods take may do this to everything",
    rationale:
      "One pod, one model: with every bucket, key or secret as its resource, whoever breaks into one model server has the " +
      "models of all.",
    remediation:
      'Name the prefix, as "arn:aws:s3:::<bucket>/<model>/*", and the ARN of the key or the secret; SecureModelBucket.grantRead ' +
      "does for a serving role.",
    answers: ["IDA-13", "IDA-16", "DENY-ID-003", "CKV_AWS_355", "CKV_AWS_288", "AML.M0005", "ML05:2023"],
  },
  {
    id: "AWS_IAM_SERVING_READS_ONLY",
    severity: "high",
    category: "identity",
    title: "A serving role reads, and hands out no rights",
    appliesTo: POLICIES,
    when: "servesThrough(self)",
    require: `!grants(self).exists(s, !${WILD_ACTIONS} && !(${UNNAMED_RESOURCES}) && ${WRITES})`,
    found: sayActions(`!${WILD_ACTIONS} && !(${UNNAMED_RESOURCES}) && ${WRITES}`),
    attribute: "policy",
    message: "A role that pods take may write objects, assume or pass roles, or grant the use of keys",
    rationale:
      "A model server that may write can poison the model that it serves, and one that may pass or assume roles is a step to " +
      "all others.",
    remediation:
      "Give publishing a role of its own, and keep s3:Put*, s3:Delete*, iam:PassRole, sts:AssumeRole and kms:CreateGrant out " +
      "of serving roles; waive it for a workload that is meant to write.",
    answers: [
      "IDA-15",
      "IDA-17",
      "DENY-ID-004",
      "CKV_AWS_286",
      "CKV_AWS_287",
      "CKV_AWS_289",
      "CKV_AWS_290",
      "CKV2_AWS_40",
      "AVD-AWS-0342",
      "AML.M0005",
      "LLM04",
      "LLM06",
    ],
  },
  {
    id: "AWS_IAM_NO_ADMINISTRATOR",
    severity: "critical",
    category: "identity",
    title: "No policy allows everything",
    appliesTo: POLICIES,
    when: "!servesThrough(self)",
    require: `!grants(self).exists(s, ${ADMINISTERS}) || isBoundary(self)`,
    attribute: "policy",
    message: "The policy allows every action on everything",
    rationale: "Whoever takes such a role once owns the account, with every model, key and log in it.",
    remediation:
      "Name actions and resources. Where an administrator is meant, attach it to a role that people take through single " +
      "sign-on, outside of the serving estate.",
    answers: [
      "IDA-12",
      "DENY-ID-003",
      "CKV_AWS_62",
      "CKV_AWS_63",
      "KICS 575a2155",
      "KICS 2f37c4a3",
      "AVD-AWS-0345",
      "AML.M0005",
      "LLM06",
    ],
  },
  {
    id: "AWS_IAM_NO_WHOLE_SERVICE",
    severity: "high",
    category: "identity",
    title: "No policy allows all of a service on everything",
    appliesTo: POLICIES,
    when: "!servesThrough(self)",
    require: `!grants(self).exists(s, ${OWNS_SERVICE}) || isBoundary(self)`,
    found: sayActions(OWNS_SERVICE, WHOLE_SERVICE_ACTION),
    attribute: "policy",
    message: "The policy allows every action of a service on every resource",
    rationale:
      "With iam:* and sts:* comes the account, with s3:* and kms:* every model in it: whatever takes the role decides over them.",
    remediation: "Name the actions and the resources that are needed, in place of s3:* on * or of NotAction.",
    answers: ["IDA-12", "CKV_AWS_62", "CKV_AWS_63", "AVD-AWS-0345", "AML.M0005", "LLM06"],
  },
  {
    id: "AWS_IAM_PASS_ROLE_NAMED",
    severity: "high",
    category: "identity",
    title: "Roles are passed by name, or to a named service",
    appliesTo: POLICIES,
    when: "!servesThrough(self)",
    require: `!grants(self).exists(s, !${WILD_ACTIONS} && ${WHOLE_SERVICE} && ${PASSES_ROLES}) || isBoundary(self)`,
    attribute: "policy",
    message: "The policy lets every role be passed to every service",
    rationale: "Who may pass any role starts a machine or a training job with an administrator's, and works as that.",
    remediation: "Name the role in Resource, and the service in a condition on iam:PassedToService.",
    answers: ["IDA-17", "DENY-ID-004", "AVD-AWS-0342", "AML.T0012", "LLM06"],
  },
  {
    id: "AWS_IAM_NO_ADMINISTRATOR_ATTACHED",
    severity: "critical",
    category: "identity",
    title: "No administrator's policy of AWS is attached",
    appliesTo: ATTACHMENTS,
    require: '!attachedPolicies(self).exists(p, p in ["AdministratorAccess", "IAMFullAccess", "PowerUserAccess"])',
    found: 'attachedPolicies(self).filter(p, p in ["AdministratorAccess", "IAMFullAccess", "PowerUserAccess"])',
    attribute: "policy_arn",
    message: "An administrator's policy is attached",
    rationale:
      "What a pod, a pipeline or a leaked key gets with it is the account, with every model, key and log in it.",
    remediation:
      "Attach a policy of your own that names actions and resources; the serving roles of Modelkeep get one from grantRead.",
    answers: ["IDA-11", "IDA-18", "DENY-ID-003", "CKV_AWS_274", "CKV2_AWS_56", "AML.M0005", "LLM06"],
  },
  {
    id: "AWS_IAM_NO_FULL_ACCESS_ATTACHED",
    severity: "high",
    category: "identity",
    title: "No policy of AWS that opens all models, keys or secrets is attached",
    appliesTo: ATTACHMENTS,
    require:
      '!attachedPolicies(self).exists(p, p in ["AmazonS3FullAccess", "AmazonSageMakerFullAccess", "SecretsManagerReadWrite", ' +
      '"AmazonBedrockFullAccess", "AWSKeyManagementServicePowerUser"])',
    found:
      'attachedPolicies(self).filter(p, p in ["AmazonS3FullAccess", "AmazonSageMakerFullAccess", "SecretsManagerReadWrite", ' +
      '"AmazonBedrockFullAccess", "AWSKeyManagementServicePowerUser"])',
    attribute: "policy_arn",
    message: "A policy that opens a whole service is attached",
    rationale: "These policies know no buckets or prefixes: who has one reads and replaces the models of everybody.",
    remediation:
      "Attach a policy of your own that names the bucket, the prefix and the key; SecureModelBucket.grantRead writes one.",
    answers: ["IDA-18", "MEP-08", "CKV2_AWS_56", "AML.M0005", "LLM06", "ML05:2023"],
  },
];
