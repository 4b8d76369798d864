import { isSecretValue, secrecyOf } from "../../estate/secret-names";
import { type Condition, wordsOf } from "./conditions";

/**
 * Keys whose values callers say to be let in: who reads them in a report can say them too. The report of what is exposed shows
 * none of them either.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
 */
const SAID_TO_BE_LET_IN: ReadonlySet<string> = new Set(["aws:referer", "aws:useragent", "sts:externalid"]);

/** Keys that end in a name that people give: of a tag, or in what is encrypted with. */
const NAMED_BY_PEOPLE = /(?:tag\/|encryptioncontext:)(.+)$/i;

/** What stands in the key of conditions whose values are `name=value`. */
export const ENCRYPTION_CONTEXT = "encryption context";

/** The condition as a report prints it: without values that are secrets, or may be. */
export function shownWords(condition: Condition): string {
  const { key, values } = condition;
  if (values.length === 0) {
    return wordsOf(condition);
  }
  if (key === ENCRYPTION_CONTEXT) {
    return wordsOf({ ...condition, values: values.map(withoutSecret) });
  }
  const [, name] = NAMED_BY_PEOPLE.exec(key) ?? [];
  const isHidden =
    SAID_TO_BE_LET_IN.has(key.toLowerCase()) || (name !== undefined && values.some((value) => isSecret(name, value)));
  return isHidden ? wordsOf({ ...condition, values: ["..."] }) : wordsOf(condition);
}

/** `tenant=vision`, and `token=...` */
function withoutSecret(context: string): string {
  const name = context.slice(0, Math.max(context.indexOf("="), 0));
  return isSecret(name, context.slice(name.length + 1)) ? `${name}=...` : context;
}

function isSecret(name: string, value: string): boolean {
  const secrecy = secrecyOf(name);
  // A tag can be called anything: what looks drawn by chance is hidden whatever it is called.
  return secrecy === "secret" || isSecretValue(value, secrecy === "none" ? "random" : secrecy, name);
}
