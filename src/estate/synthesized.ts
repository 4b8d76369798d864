import type { RootModule } from "./estate";
import { InputError } from "./input-error";
import { normaliseBlock } from "./normalise";
import type { Reading } from "./reading";
import type { Value } from "./resource";
import { providerSchemaOf } from "./schema";
import { asStateEdits, stateEditsIn } from "./state-edits";
import { SynthesizedRoot } from "./synthesized-root";
import { bodies, COMMENT, checkDepth, isObject, labelledBodies, member, waiversIn } from "./terraform-json";

/** The `cdk.tf.json` of a stack. */
export interface SynthesizedStack {
  /** The file as the user named it. */
  readonly file: string;

  /** Name of the stack. */
  readonly name: string;

  /** The parsed file. It is changed by reading it. */
  readonly json: unknown;
}

/** Files of Terraform JSON (`*.tf.json`) that make one root module. */
export interface TerraformJsonRoot {
  /** The folder as the user named it. */
  readonly file: string;

  readonly name: string;

  readonly parts: readonly { readonly file: string; readonly json: unknown }[];
}

/**
 * Reads what CDKTF synthesized. A value that one stack takes from another leads to the resource in the other stack
 * when both are given.
 *
 * @throws InputError when something is not what Terraform's JSON syntax has in its place
 */
export function fromSynthesized(stacks: readonly SynthesizedStack[]): Reading {
  return fromTerraformJson(stacks.map(({ file, name, json }) => ({ file, name, parts: [{ file, json }] })));
}

/**
 * Reads root modules that are written in Terraform's JSON syntax, by hand or by CDKTF.
 *
 * @param without names of roots whose resources are not wanted: they are there for what the others read of them
 * @throws InputError when something is not what Terraform's JSON syntax has in its place
 */
export function fromTerraformJson(inputs: readonly TerraformJsonRoot[], without?: ReadonlySet<string>): Reading {
  const roots: SynthesizedRoot[] = [];
  const names = new Set<string>();
  for (const input of inputs) {
    const isTaken = names.has(input.name) || inputs.filter(({ name }) => name === input.name).length > 1;
    const name = isTaken ? `${input.name} (${input.file})` : input.name;
    names.add(name);
    roots.push(open(input, name, roots));
  }
  const resources = roots.flatMap((root) => (without?.has(root.name) === true ? [] : root.resources()));
  return { roots: inputs.map((input, index) => describe(input, roots[index])), resources };
}

/** Declares what the files hold; nothing is evaluated before all roots are open. */
function open(input: TerraformJsonRoot, name: string, others: readonly SynthesizedRoot[]): SynthesizedRoot {
  const root = new SynthesizedRoot(name, input.name, others);
  for (const { file, json } of input.parts) {
    if (!isObject(json)) {
      throw new InputError(file, "must hold a JSON object");
    }
    checkDepth(file, json);
    for (const body of labelledBodies(file, "resource", member(json, "resource"), 2)) {
      root.declareResource(body, "managed");
    }
    for (const body of labelledBodies(file, "data", member(json, "data"), 2)) {
      root.declareResource(body, "data");
    }
    for (const body of labelledBodies(file, "module", member(json, "module"), 1)) {
      root.declareModule(body);
    }
    for (const body of bodies(file, "locals", member(json, "locals"))) {
      root.declareLocals(body);
    }
    for (const body of labelledBodies(file, "variable", member(json, "variable"), 1)) {
      root.declareVariable(body);
    }
    for (const body of labelledBodies(file, "output", member(json, "output"), 1)) {
      root.declareOutput(body);
    }
  }
  return root;
}

/** What the root says about itself. */
function describe(input: TerraformJsonRoot, root: SynthesizedRoot | undefined): RootModule {
  if (root === undefined) {
    throw new InputError(input.file, "was not read");
  }
  const outputs: Record<string, Value> = Object.create(null);
  for (const name of root.outputNames()) {
    outputs[name] = root.output(name) ?? null;
  }
  return {
    name: root.name,
    file: input.file,
    source: "synthesized",
    ...terraform(input, root),
    providers: providers(input, root),
    outputs,
    ...metadata(input),
    ...asStateEdits(input.parts.map(({ json }) => ({ prefix: "", edits: stateEditsIn(json) }))),
  };
}

function terraform(
  input: TerraformJsonRoot,
  root: SynthesizedRoot,
): Required<Pick<RootModule, "backend" | "requiredProviders">> {
  let backend: RootModule["backend"] = null;
  const requiredProviders: Record<string, { source?: string; version?: string }> = Object.create(null);
  for (const { file, json } of input.parts) {
    for (const { place, raw } of bodies(file, "terraform", member(json, "terraform"))) {
      const cloud = bodies(file, `${place}.cloud`, member(raw, "cloud")).map((body) => ({
        ...body,
        labels: ["cloud"],
      }));
      for (const body of [...labelledBodies(file, `${place}.backend`, member(raw, "backend"), 1), ...cloud]) {
        const [type = ""] = body.labels;
        backend = { type, settings: normaliseBlock(undefined, body.raw, root.normalisation(body)) };
      }
      for (const body of bodies(file, `${place}.required_providers`, member(raw, "required_providers"))) {
        for (const [name, required] of Object.entries(body.raw)) {
          if (name !== COMMENT) {
            requiredProviders[name] = requirement(file, `${body.place}.${name}`, required);
          }
        }
      }
    }
  }
  return { backend, requiredProviders };
}

function requirement(file: string, place: string, required: unknown): { source?: string; version?: string } {
  if (typeof required === "string") {
    return { version: required };
  }
  if (!isObject(required)) {
    throw new InputError(file, `${place} must be an object or a version`);
  }
  const [source, version] = [member(required, "source"), member(required, "version")];
  return {
    ...(typeof source === "string" ? { source } : {}),
    ...(typeof version === "string" ? { version } : {}),
  };
}

function providers(input: TerraformJsonRoot, root: SynthesizedRoot): RootModule["providers"] {
  return input.parts.flatMap(({ file, json }) =>
    labelledBodies(file, "provider", member(json, "provider"), 1).map((body) => {
      const [name = ""] = body.labels;
      return { name, settings: normaliseBlock(providerSchemaOf(name), body.raw, root.normalisation(body)) };
    }),
  );
}

/** Waivers and tier in the metadata that CDKTF writes for the stack, under `modelkeep`. */
function metadata(input: TerraformJsonRoot): Pick<RootModule, "waivers" | "tier"> {
  const waivers: unknown[] = [];
  let tier: string | undefined;
  for (const { file, json } of input.parts) {
    waivers.push(...waiversIn(file, "", json));
    const named = member(member(member(member(json, COMMENT), "metadata"), "modelkeep"), "tier");
    tier = typeof named === "string" ? named : tier;
  }
  return tier === undefined ? { waivers } : { waivers, tier };
}
