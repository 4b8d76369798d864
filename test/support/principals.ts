/** Account that every stack of the tests is applied in. */
export const ACCOUNT = "111122223333";

/** An account that nobody here has anything to do with. Its resources let everybody in: the worst case. */
export const FOREIGN_ACCOUNT = "999988887777";

export const POLICY_VERSION = "2012-10-17";

/** A policy as IAM reads it: no reference of Terraform is left in it. */
export interface Policy {
  readonly Version: string;
  readonly Statement: readonly Record<string, unknown>[];
}

export type RequestContext = Record<string, string | string[]>;

/** Who asks, with everything that is attached to them. */
export interface Principal {
  readonly arn: string;
  readonly policies: readonly Policy[];
  readonly boundary?: Policy;
  readonly context: RequestContext;
}

const ALLOW_EVERYTHING: Policy = {
  Version: POLICY_VERSION,
  Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }],
};

/** A session of a role made elsewhere, which holds no policy of its own. */
export function session(roleName: string, account = ACCOUNT): Principal {
  return {
    arn: `arn:aws:sts::${account}:assumed-role/${roleName.slice(roleName.lastIndexOf("/") + 1)}/session`,
    policies: [],
    context: {
      "aws:PrincipalArn": `arn:aws:iam::${account}:role/${roleName}`,
      "aws:PrincipalAccount": account,
      "aws:PrincipalType": "AssumedRole",
      "aws:PrincipalIsAWSService": "false",
    },
  };
}

/** A session of a role that may do everything as far as IAM is concerned: only resource policies can stop it. */
export function administrator(roleName = "administrator", account = ACCOUNT): Principal {
  return { ...session(roleName, account), policies: [ALLOW_EVERYTHING] };
}

/** The same principal after somebody attached `AdministratorAccess` to it: what is still refused, the boundary refuses. */
export function promoted(principal: Principal): Principal {
  return { ...principal, policies: [...principal.policies, ALLOW_EVERYTHING] };
}

/** An AWS service that acts by itself. */
export function service(name: string): Principal {
  return {
    arn: name,
    policies: [],
    context: { "aws:PrincipalIsAWSService": "true", "aws:PrincipalServiceName": name },
  };
}

/** Whoever shows a token of the identity provider. */
export function tokenOf(issuer: string, claims: { sub?: string; aud?: string }, account = ACCOUNT): Principal {
  return {
    arn: `arn:aws:iam::${account}:oidc-provider/${issuer}`,
    policies: [],
    context: {
      "aws:PrincipalIsAWSService": "false",
      ...(claims.sub !== undefined && { [`${issuer}:sub`]: claims.sub }),
      ...(claims.aud !== undefined && { [`${issuer}:aud`]: claims.aud }),
    },
  };
}
