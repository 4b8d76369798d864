import { declaredModule } from "../../src/estate/plan-configuration";
import { PlanShape } from "../../src/estate/plan-json";
import { ReferenceResolver } from "../../src/estate/plan-references";
import { providersOf } from "../../src/estate/plan-root";
import { Unknown } from "../../src/estate/unknown";

type Json = Record<string, unknown>;

const references = (...written: string[]) => ({ references: written });

/** The settings of the only provider of a plan. */
function settingsOf(
  expressions: Json,
  variables?: unknown,
  { provider = {}, name = "aws", declared = {} }: { provider?: Json; name?: string; declared?: unknown } = {},
) {
  const shape = new PlanShape("plan.json");
  const root_module = { variables: declared };
  const configuration = { provider_config: { [name]: { name: "aws", expressions, ...provider } }, root_module };
  const resolver = new ReferenceResolver("plan.json", declaredModule(shape, {}, "configuration.root_module"));
  const [provided, ...others] = providersOf(shape, resolver, configuration, variables);
  expect([provided?.name, others]).toEqual([name, []]);
  return provided?.settings;
}

const REGION = { region: references("var.region") };
const valueIs = (value: unknown) => ({ region: { value } });

describe("the place of a provider that a root variable gives", () => {
  test.each([
    ["a region of AWS", "us-gov-west-1"],
    ["a region of Google's", "europe-west4"],
  ])("is %s", (_, region) => {
    expect(settingsOf(REGION, valueIs(region))).toEqual({ region });
  });

  test("is a zone, beside settings that are constants and others that are not known", () => {
    const expressions = {
      project: references("var.project"),
      region: { constant_value: "us-central1" },
      zone: references("var.zone"),
    };
    const variables = { project: { value: "acme" }, zone: { value: "us-central1-a" } };
    expect(settingsOf(expressions, variables)).toEqual({
      project: new Unknown(),
      region: "us-central1",
      zone: "us-central1-a",
    });
  });

  test.each<[string, unknown, Parameters<typeof settingsOf>[2]?]>([
    ["the plan has no variables", undefined],
    ["the plan has another variable", { zone: { value: "eu-west-1" } }],
    ["the variable is sensitive", valueIs("eu-west-1"), { declared: { region: { sensitive: true } } }],
    ["whether it is sensitive cannot be read", valueIs("eu-west-1"), { declared: { region: { sensitive: "yes" } } }],
    ["the provider is of a module", valueIs("eu-west-1"), { name: "module.a:aws" }],
    ["the provider says its module", valueIs("eu-west-1"), { provider: { module_address: "module.a" } }],
    ["the value is a part of a region", valueIs("eu")],
    ["the value is a zone", valueIs("eu-west-1a")],
    ["the value is no text", valueIs({ toString: null })],
    ["there is no value", { region: {} }],
    ["the variables are no object", ["eu-west-1"]],
    ["the name is one of Object's", { toString: { value: "eu-west-1" } }],
  ])("is not known when %s", (_, variables, more = {}) => {
    expect(settingsOf(REGION, variables, more)).toEqual({ region: new Unknown() });
  });

  test.each([
    ["two variables", ["var.region", "var.other"]],
    ["a member of a variable", ["var.region.name", "var.region"]],
    ["a local value", ["local.region"]],
    ["nothing", []],
  ])("is not known when its expression refers to %s", (_, written) => {
    const settings = settingsOf({ region: references(...written) }, valueIs("eu-west-1"));
    expect(settings?.region).toBeInstanceOf(Unknown);
  });

  test("is that of a variable that is declared and not sensitive", () => {
    const declared = { region: { default: "us-east-1", sensitive: false } };
    expect(settingsOf(REGION, valueIs("eu-west-1"), { declared })).toEqual({ region: "eu-west-1" });
  });

  test("is the only setting that a variable gives: what is made of a variable is not told from it", () => {
    const settings = settingsOf({ skip_region_validation: references("var.region") }, valueIs(true));
    expect(settings).toEqual({ skip_region_validation: new Unknown() });
  });
});
