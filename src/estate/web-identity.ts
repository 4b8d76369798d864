import type { Estate } from "./estate";
import { targetOf } from "./joins/references";
import { and, some, type Ternary } from "./joins/ternary";
import { isAttributes } from "./joins/values";
import { principals } from "./policy-statement";
import type { Attributes, Resource, Value } from "./resource";
import { isUnknown } from "./unknown";

/** Who vouches for the web identities that a statement of a trust policy lets in. */
export type Issuer = "eks" | "github" | "other";

const EKS = /oidc\.eks\.|aws_eks_cluster|\beks\b.*oidc|oidc_issuer|oidc_provider/;
const GITHUB = /token\.actions\.githubusercontent\.com|actions\.githubusercontent/;

/** Claims of GitHub that say whose workflow it is. */
const GITHUB_CLAIM = /:(?:sub|repository|repository_id|repository_owner|repository_owner_id|job_workflow_ref)$/i;

const EXACT: ReadonlySet<string> = new Set(["stringequals", "stringequalsignorecase"]);

/** The issuer as its provider, the subjects or the condition keys tell it. */
export function issuerOf(estate: Estate, statement: Attributes, from: Resource): Issuer {
  const conditions = conditionsOf(statement).filter(isAttributes);
  const subjects = conditions.flatMap((condition) => [condition.variable, ...valuesOf(condition)].map(spelt));
  const providers = principals(statement, "Federated").flatMap((provider) => [
    spelt(provider),
    ...urlsOf(estate, provider, from),
  ]);
  const spellings = [...providers, ...subjects];
  if (spellings.some((text) => GITHUB.test(text))) {
    return "github";
  }
  const serviceAccounts = subjects.some((text) => text.startsWith("system:serviceaccount:"));
  return serviceAccounts || spellings.some((text) => EKS.test(text)) ? "eks" : "other";
}

/** URL of the provider, where it is a resource of the estate. One whose URL does not say is taken for a cluster's. */
function urlsOf(estate: Estate, provider: Value, from: Resource): readonly string[] {
  const text = spelt(provider);
  const [, address] = /^\$\{((?:data\.)?aws_iam_openid_connect_provider\.[\w-]+(?:\[[^\][]*\])?)\./.exec(text) ?? [];
  const found =
    address === undefined
      ? targetOf(estate, from, provider, undefined, "aws_iam_openid_connect_provider")
      : estate.at(from.root, address);
  if (found === undefined || isUnknown(found) || found.kind !== "aws_iam_openid_connect_provider") {
    return [];
  }
  const { url } = found.attributes;
  return isUnknown(url) && !/^https:/.test(spelt(url)) ? ["aws_eks_cluster"] : [spelt(url)];
}

/** Whether a condition demands exact values, without wildcards, of a key that ends so. */
export function pins(statement: Attributes, key: string): Ternary {
  return some(conditionsOf(statement), (condition) => {
    if (isUnknown(condition)) {
      return condition;
    }
    if (!isAttributes(condition) || (isUnknown(condition.variable) && condition.variable.text === undefined)) {
      return isAttributes(condition) && isUnknown(condition.variable) ? condition.variable : false;
    }
    if (
      !spelt(condition.variable ?? null)
        .toLowerCase()
        .endsWith(key.toLowerCase())
    ) {
      return false;
    }
    if (isUnknown(condition.test)) {
      return condition.test;
    }
    const test = operatorOf(condition);
    const values = valuesOf(condition);
    return (EXACT.has(test) || test === "stringlike") && values.length > 0 && and(...values.map(isExact));
  });
}

/** Whether a condition says whose workflows of GitHub are meant: an owner, a repository, not a wildcard from the start. */
export function namesRepository(statement: Attributes): Ternary {
  return some(conditionsOf(statement), (condition) => {
    if (isUnknown(condition)) {
      return condition;
    }
    if (!isAttributes(condition) || !GITHUB_CLAIM.test(spelt(condition.variable ?? null))) {
      return false;
    }
    const test = operatorOf(condition);
    const values = valuesOf(condition);
    return (EXACT.has(test) || test === "stringlike") && values.length > 0 && and(...values.map(namesOwner));
  });
}

function isExact(value: Value): Ternary {
  // A value that the source does not spell is a name that something gives out.
  return !/[*?]/.test(spelt(value).replaceAll(/\$\{[^}]*\}/g, "x"));
}

function namesOwner(value: Value): Ternary {
  const text = spelt(value);
  if (text === "") {
    return isUnknown(value) ? value : false;
  }
  return !/^(?:[^/:]*:)?[^/]*[*?]/.test(owner(text));
}

/** The text up to the name of the repository. */
function owner(text: string): string {
  const end = text.indexOf("/");
  return end < 0 ? text : text.slice(0, end + 1);
}

function operatorOf({ test }: Attributes): string {
  return spelt(test ?? null)
    .toLowerCase()
    .replace(/^foranyvalue:/, "");
}

function valuesOf({ values }: Attributes): readonly Value[] {
  return Array.isArray(values) ? values : [];
}

function spelt(value: Value | undefined): string {
  return isUnknown(value) ? (value.text ?? "") : typeof value === "string" ? value : "";
}

function conditionsOf({ conditions }: Attributes): readonly Value[] {
  return Array.isArray(conditions) ? conditions : [];
}
