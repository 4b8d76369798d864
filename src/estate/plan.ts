import type { RootModule } from "./estate";
import { InputError } from "./input-error";
import { lazily } from "./memo";
import { normalise } from "./normalise";
import { addressParts, type PlannedAddress } from "./plan-address";
import { type DeclaredResource, declaredModule } from "./plan-configuration";
import { isJsonObject, type JsonObject, own, PlanShape } from "./plan-json";
import { type ModuleInstance, ReferenceResolver } from "./plan-references";
import { metaOf, outputsOf, providersOf, requiredProvidersOf } from "./plan-root";
import { ExpressionReferences, UnknownValues } from "./plan-values";
import { PlannedResource } from "./planned-resource";
import type { Reading } from "./reading";
import type { Origin, PlannedAction, Resource } from "./resource";
import { schemaOf } from "./schema";
import type { Reference } from "./unknown";

const ACTIONS: ReadonlySet<string> = new Set(["no-op", "create", "read", "update", "delete", "forget"]);
type References = ReadonlyMap<string, readonly Reference[]>;

const NO_REFERENCES: References = new Map();

/** A resource as one of the sections of the plan states it. */
interface Entry {
  readonly address: string;
  readonly parts: PlannedAddress;
  readonly mode: "managed" | "data";
  readonly kind: string;
  readonly actions: readonly PlannedAction[];
  readonly values: JsonObject;
  /** What is unknown; "omitted" where the section leaves unknown values out. */
  readonly unknown: JsonObject | "omitted" | undefined;
}

/**
 * Reads the output of `terraform show -json` or `tofu show -json`, of a plan or of a state.
 *
 * Takes the JSON over and changes it in place. Resources that the plan only deletes or forgets are kept, with the
 * values they have before: their actions tell them apart, and controls on content must not judge them. The same holds
 * for deposed objects, which stand at `aws_x.y (deposed 1a2b3c)`.
 *
 * @throws InputError when it is neither, is of a format that is not read, failed, or has something of another type
 */
export function fromPlan(file: string, json: unknown): Reading {
  return new PlanReader(file, json).read();
}

class PlanReader {
  private readonly shape: PlanShape;
  private readonly plan: JsonObject;
  private readonly resolver: ReferenceResolver;
  private readonly configuration: JsonObject | undefined;
  private readonly origin: Origin;
  private readonly entries: Entry[] = [];
  private readonly seen = new Set<string>();
  private readonly shared = new WeakMap<
    DeclaredResource,
    { readonly within: ModuleInstance; readonly references: References }
  >();

  constructor(
    private readonly file: string,
    json: unknown,
  ) {
    this.shape = new PlanShape(file);
    this.origin = { file };
    if (!isJsonObject(json)) {
      throw new InputError(file, "is neither a plan nor a state: it must be a JSON object");
    }
    this.plan = json;
    this.checkFormat();
    this.configuration = this.shape.objectIn(json, "configuration", "");
    const root = this.shape.objectIn(this.configuration ?? {}, "root_module", "configuration") ?? {};
    this.resolver = new ReferenceResolver(file, declaredModule(this.shape, root, "configuration.root_module"));
  }

  public read(): Reading {
    const planned = this.shape.objectIn(this.plan, "planned_values", "");
    const isState = !["planned_values", "resource_changes", "configuration"].some((key) => own(this.plan, key));
    const values = isState ? this.shape.objectIn(this.plan, "values", "") : planned;
    this.readChanges();
    if (values !== undefined) {
      const section = isState ? "values" : "planned_values";
      this.readModule(this.shape.objectIn(values, "root_module", section) ?? {}, `${section}.root_module`, (entry) => ({
        ...entry,
        unknown: isState ? undefined : "omitted",
      }));
    }
    this.readKnownDataSources();
    for (const { address, parts, actions } of this.entries) {
      if (!isGone(actions)) {
        this.resolver.register(address, parts);
      }
    }
    return { roots: [this.root(values)], resources: this.entries.map((entry) => this.resource(entry)) };
  }

  private checkFormat(): void {
    const version = own(this.plan, "format_version");
    if (version !== undefined && (typeof version !== "string" || !/^(0\.[12]|1\.\d+)(\.\d+)?$/.test(version))) {
      const found = typeof version === "object" ? "no string" : JSON.stringify(version).slice(0, 40);
      throw new InputError(this.file, `format_version is ${found}; those that are read are 0.1, 0.2 and 1.x`);
    }
    const sections = ["planned_values", "resource_changes", "configuration"];
    if (![...sections, ...(version === undefined ? [] : ["values"])].some((key) => own(this.plan, key) !== undefined)) {
      throw new InputError(
        this.file,
        "is neither a plan nor a state: it has no planned_values, resource_changes or values",
      );
    }
    if (own(this.plan, "errored") === true) {
      throw new InputError(this.file, "the plan is marked as errored; plan again");
    }
  }

  private readChanges(): void {
    const read = (value: unknown, path: string): void => {
      const entry = this.change(this.shape.object(value, path), path);
      this.seen.add(entry.address);
      this.entries.push(entry);
    };
    for (const [index, change] of this.shape.listIn(this.plan, "resource_changes", "").entries()) {
      read(change, `resource_changes[${index}]`);
    }
    for (const [index, value] of this.shape.listIn(this.plan, "deferred_changes", "").entries()) {
      const path = `deferred_changes[${index}]`;
      read(this.shape.object(value, path).resource_change, `${path}.resource_change`);
    }
  }

  private change(entry: JsonObject, path: string): Entry {
    const change = this.shape.object(entry.change, `${path}.change`);
    const place = `${path}.change`;
    const actions = this.actions(change, place);
    const gone = isGone(actions);
    const deposed = this.shape.textIn(entry, "deposed", path);
    const named = this.identity(entry, path);
    const unknown = own(change, "after_unknown");
    return {
      ...named,
      address: deposed === undefined ? named.address : `${named.address} (deposed ${deposed})`,
      actions,
      values: this.shape.objectIn(change, gone ? "before" : "after", place) ?? {},
      unknown:
        gone || unknown === false || unknown === undefined
          ? undefined
          : unknown === true
            ? "omitted"
            : this.shape.object(unknown, `${place}.after_unknown`),
    };
  }

  private actions(change: JsonObject, path: string): readonly PlannedAction[] {
    return this.shape.list(change.actions, `${path}.actions`).map((value, index) => {
      const action = this.shape.text(value, `${path}.actions[${index}]`);
      if (!ACTIONS.has(action)) {
        throw new InputError(
          this.file,
          `${path}.actions[${index}]: ${JSON.stringify(action.slice(0, 40))} is no action`,
        );
      }
      return action as PlannedAction;
    });
  }

  private identity(entry: JsonObject, path: string): Pick<Entry, "address" | "parts" | "mode" | "kind"> {
    const address = this.shape.text(entry.address, `${path}.address`);
    const parts = addressParts(address);
    const mode = this.shape.textIn(entry, "mode", path) ?? (parts.relative.startsWith("data.") ? "data" : "managed");
    return {
      address,
      parts,
      mode: mode === "data" ? "data" : "managed",
      kind: this.shape.text(entry.type, `${path}.type`),
    };
  }

  /** Reads the resources of a module of `planned_values` or of a state, and of those below it, that are not yet read. */
  private readModule(module: JsonObject, path: string, keep: (entry: Entry) => Entry | undefined, depth = 0): void {
    this.shape.checkDepth(depth, path);
    for (const [index, value] of this.shape.listIn(module, "resources", path).entries()) {
      const place = `${path}.resources[${index}]`;
      const resource = this.shape.object(value, place);
      if (this.seen.has(this.shape.text(resource.address, `${place}.address`))) {
        continue;
      }
      const named = this.identity(resource, place);
      const values = this.shape.objectIn(resource, "values", place) ?? {};
      const deposed = this.shape.textIn(resource, "deposed_key", place);
      const address = deposed === undefined ? named.address : `${named.address} (deposed ${deposed})`;
      const entry = keep({ ...named, address, actions: [], values, unknown: undefined });
      if (entry !== undefined) {
        this.seen.add(entry.address);
        this.entries.push(entry);
      }
    }
    for (const [index, value] of this.shape.listIn(module, "child_modules", path).entries()) {
      const place = `${path}.child_modules[${index}]`;
      this.readModule(this.shape.object(value, place), place, keep, depth + 1);
    }
  }

  /** Data sources that were read while planning stand in the prior state, among others that are declared no more. */
  private readKnownDataSources(): void {
    const prior = this.shape.objectIn(this.plan, "prior_state", "");
    const values = prior === undefined ? undefined : this.shape.objectIn(prior, "values", "prior_state");
    const root = values === undefined ? undefined : this.shape.objectIn(values, "root_module", "prior_state.values");
    if (root !== undefined) {
      this.readModule(root, "prior_state.values.root_module", (entry) => {
        const declared = this.configuration === undefined || this.resolver.declared(entry.parts) !== undefined;
        return entry.mode === "data" && declared ? entry : undefined;
      });
    }
  }

  private resource(entry: Entry): Resource {
    const { address, parts, kind, mode, actions, values } = entry;
    const within = this.resolver.instanceAt(parts.modules);
    const declared = isGone(actions) ? undefined : within?.module.resources.get(parts.relative);
    const references = lazily(() =>
      declared === undefined || within === undefined ? NO_REFERENCES : this.references(declared, within, entry),
    );
    const unknown = new UnknownValues(this.shape, kind, references);
    if (entry.unknown === "omitted") {
      unknown.markOmitted(values, declared?.expressions ?? {});
    } else if (entry.unknown !== undefined) {
      unknown.join(values, entry.unknown, declared?.expressions, schemaOf(kind, mode));
    }
    const attributes = normalise(kind, mode, values, { file: this.file, place: address });
    const meta = declared === undefined ? {} : metaOf(this.shape, declared);
    return new PlannedResource(this.file, address, mode, kind, attributes, actions, meta, this.origin, references);
  }

  /** References of the instance; the instances of one declaration share them where the key makes no difference. */
  private references(
    declared: DeclaredResource,
    within: ModuleInstance,
    { parts, values, kind, mode }: Entry,
  ): References {
    const shared = this.shared.get(declared);
    if (shared?.within === within) {
      return shared.references;
    }
    const iteration = { key: parts.key, forEach: declared.forEach };
    const found = new ExpressionReferences(this.shape, (node) => this.resolver.ofExpression(node, within, iteration));
    found.collect(declared.expressions, values, schemaOf(kind, mode));
    if (!found.keyed) {
      this.shared.set(declared, { within, references: found.byPath });
    }
    return found.byPath;
  }

  private root(values: JsonObject | undefined): RootModule {
    const configuration = this.configuration ?? {};
    return {
      name: this.file,
      file: this.file,
      source: "plan",
      backend: undefined,
      providers: providersOf(this.shape, this.resolver, configuration, own(this.plan, "variables")),
      requiredProviders: requiredProvidersOf(this.shape, configuration),
      outputs: outputsOf(this.shape, this.resolver, values ?? {}, configuration),
      waivers: [],
    };
  }
}

/** Whether nothing of the resource is left after apply, or nothing that Terraform manages. */
function isGone(actions: readonly PlannedAction[]): boolean {
  return actions.length > 0 && actions.every((action) => action === "delete" || action === "forget");
}
