import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { cleanEnvironment } from "../terraform/environment";
import { run } from "./consumer-project";

const VERSION = "0.21.0";

/** The name that MODELKEEP_TOOLS_ABSENT lists. */
const TOOL = "cdktf";

/** The command-line tool of CDKTF, installed beside the consumers. */
export class CdktfCli {
  /**
   * Installs the tool.
   *
   * @throws Error when it cannot be installed or does not start
   */
  public static async install(parent: string): Promise<CdktfCli> {
    const directory = join(parent, "cdktf-cli");
    mkdirSync(directory);
    writeFileSync(join(directory, "package.json"), JSON.stringify({ name: "cdktf-cli-home", private: true }));
    const flags = ["--prefer-offline", "--no-audit", "--no-fund", "--ignore-scripts"];
    await run("npm", ["install", ...flags, `cdktf-cli@${VERSION}`], directory);
    const cli = new CdktfCli(directory);
    await cli.start(["--version"], directory);
    return cli;
  }

  private constructor(private readonly directory: string) {}

  /** Runs `cdktf synth` where a cdktf.json lies. Proxies lead nowhere, so that nothing can be asked of the network. */
  public async synth(project: string, outdir: string): Promise<void> {
    await this.start(["synth", "--output", outdir], project);
    if (!existsSync(join(outdir, "manifest.json"))) throw new Error(`cdktf synth left no manifest in ${outdir}`);
  }

  private start(args: readonly string[], project: string): Promise<string> {
    const home = join(this.directory, "home");
    mkdirSync(home, { recursive: true });
    const environment = cleanEnvironment({
      CI: "1",
      CHECKPOINT_DISABLE: "1",
      DISABLE_VERSION_CHECK: "1",
      HOME: home,
      // The tool warns when there is no such file.
      TF_CLI_CONFIG_FILE: this.emptyTerraformConfiguration(home),
    });
    return run(
      process.execPath,
      [join(this.directory, "node_modules", ".bin", "cdktf"), ...args],
      project,
      environment,
    );
  }

  private emptyTerraformConfiguration(home: string): string {
    const file = join(home, "terraform.rc");
    writeFileSync(file, "disable_checkpoint = true\n");
    return file;
  }
}

/** Whether the run must fail because the tool is missing: in CI, unless it is known to be. */
export function isUnexpectedlyAbsent(): boolean {
  if (!process.env.CI) return false;
  const known = (process.env.MODELKEEP_TOOLS_ABSENT ?? "").split(",").map((name) => name.trim());
  return !known.includes(TOOL);
}

/** Whether a failure says that the network was needed. */
export function neededNetwork(failure: string): boolean {
  return /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ETIMEDOUT|ENETUNREACH/.test(failure);
}
