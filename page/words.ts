import type { Money } from "../src/change/report";
import type { ChangeAction } from "../src/change/sides";

/** How actions are said of a resource. */
export const ACTION_WORDS: Readonly<Record<ChangeAction, string>> = {
  destroy: "destroy",
  replace: "replace",
  update: "update",
  create: "create",
  import: "import",
  move: "move",
  forget: "forget",
};

/** Signs that tell actions apart without colour, as Terraform writes them. */
export const ACTION_SIGNS: Readonly<Record<ChangeAction, string>> = {
  destroy: "\u2212",
  replace: "\u00b1",
  update: "~",
  create: "+",
  import: "\u2193",
  move: "\u2192",
  forget: "\u00d7",
};

const WHOLE = new Intl.NumberFormat("en-US");
const CENTS = new Intl.NumberFormat("en-US", { minimumFractionDigits: 2, maximumFractionDigits: 2 });

/** `9,990`. */
export function digits(amount: number): string {
  return WHOLE.format(amount);
}

/** `1 finding`, `3 findings`. */
export function count(amount: number, noun: string, plural = `${noun}s`): string {
  return `${digits(amount)} ${amount === 1 ? noun : plural}`;
}

/** `$1,204.80`. */
export function dollars(amount: number): string {
  return `${amount < 0 ? "\u2212" : ""}$${CENTS.format(Math.abs(amount))}`;
}

/** `$10.00`, or `$10.00 to $30.00`. */
export function range({ low, high }: Money): string {
  return same(low, high) ? dollars(low) : `${dollars(low)} to ${dollars(high)}`;
}

/** `+$10.00`, `\u2212$3.00`, `+$10.00 to +$30.00`, `$0.00`. */
export function signed({ low, high }: Money): string {
  return same(low, high) ? signedDollars(low) : `${signedDollars(low)} to ${signedDollars(high)}`;
}

/** `3,285`, or `1,095 to 3,285`. */
export function hours({ low, high }: Money): string {
  const [least, most] = [digits(Math.round(low)), digits(Math.round(high))];
  return least === most ? least : `${least} to ${most}`;
}

export function signedDollars(amount: number): string {
  return Math.abs(amount) < 0.005 ? dollars(0) : amount > 0 ? `+${dollars(amount)}` : dollars(amount);
}

function same(one: number, other: number): boolean {
  return Math.abs(one - other) < 0.005;
}

/** The text with its middle left out: names differ at their ends. */
export function shortened(text: string, longest: number): string {
  if (text.length <= longest) {
    return text;
  }
  const tail = Math.floor((longest - 1) / 2);
  const [head, end] = [text.slice(0, longest - 1 - tail), text.slice(-tail)];
  // Halves of a pair are no characters.
  return `${head.replace(/[\ud800-\udbff]$/, "")}\u2026${end.replace(/^[\udc00-\udfff]/, "")}`;
}

/** What people call the resource: `models` of `module.a.aws_s3_bucket.models[0]`, `resnet` of `Deployment/resnet`. */
export function lastName(resource: string): string {
  const slash = resource.indexOf("/");
  const bracket = resource.indexOf("[");
  const stem = bracket === -1 ? resource : resource.slice(0, bracket);
  if (slash !== -1 && (bracket === -1 || slash < bracket)) {
    return resource.slice(slash + 1);
  }
  return resource.slice(stem.lastIndexOf(".") + 1) || resource;
}

/** The name without the hash that CDK for Terraform puts behind each id. */
export function withoutHash(name: string): string {
  return name.replace(/_[0-9A-F]{8}(?=\[|$)/, "");
}

/** `s3_bucket` of `aws_s3_bucket`, `Deployment` of `apps/v1 Deployment`. */
export function shortKind(kind: string): string {
  return kind.includes(" ") ? kind.slice(kind.lastIndexOf(" ") + 1) : kind.replace(/^(?:aws|google|kubernetes)_/, "");
}

export function capitalised(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
