import type { Mutation } from "../mutation";

export const AWS_ECR_MUTATIONS: readonly Mutation[] = [
  {
    control: "AWS_ECR_IMMUTABLE_TAGS",
    name: "tags can be moved",
    breaks: (stack) => stack.change("aws_ecr_repository", (it) => (it.image_tag_mutability = "MUTABLE")),
  },
  {
    control: "AWS_ECR_CUSTOMER_KEY",
    name: "images are encrypted with the key of AWS",
    breaks: (stack) =>
      stack.change("aws_ecr_repository", (it) => (it.encryption_configuration = [{ encryption_type: "KMS" }])),
  },
  {
    control: "AWS_ECR_SCAN_ON_PUSH",
    name: "images are not scanned",
    breaks: (stack) =>
      stack.change("aws_ecr_repository", (it) => (it.image_scanning_configuration = { scan_on_push: false })),
  },
  {
    control: "AWS_ECR_REGISTRY_SCANS_CONTINUOUSLY",
    name: "the registry scans what is pushed, and never again",
    breaks: (stack) =>
      stack.add("aws_ecr_registry_scanning_configuration", "account", {
        scan_type: "BASIC",
        rule: [{ scan_frequency: "SCAN_ON_PUSH", repository_filter: [{ filter: "*", filter_type: "WILDCARD" }] }],
      }),
  },
  {
    control: "AWS_ECR_POLICY_NO_ANYONE",
    name: "everybody may pull",
    breaks: (stack) =>
      stack.change(
        "aws_ecr_repository_policy",
        (it) =>
          (it.policy =
            '{"Statement":[{"Effect":"Allow","Principal":"*","Action":"ecr:BatchGetImage","Resource":"*"}]}'),
      ),
  },
  {
    control: "AWS_ECR_CONTENTS_KEPT",
    name: "the repository is emptied when it is destroyed",
    breaks: (stack) => stack.change("aws_ecr_repository", (it) => (it.force_delete = true)),
  },
];
