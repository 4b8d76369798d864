import type { Json, JsonObject } from "./json";
import type { Report } from "./report";
import type { StandInSession } from "./stand-in";

/** A stack of a few lines in which everything is as it should be. */
export const SOUND_STACK: JsonObject = {
  terraform: { required_providers: { google: { source: "hashicorp/google" } } },
  provider: { google: [{ project: "stand-in-project", region: "europe-west4" }] },
  data: { google_project: { here: {} } },
  resource: {
    google_kms_crypto_key: { key: { name: "key", key_ring: "${google_kms_key_ring.ring.id}" } },
    google_kms_key_ring: { ring: { name: "ring", location: "europe-west4" } },
    google_storage_bucket: {
      models: {
        name: "models-${data.google_project.here.number}",
        location: "europe-west4",
        versioning: { enabled: true },
        encryption: { default_kms_key_name: "${google_kms_crypto_key.key.id}" },
        lifecycle_rule: [{ action: { type: "Delete" }, condition: { age: 365 } }],
      },
    },
    google_dns_managed_zone: { zone: { name: "zone", dns_name: "models.example.", visibility: "private" } },
  },
};

/** Arguments to write; undefined takes one away. */
type Change = Readonly<Record<string, Json | undefined>>;

/** A stack with one thing wrong, and what Terraform says to it. */
interface Refusal {
  readonly what: string;
  readonly address: string;
  readonly change: Change;
  readonly says: RegExp;
}

const BUCKET = "google_storage_bucket.models";
const KEY = "google_kms_crypto_key.key";

const REFUSALS: readonly Refusal[] = [
  { what: "an unknown argument", address: BUCKET, change: { versionning: true }, says: /No argument or block type/ },
  { what: "a wrong type", address: BUCKET, change: { labels: ["a"] }, says: /map of string required/ },
  {
    what: "a null for what is required",
    address: KEY,
    change: { key_ring: null },
    says: /"key_ring" must not be null/,
  },
  {
    what: "a missing argument",
    address: "google_kms_key_ring.ring",
    change: { location: undefined },
    says: /"location" is required/,
  },
  {
    what: "a missing argument of a block",
    address: BUCKET,
    change: { encryption: {} },
    says: /"default_kms_key_name" is required/,
  },
  {
    what: "a block too many",
    address: BUCKET,
    change: { versioning: [{ enabled: true }, { enabled: true }] },
    says: /No more than 1 "versioning" blocks/,
  },
  {
    what: "a block too few",
    address: BUCKET,
    change: { lifecycle_rule: { condition: { age: 1 } } },
    says: /Insufficient action blocks/,
  },
  {
    what: "an attribute that nobody may set",
    address: BUCKET,
    change: { self_link: "x" },
    says: /Value for unconfigurable attribute/,
  },
  {
    what: "a reference to nothing",
    address: KEY,
    change: { key_ring: "${google_kms_key_ring.other.id}" },
    says: /Reference to undeclared resource/,
  },
  {
    what: "a reference to an attribute that is not there",
    address: KEY,
    change: { key_ring: "${google_kms_key_ring.ring.arn}" },
    says: /Unsupported attribute/,
  },
  {
    what: "a circle",
    address: "google_kms_key_ring.ring",
    change: { name: "${google_storage_bucket.models.name}" },
    says: /Cycle:/,
  },
  {
    what: "a value that is none of the documented ones",
    address: "google_dns_managed_zone.zone",
    change: { visibility: "secret" },
    says: /"secret" is none of private, public/,
  },
];

/** Sees that Terraform refuses, on a stand-in, what is wrong: a proof that accepts anything would prove nothing. */
export async function proveRefusals(session: StandInSession, report: Report): Promise<void> {
  const workspace = session.workspace("refusals", undefined, SOUND_STACK);
  const sound = await report.step("stand-ins", "a sound stack is accepted", async () => {
    await workspace.init();
    await workspace.validate();
    return "";
  });
  if (!sound) return;
  for (const { what, address, change, says } of REFUSALS) {
    await report.step("stand-ins", `${what} is refused`, async () => {
      workspace.write(broken(address, change));
      const refusal = await workspace.validate().then(
        () => "Terraform found it valid",
        (error: Error) => error.message,
      );
      if (!says.test(refusal)) throw new Error(refusal);
      return "";
    });
  }
}

function broken(address: string, change: Change): JsonObject {
  const [type = "", name = ""] = address.split(".");
  const stack = structuredClone(SOUND_STACK);
  const body = (stack.resource as Record<string, Record<string, JsonObject>>)[type]?.[name];
  if (body === undefined) throw new Error(`the sound stack has no ${address}`);
  Object.assign(body, change);
  return stack;
}
