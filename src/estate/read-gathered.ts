import { statSync } from "node:fs";
import { dirname, join } from "node:path";
import { Estate } from "./estate";
import { InputError } from "./input-error";
import type { InputSummary } from "./read-summary";
import type { Reading } from "./reading";
import type { Resource } from "./resource";
import type { TerraformJsonRoot } from "./synthesized";

interface CountedInput extends InputSummary {
  resources: number;
}

/** A folder of HCL: others may turn out to call it as a module. */
interface HclFolderReading {
  readonly path: string;
  readonly isNamed: boolean;
  readonly input: CountedInput;
  readonly reading: Reading;
}

/** Told before an input is read, with its size where it is one file. */
export type OnProgress = (path: string, bytes: number) => void;

/**
 * What was read so far. Terraform JSON waits for the end, when all of it is read at once, so that references between
 * stacks are followed; folders of HCL wait too, for another one may call them.
 */
export class Gathered {
  public readonly inputs: CountedInput[] = [];
  private readonly readings: Reading[] = [];
  private readonly terraformJson: { readonly input: CountedInput; readonly root: TerraformJsonRoot }[] = [];
  private readonly hcl: HclFolderReading[] = [];

  constructor(
    private readonly onProgress: OnProgress | undefined,
    private readonly without: ReadonlySet<string> | undefined,
  ) {}

  /** Has a reader read the input. */
  public read<T extends Reading>(path: string, reader: () => T): T {
    this.progress(path);
    return shallow(path, reader);
  }

  public add(input: Omit<InputSummary, "resources">, reading: Reading): void {
    this.inputs.push({ ...input, resources: reading.resources.length });
    this.readings.push(reading);
  }

  public addTerraformJson(path: string, root: TerraformJsonRoot): void {
    const input: CountedInput = { path, kind: "synthesized", resources: 0 };
    this.inputs.push(input);
    this.terraformJson.push({ input, root });
  }

  /** Reads a folder of HCL. One that the user named is judged on its own, also when another one calls it. */
  public async addHcl(folder: string, isNamed: boolean): Promise<void> {
    const { fromHcl } = await import("./hcl");
    this.progress(folder);
    const reading = await fromHcl(folder);
    const input: CountedInput = { path: folder, kind: "hcl", resources: reading.resources.length };
    this.inputs.push(input);
    this.hcl.push({ path: folder, isNamed, input, reading });
  }

  /** The estate of everything read, with the manifests that its `kubernetes_*` resources would apply. */
  public async estate(): Promise<Estate> {
    this.finishHcl();
    await this.finishTerraformJson();
    const resources = this.readings.flatMap((reading) => reading.resources);
    const roots = this.readings.flatMap((reading) => reading.roots);
    return new Estate(await withLifted(resources), roots);
  }

  private async finishTerraformJson(): Promise<void> {
    const [first] = this.terraformJson;
    if (first === undefined) {
      return;
    }
    const { fromTerraformJson } = await import("./synthesized");
    const reading = this.read(first.input.path, () =>
      fromTerraformJson(
        this.terraformJson.map(({ root }) => root),
        this.without,
      ),
    );
    const counted = countByRoot(reading.resources);
    for (const [index, { name }] of reading.roots.entries()) {
      const stack = this.terraformJson[index];
      if (stack !== undefined) {
        stack.input.resources = counted.get(name) ?? 0;
      }
    }
    this.readings.push(reading);
  }

  /** A folder that another one calls as a module is judged there, with the values that it is called with. */
  private finishHcl(): void {
    const callers = new Map<string, Set<string>>();
    for (const { path, reading } of this.hcl) {
      for (const file of new Set(reading.resources.map(({ origin }) => origin.file))) {
        const folder = join(dirname(file));
        callers.set(folder, (callers.get(folder) ?? new Set()).add(path));
      }
    }
    for (const { path, isNamed, input, reading } of this.hcl) {
      const isCalled = [...(callers.get(join(path)) ?? [])].some((caller) => caller !== path);
      if (isCalled && !isNamed) {
        this.inputs.splice(this.inputs.indexOf(input), 1);
      } else {
        this.readings.push(reading);
      }
    }
  }

  private progress(path: string): void {
    this.onProgress?.(path, statSync(path).size);
  }
}

/** Readers have their own bounds; what still overflows the stack is input that nests too deeply. */
function shallow<T>(path: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof RangeError && error.message.includes("call stack")) {
      throw new InputError(path, "nested too deeply");
    }
    throw error;
  }
}

function countByRoot(resources: readonly Resource[]): ReadonlyMap<string, number> {
  const counted = new Map<string, number>();
  for (const { root } of resources) {
    counted.set(root, (counted.get(root) ?? 0) + 1);
  }
  return counted;
}

async function withLifted(resources: readonly Resource[]): Promise<readonly Resource[]> {
  const liftable = resources.filter(({ kind, mode }) => mode === "managed" && kind.startsWith("kubernetes_"));
  if (liftable.length === 0) {
    return resources;
  }
  const { lift } = await import("./lifting");
  return [...resources, ...liftable.flatMap((resource) => lift(resource) ?? [])];
}
