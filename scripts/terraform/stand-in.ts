import { copyFileSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { installedProviders } from "../bindings";
import { requiredProviders } from "./configuration";
import { terraformEnvironment, writeCliConfiguration } from "./environment";
import { type JsonObject, writeJson } from "./json";
import { type PackageSchema, schemaOfPackage } from "./package-schema";
import { copyStack, Workspace } from "./workspace";

/** Tells the stand-in which schema to serve. */
const SCHEMA_VARIABLE = "MODELKEEP_STAND_IN_SCHEMA";

/** The words by which Go and Terraform call what Node calls otherwise. */
const ARCHITECTURES: Readonly<Record<string, string>> = { x64: "amd64", ia32: "386" };
const SYSTEMS: Readonly<Record<string, string>> = { win32: "windows" };

/**
 * Terraform with stand-ins for providers: each serves the schema of the installed package, calls nobody, and makes values
 * up for what the real one would compute. See docs/decisions/0008-stand-in-providers.md.
 */
export class StandInSession {
  /** Opens a session in an empty folder, for the configurations that it is going to run. */
  static open(
    terraform: string,
    standIn: string,
    directory: string,
    configurations: readonly JsonObject[],
  ): StandInSession {
    const names = new Set(configurations.flatMap(requiredProviders).map(({ name }) => name));
    const providers = installedProviders()
      .filter((name) => names.has(name))
      .map((name) => schemaOfPackage(name, configurations));
    mkdirSync(directory, { recursive: true });
    const mirror = join(directory, "mirror");
    for (const provider of providers) install(standIn, mirror, provider);
    const schemas = join(directory, "schemas.json");
    writeSchemas(schemas, providers);
    const environment = {
      ...terraformEnvironment(writeCliConfiguration(directory, mirror), undefined),
      [SCHEMA_VARIABLE]: schemas,
    };
    return new StandInSession(terraform, directory, environment, providers);
  }

  private constructor(
    private readonly terraform: string,
    private readonly directory: string,
    private readonly environment: NodeJS.ProcessEnv,
    /** What is stood in for. */
    readonly providers: readonly PackageSchema[],
  ) {}

  /** The stand-ins that a configuration runs on. */
  providersOf(configuration: JsonObject): PackageSchema[] {
    const required = new Set(requiredProviders(configuration).map(({ source }) => source));
    return this.providers.filter(({ source }) => required.has(source));
  }

  /** A folder in which the configuration runs with the providers of a mirror, not with stand-ins. */
  realWorkspace(name: string, stackDirectory: string, configuration: JsonObject, mirror: string): Workspace {
    const directory = join(this.directory, name);
    copyStack(stackDirectory, directory);
    const environment = terraformEnvironment(writeCliConfiguration(directory, mirror), undefined);
    const workspace = new Workspace(this.terraform, environment, directory);
    workspace.write(configuration);
    return workspace;
  }

  /** A folder with the configuration in it, and the assets of the stack's own folder, if it has one. */
  workspace(name: string, stackDirectory: string | undefined, configuration: JsonObject): Workspace {
    const directory = join(this.directory, name);
    if (stackDirectory !== undefined) copyStack(stackDirectory, directory);
    const workspace = new Workspace(this.terraform, this.environment, directory);
    workspace.write(configuration);
    return workspace;
  }
}

/** Puts the stand-in where Terraform looks for the provider in an unpacked mirror, by the name that it looks for. */
function install(standIn: string, mirror: string, { name, source, version }: PackageSchema): void {
  const platform = `${SYSTEMS[process.platform] ?? process.platform}_${ARCHITECTURES[process.arch] ?? process.arch}`;
  const folder = join(mirror, source, version, platform);
  mkdirSync(folder, { recursive: true });
  const extension = process.platform === "win32" ? ".exe" : "";
  copyFileSync(standIn, join(folder, `terraform-provider-${name}_v${version}${extension}`));
}

function writeSchemas(file: string, providers: readonly PackageSchema[]): void {
  const schemas = Object.fromEntries(providers.map(({ source, schema }) => [source, schema]));
  writeJson(file, JSON.parse(JSON.stringify({ provider_schemas: schemas })));
}
