import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  accessSync,
  constants,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  unlinkSync,
} from "node:fs";
import { delimiter, join, resolve } from "node:path";

/** Where tools are installed on request, and looked for after the PATH; MODELKEEP_TOOLS names another folder. */
export function toolsFolder(): string {
  return resolve(process.env.MODELKEEP_TOOLS ?? join(__dirname, "..", "..", ".cache", "tools"));
}

/** A program that Modelkeep is compared with, or proven against; none is needed to build or to test. */
export interface Tool {
  readonly name: string;

  /** The version that is installed on request, and that figures were taken with. */
  readonly version: string;

  /** Arguments that make it say its version, and do nothing else. */
  readonly probe: readonly string[];

  /** Installs it into the folder, so that `bin/<name>` starts it; throws an Error that says why it could not. */
  readonly install: (folder: string) => void;
}

/** A tool that starts. */
export interface FoundTool {
  readonly path: string;

  /** What it says of itself, on one line. */
  readonly says: string;
}

/** The tool on the PATH, else in the tools folder. A command that does not start counts as absent. */
export function findTool(tool: Tool): FoundTool | undefined {
  const folders = [...(process.env.PATH ?? "").split(delimiter).filter(Boolean), join(toolsFolder(), "bin")];
  for (const folder of folders) {
    const path = join(folder, tool.name);
    if (!isExecutable(path)) {
      continue;
    }
    const { status, stdout, stderr } = spawnSync(path, tool.probe, { encoding: "utf8", timeout: 60_000 });
    if (status === 0) {
      return { path, says: `${stdout}${stderr}`.trim().split("\n")[0]?.trim() ?? "" };
    }
  }
  return undefined;
}

/** The tool as it is found, else as it is installed now. */
export function findOrInstall(tool: Tool): FoundTool {
  const found = findTool(tool);
  if (found !== undefined) {
    return found;
  }
  mkdirSync(join(toolsFolder(), "bin"), { recursive: true });
  tool.install(toolsFolder());
  const installed = findTool(tool);
  if (installed === undefined) {
    throw new Error(`${tool.name} ${tool.version} was installed, but does not start`);
  }
  return installed;
}

/** A program in Go, built from its module at the pinned version. */
export function goTool(
  name: string,
  module: string,
  version: string,
  probe: readonly string[],
  environment: NodeJS.ProcessEnv = {},
): Tool {
  const install = (folder: string): void => {
    mustRun("go", ["install", `${module}@v${version}`], { ...environment, GOBIN: join(folder, "bin") });
  };
  return { name, version, probe, install };
}

/** What is taken from a module of Go besides the program. */
interface ModuleParts {
  /** Folder of the program's package in the module. */
  readonly program: string;

  /** Folders of the module, by the place below the tools folder where they are copied to. */
  readonly files: Readonly<Record<string, string>>;
}

/** A program in Go that reads files of its module when it runs. */
export function goToolWithFiles(
  name: string,
  module: string,
  version: string,
  probe: readonly string[],
  { program, files }: ModuleParts,
): Tool {
  const install = (folder: string): void => {
    const { Dir: source } = JSON.parse(mustRun("go", ["mod", "download", "-json", `${module}@v${version}`]));
    const target = join(folder, "bin", name);
    mustRun("go", ["build", "-C", source, "-mod=readonly", "-buildvcs=false", "-o", target, `./${program}`]);
    for (const [place, part] of Object.entries(files)) {
      // Files of the module cache are read-only, and a copy of a copy would be refused.
      rmSync(join(folder, place), { recursive: true, force: true });
      cpSync(join(source, part), join(folder, place), { recursive: true, mode: constants.COPYFILE_FICLONE });
    }
  };
  return { name, version, probe, install };
}

/** A program in Go whose source stands in this repository: its version is the source, and an older one is not found. */
export function ownGoTool(name: string, source: string, probe: readonly string[]): Tool {
  const hash = createHash("sha256");
  for (const file of readdirSync(source).sort()) hash.update(`${file}\n`).update(readFileSync(join(source, file)));
  const version = hash.digest("hex").slice(0, 12);
  const install = (folder: string): void => {
    const target = join(folder, "bin", `${name}-${version}`);
    const settings = { CGO_ENABLED: "0", GOFLAGS: "-mod=readonly -trimpath -buildvcs=false" };
    mustRun("go", ["build", "-C", source, "-ldflags=-s -w", "-o", target, "."], settings);
  };
  return { name: `${name}-${version}`, version, probe, install };
}

/** A program in Python, in a virtual environment of its own. */
export function pythonTool(name: string, version: string, probe: readonly string[]): Tool {
  const install = (folder: string): void => {
    const environment = join(folder, name);
    mustRun("python3", ["-m", "venv", environment]);
    mustRun(join(environment, "bin", "pip"), ["install", "--quiet", `${name}==${version}`]);
    const link = join(folder, "bin", name);
    if (existsSync(link)) {
      unlinkSync(link);
    }
    symlinkSync(join(environment, "bin", name), link);
  };
  return { name, version, probe, install };
}

function mustRun(command: string, args: readonly string[], environment: NodeJS.ProcessEnv = {}): string {
  const { status, error, stdout, stderr } = spawnSync(command, args, {
    encoding: "utf8",
    env: { ...process.env, ...environment },
    timeout: 1_200_000,
  });
  if (status !== 0) {
    const reason = error?.message ?? stderr.trim().split("\n").at(-1) ?? "";
    throw new Error(`${command} ${args.join(" ")}: ${reason}`);
  }
  return stdout;
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}
