import type { Estate } from "../../estate/estate";
import type { PolicyCondition, PolicyStatement } from "../../estate/policy-statement";
import type { Resource, Value } from "../../estate/resource";
import { isUnknown, type Unknown } from "../../estate/unknown";
import type { Source } from "../report";
import { accountNamed, isSpelt, ownerOf } from "./accounts";
import type { Focus } from "./focus";
import { peersInRange, spelling, unknownPeer, whoPeer } from "./peers";
import type { Peer } from "./way";

/** Keys that say where a request comes from. */
const ADDRESS_KEYS: ReadonlySet<string> = new Set(["aws:sourceip", "aws:vpcsourceip"]);
const NETWORK_KEYS: ReadonlySet<string> = new Set(["aws:sourcevpc", "aws:sourcevpce", "aws:sourcevpcarn"]);
const ORGANIZATION_KEYS: ReadonlySet<string> = new Set([
  "aws:principalorgid",
  "aws:principalorgpaths",
  "aws:sourceorgid",
  "aws:sourceorgpaths",
  "aws:vpceorgid",
]);

/** Keys whose value is an account, or an ARN of one. */
const OWNER_KEYS: ReadonlySet<string> = new Set([
  "aws:principalaccount",
  "aws:principalarn",
  "aws:sourceaccount",
  "aws:sourcearn",
  "aws:sourceowner",
  "aws:vpceaccount",
  "kms:calleraccount",
  "s3:dataaccesspointaccount",
  "s3:dataaccesspointarn",
]);
const SOURCE_KEYS: ReadonlySet<string> = new Set(["aws:sourceaccount", "aws:sourcearn", "aws:sourceowner"]);
const EQUALS = /^(?:foranyvalue:)?(?:string(?:equals(?:ignorecase)?|like)|arn(?:equals|like))$/;

/** Conditions in words, sorted: what has fewer of them lets more in. Values are shown for keys that tell callers apart. */
export function conditionLimits({ conditions }: PolicyStatement): readonly string[] {
  return conditions
    .map((condition) => {
      if (isUnknown(condition)) {
        return "a condition that is known only after apply";
      }
      const [test, variable] = [spelling(condition.test), spelling(condition.variable)];
      return `${test} ${variable} ${shownValues(variable, condition.values)}`;
    })
    .sort();
}

function shownValues(variable: string, values: readonly Value[]): string {
  const key = variable.toLowerCase();
  const isCaller = [ADDRESS_KEYS, NETWORK_KEYS, ORGANIZATION_KEYS, OWNER_KEYS].some((keys) => keys.has(key));
  const isSwitch = values.every((value) => value === "true" || value === "false");
  return isCaller || isSwitch ? values.map(spelling).sort().join(", ") : "...";
}

/** Somebody who is let in, and whether they surely are. */
export interface Admitted {
  readonly peer: Peer;
  readonly undecided: boolean;
}

/** Whoever the conditions of a statement for everybody leave of them; undefined when they leave everybody. */
export function narrowedPeers(
  estate: Estate,
  from: Resource,
  statement: PolicyStatement,
  focus: Focus,
): readonly Admitted[] | undefined {
  const limits = conditionLimits(statement);
  for (const condition of statement.conditions) {
    if (isUnknown(condition)) {
      continue;
    }
    const [test, key] = [spelling(condition.test).toLowerCase(), spelling(condition.variable).toLowerCase()];
    if (ADDRESS_KEYS.has(key) && test === "ipaddress") {
      return condition.values.flatMap((value) => peersInRange(estate, from, value)).map(surely);
    }
    // A wildcard for everything narrows nothing.
    if (!EQUALS.test(test) || condition.values.length === 0 || condition.values.some(isWild)) {
      continue;
    }
    if (NETWORK_KEYS.has(key)) {
      return condition.values.map((value) => surely(callers("private-network", "network", value, limits, from)));
    }
    if (ORGANIZATION_KEYS.has(key)) {
      return condition.values.map((value) => surely(callers("organization", "organization", value, limits, from)));
    }
    if (OWNER_KEYS.has(key)) {
      return condition.values.flatMap((value): readonly Admitted[] => {
        const owner = ownerOf(estate, focus, from, value);
        const peer = callers("other-account", "account", value, limits, from);
        return owner === "own" ? [] : [{ peer, undecided: owner === "unknown" }];
      });
    }
  }
  return undefined;
}

/**
 * Those of other accounts for whom a service of AWS asks: what it is told is theirs the source says. Where nothing does, it is as
 * with any other service of one's own.
 */
export function servedPeers(
  estate: Estate,
  from: Resource,
  statement: PolicyStatement,
  focus: Focus,
): readonly Admitted[] {
  const limits = conditionLimits(statement);
  const sources = statement.conditions.flatMap((condition) => {
    if (isUnknown(condition)) {
      return [];
    }
    const [test, key] = [spelling(condition.test).toLowerCase(), spelling(condition.variable).toLowerCase()];
    const isTold = SOURCE_KEYS.has(key) && EQUALS.test(test) && !condition.values.some(isWild);
    return isTold && condition.values.length > 0 ? [condition.values] : [];
  });
  const others = sources.map((values) =>
    values
      .map((value) => ({ value, owner: ownerOf(estate, focus, from, value) }))
      .filter(({ value, owner }) => owner === "other" || (owner === "unknown" && isSpelt(value))),
  );
  // All conditions must be met: where one is about one's own account alone, nobody else is served.
  return others.some((one) => one.length === 0)
    ? []
    : (others[0] ?? []).map(({ value, owner }) => ({
        peer: callers("other-account", "account", value, limits, from),
        undecided: owner === "unknown",
      }));
}

function surely(peer: Peer): Admitted {
  return { peer, undecided: false };
}

/** Enough of an id to be somebody's; of less there are others. */
const TELLING_LETTERS = 8;

/** Whether any organization, network, account or ARN of one matches: `o-*`, `vpc-*`, `arn:aws:iam::*:role/reader`. */
export function isWild(value: Value): boolean {
  if (typeof value !== "string" || !/[*?]/.test(value)) {
    return false;
  }
  const [start = ""] = value.split(/[*?]/);
  if (start.includes("${")) {
    return false;
  }
  if (/^arn:/.test(value)) {
    const [, , service = "", , account = "", ...name] = value.split(":");
    const isNamed = account === "" && service === "s3" && !/^[*?]/.test(name.join(":"));
    return !isNamed && (account === "" || /[*?]/.test(account) || /[*?]/.test(service));
  }
  return /^\d*$/.test(start) || start.replace(/^(?:o|r|ou|vpc|vpce|vpce-svc)-/, "").split("/").length === 1
    ? start.replace(/^[a-z-]+-/, "").length < TELLING_LETTERS
    : false;
}

function callers(source: Source, word: string, value: Value, limits: readonly string[], from: Resource): Peer {
  if (isUnknown(value)) {
    return unknownPeer(value, from.root, source);
  }
  const text = spelling(value);
  const account = accountNamed(text);
  const isPart = account !== undefined && account !== text;
  const peer = whoPeer(`${word} ${text}`, source, isPart ? text : `${word} ${text}`, limits);
  return account === undefined || peer.type !== "who" ? peer : { ...peer, within: [`account ${account}`] };
}

const INVERSE: Readonly<Record<string, string>> = {
  stringnotequals: "StringEquals",
  stringnotequalsignorecase: "StringEqualsIgnoreCase",
  stringnotlike: "StringLike",
  arnnotequals: "ArnEquals",
  arnnotlike: "ArnLike",
  notipaddress: "IpAddress",
};

/** Conditions beside which a refusal still holds for everybody but services of AWS. */
const OF_SERVICES: ReadonlySet<string> = new Set(["aws:principalisawsservice", "aws:viaawsservice"]);

/**
 * Whom a refusal does not meet: `StringNotEquals aws:SourceVpce x` leaves those with it. One with several conditions meets who meets
 * them all: whoever fails one of them is left. Undefined where a condition does not tell callers apart.
 */
export function leftBy(refusal: PolicyStatement): readonly PolicyCondition[] | "nobody" | undefined {
  const telling = refusal.conditions.filter(
    (condition) => isUnknown(condition) || !OF_SERVICES.has(spelling(condition.variable).toLowerCase()),
  );
  if (telling.length === 0) {
    return refusal.conditions.length === 0 ? "nobody" : undefined;
  }
  const left = telling.map((condition) => {
    const inverse = isUnknown(condition) ? undefined : inverseOf(condition.test);
    return isUnknown(condition) || inverse === undefined ? undefined : { ...condition, test: inverse };
  });
  const known = left.filter((condition) => condition !== undefined);
  return known.length === left.length ? known : undefined;
}

function inverseOf(test: string | Unknown): string | undefined {
  const name = spelling(test)
    .toLowerCase()
    .replace(/ifexists$/, "")
    .replace(/^for(?:any|all)values?:/, "");
  return Object.hasOwn(INVERSE, name) ? INVERSE[name] : undefined;
}
