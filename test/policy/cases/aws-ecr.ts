import type { ControlCases } from "../case";

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
  },
  {
    control: "AWS_ECR_POLICY_NO_ANYONE",
    holds: {
      "a named role": {
        resource: {
          aws_ecr_repository_policy: {
            it: {
              policy:
                '{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::111122223333:role/serving"}, "Action": "ecr:BatchGetImage", "Resource": "*"}]}',
            },
          },
        },
      },
      "everybody of an organization": {
        resource: {
          aws_ecr_repository_policy: {
            it: {
              policy:
                '{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": "*", "Action": "ecr:BatchGetImage", "Resource": "*", "Condition": {"StringEquals": {"aws:PrincipalOrgID": "o-1234567890"}}}]}',
            },
          },
        },
      },
      "everybody of an account, with other conditions": {
        resource: {
          aws_ecr_repository_policy: {
            it: {
              policy:
                '{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"AWS": "*"}, "Action": "ecr:BatchGetImage", "Resource": "*", "Condition": {"StringEquals": {"aws:PrincipalAccount": "111122223333", "kms:ViaService": "s3.eu-west-1.amazonaws.com"}}}]}',
            },
          },
        },
      },
    },
    fails: {
      everybody: {
        resource: {
          aws_ecr_repository_policy: {
            it: {
              policy:
                '{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": "*", "Action": "ecr:BatchGetImage", "Resource": "*"}]}',
            },
          },
        },
      },
      "everybody of AWS, jsonencode": {
        resource: {
          aws_ecr_repository_policy: {
            it: {
              policy:
                '${jsonencode({Statement = [{Effect = "Allow", Principal = { AWS = "*" }, Action = "ecr:BatchGetImage", Resource = "*"}]})}',
            },
          },
        },
      },
      "everybody, with a condition that everybody meets": {
        resource: {
          aws_ecr_repository_policy: {
            it: {
              policy:
                '{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": "*", "Action": "ecr:BatchGetImage", "Resource": "*", "Condition": {"StringNotEquals": {"aws:PrincipalAccount": "111122223333"}}}]}',
            },
          },
        },
      },
      "everybody whose organization is one, if they have one": {
        resource: {
          aws_ecr_repository_policy: {
            it: {
              policy:
                '{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": "*", "Action": "ecr:BatchGetImage", "Resource": "*", "Condition": {"StringEqualsIfExists": {"aws:PrincipalOrgID": "o-1234567890"}}}]}',
            },
          },
        },
      },
      "everybody whose account begins with anything": {
        resource: {
          aws_ecr_repository_policy: {
            it: {
              policy:
                '{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": "*", "Action": "ecr:BatchGetImage", "Resource": "*", "Condition": {"StringLike": {"aws:PrincipalAccount": "*"}}}]}',
            },
          },
        },
      },
      "the registry": {
        resource: {
          aws_ecr_registry_policy: {
            it: {
              policy:
                '{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": "*", "Action": "ecr:*", "Resource": "*"}]}',
            },
          },
        },
      },
    },
  },
  {
    control: "AWS_ECR_CONTENTS_KEPT",
    holds: { unset: { resource: { aws_ecr_repository: { it: { name: "n" } } } } },
    fails: { emptied: { resource: { aws_ecr_repository: { it: { force_delete: true } } } } },
  },
];
