import { realpathSync } from "node:fs";
import { dirname } from "node:path";
import type { Estate } from "./estate";
import { InputError } from "./input-error";
import { attempt, fileOrFolder, readHead, readJson, readText } from "./input-file";
import type { ManifestReading } from "./manifests";
import { Gathered, type OnProgress } from "./read-gathered";
import type { InputSummary, SkippedInput } from "./read-summary";
import { rootOfFile, rootOfFolder, stacksIn } from "./read-synthesized";
import {
  beginsLikeJson,
  binaryKind,
  isCommentedJson,
  isManifestText,
  type JsonContent,
  mayHoldManifests,
  recogniseJson,
  stateFile,
} from "./recognise";
import { type Found, PassedBy, walk } from "./walk";

/** How an estate is read. */
export interface ReadOptions {
  /**
   * Helm charts are rendered where there is a helm binary.
   *
   * @default true
   */
  readonly helm?: boolean;

  /**
   * Names of stacks whose resources are not wanted: they are read for what other stacks read of them alone.
   *
   * @default none
   */
  readonly without?: ReadonlySet<string>;

  readonly onProgress?: OnProgress;
}

/** An estate, and what it was read from. */
export interface ReadEstate {
  readonly estate: Estate;
  readonly inputs: readonly InputSummary[];
  readonly skipped: readonly SkippedInput[];
}

/**
 * Reads everything that the paths name: files by their content, folders with all that is below them. What is named twice
 * is read once. What a folder holds beside inputs is skipped, and said; what is named itself must be an input.
 *
 * @throws InputError for anything that cannot be read in full: there is no estate in part
 */
export async function readEstate(paths: readonly string[], options: ReadOptions = {}): Promise<ReadEstate> {
  const run = new EstateReader(options);
  const kinds = paths.map((path) => ({ path, isFolder: fileOrFolder(path) === "folder" }));
  // Folders first: a file that lies in one of them is part of what is read there, as one file of a module is.
  for (const { path } of kinds.filter(({ isFolder }) => isFolder)) {
    await run.folder(path);
  }
  for (const { path } of kinds.filter(({ isFolder }) => !isFolder)) {
    await run.file(path);
  }
  return run.finish();
}

/** Readers are loaded when the first input of theirs is met: a check of a small plan starts without YAML and without HCL. */
class EstateReader {
  private readonly gathered: Gathered;
  private readonly skipped: SkippedInput[] = [];
  private readonly walked = new Set<string>();

  /** Real paths of what was read. */
  private readonly seen = new Set<string>();

  /** How many inputs were met, those that were read before included. */
  private met = 0;

  constructor(private readonly options: ReadOptions) {
    this.gathered = new Gathered(options.onProgress, options.without);
  }

  /** Reads the folder that the user named. */
  public async folder(path: string): Promise<void> {
    const passed = new PassedBy(path);
    const before = this.met;
    if (this.walked.has(attempt(path, () => realpathSync(path)))) {
      return;
    }
    for (const found of walk(path, this.walked, passed)) {
      await this.found(found, found.path === path, passed);
    }
    const summary = passed.summary();
    this.skipped.push(...summary);
    if (this.met === before) {
      throw nothingToRead(path, summary);
    }
  }

  /** Reads the file that the user named. */
  public async file(path: string): Promise<void> {
    if (this.isNew(path)) {
      await this.namedFile(path);
    }
  }

  /** The estate of everything read. */
  public async finish(): Promise<ReadEstate> {
    const { inputs } = this.gathered;
    if (inputs.length === 0) {
      throw nothingToRead(this.skipped[0]?.path ?? ".", this.skipped);
    }
    return { estate: await this.gathered.estate(), inputs, skipped: this.skipped };
  }

  private async found({ kind, path }: Found, isNamed: boolean, passed: PassedBy): Promise<void> {
    switch (kind) {
      case "synthesized":
        return this.synthesizedFolder(path, passed);
      case "terraform-json":
        return this.terraformJsonFolder(path);
      case "hcl":
        return this.hclFolder(path, isNamed);
      case "chart":
        return this.chart(path, passed);
      case "file":
        return this.isNew(path) ? this.walkedFile(path, passed) : undefined;
      case "walked":
        this.met += 1;
    }
  }

  private async namedFile(path: string): Promise<void> {
    const head = readHead(path);
    const binary = binaryKind(path, head);
    if (binary !== undefined) {
      throw new InputError(path, `is ${binary}`);
    }
    if (/\.(?:tf|tofu)$/.test(path)) {
      throw new InputError(path, "one file of a Terraform module says too little: name its folder");
    }
    if (/\.ya?ml$/i.test(path) || !(beginsLikeJson(head) || /\.json$/i.test(path))) {
      return this.namedManifests(path);
    }
    switch (await this.json(path, readJson(path))) {
      case "other":
        throw new InputError(
          path,
          "is JSON, but not a plan (terraform show -json), a synthesized stack, or a Kubernetes manifest",
        );
      case "state-file":
        throw new InputError(path, `is ${stateFile(path)}`);
      default:
    }
  }

  private async namedManifests(path: string): Promise<void> {
    const text = readText(path);
    if (text.trim() === "") {
      throw new InputError(path, "is empty");
    }
    if (!(await this.manifests(path, text))) {
      throw new InputError(path, "is not a Kubernetes manifest, and nothing else that can be checked");
    }
  }

  private async walkedFile(path: string, passed: PassedBy): Promise<void> {
    const isRead = /\.ya?ml$/i.test(path) ? await this.walkedYaml(path, passed) : await this.walkedJson(path, passed);
    if (!isRead) {
      this.seen.delete(realpathSync(path));
      this.met -= 1;
    }
  }

  private async walkedYaml(path: string, passed: PassedBy): Promise<boolean> {
    const text = readText(path);
    const isRead = mayHoldManifests(text) && (await this.manifests(path, text));
    if (!isRead) {
      passed.file(path, "YAML, but not Kubernetes manifests");
    }
    return isRead;
  }

  private async walkedJson(path: string, passed: PassedBy): Promise<boolean> {
    let json: unknown;
    try {
      json = readJson(path);
    } catch (error) {
      if (isCommentedJson(path, readText(path))) {
        passed.file(path, "JSON with comments or trailing commas, which is no input");
        return false;
      }
      throw error;
    }
    const content = await this.json(path, json);
    if (content === "state-file") {
      passed.name(path, stateFile(path));
    } else if (content === "other") {
      passed.file(path);
    }
    return content !== "state-file" && content !== "other";
  }

  private async json(path: string, json: unknown): Promise<JsonContent> {
    const content = recogniseJson(path, json);
    if (content === "plan") {
      const { fromPlan } = await import("./plan");
      this.gathered.add(
        { path, kind: "plan" },
        this.gathered.read(path, () => fromPlan(path, json)),
      );
    } else if (content === "terraform-json") {
      this.gathered.addTerraformJson(path, rootOfFile(path, json));
    } else if (content === "manifests" && !(await this.manifests(path, readText(path)))) {
      return "other";
    }
    return content;
  }

  /** Reads the Kubernetes objects in the text; false when there are none, nor an empty list of them. */
  private async manifests(path: string, text: string): Promise<boolean> {
    const { fromManifests } = await import("./manifests");
    const reading = this.gathered.read(path, () => fromManifests(path, text));
    const isEmptyList = reading.skipped.length === 0 && isManifestText(text);
    if (reading.resources.length === 0 && !isEmptyList) {
      return false;
    }
    this.gathered.add({ path, kind: "manifests" }, reading);
    this.skip(path, reading);
    return true;
  }

  private skip(path: string, { skipped }: ManifestReading): void {
    for (const { line, reason } of skipped) {
      this.skipped.push({
        path: line === undefined ? path : `${path}:${line}`,
        reason: `not a Kubernetes object: ${reason}`,
      });
    }
  }

  private async chart(folder: string, passed: PassedBy): Promise<void> {
    const { ChartSkipped, fromChart } = await import("./chart");
    if (this.options.helm === false) {
      passed.name(folder, "a Helm chart, and rendering is off");
      return;
    }
    try {
      const reading = this.gathered.read(folder, () => fromChart(folder));
      this.met += 1;
      this.gathered.add({ path: folder, kind: "chart" }, reading);
      this.skip(folder, reading);
    } catch (error) {
      if (!(error instanceof ChartSkipped)) {
        throw error;
      }
      passed.name(folder, "a Helm chart needs the helm binary, which is not on PATH");
    }
  }

  private async synthesizedFolder(folder: string, passed: PassedBy): Promise<void> {
    const stacks = stacksIn(folder);
    if (stacks.length === 0) {
      passed.name(folder, "a synthesized folder without a stack");
    }
    for (const { name, path } of stacks) {
      if (!/\.json$/.test(path)) {
        await this.hclFolder(dirname(path), true);
      } else if (this.isNew(path)) {
        this.gathered.addTerraformJson(path, rootOfFile(path, readJson(path), name));
      }
    }
  }

  private terraformJsonFolder(folder: string): void {
    const root = rootOfFolder(folder);
    // All of them, or none: a module in part would be another module.
    if (root.parts.filter(({ file }) => this.isNew(file)).length > 0) {
      this.gathered.addTerraformJson(root.parts.length === 1 ? root.file : folder, root);
    }
  }

  private async hclFolder(folder: string, isNamed: boolean): Promise<void> {
    if (this.isNew(folder)) {
      await this.gathered.addHcl(folder, isNamed);
    }
  }

  private isNew(path: string): boolean {
    this.met += 1;
    const real = attempt(path, () => realpathSync(path));
    if (this.seen.has(real)) {
      return false;
    }
    this.seen.add(real);
    return true;
  }
}

function nothingToRead(path: string, skipped: readonly SkippedInput[]): InputError {
  const reasons = skipped.slice(0, 3).map(({ path: file, reason }) => (file === path ? reason : `${file}: ${reason}`));
  const reason = reasons.length === 0 ? "the folder is empty" : reasons.join("; ");
  return new InputError(path, `nothing to read: ${reason}`);
}
