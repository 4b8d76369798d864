import type { IConstruct } from "constructs";
import type { CloudProvider } from "./cloud-provider";
import type { ModelArtifact } from "./model-artifact";
import type { ModelFormat } from "./model-format";
import type { IServingIdentity } from "./serving-identity";

/** What identifies one immutable model version besides where it lies. */
export interface ModelArtifactProps {
  /** Layout of the files. Formats that run code on load are refused in production. */
  readonly format: ModelFormat;

  /**
   * SHA-256 digest of the artifact's `SHA256SUMS` manifest: 64 hexadecimal digits.
   *
   * The manifest lies beside the files and lists each of them with its own digest, so that one digest pins them all. Make
   * it with `find . -type f ! -name SHA256SUMS -print0 | sort -z | xargs -0 sha256sum > SHA256SUMS`, then `sha256sum SHA256SUMS`.
   */
  readonly sha256: string;

  /**
   * Version of the model.
   *
   * @default - the last segment of the prefix, as `v3` in `resnet/v3`
   */
  readonly version?: string;
}

/** A bucket that holds model artifacts, on whatever cloud. */
export interface IModelStore extends IConstruct {
  /** Cloud that the store lives in. */
  readonly cloud: CloudProvider;

  /** Name of the bucket. */
  readonly bucketName: string;

  /** Address of the bucket, as in `s3://acme-models` or `gs://acme-models`. Joined with a slash and a key it addresses an object. */
  readonly uri: string;

  /**
   * Command that copies one object: the words before the object's address and the file to write.
   *
   * The image that fetches artifacts must carry it, as in `["aws", "s3", "cp", "--only-show-errors"]`.
   */
  readonly copyCommand: string[];

  /**
   * Names one immutable model version in the store. Throws a ValidationError when prefix, digest or format are not fit.
   *
   * @param prefix where the files lie, without slashes at the ends, as in `resnet/v3`
   * @param props format and digest
   */
  artifact(prefix: string, props: ModelArtifactProps): ModelArtifact;

  /**
   * Lets `identity` read the files of `artifact`, and nothing else. Throws a ValidationError when the identity is of
   * another cloud or the artifact lies in another store.
   */
  grantRead(identity: IServingIdentity, artifact: ModelArtifact): void;
}
