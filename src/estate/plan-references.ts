import { isKey, type PlannedAddress, stepsOf, textOf } from "./plan-address";
import { type DeclaredModule, type DeclaredResource, type ModuleCall, referencesOf } from "./plan-configuration";
import { DEEPEST_LEVEL, own } from "./plan-json";
import type { Reference } from "./unknown";

/** An instance of a module: where the references of its expressions live. */
export interface ModuleInstance {
  /** `module.a["x"].`; empty for the root module. */
  readonly prefix: string;
  readonly key: string;
  readonly module: DeclaredModule;
  readonly caller?: { readonly instance: ModuleInstance; readonly call: ModuleCall };
  readonly children: Map<string, ModuleInstance>;
  readonly resolved: Map<string, Resolution>;
}

/** What `each` and the key of the instance are where an expression stands. */
export interface Iteration {
  readonly key: string;
  readonly forEach: unknown;
}

/** Resolved references, and whether another instance of the same declaration would have others. */
export interface Resolution {
  readonly references: readonly Reference[];
  readonly keyed: boolean;
}

const NOTHING: Resolution = { references: [], keyed: false };
const ONCE: Iteration = { key: "", forEach: undefined };

/** Names that stand for no other object. */
const OBJECTLESS = new Set(["count", "path", "self", "terraform"]);

/** Follows references through variables of module calls and outputs of modules to resources of the plan. */
export class ReferenceResolver {
  private readonly rootModule: ModuleInstance;
  private readonly addresses = new Set<string>();
  private readonly firsts = new Map<string, string>();
  private readonly firstModules = new Map<string, string>();
  private depth = 0;

  /** Resources of one module are asked about one after another. */
  private latest: { readonly modules: PlannedAddress["modules"]; readonly instance: ModuleInstance | undefined };

  constructor(
    private readonly root: string,
    module: DeclaredModule,
  ) {
    this.rootModule = { prefix: "", key: "", module, children: new Map(), resolved: new Map() };
    this.latest = { modules: [], instance: this.rootModule };
  }

  /** Takes note of an instance that references may point to; all of them are, before anything is resolved. */
  public register(address: string, parts: PlannedAddress): void {
    if (parts.key !== "") {
      this.addresses.add(address);
      setOnce(this.firsts, parts.prefix + parts.relative, parts.key);
    }
    if (parts.modules.some(([, key]) => key !== "") && !this.addresses.has(parts.prefix)) {
      this.addresses.add(parts.prefix);
      let prefix = "";
      for (const [name, key] of parts.modules) {
        this.addresses.add(`${prefix}module.${name}${key}.`);
        if (key !== "") {
          setOnce(this.firstModules, `${prefix}module.${name}`, key);
        }
        prefix += `module.${name}${key}.`;
      }
    }
  }

  /** The module instance at the path; undefined when the configuration does not declare it. */
  public instanceAt(modules: PlannedAddress["modules"]): ModuleInstance | undefined {
    if (modules !== this.latest.modules) {
      this.latest = { modules, instance: this.found(modules) };
    }
    return this.latest.instance;
  }

  private found(modules: PlannedAddress["modules"]): ModuleInstance | undefined {
    let instance: ModuleInstance | undefined = this.rootModule;
    for (const [name, key] of modules) {
      instance = instance === undefined ? undefined : this.child(instance, name, key);
    }
    return instance;
  }

  public declared(parts: PlannedAddress): DeclaredResource | undefined {
    return this.instanceAt(parts.modules)?.module.resources.get(parts.relative);
  }

  /** What the expression refers to, in the order written. */
  public ofExpression(node: unknown, within: ModuleInstance, iteration: Iteration): Resolution {
    const written = referencesOf(node);
    if (written.length === 0) {
      return NOTHING;
    }
    if (written.length === 1) {
      return this.resolve(written[0] ?? "", within, iteration);
    }
    const found = new Map<string, Reference>();
    let keyed = false;
    for (const reference of written) {
      const resolution = this.resolve(reference, within, iteration);
      keyed ||= resolution.keyed;
      for (const target of resolution.references) {
        found.set(`${target.address}\u0000${target.attribute}`, target);
      }
    }
    return { references: [...found.values()], keyed };
  }

  private resolve(written: string, within: ModuleInstance, iteration: Iteration): Resolution {
    const key = iteration.key === "" ? written : `${written}\u0000${iteration.key}`;
    // What `each.value` stands for differs from one declaration to the next.
    if (written.startsWith("each.")) {
      return this.followed(written, within, iteration);
    }
    const known = within.resolved.get(key);
    if (known !== undefined) {
      return known;
    }
    // A configuration that refers to itself in a circle ends here, and so does one that passes a value on for ever.
    within.resolved.set(key, NOTHING);
    this.depth++;
    const resolution = this.depth > DEEPEST_LEVEL ? NOTHING : this.followed(written, within, iteration);
    this.depth--;
    within.resolved.set(key, resolution);
    return resolution;
  }

  private followed(written: string, within: ModuleInstance, iteration: Iteration): Resolution {
    const steps = stepsOf(written);
    const [first = "", second = ""] = steps;
    if (OBJECTLESS.has(first) || first === "") {
      return NOTHING;
    }
    if (first === "each") {
      return second === "value" ? this.eachValue(steps.slice(2), within, iteration) : NOTHING;
    }
    if (first === "var") {
      return this.variable(second, steps.slice(2), within);
    }
    if (first === "module") {
      return this.output(steps, within, iteration);
    }
    if (first === "local") {
      return this.pointing(`${within.prefix}local.${second}`, steps.slice(2), false);
    }
    return this.resource(steps, within, iteration);
  }

  /**
   * `each.value` of `for_each = aws_s3_bucket.models` is the bucket of the same key. A `for_each` over anything else
   * cannot be followed: its keys are none of the target's.
   */
  private eachValue(rest: readonly string[], within: ModuleInstance, iteration: Iteration): Resolution {
    const references: Reference[] = [];
    for (const written of referencesOf(iteration.forEach)) {
      const sources = written.startsWith("each.")
        ? NOTHING
        : this.resolve(written, within, { key: iteration.key, forEach: undefined });
      for (const source of sources.references) {
        if (iteration.key !== "" && source.address.endsWith(iteration.key) && this.addresses.has(source.address)) {
          references.push(source.attribute === "" ? { ...source, attribute: textOf(rest) } : source);
        }
      }
    }
    return { references, keyed: true };
  }

  private variable(name: string, rest: readonly string[], within: ModuleInstance): Resolution {
    if (within.caller === undefined) {
      return NOTHING;
    }
    const { instance, call } = within.caller;
    const iteration = { key: within.key, forEach: call.forEach };
    const { references } = this.ofExpression(own(call.expressions, name), instance, iteration);
    return { references: continued(references, rest), keyed: false };
  }

  private output(steps: readonly string[], within: ModuleInstance, iteration: Iteration): Resolution {
    const name = steps[1] ?? "";
    const written = isKey(steps[2]) ? steps[2] : "";
    const rest = steps.slice(written === "" ? 2 : 3);
    const path = `${within.prefix}module.${name}`;
    const first = written === "" ? this.firstModules.get(path) : undefined;
    const key = first === undefined ? written : this.addresses.has(`${path}${iteration.key}.`) ? iteration.key : first;
    const child = this.child(within, name, key);
    const output = own(child?.module.outputs, rest[0] ?? "");
    const keyed = first !== undefined;
    if (child === undefined || typeof output !== "object" || output === null) {
      return this.pointing(path + key, rest, keyed);
    }
    const { references } = this.ofExpression((output as { expression?: unknown }).expression, child, ONCE);
    return { references: continued(references, rest.slice(1)), keyed };
  }

  private resource(steps: readonly string[], within: ModuleInstance, iteration: Iteration): Resolution {
    const length = steps[0] === "data" || steps[0] === "ephemeral" ? 3 : 2;
    if (steps.length < length) {
      return NOTHING;
    }
    const base = within.prefix + textOf(steps.slice(0, length));
    const written = steps[length];
    if (isKey(written)) {
      return this.pointing(base + written, steps.slice(length + 1), false);
    }
    const rest = steps.slice(length);
    const first = this.firsts.get(base);
    if (first === undefined) {
      return this.pointing(base, rest, false);
    }
    const same = base + iteration.key;
    return this.pointing(iteration.key !== "" && this.addresses.has(same) ? same : base + first, rest, true);
  }

  private pointing(address: string, rest: readonly string[], keyed: boolean): Resolution {
    return { references: [{ root: this.root, address, attribute: textOf(rest) }], keyed };
  }

  private child(parent: ModuleInstance, name: string, key: string): ModuleInstance | undefined {
    const step = `${name}${key}`;
    const known = parent.children.get(step);
    const call = parent.module.calls.get(name);
    if (known !== undefined || call === undefined) {
      return known;
    }
    const child: ModuleInstance = {
      prefix: `${parent.prefix}module.${step}.`,
      key,
      module: call.module,
      caller: { instance: parent, call },
      children: new Map(),
      resolved: new Map(),
    };
    parent.children.set(step, child);
    return child;
  }
}

/** `var.bucket.arn` asks for the `arn` of the bucket that was passed whole. */
function continued(references: readonly Reference[], rest: readonly string[]): readonly Reference[] {
  const [only] = references;
  return only !== undefined && references.length === 1 && only.attribute === "" && rest.length > 0
    ? [{ ...only, attribute: textOf(rest) }]
    : references;
}

function setOnce(map: Map<string, string>, key: string, value: string): void {
  if (!map.has(key)) {
    map.set(key, value);
  }
}
