import { Fn } from "cdktf";
import { Validator } from "../../src/core/validation";
import { requireNamedMember } from "../../src/google/iam-members";
import { googleTestStack } from "../support/stack";

const POOL = "//iam.googleapis.com/projects/123456789012/locations/global/workloadIdentityPools";

function check(member: string | undefined): void {
  requireNamedMember(new Validator(googleTestStack(), "google.Test"), "member", member).done();
}

test.each([
  "serviceAccount:release@acme-vision.iam.gserviceaccount.com",
  "serviceAccount:service-123456789012@gcp-sa-artifactregistry.iam.gserviceaccount.com",
  "serviceAccount:acme-vision.svc.id.goog[vision/resnet]",
  `principal:${POOL}/acme-vision.svc.id.goog/subject/ns/vision/sa/resnet`,
  `principal:${POOL}/github/subject/repo:acme/models:ref:refs/heads/main`,
  `principalSet:${POOL}/github/attribute.repository/acme/models`,
  Fn.join("", ["serviceAccount:", "release"]),
])("%s is one machine's identity", (member) => {
  expect(() => check(member)).not.toThrow();
});

test("nobody is accepted where a member may be left out", () => {
  expect(() => check(undefined)).not.toThrow();
});

test.each([
  ["everybody", "allUsers"],
  ["everybody with an account", "allAuthenticatedUsers"],
  ["a person", "user:jo@acme.example"],
  ["a group", "group:release@acme.example"],
  ["a domain", "domain:acme.example"],
  ["a role in the project", "projectViewer:acme-vision"],
  ["the whole pool", `principalSet:${POOL}/acme-vision.svc.id.goog/*`],
  [
    "every service account of a namespace that begins so",
    `principalSet:${POOL}/acme-vision.svc.id.goog/namespace/vis*`,
  ],
  ["any service account", "serviceAccount:*@acme-vision.iam.gserviceaccount.com"],
  ["any Kubernetes account", "serviceAccount:acme-vision.svc.id.goog[vision/*]"],
  ["an address elsewhere", "serviceAccount:release@acme.example"],
  ["the default account of virtual machines", "serviceAccount:123456789012-compute@developer.gserviceaccount.com"],
  ["the default account of App Engine", "serviceAccount:acme-vision@appspot.gserviceaccount.com"],
  ["the editor that Google's own services act as", "serviceAccount:123456789012@cloudservices.gserviceaccount.com"],
  ["an address without its kind", "release@acme-vision.iam.gserviceaccount.com"],
  ["nothing", ""],
])("%s is refused", (_, member) => {
  expect(() => check(member)).toThrow(
    [
      "[MK_IAM_MEMBER] at test (google.Test):",
      `  member is "${member}", which is not one machine's identity.`,
      "  Name a service account (serviceAccount:release@acme-vision.iam.gserviceaccount.com) or a workload identity (principal://...); everybody, people, whole pools and Google's default identities are refused.",
    ].join("\n"),
  );
});
