import { DataGoogleProject } from "@cdktf/provider-google/lib/data-google-project";
import { DataGoogleStorageProjectServiceAccount } from "@cdktf/provider-google/lib/data-google-storage-project-service-account";
import { GoogleProvider } from "@cdktf/provider-google/lib/provider";
import { TerraformStack, Token } from "cdktf";
import { Construct } from "constructs";
import { stackSingleton } from "../core/stack-singleton";
import { Validator } from "../core/validation";
import { REGION } from "./locations";

const ID = "GoogleLookups";

/**
 * Where the stack is applied: project and region as its provider names them, the rest by data sources made when they are
 * first asked for.
 */
export class GoogleLookups extends Construct {
  /**
   * The lookups of the stack that `scope` belongs to.
   *
   * @throws ValidationError when the stack has no Google provider with project and region yet
   */
  public static of(scope: Construct): GoogleLookups {
    return stackSingleton(scope, ID, GoogleLookups, (stack, id) => new GoogleLookups(stack, id));
  }

  /** Id of the project. Literal where the program gave the provider a literal one. */
  public readonly project: string;

  /** Region of the stack's provider, as in `europe-west4`. */
  public readonly region: string;

  private number: string | undefined;
  private readonly storageAgents = new Map<string, string>();

  constructor(scope: Construct, id: string) {
    super(scope, id);
    const provider = providerOf(this);
    this.project = provider.project;
    this.region = provider.region;
  }

  /** Number of the project, known at plan time: names of service agents and of workload identities hold it. */
  public get projectNumber(): string {
    // Read once: CDKTF makes another token at each reading, and what is compared by its text would seem to differ.
    this.number ??= new DataGoogleProject(this, "Project", { projectId: this.project }).number;
    return this.number;
  }

  /** E-mail address of Cloud Storage's own identity in the project; reading it makes Google create the identity. */
  public get storageServiceAgent(): string {
    return this._storageServiceAgentOf(this.project);
  }

  /**
   * The same for a project that may be another one: a key serves buckets of several.
   *
   * @internal
   */
  public _storageServiceAgentOf(project: string): string {
    const known = this.storageAgents.get(project);
    if (known !== undefined) {
      return known;
    }
    const id = project === this.project ? "StorageAgent" : `StorageAgent-${project}`;
    const agent = new DataGoogleStorageProjectServiceAccount(this, id, { project }).emailAddress;
    this.storageAgents.set(project, agent);
    return agent;
  }

  /**
   * E-mail address of a service's own identity in the project.
   *
   * @param domain name of the service among agents, as in `container-engine-robot`
   * @see https://cloud.google.com/iam/docs/service-agents
   */
  public serviceAgent(domain: string): string {
    return `service-${this.projectNumber}@${domain}.iam.gserviceaccount.com`;
  }

  /** Workload identity pool of all GKE clusters of the project. */
  public get workloadPool(): string {
    return `${this.project}.svc.id.goog`;
  }
}

interface Located {
  readonly project: string;
  readonly region: string;
}

/** As Google spells them; `example.com:` stands before the ids of some old organisations' projects. */
const PROJECT = /^([a-z0-9.-]+:)?[a-z][a-z0-9-]{4,28}[a-z0-9]$/;

/** The stack's default provider. Names of identities and locations of keys are made of what it says. */
function providerOf(scope: Construct): Located {
  const stack = TerraformStack.of(scope);
  const providers = stack.node.findAll().filter((construct) => construct instanceof GoogleProvider);
  const provider = providers.find(({ alias }) => alias === undefined);
  const { project, region } = provider ?? {};
  const validator = new Validator(stack, "google").require(project !== undefined && region !== undefined, {
    code: "MK_GOOGLE_PROVIDER",
    message: shortcomingOf(providers.length, provider),
    remedy:
      'Make it first, with both: new GoogleProvider(stack, "google", { project: "acme-vision", region: "europe-west4" }).',
  });
  validator
    .require(!isLiteral(project) || PROJECT.test(project), {
      code: "MK_GOOGLE_PROVIDER",
      message: `project of the stack's Google provider is "${project}", which is not the id of a project.`,
      remedy: "Give the id, not the name: 6 to 30 lower-case letters, digits and hyphens, as in acme-vision.",
    })
    .require(!isLiteral(region) || REGION.test(region), {
      code: "MK_GOOGLE_PROVIDER",
      message: `region of the stack's Google provider is "${region}", which is not a region.`,
      remedy: "Give a region, in lower case and without the letter of a zone, as in europe-west4.",
    })
    .done();
  return { project: project ?? "", region: region ?? "" };
}

function isLiteral(value: string | undefined): value is string {
  return value !== undefined && !Token.isUnresolved(value);
}

function shortcomingOf(count: number, provider: GoogleProvider | undefined): string {
  if (provider !== undefined) {
    return `the stack's Google provider names no ${provider.project === undefined ? "project" : "region"}.`;
  }
  return count === 0
    ? "the stack has no Google provider yet."
    : "every Google provider of the stack has an alias; constructs use the one without.";
}
