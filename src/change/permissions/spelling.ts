import type { Estate } from "../../estate/estate";
import { exists } from "../../estate/joins/existence";
import { own, textOf } from "../../estate/joins/values";
import { lazily } from "../../estate/memo";
import type { Resource, Value } from "../../estate/resource";
import { isUnknown } from "../../estate/unknown";
import { addressKey } from "../sides";
import { Ledger } from "./ledger";

/** `${aws_s3_bucket.models.arn}`: an attribute of a resource, with its module and its instance. */
const PLACEHOLDER =
  /\$\{((?:module\.[\w-]+(?:\[[^\][]*\])?\.)*(?:data\.)?[a-z][a-z0-9]*_\w+\.[\w-]+(?:\[[^\][]*\])?)\.([a-z_]+)\}/g;

export const AFTER_APPLY = "(known after apply)";

/** One side of a change, and how its values are spelt so that both sides spell the same thing the same. */
export class Side {
  public readonly ledger = new Ledger();
  private readonly sources: ReadonlyMap<string, string>;
  private readonly going = lazily(() => this.whatGoes());

  /**
   * @param estate the side itself
   * @param other the other side: what a resource is called does not change while it is not replaced
   * @param replaced keys of resources that are
   */
  constructor(
    public readonly estate: Estate,
    public readonly other: Estate,
    private readonly replaced: ReadonlySet<string>,
  ) {
    this.sources = new Map(estate.roots.map(({ name, source }) => [name, source]));
  }

  /** Resources of the kind that are there on this side; data sources are elsewhere. */
  public ofKind(kind: string): readonly Resource[] {
    return this.estate.ofKind(kind).filter((resource) => resource.mode !== "data" && exists(resource) !== false);
  }

  /** Whether the resource is there before and after, and is the same thing: not one that another one takes the place of. */
  public isOnBoth({ root, address }: Resource): boolean {
    const there = this.other.at(root, address);
    return there !== undefined && exists(there) !== false && !this.replaced.has(addressKey(root, address));
  }

  /** Whether the pattern is one of something, or in something, that is not on the other side, or is another thing there. */
  public isOfWhatGoes(pattern: string): boolean {
    const going = this.going();
    const ends = [...pattern.matchAll(/[/:]/g)].map(({ index }) => index);
    return going.size > 0 && [...ends, pattern.length].some((end) => going.has(pattern.slice(0, end)));
  }

  private whatGoes(): ReadonlySet<string> {
    const isHere = (resource: Resource): boolean => resource.mode === "managed" && exists(resource) !== false;
    const going = this.estate.resources.filter((resource) => isHere(resource) && !this.isOnBoth(resource));
    const staying = new Set(this.other.resources.filter(isHere).map(ownArn));
    const names = going.map((resource) => this.nameOf(resource)).filter((name) => /^(?:arn:|\$\{)/.test(name));
    return new Set(names.filter((name) => !staying.has(name)));
  }

  /** Which reader made the root. */
  public sourceOf(root: string): string | undefined {
    return this.sources.get(root);
  }

  /** The value as text: what references lead to where it is known, `${...}` where it is not. */
  public spell(value: Value | undefined, root: string): string {
    if (typeof value === "string") {
      return value.includes("${") ? this.resolved(value, root) : value;
    }
    if (!isUnknown(value)) {
      return value === undefined || value === null || typeof value === "object" ? "" : String(value);
    }
    if (value.text !== undefined) {
      return this.resolved(value.text, root);
    }
    const references = value.references.map(({ address, attribute }) =>
      attribute === "" ? `\${${address}}` : `\${${address}.${attribute}}`,
    );
    return references.length === 0 ? AFTER_APPLY : [...new Set(references)].sort().join(", ");
  }

  /** The text of a document that is written out, with what references in it lead to; undefined for one that is elsewhere. */
  public document(value: Value, root: string): string | undefined {
    const text = isUnknown(value) ? value.text : textOf(value);
    return text === undefined || (isUnknown(value) && !text.trimStart().startsWith("{"))
      ? undefined
      : this.spell(text, root);
  }

  private resolved(text: string, root: string): string {
    return text.replaceAll(PLACEHOLDER, (placeholder, address: string, attribute: string) => {
      const resource = this.estate.at(root, address);
      const elsewhere = this.replaced.has(addressKey(root, address)) ? undefined : this.other.at(root, address);
      return (
        literal(resource, attribute) ?? literal(elsewhere, attribute) ?? derived(resource, attribute) ?? placeholder
      );
    });
  }

  /** What the resource is called where a policy speaks of it as `*`: its ARN or its address. */
  public nameOf(resource: Resource): string {
    return literal(resource, "arn") ?? this.spell(`\${${resource.address}.arn}`, resource.root);
  }
}

/** The ARN of a resource as far as its own attributes tell it, else how the configuration speaks of it. */
function ownArn(resource: Resource): string {
  return literal(resource, "arn") ?? derived(resource, "arn") ?? `\${${resource.address}.arn}`;
}

/** A known value, without expressions in it. */
function literal(resource: Resource | undefined, attribute: string): string | undefined {
  const value = resource === undefined ? undefined : textOf(own(resource.attributes, attribute));
  return value?.includes("${") ? undefined : value;
}

/** What AWS makes of a name, where it needs neither account nor region for it. */
function derived(resource: Resource | undefined, attribute: string): string | undefined {
  if (resource?.kind !== "aws_s3_bucket") {
    return undefined;
  }
  const bucket = literal(resource, "bucket");
  if (bucket === undefined) {
    return undefined;
  }
  return attribute === "arn" ? `arn:aws:s3:::${bucket}` : attribute === "id" ? bucket : undefined;
}

/** Whether it is not known how many there are of the resource, or whether there is one. */
export function isUndecided(resource: Resource): boolean {
  return isUnknown(exists(resource));
}
