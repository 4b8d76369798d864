import { pod, serviceAccount } from "../../support/google-callers";
import { type GoogleCaller, PROJECT_NUMBER } from "../../support/google-iam";
import { changing, handling, provePermissions, type Row, reading, simulatedProject } from "./estate";

const project = simulatedProject();

/** Objects of other models, and those whose names come close. */
const NEAR_RESNET = [
  "resnet/v3",
  "resnet/v30/saved_model.pb",
  "resnet/v2/saved_model.pb",
  "resnet/saved_model.pb",
  "Resnet/v3/saved_model.pb",
  "old/resnet/v3/saved_model.pb",
  "resnet/v3-draft/saved_model.pb",
  "bert/v1/saved_model.pb",
];

/** Keys and service accounts are nobody's business: Cloud Storage decrypts, GKE exchanges tokens. */
const ELSEWHERE: Row[] = [
  ["decrypt with the key of the bucket", { permission: "cloudkms.cryptoKeyVersions.useToDecrypt", key: "models/Key" }],
  ["encrypt with the key of the bucket", { permission: "cloudkms.cryptoKeyVersions.useToEncrypt", key: "models/Key" }],
  [
    "get tokens of bert's service account",
    { permission: "iam.serviceAccounts.getAccessToken", account: project.accountAt("bert/Account") },
  ],
];

describe("a pod as vision/resnet, bound directly,", () => {
  provePermissions(project, pod("vision", "resnet"), {
    allowed: [
      reading("resnet/v3/SHA256SUMS"),
      reading("resnet/v3/saved_model.pb"),
      reading("resnet/v3/variables/variables.index"),
      reading("backbones/resnet50/saved_model.pb", "acme-shared-models"),
    ],
    denied: [
      ...NEAR_RESNET.map((object) => reading(object)),
      reading("resnet/v3/saved_model.pb", "acme-audio-models"),
      reading("resnet/v3/saved_model.pb", "acme-shared-models"),
      reading("backbones/resnet50/saved_model.pb"),
      reading("backbones/resnet500/saved_model.pb", "acme-shared-models"),
      reading("acme-models_usage_2026_01_01", "acme-models-logs"),
      ...changing("resnet/v3/saved_model.pb"),
      ...changing("backbones/resnet50/saved_model.pb", "acme-shared-models"),
      ...handling(),
      ...handling("acme-models-logs"),
      ...handling("acme-shared-models"),
      ...ELSEWHERE,
    ],
  });
});

describe("a pod as text/bert, which acts as a service account of its own,", () => {
  const account = project.accountAt("bert/Account");

  provePermissions(project, pod("text", "bert"), {
    allowed: [
      reading("bert/v1/saved_model.pb"),
      ["get tokens of that account", { permission: "iam.serviceAccounts.getAccessToken", account }],
    ],
    denied: [
      reading("bert/v10/saved_model.pb"),
      reading("bert/v2/saved_model.pb"),
      reading("resnet/v3/saved_model.pb"),
      ...changing("bert/v1/saved_model.pb"),
      ...handling(),
      ["sign as that account", { permission: "iam.serviceAccounts.signBlob", account }],
      ["make a key of that account", { permission: "iam.serviceAccountKeys.create", account }],
      ["let others act as that account", { permission: "iam.serviceAccounts.setIamPolicy", account }],
      [
        "get tokens of another identity's account",
        {
          permission: "iam.serviceAccounts.getAccessToken",
          account: project.accountAt("ungranted-impersonating/Account"),
        },
      ],
    ],
  });
});

describe("bert's service account itself", () => {
  provePermissions(project, serviceAccount(project.accountAt("bert/Account")), {
    allowed: [reading("bert/v1/saved_model.pb")],
    denied: [reading("resnet/v3/saved_model.pb"), ...changing("bert/v1/saved_model.pb"), ...handling(), ...ELSEWHERE],
  });
});

/** Who looks like resnet to a careless policy. */
const IMPOSTORS: readonly (readonly [label: string, caller: GoogleCaller])[] = [
  ["another service account of the namespace", pod("vision", "default")],
  ["a bound one that nothing was granted", pod("vision", "ungranted")],
  ["one whose own account was granted nothing", pod("vision", "ungranted-impersonating")],
  ["the same name in another namespace", pod("text", "resnet")],
  ["a name that begins alike", pod("vision", "resnet-canary")],
  ["a namespace that begins alike", pod("vision-staging", "resnet")],
  ["the same names in another project's pool", pod("vision", "resnet", "evil-vision", "999988887777")],
  ["the same names and the number of the project", pod("vision", "resnet", "evil-vision", PROJECT_NUMBER)],
  ["the same names and the id of the project", pod("vision", "resnet", "acme-vision", "999988887777")],
];

describe.each(IMPOSTORS)("%s", (_, caller) => {
  provePermissions(project, caller, {
    allowed: [],
    denied: [
      reading("resnet/v3/saved_model.pb"),
      reading("backbones/resnet50/saved_model.pb", "acme-shared-models"),
      reading("bert/v1/saved_model.pb"),
      ...changing("resnet/v3/saved_model.pb"),
      ...handling(),
      ...ELSEWHERE,
    ],
  });
});
