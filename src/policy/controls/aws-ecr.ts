import type { Control } from "../control";
import { NOBODY_UNNAMED, OPEN_STATEMENTS } from "./open-policies";

/** Repositories of serving images. */
export const AWS_ECR_CONTROLS: readonly Control[] = [
  {
    id: "AWS_ECR_IMMUTABLE_TAGS",
    severity: "high",
    category: "supply-chain",
    title: "Tags of images cannot be moved",
    appliesTo: ["aws_ecr_repository"],
    require:
      'self.image_tag_mutability == "IMMUTABLE" || (self.image_tag_mutability == "IMMUTABLE_WITH_EXCLUSION" && ' +
      "!self.image_tag_mutability_exclusion_filter.exists(f, isEverything(f.filter)))",
    attribute: "image_tag_mutability",
    rationale:
      "A tag that can be moved swaps the code that stands next to the weights. Exclusions are accepted as long as they do not exclude every tag.",
    remediation: 'Set image_tag_mutability to "IMMUTABLE"; it defaults to MUTABLE. ImageRepository does.',
    answers: [
      "IMG-01",
      "DENY-IMG-003",
      "CKV_AWS_51",
      "AVD-AWS-0031",
      "KICS d1846b12",
      "AML.M0014",
      "AML.T0010.004",
      "LLM03",
    ],
  },
  {
    id: "AWS_ECR_CUSTOMER_KEY",
    severity: "medium",
    category: "encryption",
    title: "Images are encrypted with a key of the customer",
    appliesTo: ["aws_ecr_repository"],
    require:
      'self.encryption_configuration.exists(e, text(e.encryption_type) in ["KMS", "KMS_DSSE"] && customerKey(e.kms_key))',
    attribute: "encryption_configuration",
    message: "The images are not encrypted with a customer key",
    rationale:
      "Images may hold weights and always hold code; a key of the customer can be taken away. It can only be chosen when the repository is made.",
    remediation:
      'Set encryption_configuration with encryption_type "KMS" and kms_key; the default is AES256. ImageRepository does.',
    answers: ["IMG-02", "IMG-03", "DENY-IMG-003", "CKV_AWS_136", "AVD-AWS-0033", "AML.M0012"],
  },
  {
    id: "AWS_ECR_SCAN_ON_PUSH",
    severity: "medium",
    category: "supply-chain",
    title: "Images are scanned when they are pushed",
    appliesTo: ["aws_ecr_repository"],
    require:
      "self.image_scanning_configuration.exists(c, isTrue(c.scan_on_push)) || " +
      'resources("aws_ecr_registry_scanning_configuration").exists(c, ' +
      'c.rule.exists(r, text(r.scan_frequency) in ["SCAN_ON_PUSH", "CONTINUOUS_SCAN"]))',
    attribute: "image_scanning_configuration.scan_on_push",
    rationale:
      "CUDA and Python stacks age fast: an image that nobody scans is run with holes that everybody knows. Scanning by the registry counts too.",
    remediation: "Set image_scanning_configuration.scan_on_push to true; it defaults to false. ImageRepository does.",
    answers: [
      "IMG-04",
      "DENY-IMG-003",
      "CKV_AWS_163",
      "AVD-AWS-0030",
      "KICS 9630336b",
      "CIS EKS-1.8 5.1.1",
      "AML.M0016",
      "LLM03",
    ],
  },
  {
    id: "AWS_ECR_REGISTRY_SCANS_CONTINUOUSLY",
    severity: "low",
    category: "supply-chain",
    title: "The registry goes on scanning images that it has",
    appliesTo: ["aws_ecr_registry_scanning_configuration"],
    require: 'text(self.scan_type) == "ENHANCED" && self.rule.exists(r, text(r.scan_frequency) == "CONTINUOUS_SCAN")',
    attribute: "scan_type",
    rationale:
      "An image of CUDA and Python is served for months, and most of its holes are found in that time: a scan when it is pushed knows " +
      "none of them. The configuration is the account's, and only an estate that has it is asked.",
    remediation:
      "Set scan_type to ENHANCED, and scan_frequency of a rule to CONTINUOUS_SCAN for the repositories that serve.",
    answers: ["IMG-06", "CIS EKS-1.8 5.1.1", "AML.M0016"],
  },
  {
    id: "AWS_ECR_POLICY_NO_ANYONE",
    severity: "critical",
    category: "exposure",
    title: "No policy of a repository allows anyone",
    appliesTo: ["aws_ecr_repository_policy", "aws_ecr_registry_policy"],
    require: NOBODY_UNNAMED,
    found: OPEN_STATEMENTS,
    attribute: "policy",
    message: "The policy allows everybody",
    rationale: "A repository for everybody gives images away, or takes them from anyone, next to the weights.",
    remediation:
      "Name the principals, or add StringEquals on aws:PrincipalOrgID; ImageRepository gives to named roles alone.",
    answers: [
      "IMG-08",
      "IMG-09",
      "DENY-IMG-003",
      "CKV_AWS_32",
      "AVD-AWS-0032",
      "CIS EKS-1.8 5.1.2",
      "AML.T0010.004",
      "ML06:2023",
    ],
  },
  {
    id: "AWS_ECR_CONTENTS_KEPT",
    severity: "medium",
    category: "resilience",
    title: "Repositories are not emptied when they are destroyed",
    appliesTo: ["aws_ecr_repository"],
    require: "!isTrue(self.force_delete)",
    attribute: "force_delete",
    rationale: "With force_delete a destroy of the stack takes the images that other clusters still run.",
    remediation: "Set force_delete to false, its default; ImageRepository does.",
    answers: ["IMG-05"],
  },
];
