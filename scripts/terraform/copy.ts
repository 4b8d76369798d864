import { providerBlocks, requiredProviders } from "./configuration";
import { TEST_REGION } from "./environment";
import { allowDestroy, fitToSchema, schemaOf } from "./fit-schema";
import { isObject, type JsonObject, mapStrings } from "./json";
import { AWS_SOURCE, type ProviderSchema } from "./provider-schema";
import { leaveOut } from "./references";

/** The provider that a copy runs with. */
export interface CopyProvider {
  readonly version: string;
  readonly schema: ProviderSchema;
}

/** A stack's configuration, changed so that it runs on this machine, and every change that was made. */
export interface TestCopy {
  readonly configuration: JsonObject;
  /** One line for each change; none is made without one. */
  readonly notes: readonly string[];
}

/** The arguments of a provider block that do not decide whom it calls. */
const KEPT_PROVIDER_ARGUMENTS = ["alias", "region", "default_tags", "ignore_tags"];

/**
 * The test-only copy of a synthesized stack: provider pinned to the mirror's version, fake credentials, local state,
 * nothing that this provider version does not know, and nothing that keeps the test from destroying what it made.
 */
export function testCopy(synthesized: JsonObject, provider: CopyProvider): TestCopy {
  const whole = renameRegion(structuredClone(synthesized), provider.schema);
  const known = leaveOut(whole, (block) => {
    const ours = block.type.startsWith("aws_");
    return ours && schemaOf(block, provider.schema) === undefined
      ? `no such type in provider ${provider.version}`
      : undefined;
  });
  const configuration = structuredClone(known.configuration);
  const unknown = fitToSchema(configuration, provider.schema);
  const protections = allowDestroy(configuration);
  configuration.terraform = { required_providers: pinnedProviders(configuration, provider.version) };
  configuration.provider = fakeProviders(configuration);
  return {
    configuration,
    notes: [
      ...known.leftOut.map(({ address, reason }) => `left out of every run: ${address}: ${reason}`),
      ...known.looseDependencies.map((entry) => `depends_on dropped: ${entry}`),
      ...unknown.map((argument) => `removed, unknown to provider ${provider.version}: ${argument}`),
      ...protections.map((argument) => `dropped, so that destroy works: ${argument}`),
    ],
  };
}

/** Provider 6 names the region of aws_region `region`; provider 5 names it `name`. */
function renameRegion(configuration: JsonObject, schema: ProviderSchema): JsonObject {
  if (schema.data_source_schemas.aws_region?.block.attributes?.region?.computed) return configuration;
  const rename = (text: string) => text.replace(/(\bdata\.aws_region\.[\w-]+(?:\[[^\]]*\])?)\.region\b/g, "$1.name");
  const renamed = mapStrings(configuration, rename);
  return isObject(renamed) ? renamed : configuration;
}

function pinnedProviders(configuration: JsonObject, awsVersion: string): JsonObject {
  return Object.fromEntries(
    requiredProviders(configuration).map(({ name, source }): [string, JsonObject] => [
      name,
      source === AWS_SOURCE ? { source, version: awsVersion } : { source },
    ]),
  );
}

function fakeProviders(configuration: JsonObject): JsonObject {
  const names = requiredProviders(configuration).filter(({ source }) => source === AWS_SOURCE);
  return Object.fromEntries(
    names.map(({ name }) => {
      const blocks = providerBlocks(configuration, name);
      return [name, (blocks.length > 0 ? blocks : [{}]).map(fakeProvider)];
    }),
  );
}

function fakeProvider(synthesized: JsonObject): JsonObject {
  const kept = Object.entries(synthesized).filter(([argument]) => KEPT_PROVIDER_ARGUMENTS.includes(argument));
  return {
    region: TEST_REGION,
    ...Object.fromEntries(kept),
    access_key: "fake",
    secret_key: "fake",
    skip_credentials_validation: true,
    skip_metadata_api_check: "true",
    s3_use_path_style: true,
    // The default of 25, each later than the last, turns an answer that moto never gives into a hang.
    max_retries: 3,
  };
}
