import { copyFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { runCommand } from "../terraform/process";
import type { Packed } from "./tarball";

const REPOSITORY = resolve(__dirname, "..", "..");
const PROGRAMS = join(__dirname, "programs");
const TIMEOUT_SECONDS = 600;

/** How a consumer is set up. */
export interface ConsumerSetup {
  /** Name of the folder. */
  readonly name: string;

  /** Options of its TypeScript compiler. */
  readonly compilerOptions: Record<string, unknown>;

  /** Programs that it compiles: files of `programs`. */
  readonly programs: readonly string[];

  /** Providers that it installs; all of them when it does not say. */
  readonly providers?: readonly string[];

  /** What its `cdktf` is, as package.json spells it. Without one it is the version that Modelkeep is built against. */
  readonly cdktf?: string;
}

/** The providers that Modelkeep has constructs for: optional peers of the package. */
export const PROVIDERS = ["@cdktf/provider-aws", "@cdktf/provider-google", "@cdktf/provider-kubernetes"];

/** What CDKTF's own TypeScript template sets. */
export const TEMPLATE_OPTIONS = {
  alwaysStrict: true,
  declaration: true,
  experimentalDecorators: true,
  inlineSourceMap: true,
  inlineSources: true,
  lib: ["es2018"],
  module: "CommonJS",
  moduleResolution: "node",
  noEmitOnError: true,
  noFallthroughCasesInSwitch: true,
  noImplicitAny: true,
  noImplicitReturns: true,
  noImplicitThis: true,
  noUnusedLocals: true,
  noUnusedParameters: true,
  resolveJsonModule: true,
  strict: true,
  strictNullChecks: true,
  strictPropertyInitialization: true,
  stripInternal: true,
  target: "ES2018",
  incremental: true,
  skipLibCheck: true,
};

/** Packs the repository as it would be published, build included. */
export async function pack(directory: string): Promise<string> {
  await run("npm", ["pack", "--pack-destination", directory], REPOSITORY);
  const tarball = readdirSync(directory).find((file) => file.endsWith(".tgz"));
  if (tarball === undefined) throw new Error("npm pack left no tarball");
  return join(directory, tarball);
}

/** What was packed, in npm's own words. */
export async function packed(): Promise<Packed> {
  const listing = await run("npm", ["pack", "--dry-run", "--json", "--ignore-scripts"], REPOSITORY);
  const [found]: Packed[] = JSON.parse(listing);
  if (found === undefined) throw new Error("npm pack lists nothing");
  return found;
}

/** Runs a command to its end; its standard output, or an error with all that it wrote. */
export async function run(
  command: string,
  args: readonly string[],
  directory: string,
  environment: NodeJS.ProcessEnv = process.env,
): Promise<string> {
  const result = await runCommand(command, args, { directory, environment, timeoutSeconds: TIMEOUT_SECONDS });
  if (result.status !== 0) {
    const ending = result.timedOut ? "did not end in time" : `ended with ${result.status}`;
    throw new Error(`${command} ${args.join(" ")} ${ending}\n${result.stdout}${result.stderr}`);
  }
  return result.stdout;
}

/** A project outside the repository that installs the tarball and knows nothing else of Modelkeep. */
export class ConsumerProject {
  /** Where it lies. */
  public readonly directory: string;

  private readonly setup: ConsumerSetup;

  constructor(parent: string, setup: ConsumerSetup) {
    this.setup = setup;
    this.directory = join(parent, setup.name);
    mkdirSync(this.directory);
  }

  /** Installs the tarball with its peers, in the versions that the repository tests with. */
  public async install(tarball: string): Promise<void> {
    const tested = [...(this.setup.providers ?? PROVIDERS), "cdktf", "constructs", "typescript", "@types/node"];
    const versions = Object.fromEntries(tested.map((name) => [name, testedVersion(name)]));
    const alias = this.setup.cdktf === undefined ? {} : { cdktf: this.setup.cdktf };
    this.write("package.json", {
      name: this.setup.name,
      private: true,
      dependencies: { ...versions, ...alias, modelkeep: `file:${tarball}` },
    });
    const flags = ["--prefer-offline", "--no-audit", "--no-fund"];
    // The providers ask for cdktf 0.21; npm reads the version of what the alias stands for.
    await this.run("npm", ["install", ...flags, ...(this.setup.cdktf === undefined ? [] : ["--legacy-peer-deps"])]);
  }

  /** Compiles the programs with the project's own compiler. */
  public async compile(options: Record<string, unknown> = {}): Promise<string> {
    for (const program of this.setup.programs) copyFileSync(join(PROGRAMS, program), join(this.directory, program));
    this.write("tsconfig.json", {
      compilerOptions: { ...this.setup.compilerOptions, ...options },
      include: ["*.ts", "*.mts"],
    });
    return this.run(process.execPath, [join("node_modules", "typescript", "bin", "tsc")]);
  }

  /**
   * Runs a compiled program.
   *
   * @returns what it printed; what it synthesized is in `outdir`
   */
  public async start(
    program: string,
    outdir = join(this.directory, "cdktf.out"),
    settings: NodeJS.ProcessEnv = {},
  ): Promise<string> {
    return this.run(process.execPath, [program], { ...process.env, ...settings, CDKTF_OUTDIR: outdir });
  }

  /** Writes a JSON file of the project. */
  public write(file: string, content: unknown): void {
    writeFileSync(join(this.directory, file), `${JSON.stringify(content, undefined, 2)}\n`);
  }

  private run(command: string, args: readonly string[], environment?: NodeJS.ProcessEnv): Promise<string> {
    return run(command, args, this.directory, environment);
  }
}

/** The version of a package that the repository tests with. */
export function testedVersion(name: string): string {
  const { devDependencies }: { devDependencies: Record<string, string> } = readJson(join(REPOSITORY, "package.json"));
  const version = devDependencies[name];
  if (version === undefined) throw new Error(`the repository does not test with ${name}`);
  return version;
}

/** Reads a JSON file. */
export function readJson<T>(file: string): T {
  return JSON.parse(readFileSync(file, "utf8"));
}
