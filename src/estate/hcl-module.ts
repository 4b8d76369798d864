import { evaluate, navigate, type Scope } from "./expression";
import { copyOf, isBody, withoutMarks } from "./hcl-body";
import type { Body, Declared } from "./hcl-declarations";
import type { HclFolder } from "./hcl-folder";
import { chainedTo, type Each, indexOf, Members } from "./hcl-instances";
import { type Iterators, type Normalisation, normalise, normaliseBlock, referencesByPath } from "./normalise";
import { attributeOf, type ReferencePath } from "./reference-path";
import type { Attributes, Resource, Value } from "./resource";
import { isSmall } from "./small-value";
import { COMMENT, waiversIn } from "./terraform-json";
import { isUnknown, Unknown } from "./unknown";

/** What Terraform itself takes from a block; it is no attribute. */
const metaArguments = ["count", "for_each", "lifecycle", "depends_on", "provider", "connection", "provisioner"];

/** Meta-arguments of a module call; `source` and `version` say what is called, but are no arguments either. */
const callArguments = ["count", "for_each", "depends_on", "providers", "source", "version"];

/** Values that refer to values that refer to values: deeper chains stay unknown. */
const longestChain = 100;

/** What is being evaluated, in all modules of a root: what asks for itself is not known. */
export type InProgress = Set<string>;

/** Where an expression stands; with the body of its block, when `each` may be said in it. */
type Located = Pick<Declared, "file" | "line"> & Partial<Pick<Declared, "body">>;

/** Gives the value of a variable of a module. */
export type VariableValue = (name: string) => Value | undefined;

/**
 * A module of HCL, as it is called at one place. Values are evaluated when they are first asked for.
 *
 * A resource whose `for_each` has literal keys is a resource for each of them, as in a plan. Any other with `count` or
 * `for_each`, and each module, is one without an index, for what it is like is judged, and its instances differ in what
 * is not known here. Only a literal count of none leaves nothing.
 */
export class HclModule {
  /** Modules that were read, by the name of their call. */
  public readonly children = new Map<string, HclModule>();

  private readonly values = new Map<string, Value | undefined>();
  private readonly shaped = new Map<Declared, Map<string, Resource>>();
  private readonly members = new Members(
    (path) => this.declaredAt(path),
    ({ file, line, body }) =>
      this.evaluated({ file, ...(line === undefined ? {} : { line }) }, "for_each", body.for_each),
  );

  /**
   * @param root name of the root module
   * @param prefix of all addresses: `module.a.`, nothing for the root
   * @param given values that the caller or the variable files give
   */
  constructor(
    private readonly root: string,
    private readonly prefix: string,
    private readonly folder: HclFolder,
    private readonly given: ReadonlyMap<string, () => Value>,
    private readonly inProgress: InProgress,
  ) {}

  /** Resources and data sources of this module, without those of the modules that it calls. */
  public resources(): readonly Resource[] {
    const { resource, data } = this.folder.declarations;
    return [...resource.values(), ...data.values()]
      .filter((declared) => !this.isNone(declared))
      .flatMap((declared) => this.instances(declared));
  }

  /** One resource for each member of a literal `for_each`; else one that stands for all. */
  private instances(declared: Declared): readonly Resource[] {
    const members = this.members.of(declared);
    return members === undefined
      ? [this.shape(declared)]
      : [...members].map(([key, value]) => this.shape(declared, { key, value }));
  }

  /** A literal `count` of 0, or an empty `for_each`. */
  public isNone(declared: Declared): boolean {
    const { count, for_each: forEach } = declared.body;
    const number = count === undefined ? undefined : this.evaluated(declared, "count", count);
    const members = forEach === undefined ? undefined : this.evaluated(declared, "for_each", forEach);
    const isEmpty = typeof members === "object" && members !== null && !isUnknown(members);
    return number === 0 || number === "0" || (isEmpty && Object.keys(members).length === 0);
  }

  /** The arguments of a module call, each evaluated when the called module asks for it. */
  public argumentsOf(call: Declared): ReadonlyMap<string, () => Value> {
    return new Map(
      Object.entries(call.body)
        .filter(([name]) => !callArguments.includes(name) && name !== COMMENT)
        .map(([name, raw]) => [name, () => this.evaluated(call, name, raw)]),
    );
  }

  /** A call of a module that is not looked into, so that a report can say so. */
  public remoteModule(call: Declared): Resource {
    return this.resourceOf(call, "module", `module.${call.labels.join(".")}`, "managed", callArguments.slice(0, 4));
  }

  public output(name: string): Value | undefined {
    const output = this.folder.declarations.output.get(name);
    return output && this.once(`output.${name}`, () => this.evaluated(output, "value", output.body.value));
  }

  public outputs(): Readonly<Record<string, Value>> {
    const outputs: Record<string, Value> = Object.create(null);
    for (const name of this.folder.declarations.output.keys()) {
      outputs[name] = this.output(name) ?? null;
    }
    return outputs;
  }

  /** How the strings of a block become values. */
  public normalisation(declared: Located, place: string, each?: Each): Normalisation {
    const chained = chainedTo(declared.body?.for_each);
    const chain = chained === undefined || each === undefined ? chained : { ...chained, instance: each.key };
    return {
      file: declared.line === undefined ? declared.file : `${declared.file}:${declared.line}`,
      place,
      convert: (text, _path, iterators) =>
        evaluate(text, this.scope(each === undefined ? iterators : { each, ...iterators }, chain)),
    };
  }

  private shape(declared: Declared, each?: Each): Resource {
    const shaped = this.shaped.get(declared) ?? new Map<string, Resource>();
    this.shaped.set(declared, shaped);
    const known = shaped.get(indexOf(each));
    if (known !== undefined) {
      return known;
    }
    const mode = this.folder.declarations.data.get(declared.labels.join(".")) === declared ? "data" : "managed";
    const [kind = ""] = declared.labels;
    const address = `${mode === "data" ? "data." : ""}${declared.labels.join(".")}`;
    const key = `${this.prefix}${address}`;
    const isOutermost = !this.inProgress.has(key);
    this.inProgress.add(key);
    const resource = this.resourceOf(declared, kind, address, mode, metaArguments, each);
    if (isOutermost) {
      this.inProgress.delete(key);
    }
    shaped.set(indexOf(each), resource);
    return resource;
  }

  private resourceOf(
    declared: Declared,
    kind: string,
    address: string,
    mode: "managed" | "data",
    metaNames: readonly string[],
    each?: Each,
  ): Resource {
    const { file, line } = declared;
    const place = declared.labels.length === 1 ? address : `${mode === "data" ? "" : "resource."}${address}`;
    const body = copyOf(declared.body);
    const waivers = waiversIn(file, place, body);
    delete body[COMMENT];
    const meta: Body = {};
    for (const name of metaNames) {
      if (Object.hasOwn(body, name)) {
        // An instance is one: that there are others is no longer a question.
        if (name !== "for_each" || each === undefined) {
          meta[name] = body[name];
        }
        delete body[name];
      }
    }
    const to = this.normalisation(declared, place, each);
    const attributes = normalise(kind, mode, body, to);
    return {
      root: this.root,
      address: `${this.prefix}${address}${indexOf(each)}`,
      mode,
      kind,
      attributes,
      references: referencesByPath(attributes),
      actions: [],
      meta: this.meta(meta, to),
      waivers,
      origin: line === undefined ? { file } : { file, line },
    };
  }

  /** Addresses in meta-arguments are no expressions: they are as they are in synthesized JSON, without `${}`. */
  private meta(meta: Body, to: Normalisation): Attributes {
    const [lifecycle] = Array.isArray(meta.lifecycle) ? meta.lifecycle : [meta.lifecycle];
    const plain: Body = lifecycle === undefined ? meta : { ...meta, lifecycle };
    const addresses = (raw: unknown): void => {
      for (const name of ["provider", "providers", "depends_on", "ignore_changes", "replace_triggered_by"]) {
        if (isBody(raw) && Object.hasOwn(raw, name)) {
          raw[name] = withoutMarks(raw[name]);
        }
      }
    };
    addresses(plain);
    addresses(plain.lifecycle);
    return normaliseBlock(undefined, plain, to);
  }

  private scope(iterators?: Iterators, chain?: ReferencePath): Scope {
    const key = iterators?.each?.key;
    const resolve = (path: ReferencePath) => this.resolve(path, iterators, chain);
    return { root: this.root, prefix: this.prefix, resolve, ...(typeof key === "string" ? { key } : {}) };
  }

  private resolve(path: ReferencePath, iterators?: Iterators, chain?: ReferencePath): Value | undefined {
    if (path.address === "each.value" && chain !== undefined) {
      return this.chained({ ...chain, segments: path.segments });
    }
    const bound = iterators !== undefined && Object.hasOwn(iterators, path.head) ? iterators[path.head] : undefined;
    if (bound !== undefined) {
      const value = path.address === `${path.head}.key` ? bound.key : bound.value;
      return navigate(value, path.segments) ?? new Unknown();
    }
    const name = path.address.slice(path.head.length + 1);
    switch (path.head) {
      case "var":
        return navigate(this.variable(name), path.segments);
      case "local":
        return navigate(this.local(name), path.segments);
      case "module": {
        const [output, ...rest] = path.segments;
        return typeof output === "string" ? navigate(this.children.get(name)?.output(output), rest) : undefined;
      }
      default:
        return path.leadsToResource ? this.attribute(path) : undefined;
    }
  }

  /** What `each.value` stands for: an instance of the resource that `for_each` names. */
  private chained(path: ReferencePath): Value {
    const instance = `${path.address}${path.instance === undefined ? "" : `[${JSON.stringify(path.instance)}]`}`;
    const address = `${this.prefix}${instance}`;
    const attribute = attributeOf(path);
    const spelt = [instance, ...path.segments.map((segment) => segment ?? "*")].join(".");
    return this.attribute(path) ?? new Unknown([{ root: this.root, address, attribute }], `\${${spelt}}`);
  }

  private variable(name: string): Value | undefined {
    const declared = this.folder.declarations.variable.get(name);
    const given = this.given.get(name);
    if (declared === undefined) {
      return undefined;
    }
    return this.once(`var.${name}`, () => {
      const value = given?.();
      const isDefault = value === undefined || (value === null && declared.body.nullable === false);
      return isDefault && Object.hasOwn(declared.body, "default")
        ? this.evaluated(declared, "default", declared.body.default)
        : value;
    });
  }

  private local(name: string): Value | undefined {
    const { locals } = this.folder.declarations;
    const file = this.folder.label;
    return locals.has(name)
      ? this.once(`local.${name}`, () => this.evaluated({ file }, `local.${name}`, locals.get(name)))
      : undefined;
  }

  private declaredAt(path: ReferencePath): Declared | undefined {
    const { resource, data } = this.folder.declarations;
    return path.head === "data" ? data.get(path.address.slice("data.".length)) : resource.get(path.address);
  }

  /** An attribute that the other resource sets to a literal. What it leaves out may be computed, so it is not known. */
  private attribute(path: ReferencePath): Value | undefined {
    const declared = this.declaredAt(path);
    const isInProgress = this.inProgress.has(`${this.prefix}${path.address}`) || this.inProgress.size > longestChain;
    if (declared === undefined || path.segments.length === 0) {
      return undefined;
    }
    const member = typeof path.instance === "string" ? this.members.of(declared)?.get(path.instance) : undefined;
    const each = member === undefined ? undefined : { key: String(path.instance), value: member };
    if (isInProgress && !this.shaped.get(declared)?.has(indexOf(each))) {
      return undefined;
    }
    const value = navigate(this.shape(declared, each).attributes, path.segments);
    const isSet = value !== undefined && value !== null && !(Array.isArray(value) && value.length === 0);
    return isSet && !isUnknown(value) && isSmall(value) ? value : undefined;
  }

  private evaluated(declared: Located, place: string, raw: unknown): Value {
    const body = copyOf({ value: raw });
    return normaliseBlock(undefined, body, this.normalisation(declared, place)).value ?? null;
  }

  /** Evaluates once; what asks for itself meanwhile gets nothing. */
  private once(name: string, evaluation: () => Value | undefined): Value | undefined {
    if (this.values.has(name)) {
      return this.values.get(name);
    }
    const key = `${this.prefix}${name}`;
    if (this.inProgress.has(key) || this.inProgress.size > longestChain) {
      return undefined;
    }
    this.inProgress.add(key);
    const value = evaluation();
    this.inProgress.delete(key);
    const kept = value === undefined || isSmall(value) ? value : new Unknown();
    this.values.set(name, kept);
    return kept;
  }
}
