import type { Estate } from "../estate";
import { decodeJsonencode } from "../hcl-literal";
import { remembered } from "../memo";
import type { Attributes, Resource, Value } from "../resource";
import { isUnknown, Unknown } from "../unknown";
import { isGone } from "./existence";
import { type GoogleMember, googleMemberOf } from "./google-members";
import { refersOnly } from "./google-service-accounts";
import { leadsTo } from "./references";
import { parseTemplated } from "./templated-json";
import { blocksOf, isAttributes, isList, listOf, own, textOf } from "./values";

/** One role for one member, as an IAM resource of Google gives it. */
export interface GoogleGrant {
  /** The resource that says so. */
  readonly from: Resource;

  /** `roles/storage.objectViewer`, or `projects/acme/roles/reader` of a custom role. */
  readonly role: string | Unknown;

  /** What a custom role of the estate may do, as far as it is known; undefined for roles of Google and for those made elsewhere. */
  readonly permissions?: readonly Value[] | Unknown;
  readonly member: GoogleMember;

  /** Expression of the condition; null when there is none. */
  readonly condition: string | Unknown | null;
}

const IAM_KIND = /^google_\w+_iam_(member|binding|policy)$/;
const CUSTOM_ROLES: readonly string[] = ["google_project_iam_custom_role", "google_organization_iam_custom_role"];
const NOBODY_KNOWN = "...";

/**
 * What an IAM resource of Google gives: `..._iam_member`, `..._iam_binding`, or `..._iam_policy` whose document is JSON,
 * `jsonencode` or a `google_iam_policy`. A document that cannot be read is one grant of which nothing is known.
 */
export const googleGrantsOf = remembered((estate: Estate, resource: Resource): readonly GoogleGrant[] => {
  switch (IAM_KIND.exec(resource.kind)?.[1]) {
    case "member":
      return grants(estate, resource, resource.attributes, own(resource.attributes, "member"));
    case "binding":
      return grants(estate, resource, resource.attributes, own(resource.attributes, "members"));
    case "policy":
      return policyGrants(estate, resource, own(resource.attributes, "policy_data"));
    default:
      return [];
  }
});

/** Every grant of the estate that will be, of the kinds that are asked for. */
export function googleGrantsIn(estate: Estate, kinds: readonly string[]): readonly GoogleGrant[] {
  return kinds.flatMap((kind) =>
    estate
      .ofKind(kind)
      .filter((resource) => resource.mode !== "data" && !isGone(resource))
      .flatMap((resource) => googleGrantsOf(estate, resource)),
  );
}

/** `google_storage_bucket` to its three kinds of IAM resources. */
export function iamKindsOf(...kinds: readonly string[]): readonly string[] {
  return kinds.flatMap((kind) => ["member", "binding", "policy"].map((form) => `${kind}_iam_${form}`));
}

function grants(estate: Estate, from: Resource, binding: Attributes, members: Value): readonly GoogleGrant[] {
  const condition = conditionOf(binding);
  const roles = eachOf(from, own(binding, "role"));
  const given = eachOf(from, members);
  // Both of `each` are of one and the same element.
  const paired = roles.length > 1 && roles.length === given.length;
  return roles.flatMap((role, at) => {
    const named = roleOf(estate, from, role);
    const to = paired ? given.slice(at, at + 1) : given;
    return [...to.flatMap(listOf).flatMap((one) => eachOf(from, one)), ...unsaid(from, members)].map((member) => ({
      from,
      ...named,
      member: googleMemberOf(estate, from, member),
      condition,
    }));
  });
}

/**
 * A plan does not know a set of which it does not know one member: the references tell whom else it holds, but not all, and
 * `allUsers` may stand beside them.
 */
function unsaid({ kind }: Resource, members: Value): readonly Value[] {
  return isUnknown(members) && members.text === undefined && !kind.endsWith("_iam_member") ? [new Unknown()] : [];
}

const EACH = /^\$\{each\.(key|value)((?:\.\w+|\["[^"\\$]*"\])*)\}$/;

/** What `each.value`, `each.value.role` and `each.key` are, where `for_each` is written out; else the value itself. */
export function eachOf(from: Resource, value: Value): readonly Value[] {
  const [, name, path = ""] = EACH.exec((isUnknown(value) ? value.text : undefined) ?? "") ?? [];
  const many = own(from.meta, "for_each");
  if (name === undefined || (!isList(many) && !isAttributes(many))) {
    return [value];
  }
  const steps = [...path.matchAll(/\w[^.[\]"]*|(?<=")[^"]+(?=")/g)].map(([step]) => step);
  const all: readonly Value[] = isList(many) ? many : name === "key" ? Object.keys(many) : Object.values(many);
  return all.length === 0 ? [value] : all.map((one) => within(one, steps) ?? value);
}

/** Undefined when the path leads nowhere: somebody else knows better then what is meant. */
function within(value: Value, steps: readonly string[]): Value | undefined {
  let inner: Value | undefined = value;
  for (const step of steps) {
    inner = isAttributes(inner) && Object.hasOwn(inner, step) ? inner[step] : isUnknown(inner) ? inner : undefined;
  }
  return inner;
}

function roleOf(estate: Estate, from: Resource, value: Value): Pick<GoogleGrant, "role" | "permissions"> {
  // A role that is chosen among several is none of them for sure.
  const references = isUnknown(value) && refersOnly(value.text ?? "") ? value.references : [];
  const custom = [...new Set(references.flatMap((reference) => leadsTo(estate, reference, from)))].filter(({ kind }) =>
    CUSTOM_ROLES.includes(kind),
  );
  const [only] = custom;
  const known = textOf(value);
  if (only !== undefined && custom.length === 1) {
    return customRole(only);
  }
  const named = known === undefined ? undefined : customRolesById(estate, "").get(known.split("/").at(-1) ?? "");
  return known?.startsWith("roles/") === false && named !== undefined
    ? { ...customRole(named), role: known }
    : { role: known ?? (isUnknown(value) ? value : "") };
}

function customRole(role: Resource): Pick<GoogleGrant, "role" | "permissions"> {
  const permissions = own(role.attributes, "permissions");
  return {
    role: `projects/-/roles/${textOf(own(role.attributes, "role_id")) ?? ""}`,
    permissions: isUnknown(permissions) ? permissions : listOf(permissions),
  };
}

const customRolesById = remembered((estate: Estate, _: string): ReadonlyMap<string, Resource> => {
  const roles = CUSTOM_ROLES.flatMap((kind) => estate.ofKind(kind)).filter((role) => !isGone(role));
  return new Map(roles.map((role) => [textOf(own(role.attributes, "role_id")) ?? "", role]));
});

function conditionOf(binding: Attributes): string | Unknown | null {
  const condition = own(binding, "condition");
  if (isUnknown(condition)) {
    return condition;
  }
  const [first] = blocksOf(binding, "condition");
  const expression = first === undefined ? null : own(first, "expression");
  // What a condition is made from is of no matter: it is its form that narrows.
  return isUnknown(expression) ? (expression.text ?? expression) : (textOf(expression) ?? null);
}

function policyGrants(estate: Estate, from: Resource, document: Value): readonly GoogleGrant[] {
  const bindings = bindingsOf(estate, from, document, new Set());
  if (isUnknown(bindings)) {
    const member = { text: NOBODY_KNOWN, type: bindings };
    return [{ from, role: bindings, member, condition: null }];
  }
  return bindings.flatMap((binding) => grants(estate, from, binding, own(binding, "members")));
}

function bindingsOf(
  estate: Estate,
  from: Resource,
  document: Value,
  seen: ReadonlySet<Resource>,
): readonly Attributes[] | Unknown {
  if (document === null || document === "") {
    return [];
  }
  const text = isUnknown(document) ? document.text : textOf(document);
  const written = text === undefined ? undefined : (decodeJsonencode(text, asWritten) ?? parseTemplated(text));
  if (isAttributes(written)) {
    return bindingsWritten(written, document);
  }
  const references = isUnknown(document) ? document.references : [];
  const [source, ...others] = new Set(references.flatMap((reference) => leadsTo(estate, reference, from)));
  if (source === undefined || others.length > 0 || seen.has(source) || source.kind !== "google_iam_policy") {
    return isUnknown(document) ? document : new Unknown([], text);
  }
  const blocks = own(source.attributes, "binding");
  if (isUnknown(blocks) || listOf(blocks).some(isUnknown)) {
    return isUnknown(blocks) ? blocks : new Unknown();
  }
  const known = own(source.attributes, "policy_data");
  return blocksOf(source.attributes, "binding").length === 0 && known !== null
    ? bindingsOf(estate, source, known, new Set([...seen, source]))
    : blocksOf(source.attributes, "binding");
}

/** Bindings of a document as the API takes it: `condition` is an object in it, not a block. */
function bindingsWritten(document: Attributes, whole: Value): readonly Attributes[] | Unknown {
  const bindings = own(document, "bindings");
  if (isUnknown(bindings) || typeof bindings === "string") {
    return isUnknown(bindings) ? bindings : new Unknown([], bindings);
  }
  return listOf(bindings)
    .filter(isAttributes)
    .map((binding) => ({
      role: element(own(binding, "role"), whole),
      members: members(own(binding, "members"), whole),
      condition: own(binding, "condition"),
    }));
}

function members(value: Value, whole: Value): Value {
  return isList(value) ? value.map((member) => element(member, whole)) : element(value, whole);
}

/** A part of a document with `${...}` in it is not known, and is made from those of the document's references that stand in it. */
function element(value: Value, whole: Value): Value {
  if (typeof value !== "string" || !value.includes("${")) {
    return value;
  }
  const references = isUnknown(whole) ? whole.references.filter(({ address }) => value.includes(address)) : [];
  return new Unknown(references, value);
}

function asWritten(template: string): string {
  return template;
}
