import { wholeExpression } from "./joins/templated-json";
import type { Value } from "./resource";
import { isUnknown, Unknown } from "./unknown";

/** What is set where a policy belongs is none. */
export class PolicyDocumentError extends Error {
  public override readonly name = "PolicyDocumentError";

  /** @param problem what is wrong with it, as the end of a sentence */
  constructor(problem: string) {
    super(`the document is no policy: ${problem}`);
  }
}

/** @throws PolicyDocumentError for anything but `Allow` and `Deny`, which IAM reads with regard to case */
export function effectOf(value: Value): "Allow" | "Deny" | Unknown {
  const effect = elementValue(value);
  if (effect === "Allow" || effect === "Deny" || isUnknown(effect)) {
    return effect;
  }
  if (typeof effect === "string" && effect.includes("${")) {
    return new Unknown([], effect);
  }
  throw new PolicyDocumentError("the Effect of a Statement is neither Allow nor Deny");
}

/**
 * A text, or an Unknown for one that could be anything. What a resource gives out (`${aws_s3_bucket.b.arn}`) stays a
 * text: it is set, and it is not a wildcard.
 */
export function elementValue(value: Value): Value {
  if (typeof value !== "string") {
    return value;
  }
  const expression = wholeExpression(value);
  return expression === undefined || isGivenOut(expression) ? value : new Unknown([], value);
}

/** Variables of IAM itself (`${aws:username}`), attributes of resources, and texts joined with one. */
function isGivenOut(expression: string): boolean {
  if (/^[A-Za-z0-9-]+:/.test(expression)) {
    return true;
  }
  const resource = /^(?:data\.(?!terraform_remote_state\b))?[a-z][a-z0-9]*_\w+\.[\w-]+(?:\[[^\][]*\])?\.\w[\w.]*$/;
  if (resource.test(expression)) {
    return true;
  }
  const joined = /^(?:join|format|lower)\(/.test(expression);
  return (
    joined &&
    /(?:^|[^\w.])(?:data\.)?aws_\w+\.[\w-]+(?:\[[^\][]*\])?\.arn\b/.test(expression) &&
    !expression.includes("?")
  );
}
