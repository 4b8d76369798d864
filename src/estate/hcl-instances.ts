import { referencePaths } from "./expression";
import type { Declared } from "./hcl-declarations";
import type { ReferencePath } from "./reference-path";
import type { Value } from "./resource";
import { isUnknown, Unknown } from "./unknown";

/** What `each` stands for in one instance of a resource. */
export interface Each {
  readonly key: string;
  readonly value: Value;
}

/** A `for_each` with more members stays one resource: what they are like is judged, not how many they are. */
const MOST_INSTANCES = 100;

/** How the instance is told from the others in its address: `["models"]`. */
export function indexOf(each: Each | undefined): string {
  return each === undefined ? "" : `[${JSON.stringify(each.key)}]`;
}

/** The resource whose instances a `for_each` goes through, as in `for_each = aws_s3_bucket.this`. */
export function chainedTo(forEach: unknown): ReferencePath | undefined {
  const [path] = typeof forEach === "string" ? referencePaths(forEach) : [];
  const isWhole = path?.leadsToResource && path.head !== "module" && forEach === `\${${path.address}}`;
  return isWhole ? path : undefined;
}

/** The members that each `for_each` of a module goes through, as far as their keys are literal. */
export class Members {
  private readonly known = new Map<Declared, ReadonlyMap<string, Value> | undefined>();

  /**
   * @param declaredAt the resource that a path leads to
   * @param evaluate gives the value of a `for_each`
   */
  constructor(
    private readonly declaredAt: (path: ReferencePath) => Declared | undefined,
    private readonly evaluate: (declared: Declared) => Value,
  ) {}

  /** By key; undefined for what has no `for_each`, and where its keys are not known. */
  public of(declared: Declared): ReadonlyMap<string, Value> | undefined {
    if (declared.body.for_each === undefined || this.known.has(declared)) {
      return this.known.get(declared);
    }
    // What asks for itself meanwhile gets nothing.
    this.known.set(declared, undefined);
    const chain = chainedTo(declared.body.for_each);
    const other = chain && this.declaredAt(chain);
    const found = other ? keysOf(this.of(other)) : membersIn(this.evaluate(declared));
    this.known.set(declared, found);
    return found;
  }
}

/** Members of a `for_each`, by key; undefined where the keys are not literal, or too many. A list is a set here. */
function membersIn(forEach: Value): ReadonlyMap<string, Value> | undefined {
  const isKnown = typeof forEach === "object" && forEach !== null && !isUnknown(forEach);
  const entries: readonly (readonly [Value, Value])[] = !isKnown
    ? []
    : Array.isArray(forEach)
      ? (forEach as readonly Value[]).map((member) => [member, member] as const)
      : Object.entries(forEach);
  const members = new Map<string, Value>();
  for (const [key, value] of entries) {
    if (typeof key !== "string") {
      return undefined;
    }
    members.set(key, value);
  }
  return members.size > 0 && members.size <= MOST_INSTANCES ? members : undefined;
}

/** The same keys, of members that are resources: what these are is asked of them. */
function keysOf(members: ReadonlyMap<string, Value> | undefined): ReadonlyMap<string, Value> | undefined {
  return members && new Map([...members.keys()].map((key) => [key, new Unknown()]));
}
