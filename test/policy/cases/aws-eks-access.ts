import type { EstateSource } from "../../support/estates";
import type { ControlCases } from "../case";

const POLICY = "arn:aws:eks::aws:cluster-access-policy";

function cluster(attributes: object): EstateSource {
  return { resource: { aws_eks_cluster: { main: { name: "serving", ...attributes } } } };
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

export const AWS_EKS_ACCESS_CASES: readonly ControlCases[] = [
  {
    control: "AWS_EKS_AUTHENTICATION_BY_API",
    holds: { API: cluster({ access_config: { authentication_mode: "API" } }) },
    fails: {
      both: cluster({ access_config: { authentication_mode: "API_AND_CONFIG_MAP" } }),
      "not said": cluster({}),
    },
    undecided: { "by a variable": cluster({ access_config: { authentication_mode: "${var.mode}" } }) },
  },
  {
    control: "AWS_EKS_CREATOR_NOT_ADMIN",
    holds: { false: cluster({ access_config: { bootstrap_cluster_creator_admin_permissions: false } }) },
    fails: {
      "not said: the default is true": cluster({ access_config: { authentication_mode: "API" } }),
      true: cluster({ access_config: { bootstrap_cluster_creator_admin_permissions: true } }),
    },
    undecided: {
      "by a variable": cluster({ access_config: { bootstrap_cluster_creator_admin_permissions: "${var.admin}" } }),
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
    undecided: {
      "by a variable": entry({ principal_arn: "${var.principal}" }),
      "by an output of another module": entry({ principal_arn: "${module.people.engineers_arn}" }),
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
    undecided: {
      "a role that is a variable": access("AmazonEKSClusterAdminPolicy", "cluster", "${var.role}"),
      "a policy that is a variable": {
        resource: {
          aws_eks_access_policy_association: {
            one: {
              policy_arn: "${var.policy}",
              principal_arn: "arn:aws:iam::111122223333:role/team",
              access_scope: { type: "cluster" },
            },
          },
        },
      },
      "a scope that is a variable": access(
        "AmazonEKSClusterAdminPolicy",
        "${var.scope}",
        "arn:aws:iam::111122223333:role/team",
      ),
    },
  },
  {
    control: "AWS_EKS_ACCESS_IN_NAMESPACES",
    holds: {
      "edits in namespaces": access("AmazonEKSEditPolicy", "namespace", "arn:aws:iam::111122223333:role/team"),
      "views everywhere": access("AmazonEKSViewPolicy", "cluster", "arn:aws:iam::111122223333:role/audit"),
    },
    fails: { "edits everywhere": access("AmazonEKSEditPolicy", "cluster", "arn:aws:iam::111122223333:role/team") },
    undecided: {
      "a scope that is a variable": access(
        "AmazonEKSEditPolicy",
        "${var.scope}",
        "arn:aws:iam::111122223333:role/team",
      ),
    },
  },
];
