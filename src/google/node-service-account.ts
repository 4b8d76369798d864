import { ArtifactRegistryRepository } from "@cdktf/provider-google/lib/artifact-registry-repository";
import { ArtifactRegistryRepositoryIamMember } from "@cdktf/provider-google/lib/artifact-registry-repository-iam-member";
import { ProjectIamMember } from "@cdktf/provider-google/lib/project-iam-member";
import { ServiceAccount } from "@cdktf/provider-google/lib/service-account";
import { TerraformStack } from "cdktf";
import { Construct } from "constructs";
import { GoogleLookups } from "./google-lookups";
import { googleName } from "./names";

const MAXIMUM_ACCOUNT_ID = 30;

/**
 * Writing logs and metrics, and nothing else: what Google names as the least that nodes need.
 *
 * @see https://cloud.google.com/kubernetes-engine/docs/how-to/configure-node-service-accounts
 */
const LEAST_NODE_ROLE = "roles/container.defaultNodeServiceAccount";
const PULL_ROLE = "roles/artifactregistry.reader";
const REPOSITORY = /^projects\/([^/]+)\/locations\/([^/]+)\/repositories\/([^/]+)$/;

/** Whether the text is the full name of a repository, as in `projects/acme/locations/europe-west4/repositories/images`. */
export function isRepositoryName(text: string): boolean {
  return REPOSITORY.test(text);
}

/**
 * The service account that the nodes of one cluster run as. Google's default one may edit the whole project; this one
 * writes logs and metrics, and reads the images of the repositories that were named.
 */
export class NodeServiceAccount extends Construct {
  /** E-mail address of the account. */
  public readonly email: string;

  constructor(scope: Construct, id: string, imageRepositories: readonly string[]) {
    super(scope, id);
    const { project } = GoogleLookups.of(this);
    const accountId = googleName(this, MAXIMUM_ACCOUNT_ID);
    const account = new ServiceAccount(this, "Resource", {
      accountId,
      project,
      displayName: `Nodes of ${scope.node.path}`.slice(0, 100),
    });
    // Literal, so that policies and controls can tell who it is before it exists.
    this.email = `${accountId}@${project}.iam.gserviceaccount.com`;
    const member = `serviceAccount:${this.email}`;
    new ProjectIamMember(this, "Telemetry", { project, role: LEAST_NODE_ROLE, member, dependsOn: [account] });
    imageRepositories.forEach((name, index) => {
      const [, repositoryProject, location = "", repository = ""] = REPOSITORY.exec(name) ?? [];
      new ArtifactRegistryRepositoryIamMember(this, `Images${index + 1}`, {
        project: repositoryProject,
        location,
        repository,
        role: PULL_ROLE,
        member,
        dependsOn: [account, ...repositoriesNamed(this, name)],
      });
    });
  }
}

/** A literal name is no edge of the graph: where the stack makes the repository, the grant waits for it. */
function repositoriesNamed(scope: Construct, name: string): ArtifactRegistryRepository[] {
  return TerraformStack.of(scope)
    .node.findAll()
    .filter((node) => node instanceof ArtifactRegistryRepository)
    .filter(
      ({ projectInput, locationInput, repositoryIdInput }) =>
        name === `projects/${projectInput}/locations/${locationInput}/repositories/${repositoryIdInput}`,
    );
}
