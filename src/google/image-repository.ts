import { ArtifactRegistryRepository } from "@cdktf/provider-google/lib/artifact-registry-repository";
import { ArtifactRegistryRepositoryIamMember } from "@cdktf/provider-google/lib/artifact-registry-repository-iam-member";
import { Construct } from "constructs";
import { Validator } from "../core/validation";
import { GoogleLookups } from "./google-lookups";
import { requireNamedMember } from "./iam-members";
import { requireKeyIn } from "./key-locations";
import { memberGrantId } from "./member-grants";
import { ModelKey } from "./model-key";
import { googleName } from "./names";
import { letAgentUseKey } from "./service-agents";

/** Properties of {@link ImageRepository}. */
export interface ImageRepositoryProps {
  /**
   * Name: 2 to 63 lower-case letters, digits and hyphens, beginning with a letter.
   *
   * @default - derived from the construct path
   */
  readonly repositoryId?: string;

  /**
   * Key that encrypts the images, in the region of the stack's provider. Can only be chosen when the repository is made.
   *
   * @default - a key of the repository's own
   */
  readonly key?: ModelKey;

  /**
   * Days after which an image without a tag goes, 1 to 365.
   *
   * @default 14
   */
  readonly untaggedDays?: number;
}

const REPOSITORY_ID = /^[a-z][a-z0-9-]{0,61}[a-z0-9]$/;
const MAXIMUM_NAME = 63;
const SECONDS_A_DAY = 86_400;

/** Newest images of each name that stay whether they have a tag or not: what runs was started by its digest. */
const KEPT_VERSIONS = 10;

/** Encrypts and decrypts for the repository, whoever pushes or pulls. */
const REGISTRY_AGENT = "gcp-sa-artifactregistry";

const PULL_ROLE = "roles/artifactregistry.reader";
const PUSH_ROLE = "roles/artifactregistry.writer";

/**
 * An Artifact Registry repository for serving images, in the region of the stack's provider: tags cannot be moved, images are
 * encrypted with a customer key and scanned wherever the project's scanning is on, those without a tag go.
 *
 * Nobody may pull or push until a grant names them. Scanning is the project's: it takes the API
 * `containerscanning.googleapis.com`.
 *
 * Throws a ValidationError when a property is not fit.
 *
 * In a project without any repository yet, Google's agent for Artifact Registry does not exist, and the grant on the key fails: make
 * it once with `gcloud beta services identity create --service=artifactregistry.googleapis.com`.
 *
 * @see docs/hardening.md#google-images
 */
export class ImageRepository extends Construct {
  /** Full name: `projects/<project>/locations/<location>/repositories/<id>`. */
  public readonly repositoryName: string;

  /** Address of the repository, without image: `<location>-docker.pkg.dev/<project>/<id>`. */
  public readonly uri: string;

  /** Key that encrypts the images. */
  public readonly key: ModelKey;

  private readonly repository: ArtifactRegistryRepository;

  constructor(scope: Construct, id: string, props: ImageRepositoryProps = {}) {
    super(scope, id);
    validate(this, props);

    const { project, region } = GoogleLookups.of(this);
    const repositoryId = props.repositoryId ?? googleName(this, MAXIMUM_NAME);
    this.key = props.key ?? new ModelKey(this, "Key");
    this.repository = new ArtifactRegistryRepository(this, "Resource", {
      repositoryId,
      project,
      location: region,
      description: `Serving images of ${this.node.path}`,
      format: "DOCKER",
      mode: "STANDARD_REPOSITORY",
      dockerConfig: { immutableTags: true },
      kmsKeyName: this.key.keyId,
      vulnerabilityScanningConfig: { enablementConfig: "INHERITED" },
      cleanupPolicyDryRun: false,
      cleanupPolicies: [
        { id: "keep-released", action: "KEEP", condition: { tagState: "TAGGED" } },
        { id: "keep-newest", action: "KEEP", mostRecentVersions: { keepCount: KEPT_VERSIONS } },
        {
          id: "delete-untagged",
          action: "DELETE",
          condition: { tagState: "UNTAGGED", olderThan: `${(props.untaggedDays ?? 14) * SECONDS_A_DAY}s` },
        },
      ],
      dependsOn: letAgentUseKey(this, this.key, REGISTRY_AGENT),
    });

    this.repositoryName = `projects/${project}/locations/${region}/repositories/${repositoryId}`;
    this.uri = `${region}-docker.pkg.dev/${project}/${repositoryId}`;
  }

  /**
   * Lets a service account or a workload identity pull images. Throws a ValidationError when the member is everybody, a
   * person or a whole pool.
   *
   * @param member nodes of a cluster, or a pipeline that promotes images, as in
   * `serviceAccount:promote@acme-vision.iam.gserviceaccount.com`
   */
  public grantPull(member: string): void {
    this.grant("grantPull", "Pull", member, PULL_ROLE);
  }

  /**
   * Lets a service account or a workload identity push images. It cannot move a tag or delete. Throws a ValidationError when
   * the member is everybody, a person or a whole pool.
   *
   * @param member the pipeline that builds images, as in `serviceAccount:build@acme-vision.iam.gserviceaccount.com`
   */
  public grantPush(member: string): void {
    this.grant("grantPush", "Push", member, PUSH_ROLE);
  }

  private grant(method: string, verb: string, member: string, role: string): void {
    const validator = new Validator(this, `google.ImageRepository.${method}`);
    requireNamedMember(validator, "member", member).done();
    const id = memberGrantId(this, verb, member);
    if (this.node.tryFindChild(id) !== undefined) {
      return;
    }
    const { project, location, name } = this.repository;
    new ArtifactRegistryRepositoryIamMember(this, id, { project, location, repository: name, role, member });
  }
}

function validate(repository: ImageRepository, props: ImageRepositoryProps): void {
  const validator = new Validator(repository, "google.ImageRepository")
    .matches(
      "repositoryId",
      props.repositoryId,
      REPOSITORY_ID,
      "2 to 63 lower-case letters, digits and hyphens, beginning with a letter and not ending with a hyphen",
    )
    .wholeNumber("untaggedDays", props.untaggedDays, 1, 365);
  requireKeyIn(validator, props.key, GoogleLookups.of(repository).region, "the repository", "Artifact Registry").done();
}
