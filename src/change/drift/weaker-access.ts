import type { Value } from "../../estate/resource";

/** Metadata of Google's machines and projects that keeps people with keys of their own from logging in. */
const LOGIN_GUARDS = /(?:^|\.)metadata\.(?:enable-oslogin(?:-2fa|-sk)?|block-project-ssh-keys)$/;

/** An instance that says it is off overrules a project that says it is on. */
const OVERRULING = /(?:^|\.)metadata\.enable-oslogin$/;

const SERIAL_PORT = /(?:^|\.)metadata\.serial-port-enable$/;
const SSH_KEYS = /(?:^|\.)metadata\.(?:ssh-keys|sshKeys)$/;

/** What pods of a namespace are refused for, or recorded for; to warn stops nobody. */
const POD_SECURITY = /(?:^|\.)labels\.pod-security\.kubernetes\.io\/(?:enforce|audit)$/;

/** Each refuses more than the one before it; without a label nothing is refused. */
const POD_SECURITY_LEVELS: readonly Value[] = ["privileged", "baseline", "restricted"];

/** Whether the setting decides who logs in to machines, or what pods may do to them. */
export function isAccessGuard(path: string): boolean {
  return [LOGIN_GUARDS, SERIAL_PORT, SSH_KEYS, POD_SECURITY].some((pattern) => pattern.test(path));
}

/** Whether more people can log in to machines than before, or pods may do more to them. New keys are counted on their own. */
export function isMoreAccess(path: string, before: Value, after: Value): boolean {
  if (LOGIN_GUARDS.test(path)) {
    const isOverruled = OVERRULING.test(path) && before === null && after !== null;
    return (isOn(before) || isOverruled) && !isOn(after);
  }
  if (SERIAL_PORT.test(path)) {
    return !isOn(before) && isOn(after);
  }
  return POD_SECURITY.test(path) && levelOf(after) < levelOf(before);
}

/** How many keys let somebody in that did not before. */
export function newKeys(path: string, before: Value, after: Value): number {
  if (!SSH_KEYS.test(path)) {
    return 0;
  }
  const known = new Set(keysIn(before));
  return keysIn(after).filter((key) => !known.has(key)).length;
}

function keysIn(value: Value): readonly string[] {
  return typeof value === "string"
    ? value
        .split("\n")
        .map((line) => line.trim())
        .filter((line) => line !== "")
    : [];
}

/** As the guests of Google read it. */
function isOn(value: Value): boolean {
  return value === true || value === 1 || (typeof value === "string" && /^(?:true|yes|y|1)$/i.test(value));
}

function levelOf(value: Value): number {
  return Math.max(0, POD_SECURITY_LEVELS.indexOf(value));
}
