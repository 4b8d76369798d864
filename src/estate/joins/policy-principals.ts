import type { Estate } from "../estate";
import type { Resource, Value } from "../resource";
import { isUnknown } from "../unknown";
import { namedAs } from "./names";
import { leadsTo } from "./references";
import { soleReference } from "./templated-json";
import { textOf } from "./values";

/**
 * The roles of the estate that a principal of a policy is, by reference or by ARN; data sources too.
 *
 * @param from the resource that the policy is written in
 */
export function rolesNamed(estate: Estate, from: Resource, principal: Value): readonly Resource[] {
  const text = isUnknown(principal) ? principal.text : textOf(principal);
  const sole = soleReference(text ?? "", from.root);
  const references = isUnknown(principal) ? principal.references : [];
  const led = [...references, ...(sole === undefined ? [] : [sole])].flatMap((each) => leadsTo(estate, each, from));
  const named = text === undefined || led.length > 0 ? [] : namedAs(estate, "aws_iam_role", text, from.root);
  return [...new Set([...led, ...named])].filter(({ kind }) => kind.startsWith("aws_iam_"));
}
