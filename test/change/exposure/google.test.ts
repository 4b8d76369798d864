import type { EstateSource } from "../../support/estates";
import { testChanges } from "./shown";

const NETWORK = "google_compute_network.serving";

function firewall(...rules: readonly object[]): EstateSource {
  return {
    resource: {
      google_compute_network: { serving: { name: "serving" } },
      google_compute_firewall: Object.fromEntries(
        rules.map((rule, at) => [
          `rule${at}`,
          { name: `rule${at}`, network: "${google_compute_network.serving.name}", ...rule },
        ]),
      ),
    },
  };
}

const SSH = { allow: [{ protocol: "tcp", ports: ["22"] }] };

describe("firewalls", () => {
  testChanges([
    {
      name: "a range that is widened",
      before: firewall({ ...SSH, source_ranges: ["10.0.0.0/8"] }),
      after: firewall({ ...SSH, source_ranges: ["0.0.0.0/0"] }),
      gained: [`${NETWORK} < internet 0.0.0.0/0: tcp 22`],
      lost: [],
    },
    {
      name: "a rule without sources is for everybody",
      before: firewall(),
      after: firewall(SSH),
      gained: [`${NETWORK} < internet 0.0.0.0/0: tcp 22`],
      lost: [],
    },
    {
      name: "targets narrow what is open",
      before: firewall({ ...SSH, source_ranges: ["0.0.0.0/0"] }),
      after: firewall({ ...SSH, source_ranges: ["0.0.0.0/0"], target_tags: ["bastion"] }),
      gained: [],
      lost: [`${NETWORK} < internet 0.0.0.0/0; tcp 22 of machines of bastion stays open: tcp 22`],
    },
    {
      name: "machines that are tagged",
      before: firewall(),
      after: firewall({ ...SSH, source_tags: ["bastion"], target_tags: ["gpu"] }),
      gained: [`${NETWORK} < named machines tagged bastion: tcp 22 of machines of gpu`],
      lost: [],
    },
    {
      name: "a rule that is switched off",
      before: firewall({ ...SSH, source_ranges: ["0.0.0.0/0"] }),
      after: firewall({ ...SSH, source_ranges: ["0.0.0.0/0"], disabled: true }),
      gained: [],
      lost: [`${NETWORK} < internet 0.0.0.0/0: tcp 22`],
    },
    {
      name: "a rule of another name with the same content is no change",
      before: firewall({ ...SSH, source_ranges: ["10.0.0.0/8"] }),
      after: {
        resource: {
          google_compute_network: { serving: { name: "serving" } },
          google_compute_firewall: {
            other: { network: "serving", ...SSH, source_ranges: ["10.0.0.0/8"] },
          },
        },
      },
      gained: [],
      lost: [],
    },
    {
      name: "a refusal that goes opens what it refused",
      before: firewall(
        { ...SSH, source_ranges: ["0.0.0.0/0"] },
        { deny: [{ protocol: "all" }], source_ranges: ["0.0.0.0/0"], priority: 100 },
      ),
      after: firewall({ ...SSH, source_ranges: ["0.0.0.0/0"] }),
      gained: [`${NETWORK} < internet 0.0.0.0/0: tcp 22`],
      lost: [],
    },
    {
      name: "a refusal that comes later refuses nothing",
      before: firewall({ ...SSH, source_ranges: ["0.0.0.0/0"] }),
      after: firewall(
        { ...SSH, source_ranges: ["0.0.0.0/0"] },
        { deny: [{ protocol: "all" }], source_ranges: ["0.0.0.0/0"], priority: 2000 },
      ),
      gained: [],
      lost: [],
    },
    {
      name: "a way out",
      before: firewall(),
      after: firewall({ direction: "EGRESS", allow: [{ protocol: "all" }], destination_ranges: ["0.0.0.0/0"] }),
      gained: [`${NETWORK} < internet 0.0.0.0/0: egress everything`],
      lost: [],
    },
    {
      name: "a rule of a firewall policy",
      before: { resource: { google_compute_network_firewall_policy: { p: { name: "p" } } } },
      after: {
        resource: {
          google_compute_network_firewall_policy: { p: { name: "p" } },
          google_compute_network_firewall_policy_rule: {
            r: {
              firewall_policy: "${google_compute_network_firewall_policy.p.name}",
              direction: "INGRESS",
              action: "allow",
              priority: 1,
              match: { src_ip_ranges: ["0.0.0.0/0"], layer4_configs: [{ ip_protocol: "tcp", ports: ["443"] }] },
            },
          },
        },
      },
      gained: ["google_compute_network_firewall_policy.p < internet 0.0.0.0/0: tcp 443"],
      lost: [],
    },
    {
      name: "a range that is known only after apply",
      before: firewall(),
      after: firewall({ ...SSH, source_ranges: ["${var.range}"] }),
      gained: [`${NETWORK} < internet addresses that are known after apply (\${var.range}): tcp 22 ?`],
      lost: [],
    },
  ]);
});

function gke(attributes: object): EstateSource {
  return { resource: { google_container_cluster: { main: { name: "main", ...attributes } } } };
}

describe("API servers of GKE", () => {
  const PRIVATE = { private_cluster_config: { enable_private_endpoint: true } };
  const cluster = "google_container_cluster.main";

  testChanges([
    {
      name: "a private endpoint that becomes public",
      before: gke(PRIVATE),
      after: gke({}),
      gained: [`${cluster} < internet 0.0.0.0/0: https`],
      lost: [],
    },
    {
      name: "authorized networks close it to all others",
      before: gke({}),
      after: gke({ master_authorized_networks_config: { cidr_blocks: [{ cidr_block: "198.51.100.0/24" }] } }),
      gained: [],
      lost: [
        `${cluster} < internet 0.0.0.0/0; it stays open from 198.51.100.0/24, from its network and what is peered with it: https`,
      ],
    },
    {
      name: "a network that is authorized besides",
      before: gke({ master_authorized_networks_config: { cidr_blocks: [] } }),
      after: gke({ master_authorized_networks_config: { cidr_blocks: [{ cidr_block: "198.51.100.0/24" }] } }),
      gained: [`${cluster} < named 198.51.100.0/24: https`],
      lost: [],
    },
    {
      name: "a DNS endpoint that takes traffic from outside",
      before: gke(PRIVATE),
      after: gke({
        ...PRIVATE,
        control_plane_endpoints_config: { dns_endpoint_config: { allow_external_traffic: true } },
      }),
      gained: [`${cluster} < internet 0.0.0.0/0: https at its DNS endpoint`],
      lost: [],
    },
  ]);
});

describe("load balancers, endpoints and machines", () => {
  const rule = (load_balancing_scheme?: string): EstateSource => ({
    resource: {
      google_compute_forwarding_rule: {
        edge: { port_range: "443", ...(load_balancing_scheme === undefined ? {} : { load_balancing_scheme }) },
      },
    },
  });
  const endpoint = (attributes: object): EstateSource => ({
    resource: { google_vertex_ai_endpoint: { resnet: { name: "resnet", ...attributes } } },
  });

  testChanges([
    {
      name: "an internal load balancer that becomes a public one",
      before: rule("INTERNAL"),
      after: rule("EXTERNAL_MANAGED"),
      gained: ["google_compute_forwarding_rule.edge < internet 0.0.0.0/0: tcp 443"],
      lost: [],
    },
    {
      name: "unset is public",
      before: rule(),
      after: rule("INTERNAL"),
      gained: [],
      lost: [
        "google_compute_forwarding_rule.edge < internet 0.0.0.0/0; it stays open from its network and what is peered with it: tcp 443",
      ],
    },
    {
      name: "an endpoint of Vertex AI that leaves its network",
      before: endpoint({ network: "projects/1/global/networks/serving" }),
      after: endpoint({}),
      gained: ["google_vertex_ai_endpoint.resnet < internet 0.0.0.0/0: https, by the permissions of the caller"],
      lost: [],
    },
    {
      name: "a machine with a public address",
      before: { resource: { google_compute_instance: { gpu: { network_interface: [{ network: "serving" }] } } } },
      after: {
        resource: {
          google_compute_instance: { gpu: { network_interface: [{ network: "serving", access_config: [{}] }] } },
        },
      },
      gained: ["google_compute_instance.gpu < internet 0.0.0.0/0: whatever firewalls let in"],
      lost: [],
    },
  ]);
});

function bucket(attributes: object, members?: readonly string[]): EstateSource {
  return {
    resource: {
      google_storage_bucket: { models: { name: "acme-models", ...attributes } },
      ...(members === undefined
        ? {}
        : {
            google_storage_bucket_iam_binding: {
              readers: { bucket: "${google_storage_bucket.models.name}", role: "roles/storage.objectViewer", members },
            },
          }),
    },
  };
}

const ENFORCED = { public_access_prevention: "enforced" };

describe("what everybody is given", () => {
  const models = "google_storage_bucket.models";

  testChanges([
    {
      name: "a bucket that everybody reads",
      before: bucket({}, ["user:a@acme.com"]),
      after: bucket({}, ["user:a@acme.com", "allUsers"]),
      gained: [`${models} < internet allUsers: roles/storage.objectViewer`],
      lost: [],
    },
    {
      name: "a bucket that whoever has a Google account reads, and nobody any more",
      before: bucket({}, ["allAuthenticatedUsers"]),
      after: bucket({}),
      gained: [],
      lost: [`${models} < any-account allAuthenticatedUsers: roles/storage.objectViewer`],
    },
    {
      name: "prevention that goes makes the grant count",
      before: bucket(ENFORCED, ["allUsers"]),
      after: bucket({}, ["allUsers"]),
      gained: [
        `${models} < internet allUsers: roles/storage.objectViewer`,
        `${models} < internet anyone whom an ACL or a grant lets in: public access, which nothing prevents ?`,
      ],
      lost: [],
    },
    {
      name: "members that are known only after apply",
      before: bucket({}),
      after: bucket({}, ["${var.reader}"]),
      gained: [`${models} < internet \${var.reader} (known after apply): roles/storage.objectViewer ?`],
      lost: [],
    },
    {
      name: "a service account of the estate is nobody new",
      before: bucket({}),
      after: {
        resource: {
          ...bucket({}, ["serviceAccount:${google_service_account.reader.email}"]).resource,
          google_service_account: { reader: { account_id: "reader" } },
        },
      },
      gained: [],
      lost: [],
    },
    {
      name: "an ACL for everybody",
      before: bucket({}),
      after: {
        resource: {
          ...bucket({}).resource,
          google_storage_bucket_acl: { models: { bucket: "acme-models", role_entity: ["READER:allUsers"] } },
        },
      },
      gained: [`${models} < internet allUsers: READER by ACL`],
      lost: [],
    },
    {
      name: "a program that everybody may call, and the same one when it takes no requests from outside",
      before: {
        resource: {
          google_cloud_run_v2_service: { api: { name: "api", ingress: "INGRESS_TRAFFIC_INTERNAL_ONLY" } },
          google_cloud_run_v2_service_iam_member: {
            all: { name: "api", role: "roles/run.invoker", member: "allUsers" },
          },
        },
      },
      after: {
        resource: {
          google_cloud_run_v2_service: { api: { name: "api" } },
          google_cloud_run_v2_service_iam_member: {
            all: { name: "api", role: "roles/run.invoker", member: "allUsers" },
          },
        },
      },
      gained: ["google_cloud_run_v2_service.api < internet allUsers: roles/run.invoker"],
      lost: [
        "google_cloud_run_v2_service.api < private-network its network and what is peered with it: roles/run.invoker",
      ],
    },
    {
      name: "a key, a secret and images",
      before: { resource: { google_kms_crypto_key: { k: { name: "k" } } } },
      after: {
        resource: {
          google_kms_crypto_key: { k: { name: "k" } },
          google_kms_crypto_key_iam_member: {
            all: {
              crypto_key_id: "${google_kms_crypto_key.k.id}",
              role: "roles/cloudkms.cryptoKeyDecrypter",
              member: "allUsers",
            },
          },
          google_secret_manager_secret_iam_member: {
            all: { secret_id: "token", role: "roles/secretmanager.secretAccessor", member: "allAuthenticatedUsers" },
          },
          google_artifact_registry_repository_iam_member: {
            all: { repository: "images", role: "roles/artifactregistry.reader", member: "allUsers" },
          },
        },
      },
      gained: [
        "google_kms_crypto_key.k < internet allUsers: roles/cloudkms.cryptoKeyDecrypter",
        "images < internet allUsers: roles/artifactregistry.reader",
        "token < any-account allAuthenticatedUsers: roles/secretmanager.secretAccessor",
      ],
      lost: [],
    },
  ]);
});
