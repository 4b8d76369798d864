import { iamKindsOf } from "../../estate/joins/google-grants";
import type { Control } from "../control";
import { grantsAtFault, noGrant, PROJECT_IAM } from "./google-iam-kinds";

/** CEL: the repository holds what is pushed to it: caches of other registries and views of several hold nothing of one's own. */
const IS_STANDARD = 'text(self.mode) in ["", "STANDARD_REPOSITORY"]';

const GRANTS: readonly string[] = iamKindsOf("google_artifact_registry_repository");

/** CEL: a role of nodes. At a project they need several, and administrators' roles have a control of their own there. */
const MORE_THAN_PULL =
  '(resource.kind.startsWith("google_artifact_registry_") ? role != "roles/artifactregistry.reader" : ' +
  'role.matches("^roles/(artifactregistry[.](writer|createOnPushWriter)|storage[.](objectUser|objectCreator|legacy.*(Writer|Owner)))$"))';

/** CEL: what serves models changes images. At a project the control of what serves there judges it. */
const SERVING_PUSHES =
  'g.serves_models && (g.role.matches("^roles/(owner|editor|artifactregistry[.](writer|createOnPushWriter|repoAdmin|createOnPushRepoAdmin|admin))$") || ' +
  'g.permissions.exists(p, p.matches("^artifactregistry[.](repositories[.](uploadArtifacts|deleteArtifacts|setIamPolicy)|' +
  '(tags|versions|packages)[.](create|update|delete))$")))';

/** Repositories of serving images. */
export const GOOGLE_ARTIFACT_REGISTRY_CONTROLS: readonly Control[] = [
  {
    id: "GOOGLE_ARTIFACT_REGISTRY_IMMUTABLE_TAGS",
    severity: "high",
    category: "supply-chain",
    title: "Tags of images cannot be moved",
    appliesTo: ["google_artifact_registry_repository"],
    when: `text(self.format).lowerAscii() == "docker" && ${IS_STANDARD}`,
    require: "self.docker_config.exists(d, isTrue(d.immutable_tags))",
    attribute: "docker_config.immutable_tags",
    rationale:
      "A tag that can be moved swaps the code that stands next to the weights. Caches of other registries follow those and are not judged.",
    remediation: "Set docker_config.immutable_tags to true; it defaults to false. ImageRepository does.",
    answers: ["IMG-15", "DENY-IMG-003", "AML.M0014", "LLM03", "ML06:2023"],
  },
  {
    id: "GOOGLE_ARTIFACT_REGISTRY_CUSTOMER_KEY",
    severity: "medium",
    category: "encryption",
    title: "Images are encrypted with a key of the customer",
    appliesTo: ["google_artifact_registry_repository"],
    // A view keeps nothing.
    when: 'text(self.mode) != "VIRTUAL_REPOSITORY"',
    require: "customerKey(self.kms_key_name)",
    attribute: "kms_key_name",
    message: "The images are not encrypted with a customer key",
    rationale:
      "Images may hold weights and always hold code; a key of the customer can be taken away. It can only be chosen when the repository is made.",
    remediation:
      "Set kms_key_name to a key in the repository's location; Google's key is the default. ImageRepository does.",
    answers: ["IMG-14", "DENY-IMG-003", "CKV_GCP_84", "AML.M0012"],
  },
  {
    id: "GOOGLE_ARTIFACT_REGISTRY_SCANNED",
    severity: "medium",
    category: "supply-chain",
    title: "Images are scanned when they are pushed",
    appliesTo: ["google_artifact_registry_repository"],
    require: 'self.vulnerability_scanning_config.all(c, text(c.enablement_config) in ["", "INHERITED"])',
    attribute: "vulnerability_scanning_config.enablement_config",
    rationale:
      "CUDA and Python stacks age fast: an image that nobody scans is run with holes that everybody knows. Unset it is as the project says, which scans once containerscanning.googleapis.com is enabled.",
    remediation: "Set enablement_config to INHERITED, its default, and enable the scanning API; ImageRepository does.",
    answers: ["IMG-17", "DENY-IMG-003", "CIS GKE-1.9 5.1.1", "AML.M0016", "LLM03"],
  },
  {
    id: "GOOGLE_ARTIFACT_REGISTRY_CLEANED_UP",
    severity: "low",
    category: "supply-chain",
    title: "Repositories rid themselves of old images",
    appliesTo: ["google_artifact_registry_repository"],
    when: `text(self.format).lowerAscii() == "docker" && ${IS_STANDARD}`,
    require: 'self.cleanup_policies.exists(p, p.action == "DELETE") && !isTrue(self.cleanup_policy_dry_run)',
    attribute: "cleanup_policies.action",
    message: "No policy deletes images, or it is on trial",
    rationale: "What is never deleted is pulled again one day: old images with holes that everybody knows.",
    remediation:
      "Add cleanup_policies that keep what is released and delete what has no tag, without cleanup_policy_dry_run; there are none by default. ImageRepository has them.",
    answers: ["IMG-18"],
  },
  {
    id: "GOOGLE_ARTIFACT_REGISTRY_NO_ANYONE",
    severity: "critical",
    category: "exposure",
    title: "No grant of a repository is to everybody",
    appliesTo: GRANTS,
    require: 'googleGrants(self).all(g, g.type != "everybody")',
    found: 'googleGrants(self).filter(g, g.type == "everybody").map(g, g.said)',
    attribute: "member",
    message: "Everybody is given a role on the repository",
    rationale:
      "A repository for everybody gives images away, or takes them from anyone, next to the weights; allAuthenticatedUsers is everybody with a Google account.",
    remediation: "Name the service accounts that pull and push; ImageRepository grants to named members alone.",
    answers: ["IMG-19", "DENY-IMG-003", "CKV_GCP_101", "AML.T0010.004"],
  },
  {
    id: "GOOGLE_ARTIFACT_REGISTRY_NODES_PULL_ONLY",
    severity: "high",
    category: "supply-chain",
    title: "Nodes may pull images and nothing else",
    appliesTo: [...GRANTS, ...PROJECT_IAM],
    require: `!grantsToNodes(self).exists(role, ${MORE_THAN_PULL})`,
    found: `grantsToNodes(self).filter(role, isLiteral(role) && ${MORE_THAN_PULL})`,
    attribute: "role",
    message: "The service account of nodes may do more than pull",
    rationale:
      "Every pod that breaks out becomes its node: one that may push replaces the image that all other nodes start next. " +
      "What nodes have in a project counts for every repository and bucket of it.",
    remediation:
      "Grant roles/artifactregistry.reader to nodes, and the writer's role to the pipeline that builds; ServingCluster({ imageRepositories }) does.",
    answers: ["IMG-20", "IDG-14", "CIS GKE-1.9 5.1.2", "CIS GKE-1.9 5.1.3", "AML.T0010.004", "ML06:2023"],
  },
  {
    id: "GOOGLE_ARTIFACT_REGISTRY_SERVING_PULLS_ONLY",
    severity: "high",
    category: "supply-chain",
    title: "What serves models does not push images",
    appliesTo: GRANTS,
    require: noGrant(SERVING_PUSHES),
    found: grantsAtFault(SERVING_PUSHES),
    attribute: "role",
    message: "An identity that model servers act as may change images",
    rationale:
      "A model server runs code that came with its model: one that may push puts its own image where every other server starts " +
      "from, and outlives the pod that was broken into.",
    remediation:
      "Grant the writer's role to the pipeline that builds, and roles/artifactregistry.reader to nodes; " +
      "ImageRepository.grantPush and grantPull do.",
    answers: ["IMG-20", "CIS GKE-1.9 5.1.2", "AML.T0010.004", "ML06:2023"],
  },
  {
    id: "GOOGLE_CONTAINER_REGISTRY_NOT_USED",
    severity: "medium",
    category: "supply-chain",
    title: "Container Registry is not used",
    appliesTo: ["google_container_registry"],
    // Once Artifact Registry has a repository of that name, what is pulled from gcr.io is pulled from there.
    require:
      '!isMade(self) || resources("google_artifact_registry_repository").exists(r, spelling(r.repository_id).endsWith("gcr.io") || r.repository_id == "gcr.io")',
    attribute: "location",
    message: "Images lie in Container Registry",
    rationale:
      "Its access is that of a storage bucket for all images of the project, a classic of public exposure, its tags cannot be made immutable, and Google has shut it down.",
    remediation:
      "Keep images in google_artifact_registry_repository, and call one gcr.io for as long as old names are pulled; ImageRepository makes one.",
    answers: ["IMG-21", "CKV2_GCP_9", "AML.T0010.004"],
  },
  {
    id: "GOOGLE_PROJECT_SERVICE_KEPT",
    severity: "low",
    category: "resilience",
    title: "APIs that guard images stay enabled when a stack is destroyed",
    appliesTo: ["google_project_service"],
    when: 'self.service in ["containerscanning.googleapis.com", "binaryauthorization.googleapis.com", "containeranalysis.googleapis.com", "ondemandscanning.googleapis.com"]',
    require: "!isTrue(self.disable_on_destroy)",
    attribute: "disable_on_destroy",
    rationale:
      "An API is the whole project's: destroying one stack would end the scanning and the attestations of all others.",
    remediation: "Set disable_on_destroy to false; since 6.0 of the provider it is the default.",
    answers: ["IMG-22", "CIS GKE-1.9 5.1.1", "AML.M0016"],
  },
];
