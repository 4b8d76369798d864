import { rolesNamed } from "../estate/joins/policy-principals";
import { isServingRole } from "../estate/joins/serving-roles";
import { isAttributes } from "../estate/joins/values";
import { principals } from "../estate/policy-statement";
import type { Value } from "../estate/resource";
import type { FunctionTable } from "./cel/functions";
import type { ControlContext } from "./scope";

/** Questions about whom a policy on a resource names. */
export const BUCKET_POLICY_FUNCTIONS: FunctionTable<ControlContext> = {
  /** `servingPrincipals(statement)`: addresses of the serving roles of the estate that a statement of a policy names. */
  servingPrincipals: {
    arity: 1,
    call: ([statement], context) => servingPrincipals(statement, context),
  },
};

function servingPrincipals(statement: Value | undefined, { estate, resource }: ControlContext): readonly string[] {
  if (!isAttributes(statement) || resource === undefined) {
    throw new Error("expected a statement of the policy that is judged");
  }
  return principals(statement, "AWS")
    .flatMap((principal) => rolesNamed(estate, resource, principal))
    .filter((role) => role.kind === "aws_iam_role" && isServingRole(estate, role))
    .map(({ address }) => address);
}
