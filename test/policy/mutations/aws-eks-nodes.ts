import type { Attributes, BreakableStack, Mutation } from "../mutation";

function nodeGroup(control: string, name: string, change: (attributes: Attributes) => void): Mutation {
  return { control, name, breaks: (stack) => stack.change("aws_eks_node_group", change) };
}

function template(control: string, name: string, change: (attributes: Attributes) => void): Mutation {
  return { control, name, breaks: (stack) => stack.change("aws_launch_template", change) };
}

/** Blocks by their name, whether there is one or many. */
function blocks(attributes: Attributes, name: string): Attributes[] {
  return [attributes[name]].flat() as Attributes[];
}

function firstBlock(attributes: Attributes, name: string): Attributes {
  const [first] = blocks(attributes, name);
  if (first === undefined) {
    throw new Error(`no ${name} in the hardened resource`);
  }
  return first;
}

function nodeRole(stack: BreakableStack): string {
  const [, group] = stack.first("aws_eks_node_group");
  return String(group.node_role_arn).replace(".arn}", ".name}");
}

export const AWS_EKS_NODES_MUTATIONS: readonly Mutation[] = [
  nodeGroup("AWS_EKS_NODE_GROUP_LAUNCH_TEMPLATE", "the system pool loses its launch template", (group) => {
    delete group.launch_template;
  }),
  nodeGroup("AWS_EKS_NODE_GROUP_NO_SSH", "nodes are opened for SSH", (group) => {
    group.remote_access = { ec2_ssh_key: "ops" };
  }),
  nodeGroup("AWS_EKS_NODE_GROUP_TEMPLATE_PINNED", "the newest template is rolled out unseen", (group) => {
    firstBlock(group, "launch_template").version = "$Latest";
  }),
  template("AWS_LAUNCH_TEMPLATE_IMDSV2", "the metadata service answers to anybody", (launchTemplate) => {
    firstBlock(launchTemplate, "metadata_options").http_tokens = "optional";
  }),
  template("AWS_LAUNCH_TEMPLATE_HOP_LIMIT", "pods reach the metadata service", (launchTemplate) => {
    firstBlock(launchTemplate, "metadata_options").http_put_response_hop_limit = 2;
  }),
  template("AWS_LAUNCH_TEMPLATE_VOLUMES_ENCRYPTED", "the second volume is not encrypted", (launchTemplate) => {
    const volume = blocks(launchTemplate, "block_device_mappings").at(-1) ?? {};
    firstBlock(volume, "ebs").encrypted = "false";
  }),
  template("AWS_LAUNCH_TEMPLATE_VOLUMES_CUSTOMER_KEY", "the second volume loses its key", (launchTemplate) => {
    const volume = blocks(launchTemplate, "block_device_mappings").at(-1) ?? {};
    delete firstBlock(volume, "ebs").kms_key_id;
  }),
  template("AWS_LAUNCH_TEMPLATE_NO_PUBLIC_ADDRESS", "nodes get public addresses", (launchTemplate) => {
    firstBlock(launchTemplate, "network_interfaces").associate_public_ip_address = "true";
  }),
  template("AWS_LAUNCH_TEMPLATE_NO_SSH_KEY", "nodes get a key for SSH", (launchTemplate) => {
    launchTemplate.key_name = "ops";
  }),
  {
    control: "AWS_EKS_NODE_ROLE_MINIMAL",
    name: "nodes read every bucket",
    breaks: (stack) =>
      stack.add("aws_iam_role_policy_attachment", "models", {
        role: nodeRole(stack),
        policy_arn: "arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess",
      }),
  },
];
