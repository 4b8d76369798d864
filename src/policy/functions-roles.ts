import { target } from "../estate/joins/references";
import { roleStatements } from "../estate/joins/roles";
import { textOf, valueAt } from "../estate/joins/values";
import { isUnknown, Unknown } from "../estate/unknown";
import type { FunctionTable } from "./cel/functions";
import { owner } from "./functions-join";
import type { ControlContext } from "./scope";

/** Questions about roles that a resource names for itself. */
export const ROLE_FUNCTIONS: FunctionTable<ControlContext> = {
  /**
   * `grantsOfRole(self, "execution_role_arn")`: the statements that allow, of the role of the estate that an attribute names, in the
   * shape of `statements(...)`, the policies that AWS manages aside; none for the ARN of a role elsewhere.
   */
  grantsOfRole: {
    arity: 2,
    call: ([attributes = null, at], { estate, ...context }) => {
      const resource = owner(attributes, { estate, ...context });
      const role = target(estate, resource, String(at), "aws_iam_role");
      if (role === undefined || isUnknown(role)) {
        const isElsewhere = textOf(valueAt(resource.attributes, String(at))) !== undefined;
        return role === undefined || isElsewhere ? [] : [role];
      }
      const { statements, certain } = roleStatements(estate, role);
      const grants = statements.map(({ statement }) => statement).filter(({ effect }) => effect !== "Deny");
      return certain ? grants : [...grants, new Unknown()];
    },
  },
};
