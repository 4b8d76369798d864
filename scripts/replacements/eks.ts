import type { KindCases } from "./cases";
import { KEY, OTHER_KEY, OTHER_ROLE, ROLE } from "./values";

/** Clusters of EKS and what belongs to them. */
export const EKS: Readonly<Record<string, KindCases>> = {
  aws_eks_cluster: {
    base: { name: "platform", role_arn: ROLE, vpc_config: [{ subnet_ids: ["subnet-1", "subnet-2"] }] },
    filled: { bootstrap_self_managed_addons: true },
    replaces: {
      bootstrap_self_managed_addons: [true, false],
      "access_config.0.bootstrap_cluster_creator_admin_permissions": [
        true,
        false,
        { access_config: [{ authentication_mode: "API" }] },
      ],
      "kubernetes_network_config.0.ip_family": ["ipv4", "ipv6"],
      "kubernetes_network_config.0.service_ipv4_cidr": ["172.20.0.0/16", "172.21.0.0/16"],
      "outpost_config.0.control_plane_instance_type": [
        "m5.xlarge",
        "m5.large",
        { outpost_config: [{ outpost_arns: ["arn:aws:outposts:eu-west-1:123456789012:outpost/op-1"] }] },
      ],
      "outpost_config.0.control_plane_placement.0.group_name": [
        "b",
        "a",
        {
          outpost_config: [
            {
              control_plane_instance_type: "m5.large",
              outpost_arns: ["arn:aws:outposts:eu-west-1:123456789012:outpost/op-1"],
            },
          ],
        },
      ],
      outpost_config: [
        null,
        [
          {
            control_plane_instance_type: "m5.large",
            outpost_arns: ["arn:aws:outposts:eu-west-1:123456789012:outpost/op-1"],
          },
        ],
      ],
      name: ["other", "platform"],
      role_arn: ["other", ROLE],
    },
    updates: {
      "access_config.0.authentication_mode": ["API_AND_CONFIG_MAP", "API", { access_config: [{}] }],
      version: ["1.33", "1.32"],
      "vpc_config.0.public_access_cidrs": [["0.0.0.0/0"], ["10.0.0.0/8"]],
      "storage_config.0.block_storage.0.enabled": [true, false],
      "compute_config.0.enabled": [true, false],
      "upgrade_policy.0.support_type": ["EXTENDED", "STANDARD"],
      "outpost_config.0.outpost_arns": [
        ["arn:aws:outposts:eu-west-1:123456789012:outpost/op-2"],
        ["arn:aws:outposts:eu-west-1:123456789012:outpost/op-1"],
        { outpost_config: [{ control_plane_instance_type: "m5.large" }] },
      ],
      tags: [{ other: "value" }, null],
      enabled_cluster_log_types: [["other"], null],
      "vpc_config.0.endpoint_private_access": [true, null],
      "vpc_config.0.endpoint_public_access": [true, null],
      "vpc_config.0.security_group_ids": [["other"], null],
      "vpc_config.0.subnet_ids": [["other"], ["subnet-1", "subnet-2"]],
      force_update_version: [true, null],
    },
    depends: [
      {
        path: "encryption_config",
        on: "is replaced when secrets are no longer encrypted, and updated when they come to be",
        replaces: [["encryption_config", [{ resources: ["secrets"], provider: [{ key_arn: KEY }] }], null]],
        updates: [
          ["encryption_config", null, [{ resources: ["secrets"], provider: [{ key_arn: KEY }] }]],
          [
            "encryption_config.0.provider.0.key_arn",
            OTHER_KEY,
            KEY,
            { encryption_config: [{ resources: ["secrets"], provider: [{}] }] },
          ],
        ],
      },
    ],
  },
  aws_eks_node_group: {
    base: {
      cluster_name: "platform",
      node_group_name: "gpu",
      node_role_arn: ROLE,
      subnet_ids: ["subnet-1"],
      scaling_config: [{ desired_size: 1, max_size: 2, min_size: 1 }],
    },
    filled: { instance_types: ["t3.medium"] },
    replaces: {
      ami_type: ["AL2_x86_64", "AL2023_x86_64_NVIDIA"],
      capacity_type: ["SPOT", "ON_DEMAND"],
      node_group_name_prefix: ["b", "a", { node_group_name: null }],
      "launch_template.0.id": ["lt-2", "lt-1", { launch_template: [{ version: "1" }] }],
      "launch_template.0.name": ["gpu-b", "gpu-a", { launch_template: [{ version: "1" }] }],
      launch_template: [null, [{ id: "lt-1", version: "1" }]],
      "remote_access.0.ec2_ssh_key": ["b", "a"],
      "remote_access.0.source_security_group_ids": [["sg-2"], ["sg-1"]],
      cluster_name: ["other", "platform"],
      disk_size: [70, 60],
      instance_types: [["old"], ["other"]],
      node_group_name: ["other", "gpu"],
      node_role_arn: ["other", ROLE],
      subnet_ids: [["other"], ["subnet-1"]],
    },
    updates: {
      "launch_template.0.version": ["2", "1", { launch_template: [{ id: "lt-1" }] }],
      "update_config.0.max_unavailable": [2, 1],
      taint: [[], [{ key: "gpu", effect: "NO_SCHEDULE" }]],
      tags: [{ other: "value" }, null],
      "scaling_config.0.desired_size": [7, 1],
      "scaling_config.0.max_size": [7, 2],
      "scaling_config.0.min_size": [7, 1],
      version: ["old", "new"],
      labels: [{ other: "value" }, null],
      force_update_version: [true, null],
      release_version: ["old", "new"],
      "node_repair_config.0.enabled": [false, true],
    },
  },
  aws_eks_addon: {
    base: { addon_name: "vpc-cni", cluster_name: "platform" },
    replaces: { addon_name: ["other", "vpc-cni"], cluster_name: ["other", "platform"] },
    updates: {
      addon_version: ["v1.2.3", "v1.2.4"],
      tags: [{ other: "value" }, null],
      configuration_values: ["old", "new"],
    },
  },
  aws_eks_access_entry: {
    base: { cluster_name: "platform", principal_arn: ROLE },
    filled: { type: "STANDARD" },
    replaces: { cluster_name: ["other", "platform"], principal_arn: ["other", ROLE], type: ["other", null] },
    updates: { tags: [{ other: "value" }, null], kubernetes_groups: [["old"], ["other"]], user_name: ["old", "new"] },
  },
  aws_eks_access_policy_association: {
    base: {
      cluster_name: "platform",
      principal_arn: ROLE,
      policy_arn: "arn:aws:eks::aws:cluster-access-policy/AmazonEKSViewPolicy",
      access_scope: [{ type: "namespace", namespaces: ["vision"] }],
    },
    replaces: {
      "access_scope.0.namespaces": [["b"], ["a"]],
      "access_scope.0.type": ["cluster", "namespace"],
      cluster_name: ["other", "platform"],
      policy_arn: ["other", "arn:aws:eks::aws:cluster-access-policy/AmazonEKSViewPolicy"],
      principal_arn: ["other", ROLE],
    },
    updates: {},
  },
  aws_eks_pod_identity_association: {
    base: { cluster_name: "platform", namespace: "vision", service_account: "resnet", role_arn: ROLE },
    replaces: {
      cluster_name: ["other", "platform"],
      namespace: ["other", "vision"],
      service_account: ["other", "resnet"],
    },
    updates: { role_arn: [OTHER_ROLE, ROLE], tags: [{ other: "value" }, null] },
  },
  aws_eks_fargate_profile: {
    base: {
      cluster_name: "platform",
      fargate_profile_name: "vision",
      pod_execution_role_arn: ROLE,
      subnet_ids: ["subnet-1"],
      selector: [{ namespace: "vision" }],
    },
    replaces: {
      "selector.0.labels": [{ a: "b" }, { a: "c" }],
      cluster_name: ["other", "platform"],
      fargate_profile_name: ["other", "vision"],
      pod_execution_role_arn: ["other", ROLE],
      subnet_ids: [["other"], ["subnet-1"]],
    },
    updates: { tags: [{ other: "value" }, null] },
  },
};
