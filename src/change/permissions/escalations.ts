import { actionTable } from "./action-table";
import type { Condition } from "./conditions";
import { type Gain, gains } from "./gains";
import type { Grant, ResourcePattern } from "./grant";
import { runningServices } from "./running";
import { patternCovers } from "./wildcard";

const PASS_ROLE = "iam:PassRole";
const ASSUME_ROLE = "sts:AssumeRole";

/** Roles of the estate that are administrators, as policies call them. */
export interface AdminRoles {
  /** Whether the pattern stands for one of them. */
  readonly hasOne: (pattern: string) => boolean;

  /** The same, of one whose trust lets principals of AWS become it. */
  readonly hasOneToBe: (pattern: string) => boolean;
}

const NO_ROLES: AdminRoles = { hasOne: () => false, hasOneToBe: () => false };

/** All roles of an account, whatever partition and account are written. */
const ALL_ROLES = /^arn:[^:]*:(?:\*|iam:(?:\*|:(?:\*|[^:]*:(?:\*|role\*|role\/\*+))))$/;

/** Conditions that leave some of the roles. */
const ON_THE_ROLE = /^(?:aws|iam):resourcetag\//;

/** Numbers of the actions in the table, found when the first principal gains one. */
let numbers: { readonly passRole: number; readonly assumeRole: number } | undefined;

function numbered(): NonNullable<typeof numbers> {
  if (numbers === undefined) {
    const [passRole = -1, assumeRole = -1] = [PASS_ROLE, ASSUME_ROLE].flatMap((name) => actionTable().expand(name));
    numbers = { passRole, assumeRole };
  }
  return numbers;
}

/**
 * The gains, those marked with which the principal can be any role that the services take: it may pass every role, and have it
 * run what it likes. Each of the two alone is no more than a write. One role will do where that is an administrator; and who may
 * assume every role, or such a one, is it.
 *
 * @param later all that the principal has with them
 */
export function withEscalations(
  all: readonly Gain[],
  later: readonly Grant[],
  admins: AdminRoles = NO_ROLES,
): readonly Gain[] {
  const assuming = new Set(all.filter((gain) => assumes(gain, admins)));
  const marked = all.map((gain) => (assuming.has(gain) ? { ...gain, isEscalation: true as const } : gain));
  if (!all.some((gain) => mayPass(gain) || runs(gain).size > 0)) {
    return assuming.size === 0 ? all : marked;
  }
  const having = gains([], later);
  const passing = having.flatMap((gain) => passes(gain, admins) ?? []);
  const running = new Set(having.flatMap((gain) => [...runs(gain)]));
  return marked.map((gain) => {
    const passed = passes(gain, admins) ?? [];
    const isEscalation =
      [...running].some((service) => taken(passed, service)) ||
      [...runs(gain)].some((service) => taken(passing, service));
    return isEscalation ? { ...gain, isEscalation } : gain;
  });
}

function taken(patterns: readonly string[], service: string): boolean {
  return patterns.some((pattern) => patternCovers(pattern, service));
}

function mayPass({ grant, actions }: Gain): boolean {
  return grant.scope === "" && actions.known.length > 0 && actions.known.includes(numbered().passRole);
}

/** Patterns of the services that the principal may pass every role to, or an administrator; undefined for neither. */
function passes(gain: Gain, admins: AdminRoles): readonly string[] | undefined {
  return mayPass(gain) && reaches(gain, (pattern) => admins.hasOne(pattern)) ? servicesIn(gain.conditions) : undefined;
}

/** Whether the principal may assume every role, or an administrator. */
function assumes(gain: Gain, admins: AdminRoles): boolean {
  const { grant, actions } = gain;
  return (
    grant.scope === "" &&
    actions.known.length > 0 &&
    actions.known.includes(numbered().assumeRole) &&
    reaches(gain, (pattern) => admins.hasOneToBe(pattern))
  );
}

function reaches({ conditions, resource }: Gain, hasAdmin: (pattern: string) => boolean): boolean {
  return (
    !conditions.some(({ key }) => ON_THE_ROLE.test(key.toLowerCase())) &&
    (isEveryRole(resource) || ("of" in resource && hasAdmin(resource.of)))
  );
}

/** Services that the principal may have run something. */
function runs({ grant, actions }: Gain): ReadonlySet<string> {
  const found = new Set<string>();
  if (grant.scope === "" && actions.known.length > 0) {
    const running = runningServices();
    for (const number of actions.known) {
      for (const service of running.get(number) ?? []) {
        found.add(service);
      }
    }
  }
  return found;
}

function isEveryRole(resource: ResourcePattern): boolean {
  // Where some roles are left out, all others are not.
  return "except" in resource || /^\*+$/.test(resource.of) || ALL_ROLES.test(resource.of);
}

/** What `iam:PassedToService` names; all where nothing does, or where what does is not known. */
function servicesIn(conditions: readonly Condition[]): readonly string[] {
  const named = conditions.find(
    ({ operator, key }) =>
      key.toLowerCase() === "iam:passedtoservice" && /^string(?:equals|like|equalsignorecase)$/i.test(operator),
  );
  const isKnown = named !== undefined && !named.undecided && !named.values.some((value) => value.includes("${"));
  return isKnown ? named.values : ["*"];
}
