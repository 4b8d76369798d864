import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { GoogleProvider } from "@cdktf/provider-google/lib/provider";
import { App, type TerraformStack, Testing } from "cdktf";
import { HardenedStack, ServingTier } from "modelkeep";

/** Attributes of one resource, as Terraform reads them. */
export type Attributes = Record<string, unknown>;

/** A synthesized stack: resources by type, then by name. */
export interface Synthesized {
  readonly resource: Record<string, Record<string, Attributes>>;
  readonly data: Record<string, Record<string, Attributes>>;
  readonly terraform: { required_providers: Record<string, { source: string }>; backend?: Record<string, Attributes> };
  readonly locals?: Record<string, unknown>;
  readonly output?: Record<string, Attributes>;
}

/** A production stack of tenant `vision`, with the AWS provider. */
export function testStack(tier: ServingTier = ServingTier.PRODUCTION, id = "test"): HardenedStack {
  const stack = new HardenedStack(Testing.app(), id, { tier, tenant: "vision", owner: "vision@acme.example" });
  new AwsProvider(stack, "aws", { region: "eu-west-1" });
  return stack;
}

/** A production stack of tenant `vision`, with the Google provider of project `acme-vision` in `europe-west4`. */
export function googleTestStack(tier: ServingTier = ServingTier.PRODUCTION, id = "test"): HardenedStack {
  const stack = new HardenedStack(Testing.app(), id, { tier, tenant: "vision", owner: "vision@acme.example" });
  new GoogleProvider(stack, "google", { project: "acme-vision", region: "europe-west4" });
  return stack;
}

/** The stack's Terraform JSON after aspects and validations ran. */
export function synthesize(stack: TerraformStack): Synthesized {
  const json: Partial<Synthesized> = JSON.parse(Testing.synth(stack, true));
  return { resource: {}, data: {}, terraform: { required_providers: {} }, ...json };
}

/** Every resource of the type, at least one. */
export function resourcesOf(stack: Synthesized, type: string): Attributes[] {
  const resources = Object.values(stack.resource[type] ?? {});
  if (resources.length === 0) {
    throw new Error(`no ${type} among ${Object.keys(stack.resource).join(", ")}`);
  }
  return resources;
}

/** The only resource of the type. */
export function onlyResourceOf(stack: Synthesized, type: string): Attributes {
  const [resource, ...more] = resourcesOf(stack, type);
  if (resource === undefined || more.length > 0) {
    throw new Error(`${1 + more.length} resources of type ${type}, not one`);
  }
  return resource;
}

/** The whole output of an app that is synthesized into a folder: what is in the folder afterwards is what was written. */
export function appIn(outdir: string): App {
  return new App({ outdir });
}
