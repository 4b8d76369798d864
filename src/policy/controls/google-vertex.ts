import type { Control } from "../control";

const USES_SERVICE_CONNECT = "self.private_service_connect_config.exists(c, isTrue(c.enable_private_service_connect))";
const IS_PEERED = '(self.network != null && !(isLiteral(self.network) && self.network == ""))';

const MODEL_BUCKETS = 'resourcesHere("google_storage_bucket").filter(b, holdsModels(b))';
const IS_REGION = 'matches("(?i)^[a-z]+-[a-z]+[0-9]+$")';

/** Endpoints of Vertex AI answer at Google's own API: what stands before them is said on the endpoint, and mostly only when it is made. */
export const GOOGLE_VERTEX_CONTROLS: readonly Control[] = [
  {
    id: "GOOGLE_VERTEX_ENDPOINT_PRIVATE",
    severity: "critical",
    category: "exposure",
    title: "The endpoint answers within networks of the customer alone",
    appliesTo: ["google_vertex_ai_endpoint"],
    require: `${USES_SERVICE_CONNECT} || ${IS_PEERED}`,
    attribute: "private_service_connect_config.enable_private_service_connect",
    message: "Neither Private Service Connect nor a peered network is set",
    rationale:
      "Otherwise the endpoint answers at Google's public API: a token that leaked from a pod calls the model, and copies it by " +
      "asking, from any machine in the world.",
    remediation:
      "Set private_service_connect_config.enable_private_service_connect to true, or network to a peered VPC; both together are " +
      "refused, and CKV2_GCP_33 sees only the second.",
    answers: ["MEP-24", "MEP-27", "DENY-VX-001", "CKV2_GCP_33", "AML.M0019"],
  },
  {
    id: "GOOGLE_VERTEX_PROJECTS_NAMED",
    severity: "high",
    category: "network",
    title: "Private Service Connect names the projects that may connect",
    appliesTo: ["google_vertex_ai_endpoint", "google_vertex_ai_index_endpoint"],
    when: USES_SERVICE_CONNECT,
    require:
      "self.private_service_connect_config.all(c, !isTrue(c.enable_private_service_connect) || " +
      '(list(c.project_allowlist).size() > 0 && !list(c.project_allowlist).exists(p, text(p) in ["", "*"])))',
    attribute: "private_service_connect_config.project_allowlist",
    rationale:
      "Who is on the list makes a private line to the model in a network of their own; what is written down can be reviewed, and an " +
      "empty list is filled by hand one day.",
    remediation: "Set project_allowlist to the ids of the projects that call the model.",
    answers: ["MEP-25", "AML.M0019"],
  },
  {
    id: "GOOGLE_VERTEX_ENDPOINT_ENCRYPTED",
    severity: "high",
    category: "encryption",
    title: "The endpoint is encrypted with a key of the customer",
    appliesTo: ["google_vertex_ai_endpoint"],
    require:
      'self.encryption_spec.exists(e, e.kms_key_name != null && !(isLiteral(e.kms_key_name) && e.kms_key_name == ""))',
    attribute: "encryption_spec.kms_key_name",
    rationale:
      "What is deployed on it, and what it keeps of calls, lies under a key of Google's that nobody here can take away. It can only be " +
      "said when the endpoint is made.",
    remediation: "Set encryption_spec.kms_key_name to a key of the endpoint's location; ModelKey makes one.",
    answers: ["MEP-28", "DENY-VX-002", "CKV2_GCP_24", "AML.M0012"],
  },
  {
    id: "GOOGLE_VERTEX_ENDPOINT_NEAR_MODELS",
    severity: "medium",
    category: "governance",
    title: "The endpoint serves in the region that the models are kept in",
    appliesTo: ["google_vertex_ai_endpoint"],
    when: `${MODEL_BUCKETS}.size() > 0`,
    require:
      `${MODEL_BUCKETS}.size() == 0 || ${MODEL_BUCKETS}.exists(b, !text(b.location).${IS_REGION} || ` +
      "text(b.location).lowerAscii() == text(self.location).lowerAscii())",
    attribute: "location",
    rationale:
      "Weights and prompts leave the region that they were promised to stay in, and every deployment pays for the way. Asked of the " +
      "buckets with models in the same root module; a key elsewhere is found by itself.",
    remediation: "Set location to the region of the bucket with the models, and make the key there.",
    answers: ["MEP-31"],
  },
  {
    id: "GOOGLE_VERTEX_INDEX_ENDPOINT_PRIVATE",
    severity: "critical",
    category: "exposure",
    title: "The index of embeddings answers within networks of the customer alone",
    appliesTo: ["google_vertex_ai_index_endpoint"],
    require: `!isTrue(self.public_endpoint_enabled) && (${USES_SERVICE_CONNECT} || ${IS_PEERED})`,
    found:
      '(isTrue(self.public_endpoint_enabled) ? [{"attribute": "public_endpoint_enabled", "message": "is true"}] : []) + ' +
      `((${USES_SERVICE_CONNECT} || ${IS_PEERED}) ? [] : [{"attribute": "private_service_connect_config", "message": "is not set, nor is network"}])`,
    attribute: "public_endpoint_enabled",
    message: "The index is reached from outside the networks of the customer",
    rationale:
      "Embeddings give back much of the text that they were made from: who may search the index reads the documents behind the model.",
    remediation:
      "Leave public_endpoint_enabled out, and set private_service_connect_config.enable_private_service_connect to true, or network.",
    answers: ["MEP-32", "DENY-VX-001", "CKV2_GCP_34", "AML.M0019", "LLM08"],
  },
  {
    id: "GOOGLE_VERTEX_MODEL_GARDEN_NOT_IN_PRODUCTION",
    severity: "high",
    category: "exposure",
    title: "Models of Model Garden are not deployed to production with one resource",
    appliesTo: ["google_vertex_ai_endpoint_with_model_garden_deployment"],
    require: 'tiersHere().size() > 0 && tiersHere().all(t, t in ["dev", "staging"])',
    attribute: "endpoint_config",
    message:
      "The resource makes a public endpoint under a key of Google's, and nothing says that this is not production",
    rationale:
      "The resource knows neither a key of the customer nor Private Service Connect, and serves what the publisher gives out that " +
      "day. In development that may do; which tier it is, tags and labels of the root module say.",
    remediation:
      "Upload the model's own version, and deploy it to a google_vertex_ai_endpoint with encryption_spec and private_service_connect_config.",
    answers: ["MEP-33", "DENY-VX-002", "AML.M0019"],
  },
  {
    id: "GOOGLE_VERTEX_MODEL_GARDEN_IMAGE_BY_DIGEST",
    severity: "high",
    category: "supply-chain",
    title: "The image of a model of Model Garden is named by digest",
    appliesTo: ["google_vertex_ai_endpoint_with_model_garden_deployment"],
    require:
      "self.model_config.all(m, m.container_spec.all(c, c.image_uri == null || " +
      'spelling(c.image_uri).matches("@sha256:[0-9a-f]{64}$")))',
    attribute: "model_config.container_spec.image_uri",
    rationale:
      "Who moves the tag runs code beside the weights when the next replica starts, and nothing in Terraform changes.",
    remediation: "Write repository@sha256:<digest>, from a repository of your own; ImageRepository makes one.",
    answers: ["DENY-IMG-001", "AML.M0014"],
  },
  {
    id: "GOOGLE_VERTEX_POOL_BOUNDED",
    severity: "high",
    category: "resilience",
    title: "A pool of machines for models has a stated upper bound",
    appliesTo: ["google_vertex_ai_deployment_resource_pool"],
    require:
      "self.dedicated_resources.size() > 0 && " +
      "self.dedicated_resources.all(d, d.max_replica_count != null && number(d.max_replica_count, 101) <= 100)",
    attribute: "dedicated_resources.max_replica_count",
    rationale:
      "All models of the pool share its machines, and whoever may call one of them may make it grow. Unset the bound is " +
      "min_replica_count, and moves with it unseen; one above 100 is none.",
    remediation: "Set dedicated_resources.max_replica_count to what the budget bears, at most 100.",
    answers: ["MEP-34", "DENY-VX-002", "LLM10"],
  },
];
