import type { TerraformStack } from "cdktf";
import type { TerraformJson } from "./final-check";

/**
 * The one place where the constructs meet the tools: the stack hands its final Terraform JSON to the evaluator.
 *
 * The evaluator is loaded when the first stack is synthesized, for importing constructs must stay cheap. This is the
 * only arrow of the house that points up, see docs/decisions/0006-controls-at-synthesis.md.
 *
 * Throws a ValidationError when a control of severity high or critical fails and no waiver covers it.
 */
export function evaluateStack(stack: TerraformStack, json: TerraformJson): void {
  const { judgeStack } = require("../policy/stack-check") as typeof import("../policy/stack-check");
  judgeStack(stack, json);
}
