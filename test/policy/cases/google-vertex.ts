import type { EstateSource } from "../../support/estates";
import type { ControlCases } from "../case";

const KEY = "projects/acme-vision/locations/europe-west4/keyRings/models/cryptoKeys/vision";
const CONNECTED = { private_service_connect_config: { enable_private_service_connect: true } };

function endpoint(attributes: object, resource: EstateSource["resource"] = {}): EstateSource {
  const stated = { name: "1234567890", display_name: "llm", location: "europe-west4" };
  return { resource: { google_vertex_ai_endpoint: { llm: { ...stated, ...attributes } }, ...resource } };
}

function index(attributes: object): EstateSource {
  return { resource: { google_vertex_ai_index_endpoint: { documents: { display_name: "documents", ...attributes } } } };
}

function allowing(project_allowlist?: unknown): object {
  return { private_service_connect_config: { enable_private_service_connect: true, project_allowlist } };
}

/** A model of Model Garden, and what else the root module says. */
function garden(attributes: object, others: EstateSource = {}): EstateSource {
  const { resource, ...rest } = others;
  const model = { location: "europe-west4", publisher_model_name: "publishers/google/models/gemma3@gemma-3-4b-it" };
  return {
    ...rest,
    resource: {
      google_vertex_ai_endpoint_with_model_garden_deployment: { gemma: { ...model, ...attributes } },
      ...resource,
    },
  };
}

function pool(dedicated_resources: unknown): EstateSource {
  return {
    resource: { google_vertex_ai_deployment_resource_pool: { shared: { name: "shared", dedicated_resources } } },
  };
}

function bucket(location: string, labels: object = { "ai-artifact": "model" }): EstateSource["resource"] {
  return { google_storage_bucket: { models: { name: "acme-models", location, labels } } };
}

export const GOOGLE_VERTEX_CASES: readonly ControlCases[] = [
  {
    control: "GOOGLE_VERTEX_ENDPOINT_PRIVATE",
    holds: {
      "Private Service Connect": endpoint(CONNECTED),
      "a peered network": endpoint({ network: "projects/123456789/global/networks/serving" }),
      "a network by reference": endpoint({ network: "${google_compute_network.serving.id}" }),
    },
    fails: {
      "not said": endpoint({}),
      "switched off": endpoint({ private_service_connect_config: { enable_private_service_connect: false } }),
      "an empty text": endpoint({ network: "" }),
    },
    undecided: {
      "by a variable": endpoint({
        private_service_connect_config: { enable_private_service_connect: "${var.private}" },
      }),
    },
  },
  {
    control: "GOOGLE_VERTEX_PROJECTS_NAMED",
    holds: {
      "one project": endpoint(allowing(["acme-callers"])),
      "one of an index": index(allowing(["acme-callers"])),
      "a peered network": endpoint({ network: "projects/123456789/global/networks/serving" }),
    },
    fails: {
      nobody: endpoint(CONNECTED),
      "an empty list, of an index": index(allowing([])),
      everybody: endpoint(allowing(["*"])),
    },
    undecided: { "by a variable": endpoint(allowing("${var.projects}")) },
  },
  {
    control: "GOOGLE_VERTEX_ENDPOINT_ENCRYPTED",
    holds: {
      "a key": endpoint({ encryption_spec: { kms_key_name: KEY } }),
      "a key by reference": endpoint({ encryption_spec: { kms_key_name: "${google_kms_crypto_key.models.id}" } }),
    },
    fails: { none: endpoint({}), "an empty text": endpoint({ encryption_spec: { kms_key_name: "" } }) },
    undecided: { "by a variable": endpoint({ encryption_spec: "${var.encryption}" }) },
  },
  {
    control: "GOOGLE_VERTEX_ENDPOINT_NEAR_MODELS",
    holds: {
      "the region of the bucket": endpoint({}, bucket("EUROPE-WEST4")),
      "a bucket of a continent": endpoint({}, bucket("EU")),
      "a bucket of logs elsewhere": endpoint({}, bucket("us-east1", { "ai-artifact": "log" })),
    },
    fails: { "another region": endpoint({ location: "us-east1" }, bucket("europe-west4")) },
    undecided: { "a region by a variable": endpoint({ location: "${var.region}" }, bucket("europe-west4")) },
  },
  {
    control: "GOOGLE_VERTEX_INDEX_ENDPOINT_PRIVATE",
    holds: {
      "Private Service Connect": index(CONNECTED),
      "a peered network": index({
        network: "projects/123456789/global/networks/serving",
        public_endpoint_enabled: false,
      }),
    },
    fails: {
      public: index({ public_endpoint_enabled: true }),
      "public beside Private Service Connect": index({ ...CONNECTED, public_endpoint_enabled: true }),
      neither: index({}),
    },
    undecided: { "by a variable": index({ ...CONNECTED, public_endpoint_enabled: "${var.public}" }) },
  },
  {
    control: "GOOGLE_VERTEX_MODEL_GARDEN_NOT_IN_PRODUCTION",
    holds: {
      "in development": garden({}, { provider: { google: { default_labels: { tier: "dev" } } } }),
      "beside a bucket of staging": garden({}, { resource: bucket("europe-west4", { tier: "staging" }) }),
    },
    fails: {
      "in production": garden({}, { provider: { google: { default_labels: { tier: "prod" } } } }),
      "where nothing says the tier": garden({}),
      "beside a bucket of production": garden({}, { resource: bucket("europe-west4", { tier: "production" }) }),
    },
    undecided: {
      "a tier by a variable": garden({}, { resource: bucket("europe-west4", { tier: "${var.tier}" }) }),
    },
  },
  {
    control: "GOOGLE_VERTEX_MODEL_GARDEN_IMAGE_BY_DIGEST",
    holds: {
      "the publisher's image": garden({}),
      "a digest": garden({
        model_config: {
          container_spec: {
            image_uri: `europe-west4-docker.pkg.dev/acme-vision/serving/vllm@sha256:${"4f".repeat(32)}`,
          },
        },
      }),
    },
    fails: {
      "a tag": garden({
        model_config: { container_spec: { image_uri: "europe-west4-docker.pkg.dev/acme-vision/serving/vllm:latest" } },
      }),
    },
    undecided: { "by a variable": garden({ model_config: { container_spec: "${var.container}" } }) },
  },
  {
    control: "GOOGLE_VERTEX_POOL_BOUNDED",
    holds: { "four machines": pool({ min_replica_count: 1, max_replica_count: 4 }) },
    fails: {
      "not said": pool({ min_replica_count: 1 }),
      "a thousand": pool({ min_replica_count: 1, max_replica_count: 1000 }),
    },
    undecided: { "by a variable": pool({ min_replica_count: 1, max_replica_count: "${var.most}" }) },
  },
];
