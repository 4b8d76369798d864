import { lift } from "../../estate/lifting";
import type { Resource } from "../../estate/resource";
import { keyOf, type ResourceChange, type Sides } from "../sides";
import { isSame } from "../value-difference";
import { isAwsAuth } from "./aws-auth";
import { isSomebodyOfACloud } from "./service-account-roles";

/** Systems of permissions. They have no principals in common that could make up for one another. */
export type System = "aws" | "google" | "kubernetes";

export const ALL_SYSTEMS: readonly System[] = ["aws", "google", "kubernetes"];

/** Kinds that give permissions, have them, or are what a policy is on. */
const KINDS: Readonly<Record<System, RegExp>> = {
  aws: /^aws_(?:iam|kms|s3_bucket|secretsmanager|ecr|sqs|sns|vpc_endpoint|lambda|efs|dynamodb|kinesis|backup|cloudwatch|glue|opensearch|api_gateway_rest_api|eks)(?:_|$)/,
  google: /^google_(?:.*_iam_|service_account|project|iam_)/,
  kubernetes:
    /rbac\.authorization\.k8s\.io|^v1 ServiceAccount$|^kubernetes_(?:cluster_)?role|^kubernetes_(?:default_)?service_account/,
};

/** Attributes that policies of others are made with. */
const NAME = /(?:^|\.)(?:arn|bucket|email|id|key_id|name|name_prefix|self_link|account_id|role_id|namespace)$/;

/** The systems in which the change may give or take something: most changes do in none. */
export function touchedSystems(sides: Sides): ReadonlySet<System> {
  if (!haveSameData(sides)) {
    return new Set(ALL_SYSTEMS);
  }
  const touched = new Set<System>();
  for (const change of sides.changes) {
    const objects = objectsOf(change);
    const kinds = [change.kind, ...objects.map(({ kind }) => kind)];
    const systems = ALL_SYSTEMS.filter((system) => kinds.some((kind) => KINDS[system].test(kind)));
    const isOfAll = objects.some(isOfCloud) || (systems.length === 0 && isRenamed(change));
    for (const system of isOfAll ? ALL_SYSTEMS : systems) {
      touched.add(system);
    }
    if (touched.size === ALL_SYSTEMS.length) {
      break;
    }
  }
  return touched;
}

/** Kinds that may be an object of Kubernetes that their name does not tell, or tells only half of. */
const OBJECTS = /^kubernetes_(?:manifest|config_map\w*|(?:default_)?service_account\w*)$/;

/** What a cluster sees of the change, before and after. */
function objectsOf({ before, after }: ResourceChange): readonly Resource[] {
  return [before, after].flatMap((side) =>
    side === undefined ? [] : [OBJECTS.test(side.kind) ? (lift(side) ?? side) : side],
  );
}

/** Who of a cloud may enter a cluster, and which pods are somebody of a cloud: what that comes to, the systems say together. */
function isOfCloud(object: Resource): boolean {
  return isAwsAuth(object) || isSomebodyOfACloud(object);
}

/** What is called something else stands in policies by another name, although they are written the same. */
function isRenamed({ before, after, attributes }: ResourceChange): boolean {
  return before !== undefined && after !== undefined && attributes.some(({ path }) => NAME.test(path));
}

/** Documents are data sources: they can differ although no resource does. */
function haveSameData({ before, after }: Sides): boolean {
  const data = (resources: readonly Resource[]): readonly Resource[] => resources.filter(({ mode }) => mode === "data");
  const were = new Map(data(before.resources).map((resource) => [keyOf(resource), resource]));
  const are = data(after.resources);
  return (
    are.length === were.size &&
    are.every((resource) => isSame(were.get(keyOf(resource))?.attributes ?? null, resource.attributes))
  );
}
