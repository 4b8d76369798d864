import { cpSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { type CopyProvider, type TestCopy, testCopy } from "./copy";
import { terraformEnvironment, writeCliConfiguration } from "./environment";
import { isObject, type Json, type JsonObject, readObject, writeJson } from "./json";
import { mockedTest } from "./mocked-test";
import { type ApplyCopy, applyCopy } from "./moto-part";
import { plannedChanges } from "./plan-changes";
import { type CommandResult, runCommand } from "./process";
import { AWS_SOURCE, type ProviderSchemas } from "./provider-schema";
import type { ProviderMirror } from "./tools";

/** No command of these stacks takes a tenth of it on two cores: what reaches it hangs. */
const COMMAND_TIMEOUT_SECONDS = 300;

/** Enough of a plan's or an apply's text to see where it stood; the whole is in last-failure.log. */
const SHOWN_LINES = 40;

/** A Terraform command that failed; the message is Terraform's own. */
export class TerraformError extends Error {
  constructor(command: string, result: CommandResult) {
    const why = result.timedOut
      ? `gave no result within ${COMMAND_TIMEOUT_SECONDS} s`
      : `exit ${result.status ?? "by signal"}`;
    super(
      [
        `terraform ${command}: ${why}`,
        ...unfinished(result),
        ...lastLines(result.stderr.trim() || result.stdout.trim()),
      ].join("\n"),
    );
    this.name = "TerraformError";
  }
}

/** What every workspace of one session shares: the tools, the work folder and the provider's schema. */
export class TerraformSession {
  /** Opens a session in an empty folder: writes the CLI configuration and reads the mirror provider's schema once. */
  static async open(terraform: string, mirror: ProviderMirror, directory: string): Promise<TerraformSession> {
    const cliConfiguration = writeCliConfiguration(directory, mirror.path);
    const schemas = new Workspace(
      terraform,
      terraformEnvironment(cliConfiguration, undefined),
      join(directory, "schema"),
    );
    schemas.write({ terraform: { required_providers: { aws: { source: AWS_SOURCE, version: mirror.awsVersion } } } });
    await schemas.init();
    const { provider_schemas } = JSON.parse(await schemas.run(["providers", "schema", "-json"])) as ProviderSchemas;
    const schema = provider_schemas[AWS_SOURCE];
    if (schema === undefined) throw new Error(`the mirror ${mirror.path} gave no schema of ${AWS_SOURCE}`);
    return new TerraformSession(terraform, cliConfiguration, directory, { version: mirror.awsVersion, schema });
  }

  private constructor(
    private readonly terraform: string,
    private readonly cliConfiguration: string,
    /** The folder of every workspace. */
    readonly directory: string,
    /** The provider that every copy runs with. */
    readonly provider: CopyProvider,
  ) {}

  /** The copy of a stack that `terraform validate`, `plan` and the mocked run see. */
  copyOf(stackFile: string): TestCopy {
    return testCopy(readObject(stackFile), this.provider);
  }

  /**
   * A folder with a copy in it, its assets beside it, ready for `init`.
   *
   * @param name a folder name, one for each workspace of the session
   * @param stackDirectory the folder of the synthesized stack
   * @param endpoint where the AWS API answers; without it every call is refused
   */
  workspace(name: string, stackDirectory: string, configuration: JsonObject, endpoint: string | undefined): Workspace {
    const directory = join(this.directory, name);
    copyStack(stackDirectory, directory);
    const workspace = new Workspace(this.terraform, terraformEnvironment(this.cliConfiguration, endpoint), directory);
    workspace.write(configuration);
    cpSync(join(this.directory, "schema", ".terraform.lock.hcl"), join(directory, ".terraform.lock.hcl"));
    return workspace;
  }

  /**
   * What moto can hold of a stack, applied there. The caller changes it by hand, plans again, and destroys it.
   *
   * @throws TerraformError when Terraform cannot apply it
   */
  async applyToMoto(name: string, stackDirectory: string, endpoint: string): Promise<AppliedStack> {
    const copy = applyCopy(this.copyOf(join(stackDirectory, "cdk.tf.json")));
    const workspace = this.workspace(name, stackDirectory, copy.configuration, endpoint);
    await workspace.init();
    await workspace.apply();
    return { workspace, copy };
  }
}

/** A stack that stands on moto. */
export interface AppliedStack {
  readonly workspace: Workspace;
  readonly copy: ApplyCopy;
}

/** A folder in which Terraform runs. */
export class Workspace {
  constructor(
    private readonly terraform: string,
    private readonly environment: NodeJS.ProcessEnv,
    readonly directory: string,
  ) {
    mkdirSync(directory, { recursive: true });
  }

  /** Writes the configuration that the next command reads. */
  write(configuration: JsonObject): void {
    writeJson(join(this.directory, "cdk.tf.json"), configuration);
  }

  async init(): Promise<void> {
    await this.run(["init", "-input=false", "-no-color"]);
  }

  /** @returns the warnings, one line each */
  async validate(): Promise<string[]> {
    const result = await this.attempt(["validate", "-json"]);
    const report = JSON.parse(result.stdout || "{}") as { valid?: boolean; diagnostics?: Json[] };
    const diagnostics = (report.diagnostics ?? []).filter(isObject);
    if (result.status !== 0 || report.valid !== true) {
      const errors = diagnostics.filter(({ severity }) => severity === "error").map(diagnosticLine);
      throw new TerraformError("validate", { ...result, stderr: errors.join("\n") || result.stderr });
    }
    return [...new Set(diagnostics.map(diagnosticLine))];
  }

  /** @returns how many resources Terraform would create */
  async plan(): Promise<number> {
    const text = await this.run(["plan", "-input=false", "-no-color", "-lock=false"]);
    return Number(/^Plan: (\d+) to add/m.exec(text)?.[1] ?? 0);
  }

  /** The plan as `terraform show -json` gives it. */
  async planJson(): Promise<JsonObject> {
    const file = join(this.directory, "plan.bin");
    await this.run(["plan", "-input=false", "-no-color", "-lock=false", `-out=${file}`]);
    const plan = JSON.parse(await this.run(["show", "-json", file])) as Json;
    return isObject(plan) ? plan : {};
  }

  /** Plans again. @returns what would change, one line for each attribute */
  async plannedChanges(): Promise<string[]> {
    return plannedChanges(await this.planJson());
  }

  async apply(): Promise<void> {
    await this.run(["apply", "-input=false", "-no-color", "-auto-approve", "-lock=false"]);
  }

  async destroy(): Promise<void> {
    await this.run(["destroy", "-input=false", "-no-color", "-auto-approve", "-lock=false"]);
  }

  /** Applies the configuration with a mocked provider and checks the assertions generated from it. */
  async testMocked(configuration: JsonObject, provider: CopyProvider): Promise<void> {
    const file = join(this.directory, "mocked.tftest.json");
    writeJson(file, mockedTest(configuration, provider.schema));
    try {
      await this.run(["test", "-no-color"]);
    } finally {
      rmSync(file);
    }
  }

  /** Runs a Terraform command. @returns its standard output. @throws TerraformError when its status is not 0 */
  async run(args: readonly string[]): Promise<string> {
    const result = await this.attempt(args);
    if (result.status !== 0 || result.timedOut) {
      // A command's last words explain it, but a plan's changes go to standard output.
      writeFileSync(join(this.directory, "last-failure.log"), result.stdout + result.stderr);
      throw new TerraformError(args[0] ?? "", result);
    }
    return result.stdout;
  }

  private attempt(args: readonly string[]): Promise<CommandResult> {
    return runCommand(this.terraform, args, {
      directory: this.directory,
      environment: this.environment,
      timeoutSeconds: COMMAND_TIMEOUT_SECONDS,
    });
  }
}

/** Copies the assets of a stack. */
export function copyStack(stackDirectory: string, directory: string): void {
  cpSync(stackDirectory, directory, { recursive: true, filter: isPartOfTheStack });
}

/** Leaves behind what an earlier Terraform run of the user's may have put into the stack's folder. */
function isPartOfTheStack(path: string): boolean {
  return !/^(\.terraform(\.lock\.hcl)?|.*\.tfstate(\..*)?|cdk\.tf\.json)$/.test(basename(path));
}

function diagnosticLine(diagnostic: JsonObject): string {
  const range = isObject(diagnostic.snippet) ? ` (${diagnostic.snippet.context ?? ""})` : "";
  return `${diagnostic.severity}: ${diagnostic.summary}${range}: ${diagnostic.detail}`.replace(/\s+/g, " ");
}

/** The resources that a timed-out apply was waiting for. */
function unfinished({ timedOut, stdout }: CommandResult): string[] {
  if (!timedOut) return [];
  const started = [...stdout.matchAll(/^(\S+): (?:Creating|Destroying)\.\.\./gm)].map(([, address]) => address ?? "");
  const done = new Set(
    [...stdout.matchAll(/^(\S+): (?:Creation|Destruction) complete/gm)].map(([, address]) => address),
  );
  return started.filter((address) => !done.has(address)).map((address) => `no end of ${address}`);
}

function lastLines(text: string): string[] {
  const lines = text.split("\n");
  return lines.length > SHOWN_LINES ? ["...", ...lines.slice(-SHOWN_LINES)] : lines;
}
