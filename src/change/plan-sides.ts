import type { Estate } from "../estate/estate";
import { liftedEstate } from "../estate/lifted";
import { fromPlan } from "../estate/plan";
import { isJsonObject, type JsonObject, own } from "../estate/plan-json";
import type { Reading } from "../estate/reading";
import type { Attributes } from "../estate/resource";
import { reasonOf } from "./action-reasons";
import { settled } from "./compare";
import { copiesOf, isSameToProviders } from "./drift/noise";
import type { HiddenTexts } from "./hidden-texts";
import { attributeChanges, type RawDifference, rawDifferences } from "./plan-attributes";
import { estateBefore } from "./plan-before";
import { type PlanContent, type PlanEntry, planContent } from "./plan-entries";
import { hideSensitiveValues } from "./plan-sensitive";
import { SensitiveValues } from "./sensitive";
import { type AttributeChange, type Drift, type ResourceChange, type Sides, withAttributes } from "./sides";

/** A plan as `terraform show -json` writes it. The JSON is taken over, and changed in place. */
export interface PlanInput {
  readonly file: string;
  readonly json: unknown;
}

/** What is read of one plan. */
interface PlanReading {
  readonly content: PlanContent;
  readonly after: Reading;

  /** What differs in those that are updated or replaced, by their entries. */
  readonly differences: ReadonlyMap<PlanEntry, readonly RawDifference[]>;

  /** Texts that are hidden: what shows values must not show copies of them. */
  readonly copies: HiddenTexts;
}

/**
 * The sides of what plans change, several stacks at once.
 *
 * @throws InputError when one is no plan, or is of a format that is not read
 */
export function sidesOfPlans(inputs: readonly PlanInput[]): Sides {
  const sensitive = new SensitiveValues();
  const readings = inputs.map(({ file, json }) => readPlan(file, json, sensitive));
  const after = liftedEstate(readings.map((reading) => reading.after));
  const before = estateBefore(
    readings.map(({ content }) => content),
    after,
  );
  return {
    basis: "plan",
    before,
    after,
    changes: readings.flatMap((reading) => changesOf(reading, before, after)),
    drift: readings.flatMap(({ content, copies }) =>
      content.drift.flatMap((entry) => driftOf(content.file, entry, copies)),
    ),
    hidden: sensitive.texts,
    isFailed: readings.some(({ content: { json } }) => own(json, "errored") === true || isBare(json)),
    warnings: readings.flatMap(({ content }) => warningsOf(content, inputs.length > 1)),
  };
}

function readPlan(file: string, json: unknown, sensitive: SensitiveValues): PlanReading {
  const content = planContent(file, json);
  const warned = { ...content, json: { ...content.json } };
  // The reader refuses a plan that failed, for `check` must not judge a part of it; a report says so at its top.
  delete content.json.errored;
  const copies = hideSensitiveValues(content, sensitive);
  const differences = new Map(
    content.entries
      .filter(({ action }) => action === "update" || action === "replace")
      .map((entry) => [entry, rawDifferences(entry.change)]),
  );
  for (const entry of content.entries) {
    keepForgotten(entry);
  }
  const after = fromPlan(file, content.json);
  return { content: warned, after, differences, copies };
}

/** What Terraform no longer manages is still there, and still reachable. */
function keepForgotten({ action, change }: PlanEntry): void {
  if (action === "forget") {
    change.actions = ["no-op"];
    change.after = own(change, "before") ?? {};
    change.after_unknown = false;
  }
}

function changesOf(
  { content, differences, copies }: PlanReading,
  before: Estate,
  after: Estate,
): readonly ResourceChange[] {
  return content.entries.flatMap((entry): ResourceChange[] => {
    const { action, address, kind, previousAddress, importId, createsFirst, deferred, leavesBehind } = entry;
    if (action === undefined) {
      return [];
    }
    const root = content.file;
    const planned = after.at(root, address);
    const isGone = action === "destroy";
    const was = before.at(root, address) ?? (isGone ? planned : undefined);
    const is = isGone ? undefined : planned;
    const reason = because(
      reasonOf(entry.actionReason, entry.replacePaths),
      leavesBehind ? "the one that is there is left behind, unmanaged" : undefined,
    );
    return [
      withAttributes(
        {
          root,
          address,
          kind,
          action,
          isEstimate: false,
          ...(was === undefined ? {} : { before: was }),
          ...(is === undefined ? {} : { after: is }),
          ...(previousAddress === undefined ? {} : { previousAddress }),
          ...(importId === undefined ? {} : { importId }),
          ...(createsFirst === undefined || action !== "replace" ? {} : { createsFirst }),
          ...(deferred === undefined ? {} : { deferred }),
          ...(leavesBehind ? { leavesBehind } : {}),
          ...(reason === undefined ? {} : { reason }),
        },
        () => attributesOf(entry, was, is, { differences: differences.get(entry), copies }),
      ),
    ];
  });
}

function because(...reasons: readonly (string | undefined)[]): string | undefined {
  const said = reasons.filter((reason) => reason !== undefined);
  return said.length === 0 ? undefined : said.join("; ");
}

function attributesOf(
  { action, replacePaths }: PlanEntry,
  was: ResourceChange["before"],
  is: ResourceChange["after"],
  { differences, copies }: { readonly differences: readonly RawDifference[] | undefined } & Pick<PlanReading, "copies">,
): readonly AttributeChange[] {
  if (action === "create" && is !== undefined) {
    return settled(is, "after", copies);
  }
  if (action === "destroy" && was !== undefined) {
    return settled(was, "before", copies);
  }
  return differences === undefined || is === undefined
    ? []
    : attributeChanges(differences, { before: was ?? is, after: is, replacePaths, copies });
}

/**
 * Values of drift are shown and compared; the estates have what was found, for the state was refreshed. What a provider merely
 * reads back in another way than it was given was changed by nobody.
 */
function driftOf(root: string, entry: PlanEntry, copies: HiddenTexts): readonly Drift[] {
  const { address, kind, action, previousAddress, change } = entry;
  const all = rawDifferences(change).filter((difference) => !isSameToProviders(difference));
  const repeated = copiesOf(all);
  const differences = all.filter((difference) => !repeated.has(difference));
  if (action === undefined || (action === "update" && differences.length === 0)) {
    return [];
  }
  const resourceAt = (side: string) => ({ kind, attributes: (own(change, side) ?? {}) as Attributes });
  return [
    {
      root,
      address,
      kind,
      action,
      ...(previousAddress === undefined ? {} : { previousAddress }),
      attributes: attributeChanges(differences, {
        before: resourceAt("before"),
        after: resourceAt("after"),
        replacePaths: [],
        copies,
      }),
    },
  ];
}

/** What leaves the report in part. What is deferred, and what drifted, has entries of its own. */
function warningsOf({ file, json }: PlanContent, isOneOfMany: boolean): readonly string[] {
  const where = isOneOfMany ? `${file}: ` : "";
  const isErrored = own(json, "errored") === true;
  return [
    ...(isErrored ? ["planning failed: what follows is a part of what would happen"] : []),
    ...(!isErrored && own(json, "complete") === false
      ? ["the plan is not complete: applying it leaves changes for another plan"]
      : []),
    ...(isBare(json) ? ["the plan lists no resource_changes: what it changes cannot be told"] : []),
  ].map((warning) => `${where}${warning}`);
}

/** Only resources that are planned, and nothing of what becomes of them: an excerpt. */
function isBare(json: JsonObject): boolean {
  const planned = own(json, "planned_values");
  return own(json, "resource_changes") === undefined && isJsonObject(planned) && Object.keys(planned).length > 0;
}
