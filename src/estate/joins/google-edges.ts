import type { Estate } from "../estate";
import type { Resource, Value } from "../resource";
import { isUnknown, Unknown } from "../unknown";
import { exists } from "./existence";
import { type GoogleGrant, googleGrantsOf, iamKindsOf } from "./google-grants";
import { leadsToModels } from "./google-load-balancers";
import { type Found, satellites } from "./satellites";
import { some, type Ternary } from "./ternary";
import { own, textOf, valueAt } from "./values";

const BACKEND_SERVICES: readonly string[] = ["google_compute_backend_service", "google_compute_region_backend_service"];

/** Where access through Identity-Aware Proxy is given for one backend service, and the attribute that names it. */
const PROXY_IAM: readonly (readonly [kind: string, attribute: string])[] = [
  ...iamKindsOf("google_iap_web_backend_service").map((kind) => [kind, "web_backend_service"] as const),
  ...iamKindsOf("google_iap_web_region_backend_service").map((kind) => [kind, "web_region_backend_service"] as const),
];

/** Where it is given for all that the project has. */
const WIDE_PROXY_IAM = iamKindsOf("google_iap_web", "google_iap_web_type_compute");
const PROJECT_IAM = iamKindsOf("google_project");
const ACCESSOR = "roles/iap.httpsResourceAccessor";

/** Objects of Kubernetes that name a policy of Cloud Armor for their backends, and where they do. */
const KUBERNETES_ATTACHMENTS: readonly (readonly [kind: string, path: string])[] = [
  ["cloud.google.com/v1 BackendConfig", "spec.securityPolicy.name"],
  ["cloud.google.com/v1beta1 BackendConfig", "spec.securityPolicy.name"],
  ["networking.gke.io/v1 GCPBackendPolicy", "spec.default.securityPolicy"],
];

/** Backend services that a policy of Cloud Armor stands before. */
export function protectedBackends(estate: Estate, policy: Resource): Found {
  const all = BACKEND_SERVICES.map((kind) => satellites(estate, policy, kind, "security_policy"));
  return {
    found: all.flatMap(({ found }) => found),
    possible: all.flatMap(({ possible }) => possible),
    certain: all.every(({ certain }) => certain),
  };
}

/** Whether something names the policy: a backend service, or an object of GKE. */
export function isAttachedPolicy(estate: Estate, policy: Resource): Ternary {
  const { found, certain } = protectedBackends(estate, policy);
  if (found.length > 0) {
    return true;
  }
  const named = KUBERNETES_ATTACHMENTS.flatMap(([kind, path]) =>
    estate.ofKind(kind).map((object) => valueAt(object.attributes, path)),
  );
  const answer = some(named, (name) => sameName(name, own(policy.attributes, "name")));
  return answer === false && !certain ? new Unknown() : answer;
}

function sameName(name: Value, other: Value): Ternary {
  if (isUnknown(name) || isUnknown(other)) {
    return new Unknown();
  }
  return name !== null && name === other;
}

/** Whether the policy stands before models: not when it stands before other backends alone, and as long as nothing tells before what. */
export function protectsModels(estate: Estate, policy: Resource): Ternary {
  const { found, certain } = protectedBackends(estate, policy);
  const led = some(found, (backend) => leadsToModels(estate, backend));
  return found.length === 0 || (led === false && !certain) || led;
}

/** Whether Identity-Aware Proxy lets everybody through to the backend service: allUsers, or whoever has a Google account. */
export function proxyAdmitsEverybody(estate: Estate, backend: Resource): Ternary {
  const named = PROXY_IAM.map(([kind, attribute]) => satellites(estate, backend, kind, attribute));
  const grants = [
    ...named.flatMap(({ found }) => found),
    ...inProjectOf(estate, backend, WIDE_PROXY_IAM),
    ...inProjectOf(estate, backend, PROJECT_IAM),
  ].flatMap((from) => googleGrantsOf(estate, from));
  const answer = some(grants, admitsEverybody);
  const mayAdmit = named
    .flatMap(({ possible }) => possible)
    .flatMap((from) => googleGrantsOf(estate, from))
    .some((grant) => admitsEverybody(grant) !== false);
  return answer === false && mayAdmit ? new Unknown() : answer;
}

/** Grants on a project that says to be another one than the backend's are of no concern to it. */
function inProjectOf(estate: Estate, backend: Resource, kinds: readonly string[]): readonly Resource[] {
  const project = textOf(own(backend.attributes, "project"));
  return kinds
    .flatMap((kind) => estate.ofKind(kind))
    .filter((grant) => grant.mode !== "data" && exists(grant) !== false)
    .filter((grant) => {
      const granted = textOf(own(grant.attributes, "project"));
      return project === undefined || granted === undefined || granted === project;
    });
}

function admitsEverybody({ from, role, member }: GoogleGrant): Ternary {
  if (isUnknown(member.type) || member.type === "everybody") {
    // Resources of a project give every role: one that is not known is hardly that of the proxy.
    const ofProxy = !PROJECT_IAM.includes(from.kind) || role === ACCESSOR;
    return ofProxy && (isUnknown(member.type) ? member.type : true);
  }
  return false;
}
