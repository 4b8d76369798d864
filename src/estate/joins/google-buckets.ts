import type { Estate } from "../estate";
import { remembered } from "../memo";
import type { Resource } from "../resource";
import { isUnknown, type Unknown } from "../unknown";
import { isGone } from "./existence";
import { googleGrantsIn, iamKindsOf } from "./google-grants";
import type { GoogleMember } from "./google-members";
import { isOfModelServer, tellsOfModels } from "./google-model-servers";
import { projectOf } from "./google-service-accounts";
import { isServingMember } from "./google-workloads";
import { leadsTo, target } from "./references";
import { satellites } from "./satellites";
import { blocksOf, isAttributes, own, textOf } from "./values";

const BUCKET = "google_storage_bucket";
const BUCKET_IAM = iamKindsOf(BUCKET, "google_storage_managed_folder");
const LABEL_PLACES = ["labels", "resource_labels", "user_labels", "terraform_labels", "effective_labels"];

/** Label of a resource, its own before those that the provider adds; undefined when it has none. */
export function labelOf(resource: Resource, name: string): string | Unknown | undefined {
  let undecided: Unknown | undefined;
  for (const place of LABEL_PLACES) {
    const labels = own(resource.attributes, place);
    const label = isAttributes(labels) ? own(labels, name) : labels;
    if (isUnknown(label)) {
      undecided ??= label;
    } else if (typeof label === "string") {
      return label;
    }
  }
  return undecided;
}

/** Whether the bucket holds models: its label says so, or what serves models has a role on it, or pods do and its name says so. */
export function holdsGoogleModels(estate: Estate, bucket: Resource): boolean | Unknown {
  const label = labelOf(bucket, "ai-artifact");
  if (typeof label === "string") {
    return label === "model";
  }
  const { byPods, byModelServers } = servedBuckets(estate, BUCKET);
  const named = [textOf(own(bucket.attributes, "name")), bucket.address.split(".").at(-1)].some(tellsOfModels);
  return byModelServers.has(bucket) || (byPods.has(bucket) && named) ? true : (label ?? false);
}

/** Whether what pods act as serves models: it is a model server's by its workloads or names, or reads what is labelled a model. */
export function servesGoogleModels(estate: Estate, member: GoogleMember): boolean {
  return (
    isServingMember(estate, member) &&
    (isOfModelServer(estate, member) || readersOfModels(estate, BUCKET).has(member.account ?? member.text))
  );
}

/** Whether a grant on a bucket is about one of models: the estate's own says so, or its name does. */
export function isOnModels(estate: Estate, grant: Resource): boolean {
  const bucket = BUCKET_IAM.includes(grant.kind) ? target(estate, grant, "bucket", BUCKET) : undefined;
  return bucket === undefined || isUnknown(bucket)
    ? BUCKET_IAM.includes(grant.kind) && tellsOfModels(textOf(own(grant.attributes, "bucket")))
    : holdsGoogleModels(estate, bucket) === true;
}

/** Whether a serving identity is given a role on the bucket. */
export function isServed(estate: Estate, bucket: Resource): boolean {
  return servedBuckets(estate, BUCKET).byPods.has(bucket);
}

const AUDIT_CONFIGS = ["project", "folder", "organization"].map((on) => `google_${on}_iam_audit_config`);
const AUDITED_SERVICES = ["allServices", "storage.googleapis.com"];

/**
 * Whether data access logs of Cloud Storage record who reads in the project of the bucket. What is said for a folder or an
 * organization counts for all, and so does what is said for a project that is not known.
 */
export function readsAudited(estate: Estate, bucket: Resource): boolean {
  const project = projectOf(estate, bucket);
  return AUDIT_CONFIGS.flatMap((kind) => estate.ofKind(kind)).some((config) => {
    const of = config.kind === "google_project_iam_audit_config" ? projectOf(estate, config) : undefined;
    return (
      !isGone(config) &&
      (of === undefined || project === undefined || of === project) &&
      AUDITED_SERVICES.includes(textOf(own(config.attributes, "service")) ?? "") &&
      blocksOf(config.attributes, "audit_log_config").some((log) => own(log, "log_type") === "DATA_READ")
    );
  });
}

const SINKS = ["project", "folder", "organization", "billing_account"].map((on) => `google_logging_${on}_sink`);

/** Whether the bucket takes the logs of others: a bucket or a sink leads to it, or its label says so. */
export function takesLogs(estate: Estate, bucket: Resource): boolean {
  const label = labelOf(bucket, "ai-artifact");
  const name = textOf(own(bucket.attributes, "name"));
  return (
    label === "log" ||
    label === "audit" ||
    satellites(estate, bucket, BUCKET, "logging.log_bucket").found.some((one) => one !== bucket) ||
    SINKS.flatMap((kind) => estate.ofKind(kind)).some((sink) => {
      const destination = own(sink.attributes, "destination");
      const references = isUnknown(destination) ? destination.references : [];
      const led = references.flatMap((reference) => leadsTo(estate, reference, sink));
      return !isGone(sink) && (led.includes(bucket) || destination === `storage.googleapis.com/${name}`);
    })
  );
}

/** Whether the state of a root module lies in the bucket: a backend names it, or its label says so. */
export function holdsGoogleState(estate: Estate, bucket: Resource): boolean {
  const name = textOf(own(bucket.attributes, "name"));
  return labelOf(bucket, "ai-artifact") === "state" || (name !== undefined && stateBuckets(estate, "gcs").has(name));
}

interface Served {
  readonly byPods: ReadonlySet<Resource>;
  readonly byModelServers: ReadonlySet<Resource>;
}

const servedBuckets = remembered((estate: Estate, kind: string): Served => {
  const byPods = new Set<Resource>();
  const byModelServers = new Set<Resource>();
  for (const { from, member } of googleGrantsIn(estate, BUCKET_IAM)) {
    const bucket = isServingMember(estate, member) ? target(estate, from, "bucket", kind) : undefined;
    if (bucket !== undefined && !isUnknown(bucket)) {
      byPods.add(bucket);
      if (servesGoogleModels(estate, member)) {
        byModelServers.add(bucket);
      }
    }
  }
  return { byPods, byModelServers };
});

/** Members, by their account or their spelling, with a role on a bucket that is labelled as one of models. */
const readersOfModels = remembered((estate: Estate, kind: string): ReadonlySet<Resource | string> => {
  const grants = googleGrantsIn(estate, BUCKET_IAM).filter(({ from }) => {
    const bucket = target(estate, from, "bucket", kind);
    return bucket !== undefined && !isUnknown(bucket) && labelOf(bucket, "ai-artifact") === "model";
  });
  return new Set(grants.map(({ member }) => member.account ?? member.text));
});

const stateBuckets = remembered((estate: Estate, type: string): ReadonlySet<string> => {
  const names = estate.roots.flatMap(({ backend }) =>
    backend?.type === type ? [textOf(own(backend.settings, "bucket"))] : [],
  );
  return new Set(names.flatMap((name) => (name === undefined ? [] : [name])));
});
