import { Construct } from "constructs";
import { CloudProvider } from "../core/cloud-provider";
import { ModelArtifact } from "../core/model-artifact";
import type { IModelStore, ModelArtifactProps } from "../core/model-store";
import type { IServingIdentity } from "../core/serving-identity";
import { Validator } from "../core/validation";
import type { ImportedModelBucketOptions } from "./imported-model-bucket-options";
import { grantArtifactRead, S3_COPY_COMMAND } from "./model-bucket-grants";
import { requireBucketName } from "./private-bucket";

/** A model store that exists already; see `SecureModelBucket.fromBucketName`. */
export class ImportedModelBucket extends Construct implements IModelStore {
  public readonly cloud = CloudProvider.AWS;
  private readonly keyArn: string | undefined;

  constructor(
    scope: Construct,
    id: string,
    public readonly bucketName: string,
    options: ImportedModelBucketOptions,
  ) {
    super(scope, id);
    requireBucketName(new Validator(this, "aws.SecureModelBucket.fromBucketName"), "bucketName", bucketName)
      .arn("keyArn", options.keyArn, "kms")
      .done();
    this.keyArn = options.keyArn;
  }

  public get uri(): string {
    return `s3://${this.bucketName}`;
  }

  public get copyCommand(): string[] {
    return [...S3_COPY_COMMAND];
  }

  public artifact(prefix: string, props: ModelArtifactProps): ModelArtifact {
    return new ModelArtifact(this, prefix, props);
  }

  public grantRead(identity: IServingIdentity, artifact: ModelArtifact): void {
    const role = grantArtifactRead(this, identity, artifact, this.keyArn);
    role._network?._allowReads(this.bucketName);
  }
}
