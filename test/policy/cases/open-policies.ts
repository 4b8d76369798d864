import type { EstateSource } from "../../support/estates";
import type { ControlCases } from "../case";

const ROLE = { AWS: "arn:aws:iam::111122223333:role/serving" };

/** A policy of one statement that allows the action. */
export function allowing(action: string, principal: unknown, condition?: object): string {
  const statement = { Effect: "Allow", Principal: principal, Action: action, Resource: "*" };
  return JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ ...statement, ...(condition && { Condition: condition }) }],
  });
}

/** A resource of the kind with that policy. */
export function withPolicy(kind: string, policy: string): EstateSource {
  return { resource: { [kind]: { it: { policy } } } };
}

/** What every control that no policy allows anyone says of the same policies, whatever they are policies of. */
export function openPolicies(
  kind: string,
  action: string,
): Required<Pick<ControlCases, "holds" | "fails" | "undecided">> {
  const everybody = (condition?: object): EstateSource => withPolicy(kind, allowing(action, "*", condition));
  return {
    holds: {
      "a named role": withPolicy(kind, allowing(action, ROLE)),
      "everybody of an organization": everybody({ StringEquals: { "aws:PrincipalOrgID": "o-1234567890" } }),
      "everybody of an account, with other conditions": withPolicy(
        kind,
        allowing(
          action,
          { AWS: "*" },
          { StringEquals: { "aws:PrincipalAccount": "111122223333", "kms:ViaService": "s3.eu-west-1.amazonaws.com" } },
        ),
      ),
    },
    fails: {
      everybody: everybody(),
      "everybody of AWS, jsonencode": withPolicy(
        kind,
        `\${jsonencode({Statement = [{Effect = "Allow", Principal = { AWS = "*" }, Action = "${action}", Resource = "*"}]})}`,
      ),
      "everybody, with a condition that everybody meets": everybody({
        StringNotEquals: { "aws:PrincipalAccount": "111122223333" },
      }),
      "everybody whose organization is one, if they have one": everybody({
        StringEqualsIfExists: { "aws:PrincipalOrgID": "o-1234567890" },
      }),
      "everybody whose account begins with anything": everybody({ StringLike: { "aws:PrincipalAccount": "*" } }),
    },
    undecided: { "a policy that is not known": withPolicy(kind, "${var.policy}") },
  };
}
