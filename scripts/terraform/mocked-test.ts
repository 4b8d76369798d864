import { type Block, blocksOf, providerBlocks, requiredProviders } from "./configuration";
import { schemaOf } from "./fit-schema";
import type { Json, JsonObject } from "./json";
import { mockValues } from "./mock-values";
import { type AttributeSchema, AWS_SOURCE, type ProviderSchema } from "./provider-schema";

/** The run of the generated test, by the name that Terraform prints. */
const RUN_NAME = "applies";

/**
 * A `.tftest.json` that applies the whole copy with a mocked AWS provider and asserts that what the stack wrote has
 * reached every resource.
 */
export function mockedTest(configuration: JsonObject, schema: ProviderSchema): JsonObject {
  const names = requiredProviders(configuration).filter(({ source }) => source === AWS_SOURCE);
  return {
    mock_provider: Object.fromEntries(names.map(({ name }) => [name, mockProviders(configuration, name)])),
    override_resource: overridesFor(configuration, "resource", schema),
    override_data: overridesFor(configuration, "data", schema),
    run: { [RUN_NAME]: { command: "apply", assert: assertionsFor(configuration, schema) } },
  };
}

function mockProviders(configuration: JsonObject, name: string): Json {
  return providerBlocks(configuration, name).map(
    (block): JsonObject => (block.alias === undefined ? {} : { alias: block.alias }),
  );
}

/** Each block has values of its own: defaults by type would make three subnets one where a set holds their ids. */
function overridesFor(configuration: JsonObject, mode: Block["mode"], schema: ProviderSchema): Json[] {
  return blocksOf(configuration).flatMap((block) => {
    const known = block.mode === mode ? schemaOf(block, schema) : undefined;
    return known === undefined ? [] : [{ target: block.address, values: mockValues(block, known) }];
  });
}

/** One assertion for each resource: every literal that the stack wrote is the value that Terraform applied. */
function assertionsFor(configuration: JsonObject, schema: ProviderSchema): Json[] {
  return blocksOf(configuration)
    .filter(({ mode }) => mode === "resource")
    .map((block) => ({
      condition: `\${${conditionFor(block, schema)}}`,
      error_message: `${block.address} was not applied as the stack wrote it.`,
    }));
}

function conditionFor(block: Block, schema: ProviderSchema): string {
  if (block.body.count !== undefined || block.body.for_each !== undefined) return `length(${block.address}) > 0`;
  const attributes = schemaOf(block, schema)?.attributes ?? {};
  const comparisons = Object.entries(block.body).flatMap(([name, value]) => {
    const attribute = attributes[name];
    const literal = attribute && literalOf(value, attribute);
    return literal === undefined ? [] : [`${block.address}.${name} == ${literal}`];
  });
  // The resource's own existence, where all that the stack wrote are references and blocks.
  return [`${block.address} != null`, ...comparisons].join(" && ");
}

/** The value as HCL writes it, or undefined when it is no plain literal or must not be compared in the open. */
function literalOf(value: Json, attribute: AttributeSchema): string | undefined {
  if (attribute.sensitive || attribute.write_only) return undefined;
  if (typeof value === "string" && /[$%]\{/.test(value)) return undefined;
  // Terraform converts what JSON wrote to the attribute's type ("100" to 100) and compares without converting.
  if (attribute.type === "string" && typeof value !== "object") return JSON.stringify(String(value));
  if (attribute.type === "number" && Number.isFinite(Number(value)) && typeof value !== "object")
    return String(Number(value));
  if (attribute.type === "bool" && typeof value !== "object") return String(String(value) === "true");
  return undefined;
}
