import { saidTier } from "../../../src/change/graph/said-tier";
import { servicesOf } from "../../../src/change/graph/services";
import { type EstateSource, estateOf } from "../../support/estates";

function tierOf(labels: object, place = "tags"): string | undefined {
  const estate = estateOf({ resource: { aws_sagemaker_endpoint: { a: { name: "a", [place]: labels } } } });
  const [endpoint] = estate.ofKind("aws_sagemaker_endpoint");
  return endpoint === undefined ? "no endpoint" : saidTier(endpoint);
}

test.each([
  ["tier", "prod", "prod"],
  ["Tier", "production", "prod"],
  ["TIER", "prd", "prod"],
  ["modelkeep/tier", "staging", "staging"],
  ["Environment", "production", "prod"],
  ["environment", "Production", "prod"],
  ["ENVIRONMENT", "PROD", "prod"],
  ["env", "prod", "prod"],
  ["Env", "live", "prod"],
  ["Stage", "prod", "prod"],
  ["stage", " prd ", "prod"],
  ["environment", "stage", "staging"],
  ["environment", "stg", "staging"],
  ["environment", "preprod", "staging"],
  ["environment", "pre-prod", "staging"],
  ["environment", "uat", "staging"],
  ["environment", "QA", "staging"],
  ["environment", "development", "dev"],
  ["environment", "test", "dev"],
  ["environment", "sandbox", "dev"],
  ["environment", "int", "dev"],
  ["environment", "non-prod", undefined],
  ["environment", "blue", undefined],
  ["environment", "${var.environment}", undefined],
  ["environments", "prod", undefined],
  ["team", "production", undefined],
  ["constructor", "prod", undefined],
])("the tag %s of %j says the tier %s", (key, word, expected) => {
  expect(tierOf({ [key]: word })).toBe(expected);
});

test.each([
  ["the constructs' own key wins", { Environment: "prod", tier: "dev" }, "dev"],
  ["also in lower order", { "modelkeep/tier": "staging", env: "prod", stage: "dev" }, "staging"],
  ["a word that is no tier does not count", { tier: "frontend", Environment: "prod" }, "prod"],
  ["of others, the one of which most depends", { env: "dev", Stage: "prod", environment: "staging" }, "prod"],
  ["in any order", { Stage: "prod", env: "dev" }, "prod"],
  ["what is not known says nothing", { tier: "${var.tier}", env: "prod" }, "prod"],
])("tags that contradict one another: %s", (_, tags, expected) => {
  expect(tierOf(tags)).toBe(expected);
});

test.each(["tags", "tags_all", "labels", "effective_labels", "user_labels", "resource_labels"])(
  "%s say the tier",
  (place) => {
    expect(tierOf({ environment: "production" }, place)).toBe("prod");
  },
);

test("labels of Google Cloud and of namespaces make a service one of production", () => {
  const source: EstateSource = {
    resource: { google_vertex_ai_endpoint: { b: { name: "1", display_name: "bert", labels: { env: "prod" } } } },
    manifests: [
      { apiVersion: "v1", kind: "Namespace", metadata: { name: "vision", labels: { Environment: "Production" } } },
      {
        apiVersion: "serving.kserve.io/v1beta1",
        kind: "InferenceService",
        metadata: { name: "resnet", namespace: "vision" },
        spec: {},
      },
    ],
  };
  const endpoints = servicesOf(estateOf(source)).filter(({ type }) => type === "endpoint");
  expect(endpoints.map(({ name, tier }) => `${name} ${tier}`).sort()).toEqual(["bert prod", "resnet prod"]);
});
