import { isAttributes } from "../estate/joins/values";
import { hasCondition, isRestricted } from "../estate/policy-condition";
import { policyStatements } from "../estate/policy-document";
import { allows, isAnyone, isEverything, principals, speaksOf } from "../estate/policy-statement";
import { speaksOfBucket, speaksOfObjects } from "../estate/policy-target";
import type { Attributes, Value } from "../estate/resource";
import type { FunctionTable } from "./cel/functions";
import type { ControlContext } from "./scope";

/** Questions about policy documents of IAM, whether literal, `jsonencode` or a data source. */
export const POLICY_FUNCTIONS: FunctionTable<ControlContext> = {
  /**
   * `statements(self.policy)`: the statements of a policy document, each `{ sid, effect, actions, not_actions, resources,
   * not_resources, principals, not_principals, conditions }` with lists in it; none when there is no document.
   */
  statements: {
    arity: 1,
    takesUnknown: true,
    call: ([document = null], { estate, root }) => (document === null ? [] : policyStatements(document, estate, root)),
  },

  /** `allows(statement, "s3:PutObject")`: an Allow that covers the action, with wildcards and NotAction understood. */
  allows: { arity: 2, call: ([statement, action]) => allows(statementOf(statement), String(action)) },

  /** `speaksOf(statement, "s3:PutObject")`: covers the action, be it to allow or to deny it. */
  speaksOf: { arity: 2, call: ([statement, action]) => speaksOf(statementOf(statement), String(action)) },

  /** `isAnyone(statement)`: the principal is everybody. */
  isAnyone: { arity: 1, call: ([statement]) => isAnyone(statementOf(statement)) },

  /**
   * `isRestricted(statement)`: a condition narrows who may call: an account, an organization, a network, a resource that
   * calls. Conditions that everybody can meet, such as `...IfExists` and `...NotEquals`, narrow nothing.
   */
  isRestricted: { arity: 1, call: ([statement]) => isRestricted(statementOf(statement)) },

  /** `hasCondition(statement, "Bool", "aws:SecureTransport", "false")`: that is its one condition, `...IfExists` or not. */
  hasCondition: {
    arity: 4,
    call: ([statement, test, variable, value]) =>
      hasCondition(statementOf(statement), String(test), String(variable), String(value)),
  },

  /** `speaksOfBucket(statement)`: one of its resources is a bucket itself, as `arn:aws:s3:::models`. */
  speaksOfBucket: { arity: 1, call: ([statement]) => speaksOfBucket(statementOf(statement)) },

  /** `speaksOfObjects(statement)`: one of its resources is all objects of a bucket, as `arn:aws:s3:::models/*`. */
  speaksOfObjects: { arity: 1, call: ([statement]) => speaksOfObjects(statementOf(statement)) },

  /** `isEverything(resource)`: `*`, or a pattern of nothing but wildcards. */
  isEverything: { arity: 1, takesUnknown: true, call: ([element = null]) => isEverything(element) },

  /** `principals(statement, "Service")`: identifiers of that type of principal. */
  principals: { arity: 2, call: ([statement, type]) => principals(statementOf(statement), String(type)) },
};

function statementOf(value: Value | undefined): Attributes {
  if (!isAttributes(value)) {
    throw new Error("not a statement of a policy document");
  }
  return value;
}
