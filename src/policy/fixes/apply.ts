import { type Edit, type EditStep, editsOf } from "../fixing/edits";
import { Choice, type FixValue, OfSubject } from "./fix";
import type { Segment } from "./fix-path";

/** A JSON object that may be changed. */
export type Json = null | boolean | number | string | Json[] | JsonObject;
export interface JsonObject {
  [name: string]: Json;
}

/** A resource or an object as its source holds it, and how a fix refers to it. */
export interface FixSubject {
  /** `aws_s3_bucket`, or the `kind` of a manifest: `Deployment`. */
  readonly kind: string;

  /** Where a resource of Terraform was judged as the object that it makes, the `kind` of that object. */
  readonly judgedAs?: string;

  readonly attributes: JsonObject;

  /** An attribute of it: a reference in Terraform, the value in a manifest. */
  readonly refer: (attribute: string) => Json;
}

/** The value of a fix as JSON: choices by their examples, references as the subject makes them. */
export function plainValue(value: FixValue, refer: FixSubject["refer"]): Json {
  if (value instanceof Choice) {
    return plainValue(value.example, refer);
  }
  if (value instanceof OfSubject) {
    return refer(value.attribute);
  }
  if (Array.isArray(value)) {
    return value.map((item: FixValue) => plainValue(item, refer));
  }
  if (typeof value === "object" && value !== null) {
    return Object.fromEntries(
      Object.entries(value as Readonly<Record<string, FixValue>>).map(([name, item]) => [
        name,
        plainValue(item, refer),
      ]),
    );
  }
  return value as Json;
}

/** Changes the attributes in place. */
export function applyEdit(step: EditStep, subject: FixSubject): void {
  for (const edit of editsOf(step, subject)) {
    for (const [holder, name] of placesOf(subject.attributes, edit.segments, edit.given)) {
      change(holder, name, edit, subject.refer);
    }
  }
}

function change(holder: JsonObject, name: string, edit: Edit, refer: FixSubject["refer"]): void {
  const present = holder[name];
  const values = edit.values.map((value) => plainValue(value, refer));
  if (edit.do === "unset") {
    delete holder[name];
  } else if (edit.do === "set") {
    holder[name] = values[0] ?? null;
  } else if (edit.do === "include" || (present !== undefined && present !== null)) {
    const list = Array.isArray(present) ? present : present === undefined || present === null ? [] : [present];
    holder[name] =
      edit.do === "include"
        ? [...list, ...values.filter((value) => !list.some((item) => isSame(item, value)))]
        : list.filter((item) => !values.some((value) => isSame(item, value)));
  }
}

function isSame(a: Json, b: Json): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

/** Every object that holds the last piece of the path, and its name there. */
function placesOf(root: JsonObject, segments: readonly Segment[], given: number): [JsonObject, string][] {
  const last = segments.at(-1);
  if (last === undefined || "where" in last) {
    throw new Error("the path of a fix ends with a name");
  }
  let holders: JsonObject[] = [root];
  segments.slice(0, -1).forEach((segment, index) => {
    if (!("where" in segment)) {
      const next = segments[index + 1];
      const isFiltered = next !== undefined && "where" in next;
      holders = holders.flatMap((holder) =>
        children(holder, nameOf(segment), index >= given, isFiltered ? next : undefined),
      );
    }
  });
  return holders.map((holder) => [holder, nameOf(last)]);
}

function nameOf(segment: Segment): string {
  return "name" in segment ? segment.name : "key" in segment ? segment.key : "";
}

type Where = Extract<Segment, { where: string }>;

function children(holder: JsonObject, name: string, makes: boolean, where: Where | undefined): JsonObject[] {
  const present = holder[name];
  const found = (Array.isArray(present) ? present : [present]).filter(isObject);
  const matching = where === undefined ? found : found.filter((item) => String(item[where.where]) === where.equals);
  if (matching.length > 0 || !makes) {
    return matching;
  }
  const made: JsonObject = where === undefined ? {} : { [where.where]: where.equals };
  const isList = Array.isArray(present) || where !== undefined;
  holder[name] = isList ? [...found, made] : made;
  return [made];
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
