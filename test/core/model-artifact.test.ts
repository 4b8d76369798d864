import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { TerraformStack, Testing, Token } from "cdktf";
import {
  aws,
  type IModelStore,
  type ModelArtifact,
  type ModelArtifactProps,
  ModelFormat,
  ServingTier,
} from "modelkeep";
import { ValidationError } from "modelkeep/errors";
import { testStack } from "../support/stack";

const SHA256 = "9c".repeat(32);
const FORMATS = Object.values(ModelFormat).filter((value): value is ModelFormat => value instanceof ModelFormat);
const SAFE = FORMATS.filter(({ executesCodeOnLoad }) => !executesCodeOnLoad);
const UNSAFE = FORMATS.filter(({ executesCodeOnLoad }) => executesCodeOnLoad);

let production: IModelStore;
let staging: IModelStore;
let development: IModelStore;
let undeclared: IModelStore;

beforeAll(() => {
  production = storeIn(testStack(ServingTier.PRODUCTION));
  staging = storeIn(testStack(ServingTier.STAGING));
  development = storeIn(testStack(ServingTier.DEVELOPMENT));
  const plain = new TerraformStack(Testing.app(), "plain");
  new AwsProvider(plain, "aws", { region: "eu-west-1" });
  undeclared = storeIn(plain);
});

function storeIn(stack: TerraformStack): IModelStore {
  return aws.SecureModelBucket.fromBucketName(stack, "models", "acme-models");
}

function artifact(props: Partial<ModelArtifactProps> = {}, prefix = "resnet/v3", store = production): ModelArtifact {
  return store.artifact(prefix, { format: ModelFormat.SAVED_MODEL, sha256: SHA256, ...props });
}

function problemsOf(act: () => unknown): ValidationError {
  try {
    act();
  } catch (error) {
    if (error instanceof ValidationError) {
      return error;
    }
    throw error;
  }
  throw new Error("no ValidationError");
}

describe("formats", () => {
  test("the formats that run code on load are those that are known to", () => {
    expect(UNSAFE.map(String)).toEqual([
      "pickle",
      "joblib",
      "pytorch-pickle",
      "torchscript",
      "keras-h5",
      "tensorrt-plan",
    ]);
    expect(SAFE.map(String)).toEqual(["saved-model", "safetensors", "onnx", "gguf"]);
  });

  test.each(UNSAFE)("%s runs code on load and is refused in production", (format) => {
    const error = problemsOf(() => artifact({ format }));

    expect(error.problems).toEqual([
      {
        code: "MK_ARTIFACT_EXECUTES_CODE",
        message: `format is ${format}, which runs code from the file when it is loaded; production refuses it.`,
        remedy: "Convert the model to safetensors, ONNX, GGUF or a SavedModel, or serve it from another tier.",
      },
    ]);
  });

  test.each(UNSAFE)(
    "%s is refused in a plain stack: a tier that is not declared is judged like production",
    (format) => {
      expect(problemsOf(() => artifact({ format }, "resnet/v3", undeclared)).codes).toEqual([
        "MK_ARTIFACT_EXECUTES_CODE",
      ]);
    },
  );

  test.each(UNSAFE)("%s is accepted in development and staging", (format) => {
    expect(artifact({ format }, "resnet/v3", development).format).toBe(format);
    expect(artifact({ format }, "resnet/v3", staging).format).toBe(format);
  });

  test.each(SAFE)("%s is accepted everywhere", (format) => {
    for (const store of [production, staging, development, undeclared]) {
      expect(artifact({ format }, "resnet/v3", store).format).toBe(format);
    }
  });
});

describe("digest", () => {
  test.each([
    ["of wrong length", "9c9c"],
    ["one digit too long", `${SHA256}0`],
    ["one digit too short", SHA256.slice(1)],
    ["in upper case", SHA256.toUpperCase()],
    ["with its algorithm before it", `sha256:${SHA256}`],
    ["with other letters", "zz".repeat(32)],
    ["with a line break", `${SHA256}\n`],
    ["empty", ""],
  ])("a digest %s is refused, with its length", (_, sha256) => {
    expect(problemsOf(() => artifact({ sha256 })).problems).toEqual([
      {
        code: "MK_ARTIFACT_DIGEST",
        message: `sha256 is "${sha256}" (${sha256.length} characters), not a SHA-256 digest in lower case.`,
        remedy: "Give the 64 hexadecimal digits that `sha256sum SHA256SUMS` prints.",
      },
    ]);
  });

  test("a token is refused: a digest that is known after apply proves nothing", () => {
    const error = problemsOf(() => artifact({ sha256: Token.asString({ from: "terraform" }) }));

    expect(error.codes).toEqual(["MK_LITERAL_REQUIRED"]);
    expect(error.message).toContain("sha256 is a token");
  });
});

describe("prefix", () => {
  test.each([
    ["slash at the beginning", "/resnet/v3"],
    ["slash at the end", "resnet/v3/"],
    ["two slashes together", "resnet//v3"],
    ["way up", "resnet/../bert"],
    ["folder that begins with a dot", ".hidden/v3"],
    ["wildcard", "resnet/*"],
    ["question mark", "resnet/v?"],
    ["policy variable", "resnet/${aws:username}"],
    ["space", "resnet/v 3"],
    ["address", "s3://acme-models/resnet/v3"],
    ["empty text", ""],
  ])("a prefix with %s is refused: %j", (_, prefix) => {
    const error = problemsOf(() => artifact({}, prefix));

    expect(error.codes).toEqual(["MK_NAME_FORMAT"]);
    expect(error.subject).toBe(`artifact "${prefix}"`);
  });

  test("an ARN where a prefix belongs is named as one", () => {
    expect(problemsOf(() => artifact({}, "arn:aws:s3:::acme-models/resnet/v3")).codes).toEqual(["MK_NAME_NOT_ARN"]);
  });

  test("a token is refused: policies name the prefix", () => {
    expect(problemsOf(() => artifact({}, Token.asString({ from: "terraform" }))).codes).toEqual([
      "MK_LITERAL_REQUIRED",
    ]);
  });

  test.each(["resnet", "resnet/v3", "team_a/resnet-50/2026.11.21", "models/version=3"])("%s is accepted", (prefix) => {
    expect(artifact({}, prefix).uri).toBe(`s3://acme-models/${prefix}`);
  });
});

test("the message names path, property, value and remedy", () => {
  const error = problemsOf(() => artifact({}, "resnet/v3/"));

  expect(error.message).toBe(
    [
      '[MK_NAME_FORMAT] at test/models (artifact "resnet/v3/"):',
      '  prefix is "resnet/v3/", which is not a path such as resnet/v3: segments of letters, digits and . _ = - joined by slashes.',
      "  Set prefix to a path such as resnet/v3: segments of letters, digits and . _ = - joined by slashes.",
    ].join("\n"),
  );
});

test("everything that is wrong is reported at once", () => {
  const error = problemsOf(() => artifact({ format: ModelFormat.PICKLE, sha256: "9c9c", version: "v 3" }, "/resnet"));

  expect(error.problems.map(({ code }) => code)).toEqual([
    "MK_NAME_FORMAT",
    "MK_NAME_FORMAT",
    "MK_ARTIFACT_DIGEST",
    "MK_ARTIFACT_EXECUTES_CODE",
  ]);
  expect(error.message).toContain('version is "v 3"');
});

describe("version", () => {
  test.each([
    ["resnet/v3", undefined, "v3"],
    ["resnet", undefined, "resnet"],
    ["resnet/v3", "2026-11", "2026-11"],
  ])("of %s with version %p is %s", (prefix, version, expected) => {
    expect(artifact({ version }, prefix).version).toBe(expected);
  });

  test.each(["", "v 3", "-v3", "v/3", "v".repeat(129)])("%j is refused", (version) => {
    expect(problemsOf(() => artifact({ version })).codes).toEqual(["MK_NAME_FORMAT"]);
  });
});

test("an artifact knows its store, prefix and digest", () => {
  expect(artifact()).toMatchObject({ prefix: "resnet/v3", sha256: SHA256, uri: "s3://acme-models/resnet/v3" });
  expect(artifact().store).toBe(production);
});
