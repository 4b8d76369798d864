import type { Estate } from "../../estate/estate";
import { leadsTo } from "../../estate/joins/references";
import { blocksOf, listOf, own, textOf } from "../../estate/joins/values";
import type { Resource, Value } from "../../estate/resource";
import { isUnknown } from "../../estate/unknown";
import type { Focus, Mark } from "./focus";

const ARN_ACCOUNT = /^arn:[\w-]+:[\w-]*:[\w-]*:(\d{12}):/;

/** Accounts that each root works in, as its providers, its data sources and the ARNs in its state tell. */
export function accountMarks(estate: Estate): readonly Mark[] {
  const marks = new Set<string>();
  const add = (root: string, account: string | undefined): void => {
    if (account !== undefined && /^\d{12}$/.test(account)) {
      marks.add(accountMark(root, account));
      marks.add(accountMark(root, "known"));
    }
  };
  for (const { name, providers } of estate.roots) {
    for (const { settings } of providers) {
      for (const id of listOf(own(settings, "allowed_account_ids"))) {
        add(name, textOf(id));
      }
      for (const role of blocksOf(settings, "assume_role")) {
        add(name, accountIn(own(role, "role_arn")));
      }
    }
  }
  for (const { root, kind, mode, attributes } of estate.resources) {
    if (kind === "aws_caller_identity") {
      add(root, textOf(own(attributes, "account_id")));
    } else if (mode === "managed" && kind.startsWith("aws_")) {
      add(root, accountIn(own(attributes, "arn")));
    }
  }
  return [...marks].map((mark) => [mark]);
}

function accountIn(value: Value): string | undefined {
  return ARN_ACCOUNT.exec(textOf(value) ?? "")?.[1];
}

function accountMark(root: string, account: string): string {
  return `account\u0000${root}\u0000${account}`;
}

/** Whose a principal, or a value that tells callers apart, is. */
export type Owner = "own" | "other" | "unknown";

/** What of the estate gives out names of one's own account. */
const OWN_EXPRESSION = /\$\{(?:data\.)?aws_\w+\./;

/**
 * Whether a principal, an ARN or an account is of the account that the resource lies in. Where the estate tells accounts of one's own,
 * each that is none of them is another; where it tells none, nobody knows whose it is.
 */
export function ownerOf(estate: Estate, focus: Focus, from: Resource, value: Value): Owner {
  const text = isUnknown(value) ? value.text : textOf(value);
  const account = accountNamed(text ?? "");
  const another = focus.has(accountMark(from.root, "known")) ? "other" : "unknown";
  if (account !== undefined) {
    return focus.has(accountMark(from.root, account)) ? "own" : another;
  }
  if (isUnknown(value) && value.references.length > 0) {
    const targets = value.references.flatMap((reference) => leadsTo(estate, reference, from));
    const isOwn = targets.length > 0 && targets.every(({ kind }) => /^aws_/.test(kind));
    return isOwn && !isChoice(text) ? "own" : "unknown";
  }
  if (text === undefined) {
    return "unknown";
  }
  if (text.includes("${")) {
    return OWN_EXPRESSION.test(text) && !isChoice(text) ? "own" : "unknown";
  }
  // Users that CloudFront makes for the distributions of an account.
  return /^arn:[\w-]+:iam::cloudfront:user\//.test(text) || /^arn:[\w-]+:s3:::[^*?]/.test(text) ? "own" : another;
}

/** Whether the value says who it is, be it one's own or not. */
export function isSpelt(value: Value): boolean {
  return textOf(value)?.includes("${") === false;
}

function isChoice(text: string | undefined): boolean {
  return text !== undefined && (/[?]/.test(text) || /\$\{[^}]*\b(?:var|local|module)\./.test(text));
}

/** `111122223333`, also in an ARN. */
export function accountNamed(text: string): string | undefined {
  return /^\d{12}$/.exec(text)?.[0] ?? ARN_ACCOUNT.exec(text)?.[1];
}
