import { isAttributes, isList } from "../../estate/joins/values";
import type { Value } from "../../estate/resource";
import { isUnknown } from "../../estate/unknown";
import { compareText } from "../../policy/reports/order";
import type { RawDifference } from "../plan-attributes";

/** Lists whose order means something to what runs. Most others are sets, or are read as sets. */
const ORDERED =
  /(?:^|\.)(?:command|args|arguments|entry_point|entrypoint|container|init_container|statement)(?:\.\d+)?$/;

/**
 * Whether both sides mean the same to the provider: nothing and the empty value, JSON that is laid out differently, a set in
 * another order. Providers write what they read back in another way than what they were given.
 *
 * @see https://developer.hashicorp.com/terraform/plugin/sdkv2/schemas/schema-behaviors for zero values that stand for null
 */
export function isSameToProviders({ path, before, after }: RawDifference): boolean {
  if (isNothing(before) && isNothing(after)) {
    return true;
  }
  if (typeof before === "string" && typeof after === "string") {
    const [one, other] = [parsed(before), parsed(after)];
    return one !== undefined && other !== undefined && canonical(one, false) === canonical(other, false);
  }
  return (
    before !== undefined &&
    after !== undefined &&
    !holdsUnknown(before) &&
    !holdsUnknown(after) &&
    canonical(before, ORDERED.test(path)) === canonical(after, ORDERED.test(path))
  );
}

/** Not set, or the zero value that the SDK of providers writes in its place. */
function isNothing(value: Value | undefined): boolean {
  if (value === undefined || value === null || value === "" || value === false || value === 0) {
    return true;
  }
  return !isUnknown(value) && typeof value === "object" && Object.values(value).every((member) => isNothing(member));
}

function parsed(text: string): unknown {
  if (!/^\s*[[{]/.test(text)) {
    return undefined;
  }
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** Secrets compare by what they hide, never by how they are written. */
function holdsUnknown(value: Value): boolean {
  if (isUnknown(value)) {
    return true;
  }
  return (isList(value) || isAttributes(value)) && Object.values(value).some((member: Value) => holdsUnknown(member));
}

/** Text that is equal for equal meaning. One value and a list of it are the same, as in IAM policies. */
function canonical(value: unknown, isOrdered: boolean): string {
  if (Array.isArray(value)) {
    const elements = value.map((element) => canonical(element, isOrdered));
    if (elements.length === 1 && !isOrdered) {
      return elements[0] ?? "";
    }
    return `[${(isOrdered ? elements : elements.sort(compareText)).join(",")}]`;
  }
  if (typeof value === "object" && value !== null) {
    const members = Object.entries(value)
      .filter(([, member]) => member !== null && member !== undefined)
      .sort(([one], [other]) => compareText(one, other))
      .map(([name, member]) => `${JSON.stringify(name)}:${canonical(member, isOrdered)}`);
    return `{${members.join(",")}}`;
  }
  return JSON.stringify(value) ?? "null";
}

/** Providers keep a second list of tags or labels, with those of the provider block in it. */
const COPIES: Readonly<Record<string, string>> = {
  tags_all: "tags",
  terraform_labels: "labels",
  effective_labels: "labels",
  effective_annotations: "annotations",
};

/** Differences that the first list has as well. */
export function copiesOf(differences: readonly RawDifference[]): ReadonlySet<RawDifference> {
  const paths = new Set(differences.map(({ path }) => path));
  return new Set(
    differences.filter(({ path }) => {
      const [top = "", ...rest] = path.split(".");
      const first = Object.hasOwn(COPIES, top) ? COPIES[top] : undefined;
      return first !== undefined && (paths.has([first, ...rest].join(".")) || paths.has(first));
    }),
  );
}
