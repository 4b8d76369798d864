import { count, cut, digits } from "../../policy/reports/wording";
import type { Cost, GpuHours, Money, Named, Reach, Source } from "../report";
import type { ChangeAction } from "../sides";
import { readable } from "./expression";

/** Names that a sentence holds before it says how many more there are. */
const NAMED = 3;
const LONGEST_NAME = 60;

/** Where something can be reached from, as a sentence says it. */
export const SOURCE_WORDS: Readonly<Record<Source, string>> = {
  internet: "the internet",
  "any-account": "any account",
  "other-account": "another account",
  organization: "the organization",
  "private-network": "a private network",
  cluster: "the whole cluster",
  namespace: "a namespace",
  named: "somebody who is named",
};

/** What is done to a resource, as in "it is replaced". */
export const ACTION_WORDS: Readonly<Record<ChangeAction, string>> = {
  create: "created",
  update: "updated",
  replace: "replaced",
  destroy: "destroyed",
  import: "imported",
  move: "moved",
  forget: "forgotten",
};

/** Names of services and providers that are not written like other words. */
const SPELLINGS: Readonly<Record<string, string>> = {
  cloudwatch: "CloudWatch",
  dynamodb: "DynamoDB",
  opensearch: "OpenSearch",
  sagemaker: "SageMaker",
};
const ACRONYMS =
  /^(?:acl|acm|alb|api|db|dns|ebs|ec2|ecr|ecs|efs|eip|eks|elb|gke|hmac|iam|ip|kms|lb|nat|rds|s3|sns|sqs|ssm|ssl|vpc)$/;

/** `S3 bucket` for `aws_s3_bucket`, `Deployment` for `apps/v1 Deployment`. */
export function nounOf(kind: string): string {
  const manifest = kind.slice(kind.indexOf(" ") + 1);
  if (manifest !== kind || !kind.includes("_")) {
    return cut(manifest, LONGEST_NAME) || "resource";
  }
  const [, ...words] = kind.replace(/_v\d+$/, "").split("_");
  const spelled = words.map((word) =>
    ACRONYMS.test(word) ? word.toUpperCase() : Object.hasOwn(SPELLINGS, word) ? (SPELLINGS[word] ?? word) : word,
  );
  const noun = spelled.join(" ");
  return cut(Object.hasOwn(MANY, noun) ? (MANY[noun] ?? noun) : noun, LONGEST_NAME) || "resource";
}

/** `1 S3 bucket`, `3 IAM policies`, `2 ingresses`. */
export function counted(amount: number, noun: string): string {
  return amount === 1 ? count(1, noun) : `${digits(amount)} ${plural(noun)}`;
}

/** Kinds that are called by what they hold many of: `kubernetes_labels`. */
const MANY: Readonly<Record<string, string>> = { labels: "set of labels", annotations: "set of annotations" };

function plural(noun: string): string {
  if (noun.startsWith("set of ")) {
    return `sets${noun.slice("set".length)}`;
  }
  if (/(?:ss|sh|ch|x)$/.test(noun)) {
    return `${noun}es`;
  }
  return /[^aeiou]y$/.test(noun) ? `${noun.slice(0, -1)}ies` : noun.endsWith("s") ? noun : `${noun}s`;
}

/** Each resource once, in the order given. */
export function distinct<T extends Named>(entries: readonly T[]): readonly T[] {
  const seen = new Map<string, T>();
  for (const entry of entries) {
    const key = [entry.root, entry.resource, entry.kind, entry.namespace ?? ""].join("\u0000");
    if (!seen.has(key)) {
      seen.set(key, entry);
    }
  }
  return [...seen.values()];
}

/** What the resources are called together: `2 security groups`, or `3 resources` when they are of several kinds. */
export function together(entries: readonly Named[]): string {
  const resources = distinct(entries);
  const nouns = new Set(resources.map(({ kind }) => nounOf(kind)));
  const [noun = "resource"] = nouns;
  return counted(resources.length, nouns.size === 1 ? noun : "resource");
}

/** `a, b, c and 2 more`; every name once. */
export function names(all: readonly string[]): string {
  const each = [...new Set(all)];
  const shown = each.slice(0, NAMED).map((name) => cut(readable(name), LONGEST_NAME));
  const left = each.length - shown.length;
  return left > 0 ? `${shown.join(", ")} and ${digits(left)} more` : shown.join(", ");
}

/** The first of the texts, and how many more there are. */
export function firstOf(texts: readonly string[], most: number): string {
  const left = texts.length - most;
  return left > 0 ? `${texts.slice(0, most).join(", ")} and ${digits(left)} more` : texts.join(", ");
}

/** `1,412.45`, with cents. */
export function dollars(usd: number): string {
  const [whole = "0", cents = "00"] = Math.abs(usd).toFixed(2).split(".");
  const sign = usd < 0 && /[1-9]/.test(whole + cents) ? "-" : "";
  return `${sign}${whole.replaceAll(/\B(?=(?:\d{3})+$)/g, ",")}.${cents}`;
}

/** `+412.45`, `-3.00`, and `0.00` for what rounds to nothing. */
export function signed(usd: number): string {
  const text = dollars(usd);
  return text.startsWith("-") || text === "0.00" ? text : `+${text}`;
}

/** Both ends where they differ: `+412.45 to +980.10`. */
export function range({ low, high }: Money, format: (usd: number) => string = signed): string {
  const [from, to] = [format(low), format(high)];
  return from === to ? from : `${from} to ${to}`;
}

/** `+412.45 to +980.10 USD a month`. */
export function monthly(delta: Money): string {
  return `${range(delta)} USD a month`;
}

/** What it costs, and that it is a part when something has no price: that may be more, or less. */
export function monthlyCost({ monthlyDelta, unpriced }: Pick<Cost, "monthlyDelta" | "unpriced">): string {
  return `${monthly(monthlyDelta)}${unpriced.length === 0 ? "" : " in the priced part"}`;
}

/** Whether anything is left of it when it is rounded to cents. */
export function isNothing({ low, high }: Money): boolean {
  return signed(low) === "0.00" && signed(high) === "0.00";
}

/** Accelerators whose hours change, and by how many. */
export function gpuChanges(hours: readonly GpuHours[]): readonly { readonly gpu: string; readonly delta: Money }[] {
  return hours
    .map(({ gpu, before, after }) => ({
      gpu,
      delta: { low: after.low - before.low, high: after.high - before.high },
    }))
    .filter(({ delta }) => Math.round(delta.low) !== 0 || Math.round(delta.high) !== 0);
}

/** `+1,460`, in full hours. */
export function signedHours(hours: number): string {
  const whole = Math.round(hours);
  return whole > 0 ? `+${digits(whole)}` : whole < 0 ? `-${digits(-whole)}` : "0";
}

/** Whether it is a way out: who is named is reached, and reaches nothing. */
export function isEgress({ what }: Pick<Reach, "what">): boolean {
  return what.startsWith("egress ");
}

/** `tcp 8501 from the internet (0.0.0.0/0)`. */
export function reachWords(reach: Reach): string {
  const { what, source, from, undecided } = reach;
  const who = from === "" || from === SOURCE_WORDS[source] ? "" : ` (${from})`;
  const way = isEgress(reach) ? "to" : "from";
  return `${what} ${way} ${SOURCE_WORDS[source]}${who}${undecided ? ", which cannot be told for sure" : ""}`;
}
