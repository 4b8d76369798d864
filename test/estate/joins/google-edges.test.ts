import type { Estate } from "../../../src/estate/estate";
import { isAttachedPolicy, protectsModels, proxyAdmitsEverybody } from "../../../src/estate/joins/google-edges";
import type { Resource } from "../../../src/estate/resource";
import { isUnknown } from "../../../src/estate/unknown";
import { type EstateSource, estateOf } from "../../support/estates";

const POLICY = "${google_compute_security_policy.edge.id}";

function first(estate: Estate, kind: string): Resource {
  const [found] = estate.ofKind(kind);
  if (found === undefined) {
    throw new Error(`the source holds no ${kind}`);
  }
  return found;
}

/** A policy, and the backend services that name what is given beside their names. */
function withPolicy(backends: Readonly<Record<string, unknown>>): { estate: Estate; policy: Resource } {
  const services = Object.entries(backends).map(([name, security_policy]) => [name, { name, security_policy }]);
  const estate = estateOf({
    resource: {
      google_compute_security_policy: { edge: { name: "edge" } },
      google_compute_backend_service: Object.fromEntries(services),
    },
  });
  return { estate, policy: first(estate, "google_compute_security_policy") };
}

test.each([
  ["models", { triton: POLICY }, true],
  ["a shop", { shop: POLICY }, false],
  ["a shop and models", { shop: POLICY, triton: POLICY }, true],
  ["nothing, and so whatever it is made for", {}, true],
] as const)("a policy before %s", (_, backends, expected) => {
  const { estate, policy } = withPolicy(backends);
  expect(protectsModels(estate, policy)).toBe(expected);
  expect(isAttachedPolicy(estate, policy)).toBe(Object.keys(backends).length > 0);
});

test("a backend that names a policy by a variable may name this one", () => {
  const { estate, policy } = withPolicy({ triton: "${var.policy}" });
  expect(isUnknown(isAttachedPolicy(estate, policy))).toBe(true);
});

/** A backend service behind the proxy, and one grant. */
function admits(kind: string, grant: object, project: string | null = "acme-vision"): unknown {
  const source: EstateSource = {
    resource: {
      google_compute_backend_service: { b: { name: "triton", project, iap: { enabled: true } } },
      [kind]: { one: { role: "roles/iap.httpsResourceAccessor", ...grant } },
    },
  };
  const estate = estateOf(source);
  return proxyAdmitsEverybody(estate, first(estate, "google_compute_backend_service"));
}

const OF_BACKEND = { web_backend_service: "triton" };

test.each([
  [
    "everybody, by the name of the backend",
    "google_iap_web_backend_service_iam_member",
    { ...OF_BACKEND, member: "allUsers" },
    true,
  ],
  [
    "another backend",
    "google_iap_web_backend_service_iam_member",
    { web_backend_service: "shop", member: "allUsers" },
    false,
  ],
  ["a group", "google_iap_web_backend_service_iam_member", { ...OF_BACKEND, member: "group:ml@acme.example" }, false],
  [
    "everybody among others, in the project",
    "google_iap_web_iam_binding",
    { members: ["user:a@acme.example", "allUsers"] },
    true,
  ],
  ["everybody, in another project", "google_iap_web_iam_member", { project: "acme-shop", member: "allUsers" }, false],
  ["everybody, through the project", "google_project_iam_member", { project: "acme-vision", member: "allUsers" }, true],
  [
    "everybody to something else in the project",
    "google_project_iam_member",
    { project: "acme-vision", role: "roles/browser", member: "allUsers" },
    false,
  ],
])("the proxy and %s", (_, kind, grant, expected) => {
  expect(admits(kind, grant)).toBe(expected);
});

test.each([
  ["a member", { ...OF_BACKEND, member: "${var.member}" }],
  ["a backend", { web_backend_service: "${var.backend}", member: "allUsers" }],
])("%s by a variable leaves it open", (_, grant) => {
  expect(isUnknown(admits("google_iap_web_backend_service_iam_member", grant))).toBe(true);
});

test("a grant on a project counts where the backend does not say its own", () => {
  expect(admits("google_project_iam_member", { project: "acme-vision", member: "allUsers" }, null)).toBe(true);
});
