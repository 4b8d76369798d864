import type { Attributes, BreakableStack, Mutation } from "../mutation";
import { AWS_EKS_NODES_MUTATIONS } from "./aws-eks-nodes";

/** Changes a nested block, which CDKTF writes as an object, or as a list of one. */
function inBlock(attributes: Attributes, name: string, change: (block: Attributes) => void): void {
  const block = attributes[name];
  change((Array.isArray(block) ? block[0] : block) as Attributes);
}

function cluster(control: string, name: string, change: (attributes: Attributes) => void): Mutation {
  return { control, name, breaks: (stack) => stack.change("aws_eks_cluster", change) };
}

const isNetworkAddon = (addon: Attributes): boolean => addon.addon_name === "vpc-cni";

function addressOf(stack: BreakableStack, kind: string): string {
  return `${kind}.${stack.first(kind)[0]}`;
}

export const AWS_EKS_MUTATIONS: readonly Mutation[] = [
  cluster("AWS_EKS_PRIVATE_ENDPOINT", "the API server becomes public", (attributes) => {
    inBlock(attributes, "vpc_config", (config) => {
      config.endpoint_public_access = true;
      config.public_access_cidrs = ["203.0.113.0/24"];
    });
  }),
  cluster("AWS_EKS_PRIVATE_ENDPOINT", "nothing says that the API server is private", (attributes) => {
    inBlock(attributes, "vpc_config", (config) => {
      delete config.endpoint_public_access;
    });
  }),
  cluster("AWS_EKS_PRIVATE_ACCESS", "nodes no longer reach the API server within", (attributes) => {
    inBlock(attributes, "vpc_config", (config) => {
      config.endpoint_private_access = false;
    });
  }),
  cluster("AWS_EKS_LOGS_COMPLETE", "the audit log is no longer written", (attributes) => {
    attributes.enabled_cluster_log_types = ["api", "authenticator", "controllerManager", "scheduler"];
  }),
  {
    control: "AWS_EKS_LOG_GROUP_DECLARED",
    name: "the log group of the control plane is left to EKS",
    breaks: (stack) => {
      stack.remove("aws_cloudwatch_log_group", ({ name }) => String(name).startsWith("/aws/eks/"));
      return addressOf(stack, "aws_eks_cluster");
    },
  },
  cluster("AWS_EKS_SECRETS_ENCRYPTED", "secrets lose their key", (attributes) => {
    delete attributes.encryption_config;
  }),
  cluster("AWS_EKS_VERSION_EXPLICIT", "the cluster's version is left to the day", (attributes) => {
    delete attributes.version;
  }),
  {
    control: "AWS_EKS_NETWORK_POLICY_ENGINE",
    name: "the network add-on is gone",
    breaks: (stack) => {
      stack.remove("aws_eks_addon", isNetworkAddon);
      return addressOf(stack, "aws_eks_cluster");
    },
  },
  {
    control: "AWS_EKS_NETWORK_POLICIES_ENFORCED",
    name: "network policies are no longer enforced",
    breaks: (stack) => stack.change("aws_eks_addon", (addon) => delete addon.configuration_values, isNetworkAddon),
  },
  {
    control: "AWS_EKS_ADDON_VERSION_PINNED",
    name: "an add-on loses its version",
    breaks: (stack) => stack.change("aws_eks_addon", (addon) => delete addon.addon_version),
  },
  {
    control: "AWS_EKS_ADDON_ROLE",
    name: "the network add-on borrows the node's role",
    breaks: (stack) => stack.change("aws_eks_addon", (addon) => delete addon.pod_identity_association, isNetworkAddon),
  },
  cluster("AWS_EKS_AUTHENTICATION_BY_API", "the aws-auth ConfigMap counts again", (attributes) => {
    inBlock(attributes, "access_config", (config) => {
      config.authentication_mode = "API_AND_CONFIG_MAP";
    });
  }),
  cluster("AWS_EKS_CREATOR_NOT_ADMIN", "the creator is an administrator again", (attributes) => {
    inBlock(attributes, "access_config", (config) => {
      delete config.bootstrap_cluster_creator_admin_permissions;
    });
  }),
  {
    control: "AWS_EKS_ACCESS_FOR_ROLES",
    name: "a user gets access",
    breaks: (stack) =>
      stack.change(
        "aws_eks_access_entry",
        (entry) => {
          entry.principal_arn = "arn:aws:iam::111122223333:user/eve";
        },
        ({ principal_arn }) => String(principal_arn).endsWith("team"),
      ),
  },
  {
    control: "AWS_EKS_NO_SYSTEM_MASTERS",
    name: "a team becomes system:masters",
    breaks: (stack) =>
      stack.change("aws_eks_access_entry", (entry) => {
        entry.kubernetes_groups = ["system:masters"];
      }),
  },
  {
    control: "AWS_EKS_CLUSTER_ADMIN_BREAK_GLASS",
    name: "a team administers the cluster",
    breaks: (stack) =>
      stack.change(
        "aws_eks_access_policy_association",
        (association) => {
          association.policy_arn = String(association.policy_arn).replace(/[^/]+$/, "AmazonEKSClusterAdminPolicy");
          association.access_scope = { type: "cluster" };
        },
        ({ policy_arn }) => String(policy_arn).endsWith("ViewPolicy"),
      ),
  },
  {
    control: "AWS_EKS_ACCESS_IN_NAMESPACES",
    name: "a team edits every namespace",
    breaks: (stack) =>
      stack.change(
        "aws_eks_access_policy_association",
        (association) => {
          association.policy_arn = String(association.policy_arn).replace(/[^/]+$/, "AmazonEKSEditPolicy");
          association.access_scope = { type: "cluster" };
        },
        ({ policy_arn }) => String(policy_arn).endsWith("ViewPolicy"),
      ),
  },
  ...AWS_EKS_NODES_MUTATIONS,
];
