import type { Estate } from "../estate";
import type { Resource, Value } from "../resource";
import { isUnknown, type Reference } from "../unknown";
import { exists, isGone, multiplicity } from "./existence";
import { linksTo } from "./links";
import { namedAs, namesOf } from "./names";
import { leadsTo } from "./references";
import { wholeExpression } from "./templated-json";
import { isAttributes, isList, own, textOf } from "./values";

/** What was found, and whether that is all there is. */
export interface Found {
  /** Those that surely belong to the resource, and surely are. */
  readonly found: readonly Resource[];

  /** Those that may belong to it, or may not be: a link or a count that is not known. */
  readonly possible: readonly Resource[];

  /** Whether `found` is all: nothing is merely possible. */
  readonly certain: boolean;
}

interface Links {
  readonly sure: Map<Resource, Resource[]>;
  readonly possible: Map<Resource, Resource[]>;

  /** By root and expression: equal expressions of one root have one value, known or not. */
  readonly byText: Map<string, Resource[]>;

  /** Those whose link could lead anywhere. */
  readonly anywhere: AnywhereLinks;
}

const indexes = new WeakMap<Estate, Map<string, Links>>();

/**
 * Resources of the kind that point at the resource, by reference, else by its name, id or ARN, in all roots.
 *
 * @param link attribute that points; by default what the table says for the resource's kind
 */
export function satellites(estate: Estate, resource: Resource, kind: string, link?: string): Found {
  const links = linksOf(estate, resource.kind, kind, link);
  const sure = new Set(links.sure.get(resource));
  const possible = new Set(links.possible.get(resource));
  for (const attribute of ["id", "arn", "name", "bucket"]) {
    const value = resource.attributes[attribute];
    if (isUnknown(value) && value.text !== undefined) {
      for (const same of links.byText.get(textKey(resource, value.text)) ?? []) {
        sure.add(same);
      }
    }
  }
  const found: Resource[] = [];
  for (const satellite of sure) {
    possible.delete(satellite);
    const there = exists(satellite);
    if (there === true || (isUnknown(there) && comesWith(satellite, resource))) {
      found.push(satellite);
    } else if (there !== false) {
      possible.add(satellite);
    }
  }
  return withAnywhere(found, possible, sure, links.anywhere);
}

/** Adds those that could lead anywhere; when it is they alone, they are one list for all that ask, not a copy for each. */
function withAnywhere(
  found: readonly Resource[],
  possible: ReadonlySet<Resource>,
  sure: ReadonlySet<Resource>,
  anywhere: AnywhereLinks,
): Found {
  if (anywhere.size === 0) {
    return { found, possible: [...possible], certain: possible.size === 0 };
  }
  const shared = possible.size === 0 && ![...sure].some((one) => anywhere.has(one));
  const all = shared ? anywhere.list() : [...new Set([...possible, ...[...anywhere].filter((one) => !sure.has(one))])];
  return { found, possible: all, certain: all.length === 0 };
}

class AnywhereLinks extends Set<Resource> {
  private listed: readonly Resource[] | undefined;

  public list(): readonly Resource[] {
    this.listed ??= [...this];
    return this.listed;
  }
}

/** Whether there is a satellite for each of the resource's instances: equal counts, or one made for each of the other. */
function comesWith(satellite: Resource, resource: Resource): boolean {
  const [one, other] = [multiplicity(satellite), multiplicity(resource)];
  return (
    one !== undefined &&
    satellite.root === resource.root &&
    (one === other || wholeExpression(one) === resource.address || one === `\${length(${resource.address})}`)
  );
}

function linksOf(estate: Estate, ownerKind: string, kind: string, link: string | undefined): Links {
  let indexed = indexes.get(estate);
  if (indexed === undefined) {
    indexed = new Map();
    indexes.set(estate, indexed);
  }
  const key = `${ownerKind}\u0000${kind}\u0000${link ?? ""}`;
  let links = indexed.get(key);
  if (links === undefined) {
    const paths = (link === undefined ? linksTo(ownerKind) : [link]).map((path) => path.split("."));
    links = { sure: new Map(), possible: new Map(), byText: new Map(), anywhere: new AnywhereLinks() };
    for (const satellite of estate.ofKind(kind)) {
      if (!isGone(satellite) && exists(satellite) !== false) {
        addLinks(estate, ownerKind, satellite, paths, links);
      }
    }
    indexed.set(key, links);
  }
  return links;
}

function addLinks(
  estate: Estate,
  owner: string,
  satellite: Resource,
  paths: readonly (readonly string[])[],
  links: Links,
): void {
  let anywhere = false;
  for (const path of paths) {
    for (const [at, value] of valuesAt(satellite.attributes, path, "")) {
      anywhere = !addLink(estate, owner, satellite, at, value, links) || anywhere;
    }
  }
  if (anywhere) {
    links.anywhere.add(satellite);
  }
}

/** @returns false when the link could lead anywhere */
function addLink(estate: Estate, owner: string, satellite: Resource, at: string, value: Value, links: Links): boolean {
  const references = satellite.references.get(at) ?? (isUnknown(value) ? value.references : []);
  const led = referenced(estate, owner, references, satellite, value);
  const [only] = led.owners;
  if (only !== undefined) {
    const sure = led.owners.length === 1 && (!isUnknown(value) || value.text === undefined || isPlain(value.text));
    for (const one of led.owners) {
      append(sure ? links.sure : links.possible, one, satellite);
    }
    return sure || !isUnknown(value) || value.text === undefined || wholeExpression(value.text) !== undefined;
  }
  const name = textOf(value) ?? led.name;
  if (name !== undefined) {
    for (const one of namedAs(estate, owner, name, satellite.root)) {
      append(links.sure, one, satellite);
    }
    return true;
  }
  if (!isUnknown(value)) {
    return true;
  }
  if (value.text !== undefined) {
    append(links.byText, textKey(satellite, value.text), satellite);
  }
  return led.elsewhere;
}

interface Referenced {
  readonly owners: readonly Resource[];

  /** Name that a data source on the way looks up. */
  readonly name?: string;

  /** Whether every reference leads to resources of the estate that are not of the owner's kind. */
  readonly elsewhere: boolean;
}

function referenced(
  estate: Estate,
  owner: string,
  references: readonly Reference[],
  satellite: Resource,
  value: Value,
): Referenced {
  const targets = new Set<Resource>();
  let resolved = references.length > 0;
  for (const reference of references) {
    const found = leadsTo(estate, reference, satellite);
    resolved = resolved && found.length > 0;
    for (const target of found) {
      if (!contradicts(target, reference, value)) {
        targets.add(target);
      }
    }
  }
  const owners = [...targets].filter(({ kind, mode }) => kind === owner && mode !== "data");
  const looked = [...targets].find(({ kind, mode }) => kind === owner && mode === "data");
  const name = looked === undefined ? undefined : namesOf(looked)[0];
  const elsewhere = resolved && [...targets].every(({ kind }) => kind !== owner && kind !== "terraform_remote_state");
  return { owners, elsewhere, ...(name === undefined ? {} : { name }) };
}

/** A known value that is made from the target, but is not what the target gives: the name of another resource. */
function contradicts(target: Resource, reference: Reference, value: Value): boolean {
  const text = textOf(value);
  const given = textOf(target.attributes[reference.attribute]);
  return text !== undefined && given !== undefined && text !== given && !namesOf(target).includes(text);
}

/** Whether the expression has the value of the one reference in it, whatever the calls around it; a choice has not. */
function isPlain(text: string): boolean {
  const expression = wholeExpression(text);
  return expression !== undefined && !/[?%]|(?<![\w.])(?:var|local)\.|join\(|format\(|replace\(/.test(expression);
}

function textKey({ root }: Resource, text: string): string {
  return `${root}\u0000${text}`;
}

function append<Key>(lists: Map<Key, Resource[]>, key: Key, resource: Resource): void {
  const list = lists.get(key);
  if (list === undefined) {
    lists.set(key, [resource]);
  } else if (list.at(-1) !== resource) {
    // One satellite is added at a time: its own earlier link can only be the last.
    list.push(resource);
  }
}

/** Values at a path through nested blocks, with the path that each stands at. */
function valuesAt(value: Value, steps: readonly string[], at: string): (readonly [at: string, value: Value])[] {
  if (isList(value)) {
    return value.flatMap((element, index) => valuesAt(element, steps, `${at}.${index}`));
  }
  const [step, ...rest] = steps;
  if (step === undefined || isUnknown(value)) {
    return value === null ? [] : [[at, value]];
  }
  return isAttributes(value) ? valuesAt(own(value, step), rest, at === "" ? step : `${at}.${step}`) : [];
}
