import { GoogleProvider, type GoogleProviderConfig } from "@cdktf/provider-google/lib/provider";
import { TerraformOutput, Testing } from "cdktf";
import { HardenedStack, ServingTier } from "modelkeep";
import { GoogleLookups } from "../../src/google/google-lookups";
import { googleTestStack, synthesize } from "../support/stack";

function stackWith(...providers: GoogleProviderConfig[]): HardenedStack {
  const stack = new HardenedStack(Testing.app(), "test", {
    tier: ServingTier.PRODUCTION,
    tenant: "vision",
    owner: "vision@acme.example",
  });
  for (const [index, provider] of providers.entries()) {
    new GoogleProvider(stack, `google${index}`, provider);
  }
  return stack;
}

test("project, region and pool are those of the provider, literal", () => {
  expect(GoogleLookups.of(googleTestStack())).toMatchObject({
    project: "acme-vision",
    region: "europe-west4",
    workloadPool: "acme-vision.svc.id.goog",
  });
});

test("a provider with an alias is not that of the stack", () => {
  const stack = stackWith(
    { alias: "logs", project: "acme-logs", region: "us-central1" },
    { project: "acme-vision", region: "europe-west4" },
  );
  expect(GoogleLookups.of(stack)).toMatchObject({ project: "acme-vision", region: "europe-west4" });
});

test("nothing is looked up until it is asked for", () => {
  const stack = googleTestStack();
  GoogleLookups.of(stack);
  expect(synthesize(stack).data).toEqual({});
});

test("one stack has one set of lookups, and reads each value once, as one token", () => {
  const stack = googleTestStack();
  const lookups = GoogleLookups.of(stack);
  expect(GoogleLookups.of(lookups)).toBe(lookups);
  expect(lookups.projectNumber).toBe(lookups.projectNumber);
  expect(lookups.storageServiceAgent).toBe(lookups.storageServiceAgent);
  expect(lookups._storageServiceAgentOf("acme-vision")).toBe(lookups.storageServiceAgent);
  expect(lookups._storageServiceAgentOf("acme-audio")).not.toBe(lookups.storageServiceAgent);
  new TerraformOutput(stack, "agent", { value: lookups.serviceAgent("compute-system") });
  const synthesized = synthesize(stack);
  expect(Object.values(synthesized.data.google_project ?? {})).toEqual([{ project_id: "acme-vision" }]);
  const agents = Object.values(synthesized.data.google_storage_project_service_account ?? {});
  expect(agents.map(({ project }) => project).sort()).toEqual(["acme-audio", "acme-vision"]);
  expect(synthesized.output?.agent?.value).toMatch(
    /^service-\$\{data\.google_project\.\w+\.number}@compute-system\.iam\.gserviceaccount\.com$/,
  );
});

describe("errors", () => {
  const remedy =
    '  Make it first, with both: new GoogleProvider(stack, "google", { project: "acme-vision", region: "europe-west4" }).';

  test.each<[string, GoogleProviderConfig[], string]>([
    ["no provider", [], "the stack has no Google provider yet."],
    [
      "no provider but one with an alias",
      [{ alias: "a", project: "p", region: "r" }],
      "every Google provider of the stack has an alias; constructs use the one without.",
    ],
    ["no project", [{ region: "europe-west4" }], "the stack's Google provider names no project."],
    ["no region", [{ project: "acme-vision" }], "the stack's Google provider names no region."],
  ])("%s is told, with the line to write", (_, providers, message) => {
    const stack = stackWith(...providers);
    expect(() => GoogleLookups.of(stack)).toThrow(
      ["[MK_GOOGLE_PROVIDER] at test (google):", `  ${message}`, remedy].join("\n"),
    );
  });
});

test.each([
  ["a zone", "europe-west4-a"],
  ["a region of another cloud", "eu-west-1"],
  ["capitals", "EUROPE-WEST4"],
])("%s is refused as the provider's region, and the provider is named", (_, region) => {
  const stack = stackWith({ project: "acme-vision", region });

  expect(() => GoogleLookups.of(stack)).toThrow(
    `[MK_GOOGLE_PROVIDER] at test (google):\n  region of the stack's Google provider is "${region}", which is not a region.`,
  );
});

test("a project's display name is refused as its id", () => {
  expect(() => GoogleLookups.of(stackWith({ project: "Acme Vision", region: "europe-west4" }))).toThrow(
    'project of the stack\'s Google provider is "Acme Vision", which is not the id of a project.',
  );
});
