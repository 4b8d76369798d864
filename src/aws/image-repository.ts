import { EcrLifecyclePolicy } from "@cdktf/provider-aws/lib/ecr-lifecycle-policy";
import { EcrRepository } from "@cdktf/provider-aws/lib/ecr-repository";
import { EcrRepositoryPolicy } from "@cdktf/provider-aws/lib/ecr-repository-policy";
import { Construct } from "constructs";
import { physicalName } from "../core/names";
import { Validator } from "../core/validation";
import { AwsLookups } from "./aws-lookups";
import { ModelKey } from "./model-key";
import { PolicyDocument } from "./policy-document";

/** Properties of {@link ImageRepository}. */
export interface ImageRepositoryProps {
  /**
   * Name: 2 to 256 lower-case letters, digits and any of `. _ - /`, as in `serving/tensorflow`.
   *
   * @default - derived from the construct path
   */
  readonly repositoryName?: string;

  /**
   * Key that encrypts the images. Can only be chosen when the repository is made.
   *
   * @default - a key of the repository's own
   */
  readonly key?: ModelKey;

  /**
   * How many tagged images are kept, 1 to 1,000; the oldest go first.
   *
   * @default 50
   */
  readonly keepImages?: number;

  /**
   * Days after which an image without a tag goes, 1 to 365.
   *
   * @default 14
   */
  readonly untaggedDays?: number;
}

const REPOSITORY_NAME = /^(?=.{2,256}$)[a-z0-9]+(?:[._-][a-z0-9]+)*(?:\/[a-z0-9]+(?:[._-][a-z0-9]+)*)*$/;

const PULL: readonly string[] = ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"];

const PUSH: readonly string[] = [
  "ecr:BatchCheckLayerAvailability",
  "ecr:CompleteLayerUpload",
  "ecr:InitiateLayerUpload",
  "ecr:PutImage",
  "ecr:UploadLayerPart",
];

/**
 * An ECR repository for serving images: tags cannot be moved, images are encrypted with a customer key and scanned when
 * they are pushed, old ones go.
 *
 * Nodes of a `ServingCluster` of this account may pull already. Others, and whoever pushes, are named by grants.
 *
 * Throws a ValidationError when a property is not fit.
 *
 * @see docs/hardening.md#images
 */
export class ImageRepository extends Construct {
  /** ARN of the repository. */
  public readonly arn: string;

  /** Address of the repository, without tag or digest. */
  public readonly repositoryUrl: string;

  private readonly repository: EcrRepository;
  private readonly policy = new PolicyDocument();

  constructor(scope: Construct, id: string, props: ImageRepositoryProps = {}) {
    super(scope, id);
    new Validator(this, "aws.ImageRepository")
      .matches("repositoryName", props.repositoryName, REPOSITORY_NAME, "a repository name such as serving/tensorflow")
      .wholeNumber("keepImages", props.keepImages, 1, 1000)
      .wholeNumber("untaggedDays", props.untaggedDays, 1, 365)
      .done();

    const name = props.repositoryName ?? physicalName(this, 256);
    const key = props.key ?? new ModelKey(this, "Key", { description: `Images of ${name}` });
    allowRegistry(key);
    this.repository = new EcrRepository(this, "Resource", {
      name,
      imageTagMutability: "IMMUTABLE",
      imageScanningConfiguration: { scanOnPush: true },
      encryptionConfiguration: [{ encryptionType: "KMS", kmsKey: key.arn }],
      forceDelete: false,
    });
    this.expire(props.untaggedDays ?? 14, props.keepImages ?? 50);

    this.arn = this.repository.arn;
    this.repositoryUrl = this.repository.repositoryUrl;
  }

  /**
   * Lets a role pull images. Throws a ValidationError when the ARN is not that of a role.
   *
   * @param roleArn role of nodes, or of a pipeline that promotes images
   */
  public grantPull(roleArn: string): void {
    this.grant("grantPull", "Pull", roleArn, PULL);
  }

  /**
   * Lets a role push images. It cannot move a tag or delete. Throws a ValidationError when the ARN is not that of a role.
   *
   * @param roleArn role of the pipeline that builds images
   */
  public grantPush(roleArn: string): void {
    this.grant("grantPush", "Push", roleArn, PUSH);
  }

  private grant(method: string, sid: string, roleArn: string, actions: readonly string[]): void {
    new Validator(this, `aws.ImageRepository.${method}`).roleArn("roleArn", roleArn).done();
    if (this.node.tryFindChild("Policy") === undefined) {
      new EcrRepositoryPolicy(this, "Policy", { repository: this.repository.name, policy: this.policy.json });
    }
    this.policy.collect(sid, roleArn, (roleArns) => ({ sid, principals: { AWS: roleArns }, actions }));
  }

  private expire(untaggedDays: number, keepImages: number): void {
    const rules = [
      {
        rulePriority: 1,
        description: `Untagged images go after ${untaggedDays} days`,
        selection: {
          tagStatus: "untagged",
          countType: "sinceImagePushed",
          countUnit: "days",
          countNumber: untaggedDays,
        },
        action: { type: "expire" },
      },
      {
        rulePriority: 2,
        description: `The newest ${keepImages} images stay`,
        selection: { tagStatus: "any", countType: "imageCountMoreThan", countNumber: keepImages },
        action: { type: "expire" },
      },
    ];
    new EcrLifecyclePolicy(this, "Lifecycle", {
      repository: this.repository.name,
      policy: JSON.stringify({ rules }),
    });
  }
}

/** ECR makes its grants on the key in the name of whoever creates the repository. */
function allowRegistry(key: ModelKey): void {
  const lookups = AwsLookups.of(key);
  key._allow({
    sid: "Registry",
    principals: { AWS: [lookups.accountPrincipal] },
    actions: ["kms:CreateGrant", "kms:DescribeKey", "kms:RetireGrant"],
    resources: ["*"],
    conditions: {
      StringEquals: { "kms:ViaService": lookups.serviceName("ecr"), "kms:CallerAccount": lookups.accountId },
    },
  });
}
