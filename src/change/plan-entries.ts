import { InputError } from "../estate/input-error";
import { isJsonObject, type JsonObject, own, PlanShape } from "../estate/plan-json";
import { recogniseJson } from "../estate/recognise";
import type { ChangeAction } from "./sides";

/** A change of a managed resource as a plan states it, in `resource_changes`, `deferred_changes` or `resource_drift`. */
export interface PlanEntry {
  /** The entry itself, as the readers of the estate take it. */
  readonly raw: JsonObject;
  readonly change: JsonObject;

  /** Address after the change; a deposed object has its key behind it, as the estate calls it. */
  readonly address: string;
  readonly kind: string;

  /** Undefined for what stays as it is. */
  readonly action: ChangeAction | undefined;
  readonly createsFirst?: boolean;

  /** A new one is made, and the old one forgotten. */
  readonly leavesBehind: boolean;
  readonly isDeposed: boolean;
  readonly previousAddress?: string;

  /** Empty when it is known only after apply. */
  readonly importId?: string;
  readonly actionReason?: string;
  readonly deferred?: string;

  /** Paths that force the replacement, as in `ingress.0.cidr_blocks`. */
  readonly replacePaths: readonly string[];
}

/** A plan, narrowed as far as a report of its changes needs. */
export interface PlanContent {
  readonly file: string;
  readonly json: JsonObject;
  readonly entries: readonly PlanEntry[];
  readonly drift: readonly PlanEntry[];
}

/**
 * What the plan changes.
 *
 * @throws InputError when it is no plan, or something in it has another type
 */
export function planContent(file: string, json: unknown): PlanContent {
  if (!isJsonObject(json) || !["resource_changes", "planned_values"].some((name) => own(json, name) !== undefined)) {
    const isState =
      isJsonObject(json) && (own(json, "values") !== undefined || recogniseJson(file, json) === "state-file");
    throw new InputError(
      file,
      isState
        ? "is a state: a plan is needed, as `terraform show -json <planfile>` writes it"
        : "is no plan: `terraform show -json <planfile>` writes one",
    );
  }
  const shape = new PlanShape(file);
  const listed = shape.listIn(json, "resource_changes", "");
  const changes = listed.map((value, index) => entryOf(shape, value, `resource_changes[${index}]`));
  const deferred = shape.listIn(json, "deferred_changes", "").map((value, index) => {
    const path = `deferred_changes[${index}]`;
    const object = shape.object(value, path);
    const reason = shape.textIn(object, "reason", path) ?? "unknown";
    return entryOf(shape, object.resource_change, `${path}.resource_change`, reason);
  });
  const drift = shape
    .listIn(json, "resource_drift", "")
    .map((value, index) => entryOf(shape, value, `resource_drift[${index}]`));
  return { file, json, entries: managed([...changes, ...deferred]), drift: managed(drift) };
}

function managed(entries: readonly PlanEntry[]): readonly PlanEntry[] {
  return entries.filter(({ raw, address }) => (own(raw, "mode") ?? modeOf(address)) === "managed");
}

function modeOf(address: string): string {
  return /(?:^|\.)data\.[^.]+\.[^.]+$/.test(address) ? "data" : "managed";
}

function entryOf(shape: PlanShape, value: unknown, path: string, deferred?: string): PlanEntry {
  const raw = shape.object(value, path);
  const change = shape.object(raw.change, `${path}.change`);
  const address = addressOf(shape, raw, path);
  const deposed = shape.textIn(raw, "deposed", path);
  const previous = shape.textIn(raw, "previous_address", path);
  const importing = shape.objectIn(change, "importing", `${path}.change`);
  const importId =
    importing === undefined ? undefined : (shape.textIn(importing, "id", `${path}.change.importing`) ?? "");
  const actions = shape.list(change.actions, `${path}.change.actions`);
  const previousAddress = previous === address ? undefined : previous;
  const actionReason = shape.textIn(raw, "action_reason", path);
  const createsFirst = actions.length === 2 ? actions[0] === "create" : undefined;
  return {
    raw,
    change,
    address: deposed === undefined ? address : `${address} (deposed ${deposed})`,
    kind: shape.text(raw.type, `${path}.type`),
    action: actionOf(actions, importId !== undefined, previousAddress !== undefined),
    leavesBehind: actions.includes("create") && actions.includes("forget"),
    isDeposed: deposed !== undefined,
    ...(createsFirst === undefined ? {} : { createsFirst }),
    ...(previousAddress === undefined ? {} : { previousAddress }),
    ...(importId === undefined ? {} : { importId }),
    ...(actionReason === undefined ? {} : { actionReason }),
    ...(deferred === undefined ? {} : { deferred }),
    replacePaths: replacePaths(shape, change, path),
  };
}

/** Some tools that shorten plans leave the address out of drift: module, type and name say the same. */
function addressOf(shape: PlanShape, raw: JsonObject, path: string): string {
  const [type, name] = [own(raw, "type"), own(raw, "name")];
  if (own(raw, "address") === undefined && typeof type === "string" && typeof name === "string") {
    const module = shape.textIn(raw, "module_address", path);
    return `${module === undefined ? "" : `${module}.`}${type}.${name}`;
  }
  return shape.text(raw.address, `${path}.address`);
}

/** Actions that are not known are refused where the estate is read. */
function actionOf(actions: readonly unknown[], isImported: boolean, isMoved: boolean): ChangeAction | undefined {
  const has = (action: string): boolean => actions.includes(action);
  if (has("create")) {
    // With `forget` the old one is left behind, and nothing is lost.
    return has("delete") ? "replace" : "create";
  }
  if (has("delete")) {
    return "destroy";
  }
  if (has("forget")) {
    return "forget";
  }
  if (has("update")) {
    return "update";
  }
  if (has("read")) {
    return undefined;
  }
  return isImported ? "import" : isMoved ? "move" : undefined;
}

function replacePaths(shape: PlanShape, change: JsonObject, path: string): readonly string[] {
  return shape.listIn(change, "replace_paths", `${path}.change`).map((steps, index) =>
    shape
      .list(steps, `${path}.change.replace_paths[${index}]`)
      .map((step) => (typeof step === "string" || typeof step === "number" ? String(step) : "*"))
      .join("."),
  );
}
