import type { Value } from "../estate/resource";
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

/** A value of the attribute on one side; undefined where it is not set. */
type Side = Value | undefined;

/** Arguments of which it is the values that decide, each proven as those of the tables are. */
const BY_VALUE: Readonly<Record<string, (before: Side, after: Side) => boolean>> = {
  // The provider takes it from itself when it is not set, and states have it where programs do not.
  region: (before, after) => before !== undefined && after !== undefined,
  "aws_eks_cluster.encryption_config": (before, after) => before !== undefined && after === undefined,
  "aws_eks_cluster.encryption_config.0": (before, after) => before !== undefined && after === undefined,
  "aws_ssm_parameter.tier": (before, after) => before === "Advanced" && after === "Standard",
  "aws_vpc.instance_tenancy": (_, after) => after !== undefined && after !== "default",
};

/**
 * Tells whether a change of an attribute replaces a resource of the kind, as far as the tables know: for kinds that are in none
 * nobody can tell, and a plan has to.
 */
export function replacingAttributes(kind: string): (path: string, before?: Side, after?: Side) => boolean {
  const replacing = replacingOf(kind);
  return (path, before, after) => {
    const rule = [`${kind}.${path}`, path].find((name) => Object.hasOwn(BY_VALUE, name));
    if (rule !== undefined && (before !== undefined || after !== undefined)) {
      return BY_VALUE[rule]?.(before, after) === true && (rule !== "region" || replacing.includes(rule));
    }
    // A block that comes or goes as a whole takes with it what replaces.
    return replacing.some((each) => isAtOrBelow(path, each) || isAtOrBelow(each, path));
  };
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
