import type { Estate } from "../estate";
import { remembered } from "../memo";
import type { Resource } from "../resource";
import { isGone } from "./existence";
import { type GoogleGrant, googleGrantsIn, iamKindsOf } from "./google-grants";
import type { GoogleMember } from "./google-members";
import { googleAccountOf } from "./google-service-accounts";
import { nameOf } from "./pods";
import { said } from "./service-accounts";
import { isPlatformNamespace } from "./serving-roles";
import { isAttributes, own, valueAt } from "./values";

/** A Kubernetes service account that acts as a service account of Google. */
export interface GoogleAccountUser {
  readonly account: Resource;

  /** Undefined where they are not known, or the binding names none in particular. */
  readonly namespace?: string;
  readonly serviceAccount?: string;

  /** How it is known: the binding on the account, or the annotation of the Kubernetes service account. */
  readonly by: "binding" | "annotation";

  /** The resource that says so. */
  readonly from: Resource;
}

export const WORKLOAD_IDENTITY_USER = "roles/iam.workloadIdentityUser";
export const GOOGLE_ACCOUNT_ANNOTATION = "iam.gke.io/gcp-service-account";

const SERVICE_ACCOUNT_IAM = iamKindsOf("google_service_account");

interface Users {
  readonly byAccount: ReadonlyMap<Resource, readonly GoogleAccountUser[]>;

  /** Accounts of which some binding is not known: what is not among their users may still be one. */
  readonly uncertain: ReadonlySet<Resource>;
}

/** The Kubernetes service accounts that use the service account of Google. */
export function googleAccountUsers(estate: Estate, account: Resource): readonly GoogleAccountUser[] {
  return usersIn(estate, "").byAccount.get(account) ?? [];
}

/** Whether a binding on the account, or one whose account is not known, may name others than those that are known. */
export function hasUnknownUsers(estate: Estate, account: Resource): boolean {
  return usersIn(estate, "").uncertain.has(account);
}

/** The `google_service_account` that a grant on a service account is about; undefined when it is not of the estate. */
export function accountGrantedOn(estate: Estate, grant: Pick<GoogleGrant, "from">): Resource | undefined {
  return googleAccountOf(estate, grant.from, own(grant.from.attributes, "service_account_id"))?.resource;
}

/** The service account of Google that a Kubernetes service account is annotated with; undefined when it has none of the estate. */
export function annotatedAccount(estate: Estate, serviceAccount: Resource): Resource | undefined {
  const annotations = valueAt(serviceAccount.attributes, "metadata.annotations");
  const email = isAttributes(annotations) ? own(annotations, GOOGLE_ACCOUNT_ANNOTATION) : null;
  return googleAccountOf(estate, serviceAccount, email)?.resource;
}

/** Whether the member is what pods act as, and the pods are not the platform's own: a workload identity, or an account for one. */
export function isServingMember(estate: Estate, { type, namespace, account }: GoogleMember): boolean {
  if (type === "workload") {
    return namespace === undefined || !isPlatformNamespace(namespace);
  }
  if (type === "pool") {
    return namespace !== undefined && !isPlatformNamespace(namespace);
  }
  return account !== undefined && isServingGoogleAccount(estate, account);
}

/** Whether pods act as the service account, and they are not the platform's own. */
export function isServingGoogleAccount(estate: Estate, account: Resource): boolean {
  const users = googleAccountUsers(estate, account);
  return users.length > 0 && !users.every(({ namespace }) => namespace !== undefined && isPlatformNamespace(namespace));
}

const usersIn = remembered((estate: Estate, _: string): Users => {
  const byAccount = new Map<Resource, GoogleAccountUser[]>();
  const uncertain = new Set<Resource>();
  const add = (user: GoogleAccountUser): void => {
    const others = byAccount.get(user.account);
    others === undefined ? byAccount.set(user.account, [user]) : others.push(user);
  };
  for (const grant of googleGrantsIn(estate, SERVICE_ACCOUNT_IAM)) {
    const account = accountGrantedOn(estate, grant);
    if (account === undefined) {
      continue;
    }
    const { type, namespace, serviceAccount } = grant.member;
    if (typeof type !== "string" || typeof grant.role !== "string") {
      uncertain.add(account);
    } else if (grant.role === WORKLOAD_IDENTITY_USER && (type === "workload" || type === "pool")) {
      add({ account, by: "binding", from: grant.from, ...said(namespace, serviceAccount) });
    }
  }
  for (const serviceAccount of estate.ofKind("v1 ServiceAccount")) {
    const account = isGone(serviceAccount) ? undefined : annotatedAccount(estate, serviceAccount);
    if (account !== undefined) {
      const name = nameOf(serviceAccount);
      add({ account, by: "annotation", from: serviceAccount, ...said(serviceAccount.namespace, name) });
    }
  }
  return { byAccount, uncertain };
});
