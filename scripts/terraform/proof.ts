import { join } from "node:path";
import { blocksOf } from "./configuration";
import type { TestCopy } from "./copy";
import type { JsonObject } from "./json";
import type { MotoServer } from "./moto";
import { applyCopy } from "./moto-part";
import type { Report } from "./report";
import { type SynthesizedStack, whyNotRun } from "./stacks";
import type { TerraformSession, Workspace } from "./workspace";

/** Proves stacks with the real Terraform, one after the other. */
export class TerraformProof {
  private stackNumber = 0;

  constructor(
    private readonly session: TerraformSession,
    /** Absent where moto_server is: only what needs no API then runs. */
    private readonly moto: MotoServer | undefined,
    private readonly report: Report,
  ) {}

  /** Runs every step on one stack; a step that needs a failed one is left out. */
  async prove(stack: SynthesizedStack): Promise<void> {
    const reason = whyNotRun(stack);
    if (reason !== undefined) return this.report.notRun(stack.label, reason);

    const copy = this.session.copyOf(join(stack.directory, "cdk.tf.json"));
    for (const note of copy.notes) this.report.note(stack.label, note);
    this.stackNumber += 1;
    await this.moto?.reset();
    await this.proveWhole(stack, copy);
    await this.proveOnMoto(stack, copy);
  }

  /** The whole stack: accepted by Terraform and the provider, planned, and applied with a mocked provider. */
  private async proveWhole(stack: SynthesizedStack, copy: TestCopy): Promise<void> {
    const workspace = this.workspaceFor(stack, "whole", copy.configuration);
    const step = (name: string, run: () => Promise<string>) => this.report.step(stack.label, name, run);

    const started = await step("init", async () => {
      await workspace.init();
      return "";
    });
    if (!started) return;
    const valid = await step("validate", async () => {
      const warnings = await workspace.validate();
      for (const warning of warnings) this.report.note(stack.label, warning);
      return warnings.length === 0 ? "" : `${warnings.length} warnings`;
    });
    if (!valid) return;
    if (this.moto === undefined)
      this.report.notRun(`${stack.label}: plan, apply, second plan, destroy`, "moto_server is absent");
    else await step("plan", () => planned(workspace, copy.configuration));
    await step("mocked apply", async () => {
      await workspace.testMocked(copy.configuration, this.session.provider);
      return `${resourcesOf(copy.configuration)} resources as written`;
    });
  }

  /** What moto can hold of the stack: applied, planned again without a change, destroyed. */
  private async proveOnMoto(stack: SynthesizedStack, copy: TestCopy): Promise<void> {
    if (this.moto === undefined) return;
    const part = applyCopy(copy);
    for (const note of part.notes) this.report.note(stack.label, note);
    const resources = resourcesOf(part.configuration);
    if (resources === 0) return this.report.notRun(`${stack.label}: apply`, "moto can hold none of its resources");

    const workspace = this.workspaceFor(stack, "moto", part.configuration);
    const step = (name: string, run: () => Promise<void>, seen = "") =>
      this.report.step(stack.label, name, async () => {
        await run();
        return seen;
      });
    const applied = await step(
      "apply",
      async () => {
        await workspace.init();
        await workspace.apply();
      },
      `${resources} of ${resourcesOf(copy.configuration)} resources`,
    );
    if (!applied) return;
    await step("second plan", () => changeNothing(workspace), "no changes");
    await step("destroy", () => this.destroy(stack, workspace));
  }

  /**
   * When a call is answered too late, the provider's SDK sends it again, and moto calls what is gone already an error
   * (`InvalidPermission.NotFound`) where AWS does not. Destroying goes on from the state, so one more try tells a lost
   * answer from a stack that cannot be destroyed.
   */
  private async destroy(stack: SynthesizedStack, workspace: Workspace): Promise<void> {
    try {
      await workspace.destroy();
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      this.report.note(stack.label, `destroy failed and is tried once more: ${reason.replace(/\s+/g, " ")}`);
      await workspace.destroy();
    }
  }

  private workspaceFor(stack: SynthesizedStack, part: string, configuration: JsonObject): Workspace {
    return this.session.workspace(`${this.stackNumber}-${part}`, stack.directory, configuration, this.moto?.endpoint);
  }
}

/** What was applied has to be what was written; a plan that still wants a change shows which. */
export async function changeNothing(workspace: Workspace): Promise<void> {
  const changes = await workspace.plannedChanges();
  if (changes.length > 0) throw new Error(["the plan after apply is not empty", ...changes].join("\n"));
}

/** A plan that creates nothing would prove nothing. */
export async function planned(workspace: Workspace, configuration: JsonObject): Promise<string> {
  const created = await workspace.plan();
  const expected = resourcesOf(configuration);
  const repeats = blocksOf(configuration).some(({ body }) => body.count !== undefined || body.for_each !== undefined);
  if (!repeats && configuration.module === undefined && created !== expected) {
    throw new Error(`${created} resources would be created, the stack has ${expected}`);
  }
  return `${created} to create`;
}

function resourcesOf(configuration: JsonObject): number {
  return blocksOf(configuration).filter(({ mode }) => mode === "resource").length;
}
