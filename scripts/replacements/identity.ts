import type { KindCases } from "./cases";
import { KEY, OTHER_KEY, OTHER_POLICY, POLICY, ROLE, TRUST_POLICY } from "./values";

/** Keys, roles, secrets and parameters. */
export const IDENTITY: Readonly<Record<string, KindCases>> = {
  aws_kms_key: {
    base: { description: "models" },
    filled: { key_usage: "ENCRYPT_DECRYPT", customer_master_key_spec: "SYMMETRIC_DEFAULT", is_enabled: true },
    replaces: {
      custom_key_store_id: ["other", null],
      customer_master_key_spec: ["other", null],
      key_usage: ["other", null],
      multi_region: [false, true],
      xks_key_id: ["other", null],
    },
    updates: {
      rotation_period_in_days: [90, 180, { enable_key_rotation: true }],
      policy: [
        OTHER_POLICY,
        '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"kms:*","Resource":"*","Principal":"*"}]}',
      ],
      tags: [{ other: "value" }, null],
      description: ["other", "models"],
      enable_key_rotation: [true, null],
      deletion_window_in_days: [7, null],
      is_enabled: [false, true],
      bypass_policy_lockout_safety_check: [true, null],
    },
  },
  aws_kms_alias: {
    base: { name: "alias/models", target_key_id: KEY },
    replaces: { name_prefix: ["alias/b", "alias/a", { name: null }], name: ["other", "alias/models"] },
    updates: { target_key_id: ["other", KEY] },
  },
  aws_kms_grant: {
    base: { name: "models", key_id: KEY, grantee_principal: ROLE, operations: ["Decrypt"] },
    filled: { retire_on_delete: false },
    replaces: {
      constraints: [[{ encryption_context_equals: { a: "b" } }], [{ encryption_context_equals: { a: "c" } }]],
      operations: [["Encrypt"], ["Decrypt"]],
      grant_creation_tokens: [["other"], null],
      grantee_principal: ["other", ROLE],
      key_id: ["other", KEY],
      name: ["other", "models"],
      retire_on_delete: [true, null],
      retiring_principal: ["other", null],
    },
    updates: {},
  },
  aws_iam_role: {
    base: { name: "models", assume_role_policy: TRUST_POLICY },
    filled: { path: "/" },
    replaces: { name_prefix: ["b", "a", { name: null }], name: ["other", "models"], path: ["other", null] },
    updates: {
      managed_policy_arns: [
        ["arn:aws:iam::aws:policy/ReadOnlyAccess"],
        ["arn:aws:iam::aws:policy/AdministratorAccess"],
      ],
      tags: [{ other: "value" }, null],
      description: ["other", null],
      force_detach_policies: [true, null],
      assume_role_policy: [OTHER_POLICY, TRUST_POLICY],
      permissions_boundary: ["other", null],
      max_session_duration: [7, null],
    },
  },
  aws_iam_role_policy: {
    base: { name: "models", role: "models", policy: POLICY },
    replaces: { name_prefix: ["b", "a", { name: null }], name: ["other", "models"], role: ["other", "models"] },
    updates: { policy: [OTHER_POLICY, POLICY] },
  },
  aws_iam_role_policy_attachment: {
    base: { role: "models", policy_arn: "arn:aws:iam::aws:policy/ReadOnlyAccess" },
    replaces: { policy_arn: ["other", "arn:aws:iam::aws:policy/ReadOnlyAccess"], role: ["other", "models"] },
    updates: {},
  },
  aws_iam_policy: {
    base: { name: "models", policy: POLICY },
    filled: { path: "/" },
    replaces: {
      name_prefix: ["b", "a", { name: null }],
      description: ["other", null],
      name: ["other", "models"],
      path: ["other", null],
    },
    updates: { tags: [{ other: "value" }, null], policy: [OTHER_POLICY, POLICY] },
  },
  aws_iam_instance_profile: {
    base: { name: "models", role: "models" },
    filled: { path: "/" },
    replaces: { name_prefix: ["b", "a", { name: null }], name: ["other", "models"], path: ["other", null] },
    updates: { tags: [{ other: "value" }, null], role: ["other", "models"] },
  },
  aws_iam_openid_connect_provider: {
    base: {
      url: "https://oidc.example.com/id",
      client_id_list: ["sts.amazonaws.com"],
      thumbprint_list: ["990f4193972f2becf12ddeda5237f9c952f20d9e"],
    },
    replaces: { url: ["other", "https://oidc.example.com/id"] },
    updates: {
      thumbprint_list: [["000f4193972f2becf12ddeda5237f9c952f20d9e"], ["990f4193972f2becf12ddeda5237f9c952f20d9e"]],
      tags: [{ other: "value" }, null],
      client_id_list: [["other"], ["sts.amazonaws.com"]],
    },
  },
  aws_secretsmanager_secret: {
    base: { name: "models" },
    replaces: { name_prefix: ["b", "a", { name: null }], name: ["other", "models"] },
    updates: {
      tags: [{ other: "value" }, null],
      description: ["other", null],
      force_overwrite_replica_secret: [true, null],
    },
  },
  aws_ssm_parameter: {
    base: { name: "models", type: "String", value: "a" },
    replaces: { data_type: ["aws:ec2:image", "text"], name: ["other", "models"] },
    updates: {
      type: ["SecureString", "String"],
      key_id: [OTHER_KEY, KEY, { type: "SecureString" }],
      value: ["b", "a"],
    },
    depends: [
      {
        path: "tier",
        on: "is replaced when it comes down from Advanced",
        replaces: [["tier", "Advanced", "Standard"]],
        updates: [["tier", "Standard", "Advanced"]],
      },
    ],
  },
};
