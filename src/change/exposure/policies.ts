import type { Estate } from "../../estate/estate";
import { policyStatements } from "../../estate/policy-document";
import { PolicyDocumentError } from "../../estate/policy-element";
import {
  covers,
  isAnyone,
  type PolicyCondition,
  type PolicyStatement,
  principals,
} from "../../estate/policy-statement";
import type { Resource, Value } from "../../estate/resource";
import { isUnknown, type Unknown } from "../../estate/unknown";
import { accountNamed, isSpelt, ownerOf } from "./accounts";
import { type Admitted, conditionLimits, leftBy, narrowedPeers } from "./conditions";
import type { Focus } from "./focus";
import { spelling, unknownPeer, whoPeer } from "./peers";
import type { Peer } from "./way";

/** What a policy on a resource gives somebody who is not of the account. */
export interface Admission {
  readonly peer: Peer;

  /** `s3:GetObject`, `s3:*`; `*` also for all but some. */
  readonly action: string;

  /** Words for an action that is not one. */
  readonly text?: string;

  /** Resource as it is written; `*` where none is. */
  readonly resource: string;
  readonly undecided: boolean;
}

export interface PolicyReading {
  readonly focus: Focus;

  /** Whether the service takes requests that nobody has signed: then `*` is the internet. */
  readonly isAnonymous: boolean;
}

/** Whom of other accounts a policy lets in, and to what. The account's own principals and services of AWS are not among them. */
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
  const left = refusals.filter((refusal) => isAbout(refusal, grant)).map(leftBy);
  if (left.includes("nobody")) {
    return [];
  }
  const narrowing = left.filter((one): one is PolicyCondition => one !== undefined && one !== "nobody");
  const narrowed =
    narrowing.length === 0 ? statement : { ...statement, conditions: [...statement.conditions, ...narrowing] };
  return peersOf(estate, from, narrowed, reading).map(({ peer, undecided }) => ({
    ...grant,
    peer,
    undecided: undecided || grant.undecided || narrowed.conditions.some(isUnknown),
  }));
}

/** Whether the refusal is about all of what is given. */
function isAbout(refusal: PolicyStatement, { action, resource }: Grant): boolean {
  const refused = refusal.actions.some((pattern) => covers(pattern, action) === true);
  const resources = refusal.resources.map(spelling);
  return refused && (resources.length === 0 || resources.some((one) => one === resource || isPattern(one, resource)));
}

/** Also for texts with placeholders, which are the same when they are written the same. */
function isPattern(pattern: string, text: string): boolean {
  const end = pattern.indexOf("*");
  return end === pattern.length - 1 && text.startsWith(pattern.slice(0, end));
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
  return named.flatMap((principal): Admitted[] => {
    const owner = ownerOf(estate, reading.focus, from, principal);
    if (owner === "own") {
      return [];
    }
    if (owner === "unknown" && !isSpelt(principal)) {
      return [{ peer: unknownPeer(principal, from.root, "other-account"), undecided: true }];
    }
    return [{ peer: principalPeer(spelling(principal), limits), undecided: owner === "unknown" }];
  });
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
