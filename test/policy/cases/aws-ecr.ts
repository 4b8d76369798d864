import type { EstateSource } from "../../support/estates";
import type { ControlCases } from "../case";
import { allowing, openPolicies, withPolicy } from "./open-policies";

const OPEN = openPolicies("aws_ecr_repository_policy", "ecr:BatchGetImage");

function registry(scanType: string, frequency: string): EstateSource {
  const repository_filter = [{ filter: "*", filter_type: "WILDCARD" }];
  return {
    resource: {
      aws_ecr_registry_scanning_configuration: {
        it: { scan_type: scanType, rule: [{ scan_frequency: frequency, repository_filter }] },
      },
    },
  };
}

export const AWS_ECR_CASES: readonly ControlCases[] = [
  {
    control: "AWS_ECR_IMMUTABLE_TAGS",
    holds: {
      immutable: { resource: { aws_ecr_repository: { it: { image_tag_mutability: "IMMUTABLE" } } } },
      "some tags excluded": {
        resource: {
          aws_ecr_repository: {
            it: {
              image_tag_mutability: "IMMUTABLE_WITH_EXCLUSION",
              image_tag_mutability_exclusion_filter: [{ filter: "dev-*", filter_type: "WILDCARD" }],
            },
          },
        },
      },
    },
    fails: {
      unset: { resource: { aws_ecr_repository: { it: { name: "n" } } } },
      mutable: { resource: { aws_ecr_repository: { it: { image_tag_mutability: "MUTABLE" } } } },
      "every tag excluded": {
        resource: {
          aws_ecr_repository: {
            it: {
              image_tag_mutability: "IMMUTABLE_WITH_EXCLUSION",
              image_tag_mutability_exclusion_filter: [{ filter: "*", filter_type: "WILDCARD" }],
            },
          },
        },
      },
    },
    undecided: {
      "not known": { resource: { aws_ecr_repository: { it: { image_tag_mutability: "${var.mutability}" } } } },
    },
  },
  {
    control: "AWS_ECR_CUSTOMER_KEY",
    holds: {
      "a key": {
        resource: {
          aws_ecr_repository: {
            it: { encryption_configuration: [{ encryption_type: "KMS", kms_key: "${aws_kms_key.k.arn}" }] },
          },
          aws_kms_key: { k: {} },
        },
      },
    },
    fails: {
      unset: { resource: { aws_ecr_repository: { it: { name: "n" } } } },
      "no key": {
        resource: {
          aws_ecr_repository: { it: { encryption_configuration: [{ encryption_type: "KMS" }] } },
          aws_kms_key: { k: {} },
        },
      },
      "of AWS": {
        resource: {
          aws_ecr_repository: {
            it: { encryption_configuration: [{ encryption_type: "KMS", kms_key: "alias/aws/ecr" }] },
          },
          aws_kms_key: { k: {} },
        },
      },
      AES: {
        resource: {
          aws_ecr_repository: { it: { encryption_configuration: [{ encryption_type: "AES256" }] } },
          aws_kms_key: { k: {} },
        },
      },
    },
    undecided: {
      "not known": {
        resource: {
          aws_ecr_repository: { it: { encryption_configuration: [{ encryption_type: "KMS", kms_key: "${var.key}" }] } },
        },
      },
    },
  },
  {
    control: "AWS_ECR_SCAN_ON_PUSH",
    holds: {
      "on push": { resource: { aws_ecr_repository: { it: { image_scanning_configuration: { scan_on_push: true } } } } },
      "by the registry": {
        resource: {
          aws_ecr_repository: { it: { name: "n" } },
          aws_ecr_registry_scanning_configuration: {
            it: { scan_type: "ENHANCED", rule: [{ scan_frequency: "CONTINUOUS_SCAN" }] },
          },
        },
      },
    },
    fails: {
      unset: { resource: { aws_ecr_repository: { it: { name: "n" } } } },
      off: { resource: { aws_ecr_repository: { it: { image_scanning_configuration: { scan_on_push: false } } } } },
      "the registry scans by hand": {
        resource: {
          aws_ecr_repository: { it: { name: "n" } },
          aws_ecr_registry_scanning_configuration: { it: { scan_type: "BASIC", rule: [{ scan_frequency: "MANUAL" }] } },
        },
      },
    },
    undecided: {
      "not known": {
        resource: { aws_ecr_repository: { it: { image_scanning_configuration: { scan_on_push: "${var.scan}" } } } },
      },
    },
  },
  {
    control: "AWS_ECR_REGISTRY_SCANS_CONTINUOUSLY",
    holds: {
      continuously: registry("ENHANCED", "CONTINUOUS_SCAN"),
      "continuously what serves, and on push the rest": {
        resource: {
          aws_ecr_registry_scanning_configuration: {
            it: {
              scan_type: "ENHANCED",
              rule: [{ scan_frequency: "SCAN_ON_PUSH" }, { scan_frequency: "CONTINUOUS_SCAN" }],
            },
          },
        },
      },
    },
    fails: {
      basic: registry("BASIC", "SCAN_ON_PUSH"),
      "on push alone": registry("ENHANCED", "SCAN_ON_PUSH"),
      "no rules": { resource: { aws_ecr_registry_scanning_configuration: { it: { scan_type: "ENHANCED" } } } },
    },
    undecided: { "not known": registry("${var.type}", "CONTINUOUS_SCAN") },
  },
  {
    control: "AWS_ECR_POLICY_NO_ANYONE",
    ...OPEN,
    fails: { ...OPEN.fails, "the registry": withPolicy("aws_ecr_registry_policy", allowing("ecr:*", "*")) },
  },
  {
    control: "AWS_ECR_CONTENTS_KEPT",
    holds: { unset: { resource: { aws_ecr_repository: { it: { name: "n" } } } } },
    fails: { emptied: { resource: { aws_ecr_repository: { it: { force_delete: true } } } } },
    undecided: { "not known": { resource: { aws_ecr_repository: { it: { force_delete: "${var.force}" } } } } },
  },
];
