import type { TerraformSource } from "../../support/estates";
import type { ControlCases } from "../case";
import { RESNET, SERVING, servingAccount } from "./google-iam";

type Kinds = NonNullable<TerraformSource["resource"]>;

const BUILD = "serviceAccount:build@acme.iam.gserviceaccount.com";
const NODES = "serviceAccount:${google_service_account.nodes.email}";

function repository(attributes: object): Kinds {
  return {
    google_artifact_registry_repository: {
      it: { repository_id: "serving", location: "europe-west4", format: "DOCKER", ...attributes },
    },
  };
}

function granted(role: string, member: string): Kinds {
  return {
    google_artifact_registry_repository_iam_member: {
      it: { repository: "serving", location: "europe-west4", role, member },
    },
  };
}

const CLUSTER = {
  google_service_account: { nodes: { account_id: "nodes" } },
  google_container_node_pool: {
    gpu: { cluster: "c", node_config: [{ service_account: "${google_service_account.nodes.email}" }] },
  },
};

/** A role of nodes in their project. */
function inProject(role: string) {
  return {
    resource: { ...CLUSTER, google_project_iam_member: { it: { project: "acme", role, member: NODES } } },
  };
}

export const GOOGLE_ARTIFACT_REGISTRY_CASES: readonly ControlCases[] = [
  {
    control: "GOOGLE_ARTIFACT_REGISTRY_IMMUTABLE_TAGS",
    holds: {
      immutable: { resource: repository({ docker_config: { immutable_tags: true } }) },
      "immutable, as a text": {
        resource: repository({ mode: "STANDARD_REPOSITORY", docker_config: [{ immutable_tags: "true" }] }),
      },
    },
    fails: {
      unset: { resource: repository({}) },
      mutable: { resource: repository({ docker_config: { immutable_tags: false } }) },
      "mutable, in small letters": {
        resource: repository({ format: "docker", docker_config: [{ immutable_tags: null }] }),
      },
    },
    undecided: {
      "a variable": { resource: repository({ docker_config: { immutable_tags: "${var.immutable}" } }) },
    },
  },
  {
    control: "GOOGLE_ARTIFACT_REGISTRY_CUSTOMER_KEY",
    holds: {
      "a key of the estate": { resource: repository({ kms_key_name: "${google_kms_crypto_key.images.id}" }) },
      "a cache with a key": {
        resource: repository({
          mode: "REMOTE_REPOSITORY",
          kms_key_name: "projects/p/locations/europe-west4/keyRings/r/cryptoKeys/images",
        }),
      },
    },
    fails: {
      unset: { resource: repository({}) },
      "a cache without": { resource: repository({ mode: "REMOTE_REPOSITORY", kms_key_name: "" }) },
    },
    undecided: { "a variable that may be null": { resource: repository({ kms_key_name: "${var.key}" }) } },
  },
  {
    control: "GOOGLE_ARTIFACT_REGISTRY_SCANNED",
    holds: {
      unset: { resource: repository({}) },
      "as the project": { resource: repository({ vulnerability_scanning_config: { enablement_config: "INHERITED" } }) },
    },
    fails: {
      off: { resource: repository({ vulnerability_scanning_config: { enablement_config: "DISABLED" } }) },
    },
    undecided: {
      "a variable": { resource: repository({ vulnerability_scanning_config: { enablement_config: "${var.scan}" } }) },
    },
  },
  {
    control: "GOOGLE_ARTIFACT_REGISTRY_CLEANED_UP",
    holds: {
      "what has no tag goes": {
        resource: repository({
          cleanup_policies: [
            { id: "released", action: "KEEP", condition: [{ tag_state: "TAGGED" }] },
            { id: "untagged", action: "DELETE", condition: [{ tag_state: "UNTAGGED" }] },
          ],
        }),
      },
    },
    fails: {
      unset: { resource: repository({}) },
      "everything stays": { resource: repository({ cleanup_policies: [{ id: "released", action: "KEEP" }] }) },
      "on trial": {
        resource: repository({
          cleanup_policies: [{ id: "untagged", action: "DELETE" }],
          cleanup_policy_dry_run: true,
        }),
      },
    },
    undecided: {
      "on trial as a variable says": {
        resource: repository({
          cleanup_policies: [{ id: "untagged", action: "DELETE" }],
          cleanup_policy_dry_run: "${var.trial}",
        }),
      },
    },
  },
  {
    control: "GOOGLE_ARTIFACT_REGISTRY_NO_ANYONE",
    holds: {
      "a named account": { resource: granted("roles/artifactregistry.reader", NODES) },
      "a group": {
        resource: {
          google_artifact_registry_repository_iam_binding: {
            it: { repository: "serving", role: "roles/artifactregistry.reader", members: ["group:ml@acme.example"] },
          },
        },
      },
    },
    fails: {
      "the whole world": { resource: granted("roles/artifactregistry.reader", "allUsers") },
      "everybody with a Google account, among others": {
        resource: {
          google_artifact_registry_repository_iam_binding: {
            it: {
              repository: "serving",
              role: "roles/artifactregistry.writer",
              members: ["group:ml@acme.example", "allAuthenticatedUsers"],
            },
          },
        },
      },
      "by a policy": {
        data: {
          google_iam_policy: { open: { binding: [{ role: "roles/artifactregistry.reader", members: ["allUsers"] }] } },
        },
        resource: {
          google_artifact_registry_repository_iam_policy: {
            it: { repository: "serving", policy_data: "${data.google_iam_policy.open.policy_data}" },
          },
        },
      },
    },
    undecided: {
      "whoever a variable says": { resource: granted("roles/artifactregistry.reader", "${var.member}") },
    },
  },
  {
    control: "GOOGLE_ARTIFACT_REGISTRY_NODES_PULL_ONLY",
    holds: {
      "nodes do in the project what nodes must": inProject("roles/container.defaultNodeServiceAccount"),
      "nodes pull from every repository": inProject("roles/artifactregistry.reader"),
      "nodes pull": { resource: { ...CLUSTER, ...granted("roles/artifactregistry.reader", NODES) } },
      "the pipeline pushes": {
        resource: {
          ...CLUSTER,
          ...granted("roles/artifactregistry.writer", BUILD),
        },
      },
    },
    fails: {
      "nodes push to every repository of the project": inProject("roles/artifactregistry.writer"),
      "nodes write to every bucket of the project": inProject("roles/storage.objectUser"),
      "nodes push": { resource: { ...CLUSTER, ...granted("roles/artifactregistry.writer", NODES) } },
      "nodes by their address push": {
        resource: {
          google_container_cluster: {
            c: {
              name: "c",
              node_config: [{ service_account: "nodes@acme.iam.gserviceaccount.com" }],
            },
          },
          ...granted("roles/artifactregistry.repoAdmin", "serviceAccount:nodes@acme.iam.gserviceaccount.com"),
        },
      },
      "nodes that GKE makes push": {
        resource: {
          google_service_account: { nodes: { account_id: "nodes" } },
          google_container_cluster: {
            c: {
              name: "c",
              cluster_autoscaling: [
                { auto_provisioning_defaults: [{ service_account: "${google_service_account.nodes.email}" }] },
              ],
            },
          },
          ...granted("roles/artifactregistry.writer", NODES),
        },
      },
    },
    undecided: {
      "the role is a variable": { resource: { ...CLUSTER, ...granted("${var.role}", NODES) } },
    },
  },
  {
    control: "GOOGLE_ARTIFACT_REGISTRY_SERVING_PULLS_ONLY",
    holds: {
      "a model server that pulls": { resource: granted("roles/artifactregistry.reader", SERVING) },
      "the pipeline pushes": { resource: granted("roles/artifactregistry.writer", BUILD) },
      "runners of a pipeline push": {
        resource: granted("roles/artifactregistry.writer", SERVING.replace("ns/vision/sa/resnet", "ns/ci/sa/runner")),
      },
    },
    fails: {
      "a model server pushes": { resource: granted("roles/artifactregistry.writer", SERVING) },
      "an account that model servers act as pushes": {
        resource: { ...servingAccount(), ...granted("roles/artifactregistry.repoAdmin", RESNET) },
      },
      "a custom role that moves tags": {
        resource: {
          google_project_iam_custom_role: { r: { role_id: "tagger", permissions: ["artifactregistry.tags.update"] } },
          ...granted("${google_project_iam_custom_role.r.id}", SERVING),
        },
      },
    },
    undecided: { "the role is a variable": { resource: granted("${var.role}", SERVING) } },
  },
  {
    control: "GOOGLE_CONTAINER_REGISTRY_NOT_USED",
    holds: {
      "Artifact Registry stands in for it": {
        resource: {
          google_container_registry: { it: { location: "EU" } },
          google_artifact_registry_repository: {
            eu: { repository_id: "eu.gcr.io", location: "europe", format: "DOCKER" },
          },
        },
      },
    },
    fails: { "it is there": { resource: { google_container_registry: { it: { location: "EU" } } } } },
    undecided: {
      "a repository that may stand in for it": {
        resource: {
          google_container_registry: { it: { location: "EU" } },
          google_artifact_registry_repository: { eu: { repository_id: "${var.repository}", location: "europe" } },
        },
      },
    },
  },
  {
    control: "GOOGLE_PROJECT_SERVICE_KEPT",
    holds: {
      unset: { resource: { google_project_service: { it: { service: "containerscanning.googleapis.com" } } } },
      kept: {
        resource: {
          google_project_service: { it: { service: "binaryauthorization.googleapis.com", disable_on_destroy: false } },
        },
      },
    },
    fails: {
      disabled: {
        resource: {
          google_project_service: { it: { service: "containerscanning.googleapis.com", disable_on_destroy: true } },
        },
      },
    },
    undecided: {
      "a variable": {
        resource: {
          google_project_service: {
            it: { service: "containerscanning.googleapis.com", disable_on_destroy: "${var.disable}" },
          },
        },
      },
    },
  },
];
