import type { Estate } from "../estate";
import type { Resource, Value } from "../resource";
import { isUnknown, Unknown } from "../unknown";
import { googleAccountOf, refersOnly } from "./google-service-accounts";
import { leadsTo } from "./references";
import { textOf } from "./values";

/** What a member of an IAM policy of Google is. */
export type GoogleMemberType =
  /** `allUsers` and `allAuthenticatedUsers`: the whole world, with or without a Google account. */
  | "everybody"
  /** A person with an account that nobody in the organization looks after. */
  | "gmail"
  | "user"
  | "group"
  | "domain"
  /** Everybody who has a basic role in a project. */
  | "project-role"
  /** The identity that Google makes for every virtual machine or App Engine program of a project. */
  | "default-account"
  /** An identity of Google's own services. */
  | "agent"
  | "account"
  /** One Kubernetes service account, by its workload identity. */
  | "workload"
  /** Every pod of a namespace, of a cluster or of all clusters of a project; everybody of another identity pool. */
  | "pool"
  /** One identity of another pool, or all that have one value of an attribute. */
  | "principal"
  | "deleted";

/** Who is given a role, as far as it can be told. */
export interface GoogleMember {
  /** As IAM spells it, with `${...}` where a part of it is not known. */
  readonly text: string;
  readonly type: GoogleMemberType | Unknown;

  /** The `google_service_account` of the estate that it is. */
  readonly account?: Resource;

  /** Namespace and name of the Kubernetes service account that it is; a namespace alone when it is all of them. */
  readonly namespace?: string;
  readonly serviceAccount?: string;
}

const DEFAULT_ACCOUNT =
  /-compute@developer\.gserviceaccount\.com$|@appspot\.gserviceaccount\.com$|^serviceAccount:default$/;

/**
 * Domains of service agents: projects of Google's own, that nobody else can have an account in. The account of Cloud Build
 * (`1@cloudbuild...`) is no agent: it runs what developers write.
 *
 * @see https://cloud.google.com/iam/docs/service-agents
 */
const AGENT =
  /@(?:cloudservices\.gserviceaccount\.com|(?:gcp-sa-[a-z0-9-]+|compute-system|container-engine-robot|containerregistry|gs-project-accounts|gcf-admin-robot|serverless-robot-[a-z]+|remotebuildexecution|service-networking|sourcerepo-service-accounts|storage-transfer-service|system|cloud-(?:filer|redis|tpu)|cloud-ml\.google\.com|gae-api-prod\.google\.com|cloudcomposer-accounts|data(?:flow-service-producer-prod|proc-accounts|fusion-service-accounts)|bigquery-encryption|endpoints-portal|firebase-rules)(?:\.iam)?\.gserviceaccount\.com)$/;

/** The agent of a service that is not known, or an account of a project that is not. */
const AGENT_OF_SOMETHING = /^serviceAccount:service-(?:\d+|\$\{\})@[^@]*\$\{\}/;

const GKE_ACCOUNT = /^serviceAccount:[^[\]\s]*\.svc\.id\.goog\[([^/\]]+)\/([^/\]]+)\]$/;
/** `acme.svc.id.goog:/allAuthenticatedUsers/`: every workload of the project, as an older spelling has it. */
const GKE_GROUP = /^group:[^/]*\.svc\.id\.goog:/;
const GKE_POOL = /\/workloadIdentityPools\/[^/]*\.svc\.id\.goog\//;

/** Data sources and resources that give out the address of somebody. */
const GIVEN_OUT: Readonly<Record<string, GoogleMemberType>> = {
  google_compute_default_service_account: "default-account",
  google_app_engine_default_service_account: "default-account",
  google_storage_project_service_account: "agent",
  google_storage_transfer_project_service_account: "agent",
  google_project_service_identity: "agent",
  google_bigquery_default_service_account: "agent",
  google_logging_project_cmek_settings: "agent",
  google_logging_folder_cmek_settings: "agent",
  google_logging_organization_cmek_settings: "agent",
  google_service_account: "account",
  google_logging_project_sink: "agent",
  google_logging_folder_sink: "agent",
  google_logging_organization_sink: "agent",
  google_logging_billing_account_sink: "agent",
};

/** Who an element of `members`, or the value of `member`, is. */
export function googleMemberOf(estate: Estate, from: Resource, value: Value): GoogleMember {
  const text = (isUnknown(value) ? value.text : textOf(value)) ?? "";
  if (isUnknown(value)) {
    const given = givenOut(estate, from, value);
    if (given !== undefined) {
      return { ...given, text: given.text === "" ? text : given.text };
    }
    if (mayBeAnother(estate, from, value)) {
      return { text, type: value };
    }
  }
  const spelt = memberSpelt(text);
  if (spelt === undefined) {
    return { text, type: isUnknown(value) ? value : "principal" };
  }
  if (spelt.type !== "account" && spelt.type !== "agent") {
    return { text, ...spelt };
  }
  const account = googleAccountOf(estate, from, value)?.resource;
  return { text, ...spelt, ...(account === undefined ? {} : { type: "account", account }) };
}

/**
 * Who runs as what a machine names as its `service_account`: an address without `serviceAccount:` before it, or `default`.
 * Unknown when it may be the default account as well as another.
 */
export function googleRunnerOf(estate: Estate, from: Resource, value: Value): GoogleMemberType | Unknown {
  if (!isUnknown(value)) {
    const address = textOf(value) ?? "default";
    return googleMemberOf(estate, from, address.includes(":") ? address : `serviceAccount:${address}`).type;
  }
  const given = givenOut(estate, from, value);
  if (given !== undefined) {
    return given.type;
  }
  // An address whose parts are not known has its domain at the end; what is nothing but an expression may be any.
  return value.text === undefined || value.text.endsWith("}")
    ? value
    : googleMemberOf(estate, from, new Unknown(value.references, `serviceAccount:${value.text}`)).type;
}

/** A member that is made from the address of a service account, as `serviceAccount:${google_service_account.x.email}`. */
function givenOut(estate: Estate, from: Resource, value: Unknown): GoogleMember | undefined {
  const plain = value.text === undefined || (/^(?:serviceAccount:)?\$\{/.test(value.text) && refersOnly(value.text));
  const type = plain ? typeGivenOut(estate, from, value) : undefined;
  if (type !== "account") {
    return type === undefined ? undefined : { text: value.text ?? "", type };
  }
  const account = googleAccountOf(estate, from, value);
  const spelt = account?.email === undefined ? "" : `serviceAccount:${account.email}`;
  return {
    text: spelt,
    type: account?.resource === undefined ? (memberSpelt(spelt)?.type ?? "account") : "account",
    ...(account?.resource === undefined ? {} : { account: account.resource }),
  };
}

/** `serviceAccount:${var.own ? google_service_account.x.email : data.google_compute_default_service_account.d.email}` */
function mayBeAnother(estate: Estate, from: Resource, value: Unknown): boolean {
  const text = value.text ?? "";
  const kinds = kindsReferredTo(estate, from, value).map((kind) => GIVEN_OUT[kind] ?? "account");
  return /^serviceAccount:\$\{/.test(text) && text.endsWith("}") && kinds.some((type) => type !== "account");
}

function typeGivenOut(estate: Estate, from: Resource, value: Unknown): GoogleMemberType | undefined {
  const [kind, ...others] = kindsReferredTo(estate, from, value);
  return kind !== undefined && others.length === 0 ? GIVEN_OUT[kind] : undefined;
}

function kindsReferredTo(estate: Estate, from: Resource, { references }: Unknown): readonly string[] {
  const targets = references.flatMap((reference) => leadsTo(estate, reference, from));
  return [...new Set(targets.map(({ kind }) => kind))];
}

type Spelt = Pick<GoogleMember, "namespace" | "serviceAccount"> & { readonly type: GoogleMemberType };

/** What a member is by its spelling; undefined when that does not say. */
function memberSpelt(text: string): Spelt | undefined {
  const [prefix = "", rest = ""] = text.includes(":") ? [text.slice(0, text.indexOf(":")), text] : [];
  if (/^all(?:Authenticated)?Users$/i.test(text)) {
    return { type: "everybody" };
  }
  switch (prefix) {
    case "user":
      return { type: /@(?:gmail|googlemail)\.com$/i.test(rest) ? "gmail" : "user" };
    case "group":
      return { type: GKE_GROUP.test(text) ? "pool" : "group" };
    case "domain":
      return { type: "domain" };
    case "projectOwner":
    case "projectEditor":
    case "projectViewer":
      return { type: "project-role" };
    case "deleted":
      return { type: "deleted" };
    case "serviceAccount":
      return serviceAccountSpelt(text);
    case "principal":
      return principalSpelt(text);
    case "principalSet":
      return principalSetSpelt(text);
    default:
      return undefined;
  }
}

function serviceAccountSpelt(text: string): Spelt | undefined {
  const [, namespace, name] = GKE_ACCOUNT.exec(flat(text)) ?? [];
  if (namespace !== undefined && name !== undefined) {
    return namespace.includes("*") || name.includes("*")
      ? { type: "pool", namespace }
      : { type: "workload", ...known(namespace, name) };
  }
  if (AGENT_OF_SOMETHING.test(flat(text))) {
    return undefined;
  }
  return { type: DEFAULT_ACCOUNT.test(text) ? "default-account" : AGENT.test(text) ? "agent" : "account" };
}

function principalSpelt(text: string): Spelt {
  const [, namespace, name] = /\/subject\/ns\/([^/]+)\/sa\/([^/]+)$/.exec(flat(text)) ?? [];
  return namespace !== undefined && name !== undefined
    ? { type: "workload", ...known(namespace, name) }
    : { type: "principal" };
}

const HOLE = "${}";

/** The text with holes in place of what is not known, whatever brackets and slashes stand in its expressions. */
function flat(text: string): string {
  return text.replaceAll(/\$\{[^{}]*\}/g, HOLE);
}

function known(namespace: string, serviceAccount: string): Pick<Spelt, "namespace" | "serviceAccount"> {
  return {
    ...(namespace.includes(HOLE) ? {} : { namespace }),
    ...(serviceAccount.includes(HOLE) ? {} : { serviceAccount }),
  };
}

/** A set of a GKE pool is many model servers, save the one whose id is named; of another pool it is many only without an attribute. */
function principalSetSpelt(text: string): Spelt {
  const namespace = /\/namespace\/([^/]+)$/.exec(text)?.[1];
  if (/\/attribute\.kubernetes\.serviceaccount\.uid\/|\/kubernetes\.serviceaccount\.uid\//.test(text)) {
    return { type: "principal" };
  }
  if (GKE_POOL.test(text)) {
    return { type: "pool", ...(namespace === undefined ? {} : { namespace }) };
  }
  return { type: /\/(?:attribute\.[^/]+|group|subject)\/(?![*]?$)/.test(text) ? "principal" : "pool" };
}
