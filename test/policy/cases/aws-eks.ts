import type { EstateSource } from "../../support/estates";
import type { ControlCases } from "../case";
import { AWS_EKS_NODES_CASES } from "./aws-eks-nodes";

const POLICY = "arn:aws:eks::aws:cluster-access-policy";
const TRAFFIC_RULE = {
  apiVersion: "networking.k8s.io/v1",
  kind: "NetworkPolicy",
  metadata: { name: "default-deny", namespace: "vision" },
  spec: { podSelector: {}, policyTypes: ["Ingress", "Egress"] },
};
const ALL_LOGS = ["scheduler", "api", "audit", "authenticator", "controllerManager"];

function cluster(attributes: object, others: Record<string, Record<string, unknown>> = {}): EstateSource {
  return { resource: { aws_eks_cluster: { main: { name: "serving", ...attributes } }, ...others } };
}

function addon(attributes: object): EstateSource {
  return { resource: { aws_eks_addon: { one: { cluster_name: "serving", ...attributes } } } };
}

function entry(attributes: object, others: Record<string, Record<string, unknown>> = {}): EstateSource {
  return { resource: { aws_eks_access_entry: { one: { cluster_name: "serving", ...attributes } }, ...others } };
}

function access(
  policy: string,
  type: string,
  principal: string,
  others: Record<string, Record<string, unknown>> = {},
): EstateSource {
  const association = {
    cluster_name: "serving",
    policy_arn: `${POLICY}/${policy}`,
    principal_arn: principal,
    access_scope: { type },
  };
  return { resource: { aws_eks_access_policy_association: { one: association }, ...others } };
}

const AWS_EKS_CONTROL_PLANE_CASES: readonly ControlCases[] = [
  {
    control: "AWS_EKS_PRIVATE_ENDPOINT",
    holds: {
      "a private endpoint": cluster({ vpc_config: { endpoint_public_access: false } }),
      "a private endpoint, as text": cluster({ vpc_config: [{ endpoint_public_access: "false" }] }),
    },
    fails: {
      "not said: the default is public": cluster({ vpc_config: { subnet_ids: [] } }),
      "public, by null": cluster({ vpc_config: { endpoint_public_access: null } }),
      "public for all": cluster({ vpc_config: { endpoint_public_access: true, public_access_cidrs: ["0.0.0.0/0"] } }),
      "public for an office": cluster({
        vpc_config: { endpoint_public_access: true, public_access_cidrs: ["203.0.113.7/32"] },
      }),
    },
    undecided: { "by a variable": cluster({ vpc_config: { endpoint_public_access: "${var.public}" } }) },
  },
  {
    control: "AWS_EKS_PRIVATE_ACCESS",
    holds: { "private access": cluster({ vpc_config: { endpoint_private_access: "true" } }) },
    fails: { "not said: the default is false": cluster({ vpc_config: { subnet_ids: [] } }) },
  },
  {
    control: "AWS_EKS_LOGS_COMPLETE",
    holds: { "all five in any order": cluster({ enabled_cluster_log_types: ALL_LOGS }) },
    fails: {
      "three of five, as modules do": cluster({ enabled_cluster_log_types: ["api", "audit", "authenticator"] }),
      "none by default": cluster({}),
    },
    undecided: { "by a variable": cluster({ enabled_cluster_log_types: "${var.logs}" }) },
  },
  {
    control: "AWS_EKS_LOG_GROUP_DECLARED",
    holds: {
      "a group by the cluster's name": cluster(
        { enabled_cluster_log_types: ALL_LOGS },
        { aws_cloudwatch_log_group: { logs: { name: "/aws/eks/serving/cluster" } } },
      ),
      "a group by the cluster's expression": cluster(
        { name: "${local.name}", enabled_cluster_log_types: ALL_LOGS },
        { aws_cloudwatch_log_group: { logs: { name: "/aws/eks/${local.name}/cluster" } } },
      ),
    },
    fails: {
      "another group": cluster(
        { enabled_cluster_log_types: ALL_LOGS },
        { aws_cloudwatch_log_group: { logs: { name: "/aws/eks/other/cluster" } } },
      ),
    },
  },
  {
    control: "AWS_EKS_SECRETS_ENCRYPTED",
    holds: {
      "a key that is made beside it": cluster(
        { encryption_config: { resources: ["secrets"], provider: { key_arn: "${aws_kms_key.k.arn}" } } },
        { aws_kms_key: { k: {} } },
      ),
    },
    fails: {
      "no encryption": cluster({}),
      "no resources": cluster({ encryption_config: { resources: [], provider: { key_arn: "arn:aws:kms:k" } } }),
    },
  },
  {
    control: "AWS_EKS_VERSION_EXPLICIT",
    holds: { "a version": cluster({ version: "1.34" }), "a variable": cluster({ version: "${var.version}" }) },
    fails: { none: cluster({}), null: cluster({ version: null }) },
  },
  {
    control: "AWS_EKS_NETWORK_POLICY_ENGINE",
    holds: {
      "the add-on": {
        ...cluster(
          {},
          { aws_eks_addon: { cni: { cluster_name: "${aws_eks_cluster.main.name}", addon_name: "vpc-cni" } } },
        ),
        manifests: [TRAFFIC_RULE],
      },
      Cilium: {
        ...cluster({}, { helm_release: { cilium: { name: "cilium", chart: "cilium" } } }),
        manifests: [TRAFFIC_RULE],
      },
      "Auto Mode": { ...cluster({ compute_config: { enabled: true } }), manifests: [TRAFFIC_RULE] },
      "no network policies": cluster({}),
    },
    fails: {
      "policies and no engine": { ...cluster({}), manifests: [TRAFFIC_RULE] },
      "another add-on": {
        ...cluster({}, { aws_eks_addon: { dns: { cluster_name: "serving", addon_name: "coredns" } } }),
        manifests: [TRAFFIC_RULE],
      },
    },
  },
  {
    control: "AWS_EKS_NETWORK_POLICIES_ENFORCED",
    holds: {
      "a text": addon({ addon_name: "vpc-cni", configuration_values: '{"enableNetworkPolicy":"true"}' }),
      "a boolean": addon({ addon_name: "vpc-cni", configuration_values: '{"enableNetworkPolicy": true}' }),
      YAML: addon({ addon_name: "vpc-cni", configuration_values: "env: {}\nenableNetworkPolicy: 'true'\n" }),
      jsonencode: addon({
        addon_name: "vpc-cni",
        configuration_values: '${jsonencode({ "enableNetworkPolicy" = "true", "env" = { "A" = var.a } })}',
      }),
      "another add-on": addon({ addon_name: "kube-proxy" }),
    },
    fails: {
      "no configuration": addon({ addon_name: "vpc-cni" }),
      "switched off": addon({ addon_name: "vpc-cni", configuration_values: '{"enableNetworkPolicy":"false"}' }),
      "something else": addon({ addon_name: "vpc-cni", configuration_values: '{"env":{}}' }),
    },
  },
  {
    control: "AWS_EKS_ADDON_VERSION_PINNED",
    holds: { "a version": addon({ addon_name: "coredns", addon_version: "v1.12.1-eksbuild.2" }) },
    fails: { none: addon({ addon_name: "coredns" }) },
  },
  {
    control: "AWS_EKS_ADDON_ROLE",
    holds: {
      "Pod Identity": addon({
        addon_name: "vpc-cni",
        pod_identity_association: { role_arn: "${aws_iam_role.cni.arn}", service_account: "aws-node" },
      }),
      IRSA: addon({ addon_name: "aws-ebs-csi-driver", service_account_role_arn: "arn:aws:iam::111122223333:role/ebs" }),
      "Pod Identity, by a resource": {
        resource: {
          ...addon({ addon_name: "vpc-cni" }).resource,
          aws_eks_pod_identity_association: { p: { service_account: "aws-node", role_arn: "${aws_iam_role.cni.arn}" } },
        },
      },
      "an add-on that calls nothing": addon({ addon_name: "coredns" }),
    },
    fails: {
      "the node's role": addon({ addon_name: "vpc-cni" }),
      "a role of another add-on": {
        resource: {
          ...addon({ addon_name: "vpc-cni" }).resource,
          aws_eks_pod_identity_association: { p: { service_account: "ebs-csi-controller-sa", role_arn: "arn" } },
        },
      },
    },
  },
];

const AWS_EKS_ACCESS_CASES: readonly ControlCases[] = [
  {
    control: "AWS_EKS_AUTHENTICATION_BY_API",
    holds: { API: cluster({ access_config: { authentication_mode: "API" } }) },
    fails: {
      both: cluster({ access_config: { authentication_mode: "API_AND_CONFIG_MAP" } }),
      "not said": cluster({}),
    },
  },
  {
    control: "AWS_EKS_CREATOR_NOT_ADMIN",
    holds: { false: cluster({ access_config: { bootstrap_cluster_creator_admin_permissions: false } }) },
    fails: {
      "not said: the default is true": cluster({ access_config: { authentication_mode: "API" } }),
      true: cluster({ access_config: { bootstrap_cluster_creator_admin_permissions: true } }),
    },
  },
  {
    control: "AWS_EKS_ACCESS_FOR_ROLES",
    holds: {
      "an ARN of a role": entry({ principal_arn: "arn:aws:iam::111122223333:role/team" }),
      "an ARN of a role in an account that is looked up": entry({
        principal_arn: "arn:aws:iam::${data.aws_caller_identity.me.account_id}:role/team",
      }),
      "a role beside it": entry({ principal_arn: "${aws_iam_role.team.arn}" }, { aws_iam_role: { team: {} } }),
      "a role of another module": entry({ principal_arn: "${data.aws_iam_role.team.arn}" }),
    },
    fails: {
      "a user": entry({ principal_arn: "arn:aws:iam::111122223333:user/eve" }),
      "a user beside it": entry(
        { principal_arn: "${aws_iam_user.eve.arn}" },
        { aws_iam_user: { eve: { name: "eve" } } },
      ),
      "the account": entry({ principal_arn: "arn:aws:iam::111122223333:root" }),
    },
  },
  {
    control: "AWS_EKS_NO_SYSTEM_MASTERS",
    holds: { "a team's group": entry({ kubernetes_groups: ["team"] }), none: entry({}) },
    fails: { "system:masters": entry({ kubernetes_groups: ["team", "system:masters"] }) },
    undecided: { "by a variable": entry({ kubernetes_groups: "${var.groups}" }) },
  },
  {
    control: "AWS_EKS_CLUSTER_ADMIN_BREAK_GLASS",
    holds: {
      "the role of emergencies": access(
        "AmazonEKSClusterAdminPolicy",
        "cluster",
        "arn:aws:iam::111122223333:role/BreakGlass",
      ),
      "the role of emergencies, beside it": access("AmazonEKSClusterAdminPolicy", "cluster", "${aws_iam_role.r.arn}", {
        aws_iam_role: { r: { name: "acme-break-glass" } },
      }),
      "a tag on the entry": access("AmazonEKSClusterAdminPolicy", "cluster", "arn:aws:iam::111122223333:role/sre", {
        aws_eks_access_entry: {
          sre: { principal_arn: "arn:aws:iam::111122223333:role/sre", tags: { "break-glass": "true" } },
        },
      }),
      "a namespace": access("AmazonEKSClusterAdminPolicy", "namespace", "arn:aws:iam::111122223333:role/team"),
      "a lesser policy": access("AmazonEKSViewPolicy", "cluster", "arn:aws:iam::111122223333:role/team"),
    },
    fails: {
      "a team": access("AmazonEKSClusterAdminPolicy", "cluster", "arn:aws:iam::111122223333:role/team"),
      "a role beside it": access("AmazonEKSClusterAdminPolicy", "cluster", "${aws_iam_role.ci.arn}", {
        aws_iam_role: { ci: { name: "ci" } },
      }),
    },
  },
  {
    control: "AWS_EKS_ACCESS_IN_NAMESPACES",
    holds: {
      "edits in namespaces": access("AmazonEKSEditPolicy", "namespace", "arn:aws:iam::111122223333:role/team"),
      "views everywhere": access("AmazonEKSViewPolicy", "cluster", "arn:aws:iam::111122223333:role/audit"),
    },
    fails: { "edits everywhere": access("AmazonEKSEditPolicy", "cluster", "arn:aws:iam::111122223333:role/team") },
  },
];

export const AWS_EKS_CASES: readonly ControlCases[] = [
  ...AWS_EKS_CONTROL_PLANE_CASES,
  ...AWS_EKS_ACCESS_CASES,
  ...AWS_EKS_NODES_CASES,
];
