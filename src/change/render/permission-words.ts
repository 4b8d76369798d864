import { count, digits } from "../../policy/reports/wording";
import { whyUntold } from "../permissions/missing";
import type { Permission, Trust } from "../report";
import { unreadWords } from "./unread-words";
import { firstOf } from "./words";

/** Actions and resources that a permission is told with. */
const LISTED = 5;

const LEVELS: readonly Permission["level"][] = ["admin", "write", "read"];

/** Whether a permission comes or goes. */
export type Direction = "gained" | "lost";

type Unknown = Pick<Permission, "undecided" | "missing" | "isUnread">;

interface Held {
  readonly heldIf?: readonly string[] | undefined;
}

/** `may be assumed by arn:aws:iam::1111:root`, with its conditions. */
export function trustWords(trust: Trust, direction: Direction = "gained"): string {
  const { conditions, isAnyone, isForeign, kind } = trust;
  const who = trust.isUnread === true ? unreadWords(trust.who, "whoever a policy names") : trust.who;
  const denied = kind === undefined ? "" : `, ${kind.replaceAll("-", " ")}`;
  const whose = isForeign === true ? ", which is of another account" : "";
  const by = isAnyone ? `anyone (${who})` : who;
  return `may be assumed by ${by}${whose}${ifs(conditions)}${denied}${restOf(trust, direction)}`;
}

/** `s3:GetObject on arn:aws:s3:::models/*`, with its conditions. */
export function permissionWords(permission: Permission, direction: Direction = "gained"): string {
  const { written, actions, resources, conditions, kind } = permission;
  const denied = kind === undefined ? "" : `${kind.replaceAll("-", " ")}: `;
  if (permission.isUnread === true) {
    const what = (written.length > 0 ? written : actions).map((each) => unreadWords(each, "what a policy allows"));
    const places = resources.filter((resource) => resource !== "*" && resource !== "(not known)");
    const where = places.length === 0 ? "" : ` on ${firstOf(places, LISTED)}`;
    return `${denied}${firstOf(what, LISTED)}${where}${ifs(conditions)}${restOf(permission, direction)}`;
  }
  const come = comesTo(permission);
  const said = `${firstOf(written.length > 0 ? written : actions, LISTED)}${come === "" ? "" : ` (${come})`}`;
  const on = resources.length === 0 ? "" : ` on ${firstOf(resources, LISTED)}`;
  return `${denied}${said}${on}${ifs(conditions)}${restOf(permission, direction)}`;
}

/** What a permission amounts to; of what nobody knows, that: it is no level that was found. */
export function levelWord({ level, isUnread, missing }: Permission): string {
  return isUnread !== true || level === "admin" ? level : missing === undefined ? "undecided" : "unknown";
}

/** Actions are what somebody `may`; roles, policies and what is not known are what somebody `gets`. */
export function verbOf({ written, actions, isUnread, kind }: Permission): "may" | "gets" {
  const all = written.length > 0 ? written : actions;
  const isAction = (text: string): boolean => /^(?:\*|[\w*?.-]+:[\w*?]+)(?: except |$)|^act as /.test(text);
  return isUnread !== true && (kind !== undefined || all.every(isAction)) ? "may" : "gets";
}

/** What wildcards and roles come to: `167 actions: 96 write, 71 read`, `* secrets, get pods`; empty where that is what is written. */
export function comesTo(permission: Permission): string {
  const { actions, written, perLevel } = permission;
  // What everything is, everybody knows, also where some of it is not new.
  if (written.length === 0 || isSame(written, ["*"])) {
    return "";
  }
  if (isSame(actions, ["*"])) {
    return "every action";
  }
  const areSingle = perLevel === undefined || !actions.some((action) => /[*?]/.test(action));
  if (areSingle && isSame(actions, written)) {
    return "";
  }
  return areSingle && actions.length <= LISTED ? named(permission) : (levelsIn(perLevel) ?? named(permission));
}

function isSame(one: readonly string[], other: readonly string[]): boolean {
  const names = new Set(one);
  return names.size === new Set(other).size && other.every((name) => names.has(name));
}

/** In RBAC verbs of one resource stand together: `get/list/watch pods`. */
function named({ actions, through }: Permission): string {
  if (!through.kind.startsWith("rbac.authorization.k8s.io/")) {
    return firstOf(actions, LISTED);
  }
  const verbs = new Map<string, string[]>();
  for (const action of actions) {
    const [verb = "", ...on] = action.split(" ");
    const others = verbs.get(on.join(" "));
    others === undefined ? verbs.set(on.join(" "), [verb]) : others.push(verb);
  }
  return firstOf(
    [...verbs].map(([on, all]) => `${all.join("/")} ${on}`),
    LISTED,
  );
}

function levelsIn(perLevel: Permission["perLevel"]): string | undefined {
  if (perLevel === undefined) {
    return undefined;
  }
  const amounts = LEVELS.filter((level) => perLevel[level] > 0).map((level) => `${digits(perLevel[level])} ${level}`);
  const all = LEVELS.reduce((sum, level) => sum + perLevel[level], 0);
  return `${count(all, "action")}: ${amounts.join(", ")}`;
}

function ifs(conditions: readonly string[]): string {
  return conditions.length === 0 ? "" : ` if ${conditions.join(" and ")}`;
}

/** What is to be said of what was before, or is left, and of what is not known. */
function restOf(each: Held & Unknown, direction: Direction): string {
  const words = [heldWords(each, direction), undecidedWords(each)].filter((each) => each !== "");
  return words.map((each) => `, ${each}`).join("");
}

/** `no longer only if IpAddress aws:SourceIp 10.0.0.0/8`; empty for what was not held on narrower conditions. */
export function heldWords({ heldIf = [] }: Held, direction: Direction): string {
  const left = heldIf.length - LISTED;
  const only = direction === "gained" ? "no longer only" : "now only";
  const more = left > 0 ? `, or on ${digits(left)} more` : "";
  return heldIf.length === 0 ? "" : `${only} if ${heldIf.slice(0, LISTED).join(", or if ")}${more}`;
}

function undecidedWords({ undecided, missing, isUnread }: Unknown): string {
  const later = isUnread === true ? "known only after apply" : "undecided before apply";
  const why = missing === undefined ? later : `which cannot be told: ${whyUntold(missing)}`;
  return undecided ? why : "";
}
