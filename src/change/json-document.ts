import { isAttributes, isList } from "../estate/joins/values";
import { deeperThan } from "../estate/json";
import type { Attributes, Value } from "../estate/resource";
import { isUnknown } from "../estate/unknown";

/** What is longer is no document that anybody wrote, and parsing it would cost more than it tells. */
const LONGEST = 500_000;

/** What nests deeper is no document either, and would exhaust the stack of who walks it. */
const DEEPEST = 200;

/** The JSON that a text is, as policies, task definitions and templates are; undefined for everything else. */
export function documentIn(value: Value | undefined): Attributes | readonly Value[] | undefined {
  // An expression that is a document with placeholders in its strings is one too.
  const text = typeof value === "string" ? value : isUnknown(value) ? value.text : undefined;
  if (text === undefined || text.length > LONGEST || !/^\s*[{[]/.test(text)) {
    return undefined;
  }
  try {
    const parsed = JSON.parse(text) as Value;
    return (isAttributes(parsed) || isList(parsed)) && !deeperThan(parsed, DEEPEST) ? parsed : undefined;
  } catch {
    return undefined;
  }
}
