import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { Fn, type TerraformStack } from "cdktf";
import { at, type CheckovCase } from "./checkov-case";

const ISSUER = "oidc.eks.eu-west-1.amazonaws.com/id/0123456789ABCDEF0123456789ABCDEF";

function document(statement: object): object {
  return { Version: "2012-10-17", Statement: [statement] };
}

const EVERYTHING = document({ Effect: "Allow", Action: "*", Resource: "*" });
const ONE_MODEL = document({ Effect: "Allow", Action: "s3:GetObject", Resource: "arn:aws:s3:::acme-weights/resnet/*" });
const BATCH_TRUST = document({
  Effect: "Allow",
  Action: "sts:AssumeRole",
  Principal: { Service: "batch.amazonaws.com" },
});

function trust(condition?: object): object {
  return document({
    Effect: "Allow",
    Action: "sts:AssumeRoleWithWebIdentity",
    Principal: { Federated: `arn:aws:iam::111122223333:oidc-provider/${ISSUER}` },
    ...(condition === undefined ? {} : { Condition: condition }),
  });
}

function roleWith(policy: string): (stack: TerraformStack) => void {
  return (stack) => {
    const role = new IamRole(stack, "batch", { assumeRolePolicy: JSON.stringify(BATCH_TRUST) });
    new IamRolePolicy(stack, "permissions", { role: role.name, policy });
  };
}

const PERMISSIONS = "aws_iam_role_policy.permissions";

export const IDENTITY_CASES: readonly CheckovCase[] = [
  {
    name: "a role's policy that allows every action, as a JSON string",
    checkov: "CKV_AWS_62 and CKV_AWS_63 fail, rightly",
    write: roleWith(JSON.stringify(EVERYTHING)),
    finds: at(PERMISSIONS, "AWS_IAM_NO_ADMINISTRATOR"),
  },
  {
    name: "a role's policy that allows every action, through Fn.jsonencode",
    checkov: "CKV_AWS_62 and CKV_AWS_63 pass",
    write: (stack) => roleWith(Fn.jsonencode(EVERYTHING))(stack),
    output: /\$\{jsonencode\(/,
    finds: at(PERMISSIONS, "AWS_IAM_NO_ADMINISTRATOR"),
  },
  {
    name: "a role's policy that allows to read one model, through Fn.jsonencode",
    checkov: "passes, as it passes the one that allows everything",
    write: (stack) => roleWith(Fn.jsonencode(ONE_MODEL))(stack),
    output: /\$\{jsonencode\(/,
    clean: [PERMISSIONS],
  },
  {
    name: "a trust policy of a service account without sub and aud",
    checkov: "no finding",
    write: (stack) => new IamRole(stack, "serving", { assumeRolePolicy: JSON.stringify(trust()) }),
    finds: at("aws_iam_role.serving", "AWS_IAM_IRSA_TRUST_EXACT"),
  },
  {
    name: "a trust policy of a service account with aud alone: every service account of the cluster",
    checkov: "no finding",
    write: (stack) =>
      new IamRole(stack, "serving", {
        assumeRolePolicy: Fn.jsonencode(trust({ StringEquals: { [`${ISSUER}:aud`]: "sts.amazonaws.com" } })),
      }),
    finds: at("aws_iam_role.serving", "AWS_IAM_IRSA_TRUST_EXACT"),
  },
  {
    name: "a trust policy that names the service account",
    checkov: "no finding",
    write: (stack) =>
      new IamRole(stack, "serving", {
        assumeRolePolicy: JSON.stringify(
          trust({
            StringEquals: {
              [`${ISSUER}:sub`]: "system:serviceaccount:vision:resnet",
              [`${ISSUER}:aud`]: "sts.amazonaws.com",
            },
          }),
        ),
      }),
    clean: ["aws_iam_role.serving"],
  },
];
