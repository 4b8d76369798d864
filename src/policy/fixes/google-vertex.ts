import { choose, decide, type Fixes, set, unset } from "./fix";
import { example } from "./google-example";

const PROJECTS = choose("ids of the projects that call the model", ["acme-callers"]);
const CONNECTED = { enable_private_service_connect: true, project_allowlist: ["acme-callers"] };
const KEY = "projects/acme-vision/locations/europe-west4/keyRings/models/cryptoKeys/vision";

export const GOOGLE_VERTEX_FIXES: Fixes = {
  GOOGLE_VERTEX_ENDPOINT_PRIVATE: [
    set("private_service_connect_config.enable_private_service_connect", true),
    set("private_service_connect_config.project_allowlist", PROJECTS),
    // An empty text is all that can stand here, and the API refuses it beside Private Service Connect.
    unset("network"),
  ],
  GOOGLE_VERTEX_PROJECTS_NAMED: [set("private_service_connect_config.project_allowlist", PROJECTS)],
  GOOGLE_VERTEX_ENDPOINT_ENCRYPTED: [
    set("encryption_spec.kms_key_name", choose("name of a key in the location of the endpoint", KEY)),
  ],
  GOOGLE_VERTEX_ENDPOINT_NEAR_MODELS: [
    set("location", choose("region of the bucket with the models, and of the endpoint's key", "europe-west4")),
  ],
  GOOGLE_VERTEX_INDEX_ENDPOINT_PRIVATE: [
    decide(
      "whether callers come through Private Service Connect or a peered network; one of both, and no public endpoint",
      example([
        "google_vertex_ai_index_endpoint",
        "documents",
        { display_name: "documents", region: "europe-west4", private_service_connect_config: CONNECTED },
      ]),
    ),
  ],
  GOOGLE_VERTEX_MODEL_GARDEN_NOT_IN_PRODUCTION: [
    decide(
      "which version of the model is served: upload it from a bucket of released models, and deploy it to an endpoint of its own",
      example([
        "google_vertex_ai_endpoint",
        "gemma",
        {
          name: "1234567890",
          display_name: "gemma",
          location: "europe-west4",
          encryption_spec: { kms_key_name: KEY },
          private_service_connect_config: CONNECTED,
        },
      ]),
    ),
  ],
  GOOGLE_VERTEX_MODEL_GARDEN_IMAGE_BY_DIGEST: [
    set(
      "model_config.container_spec.image_uri",
      choose(
        "the image that was tested, by its digest",
        `europe-west4-docker.pkg.dev/acme-vision/serving/vllm@sha256:${"4f".repeat(32)}`,
      ),
    ),
  ],
  GOOGLE_VERTEX_POOL_BOUNDED: [
    set("dedicated_resources.max_replica_count", choose("the most machines that the budget bears", 4)),
  ],
};
