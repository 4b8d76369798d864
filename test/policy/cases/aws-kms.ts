import type { EstateSource } from "../../support/estates";
import type { ControlCases } from "../case";
import { AWS_KMS_USE_CASES } from "./aws-kms-uses";
import { allowing, openPolicies, withPolicy } from "./open-policies";

const OPEN = openPolicies("aws_kms_key", "kms:Decrypt");
const ACCOUNT = { AWS: "arn:aws:iam::111122223333:root" };

function service(name: string, condition = ""): string {
  return (
    `{"Statement": [{"Effect": "Allow", "Principal": {"Service": "${name}"}, "Action": "kms:Decrypt", ` +
    `"Resource": "*"${condition}}]}`
  );
}

function logs(condition: string): EstateSource {
  return { resource: { aws_kms_key: { it: { policy: service("logs.eu-west-1.amazonaws.com", condition) } } } };
}

function key(attributes: object): EstateSource {
  return { resource: { aws_kms_key: { it: { description: "Weights", ...attributes } } } };
}

export const AWS_KMS_CASES: readonly ControlCases[] = [
  {
    control: "AWS_KMS_ROTATION_ENABLED",
    holds: {
      on: { resource: { aws_kms_key: { it: { enable_key_rotation: true } } } },
      "a key that signs, which cannot be rotated": {
        resource: { aws_kms_key: { it: { customer_master_key_spec: "RSA_4096", key_usage: "SIGN_VERIFY" } } },
      },
      "on as text": {
        resource: {
          aws_kms_key: { it: { enable_key_rotation: "true", customer_master_key_spec: "SYMMETRIC_DEFAULT" } },
        },
      },
    },
    fails: {
      unset: { resource: { aws_kms_key: { it: { description: "d" } } } },
      off: { resource: { aws_kms_key: { it: { enable_key_rotation: false, key_usage: "ENCRYPT_DECRYPT" } } } },
    },
    undecided: { "not known": { resource: { aws_kms_key: { it: { enable_key_rotation: "${var.r}" } } } } },
  },
  {
    control: "AWS_KMS_ROTATION_YEARLY",
    holds: {
      unset: { resource: { aws_kms_key: { it: { description: "d" } } } },
      "90 days": { resource: { aws_kms_key: { it: { rotation_period_in_days: "90" } } } },
    },
    fails: { "two years": { resource: { aws_kms_key: { it: { rotation_period_in_days: 730 } } } } },
    undecided: { "not known": { resource: { aws_kms_key: { it: { rotation_period_in_days: "${var.days}" } } } } },
  },
  {
    control: "AWS_KMS_DELETION_WINDOW",
    holds: {
      unset: { resource: { aws_kms_key: { it: { description: "d" } } } },
      "30": { resource: { aws_kms_key: { it: { deletion_window_in_days: "30" } } } },
    },
    fails: { "7": { resource: { aws_kms_key: { it: { deletion_window_in_days: 7 } } } } },
    undecided: { "not known": { resource: { aws_kms_key: { it: { deletion_window_in_days: "${var.days}" } } } } },
  },
  {
    control: "AWS_KMS_PREVENT_DESTROY",
    holds: {
      protected: key({ tags: { tier: "production" }, lifecycle: { prevent_destroy: true } }),
      "a key of development": key({ tags: { tier: "dev" } }),
      "a key that says no tier": key({}),
    },
    fails: {
      "no lifecycle": key({ tags: { tier: "production" } }),
      "another lifecycle": key({ tags: { tier: "prod" }, lifecycle: { ignore_changes: ["tags"] } }),
      "switched off": key({ tags: { tier: "prod" }, lifecycle: { prevent_destroy: false } }),
    },
    undecided: { "a tier that is not known": key({ tags: { tier: "${var.tier}" } }) },
  },
  {
    control: "AWS_KMS_KEY_ENABLED",
    holds: {
      unset: { resource: { aws_kms_key: { it: { description: "d" } } } },
      on: { resource: { aws_kms_key: { it: { is_enabled: true } } } },
    },
    fails: {
      off: { resource: { aws_kms_key: { it: { is_enabled: false } } } },
      "off as text": { resource: { aws_kms_key: { it: { is_enabled: "false" } } } },
    },
    undecided: { "not known": { resource: { aws_kms_key: { it: { is_enabled: "${var.on}" } } } } },
  },
  {
    control: "AWS_KMS_POLICY_DEFINED",
    holds: {
      inline: { resource: { aws_kms_key: { it: { policy: "{}" } } } },
      "a satellite": {
        resource: {
          aws_kms_key: { it: { description: "d" } },
          aws_kms_key_policy: { it: { key_id: "${aws_kms_key.it.id}", policy: "{}" } },
        },
      },
    },
    fails: { none: { resource: { aws_kms_key: { it: { description: "d" } } } } },
    undecided: {
      "a satellite of a key that is not known": {
        resource: {
          aws_kms_key: { it: { description: "d" } },
          aws_kms_key_policy: { it: { key_id: "${var.key}", policy: "{}" } },
        },
      },
    },
  },
  {
    control: "AWS_KMS_POLICY_NO_ANYONE",
    holds: {
      ...OPEN.holds,
      "the default policy of AWS": withPolicy("aws_kms_key", allowing("kms:*", ACCOUNT)),
      "what the key had before its satellite": {
        resource: {
          aws_kms_key: { it: { policy: allowing("kms:*", "*") } },
          aws_kms_key_policy: { it: { key_id: "${aws_kms_key.it.id}", policy: service("s3.amazonaws.com") } },
        },
      },
      "no policy": { resource: { aws_kms_key: { it: { description: "d" } } } },
    },
    fails: {
      ...OPEN.fails,
      "a satellite": withPolicy("aws_kms_key_policy", allowing("kms:*", "*")),
      "everybody through S3": withPolicy(
        "aws_kms_key",
        allowing("kms:Decrypt", "*", { StringEquals: { "kms:ViaService": "s3.eu-west-1.amazonaws.com" } }),
      ),
    },
    undecided: OPEN.undecided,
  },
  {
    control: "AWS_KMS_ADMINISTRATORS_CANNOT_READ",
    holds: {
      "the default policy of AWS": {
        resource: {
          aws_kms_key: {
            it: {
              policy:
                '{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::111122223333:root"}, "Action": "kms:*", "Resource": "*"}]}',
            },
          },
        },
      },
      "the account by reference": {
        resource: {
          aws_kms_key: {
            it: {
              policy:
                '{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::${data.aws_caller_identity.me.account_id}:root"}, "Action": "kms:*", "Resource": "*"}]}',
            },
          },
        },
      },
      "two statements": {
        resource: {
          aws_kms_key: {
            it: {
              policy:
                '{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::111122223333:role/serving"}, "Action": "kms:Decrypt", "Resource": "*"}, {"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::111122223333:role/admin"}, "Action": ["kms:Put*"], "Resource": "*"}]}',
            },
          },
        },
      },
    },
    fails: {
      "a role with all": {
        resource: {
          aws_kms_key: {
            it: {
              policy:
                '{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::111122223333:role/serving"}, "Action": "kms:*", "Resource": "*"}]}',
            },
          },
        },
      },
      "a role with both": {
        resource: {
          aws_kms_key_policy: {
            it: {
              policy:
                '{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::111122223333:role/serving"}, "Action": ["kms:PutKeyPolicy", "kms:Decrypt"], "Resource": "*"}]}',
            },
          },
        },
      },
    },
    undecided: { "a policy that is not known": { resource: { aws_kms_key: { it: { policy: "${var.policy}" } } } } },
  },
  {
    control: "AWS_KMS_LOG_GROUPS_NAMED",
    holds: {
      "log groups of the account": logs(
        ', "Condition": {"ArnLike": {"kms:EncryptionContext:aws:logs:arn": "arn:aws:logs:*"}}',
      ),
      "another service": {
        resource: { aws_kms_key: { it: { policy: service("s3.amazonaws.com") } } },
      },
      "no policy": { resource: { aws_kms_key: { it: { description: "d" } } } },
    },
    fails: {
      "any log group": logs(""),
      "any log group, in a region that is not known": {
        resource: { aws_kms_key_policy: { it: { policy: service("logs.${data.aws_region.here.id}.amazonaws.com") } } },
      },
    },
    undecided: { "a policy that is not known": { resource: { aws_kms_key: { it: { policy: "${var.policy}" } } } } },
  },
  {
    control: "AWS_KMS_SINGLE_REGION",
    holds: {
      unset: { resource: { aws_kms_key: { it: { description: "d" } } } },
      "a replica is declared": {
        resource: {
          aws_kms_key: { it: { multi_region: true } },
          aws_kms_replica_key: { copy: { primary_key_arn: "${aws_kms_key.it.arn}" } },
        },
      },
    },
    fails: { "no replica": { resource: { aws_kms_key: { it: { multi_region: "true" } } } } },
    undecided: { "not known": { resource: { aws_kms_key: { it: { multi_region: "${var.m}" } } } } },
  },
  {
    control: "AWS_KMS_LOCKOUT_CHECK",
    holds: {
      unset: { resource: { aws_kms_key: { it: { description: "d" } } } },
      false: { resource: { aws_kms_key_policy: { it: { bypass_policy_lockout_safety_check: false } } } },
    },
    fails: {
      bypassed: { resource: { aws_kms_key: { it: { bypass_policy_lockout_safety_check: true } } } },
      "bypassed by a satellite": {
        resource: { aws_kms_key_policy: { it: { bypass_policy_lockout_safety_check: "true" } } },
      },
    },
    undecided: {
      "not known": { resource: { aws_kms_key: { it: { bypass_policy_lockout_safety_check: "${var.bypass}" } } } },
    },
  },
  ...AWS_KMS_USE_CASES,
];
