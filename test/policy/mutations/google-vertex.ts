import type { Attributes, Mutation } from "../mutation";

const CONNECTED = { enable_private_service_connect: true, project_allowlist: ["acme-callers"] };

function added(control: string, name: string, kind: string, attributes: Attributes): Mutation {
  return { control, name, stack: "vision-cloud-gke", breaks: (stack) => stack.add(kind, "added", attributes) };
}

function keyIn(location: string): string {
  return `projects/acme-vision/locations/${location}/keyRings/models/cryptoKeys/vision`;
}

/** A well-made endpoint beside the hardened stack, but for one thing. */
function endpoint(control: string, name: string, wrong: Attributes): Mutation {
  return added(control, name, "google_vertex_ai_endpoint", {
    name: "1234567890",
    display_name: "llm",
    location: "europe-west4",
    private_service_connect_config: CONNECTED,
    encryption_spec: { kms_key_name: keyIn("europe-west4") },
    ...wrong,
  });
}

export const GOOGLE_VERTEX_MUTATIONS: readonly Mutation[] = [
  endpoint("GOOGLE_VERTEX_ENDPOINT_PRIVATE", "an endpoint at Google's public API", {
    private_service_connect_config: null,
  }),
  endpoint("GOOGLE_VERTEX_PROJECTS_NAMED", "an endpoint that names no projects", {
    private_service_connect_config: { enable_private_service_connect: true },
  }),
  endpoint("GOOGLE_VERTEX_ENDPOINT_ENCRYPTED", "an endpoint under a key of Google's", { encryption_spec: null }),
  endpoint("GOOGLE_VERTEX_ENDPOINT_NEAR_MODELS", "an endpoint on another continent", {
    location: "us-east1",
    encryption_spec: { kms_key_name: keyIn("us-east1") },
  }),
  added("GOOGLE_VERTEX_INDEX_ENDPOINT_PRIVATE", "an index on the internet", "google_vertex_ai_index_endpoint", {
    display_name: "documents",
    region: "europe-west4",
    private_service_connect_config: CONNECTED,
    public_endpoint_enabled: true,
  }),
  added(
    "GOOGLE_VERTEX_MODEL_GARDEN_NOT_IN_PRODUCTION",
    "a model of Model Garden in production",
    "google_vertex_ai_endpoint_with_model_garden_deployment",
    { location: "europe-west4", publisher_model_name: "publishers/google/models/gemma3@gemma-3-4b-it" },
  ),
  {
    control: "GOOGLE_VERTEX_MODEL_GARDEN_IMAGE_BY_DIGEST",
    name: "a model of Model Garden whose image is a tag",
    stack: "everything-google",
    breaks: (stack) =>
      stack.add("google_vertex_ai_endpoint_with_model_garden_deployment", "added", {
        location: "us-central1",
        hugging_face_model_id: "acme/llama-3-8b",
        model_config: {
          container_spec: { image_uri: "us-central1-docker.pkg.dev/acme-platform/serving/vllm:v1" },
        },
      }),
  },
  added(
    "GOOGLE_VERTEX_POOL_BOUNDED",
    "a pool of machines without a bound",
    "google_vertex_ai_deployment_resource_pool",
    {
      name: "shared",
      region: "europe-west4",
      dedicated_resources: { machine_spec: { machine_type: "g2-standard-8" }, min_replica_count: 1 },
    },
  ),
];
