import { Estate } from "../../estate/estate";
import { liftedEstate } from "../../estate/lifted";
import { fromPlan } from "../../estate/plan";
import { isJsonObject, type JsonObject, own } from "../../estate/plan-json";
import type { Reading } from "../../estate/reading";
import type { Resource } from "../../estate/resource";
import { settled } from "../compare";
import type { HiddenTexts } from "../hidden-texts";
import { attributeChanges, type RawDifference, rawDifferences } from "../plan-attributes";
import { type PlanContent, type PlanEntry, planContent } from "../plan-entries";
import { hideSensitiveValues } from "../plan-sensitive";
import { SensitiveValues } from "../sensitive";
import type { AttributeChange, ChangeAction, Sides } from "../sides";
import { Configured } from "./configured";
import { standing, stateOf, stateResources } from "./found-state";
import { forgetUndeclared, Mirrors } from "./mirrors";
import { copiesOf, isSameToProviders } from "./noise";
import { PlannedUndo } from "./planned-undo";

/** A plan as `terraform show -json` writes it. The JSON is taken over, and changed in place. */
export interface DriftInput {
  readonly file: string;
  readonly json: unknown;
}

/** A resource that is not as Terraform left it, as the plan tells. */
export interface Drifted {
  readonly root: string;
  readonly address: string;
  readonly kind: string;
  readonly action: ChangeAction;
  readonly previousAddress?: string;

  /** As Terraform left it. */
  readonly before?: Resource;

  /** As it is; undefined when it is gone. */
  readonly after?: Resource;

  /** What differs, without what only repeats others or is written in another way. */
  readonly attributes: readonly AttributeChange[];

  /** The same as values, never to be printed. */
  readonly differences: readonly RawDifference[];

  /** Attributes that differ, and mean nothing: `versioning, repeated from resources of their own`. */
  readonly noise: readonly string[];

  /** What the code says of it. */
  readonly configured: Configured;

  /** What this plan does about it. */
  readonly planned: PlannedUndo;
}

/** What the plans say of drift. */
export interface DriftReading {
  /** Before is the state as Terraform left it, after is what was found; drift is what changes. */
  readonly sides: Sides;
  readonly drifted: readonly Drifted[];

  /** How many resources the states hold. */
  readonly resources: number;

  /** Whether planning failed: what is not shown may have drifted too. */
  readonly isErrored: boolean;
}

/**
 * What plans, of `terraform plan -refresh-only` or others, say was changed outside of Terraform.
 *
 * @throws InputError when one is no plan, or is of a format that is not read
 */
export function readDrift(inputs: readonly DriftInput[]): DriftReading {
  const sensitive = new SensitiveValues();
  const plans = inputs.map(({ file, json }) => new DriftedPlan(planContent(file, json), sensitive));
  const before = liftedEstate(plans.map((plan) => plan.before));
  const after = liftedEstate(plans.map((plan) => plan.after));
  const drifted = plans.flatMap((plan) => plan.drifted());
  const warnings = plans.flatMap((plan) =>
    plan.warnings().map((warning) => (plans.length > 1 ? `${plan.content.file}: ${warning}` : warning)),
  );
  return {
    sides: {
      basis: "plan",
      before,
      after,
      changes: changesOf(drifted),
      drift: drifted,
      hidden: sensitive.texts,
      warnings,
    },
    drifted,
    isErrored: plans.some(({ content }) => own(content.json, "errored") === true),
    resources: plans.reduce((sum, plan) => sum + plan.before.resources.filter(isManaged).length, 0),
  };
}

/** As a change that is made: what only repeats others changes nothing. */
function changesOf(drifted: readonly Drifted[]): Sides["changes"] {
  return drifted
    .filter(({ attributes, action }) => action !== "update" || attributes.length > 0)
    .map(({ configured: _, planned: __, noise: ___, differences: ____, ...change }) => ({
      ...change,
      isEstimate: false,
    }));
}

function isManaged({ mode }: Resource): boolean {
  return mode === "managed";
}

/** The two states of one plan. */
class DriftedPlan {
  public readonly before: Reading;
  public readonly after: Reading;

  /** Texts that are hidden: what shows values must not show copies of them. */
  private readonly copies: HiddenTexts;
  private readonly configured: Configured;
  private readonly planned: PlannedUndo;
  private readonly differing = new Map<
    PlanEntry,
    { differences: readonly RawDifference[]; noise: readonly string[] }
  >();

  constructor(
    public readonly content: PlanContent,
    sensitive: SensitiveValues,
  ) {
    const { file, json, drift, entries } = content;
    this.configured = new Configured(file, json);
    this.planned = new PlannedUndo(entries, own(json, "resource_changes") !== undefined);
    // The state is read whole here, also what the plan lists as a change.
    this.copies = hideSensitiveValues({ ...content, drift: [...drift, ...entries], entries: [] }, sensitive);
    const found = stateOf(content);
    this.compare(found);
    this.after = this.read(found, "after");
    const was = new Map(this.read(found, "before").resources.map((resource) => [resource.address, resource]));
    const left = new Map(this.after.resources.map((resource) => [resource.address, resource]));
    for (const { address } of drift) {
      const resource = was.get(address);
      if (resource !== undefined) {
        left.set(address, resource);
      }
    }
    this.before = { roots: this.after.roots, resources: [...left.values()] };
  }

  public drifted(): readonly Drifted[] {
    const { file, drift } = this.content;
    const [before, after] = [this.before, this.after].map(({ resources, roots }) => new Estate(resources, roots));
    return drift.flatMap((entry): Drifted[] => {
      const { address, kind, action, previousAddress } = entry;
      if (action === undefined) {
        return [];
      }
      const was = before?.at(file, address);
      const is = action === "destroy" ? undefined : after?.at(file, address);
      const { differences, noise } = this.differing.get(entry) ?? { differences: [], noise: [] };
      return [
        {
          root: file,
          address,
          kind,
          action,
          ...(previousAddress === undefined ? {} : { previousAddress }),
          ...(was === undefined ? {} : { before: was }),
          ...(is === undefined ? {} : { after: is }),
          attributes: attributesOf(differences, was, is, this.copies),
          differences,
          noise,
          configured: this.configured,
          planned: this.planned,
        },
      ];
    });
  }

  public warnings(): readonly string[] {
    const { json, drift } = this.content;
    const isErrored = own(json, "errored") === true;
    return [
      ...(isErrored ? ["planning failed: drift may be missing here"] : []),
      ...(!isErrored && own(json, "complete") === false ? ["the plan is not complete: drift may be missing here"] : []),
      ...(isJsonObject(own(json, "prior_state")) || drift.length === 0
        ? []
        : ["the plan has no prior_state: what depends on the drift cannot be told in full"]),
    ];
  }

  /** What differs, after each side is freed of what only repeats other resources of that side. */
  private compare(found: ReadonlyMap<string, JsonObject>): void {
    const { drift } = this.content;
    const states = { before: new Map(stateResources(found)), after: new Map(stateResources(found)) };
    for (const { address, change, kind } of drift) {
      for (const side of ["before", "after"] as const) {
        const values = own(change, side);
        states[side].delete(address);
        if (isJsonObject(values)) {
          states[side].set(address, { kind, values });
        }
      }
    }
    const mirrors = { before: new Mirrors(states.before.values()), after: new Mirrors(states.after.values()) };
    const written = new Map(drift.map((entry) => [entry, differingIn(entry.change)]));
    for (const side of ["before", "after"] as const) {
      for (const resource of states[side].values()) {
        mirrors[side].strip(resource);
      }
    }
    for (const entry of drift) {
      const left = differingIn(entry.change);
      const repeated = [...(written.get(entry) ?? [])].filter((name) => !left.has(name));
      this.differing.set(entry, this.difference(entry, repeated));
    }
  }

  private difference({ address, kind, change }: PlanEntry, repeated: readonly string[]) {
    const [before, after] = [own(change, "before"), own(change, "after")];
    const forgotten =
      isJsonObject(before) && isJsonObject(after)
        ? forgetUndeclared(kind, before, after, (attribute) => this.configured.sets(address, attribute) === true)
        : [];
    const found = rawDifferences(change);
    const copies = copiesOf(found);
    const all = found.filter((each) => !copies.has(each));
    const differences = all.filter((difference) => !isSameToProviders(difference));
    const rewritten = all.filter((difference) => !differences.includes(difference)).map(({ path }) => path);
    const noise = [
      ...repeated.map((name) => `${name} repeats what other resources say`),
      ...forgotten.map((name) => `something is gone from ${name} that the code does not declare`),
      ...(copies.size > 0 ? ["the provider's own list of all tags or labels repeats them"] : []),
      ...rewritten.map((path) => `${path} is written in another way, and means the same`),
    ];
    return { differences, noise };
  }

  /** The side as a plan that changes nothing. Of the side before, only what drifted is read in full. */
  private read(found: ReadonlyMap<string, JsonObject>, side: "before" | "after"): Reading {
    const { file, json, drift } = this.content;
    const drifted = new Map(drift.map((entry) => [entry.address, entry]));
    const others = [...found].filter(([address]) => !drifted.has(address));
    const there = [...drifted.values()].filter(({ change }) => isJsonObject(own(change, side)));
    return fromPlan(file, {
      format_version: own(json, "format_version"),
      configuration: own(json, "configuration") ?? {},
      prior_state: side === "after" ? (own(json, "prior_state") ?? {}) : {},
      resource_changes: [
        ...others.map(([, resource]) => standing(resource, side === "after" ? (own(resource, "values") ?? {}) : {})),
        ...there.map(({ raw, change }) => standing(raw, change[side])),
      ],
    });
  }
}

/** Names of the attributes that are not the same on both sides. */
function differingIn(change: JsonObject): ReadonlySet<string> {
  return new Set(rawDifferences(change).map(({ path }) => path.split(".", 1)[0] ?? path));
}

function attributesOf(
  differences: readonly RawDifference[],
  was: Resource | undefined,
  is: Resource | undefined,
  copies: HiddenTexts,
): readonly AttributeChange[] {
  if (is === undefined) {
    return was === undefined ? [] : settled(was, "before", copies);
  }
  return attributeChanges(differences, { before: was ?? is, after: is, replacePaths: [], copies });
}
