import { endOfTemplate } from "../hcl-scan";
import type { Value } from "../resource";
import type { Reference } from "../unknown";

/** What stands in `${...}`, when that is the whole text; undefined for every other text. */
export function wholeExpression(text: string): string | undefined {
  const trimmed = text.trim();
  if (!trimmed.startsWith("${") || !trimmed.endsWith("}") || endOfTemplate(trimmed, 0) !== trimmed.length) {
    return undefined;
  }
  return trimmed.slice(2, -1).trim();
}

/** The reference that a text such as `${data.aws_iam_policy_document.trust.json}` is, and nothing else. */
export function soleReference(text: string, root: string): Reference | undefined {
  const traversal =
    /^((?:module\.[\w-]+(?:\[[^\][]*\])?\.)*(?:data\.)?[a-z][\w-]*\.[\w-]+(?:\[[^\][]*\])?)\.([\w.-]+)$/;
  const [, address, attribute] = traversal.exec(wholeExpression(text) ?? "") ?? [];
  return address === undefined || attribute === undefined || /^(?:var|local|each|self|path)\./.test(address)
    ? undefined
    : { root, address, attribute };
}

/** JSON in which `${...}` may stand, with quotes in it and without quotes around it; undefined when it is no JSON. */
export function parseTemplated(text: string): Value | undefined {
  return parse(text) ?? (text.includes("${") ? parse(quoteTemplates(text)) : undefined);
}

function parse(text: string): Value | undefined {
  try {
    return JSON.parse(text) as Value;
  } catch {
    return undefined;
  }
}

function quoteTemplates(text: string): string {
  const parts: string[] = [];
  let inString = false;
  let from = 0;
  for (let at = 0; at < text.length; ) {
    if (text.startsWith("${", at)) {
      const end = endOfTemplate(text, at);
      const quoted = JSON.stringify(text.slice(at, end));
      parts.push(text.slice(from, at), inString ? quoted.slice(1, -1) : quoted);
      at = from = end;
      continue;
    }
    if (text[at] === '"') {
      inString = !inString;
    }
    at += text[at] === "\\" ? 2 : 1;
  }
  parts.push(text.slice(from));
  return parts.join("");
}
