import { requireArtifactPrefix } from "./artifact-prefix";
import type { ModelFormat } from "./model-format";
import type { IModelStore, ModelArtifactProps } from "./model-store";
import { tierOf } from "./ownership";
import { ServingTier } from "./tier";
import { Validator } from "./validation";

const SHA256 = /^[0-9a-f]{64}$/;
const VERSION = /^[A-Za-z0-9][A-Za-z0-9._-]{0,127}$/;

/** One immutable model version: where it lies, how it is laid out, and the digest that proves it is the one meant. */
export class ModelArtifact {
  /** Version of the model, as in `v3`. */
  public readonly version: string;

  /** Layout of the files. */
  public readonly format: ModelFormat;

  /** SHA-256 digest of the artifact's `SHA256SUMS` manifest, in lower case. */
  public readonly sha256: string;

  /**
   * Made by `store.artifact(prefix, props)`. Throws a ValidationError when prefix, version, digest or format are not fit.
   *
   * @param store the bucket that holds the files
   * @param prefix where the files lie in it, without slashes at the ends
   */
  constructor(
    public readonly store: IModelStore,
    public readonly prefix: string,
    props: ModelArtifactProps,
  ) {
    const validator = new Validator(store, `artifact "${prefix}"`).given(
      { prefix, ...props },
      "prefix",
      "format",
      "sha256",
    );
    requireArtifactPrefix(validator, "prefix", prefix).matches(
      "version",
      props.version,
      VERSION,
      "1 to 128 letters, digits, dots, underscores and hyphens",
    );
    if (validator.literal("sha256", props.sha256)) {
      validator.require(SHA256.test(props.sha256), {
        code: "MK_ARTIFACT_DIGEST",
        message: `sha256 is "${props.sha256}" (${props.sha256.length} characters), not a SHA-256 digest in lower case.`,
        remedy: "Give the 64 hexadecimal digits that `sha256sum SHA256SUMS` prints.",
      });
    }
    validator
      .require(!props.format.executesCodeOnLoad || tierOf(store) !== ServingTier.PRODUCTION, {
        code: "MK_ARTIFACT_EXECUTES_CODE",
        message: `format is ${props.format}, which runs code from the file when it is loaded; production refuses it.`,
        remedy: "Convert the model to safetensors, ONNX, GGUF or a SavedModel, or serve it from another tier.",
      })
      .done();
    this.format = props.format;
    this.sha256 = props.sha256;
    this.version = props.version ?? prefix.slice(prefix.lastIndexOf("/") + 1);
  }

  /** Address of the folder, as in `s3://acme-models/resnet/v3`. */
  public get uri(): string {
    return `${this.store.uri}/${this.prefix}`;
  }
}
