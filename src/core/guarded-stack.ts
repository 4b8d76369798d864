import type { TerraformStack } from "cdktf";
import { finalChecksOf, type TerraformJson } from "./final-check";
import { evaluateStack } from "./stack-evaluator";
import { stageSynthesis } from "./staged-synthesis";

/**
 * Renders a stack and judges what came out, once a synthesis, however often CDKTF asks.
 *
 * Resolving the tree is what synthesis costs, so the JSON that was judged before the first file is written is the one
 * that CDKTF writes a moment later.
 */
export class JudgedRendering {
  private judged: TerraformJson | undefined;

  /**
   * @param stack the stack to judge
   * @param render makes the final JSON, overrides merged in
   */
  constructor(
    private readonly stack: TerraformStack,
    private readonly render: () => TerraformJson,
  ) {
    // Validations run after the aspects and before the first file of the stack is written.
    stack.node.addValidation({ validate: () => this.judgeEarly() });
    stageSynthesis(stack);
  }

  /** The final JSON: the one judged in this synthesis if there is one, else a fresh one. */
  public take(): TerraformJson {
    const judged = this.judged ?? this.judge();
    this.judged = undefined;
    return judged;
  }

  /** Throws a ValidationError when a check or a control finds a violation. */
  public judge(): TerraformJson {
    const json = this.render();
    for (const check of finalChecksOf(this.stack)) {
      check(this.stack, json);
    }
    evaluateStack(this.stack, json);
    return json;
  }

  private judgeEarly(): string[] {
    this.judged = this.judge();
    return [];
  }
}

const guarded = new WeakSet<TerraformStack>();

/** Has a stack judge itself at synthesis; a stack that already does is left as it is. */
export function guardStack(stack: TerraformStack): void {
  if (guarded.has(stack)) {
    return;
  }
  guarded.add(stack);
  const render = stack.toTerraform.bind(stack);
  const rendering = new JudgedRendering(stack, render);
  stack.toTerraform = () => rendering.take();
  const renderHcl = stack.toHclTerraform.bind(stack);
  stack.toHclTerraform = () => {
    rendering.judge();
    return renderHcl();
  };
}

/** Marks a stack that brings its own {@link JudgedRendering}. */
export function guardsItself(stack: TerraformStack): void {
  guarded.add(stack);
}
