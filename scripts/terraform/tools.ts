import { accessSync, constants, readdirSync, statSync } from "node:fs";
import { homedir } from "node:os";
import { delimiter, join } from "node:path";
import { cleanEnvironment } from "./environment";
import { runCommand } from "./process";
import { AWS_SOURCE } from "./provider-schema";

/** The tools of this proof, by the names that MODELKEEP_TOOLS_ABSENT lists. */
export type ToolName = "terraform" | "mirror" | "moto_server";

/** A folder from which Terraform installs providers without a network. */
export interface ProviderMirror {
  /** The folder that holds `registry.terraform.io`. */
  readonly path: string;
  /** The newest hashicorp/aws version in it. */
  readonly awsVersion: string;
}

/** The tools found on this machine; an absent one is undefined. */
export interface FoundTools {
  readonly terraform: string | undefined;
  readonly mirror: ProviderMirror | undefined;
  readonly motoServer: string | undefined;
}

/** Looks for every tool. A command that is on the PATH but does not start counts as absent: a version manager leaves such shims. */
export async function findTools(): Promise<FoundTools> {
  return {
    terraform: await findCommand("terraform", ["version"]),
    mirror: findMirror(),
    motoServer: await findCommand("moto_server", ["--help"]),
  };
}

/** The names of the tools that were not found. */
export function absentTools(tools: FoundTools): ToolName[] {
  const absent: ToolName[] = [];
  if (tools.terraform === undefined) absent.push("terraform");
  if (tools.mirror === undefined) absent.push("mirror");
  if (tools.motoServer === undefined) absent.push("moto_server");
  return absent;
}

/**
 * The absent tools that make a CI run fail. On a developer's machine none does; in CI each does, unless
 * MODELKEEP_TOOLS_ABSENT says that it is known to be missing: a missing proof must not look passed.
 */
export function unexpectedlyAbsent(absent: readonly ToolName[]): ToolName[] {
  return process.env.CI ? absent.filter((name) => !isExpectedAbsent(name)) : [];
}

/** Whether MODELKEEP_TOOLS_ABSENT says that this machine lacks the tool. */
export function isExpectedAbsent(name: string): boolean {
  const expected = (process.env.MODELKEEP_TOOLS_ABSENT ?? "").split(",").map((entry) => entry.trim());
  return expected.includes(name);
}

/** Path of a command that starts, or undefined. */
export async function findCommand(name: string, probe: readonly string[]): Promise<string | undefined> {
  for (const directory of (process.env.PATH ?? "").split(delimiter)) {
    const file = join(directory, name);
    if (directory === "" || !isExecutable(file)) continue;
    const result = await runCommand(file, probe, { environment: cleanEnvironment(), timeoutSeconds: 60 });
    if (result.status === 0) return file;
  }
  return undefined;
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}

/** The first folder, in the order of {@link mirrorCandidates}, that holds a hashicorp/aws provider. */
function findMirror(): ProviderMirror | undefined {
  for (const path of mirrorCandidates()) {
    const awsVersion = newestAwsVersion(path);
    if (awsVersion !== undefined) return { path, awsVersion };
  }
  return undefined;
}

/** The first mirror that holds each of the providers in the version named. */
export function mirrorHolding(providers: readonly { source: string; version: string }[]): string | undefined {
  return mirrorCandidates().find((mirror) =>
    providers.every(({ source, version }) => versionsIn(mirror, source).includes(version)),
  );
}

/** Named by the user first, then Terraform's own places, then the places where optional software is installed. */
function mirrorCandidates(): string[] {
  const named = [process.env.MODELKEEP_TERRAFORM_MIRROR, process.env.TF_PLUGIN_CACHE_DIR];
  const own = [
    join(homedir(), ".terraform.d", "plugins"),
    join(homedir(), ".terraform.d", "plugin-cache"),
    join(homedir(), ".local", "share", "terraform", "plugins"),
    ...["/usr/local/share", "/usr/share"].map((share) => join(share, "terraform", "plugins")),
  ];
  const optional = ["/opt", "/usr/local/share", "/usr/local/lib"].flatMap((place) => {
    const folders = foldersIn(place);
    return [place, ...folders, ...folders.flatMap(foldersIn)];
  });
  return [...named.filter((path): path is string => Boolean(path)), ...own, ...optional];
}

function foldersIn(directory: string): string[] {
  try {
    return readdirSync(directory, { withFileTypes: true })
      .filter((entry) => entry.isDirectory() || entry.isSymbolicLink())
      .map((entry) => join(directory, entry.name));
  } catch {
    return [];
  }
}

function newestAwsVersion(mirror: string): string | undefined {
  return versionsIn(mirror, AWS_SOURCE)
    .sort((a, b) => a.localeCompare(b, "en", { numeric: true }))
    .at(-1);
}

/** Reads both layouts of a mirror: unpacked (`<version>/<platform>/`) and packed (`terraform-provider-aws_<version>_<platform>.zip`). */
function versionsIn(mirror: string, source: string): string[] {
  try {
    return readdirSync(join(mirror, source))
      .map((name) => /^(?:terraform-provider-[\w-]+?_)?(\d+\.\d+\.\d+)(?:_\w+\.zip)?$/.exec(name)?.[1])
      .filter((version) => version !== undefined);
  } catch {
    return [];
  }
}
