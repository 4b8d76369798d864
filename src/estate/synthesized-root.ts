import { placeIn } from "../core/made-at";
import { evaluate, navigate } from "./expression";
import { InputError } from "./input-error";
import { type Iterators, type Normalisation, normalise, normaliseBlock, referencesByPath } from "./normalise";
import type { ReferencePath } from "./reference-path";
import type { Origin, Resource, Value } from "./resource";
import { isSmall } from "./small-value";
import { type Body, COMMENT, type LabelledBody, member, waiversIn } from "./terraform-json";
import { isUnknown, Unknown } from "./unknown";

/** What Terraform itself takes from a resource or a module; it is no attribute. */
const META_ARGUMENTS = ["count", "for_each", "lifecycle", "depends_on", "provider", "connection", "provisioner"];
const MODULE_META_ARGUMENTS = ["count", "for_each", "depends_on", "providers"];

/** Values that refer to values that refer to values: deeper chains stay unknown. */
const LONGEST_CHAIN = 100;

const REMOTE_STATE = "data.terraform_remote_state.cross-stack-reference-input-";

interface Declared extends Body {
  readonly address: string;
  readonly kind: string;
  readonly mode: "managed" | "data";
  readonly metaArguments: readonly string[];
  shaped?: Resource;
}

/**
 * A root module while it is read: what is declared in it, evaluated when it is first asked for.
 *
 * A resource is shaped as soon as another refers to it, so that literals travel; what refers to itself is unknown.
 */
export class SynthesizedRoot {
  private readonly declared = new Map<string, Declared>();
  private readonly locals = new Map<string, { readonly body: Body; readonly raw: unknown }>();
  private readonly variables = new Map<string, Body>();
  private readonly outputs = new Map<string, Body>();
  private readonly values = new Map<string, Value | undefined>();
  private readonly inProgress: Set<string>;

  /**
   * @param name name of the root, distinct among all
   * @param stackName name that other stacks call it by
   * @param roots all roots that are read together, in the order of their input; it grows while they are opened
   */
  constructor(
    readonly name: string,
    readonly stackName: string,
    private readonly roots: readonly SynthesizedRoot[],
  ) {
    // Chains cross stacks, and so does their length.
    this.inProgress = roots[0]?.inProgress ?? new Set();
  }

  public declareResource(body: LabelledBody, mode: "managed" | "data"): void {
    const [kind = "", name = ""] = body.labels;
    const address = `${mode === "data" ? "data." : ""}${kind}.${name}`;
    this.declare({ ...body, address, kind, mode, metaArguments: META_ARGUMENTS });
  }

  /** A module is a resource of kind `module`, so that a report can say that nobody looked into it. */
  public declareModule(body: LabelledBody): void {
    const address = `module.${body.labels[0]}`;
    this.declare({ ...body, address, kind: "module", mode: "managed", metaArguments: MODULE_META_ARGUMENTS });
  }

  public declareLocals(body: Body): void {
    for (const [name, raw] of Object.entries(body.raw)) {
      if (name !== COMMENT) {
        this.locals.set(name, { body: { ...body, place: `${body.place}.${name}` }, raw });
      }
    }
  }

  public declareVariable(body: LabelledBody): void {
    this.variables.set(body.labels[0] ?? "", body);
  }

  public declareOutput(body: LabelledBody): void {
    this.outputs.set(body.labels[0] ?? "", body);
  }

  public outputNames(): readonly string[] {
    return [...this.outputs.keys()];
  }

  /** Value of the output; undefined when there is no such output. */
  public output(name: string): Value | undefined {
    const body = this.outputs.get(name);
    return body && this.once(`output.${name}`, () => this.evaluated(body, member(body.raw, "value")));
  }

  public resources(): readonly Resource[] {
    return [...this.declared.values()].map((declared) => this.shape(declared));
  }

  /** How the strings of a body become values. */
  public normalisation(body: Body): Normalisation {
    return {
      file: body.file,
      place: body.place,
      convert: (text, _path, iterators) =>
        evaluate(text, { root: this.name, resolve: (path) => this.resolve(path, iterators) }),
    };
  }

  private declare(declared: Declared): void {
    if (this.declared.has(declared.address)) {
      throw new InputError(declared.file, `${declared.place} is declared twice: ${declared.address}`);
    }
    this.declared.set(declared.address, declared);
  }

  private shape(declared: Declared): Resource {
    if (declared.shaped !== undefined) {
      return declared.shaped;
    }
    const { address, kind, mode, file, place, raw } = declared;
    const origin = { file, ...makingOf(member(member(raw, COMMENT), "metadata")) };
    const waivers = waiversIn(file, place, raw);
    const meta: Record<string, unknown> = {};
    for (const name of declared.metaArguments) {
      if (Object.hasOwn(raw, name)) {
        meta[name] = raw[name];
        delete raw[name];
      }
    }
    delete raw[COMMENT];
    const to = this.normalisation(declared);
    const key = `${this.name}\u0000${address}`;
    this.inProgress.add(key);
    const attributes = normalise(kind, mode, raw, to);
    this.inProgress.delete(key);
    declared.shaped = {
      root: this.name,
      address,
      mode,
      kind,
      attributes,
      references: referencesByPath(attributes),
      actions: [],
      meta: normaliseBlock(undefined, meta, to),
      waivers,
      origin,
    };
    return declared.shaped;
  }

  private resolve(path: ReferencePath, iterators: Iterators | undefined): Value | undefined {
    if (!path.isLiteral) {
      return undefined;
    }
    const bound = iterators !== undefined && Object.hasOwn(iterators, path.head) ? iterators[path.head] : undefined;
    if (bound !== undefined) {
      const value = path.address === `${path.head}.key` ? bound.key : bound.value;
      const reached = navigate(value, path.segments);
      return reached === undefined ? new Unknown() : reached;
    }
    const [, name = ""] = path.address.split(".");
    if (path.head === "var") {
      const variable = this.variables.get(name);
      return navigate(variable === undefined ? undefined : this.variable(name, variable), path.segments);
    }
    if (path.head === "local") {
      return navigate(this.local(name), path.segments);
    }
    if (path.address.startsWith(REMOTE_STATE)) {
      return this.crossStack(path);
    }
    return path.leadsToResource ? this.attribute(path) : undefined;
  }

  /** The default of a variable, which Terraform takes as it is written; one without a default is not known. */
  private variable(name: string, body: Body): Value | undefined {
    return this.once(`var.${name}`, () => (member(body.raw, "default") ?? undefined) as Value | undefined);
  }

  private local(name: string): Value | undefined {
    const local = this.locals.get(name);
    return local && this.once(`local.${name}`, () => this.evaluated(local.body, local.raw));
  }

  /** What the other stack gives out, when that stack is read too and there is only one of its name. */
  private crossStack(path: ReferencePath): Value | undefined {
    const [outputs, output, ...rest] = path.segments;
    const stack = path.address.slice(REMOTE_STATE.length);
    const [producer, ...more] = this.roots.filter((root) => root.stackName === stack);
    if (producer === undefined || more.length > 0 || outputs !== "outputs" || typeof output !== "string") {
      return undefined;
    }
    return navigate(producer.output(output), rest);
  }

  /** An attribute that the other resource sets to a literal. What it leaves out may be computed, so it is not known. */
  private attribute(path: ReferencePath): Value | undefined {
    const declared = this.declared.get(path.address);
    const key = `${this.name}\u0000${path.address}`;
    const isTooDeep = this.inProgress.size > LONGEST_CHAIN || this.inProgress.has(key);
    if (declared === undefined || path.segments.length === 0 || (declared.shaped === undefined && isTooDeep)) {
      return undefined;
    }
    const value = navigate(this.shape(declared).attributes, path.segments);
    const isSet = value !== null && !isUnknown(value) && !(Array.isArray(value) && value.length === 0);
    return isSet && value !== undefined && isSmall(value) ? value : undefined;
  }

  private evaluated(body: Body, raw: unknown): Value {
    return normaliseBlock(undefined, { value: raw }, this.normalisation(body)).value ?? null;
  }

  /** Evaluates once; what asks for itself while it is evaluated is not known. */
  private once(name: string, value: () => Value | undefined): Value | undefined {
    if (this.values.has(name)) {
      return this.values.get(name);
    }
    const key = `${this.name}\u0000${name}`;
    if (this.inProgress.has(key) || this.inProgress.size > LONGEST_CHAIN) {
      return undefined;
    }
    this.inProgress.add(key);
    const evaluated = value();
    this.inProgress.delete(key);
    const kept = evaluated === undefined || isSmall(evaluated) ? evaluated : new Unknown();
    this.values.set(name, kept);
    return kept;
  }
}

/** Construct and line of the program, as CDKTF's metadata has them. */
function makingOf(metadata: unknown): Pick<Origin, "constructPath" | "madeAt"> {
  const constructPath = member(metadata, "path");
  const trace = member(metadata, "stackTrace");
  const madeAt = Array.isArray(trace) ? placeIn(trace.filter((frame) => typeof frame === "string")) : undefined;
  return {
    ...(typeof constructPath === "string" ? { constructPath } : {}),
    ...(madeAt === undefined ? {} : { madeAt }),
  };
}
