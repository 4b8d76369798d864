import type { EstateSource } from "../../support/estates";
import type { ControlCases } from "../case";
import { AWS_EKS_ACCESS_CASES } from "./aws-eks-access";
import { AWS_EKS_NODES_CASES } from "./aws-eks-nodes";

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
    undecided: { "by a variable": cluster({ vpc_config: { endpoint_private_access: "${var.private}" } }) },
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
      "another group, of a name that is known in part": cluster(
        { enabled_cluster_log_types: ALL_LOGS },
        { aws_cloudwatch_log_group: { logs: { name: "/aws/lambda/${var.name}" } } },
      ),
    },
    undecided: {
      "a group by a variable": cluster(
        { enabled_cluster_log_types: ALL_LOGS },
        { aws_cloudwatch_log_group: { logs: { name: "${var.log_group}" } } },
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
    undecided: {
      "resources by a variable": cluster({
        encryption_config: { resources: "${var.resources}", provider: { key_arn: "${aws_kms_key.k.arn}" } },
      }),
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
    undecided: {
      "an add-on that is a variable": {
        ...cluster(
          {},
          { aws_eks_addon: { one: { cluster_name: "${aws_eks_cluster.main.name}", addon_name: "${var.addon}" } } },
        ),
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
    undecided: {
      "by a variable": addon({ addon_name: "vpc-cni", configuration_values: "${var.settings}" }),
      "which add-on is a variable": addon({ addon_name: "${var.addon}" }),
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
    undecided: { "which add-on is a variable": addon({ addon_name: "${var.addon}" }) },
  },
];

export const AWS_EKS_CASES: readonly ControlCases[] = [
  ...AWS_EKS_CONTROL_PLANE_CASES,
  ...AWS_EKS_ACCESS_CASES,
  ...AWS_EKS_NODES_CASES,
];
