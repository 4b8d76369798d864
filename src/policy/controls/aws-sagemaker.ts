import type { Control } from "../control";
import { AWS_SAGEMAKER_ENDPOINT_CONTROLS } from "./aws-sagemaker-endpoints";

const CONTAINERS = ["primary_container", "container"];

/** A condition on every container of the model. */
function everyContainer(condition: string): string {
  return CONTAINERS.map((name) => `self.${name}.all(c, ${condition})`).join(" && ");
}

/** What a condition on containers finds, as a list. */
function eachContainer(fault: string, said: string): string {
  return CONTAINERS.map((name) => `self.${name}.filter(c, ${fault}).map(c, ${said})`).join(" + ");
}

const HAS_NO_DIGEST = 'c.image != null && !spelling(c.image).matches("@sha256:[0-9a-f]{64}$")';

/** Registries that only those reach whom an account of AWS lets in; images of AWS's own for SageMaker lie in such. */
const IS_ECR = 'matches("^([0-9]{12}|[$][{][^}]*[}])[.]dkr[.]ecr(-fips)?[.][^/]*[.]amazonaws[.]com([.]cn)?/")';
const FROM_REFERENCE =
  'referredKinds(c.image).exists(k, k in ["aws_ecr_repository", "aws_ecr_image", "aws_sagemaker_prebuilt_ecr_image"])';
const FROM_NETWORK = 'c.image_config.exists(i, text(i.repository_access_mode) == "Vpc")';

const MOVES = 'matches("(?i)/(latest|current|newest|main|master|head|stable|live)([/.]|$)")';

/** A part of the path that begins with a number, or a hash: `/v3/`, `-1.2.0.tar.gz`, `/2026-11-01/`. */
const HAS_VERSION = 'matches("(?i)[/=_-](v|version)?[0-9][^/]*(/|$)|[0-9a-f]{12}")';

/** Said of the address of weights, which is named by the path. */
function isVersioned(at: string): string {
  return `${at} == null || (!spelling(${at}).${MOVES} && (spelling(${at}).${HAS_VERSION} || text(${at}).${HAS_VERSION}))`;
}

function isMovable(at: string): string {
  return `${at} != null && (spelling(${at}).${MOVES} || !spelling(${at}).${HAS_VERSION})`;
}

const FIRST_SOURCE = "c.model_data_source[0].s3_data_source[0].s3_uri";

/** Variables that model hubs and trackers of experiments read a token from. */
export const HUB_TOKENS: readonly string[] = [
  "HF_TOKEN",
  "HF_API_TOKEN",
  "HUGGING_FACE_HUB_TOKEN",
  "HUGGINGFACE_HUB_TOKEN",
  "HUGGINGFACEHUB_API_TOKEN",
  "HUGGINGFACE_TOKEN",
  "NGC_API_KEY",
  "NGC_CLI_API_KEY",
  "WANDB_API_KEY",
];

/** A token that is written out is found as a secret already, wherever it stands. */
const IS_HUB_TOKEN =
  `k in [${HUB_TOKENS.map((name) => `"${name}"`).join(", ")}] && ` +
  '(!isLiteral(c.environment[k]) || (c.environment[k] != "" && secrets().size() == 0))';

const TRUSTS_REMOTE_CODE =
  'k.matches("(^|_)TRUST_REMOTE_CODE$") && !(text(c.environment[k]).lowerAscii() in ["", "0", "false", "no", "off"])';

const READS_EVERYWHERE =
  '(allows(s, "s3:GetObject") || allows(s, "s3:PutObject")) && ' +
  "(s.not_resources.size() > 0 || s.resources.exists(r, isWhole(r))) && " +
  '!s.conditions.exists(c, spelling(c.variable).lowerAscii().matches(":(resourcetag|existingobjecttag)/"))';

/** Roles that the console makes for everything SageMaker does, with AmazonSageMakerFullAccess. */
const IS_CONSOLES =
  "(isLiteral(self.execution_role_arn) && " +
  'self.execution_role_arn.matches("role/(service-role/)?AmazonSageMaker(-|Service)"))';

/** What a model brings with it: code that runs when it is loaded, weights, and a role. */
const SAGEMAKER_MODEL_CONTROLS: readonly Control[] = [
  {
    id: "AWS_SAGEMAKER_MODEL_ISOLATED",
    severity: "critical",
    category: "isolation",
    title: "The model's container cannot call out",
    appliesTo: ["aws_sagemaker_model"],
    require: "isTrue(self.enable_network_isolation)",
    attribute: "enable_network_isolation",
    rationale:
      "Code in a model file runs when it is loaded; without isolation it sends weights and prompts wherever it likes.",
    remediation:
      "Set enable_network_isolation to true, and bring the weights through model_data_source; it defaults to false.",
    answers: ["MEP-01", "DENY-SM-001", "CKV_AWS_370", "AML.T0025"],
  },
  {
    id: "AWS_SAGEMAKER_MODEL_IN_VPC",
    severity: "critical",
    category: "network",
    title: "The model runs in subnets of the customer",
    appliesTo: ["aws_sagemaker_model"],
    require: "self.vpc_config.exists(c, c.subnets != null && c.security_group_ids != null)",
    attribute: "vpc_config",
    rationale:
      "Without a VPC of yours SageMaker runs the model in its own, which reaches the internet and none of your flow logs. No " +
      "public scanner looks at it.",
    remediation: "Add vpc_config with private subnets and a security group without 0.0.0.0/0 in its egress.",
    answers: ["MEP-02", "MEP-03", "DENY-SM-001", "AML.T0025"],
  },
  {
    id: "AWS_SAGEMAKER_IMAGE_BY_DIGEST",
    severity: "high",
    category: "supply-chain",
    title: "The model's images are named by digest",
    appliesTo: ["aws_sagemaker_model"],
    require: everyContainer(`!(${HAS_NO_DIGEST})`),
    found: eachContainer(HAS_NO_DIGEST, "spelling(c.image)"),
    attribute: "primary_container.image",
    message: "Images that can change under their tag",
    rationale:
      "Who moves the tag runs code beside the weights at the next scaling event, and nothing in Terraform changes.",
    remediation: "Write registry/repository@sha256:<digest>, from a repository of your own; ImageRepository makes one.",
    answers: ["MEP-04", "DENY-IMG-001", "DENY-SM-001", "AML.M0014"],
  },
  {
    id: "AWS_SAGEMAKER_IMAGE_FROM_PRIVATE_REGISTRY",
    severity: "high",
    category: "supply-chain",
    title: "The model's images come from a private registry",
    appliesTo: ["aws_sagemaker_model"],
    require: everyContainer(
      `c.image == null || spelling(c.image).${IS_ECR} || ${FROM_REFERENCE} || ${FROM_NETWORK} || text(c.image).${IS_ECR}`,
    ),
    found: eachContainer(`c.image != null && !(spelling(c.image).${IS_ECR} || ${FROM_NETWORK})`, "spelling(c.image)"),
    attribute: "primary_container.image",
    message: "Images that do not come from a private repository of ECR, or a registry in the model's own network",
    rationale:
      "An image in a public registry is whoever's it is there: it runs beside the weights with the execution role of the model.",
    remediation:
      "Mirror the image into an ECR repository and name it by digest, or set image_config.repository_access_mode to Vpc; " +
      "ImageRepository makes a repository.",
    answers: ["MEP-04", "DENY-SM-001", "AML.M0014"],
  },
  {
    id: "AWS_SAGEMAKER_WEIGHTS_VERSIONED",
    severity: "medium",
    category: "supply-chain",
    title: "The model's weights are named by a version",
    appliesTo: ["aws_sagemaker_model"],
    require: everyContainer(
      `(${isVersioned("c.model_data_url")}) && c.model_data_source.all(d, d.s3_data_source.all(s, ${isVersioned("s.s3_uri")}))`,
    ),
    found:
      `${eachContainer(isMovable("c.model_data_url"), "spelling(c.model_data_url)")} + ` +
      eachContainer(
        `c.model_data_source.exists(d, d.s3_data_source.exists(s, ${isMovable("s.s3_uri")}))`,
        `spelling(${FIRST_SOURCE})`,
      ),
    attribute: "primary_container.model_data_source.s3_data_source.s3_uri",
    message: "Weights that can be replaced under their name",
    rationale:
      "SageMaker fetches the weights anew for each instance that it starts: who writes latest/ has their model served at the " +
      "next scaling event, and nothing in Terraform changes.",
    remediation:
      "Name the prefix of one release in s3_uri, as s3://<bucket>/<model>/v3/, in the bucket of released models; " +
      "SecureModelBucket keeps its objects from being replaced.",
    answers: ["MEP-06", "AML.M0014"],
  },
  {
    id: "AWS_SAGEMAKER_NO_HUB_TOKEN",
    severity: "high",
    category: "secrets",
    title: "No token of a model hub is in the container's environment",
    appliesTo: ["aws_sagemaker_model"],
    require: everyContainer(`c.environment == null || !c.environment.exists(k, ${IS_HUB_TOKEN})`),
    found: eachContainer(
      `c.environment != null && c.environment.exists(k, ${IS_HUB_TOKEN})`,
      `c.environment.filter(k, ${IS_HUB_TOKEN})[0]`,
    ),
    attribute: "primary_container.environment",
    message: "A token is handed to the container in its environment",
    rationale:
      "DescribeModel shows the environment to everybody who may look at models, also when the token came from a secret store: " +
      "with it they read every private model of the team. One that is written out is found by NO_HARDCODED_SECRETS.",
    remediation:
      "Remove the variable and bring the weights through model_data_source: an isolated container reaches no hub anyway.",
    answers: ["MEP-07", "AML.T0055"],
  },
  {
    id: "AWS_SAGEMAKER_NO_REMOTE_CODE",
    severity: "high",
    category: "supply-chain",
    title: "The container does not run code of the model's repository",
    appliesTo: ["aws_sagemaker_model"],
    require: everyContainer(`c.environment == null || !c.environment.exists(k, ${TRUSTS_REMOTE_CODE})`),
    attribute: "primary_container.environment",
    message: "Code of the model's repository is trusted",
    rationale:
      "Whoever can push to the repository that the model came from runs code beside the weights, with the execution role.",
    remediation:
      "Remove HF_TRUST_REMOTE_CODE, OPTION_TRUST_REMOTE_CODE and their like; where a model needs its code, build it into the image.",
    answers: ["MEP-07", "AML.M0011"],
  },
  {
    id: "AWS_SAGEMAKER_ROLE_NARROW",
    severity: "high",
    category: "identity",
    title: "The model's execution role reads the models that it is for",
    appliesTo: ["aws_sagemaker_model"],
    require: `!${IS_CONSOLES} && !grantsOfRole(self, "execution_role_arn").exists(s, ${READS_EVERYWHERE})`,
    attribute: "execution_role_arn",
    message: "The role reads or writes every bucket, or is the one that the console makes for all of SageMaker",
    rationale:
      "Code in a model file works with the execution role: one that reaches every bucket gives it the models of all tenants. " +
      "Policies of AWS that are attached to the role are found where they are attached.",
    remediation:
      "Make a role for the model that names one prefix of one bucket, its key, one repository and one log group; " +
      "SecureModelBucket.grantRead writes the policy.",
    answers: ["MEP-08", "CKV2_AWS_68", "AML.M0005"],
  },
];

/** A managed endpoint is reached through the AWS API: IAM and the network of its container are all that stand before it. */
export const AWS_SAGEMAKER_CONTROLS: readonly Control[] = [
  ...SAGEMAKER_MODEL_CONTROLS,
  ...AWS_SAGEMAKER_ENDPOINT_CONTROLS,
];
