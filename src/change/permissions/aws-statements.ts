import { policyStatements } from "../../estate/policy-document";
import { PolicyDocumentError } from "../../estate/policy-element";
import { isEverything, type PolicyStatement } from "../../estate/policy-statement";
import type { Resource, Value } from "../../estate/resource";
import { isUnknown } from "../../estate/unknown";
import { awsActions, otherActions } from "./action-set";
import { type BucketPart, bucketPartOf } from "./bucket-actions";
import { conditionsOf } from "./conditions";
import type { Grant, Level, ResourcePattern } from "./grant";
import { namedOf, type Source, sourceOf } from "./ledger";
import { READABLE_POLICY } from "./missing";
import { AFTER_APPLY, isUndecided, type Side } from "./spelling";

/** Statements of a policy; what cannot be read is the expression that it is, or that it is no policy. */
export type Read = readonly PolicyStatement[] | Unreadable;

export interface Unreadable {
  readonly unreadable: string;

  /** It is known, and is no policy: apply does not tell what it gives. */
  readonly isNone?: true;
}

export function readPolicy(side: Side, from: Resource, document: Value): Read {
  if (document === null || document === "") {
    return [];
  }
  try {
    const statements = policyStatements(document, side.estate, from.root);
    return isUnknown(statements) ? { unreadable: side.spell(statements, from.root) } : statements;
  } catch (error) {
    if (error instanceof PolicyDocumentError) {
      return { unreadable: "a policy that cannot be read", isNone: true };
    }
    throw error;
  }
}

/** A document that is read when it differs from that of the other side: a text that is the same gives the same. */
export function documentSource(
  side: Side,
  from: Resource,
  document: Value,
  grantsOfStatements: (statements: Read) => readonly Grant[],
): Source {
  const text = side.document(document, from.root);
  if (text === undefined) {
    return sourceOf(grantsOfStatements(readPolicy(side, from, document)));
  }
  let grants: readonly Grant[] | undefined;
  return {
    key: `${isUndecided(from) ? "?" : ""}${text}`,
    grants: () => {
      grants ??= grantsOfStatements(readPolicy(side, from, document));
      return grants;
    },
  };
}

/** What a statement gives, whoever it gives it to. What of it is not known is apart, for the rest is decided. */
export function grantsOf(side: Side, from: Resource, statement: PolicyStatement, about?: Owner): readonly Grant[] {
  const [unknownActions, actions] = partition(statement.actions);
  const [unknownResources, resources] = partition(statement.resources);
  const parts = [
    { ...statement, actions, resources },
    { ...statement, resources: unknownResources },
    { ...statement, actions: unknownActions, resources },
  ].filter((part) => part.actions.length > 0 && part.resources.length > 0);
  return (parts.length === 0 ? [statement] : parts).flatMap((part) =>
    about === undefined ? ownGrants(side, from, part) : grantsOn(side, from, part, about),
  );
}

/** Of an identity. A Deny of what the change makes or takes away is a part of its own: it gives nothing to anybody. */
function ownGrants(side: Side, from: Resource, statement: PolicyStatement): readonly Grant[] {
  const going =
    statement.effect === "Deny"
      ? statement.resources.filter((resource) => side.isOfWhatGoes(side.spell(resource, from.root)))
      : [];
  if (going.length === 0) {
    return [grantOf(side, from, statement)];
  }
  const staying = statement.resources.filter((resource) => !going.includes(resource));
  return [
    ...(staying.length === 0 ? [] : [grantOf(side, from, { ...statement, resources: staying })]),
    { ...grantOf(side, from, { ...statement, resources: going }), goesWithItsResource: true },
  ];
}

/** Of a policy on a resource. In that of a bucket `*` is the bucket, its objects, or both: that is for the actions to say. */
function grantsOn(side: Side, from: Resource, statement: PolicyStatement, about: Owner): readonly Grant[] {
  const { objects } = about;
  const isAll = statement.resources.length === 0 || statement.resources.includes("*");
  if (objects === undefined || !isAll || statement.not_resources.length > 0) {
    return [grantOf(side, from, statement, about)];
  }
  const names = { bucket: [about.name], objects: [objects], both: [about.name, objects] };
  const parts = new Map<BucketPart, Value[]>();
  for (const action of statement.actions) {
    const part = bucketPartOf(side.spell(action, from.root));
    parts.set(part, [...(parts.get(part) ?? []), action]);
  }
  return parts.size === 0
    ? [grantOf(side, from, statement, about, names.both)]
    : [...parts].map(([part, actions]) => grantOf(side, from, { ...statement, actions }, about, names[part]));
}

function partition(values: readonly Value[]): readonly [undecided: readonly Value[], decided: readonly Value[]] {
  return [values.filter(mayBeAnything), values.filter((value) => !mayBeAnything(value))];
}

function grantOf(
  side: Side,
  from: Resource,
  statement: PolicyStatement,
  about?: Owner,
  all: readonly string[] = [about?.name ?? "*"],
): Grant {
  const spell = (value: Value): string => side.spell(value, from.root);
  const { effect, actions, not_actions, resources, not_resources } = statement;
  const conditions = conditionsOf(statement, spell);
  return {
    effect: effect === "Deny" ? "deny" : "allow",
    actions: awsActions(actions.map(spell), not_actions.map(spell)),
    resources: patternsOf(resources.map(spell), not_resources.map(spell), all),
    scope: about?.scope ?? "",
    conditions,
    through: namedOf(from),
    undecided:
      isUnknown(effect) ||
      isUndecided(from) ||
      [...actions, ...not_actions].some(mayBeAnything) ||
      [...resources, ...not_resources].some(mayBeAnything) ||
      conditions.some(({ undecided }) => undecided),
    ...(about === undefined ? {} : about.isOnBoth ? { standsAlone: true } : { goesWithItsResource: true }),
  };
}

/** A whole policy of which nothing is known. */
export function unreadableGrant(from: Resource, { unreadable, isNone }: Unreadable, about?: Owner): Grant {
  return {
    ...opaqueGrant(from, unreadable, "write", about),
    undecided: true,
    isOpaque: true,
    ...(isNone && !isUndecided(from) ? { missing: READABLE_POLICY } : {}),
  };
}

/** A policy that is known by its name alone: one of AWS, or one that is made elsewhere. */
export function opaqueGrant(from: Resource, name: string, level: Level, about?: Owner): Grant {
  return {
    effect: "allow",
    actions: otherActions([name]),
    resources: [{ of: about?.name ?? "*" }],
    scope: about?.scope ?? "",
    conditions: [],
    through: namedOf(from),
    undecided: isUndecided(from) || name.includes(AFTER_APPLY),
    levelOf: () => level,
  };
}

/** What a policy belongs to that stands on a resource. */
export interface Owner {
  /** ARN or address. */
  readonly name: string;
  readonly scope: string;

  /** What is in it, where policies tell it from the thing itself: the objects of a bucket. */
  readonly objects?: string;

  /** It is the same thing before and after: to lose what nobody could have before is no loss. */
  readonly isOnBoth: boolean;
}

function patternsOf(
  resources: readonly string[],
  notResources: readonly string[],
  everything: readonly string[],
): readonly ResourcePattern[] {
  if (notResources.length > 0) {
    return [{ except: notResources }];
  }
  // In the policy of a resource `*` is the resource, and some have no element for what they can only be about.
  const all = resources.length === 0 ? ["*"] : [...new Set(resources)];
  return [...new Set(all.flatMap((of) => (of === "*" ? everything : [of])))].map((of) => ({ of }));
}

/** A value that is not known, save one that is surely made from the ARN of something. */
function mayBeAnything(value: Value): boolean {
  return isUnknown(value)
    ? isEverything(value) !== false
    : typeof value === "string" && /\$\{(?:var|local)\./.test(value);
}
