import { DataGoogleProject } from "@cdktf/provider-google/lib/data-google-project";
import { type ITerraformDependable, TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import { GoogleLookups } from "./google-lookups";
import type { ModelKey } from "./model-key";

/**
 * Lets a service's own identity, that of the project of `scope`, encrypt and decrypt with the key. The grant belongs to the
 * key's stack, so that several stacks can share a key.
 *
 * @param domain name of the service among agents, as in `gcp-sa-artifactregistry`
 * @returns what the encrypted resource waits for: Google checks the permission when it is made
 * @see https://cloud.google.com/iam/docs/service-agents
 */
export function letAgentUseKey(scope: Construct, key: ModelKey, domain: string): ITerraformDependable[] {
  const { project } = GoogleLookups.of(scope);
  const lookups = GoogleLookups.of(key);
  const agent =
    lookups.project === project
      ? lookups.serviceAgent(domain)
      : `service-${numberOf(lookups, project)}@${domain}.iam.gserviceaccount.com`;
  const id = lookups.project === project ? domain : `${domain}-${project}`;
  return letUseKey(scope, key, id, agent);
}

/**
 * Lets an agent, by its e-mail address, use the key for what is made in the stack of `scope`.
 *
 * @returns what the encrypted resource waits for
 */
export function letUseKey(scope: Construct, key: ModelKey, id: string, agent: string): ITerraformDependable[] {
  const grant = key._allow(id, `serviceAccount:${agent}`);
  const [stack, stackOfKey] = [TerraformStack.of(scope), TerraformStack.of(key)];
  if (stack === stackOfKey) {
    return [grant];
  }
  // A resource of another stack cannot be named here; that stack is applied first.
  stack.addDependency(stackOfKey);
  return [];
}

function numberOf(lookups: GoogleLookups, project: string): string {
  const id = `Project-${project}`;
  const existing = lookups.node.tryFindChild(id);
  const found =
    existing instanceof DataGoogleProject ? existing : new DataGoogleProject(lookups, id, { projectId: project });
  return found.number;
}
