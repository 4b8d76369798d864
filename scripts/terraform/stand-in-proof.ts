import { dirname, join } from "node:path";
import { allowDestroy } from "./fit-schema";
import { type JsonObject, readObject } from "./json";
import { changeNothing, planned } from "./proof";
import { AWS_SOURCE } from "./provider-schema";
import { backendOf, isSamePlace, statesRead, withLocalStates } from "./remote-state";
import type { Report } from "./report";
import type { SynthesizedStack } from "./stacks";
import type { StandInSession } from "./stand-in";
import { mirrorHolding } from "./tools";
import type { Workspace } from "./workspace";

/** A stack that stands, on stand-ins. */
interface Standing {
  readonly stack: SynthesizedStack;
  readonly workspace: Workspace;
  readonly configuration: JsonObject;
}

/** Proves the stacks of whole programs on stand-ins: what one stack reads of another's state is what that one wrote. */
export class StandInProof {
  private stackNumber = 0;

  constructor(
    private readonly session: StandInSession,
    private readonly report: Report,
  ) {}

  /** Applies each program's stacks in the order of their states, and destroys them in the other. */
  async prove(stacks: readonly SynthesizedStack[]): Promise<void> {
    const served = this.session.providers.map(({ source, version }) => `${source} ${version}`).join(", ");
    this.report.note("stand-ins", `they serve the schemas of the installed packages (${served});`);
    this.report.note("stand-ins", "Terraform is real, the providers are not, and no cloud was asked anything");
    const programs = new Set(stacks.map(({ directory }) => dirname(directory)));
    for (const program of programs)
      await this.proveProgram(stacks.filter(({ directory }) => dirname(directory) === program));
  }

  private async proveProgram(stacks: readonly SynthesizedStack[]): Promise<void> {
    const standing: Standing[] = [];
    let waiting = [...stacks];
    while (waiting.length > 0) {
      const ready = waiting.filter((stack) => waiting.every((other) => other === stack || !reads(stack, other)));
      if (ready.length === 0)
        throw new Error(`${waiting.map(({ label }) => label).join(", ")}: each reads another's state`);
      for (const stack of ready) {
        const result = await this.raise(stack, standing);
        if (result !== undefined) standing.push(result);
      }
      waiting = waiting.filter((stack) => !ready.includes(stack));
    }
    for (const { stack, workspace } of standing.reverse()) {
      await this.report.step(this.label(stack), "destroy", async () => {
        await workspace.destroy();
        return "";
      });
    }
  }

  /** @returns the stack as it stands, or nothing when a step failed */
  private async raise(stack: SynthesizedStack, standing: readonly Standing[]): Promise<Standing | undefined> {
    const written = readObject(join(stack.directory, "cdk.tf.json"));
    const step = (name: string, run: () => Promise<string>) => this.report.step(this.label(stack), name, run);
    const states = new Map<string, string>();
    for (const [name, place] of statesRead(written)) {
      const found = await step(`state ${name}`, async () => {
        const writer = standing.find(({ configuration }) => isSamePlace(backendOf(configuration), place));
        if (writer === undefined) throw new Error(`no stack that stands writes ${JSON.stringify(place)}`);
        states.set(name, join(writer.workspace.directory, "terraform.tfstate"));
        return `is where ${writer.stack.label} writes`;
      });
      if (!found) return undefined;
    }
    const configuration = withLocalStates(written, states);
    for (const argument of allowDestroy(configuration, [])) this.report.note(this.label(stack), `dropped: ${argument}`);
    this.stackNumber += 1;
    const workspace = this.session.workspace(`stack-${this.stackNumber}`, stack.directory, configuration);
    await this.validateForReal(stack, configuration);
    const steps: readonly [string, () => Promise<string>][] = [
      ["init", () => workspace.init().then(() => "")],
      ["validate", () => this.validate(stack, workspace)],
      ["plan", () => planned(workspace, configuration)],
      ["apply", () => workspace.apply().then(() => "")],
      ["second plan", () => changeNothing(workspace).then(() => "no changes")],
    ];
    for (const [name, run] of steps) {
      if (!(await step(name, run))) return undefined;
    }
    return { stack, workspace, configuration: written };
  }

  /** What only the providers themselves know of a value, they say where they can be had. AWS has a proof of its own. */
  private async validateForReal(stack: SynthesizedStack, configuration: JsonObject): Promise<void> {
    const providers = this.session.providersOf(configuration).filter(({ source }) => source !== AWS_SOURCE);
    if (providers.length === 0) return;
    const names = providers.map(({ name, version }) => `${name} ${version}`).join(", ");
    const mirror = mirrorHolding(providers);
    if (mirror === undefined) return this.report.notRun(`${stack.label} with the real ${names}`, "in no mirror here");
    const name = `stack-${this.stackNumber}-real`;
    const workspace = this.session.realWorkspace(name, stack.directory, configuration, mirror);
    await this.report.step(stack.label, `validate with the real ${names}`, async () => {
      await workspace.init();
      return this.validate(stack, workspace);
    });
  }

  private async validate(stack: SynthesizedStack, workspace: Workspace): Promise<string> {
    const warnings = await workspace.validate();
    for (const warning of warnings) this.report.note(this.label(stack), warning);
    return warnings.length === 0 ? "" : `${warnings.length} warnings`;
  }

  private label({ label }: SynthesizedStack): string {
    return `${label} on stand-ins`;
  }
}

function reads(reader: SynthesizedStack, writer: SynthesizedStack): boolean {
  const place = backendOf(readObject(join(writer.directory, "cdk.tf.json")));
  const read = statesRead(readObject(join(reader.directory, "cdk.tf.json")));
  return [...read.values()].some((wanted) => isSamePlace(place, wanted));
}
