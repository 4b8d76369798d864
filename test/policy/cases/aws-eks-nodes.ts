import type { EstateSource } from "../../support/estates";
import type { ControlCases } from "../case";

type Kinds = Record<string, Record<string, unknown>>;

function nodeGroup(attributes: object, others: Kinds = {}): EstateSource {
  return { resource: { aws_eks_node_group: { nodes: { cluster_name: "serving", ...attributes } }, ...others } };
}

/** A launch template that nobody's nodes use. */
function template(attributes: object, others: Kinds = {}): EstateSource {
  return { resource: { aws_launch_template: { t: { name: "t", ...attributes } }, ...others } };
}

/** A launch template of EKS nodes. */
function nodes(attributes: object, launchTemplate: object = { id: "${aws_launch_template.t.id}" }): EstateSource {
  return template(attributes, { aws_eks_node_group: { nodes: { launch_template: launchTemplate } } });
}

const NODE_ROLE: Kinds = {
  aws_iam_role: { nodes: { name: "nodes" }, other: { name: "other" } },
  aws_eks_node_group: { nodes: { node_role_arn: "${aws_iam_role.nodes.arn}" } },
};

function attachment(role: string, policyArn: string): EstateSource {
  return { resource: { ...NODE_ROLE, aws_iam_role_policy_attachment: { a: { role, policy_arn: policyArn } } } };
}

function inlinePolicy(role: string, action: string): EstateSource {
  const policy = JSON.stringify({
    Statement: [{ Effect: "Allow", Action: action, Resource: "arn:aws:s3:::models/*" }],
  });
  return { resource: { ...NODE_ROLE, aws_iam_role_policy: { p: { role, policy } } } };
}

function volume(ebs: object): object {
  return { block_device_mappings: [{ device_name: "/dev/xvda", ebs }] };
}

export const AWS_EKS_NODES_CASES: readonly ControlCases[] = [
  {
    control: "AWS_EKS_NODE_GROUP_LAUNCH_TEMPLATE",
    holds: {
      "by id": nodeGroup({ launch_template: { id: "${aws_launch_template.t.id}", version: "1" } }),
      "by name": nodeGroup({ launch_template: { name: "t", version: "1" } }),
    },
    fails: { none: nodeGroup({}) },
  },
  {
    control: "AWS_EKS_NODE_GROUP_NO_SSH",
    holds: { none: nodeGroup({}) },
    fails: {
      "a key": nodeGroup({ remote_access: { ec2_ssh_key: "ops" } }),
      "a key for a group": nodeGroup({ remote_access: { ec2_ssh_key: "ops", source_security_group_ids: ["sg-1"] } }),
    },
  },
  {
    control: "AWS_EKS_NODE_GROUP_TEMPLATE_PINNED",
    holds: {
      "the latest version, as Terraform knows it": nodeGroup({
        launch_template: { id: "lt-1", version: "${aws_launch_template.t.latest_version}" },
      }),
      "a number": nodeGroup({ launch_template: { id: "lt-1", version: 3 } }),
    },
    fails: {
      $Latest: nodeGroup({ launch_template: { id: "lt-1", version: "$Latest" } }),
      $Default: nodeGroup({ launch_template: { id: "lt-1", version: "$Default" } }),
    },
    undecided: { "by a variable": nodeGroup({ launch_template: { id: "lt-1", version: "${var.version}" } }) },
  },
  {
    control: "AWS_LAUNCH_TEMPLATE_IMDSV2",
    holds: {
      required: template({ metadata_options: { http_tokens: "required" } }),
      "no metadata service": template({ metadata_options: { http_endpoint: "disabled" } }),
    },
    fails: {
      optional: template({ metadata_options: { http_tokens: "optional" } }),
      "not said, of nobody's nodes": template({}),
    },
    undecided: { "by a variable": template({ metadata_options: { http_tokens: "${var.tokens}" } }) },
  },
  {
    control: "AWS_LAUNCH_TEMPLATE_HOP_LIMIT",
    holds: {
      "one hop": nodes({ metadata_options: { http_put_response_hop_limit: 1 } }),
      "one hop, as text": nodes({ metadata_options: { http_put_response_hop_limit: "1" } }),
      "two hops, not of EKS": template({ metadata_options: { http_put_response_hop_limit: 2 } }),
    },
    fails: {
      "two hops": nodes({ metadata_options: { http_put_response_hop_limit: 2 } }),
      "two hops, by the template's name": nodes(
        { metadata_options: { http_put_response_hop_limit: 2 } },
        { name: "t" },
      ),
      "not said": nodes({}),
    },
    undecided: { "by a variable": nodes({ metadata_options: { http_put_response_hop_limit: "${var.hops}" } }) },
  },
  {
    control: "AWS_LAUNCH_TEMPLATE_VOLUMES_ENCRYPTED",
    holds: {
      "true, as text": nodes(volume({ encrypted: "true" })),
      "no volumes, not of EKS": template({}),
    },
    fails: {
      "not said": template(volume({ volume_size: 100 })),
      false: nodes(volume({ encrypted: "false" })),
      "no volumes of EKS nodes": nodes({}),
    },
    undecided: { "by a variable": nodes(volume({ encrypted: "${var.encrypted}" })) },
  },
  {
    control: "AWS_LAUNCH_TEMPLATE_VOLUMES_CUSTOMER_KEY",
    holds: {
      "a key": nodes(volume({ encrypted: true, kms_key_id: "${aws_kms_key.nodes.arn}" })),
      "not of EKS": template(volume({ encrypted: true })),
    },
    fails: { "AWS's key": nodes(volume({ encrypted: true })) },
  },
  {
    control: "AWS_LAUNCH_TEMPLATE_NO_PUBLIC_ADDRESS",
    holds: {
      false: template({ network_interfaces: [{ associate_public_ip_address: "false" }] }),
      "not said": template({ network_interfaces: [{ device_index: 0 }] }),
    },
    fails: { true: template({ network_interfaces: [{ device_index: 0 }, { associate_public_ip_address: "true" }] }) },
    undecided: {
      "by a variable": template({ network_interfaces: [{ associate_public_ip_address: "${var.public}" }] }),
    },
  },
  {
    control: "AWS_LAUNCH_TEMPLATE_NO_SSH_KEY",
    holds: { none: nodes({}), "a key, not of EKS": template({ key_name: "ops" }) },
    fails: { "a key": nodes({ key_name: "ops" }) },
  },
  {
    control: "AWS_EKS_NODE_ROLE_MINIMAL",
    holds: {
      "pulls images": attachment(
        "${aws_iam_role.nodes.name}",
        "arn:aws:iam::aws:policy/AmazonEC2ContainerRegistryPullOnly",
      ),
      "a policy of the company": attachment("nodes", "${aws_iam_policy.logs.arn}"),
      "another role reads models": attachment("other", "arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"),
      "describes volumes": inlinePolicy("${aws_iam_role.nodes.id}", "ec2:DescribeVolumes"),
      "another role reads objects": inlinePolicy("${aws_iam_role.other.id}", "s3:GetObject"),
    },
    fails: {
      "reads every bucket": attachment("${aws_iam_role.nodes.name}", "arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"),
      administers: attachment("nodes", "arn:aws:iam::aws:policy/AdministratorAccess"),
      "reads objects": inlinePolicy("${aws_iam_role.nodes.id}", "s3:Get*"),
    },
    undecided: {
      "a policy that is a variable": attachment("nodes", "${var.policy}"),
      "a policy of AWS that is a variable": attachment("nodes", "arn:aws:iam::aws:policy/${var.policy}"),
      "an action that is a variable": inlinePolicy("${aws_iam_role.nodes.id}", "${var.action}"),
    },
  },
];
