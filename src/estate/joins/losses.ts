import type { Estate } from "../estate";
import type { Resource } from "../resource";
import { isUnknown } from "../unknown";
import { type TierName, tierOf } from "./tiers";
import { isAttributes, own, textOf, valueAt } from "./values";

/** Something of production that a plan destroys, and that cannot be had back from code. */
export interface Loss {
  readonly resource: Resource;

  /** What goes with it: "every model that it encrypts". */
  readonly lost: string;

  readonly replaced: boolean;
}

const KEY = "all that it encrypts";
const RECORD = "the record of who read the weights";
const SINK = "the way of audit logs to where nobody can erase them";

/** What is lost with a resource of the kind. Buckets and log groups are asked what lies in them. */
const LOST: Readonly<Record<string, string>> = {
  aws_kms_key: KEY,
  aws_kms_external_key: KEY,
  google_kms_crypto_key: KEY,
  google_kms_crypto_key_version: KEY,
  aws_cloudtrail: RECORD,
  aws_cloudtrail_event_data_store: RECORD,
  google_logging_project_sink: SINK,
  google_logging_folder_sink: SINK,
  google_logging_organization_sink: SINK,
  google_logging_billing_account_sink: SINK,
  google_logging_project_bucket_config: RECORD,
  google_logging_folder_bucket_config: RECORD,
  google_logging_organization_bucket_config: RECORD,
  google_logging_billing_account_bucket_config: RECORD,
};

const CONTENT: Readonly<Record<string, string>> = {
  model: "the released models in it",
  state: "the states in it",
  audit: "the audit logs in it",
};

const BUCKETS: ReadonlySet<string> = new Set(["aws_s3_bucket", "google_storage_bucket"]);

/**
 * What the plan of the root module destroys in production: keys, buckets of models, states and audit logs, trails, audit
 * sinks. Forgetting is no loss: what Terraform no longer manages is still there.
 */
export function lossesIn(estate: Estate, root: string): readonly Loss[] {
  const destroyed = estate.resources.filter(
    ({ root: own, mode, actions }) => own === root && mode === "managed" && actions.includes("delete"),
  );
  return destroyed.flatMap((resource) => {
    const lost = isOfProduction(estate, resource) ? lostWith(resource) : undefined;
    return lost === undefined ? [] : [{ resource, lost, replaced: resource.actions.length > 1 }];
  });
}

function lostWith(resource: Resource): string | undefined {
  const { kind, attributes, actions } = resource;
  if (BUCKETS.has(kind)) {
    const content = contentOf(resource);
    // A replaced bucket of models is still judged as a bucket.
    return content === undefined || (content === "model" && actions.length > 1) ? undefined : CONTENT[content];
  }
  if (kind.endsWith("_sink") && !/cloudaudit|^$/.test(textOf(own(attributes, "filter")) ?? "")) {
    return undefined;
  }
  // Google keeps its own log buckets, `_Default` and `_Required`, whatever a plan says.
  if (kind.endsWith("_bucket_config") && textOf(own(attributes, "bucket_id"))?.startsWith("_") === true) {
    return undefined;
  }
  return Object.hasOwn(LOST, kind) ? LOST[kind] : undefined;
}

/** What the tag `ai-artifact` says that lies in the bucket: `model`, `state`, `audit`. */
export function contentOf({ attributes }: Resource): string | undefined {
  for (const place of ["tags", "tags_all", "labels", "effective_labels"]) {
    const labels = valueAt(attributes, place);
    const content = isAttributes(labels) ? textOf(own(labels, "ai-artifact")) : undefined;
    if (content !== undefined) {
      return content;
    }
  }
  return undefined;
}

/** By its own tag, or, for what says none, as all that the root module says of itself. */
function isOfProduction(estate: Estate, resource: Resource): boolean {
  const own = tierOf(resource);
  if (own !== undefined && !isUnknown(own)) {
    return own === "prod";
  }
  const tiers = tiersOf(estate, resource.root);
  return tiers.size === 1 && tiers.has("prod");
}

const known = new WeakMap<Estate, Map<string, ReadonlySet<TierName>>>();

function tiersOf(estate: Estate, root: string): ReadonlySet<TierName> {
  const ofEstate = known.get(estate) ?? new Map<string, ReadonlySet<TierName>>();
  known.set(estate, ofEstate);
  let tiers = ofEstate.get(root);
  if (tiers === undefined) {
    const stated = estate.resources
      .filter((resource) => resource.root === root)
      .map((resource) => tierOf(resource))
      .filter((tier): tier is TierName => tier !== undefined && !isUnknown(tier));
    tiers = new Set(stated);
    ofEstate.set(root, tiers);
  }
  return tiers;
}
