import type { Estate } from "../../estate/estate";
import { policyStatements } from "../../estate/policy-document";
import { PolicyDocumentError } from "../../estate/policy-element";
import { isAnyone, type PolicyStatement, principals } from "../../estate/policy-statement";
import type { Resource, Value } from "../../estate/resource";
import { isUnknown, type Unknown } from "../../estate/unknown";
import { accountNamed, isSpelt, ownerOf } from "./accounts";
import { type Admitted, conditionLimits, narrowedPeers, servedPeers } from "./conditions";
import type { Focus } from "./focus";
import { spelling, unknownPeer, whoPeer } from "./peers";
import { leftOf, type Refused } from "./refusals";
import { actionOffer, type Offer, type Peer } from "./way";

/** What a policy on a resource gives somebody who is not of the account. */
export interface Admission {
  readonly peer: Peer;

  /** `s3:GetObject`, `s3:*`; `*` also for all but some. */
  readonly action: string;

  /** Words for an action that is not one. */
  readonly text?: string;

  /** Resource as it is written; `*` where none is. */
  readonly resource: string;

  /** What a refusal takes out of it. */
  readonly except?: readonly Refused[];
  readonly undecided: boolean;
}

/** What is given, where the place has no parts that a policy tells apart. */
export function offerOfAdmission({ action, text, except = [] }: Admission): Offer {
  return exceptOffer(actionOffer(action, "*", text), except, (resource) => resource);
}

const MOST_EXCEPTIONS = 3;

/** The offer without what is refused, by the scopes of the refused resources. */
export function exceptOffer(offer: Offer, except: readonly Refused[], scopeOf: (resource: string) => string): Offer {
  if (offer.type !== "action" || except.length === 0) {
    return offer;
  }
  const exceptions = except.map(({ action, resource, limit }) => ({ action, scope: scopeOf(resource), limit }));
  const words = except.map(({ action, resource, limit }) =>
    [
      ...(action === "*" || action.toLowerCase() === offer.action.toLowerCase() ? [] : [action]),
      ...(resource === "*" ? [] : [`on ${scopeOf(resource).replace(/^objects\//, "")}`]),
      ...(limit === "" ? [] : [`if ${limit}`]),
    ].join(" "),
  );
  const more = words.length > MOST_EXCEPTIONS ? ` and ${words.length - MOST_EXCEPTIONS} more` : "";
  const text = `${offer.text ?? offer.action} (not ${words.slice(0, MOST_EXCEPTIONS).join(", ")}${more})`;
  return { ...offer, except: exceptions, text };
}

export interface PolicyReading {
  readonly focus: Focus;

  /** Whether the service takes requests that nobody has signed: then `*` is the internet. */
  readonly isAnonymous: boolean;
}

/** Whom of other accounts a policy lets in, and to what. The account's own principals are not among them, nor services of AWS that ask for it. */
export function policyAdmissions(
  estate: Estate,
  from: Resource,
  policy: Value,
  reading: PolicyReading,
): readonly Admission[] {
  const statements = readStatements(estate, from, policy);
  if (isUnknown(statements)) {
    const peer = unknownPeer(statements, from.root, sourceOfAnyone(reading));
    return [{ peer, action: "*", text: "what its policy allows", resource: "*", undecided: true }];
  }
  const refusals = statements.filter((one) => one.effect === "Deny" && refusesAnyone(one));
  return statements
    .filter(({ effect }) => effect !== "Deny")
    .flatMap((statement) =>
      grants(statement).flatMap((grant) => admitted(estate, from, statement, grant, refusals, reading)),
    );
}

function readStatements(estate: Estate, from: Resource, policy: Value): readonly PolicyStatement[] | Unknown {
  if (policy === null || policy === "") {
    return [];
  }
  try {
    return policyStatements(policy, estate, from.root);
  } catch (error) {
    // AWS refuses what is no policy: nothing is opened by it.
    if (error instanceof PolicyDocumentError) {
      return [];
    }
    throw error;
  }
}

/** A refusal of all but those that it names is one of everybody else. */
function refusesAnyone(statement: PolicyStatement): boolean {
  return isAnyone(statement) === true || statement.not_principals.length > 0;
}

function sourceOfAnyone({ isAnonymous }: PolicyReading): "internet" | "any-account" {
  return isAnonymous ? "internet" : "any-account";
}

type Grant = Pick<Admission, "action" | "text" | "resource" | "undecided">;

/** Each action on each resource: how they are put into statements does not matter. */
function grants(statement: PolicyStatement): readonly Grant[] {
  const { actions, not_actions, not_resources } = statement;
  const resources = statement.resources.length === 0 || not_resources.length > 0 ? ["*"] : statement.resources;
  const written: readonly Grant[] =
    not_actions.length > 0
      ? [
          {
            action: "*",
            text: `everything but ${not_actions.map(spelling).join(", ")}`,
            resource: "",
            undecided: false,
          },
        ]
      : actions.map((action) => ({ action: spelling(action), resource: "", undecided: isUnknown(action) }));
  return written.flatMap((grant) =>
    resources.map((resource) => ({
      ...grant,
      resource: spelling(resource),
      undecided: grant.undecided || isUnknown(statement.effect),
    })),
  );
}

function admitted(
  estate: Estate,
  from: Resource,
  statement: PolicyStatement,
  grant: Grant,
  refusals: readonly PolicyStatement[],
  reading: PolicyReading,
): readonly Admission[] {
  const { isAny, narrowings, except } = leftOf(refusals, grant);
  if (!isAny) {
    return [];
  }
  return narrowings.flatMap((narrowing) => {
    const narrowed =
      narrowing.length === 0 ? statement : { ...statement, conditions: [...statement.conditions, ...narrowing] };
    return peersOf(estate, from, narrowed, reading).map(({ peer, undecided }) => ({
      ...grant,
      ...(except.length === 0 ? {} : { except }),
      peer,
      undecided: undecided || grant.undecided || narrowed.conditions.some(isUnknown),
    }));
  });
}

function peersOf(
  estate: Estate,
  from: Resource,
  statement: PolicyStatement,
  reading: PolicyReading,
): readonly Admitted[] {
  const anyone = isAnyone(statement);
  if (anyone === true) {
    return anybody(estate, from, statement, reading);
  }
  const limits = conditionLimits(statement);
  const named = [...principals(statement, "AWS"), ...principals(statement, "CanonicalUser")];
  const served =
    principals(statement, "Service").length === 0 ? [] : servedPeers(estate, from, statement, reading.focus);
  const others = named.flatMap((principal): Admitted[] => {
    const owner = ownerOf(estate, reading.focus, from, principal);
    if (owner === "own") {
      return [];
    }
    if (owner === "unknown" && !isSpelt(principal)) {
      return [{ peer: unknownPeer(principal, from.root, "other-account"), undecided: true }];
    }
    return [{ peer: principalPeer(spelling(principal), limits), undecided: owner === "unknown" }];
  });
  return [...others, ...served];
}

/** Everybody, or those of them whom a condition leaves. */
function anybody(
  estate: Estate,
  from: Resource,
  statement: PolicyStatement,
  reading: PolicyReading,
): readonly Admitted[] {
  const limits = conditionLimits(statement);
  const words = limits.length === 0 ? "anyone" : `anyone if ${limits.join(" and ")}`;
  const everybody = { peer: whoPeer("*", sourceOfAnyone(reading), words, limits), undecided: false };
  return narrowedPeers(estate, from, statement, reading.focus) ?? [everybody];
}

/** The root of an account stands for everybody in it. */
function principalPeer(text: string, limits: readonly string[]): Peer {
  const account = accountNamed(text);
  const isRoot = account !== undefined && (text === account || text.endsWith(":root"));
  const words = limits.length === 0 ? text : `${text} if ${limits.join(" and ")}`;
  const peer = whoPeer(isRoot ? `account ${account}` : text, "other-account", words, limits);
  return account === undefined || isRoot || peer.type !== "who" ? peer : { ...peer, within: [`account ${account}`] };
}
