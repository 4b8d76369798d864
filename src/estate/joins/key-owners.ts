import type { Estate } from "../estate";
import type { Resource, Value } from "../resource";
import { isUnknown, type Unknown } from "../unknown";
import { isGone } from "./existence";
import { keySettings } from "./key-settings";
import { keyAt } from "./keys";
import { target } from "./references";
import { isAttributes, own } from "./values";

/** A key of another tenant than what it encrypts. */
export interface KeyOfOthers {
  readonly attribute: string;
  readonly key: Resource;
  readonly tenant: string;
  readonly keyTenant: string;
}

/** Where tags and labels say the tenant. */
const PLACES: readonly string[] = ["tags", "tags_all", "labels", "effective_labels", "user_labels", "resource_labels"];
const NAMES: readonly string[] = ["tenant", "Tenant", "modelkeep/tenant"];

/** What everybody uses is nobody's: `tenant = "shared"`. */
const EVERYBODYS: ReadonlySet<string> = new Set(["shared", "common", "platform"]);

/** Encryption of a bucket is a resource of its own, which takes no tags: it is the bucket's. */
const ON_BEHALF: Readonly<Record<string, readonly [link: string, kind: string]>> = {
  aws_s3_bucket_server_side_encryption_configuration: ["bucket", "aws_s3_bucket"],
};

/** Keys of the estate that encrypt the resource and say another tenant than it does; Unknown for what cannot be told. */
export function keysOfOthers(estate: Estate, resource: Resource): readonly (KeyOfOthers | Unknown)[] {
  const settings = resource.mode === "managed" ? keySettings(resource) : [];
  const tenant = settings.length === 0 ? undefined : tenantOf(ownerOf(estate, resource));
  if (tenant === undefined || isShared(tenant)) {
    return [];
  }
  return settings.flatMap(({ path, value }): readonly (KeyOfOthers | Unknown)[] => {
    const key = keyAt(estate, resource, path, value);
    if (key === undefined || typeof key === "string" || isUnknown(key) || isGone(key)) {
      return [];
    }
    const keyTenant = tenantOf(key);
    if (keyTenant === undefined || isShared(keyTenant) || isSame(tenant, keyTenant)) {
      return [];
    }
    if (isUnknown(tenant) || isUnknown(keyTenant)) {
      return [isUnknown(tenant) ? tenant : (keyTenant as Unknown)];
    }
    return [{ attribute: path, key, tenant, keyTenant }];
  });
}

function ownerOf(estate: Estate, resource: Resource): Resource {
  const [link, kind] = ON_BEHALF[resource.kind] ?? [];
  const owner = link === undefined ? undefined : target(estate, resource, link, kind);
  return owner === undefined || isUnknown(owner) ? resource : owner;
}

/** The tenant that a tag or a label says; a map of tags that is not known as a whole says none. */
function tenantOf({ attributes }: Resource): string | Unknown | undefined {
  for (const place of PLACES) {
    const labels = own(attributes, place);
    for (const name of isAttributes(labels) ? NAMES : []) {
      const tenant: Value = isAttributes(labels) ? own(labels, name) : null;
      if (isUnknown(tenant) || (typeof tenant === "string" && tenant !== "")) {
        return tenant;
      }
    }
  }
  return undefined;
}

function isShared(tenant: string | Unknown): boolean {
  return typeof tenant === "string" && EVERYBODYS.has(tenant.toLowerCase());
}

function isSame(one: string | Unknown, other: string | Unknown): boolean {
  return isUnknown(one) && isUnknown(other) ? one.text !== undefined && one.text === other.text : one === other;
}
