import {
  annotatedAccount,
  googleAccountUsers,
  hasUnknownUsers,
  isServingGoogleAccount,
} from "../../../src/estate/joins/google-workloads";
import type { Resource } from "../../../src/estate/resource";
import { type EstateSource, estateOf } from "../../support/estates";

const USER = "roles/iam.workloadIdentityUser";
const EMAIL = "resnet@acme.iam.gserviceaccount.com";
const ACCOUNT = { google_service_account: { resnet: { account_id: "resnet", project: "acme" } } };

function bound(member: string, role = USER, on = "${google_service_account.resnet.name}"): EstateSource {
  return {
    resource: { ...ACCOUNT, google_service_account_iam_member: { it: { service_account_id: on, role, member } } },
  };
}

function account(source: EstateSource) {
  const graph = estateOf(source);
  const [resnet] = graph.ofKind("google_service_account");
  return { graph, resnet: resnet as Resource };
}

function kubernetes(email: string): object {
  return {
    apiVersion: "v1",
    kind: "ServiceAccount",
    metadata: { name: "resnet", namespace: "vision", annotations: { "iam.gke.io/gcp-service-account": email } },
  };
}

test.each([
  ["by reference", "${google_service_account.resnet.name}"],
  ["by its id", "${google_service_account.resnet.id}"],
  ["by its full name", `projects/acme/serviceAccounts/${EMAIL}`],
])("a binding on an account %s tells who uses it", (_, on) => {
  const { graph, resnet } = account(bound("serviceAccount:acme.svc.id.goog[vision/resnet]", USER, on));
  expect(googleAccountUsers(graph, resnet)).toMatchObject([
    { namespace: "vision", serviceAccount: "resnet", by: "binding" },
  ]);
  expect(isServingGoogleAccount(graph, resnet)).toBe(true);
});

test("an annotation tells who uses an account, by its address and by reference", () => {
  const literal = account({ resource: ACCOUNT, manifests: [kubernetes(EMAIL)] });
  const metadata = {
    name: "resnet",
    namespace: "vision",
    annotations: { "iam.gke.io/gcp-service-account": "${google_service_account.resnet.email}" },
  };
  const referred = account({
    resource: { ...ACCOUNT, kubernetes_service_account_v1: { it: { metadata: [metadata] } } },
  });
  for (const { graph, resnet } of [literal, referred]) {
    const [serviceAccount] = graph.ofKind("v1 ServiceAccount");
    expect(annotatedAccount(graph, serviceAccount as Resource)).toBe(resnet);
    expect(googleAccountUsers(graph, resnet)).toMatchObject([
      { namespace: "vision", serviceAccount: "resnet", by: "annotation" },
    ]);
  }
});

test("an account that is annotated elsewhere is none of the estate's", () => {
  const graph = estateOf({ manifests: [kubernetes(EMAIL)] });
  expect(annotatedAccount(graph, graph.ofKind("v1 ServiceAccount")[0] as Resource)).toBeUndefined();
});

test.each(["kube-system", "gke-managed-system", "gmp-public", "velero", "cert-manager"])(
  "what runs in %s serves no models",
  (namespace) => {
    const { graph, resnet } = account(bound(`serviceAccount:acme.svc.id.goog[${namespace}/agent]`));
    expect(googleAccountUsers(graph, resnet)).toHaveLength(1);
    expect(isServingGoogleAccount(graph, resnet)).toBe(false);
  },
);

test("other roles and other members do not make an account serve", () => {
  for (const source of [
    bound("serviceAccount:acme.svc.id.goog[vision/resnet]", "roles/iam.serviceAccountUser"),
    bound("serviceAccount:ci@acme.iam.gserviceaccount.com"),
    { resource: ACCOUNT },
  ]) {
    const { graph, resnet } = account(source);
    expect(googleAccountUsers(graph, resnet)).toEqual([]);
    expect(isServingGoogleAccount(graph, resnet)).toBe(false);
    expect(hasUnknownUsers(graph, resnet)).toBe(false);
  }
});

test("a binding whose member is not known leaves open who uses the account", () => {
  const { graph, resnet } = account(bound("${var.member}"));
  expect(googleAccountUsers(graph, resnet)).toEqual([]);
  expect(hasUnknownUsers(graph, resnet)).toBe(true);
});
