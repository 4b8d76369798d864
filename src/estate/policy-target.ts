import { some, type Ternary } from "./joins/ternary";
import { isEverything } from "./policy-statement";
import type { Attributes, Value } from "./resource";
import { isUnknown } from "./unknown";

/** Whether a resource of the statement is a bucket itself. */
export function speaksOfBucket(statement: Attributes): Ternary {
  return speaks(statement, (text) => !text.includes("/") || /^\*+$/.test(text));
}

/** Whether a resource of the statement is every object of a bucket. */
export function speaksOfObjects(statement: Attributes): Ternary {
  return speaks(statement, (text) => /(?:\/|^)\*+$/.test(text));
}

function speaks({ resources }: Attributes, ask: (text: string) => boolean): Ternary {
  const all: readonly Value[] = Array.isArray(resources) ? resources : [];
  const bare = all.filter((resource) => isUnknown(resource) && resource.text === undefined);
  // Plans do not say how an ARN goes on: one bucket twice in a list is the bucket and what is in it.
  if (bare.length > 1 && bare.every((resource) => isEverything(resource) === false)) {
    return true;
  }
  return some(all, (resource) => {
    if (!isUnknown(resource)) {
      return typeof resource === "string" && ask(resource.replaceAll(/\$\{[^}]*\}/g, "x"));
    }
    return resource.text === undefined ? resource : ask(resource.text.replaceAll(/\$\{[^}]*\}/g, "x"));
  });
}
