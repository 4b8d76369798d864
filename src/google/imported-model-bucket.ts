import { Construct } from "constructs";
import { CloudProvider } from "../core/cloud-provider";
import { ModelArtifact } from "../core/model-artifact";
import type { IModelStore, ModelArtifactProps } from "../core/model-store";
import type { IServingIdentity } from "../core/serving-identity";
import { Validator } from "../core/validation";
import { requireExistingBucketName } from "./bucket-names";
import { GCS_COPY_COMMAND, grantArtifactRead } from "./model-bucket-grants";

/** A model store that exists already; see `SecureModelBucket.fromBucketName`. */
export class ImportedModelBucket extends Construct implements IModelStore {
  public readonly cloud = CloudProvider.GOOGLE;

  constructor(
    scope: Construct,
    id: string,
    public readonly bucketName: string,
  ) {
    super(scope, id);
    requireExistingBucketName(
      new Validator(this, "google.SecureModelBucket.fromBucketName"),
      "bucketName",
      bucketName,
    ).done();
  }

  public get uri(): string {
    return `gs://${this.bucketName}`;
  }

  public get copyCommand(): string[] {
    return [...GCS_COPY_COMMAND];
  }

  public artifact(prefix: string, props: ModelArtifactProps): ModelArtifact {
    return new ModelArtifact(this, prefix, props);
  }

  public grantRead(identity: IServingIdentity, artifact: ModelArtifact): void {
    grantArtifactRead(this, identity, artifact);
  }
}
