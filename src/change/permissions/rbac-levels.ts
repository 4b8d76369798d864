import type { Level } from "./grant";
import { patternCovers } from "./wildcard";

const READING: ReadonlySet<string> = new Set(["get", "list", "watch"]);

/** Verbs that let one be somebody else, or give oneself what one has not. */
const ADMIN_VERBS: ReadonlySet<string> = new Set(["bind", "escalate", "impersonate"]);

/**
 * What lets one get further than it says: tokens of service accounts, the kubelet, certificates, admission.
 *
 * @see https://kubernetes.io/docs/concepts/security/rbac-good-practices/#privilege-escalation-risks
 */
const ADMIN_RESOURCES: ReadonlySet<string> = new Set([
  "certificatesigningrequests/approval",
  "mutatingadmissionpolicies",
  "mutatingadmissionpolicybindings",
  "mutatingwebhookconfigurations",
  "nodes/proxy",
  "serviceaccounts/token",
  "signers",
  "validatingwebhookconfigurations",
]);

/** Verbs with which all that a group has is also what lets one get further. */
const MAKING: ReadonlySet<string> = new Set(["create", "patch", "update"]);

/** To read these is to run what others run, or to be who they are for. */
const MORE_THAN_READ: ReadonlySet<string> = new Set([
  "pods/attach",
  "pods/exec",
  "pods/portforward",
  "pods/proxy",
  "secrets",
  "services/proxy",
]);

/** What actions in the form `verb|group|resource` come to. */
export function levelOfRbac(actions: readonly string[]): Level {
  const levels = actions.map(levelOfAction);
  return levels.includes("admin") ? "admin" : levels.includes("write") ? "write" : "read";
}

function levelOfAction(action: string): Level {
  const [verb = "", group = "", resource = ""] = action.split("|");
  if (group === "url") {
    return READING.has(verb) ? "read" : "write";
  }
  const isEverything = verb === "*" && resource === "*";
  const isRead = READING.has(verb);
  // A GET through the proxy of a node runs commands in its pods.
  const goesFurther = isRead
    ? standsFor(resource, ["nodes/proxy"])
    : standsFor(resource, ADMIN_RESOURCES) || (resource === "*" && MAKING.has(verb) && ["", "*"].includes(group));
  const changesRoles = verb === "*" && /^(?:cluster)?roles$/.test(resource);
  if (isEverything || ADMIN_VERBS.has(verb) || goesFurther || changesRoles) {
    return "admin";
  }
  return isRead && resource !== "*" && !standsFor(resource, MORE_THAN_READ) ? "read" : "write";
}

/** Whether it is one of them, or a part of each resource, or each part of one: of `*` its verbs tell. */
function standsFor(resource: string, those: Iterable<string>): boolean {
  return resource !== "*" && [...those].some((each) => patternCovers(resource, each));
}

/**
 * What the roles come to that every cluster has; a role that is made elsewhere may change things.
 *
 * @see https://kubernetes.io/docs/reference/access-authn-authz/rbac/#user-facing-roles
 */
export function levelOfBuiltIn(name: string): Level {
  switch (name) {
    case "cluster-admin":
    case "admin":
      return "admin";
    case "view":
    case "system:discovery":
    case "system:basic-user":
    case "system:public-info-viewer":
    case "system:monitoring":
      return "read";
    default:
      return "write";
  }
}
