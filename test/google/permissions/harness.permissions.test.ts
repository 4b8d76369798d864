import { person, pod, serviceAccount } from "../../support/google-callers";
import { type GoogleCall, type GoogleCaller, PROJECT_NUMBER, SimulatedProject } from "../../support/google-iam";
import { type Synthesized } from "../../support/stack";
import { simulatedProject } from "./estate";

const sound = simulatedProject();
const POOL = `//iam.googleapis.com/projects/${PROJECT_NUMBER}/locations/global/workloadIdentityPools/acme-vision.svc.id.goog`;
const RESNET = `principal:${POOL}/subject/ns/vision/sa/resnet`;

/** A mistake, and the call that it lets through. */
interface Mistake {
  readonly unsound: SimulatedProject;
  readonly caller: GoogleCaller;
  readonly call: GoogleCall;
}

const reading = (object: string): GoogleCall => ({ permission: "storage.objects.get", bucket: "acme-models", object });
const LISTING: GoogleCall = { permission: "storage.objects.list", bucket: "acme-models" };
const DELETING: GoogleCall = { ...reading("resnet/v3/saved_model.pb"), permission: "storage.objects.delete" };

function granting(member: string, role: string, expression?: string): SimulatedProject {
  return sound.changed("google_storage_bucket_iam_member", "mistake", {
    bucket: "acme-models",
    role: `roles/storage.${role}`,
    member,
    ...(expression !== undefined && { condition: { title: "mistake", expression } }),
  });
}

/** Every guard once: were a test deaf to it, the call would be refused before and after. */
const MISTAKES: readonly (readonly [label: string, mistake: Mistake])[] = [
  [
    "a grant without a condition",
    { unsound: granting(RESNET, "objectViewer"), caller: pod("vision", "resnet"), call: reading("bert/v1/w") },
  ],
  [
    "a grant without a condition, which lists",
    { unsound: granting(RESNET, "objectViewer"), caller: pod("vision", "resnet"), call: LISTING },
  ],
  [
    "a prefix without its last slash",
    {
      unsound: granting(
        RESNET,
        "objectViewer",
        'resource.name.startsWith("projects/_/buckets/acme-models/objects/resnet/v3")',
      ),
      caller: pod("vision", "resnet"),
      call: reading("resnet/v30/w"),
    },
  ],
  [
    "a condition that buckets fulfil, which lists",
    {
      unsound: granting(RESNET, "objectViewer", 'resource.name.startsWith("projects/_/buckets/acme-models")'),
      caller: pod("vision", "resnet"),
      call: LISTING,
    },
  ],
  [
    "a condition on the wrong attribute",
    {
      unsound: granting(RESNET, "objectViewer", 'resource.service == "storage.googleapis.com"'),
      caller: pod("vision", "resnet"),
      call: reading("bert/v1/w"),
    },
  ],
  [
    "a grant to the whole pool",
    {
      unsound: granting(`principalSet:${POOL}/*`, "objectViewer"),
      caller: pod("anything", "default"),
      call: reading("resnet/v3/w"),
    },
  ],
  [
    "a grant to a namespace",
    {
      unsound: granting(`principalSet:${POOL}/namespace/vision`, "objectViewer"),
      caller: pod("vision", "default"),
      call: reading("resnet/v3/w"),
    },
  ],
  [
    "a service account that a second Kubernetes account may act as",
    {
      unsound: sound.changed("google_service_account_iam_member", "mistake", {
        service_account_id: `\${google_service_account.${sound.nameOf("google_service_account", "bert/Account")}.name}`,
        role: "roles/iam.workloadIdentityUser",
        member: "serviceAccount:acme-vision.svc.id.goog[vision/resnet]",
      }),
      caller: pod("vision", "resnet"),
      call: reading("bert/v1/w"),
    },
  ],
  [
    "a publisher that may delete",
    {
      unsound: granting("serviceAccount:release-models@acme-vision.iam.gserviceaccount.com", "objectAdmin"),
      caller: serviceAccount("release-models@acme-vision.iam.gserviceaccount.com"),
      call: DELETING,
    },
  ],
  [
    "viewers of the project left in the bucket",
    {
      unsound: sound.without("google_storage_bucket_iam_binding", "models/No-legacyObjectReader"),
      caller: person("viewer"),
      call: reading("resnet/v3/w"),
    },
  ],
  [
    "editors of the project left in the bucket",
    {
      unsound: sound.without("google_storage_bucket_iam_binding", "models/No-legacyBucketOwner"),
      caller: person("editor"),
      call: DELETING,
    },
  ],
  [
    "a public grant without the prevention of public access",
    {
      unsound: granting("allUsers", "objectViewer").changed(
        "google_storage_bucket",
        sound.nameOf("google_storage_bucket", "models"),
        { public_access_prevention: "inherited" },
      ),
      caller: person(),
      call: reading("resnet/v3/w"),
    },
  ],
];

describe.each(MISTAKES)("%s", (_, { unsound, caller, call }) => {
  test("lets the call through, which is refused otherwise", () => {
    expect(sound.allows(caller, call)).toBe(false);
    expect(unsound.allows(caller, call)).toBe(true);
  });
});

test("a public grant counts for nothing where public access is prevented", () => {
  expect(granting("allUsers", "objectViewer").allows(person(), reading("resnet/v3/w"))).toBe(false);
});

test("without Cloud Storage's right to the key nobody reads, and nobody publishes", () => {
  const keyless = sound.without("google_kms_crypto_key_iam_member", "models/Key/User-Storage");
  const publisher = serviceAccount("release-models@acme-vision.iam.gserviceaccount.com");
  const publishing: GoogleCall = { ...reading("resnet/v4/w"), permission: "storage.objects.create" };
  expect([
    sound.allows(pod("vision", "resnet"), reading("resnet/v3/w")),
    keyless.allows(pod("vision", "resnet"), reading("resnet/v3/w")),
    sound.allows(publisher, publishing),
    keyless.allows(publisher, publishing),
  ]).toEqual([true, false, true, false]);
});

describe("the simulator refuses to guess", () => {
  const EMPTY: Synthesized = { resource: {}, data: {}, terraform: { required_providers: {} } };

  test.each<[string, () => unknown, string]>([
    [
      "at a role",
      () => granting(RESNET, "insightsCollectorService").allows(pod("vision", "resnet"), reading("a")),
      "the permissions of roles/storage.insightsCollectorService are not known here",
    ],
    [
      "at an attribute that IAM does not know",
      () => granting(RESNET, "objectViewer", "resource.owner == 'me'").allows(pod("vision", "resnet"), reading("a")),
      "No such key: owner",
    ],
    [
      "at a condition that is no condition",
      () => granting(RESNET, "objectViewer", "resource.name").allows(pod("vision", "resnet"), reading("a")),
      "not true or false",
    ],
    [
      "at a reference",
      () => granting("${google_service_account.unknown.unique_id}", "objectViewer"),
      "no sample value for google_service_account.unknown.unique_id",
    ],
    [
      "at a policy of the whole bucket",
      () => new SimulatedProject({ ...EMPTY, resource: { google_storage_bucket_iam_policy: {} } }),
      "google_storage_bucket_iam_policy is not simulated",
    ],
    [
      "at a permission on objects without an object",
      () => sound.allows(pod("vision", "resnet"), { permission: "storage.objects.get", bucket: "acme-models" }),
      "storage.objects.get is asked of an object, and none is named",
    ],
    [
      "at a condition beyond IAM's limit",
      () => granting(RESNET, "objectViewer", Array(14).fill("true").join(" || ")),
      "13 logical operators in mistake",
    ],
  ])("%s", (_, ask, message) => {
    expect(ask).toThrow(message);
  });
});
