import { REPLACING_AWS } from "./replacements-aws";
import { REPLACING_GOOGLE } from "./replacements-google";
import { REPLACING_KUBERNETES, REPLACING_KUBERNETES_OBJECT } from "./replacements-kubernetes";

const BY_KIND: Readonly<Record<string, readonly string[]>> = {
  ...REPLACING_AWS,
  ...REPLACING_GOOGLE,
  helm_release: ["name", "namespace"],
  terraform_data: ["triggers_replace"],
  null_resource: ["triggers"],
};

/**
 * Tells whether a change of an attribute replaces a resource of the kind, as far as the tables know: for kinds that are in none
 * nobody can tell, and a plan has to.
 */
export function replacingAttributes(kind: string): (path: string) => boolean {
  const replacing = replacingOf(kind);
  // A block that comes or goes as a whole takes with it what replaces.
  return (path) => replacing.some((each) => isAtOrBelow(path, each) || isAtOrBelow(each, path));
}

/** Whether it is known which changes replace a resource of the kind. */
export function isReplacementKnown(kind: string): boolean {
  return replacingOf(kind).length > 0;
}

function replacingOf(kind: string): readonly string[] {
  if (kind.startsWith("kubernetes_")) {
    const name = kind.slice("kubernetes_".length).replace(/_v\d+$/, "");
    const fields = Object.hasOwn(REPLACING_KUBERNETES, name) ? (REPLACING_KUBERNETES[name] ?? []) : [];
    return [...REPLACING_KUBERNETES_OBJECT, ...fields];
  }
  return Object.hasOwn(BY_KIND, kind) ? (BY_KIND[kind] ?? []) : [];
}

function isAtOrBelow(path: string, above: string): boolean {
  return path === above || path.startsWith(`${above}.`);
}
