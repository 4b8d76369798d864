import { spawnSync } from "node:child_process";
import { accessSync, constants, statSync } from "node:fs";
import { delimiter, join } from "node:path";
import { InputError } from "./input-error";
import { fromManifests, type ManifestReading, type Skipped } from "./manifests";
import type { Resource } from "./resource";

/** Rendering a chart is templating; one that takes a minute never ends. */
const LONGEST_RENDERING_MS = 60_000;

/** Rendered manifests of the largest charts are some megabytes. */
const MOST_OUTPUT_BYTES = 64 * 1024 * 1024;

/** Release name that charts are rendered for: their objects are named after it. */
const RELEASE = "release-name";

/** A chart that could not be judged, for want of the helm binary. The command says so: what is not read is not safe. */
export class ChartSkipped extends Error {
  public override readonly name = "ChartSkipped";

  constructor(readonly folder: string) {
    super(`${folder}: skipped: a Helm chart needs the helm binary, which is not on PATH`);
  }
}

/** Whether there is a helm binary to render charts with. */
export function helmAvailable(): boolean {
  return helm() !== undefined;
}

/**
 * Reads a Helm chart as `helm template` renders it: its CRDs included, with its own values, without the network. Dependencies must lie in its
 * `charts` folder.
 *
 * @param folder the chart's folder, as the user named it
 * @throws ChartSkipped when there is no helm binary
 * @throws InputError when helm cannot render the chart, or renders what is no manifest
 */
export function fromChart(folder: string): ManifestReading {
  const binary = helm();
  if (binary === undefined) {
    throw new ChartSkipped(folder);
  }
  const rendered = render(binary, folder);
  const resources: Resource[] = [];
  const skipped: Skipped[] = [];
  const roots = new Map<string, ManifestReading["roots"][number]>();
  for (const { template, text } of templatesIn(rendered)) {
    const reading = fromManifests(template === undefined ? folder : pathOf(folder, template), text);
    for (const root of reading.roots) {
      roots.set(folder, { ...root, name: folder, file: folder });
    }
    for (const resource of reading.resources) {
      // A line of what helm printed is no line of the template.
      resources.push({ ...resource, root: folder, origin: { file: resource.origin.file } });
    }
    skipped.push(...reading.skipped.map(({ reason }) => ({ reason })));
  }
  return { roots: [...roots.values()], resources, skipped };
}

function render(binary: string, folder: string): string {
  const made = spawnSync(binary, ["template", "--include-crds", "--", RELEASE, folder], {
    encoding: "utf8",
    maxBuffer: MOST_OUTPUT_BYTES,
    stdio: ["ignore", "pipe", "pipe"],
    timeout: LONGEST_RENDERING_MS,
    killSignal: "SIGKILL",
  });
  if (made.error !== undefined) {
    const code = "code" in made.error ? made.error.code : undefined;
    if (code === "ETIMEDOUT") {
      throw new InputError(folder, `helm template did not end within ${LONGEST_RENDERING_MS / 1000} seconds`);
    }
    if (code === "ENOBUFS") {
      throw new InputError(folder, `helm template printed more than ${MOST_OUTPUT_BYTES / 1024 / 1024} MB`);
    }
    throw new InputError(folder, `helm could not be run: ${made.error.message}`);
  }
  if (made.status !== 0) {
    throw new InputError(folder, `helm template: ${firstLine(made.stderr) ?? `ended with status ${made.status}`}`);
  }
  return made.stdout;
}

/** The line that says what is wrong: after the warnings, without the hint to use --debug. */
function firstLine(stderr: string): string | undefined {
  const lines = stderr.split("\n").map((line) => line.trim());
  const told =
    lines.find((line) => /^error:/i.test(line)) ?? lines.find((line) => line !== "" && !/^(warning|wrn)\b/i.test(line));
  return told?.replace(/^error:\s*/i, "");
}

/** A rendered template, or the chart's CRDs and hooks: each document begins with a comment that names its source. */
interface RenderedTemplate {
  readonly template: string | undefined;
  readonly text: string;
}

function* templatesIn(rendered: string): Generator<RenderedTemplate> {
  // Only helm's own separators begin a part: a document separator with the comment right below it.
  const parts = rendered.split(/^---\r?\n(?=# Source: )/m);
  for (const text of parts) {
    const template = /^# Source: (.+?)\r?$/m.exec(text.slice(0, 4096))?.[1];
    if (text.trim() !== "") {
      yield { template, text };
    }
  }
}

/** Path of the template, in the user's words: helm begins it with the chart's name, which is not always the folder's. */
function pathOf(folder: string, template: string): string {
  return join(folder, template.slice(template.indexOf("/") + 1));
}

/** Path of the helm binary: the first on PATH. */
function helm(): string | undefined {
  const folders = (process.env.PATH ?? "").split(delimiter);
  const names = process.platform === "win32" ? ["helm.exe"] : ["helm"];
  for (const folder of folders) {
    for (const name of folder === "" ? [] : names) {
      const path = join(folder, name);
      if (isExecutable(path)) {
        return path;
      }
    }
  }
  return undefined;
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}
