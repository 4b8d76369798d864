import { InputError } from "./input-error";

/** An object as JSON.parse makes it. Its keys are the author's: look them up with {@link own}. */
export type JsonObject = Record<string, unknown>;

/** Beyond it an input is no plan, and walking it would exhaust the stack. */
export const DEEPEST_LEVEL = 200;

export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The member of that name, never one of Object.prototype. Null reads as absent. */
export function own(object: JsonObject | undefined, key: string): unknown {
  return object !== undefined && Object.hasOwn(object, key) ? (object[key] ?? undefined) : undefined;
}

/** Sets a member, also one that is named `__proto__`, which an assignment would not. */
export function put(target: JsonObject, key: string, value: unknown): void {
  if (key === "__proto__") {
    Object.defineProperty(target, key, { value, configurable: true, enumerable: true, writable: true });
  } else {
    target[key] = value;
  }
}

/** Narrows what a plan holds; what does not fit is refused with the path that it stands at. */
export class PlanShape {
  constructor(readonly file: string) {}

  public object(value: unknown, path: string): JsonObject {
    return isJsonObject(value) ? value : this.refuse(path, "an object", value);
  }

  public list(value: unknown, path: string): readonly unknown[] {
    return Array.isArray(value) ? value : this.refuse(path, "a list", value);
  }

  public text(value: unknown, path: string): string {
    return typeof value === "string" ? value : this.refuse(path, "a string", value);
  }

  /** The object of that name in the parent; undefined when there is none, or null. */
  public objectIn(parent: JsonObject, key: string, path: string): JsonObject | undefined {
    const value = own(parent, key);
    return value === undefined ? undefined : this.object(value, join(path, key));
  }

  public listIn(parent: JsonObject, key: string, path: string): readonly unknown[] {
    const value = own(parent, key);
    return value === undefined ? [] : this.list(value, join(path, key));
  }

  public textIn(parent: JsonObject, key: string, path: string): string | undefined {
    const value = own(parent, key);
    return value === undefined ? undefined : this.text(value, join(path, key));
  }

  /** Refuses what nests deeper than any plan does. */
  public checkDepth(depth: number, path: string): void {
    if (depth > DEEPEST_LEVEL) {
      throw new InputError(this.file, `${path.slice(0, 60)}: nests deeper than ${DEEPEST_LEVEL} levels`);
    }
  }

  private refuse(path: string, expected: string, found: unknown): never {
    throw new InputError(this.file, `${path}: expected ${expected}, found ${described(found)}`);
  }
}

export function join(path: string, key: string | number): string {
  return path === "" ? `${key}` : `${path}.${key}`;
}

function described(value: unknown): string {
  if (value === undefined) {
    return "nothing";
  }
  if (value === null) {
    return "null";
  }
  if (Array.isArray(value)) {
    return "a list";
  }
  return typeof value === "object" ? "an object" : `a ${typeof value}`;
}
