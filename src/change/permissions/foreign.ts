import type { Estate } from "../../estate/estate";
import type { GoogleMember } from "../../estate/joins/google-members";
import { googleEmailOf, projectOf } from "../../estate/joins/google-service-accounts";
import { own, textOf } from "../../estate/joins/values";
import type { Resource, Value } from "../../estate/resource";
import { isUnknown } from "../../estate/unknown";
import { accountMarks, accountNamed, ownerOf } from "../exposure/accounts";
import type { Condition } from "./conditions";
import type { Side } from "./spelling";

/** What is one's own, as far as both sides tell. */
interface Ours {
  /** Accounts of AWS that resources of the estate lie in, as marks of the exposure tell them. */
  readonly accounts: ReadonlySet<string>;

  /** Roots of which it is known which account they work in. */
  readonly roots: ReadonlySet<string>;

  /** Marks as the exposure reads them. */
  readonly marks: ReadonlyMap<string, undefined>;

  /** Projects of Google. */
  readonly projects: ReadonlySet<string>;

  /** Domains of the organizations of Google. */
  readonly domains: ReadonlySet<string>;
}

const known = new WeakMap<Side, Ours>();

function oursOf(side: Side): Ours {
  let ours = known.get(side);
  if (ours === undefined) {
    const estates = [side.estate, side.other];
    const keys = estates.flatMap((estate) => accountMarks(estate).map(([key]) => key));
    const parts = keys.map((key) => key.split("\u0000"));
    ours = {
      accounts: new Set(parts.map(([, , account = ""]) => account)),
      roots: new Set(parts.map(([, root = ""]) => root)),
      marks: new Map(keys.map((key) => [key, undefined])),
      projects: new Set(estates.flatMap(projectsIn)),
      domains: new Set(estates.flatMap(domainsIn)),
    };
    known.set(side, ours);
  }
  return ours;
}

/** Projects that resources of the estate lie in. */
function projectsIn(estate: Estate): readonly string[] {
  const projects = new Set<string>();
  for (const resource of estate.resources) {
    if (resource.kind.startsWith("google_") && resource.mode === "managed") {
      const project =
        resource.kind === "google_project"
          ? textOf(own(resource.attributes, "project_id"))
          : projectOf(estate, resource);
      const email = resource.kind === "google_service_account" ? googleEmailOf(estate, resource) : undefined;
      for (const name of [project, projectOfEmail(email ?? "")]) {
        if (name !== undefined && !name.includes("${")) {
          projects.add(name);
        }
      }
    }
  }
  return [...projects];
}

function domainsIn(estate: Estate): readonly string[] {
  return estate
    .ofKind("google_organization")
    .flatMap(({ attributes }) => textOf(own(attributes, "domain")) ?? [])
    .map((domain) => domain.toLowerCase());
}

/**
 * Whether a principal of AWS is of an account that is none of one's own; undefined where it is not known whose it is, or which
 * account the resource itself lies in. Accounts of other stacks of the estate are one's own.
 */
export function isForeignPrincipal(side: Side, from: Resource, value: Value, spelt: string): boolean | undefined {
  const ours = oursOf(side);
  // Which partition it is says nothing about whose it is.
  const account = accountNamed(spelt.replace(/^arn:\$\{[^{}]*\}:/, "arn:aws:"));
  if (account !== undefined) {
    return ours.accounts.has(account) ? false : ours.roots.has(from.root) ? true : undefined;
  }
  const isExpression = isUnknown(value) || spelt.includes("${");
  return isExpression && ownerOf(side.estate, ours.marks, from, value) === "own" ? false : undefined;
}

/** Keys that tell whose principal it is where everybody is named. */
const ACCOUNT_KEYS: ReadonlySet<string> = new Set(["aws:principalaccount", "aws:principalarn"]);

/** The same for everybody on conditions: one of the accounts that they name. */
export function isForeignCaller(side: Side, from: Resource, conditions: readonly Condition[]): boolean | undefined {
  const naming = conditions.find(
    ({ key, operator }) => ACCOUNT_KEYS.has(key.toLowerCase()) && /^(?:string|arn)(?:equals|like)/i.test(operator),
  );
  const each = (naming?.values ?? []).map((value) => isForeignPrincipal(side, from, value, value));
  return each.includes(true) ? true : each.length > 0 && !each.includes(undefined) ? false : undefined;
}

/**
 * Whether a member of Google is of a project or a domain that is none of one's own; undefined where it is not known. Agents of
 * Google's services are nobody's; numbers of projects tell nothing.
 */
export function isForeignMember(side: Side, { text, type, account }: GoogleMember): boolean | undefined {
  if (account !== undefined) {
    return false;
  }
  const { projects, domains } = oursOf(side);
  switch (isUnknown(type) ? undefined : type) {
    case "gmail":
      return true;
    case "user":
    case "group":
    case "domain":
      return among(domains, /[@:]([^@:/\s]+\.[a-z]+)$/i.exec(text)?.[1]?.toLowerCase());
    case "account":
      return among(projects, projectOfEmail(text));
    case "workload":
    case "pool":
      return among(projects, /(?:^serviceAccount:|^group:|\/)([^/${}]+)\.svc\.id\.goog\b/.exec(text)?.[1]);
    default:
      return undefined;
  }
}

function among(ours: ReadonlySet<string>, name: string | undefined): boolean | undefined {
  return name === undefined || ours.size === 0 || name.includes("${") ? undefined : !ours.has(name);
}

/** `acme` of `resnet@acme.iam.gserviceaccount.com`. */
function projectOfEmail(email: string): string | undefined {
  return /@([a-z][a-z0-9.-]*)\.iam\.gserviceaccount\.com$/.exec(email)?.[1];
}
