import { Lazy, Testing, Token } from "cdktf";
import { Construct } from "constructs";
import { type Problem, ValidationError } from "modelkeep/errors";
import { Validator } from "../../src/core/validation";

const STRING_TOKEN = Token.asString({ from: "terraform" });
const NUMBER_TOKEN = Token.asNumber({ from: "terraform" });
const ROLE_ARN = "arn:aws:iam::111122223333:role/ci";

/** Problems that the rules find, on a construct at `platform/pool`. */
function problemsOf(rules: (validator: Validator) => unknown): readonly Problem[] {
  try {
    const validator = newValidator();
    rules(validator);
    validator.done();
  } catch (error) {
    if (error instanceof ValidationError) {
      return error.problems;
    }
    throw error;
  }
  return [];
}

function newValidator(): Validator {
  return new Validator(new Construct(new Construct(Testing.app(), "platform"), "pool"), "aws.GpuNodePool");
}

function codesOf(rules: (validator: Validator) => unknown): string[] {
  return problemsOf(rules).map(({ code }) => code);
}

test("nothing is thrown when every rule holds", () => {
  expect(() =>
    newValidator()
      .wholeNumber("nodes", 3, 1, 5)
      .range("minNodes", 1, "maxNodes", 1)
      .kubernetesName("name", "gpu-a")
      .done(),
  ).not.toThrow();
});

test("nothing is thrown before the validation ends", () => {
  expect(() => newValidator().wholeNumber("nodes", 9, 1, 5).kubernetesName("name", "GPU")).not.toThrow();
});

test("all problems are reported at once, with path and subject", () => {
  const validate = () =>
    newValidator()
      .range("minNodes", 4, "maxNodes", 2)
      .kubernetesName("name", "GPU")
      .wholeNumber("nodes", 0, 1, 5)
      .done();

  expect(validate).toThrow(ValidationError);
  expect(validate).toThrow(
    expect.objectContaining({
      path: "platform/pool",
      subject: "aws.GpuNodePool",
      codes: ["MK_POOL_RANGE", "MK_NAME_FORMAT", "MK_NUMBER_RANGE"],
    }),
  );
});

describe("require", () => {
  const problem = { code: "MK_TEST", message: "it is wrong.", remedy: "Mend it." };

  test("a rule that does not hold is the problem as it was given", () => {
    expect(problemsOf((validator) => validator.require(false, problem))).toEqual([problem]);
  });

  test("a rule that holds is no problem", () => {
    expect(problemsOf((validator) => validator.require(true, problem))).toEqual([]);
  });
});

describe("literal", () => {
  test.each([
    ["text", STRING_TOKEN],
    ["number", NUMBER_TOKEN],
    ["list", Token.asList({ from: "terraform" })],
    ["part of a text", `acme-${STRING_TOKEN}`],
    ["lazy value", Lazy.stringValue({ produce: () => "late" })],
  ])("a token is refused where the value is compared: %s", (_, value) => {
    const problems = problemsOf((validator) => validator.literal("maxNodes", value));

    expect(problems).toEqual([
      {
        code: "MK_LITERAL_REQUIRED",
        message: "maxNodes is a token, which is known only to Terraform, but its value is compared at synthesis.",
        remedy: "Give maxNodes a literal value.",
      },
    ]);
  });

  test("further rules may look at a literal alone", () => {
    const validator = newValidator();

    expect(validator.literal("maxNodes", 4)).toBe(true);
    expect(validator.literal("maxNodes", undefined)).toBe(false);
    expect(validator.literal("maxNodes", NUMBER_TOKEN)).toBe(false);
  });
});

describe("wholeNumber", () => {
  test.each([undefined, 1, 3, 5])("%p is accepted from 1 to 5", (value) => {
    expect(codesOf((validator) => validator.wholeNumber("nodes", value, 1, 5))).toEqual([]);
  });

  test.each([0, 6, 2.5, -1, Number.NaN, Number.POSITIVE_INFINITY])("%p is refused from 1 to 5", (value) => {
    expect(problemsOf((validator) => validator.wholeNumber("nodes", value, 1, 5))).toEqual([
      {
        code: "MK_NUMBER_RANGE",
        message: `nodes is ${value}, not a whole number from 1 to 5.`,
        remedy: "Set nodes to a whole number from 1 to 5.",
      },
    ]);
  });

  test("a token is reported once, as a token: its number is an accident of encoding", () => {
    expect(codesOf((validator) => validator.wholeNumber("nodes", NUMBER_TOKEN, 1, 5))).toEqual(["MK_LITERAL_REQUIRED"]);
  });
});

describe("range", () => {
  test("a maximum below the minimum is refused", () => {
    expect(problemsOf((validator) => validator.range("minNodes", 4, "maxNodes", 2))).toEqual([
      {
        code: "MK_POOL_RANGE",
        message: "maxNodes is 2, below minNodes 4.",
        remedy: "Set maxNodes to 4 or more, or lower minNodes.",
      },
    ]);
  });

  test("equal bounds are accepted", () => {
    expect(codesOf((validator) => validator.range("minNodes", 2, "maxNodes", 2))).toEqual([]);
  });

  test("a token is not compared as if it were the number", () => {
    expect(codesOf((validator) => validator.range("minNodes", 4, "maxNodes", NUMBER_TOKEN))).toEqual([]);
    expect(codesOf((validator) => validator.range("minNodes", NUMBER_TOKEN, "maxNodes", 2))).toEqual([]);
  });
});

describe("matches", () => {
  const rule = (value: string | undefined) => (validator: Validator) =>
    validator.matches("key", value, /^[a-z]+$/, "lower-case letters");

  test("undefined and a fitting value are accepted", () => {
    expect(codesOf(rule(undefined))).toEqual([]);
    expect(codesOf(rule("abc"))).toEqual([]);
  });

  test("a value of another form is named, with what is allowed", () => {
    expect(problemsOf(rule("ABC"))).toEqual([
      {
        code: "MK_NAME_FORMAT",
        message: 'key is "ABC", which is not lower-case letters.',
        remedy: "Set key to lower-case letters.",
      },
    ]);
  });

  test("an ARN where a name belongs is told apart from a wrong name", () => {
    expect(problemsOf(rule(ROLE_ARN))).toEqual([
      {
        code: "MK_NAME_NOT_ARN",
        message: `key is "${ROLE_ARN}", an ARN where a name belongs.`,
        remedy: "Give the name alone: lower-case letters.",
      },
    ]);
  });

  test("a token is refused", () => {
    expect(codesOf(rule(STRING_TOKEN))).toEqual(["MK_LITERAL_REQUIRED"]);
  });
});

describe("arn", () => {
  test.each([
    undefined,
    STRING_TOKEN,
    "arn:aws:s3:::acme-models",
    "arn:aws-cn:s3:::acme-models",
    "arn:aws-us-gov:s3:::acme-models",
    "arn:aws:s3:eu-west-1:111122223333:accesspoint/models",
  ])("%p is accepted for S3", (value) => {
    expect(codesOf((validator) => validator.arn("bucketArn", value, "s3"))).toEqual([]);
  });

  test.each([
    ["a name", "acme-models"],
    ["an ARN of another service", "arn:aws:kms:eu-west-1:111122223333:key/abc"],
    ["an ARN without a resource", "arn:aws:s3:::"],
    ["an account of 11 digits", "arn:aws:s3:eu-west-1:11112222333:accesspoint/models"],
    ["another partition", "arn:azure:s3:::acme-models"],
  ])("%s is refused for S3: %p", (_, value) => {
    expect(problemsOf((validator) => validator.arn("bucketArn", value, "s3"))).toEqual([
      {
        code: "MK_ARN_FORMAT",
        message: `bucketArn is "${value}", which is not the ARN of a resource of s3.`,
        remedy: "Give the full ARN, as in arn:aws:s3:...",
      },
    ]);
  });
});

describe("roleArn", () => {
  test.each([undefined, STRING_TOKEN, ROLE_ARN, "arn:aws-cn:iam::111122223333:role/path/to/ci"])(
    "%p is accepted",
    (value) => {
      expect(codesOf((validator) => validator.roleArn("roleArn", value))).toEqual([]);
    },
  );

  test.each([
    ["a user", "arn:aws:iam::111122223333:user/alice"],
    ["the account root", "arn:aws:iam::111122223333:root"],
    ["an assumed role", "arn:aws:sts::111122223333:assumed-role/ci/session"],
    ["a name", "ci"],
    ["everybody", "*"],
  ])("%s is no role: %p", (_, value) => {
    const [problem, ...more] = problemsOf((validator) => validator.roleArn("roleArn", value));

    expect(more).toEqual([]);
    expect(problem).toMatchObject({
      code: "MK_ROLE_ARN",
      message: `roleArn is "${value}", which is not the ARN of an IAM role.`,
    });
    expect(problem?.remedy).toContain("arn:aws:iam::111122223333:role/ci");
  });
});

describe("kubernetesName", () => {
  test.each([undefined, "a", "3d", "gpu-a", "a".repeat(63)])("%p is accepted", (value) => {
    expect(codesOf((validator) => validator.kubernetesName("namespace", value))).toEqual([]);
  });

  test.each(["", "-a", "a-", "A", "a.b", "a_b", "a b", "a".repeat(64), "a\n"])("%j is refused", (value) => {
    expect(codesOf((validator) => validator.kubernetesName("namespace", value))).toEqual(["MK_NAME_FORMAT"]);
  });

  test("a token is refused: selectors and names are compared at synthesis", () => {
    expect(codesOf((validator) => validator.kubernetesName("namespace", STRING_TOKEN))).toEqual([
      "MK_LITERAL_REQUIRED",
    ]);
  });
});

describe("imageByDigest", () => {
  const digest = `sha256:${"4f".repeat(32)}`;

  test.each([
    undefined,
    STRING_TOKEN,
    `111122223333.dkr.ecr.eu-west-1.amazonaws.com/tensorflow-serving@${digest}`,
    `registry.acme.example:5000/ml/tensorflow_serving@${digest}`,
  ])("%p is accepted", (value) => {
    expect(codesOf((validator) => validator.imageByDigest("image", value))).toEqual([]);
  });

  test.each([
    ["a tag", "registry.acme.example/tensorflow-serving:2.19.0"],
    ["no tag and no digest", "registry.acme.example/tensorflow-serving"],
    ["a digest beside a tag", `registry.acme.example/tensorflow-serving:2.19.0@${digest}`],
    ["a digest of wrong length", "registry.acme.example/tensorflow-serving@sha256:4f4f"],
    ["a digest in upper case", `registry.acme.example/tensorflow-serving@sha256:${"4F".repeat(32)}`],
    ["no registry", `tensorflow-serving@${digest}`],
    ["a name that only Docker Hub completes", `tensorflow/serving@${digest}`],
  ])("%s is refused: %p", (_, value) => {
    expect(problemsOf((validator) => validator.imageByDigest("server.image", value))).toEqual([
      {
        code: "MK_IMAGE_DIGEST",
        message: `server.image is "${value}", which does not name an image by registry, repository and digest.`,
        remedy: "Name it as registry/repository@sha256:<64 hexadecimal digits>; a tag can be moved to other code.",
      },
    ]);
  });
});
