import { realpath } from "node:fs/promises";
import { isAbsolute, join, normalize, resolve } from "node:path";
import type { RootModule } from "./estate";
import { copyOf } from "./hcl-body";
import type { Declarations, Declared } from "./hcl-declarations";
import { type HclFolder, isFolder, readHclFolder } from "./hcl-folder";
import { HclModule, type InProgress } from "./hcl-module";
import { InputError } from "./input-error";
import { normaliseBlock } from "./normalise";
import type { Reading } from "./reading";
import type { Resource, Value } from "./resource";
import { providerSchemaOf } from "./schema";
import { asStateEdits } from "./state-edits";
import { bodies, COMMENT, labelledBodies, member } from "./terraform-json";

const deepestModule = 10;

/** Modules that call the next one twice each would otherwise be a thousand. */
const mostModules = 1_000;

/**
 * Reads the root module that is written in one folder, and the local modules that it calls. Sub-folders that are not
 * called are no part of it.
 *
 * Variables have the values of the variable files that Terraform loads by itself, or else their defaults.
 *
 * @param folder path of the folder
 * @param label the path as the user named it, for names and places
 * @throws InputError for what Terraform could not read either
 */
export async function fromHcl(folder: string, label: string = folder): Promise<Reading> {
  const root = await readHclFolder(folder, label);
  return root === undefined ? { roots: [], resources: [] } : new RootReading(label).read(folder, root);
}

/** One root module while it is read. */
class RootReading {
  private readonly folders = new Map<string, HclFolder>();
  private readonly opened: { module: HclModule; prefix: string; declarations: Declarations }[] = [];
  private readonly remote: { caller: HclModule; call: Declared }[] = [];
  private readonly inProgress: InProgress = new Set();

  constructor(private readonly label: string) {}

  public async read(path: string, folder: HclFolder): Promise<Reading> {
    const given = new Map(
      Object.entries(folder.variableValues).map(([name, value]) => [name, () => value as Value] as const),
    );
    const module = await this.open(path, folder, "", given, [await realpath(path)]);
    const resources: Resource[] = this.opened.flatMap((opened) => opened.module.resources());
    for (const { caller, call } of this.remote) {
      resources.push(caller.remoteModule(call));
    }
    return { roots: [this.describe(module, folder)], resources };
  }

  /** Opens a module and those that it calls. Nothing but their `count` is evaluated before all are open. */
  private async open(
    path: string,
    folder: HclFolder,
    prefix: string,
    given: ReadonlyMap<string, () => Value>,
    chain: readonly string[],
  ): Promise<HclModule> {
    const module = new HclModule(this.label, prefix, folder, given, this.inProgress);
    this.opened.push({ module, prefix, declarations: folder.declarations });
    for (const [name, call] of folder.declarations.module) {
      if (module.isNone(call)) {
        continue;
      }
      const { source } = call.body;
      if (typeof source !== "string" || source === "") {
        throw placed(call, `module.${name} must have a source that is a literal`);
      }
      if (!/^\.\.?(?:[/\\]|$)/.test(source) && !isAbsolute(source)) {
        this.remote.push({ caller: module, call });
        continue;
      }
      const child = await this.child(path, folder, call, source, chain);
      const opened = await this.open(child.path, child.folder, `${prefix}module.${name}.`, module.argumentsOf(call), [
        ...chain,
        child.identity,
      ]);
      module.children.set(name, opened);
    }
    return module;
  }

  private async child(
    path: string,
    folder: HclFolder,
    call: Declared,
    source: string,
    chain: readonly string[],
  ): Promise<{ path: string; folder: HclFolder; identity: string }> {
    const place = `module.${call.labels.join(".")}`;
    const childPath = resolve(path, source);
    if (!(await isFolder(childPath))) {
      throw placed(call, `${place} calls ${source}, which is no folder`);
    }
    const identity = await realpath(childPath);
    if (chain.includes(identity)) {
      throw placed(call, `${place} calls ${source}, which calls this module again`);
    }
    if (chain.length >= deepestModule) {
      throw placed(call, `${place} is more than ${deepestModule} modules deep`);
    }
    if (this.opened.length >= mostModules) {
      throw placed(call, `${place} is one of more than ${mostModules} modules`);
    }
    const label = isAbsolute(source) ? source : normalize(join(folder.label, source));
    const read = this.folders.get(identity) ?? (await readHclFolder(childPath, label));
    if (read === undefined) {
      throw placed(call, `${place} calls ${source}, which holds no configuration`);
    }
    this.folders.set(identity, read);
    return { path: childPath, folder: read, identity };
  }

  private describe(module: HclModule, folder: HclFolder): RootModule {
    const { terraform } = folder.declarations;
    const file = folder.label;
    return {
      name: this.label,
      file,
      source: "hcl",
      backend: backendOf(module, terraform, file),
      providers: this.opened.flatMap((opened) => providersOf(opened.module, opened.declarations)),
      requiredProviders: requiredProvidersOf(terraform, file),
      outputs: module.outputs(),
      waivers: [],
      ...asStateEdits(
        this.opened.flatMap(({ prefix, declarations }) => declarations.stateEdits.map((edits) => ({ prefix, edits }))),
      ),
    };
  }
}

function placed(call: Declared, problem: string): InputError {
  return new InputError(call.line === undefined ? call.file : `${call.file}:${call.line}`, problem);
}

function backendOf(module: HclModule, terraform: object, file: string): RootModule["backend"] {
  const cloud = bodies(file, "terraform.cloud", member(terraform, "cloud")).map((body) => ({
    ...body,
    labels: ["cloud"],
  }));
  const [backend] = [...labelledBodies(file, "terraform.backend", member(terraform, "backend"), 1), ...cloud];
  if (backend === undefined) {
    return null;
  }
  const settings = normaliseBlock(undefined, { ...backend.raw }, module.normalisation({ file }, backend.place));
  return { type: backend.labels[0] ?? "", settings };
}

function providersOf(module: HclModule, { provider }: Declarations): RootModule["providers"] {
  return [...provider.values()].map((declared) => {
    const [name = ""] = declared.labels;
    const body = copyOf(declared.body);
    delete body[COMMENT];
    const to = module.normalisation(declared, `provider.${name}`);
    return { name, settings: normaliseBlock(providerSchemaOf(name), body, to) };
  });
}

function requiredProvidersOf(terraform: object, file: string): RootModule["requiredProviders"] {
  const required: Record<string, { source?: string; version?: string }> = Object.create(null);
  for (const { raw } of bodies(file, "terraform.required_providers", member(terraform, "required_providers"))) {
    for (const [name, requirement] of Object.entries(raw)) {
      const source = member(requirement, "source");
      const version = typeof requirement === "string" ? requirement : member(requirement, "version");
      required[name] = {
        ...(typeof source === "string" ? { source } : {}),
        ...(typeof version === "string" ? { version } : {}),
      };
    }
  }
  return required;
}
