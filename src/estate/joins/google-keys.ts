import type { Estate } from "../estate";
import type { Attributes, Resource, Value } from "../resource";
import { isUnknown, Unknown } from "../unknown";
import { leadsTo, targetOf } from "./references";
import { blocksOf, listOf, own, textOf } from "./values";

/** Where a kind names its key, and where it says its own location. */
interface Encrypted {
  /** Blocks on the way to the one that names the key. */
  readonly blocks: readonly string[];
  readonly key: string;

  /** Attribute of the location, on the resource, or on the first of the blocks where that one has it. */
  readonly location: string;

  /** Disks take keys of a wider place around them too; all else takes keys of its own location alone. */
  readonly takesWider?: boolean;
}

const ENCRYPTED: Readonly<Record<string, readonly Encrypted[]>> = {
  google_storage_bucket: [{ blocks: ["encryption"], key: "default_kms_key_name", location: "location" }],
  google_container_cluster: [
    { blocks: ["database_encryption"], key: "key_name", location: "location" },
    { blocks: ["node_config"], key: "boot_disk_kms_key", location: "location", takesWider: true },
  ],
  google_container_node_pool: [
    { blocks: ["node_config"], key: "boot_disk_kms_key", location: "location", takesWider: true },
  ],
  google_artifact_registry_repository: [{ blocks: [], key: "kms_key_name", location: "location" }],
  google_secret_manager_secret: [
    {
      blocks: ["replication", "user_managed", "replicas", "customer_managed_encryption"],
      key: "kms_key_name",
      location: "location",
    },
  ],
  google_secret_manager_regional_secret: [
    { blocks: ["customer_managed_encryption"], key: "kms_key_name", location: "location" },
  ],
  google_compute_disk: [
    { blocks: ["disk_encryption_key"], key: "kms_key_self_link", location: "zone", takesWider: true },
  ],
  google_logging_project_bucket_config: [
    { blocks: ["cmek_settings"], key: "kms_key_name", location: "location", takesWider: true },
  ],
  google_vertex_ai_endpoint: [{ blocks: ["encryption_spec"], key: "kms_key_name", location: "location" }],
};

/** Kinds that may be encrypted with a key of Cloud KMS, as far as they are known here. */
export const ENCRYPTED_KINDS: readonly string[] = Object.keys(ENCRYPTED);

/** A key of Cloud KMS that lies elsewhere than what it encrypts. */
export interface KeyElsewhere {
  readonly attribute: string;
  readonly location: string;
  readonly keyLocation: string;
}

const REGION = /^[a-z]+-[a-z]+\d{1,2}$/;
const ZONE = /^([a-z]+-[a-z]+\d{1,2})-[a-z]$/;
const KEY_PATH = /projects\/[^/]+\/locations\/([^/]+)\/keyRings\//;

/** Keys of the resource that lie in another location than it does; Unknown for one of which that cannot be told. */
export function keysElsewhere(estate: Estate, resource: Resource): readonly (KeyElsewhere | Unknown)[] {
  return (ENCRYPTED[resource.kind] ?? []).flatMap((encrypted) =>
    placesOf(resource.attributes, encrypted).flatMap(
      ({ key, location, attribute }): readonly (KeyElsewhere | Unknown)[] => {
        const keyLocation = keyLocationOf(estate, resource, key);
        if (keyLocation === undefined || location === null) {
          return [];
        }
        if (isUnknown(keyLocation) || isUnknown(location)) {
          const same = isUnknown(keyLocation) && isUnknown(location) && keyLocation.text === location.text;
          return same && location.text !== undefined ? [] : [isUnknown(location) ? location : new Unknown()];
        }
        const [own, ofKey] = [placeNamed(String(location)), placeNamed(keyLocation)];
        const fits = own === ofKey || (encrypted.takesWider === true && !(REGION.test(own) && REGION.test(ofKey)));
        return fits ? [] : [{ attribute, location: own, keyLocation: ofKey }];
      },
    ),
  );
}

/** Location of the key that a value names; undefined when it names none that is known. */
export function keyLocationOf(estate: Estate, from: Resource, value: Value): string | Unknown | undefined {
  const text = isUnknown(value) ? value.text : textOf(value);
  const named = KEY_PATH.exec(text ?? "")?.[1];
  if (named !== undefined) {
    return named.includes("${") ? new Unknown([], named) : named;
  }
  const [key, ...others] = keysNamed(estate, from, value);
  return key === undefined || others.length > 0 ? undefined : locationOfKey(estate, key);
}

function keysNamed(estate: Estate, from: Resource, value: Value): readonly Resource[] {
  const references = isUnknown(value) ? value.references : [];
  const led = new Set(references.flatMap((reference) => leadsTo(estate, reference, from)));
  return [...led].filter(({ kind }) => kind === "google_kms_crypto_key");
}

function locationOfKey(estate: Estate, key: Resource): string | Unknown | undefined {
  const keyRing = own(key.attributes, "key_ring");
  const path = KEY_PATH.exec(`${textOf(keyRing) ?? ""}/`)?.[1];
  if (path !== undefined) {
    return path;
  }
  const references = isUnknown(keyRing) ? keyRing.references : [];
  const ring = targetOf(estate, key, keyRing, references, "google_kms_key_ring");
  if (ring === undefined || isUnknown(ring) || ring.kind !== "google_kms_key_ring") {
    return undefined;
  }
  const location = own(ring.attributes, "location");
  return isUnknown(location) ? location : textOf(location);
}

interface Place {
  readonly key: Value;
  readonly location: Value;
  readonly attribute: string;
}

function placesOf(attributes: Attributes, { blocks, key, location }: Encrypted): readonly Place[] {
  let places: { readonly block: Attributes; readonly location: Value }[] = [
    { block: attributes, location: own(attributes, location) },
  ];
  for (const name of blocks) {
    places = places.flatMap((place) =>
      listOf(blocksOf(place.block, name)).flatMap((block) => {
        const nearer = isBlock(block) ? own(block, location) : null;
        return isBlock(block) ? [{ block, location: nearer ?? place.location }] : [];
      }),
    );
  }
  return places.flatMap((place) => {
    const value = own(place.block, key);
    return value === null || value === ""
      ? []
      : [{ key: value, location: place.location, attribute: [...blocks, key].join(".") }];
  });
}

function isBlock(value: Value): value is Attributes {
  return typeof value === "object" && value !== null && !Array.isArray(value) && !isUnknown(value);
}

/**
 * A location as keys spell it: in lower case, the region of a zone, and `europe` for what buckets call `EU`.
 *
 * @see https://cloud.google.com/storage/docs/encryption/customer-managed-keys#restrictions
 */
function placeNamed(location: string): string {
  const lower = location.toLowerCase();
  return lower === "eu" ? "europe" : (ZONE.exec(lower)?.[1] ?? lower);
}
