import type { TerraformSource } from "../../support/estates";
import type { ControlCases } from "../case";
import { RESNET, SERVING, servingAccount } from "./google-iam";

type Kinds = NonNullable<TerraformSource["resource"]>;

const KEY = "projects/p/locations/europe-west4/keyRings/r/cryptoKeys/secrets";
const ROTATION = "serviceAccount:rotation@p.iam.gserviceaccount.com";
const ENCRYPTED = { customer_managed_encryption: [{ kms_key_name: KEY }] };

function secret(attributes: object): Kinds {
  return { google_secret_manager_secret: { it: { secret_id: "hub-token", ...attributes } } };
}

function inRegions(...replicas: readonly object[]): object {
  return { replication: [{ user_managed: [{ replicas }] }] };
}

function granted(member: string, role = "roles/secretmanager.secretAccessor"): Kinds {
  return { google_secret_manager_secret_iam_member: { it: { secret_id: "hub-token", role, member } } };
}

/** The secret, and who reads it by a grant each. */
function read(...members: readonly string[]): Kinds {
  const role = "roles/secretmanager.secretAccessor";
  const grants = members.map((member, at) => [
    `reader${at}`,
    { secret_id: "${google_secret_manager_secret.it.id}", role, member },
  ]);
  return { ...secret({}), google_secret_manager_secret_iam_member: Object.fromEntries(grants) };
}

/** A workload of another namespace. */
function inNamespace(namespace: string): string {
  return SERVING.replace("ns/vision", `ns/${namespace}`);
}

function inProject(attributes: object): Kinds {
  return {
    google_project_iam_member: {
      it: {
        project: "p",
        role: "roles/secretmanager.secretAccessor",
        member: "serviceAccount:eso@p.iam.gserviceaccount.com",
        ...attributes,
      },
    },
  };
}

export const GOOGLE_SECRET_MANAGER_CASES: readonly ControlCases[] = [
  {
    control: "GOOGLE_SECRET_MANAGER_CUSTOMER_KEY",
    holds: {
      "every replica": {
        resource: secret(
          inRegions({ location: "europe-west4", ...ENCRYPTED }, { location: "europe-west1", ...ENCRYPTED }),
        ),
      },
      "replicated by Google, with a key": { resource: secret({ replication: { auto: ENCRYPTED } }) },
      "in one region": {
        resource: {
          google_secret_manager_regional_secret: { it: { secret_id: "s", location: "europe-west4", ...ENCRYPTED } },
        },
      },
    },
    fails: {
      "one replica of two": {
        resource: secret(inRegions({ location: "europe-west4", ...ENCRYPTED }, { location: "europe-west1" })),
      },
      "replicated by Google": { resource: secret({ replication: { auto: {} } }) },
      "in one region": {
        resource: { google_secret_manager_regional_secret: { it: { secret_id: "s", location: "europe-west4" } } },
      },
      "no replication": { resource: secret({}) },
    },
    undecided: {
      "a key that may be none": {
        resource: secret(
          inRegions({ location: "europe-west4", customer_managed_encryption: [{ kms_key_name: "${var.key}" }] }),
        ),
      },
    },
  },
  {
    control: "GOOGLE_SECRET_MANAGER_REGION_PINNED",
    holds: { "a region": { resource: secret(inRegions({ location: "europe-west4" })) } },
    fails: {
      "wherever Google likes": { resource: secret({ replication: [{ auto: [{}] }] }) },
      "wherever Google likes, with a key": { resource: secret({ replication: { auto: ENCRYPTED } }) },
    },
    undecided: { "a replication that is not known": { resource: secret({ replication: "${var.replication}" }) } },
  },
  {
    control: "GOOGLE_SECRET_MANAGER_DELAYED_DESTRUCTION",
    holds: { "a week": { resource: secret({ version_destroy_ttl: "604800s" }) } },
    fails: {
      unset: { resource: secret({}) },
      "unset, in one region": {
        resource: { google_secret_manager_regional_secret: { it: { secret_id: "s", location: "europe-west4" } } },
      },
    },
  },
  {
    control: "GOOGLE_SECRET_MANAGER_ROTATED",
    holds: {
      "a quarter": {
        resource: secret({
          rotation: [{ rotation_period: "7776000s", next_rotation_time: "2027-01-01T00:00:00Z" }],
          topics: [{ name: "projects/p/topics/rotate" }],
        }),
      },
    },
    fails: {
      "a year": {
        resource: secret({
          rotation: { rotation_period: "31536000s" },
          topics: [{ name: "projects/p/topics/rotate" }],
        }),
      },
      "nobody hears of it": { resource: secret({ rotation: { rotation_period: "2592000s" } }) },
    },
    undecided: {
      "a variable": {
        resource: secret({
          rotation: { rotation_period: "${var.period}" },
          topics: [{ name: "projects/p/topics/rotate" }],
        }),
      },
    },
  },
  {
    control: "GOOGLE_SECRET_MANAGER_NO_VALUE_IN_STATE",
    holds: {
      "write-only": {
        resource: {
          google_secret_manager_secret_version: {
            it: { secret: "s", secret_data_wo: "${var.token}", secret_data_wo_version: 1 },
          },
        },
      },
    },
    fails: {
      "from a variable": {
        resource: { google_secret_manager_secret_version: { it: { secret: "s", secret_data: "${var.token}" } } },
      },
      "made by Terraform, in one region": {
        resource: {
          google_secret_manager_regional_secret_version: {
            it: { secret: "s", secret_data: "${random_password.p.result}" },
          },
        },
      },
    },
  },
  {
    control: "GOOGLE_SECRET_MANAGER_NO_ANYONE",
    holds: {
      "a named account": { resource: granted("serviceAccount:resnet@p.iam.gserviceaccount.com") },
      "pods of one service account": {
        resource: granted(
          "principal://iam.googleapis.com/projects/1/locations/global/workloadIdentityPools/p.svc.id.goog/subject/ns/vision/sa/resnet",
        ),
      },
    },
    fails: {
      "the whole world": { resource: granted("allUsers") },
      "everybody with a Google account, in one region": {
        resource: {
          google_secret_manager_regional_secret_iam_binding: {
            it: {
              secret_id: "s",
              location: "europe-west4",
              role: "roles/secretmanager.secretAccessor",
              members: ["allAuthenticatedUsers"],
            },
          },
        },
      },
      "by a policy": {
        resource: {
          google_secret_manager_secret_iam_policy: {
            it: {
              secret_id: "s",
              policy_data:
                '${jsonencode({bindings = [{role = "roles/secretmanager.secretAccessor", members = ["allUsers"]}]})}',
            },
          },
        },
      },
    },
    undecided: { "whoever a variable says": { resource: granted("${var.member}") } },
  },
  {
    control: "GOOGLE_SECRET_MANAGER_MACHINES_ONLY_READ",
    holds: {
      "a model server reads": { resource: granted(SERVING) },
      "what rotates it adds versions": { resource: granted(ROTATION, "roles/secretmanager.secretVersionAdder") },
      "people administer it": { resource: granted("group:security@acme.example", "roles/secretmanager.admin") },
    },
    fails: {
      "a model server writes versions": { resource: granted(SERVING, "roles/secretmanager.secretVersionManager") },
      "a pipeline administers it": { resource: granted(ROTATION, "roles/secretmanager.admin") },
      "a custom role that gives it away": {
        resource: {
          google_project_iam_custom_role: {
            r: { role_id: "any", permissions: ["secretmanager.versions.access", "secretmanager.secrets.setIamPolicy"] },
          },
          ...granted(ROTATION, "${google_project_iam_custom_role.r.id}"),
        },
      },
    },
    undecided: { "a role that is not known": { resource: granted(ROTATION, "${var.role}") } },
  },
  {
    control: "GOOGLE_SECRET_MANAGER_ONE_TENANT",
    holds: {
      "one namespace": { resource: read(SERVING, SERVING.replace("sa/resnet", "sa/bert")) },
      "one namespace and the platform": { resource: read(SERVING, inNamespace("external-secrets")) },
      "another tenant sees that it is there": {
        resource: {
          ...read(SERVING),
          google_secret_manager_secret_iam_binding: {
            see: { secret_id: "hub-token", role: "roles/secretmanager.viewer", members: [inNamespace("search")] },
          },
        },
      },
      nobody: { resource: secret({}) },
    },
    fails: {
      "two namespaces": { resource: read(SERVING, inNamespace("search")) },
      "two namespaces, one by an account": {
        resource: { ...servingAccount(), ...read(RESNET, inNamespace("search")) },
      },
      "two namespaces, one by a custom role": {
        resource: {
          ...read(SERVING),
          google_project_iam_custom_role: { r: { role_id: "any", permissions: ["secretmanager.versions.access"] } },
          google_secret_manager_secret_iam_binding: {
            more: {
              secret_id: "hub-token",
              role: "${google_project_iam_custom_role.r.id}",
              members: [inNamespace("search")],
            },
          },
        },
      },
    },
    undecided: { "one namespace and whoever a variable says": { resource: read(SERVING, "${var.member}") } },
  },
  {
    control: "GOOGLE_SECRET_MANAGER_READ_ONE_BY_ONE",
    holds: {
      "another role": { resource: inProject({ role: "roles/logging.logWriter" }) },
      "secrets of one name": {
        resource: inProject({
          condition: [{ title: "own", expression: 'resource.name.startsWith("projects/1/secrets/vision-")' }],
        }),
      },
    },
    fails: {
      "all secrets": { resource: inProject({}) },
      "all secrets of a folder": {
        resource: {
          google_folder_iam_binding: {
            it: {
              folder: "folders/1",
              role: "roles/secretmanager.secretAccessor",
              members: ["group:platform@acme.example"],
            },
          },
        },
      },
      "all secrets, by a custom role": {
        resource: {
          google_project_iam_custom_role: { r: { role_id: "any", permissions: ["secretmanager.versions.access"] } },
          ...inProject({ role: "${google_project_iam_custom_role.r.id}" }),
        },
      },
    },
    undecided: { "a variable": { resource: inProject({ role: "${var.role}" }) } },
  },
];
