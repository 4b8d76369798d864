import { CloudProvider } from "../core/cloud-provider";
import type { ModelArtifact } from "../core/model-artifact";
import type { IModelStore } from "../core/model-store";
import type { IServingIdentity } from "../core/serving-identity";
import { Validator } from "../core/validation";
import { AwsLookups } from "./aws-lookups";
import { ServingRole } from "./serving-role";

/** Copies one object; `--only-show-errors` keeps progress bars out of the pod's log. */
export const S3_COPY_COMMAND: readonly string[] = ["aws", "s3", "cp", "--only-show-errors"];

/**
 * Adds to the identity's role what reading one artifact takes.
 *
 * No `s3:ListBucket`: the artifact's manifest names every file, so nothing needs to be listed, and nothing can be.
 *
 * @returns the role that stands behind the identity
 * @throws ValidationError when the identity is not one of AWS, or the artifact lies in another store
 */
export function grantArtifactRead(
  store: IModelStore,
  identity: IServingIdentity,
  artifact: ModelArtifact,
  keyArn: string | undefined,
): ServingRole {
  const role = requireRole(store, identity, artifact);
  const lookups = AwsLookups.of(role);
  role._allow("ReadArtifacts", lookups.bucketArn(store.bucketName, `${artifact.prefix}/*`), (objectArns) => ({
    sid: "ReadArtifacts",
    actions: ["s3:GetObject"],
    resources: objectArns,
  }));
  if (keyArn !== undefined) {
    role._allow("DecryptArtifacts", keyArn, (keyArns) => ({
      sid: "DecryptArtifacts",
      actions: ["kms:Decrypt"],
      resources: keyArns,
      conditions: { StringEquals: { "kms:ViaService": lookups.serviceName("s3") } },
    }));
  }
  return role;
}

function requireRole(store: IModelStore, identity: IServingIdentity, artifact: ModelArtifact): ServingRole {
  new Validator(store, "aws.SecureModelBucket.grantRead")
    .require(identity instanceof ServingRole, {
      code: "MK_GRANT_OTHER_CLOUD",
      message: `identity ${identity.node.path} is of ${identity.cloud}, but the store is an S3 bucket.`,
      remedy: "Use aws.IrsaServingRole or aws.PodIdentityServingRole.",
    })
    .require(artifact.store === store, {
      code: "MK_GRANT_OTHER_STORE",
      message: `artifact ${artifact.uri} does not lie in this store.`,
      remedy: `Call grantRead on ${artifact.store.node.path}.`,
    })
    .done();
  if (!(identity instanceof ServingRole)) {
    throw new TypeError(`${CloudProvider.AWS} identity expected`);
  }
  return identity;
}
