import { Fn, TerraformVariable } from "cdktf";
import { aws } from "modelkeep";
import { statementsOf } from "../support/policies";
import {
  type Attributes,
  onlyResourceOf,
  resourcesOf,
  type Synthesized,
  synthesize,
  testStack,
} from "../support/stack";

const NODES = "arn:aws:iam::444455556666:role/serving-nodes";
const PIPELINE = "arn:aws:iam::111122223333:role/build-images";

let byDefault: Synthesized;
let granted: Synthesized;

beforeAll(() => {
  const stack = testStack();
  new aws.ImageRepository(stack, "images");
  byDefault = synthesize(stack);
  const shared = testStack();
  const repository = new aws.ImageRepository(shared, "images", { repositoryName: "serving/tensorflow" });
  repository.grantPull(NODES);
  repository.grantPush(PIPELINE);
  repository.grantPush(`${PIPELINE}-2`);
  granted = synthesize(shared);
});

function repositoryStatements(): Attributes[] {
  return statementsOf(onlyResourceOf(granted, "aws_ecr_repository_policy").policy);
}

function lifecycleRules(stack: Synthesized): Attributes[] {
  return JSON.parse(String(onlyResourceOf(stack, "aws_ecr_lifecycle_policy").policy)).rules;
}

describe("rows of the catalogue", () => {
  test("IMG-01: tags cannot be moved to other images", () => {
    expect(byDefault).toHaveEvery("aws_ecr_repository", { image_tag_mutability: "IMMUTABLE" });
  });

  test("IMG-02, IMG-03: images are encrypted with a customer key", () => {
    expect(byDefault).toHaveEvery("aws_ecr_repository", {
      encryption_configuration: [
        { encryption_type: "KMS", kms_key: expect.stringMatching(/^\$\{aws_kms_key\.images_Key_\w+\.arn}$/) },
      ],
    });
  });

  test("IMG-04: images are scanned when they are pushed", () => {
    expect(byDefault).toHaveEvery("aws_ecr_repository", { image_scanning_configuration: { scan_on_push: true } });
  });

  test("IMG-05: images are not erased with the stack", () => {
    expect(byDefault).toHaveEvery("aws_ecr_repository", { force_delete: false });
  });

  test("IMG-08: nobody is named until a grant names them", () => {
    expect(byDefault.resource).not.toHaveProperty("aws_ecr_repository_policy");
  });

  test("IMG-08: the policy names roles, never everybody", () => {
    expect(repositoryStatements()).not.toHaveLength(0);
    for (const { Effect, Principal } of repositoryStatements()) {
      expect(Effect).toBe("Allow");
      expect([Object(Principal).AWS].flat()).toEqual(
        expect.arrayContaining([expect.stringMatching(/^arn:aws:iam::\d{12}:role\//)]),
      );
      expect(JSON.stringify(Principal)).not.toMatch(/"\*"|:root/);
    }
  });

  test("IMG-09: only those who may push can, and they can neither delete nor open the repository", () => {
    const pushing = repositoryStatements().filter(({ Action }) => [Action].flat().includes("ecr:PutImage"));
    expect(pushing).toEqual([
      {
        Sid: "Push",
        Effect: "Allow",
        Principal: { AWS: [PIPELINE, `${PIPELINE}-2`] },
        Action: [
          "ecr:BatchCheckLayerAvailability",
          "ecr:CompleteLayerUpload",
          "ecr:InitiateLayerUpload",
          "ecr:PutImage",
          "ecr:UploadLayerPart",
        ],
      },
    ]);
  });

  test("IMG-09: those who pull can only read", () => {
    expect(repositoryStatements()).toContainEqual({
      Sid: "Pull",
      Effect: "Allow",
      Principal: { AWS: NODES },
      Action: ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"],
    });
  });

  test("IMG-10: untagged images go after two weeks, the newest fifty stay", () => {
    expect(lifecycleRules(byDefault)).toEqual([
      expect.objectContaining({
        rulePriority: 1,
        selection: { tagStatus: "untagged", countType: "sinceImagePushed", countUnit: "days", countNumber: 14 },
        action: { type: "expire" },
      }),
      expect.objectContaining({
        rulePriority: 2,
        selection: { tagStatus: "any", countType: "imageCountMoreThan", countNumber: 50 },
        action: { type: "expire" },
      }),
    ]);
  });

  test("KEY-08: the registry makes its grants on the key from this account, through ECR alone", () => {
    expect(statementsOf(onlyResourceOf(byDefault, "aws_kms_key").policy)).toContainEqual({
      Sid: "Registry",
      Effect: "Allow",
      Principal: { AWS: expect.stringMatching(/:root$/) },
      Action: ["kms:CreateGrant", "kms:DescribeKey", "kms:RetireGrant"],
      Resource: "*",
      Condition: {
        StringEquals: {
          "kms:ViaService": expect.stringMatching(/^ecr\.\$\{data\.aws_region\.\w+\.id}\.amazonaws\.com$/),
          "kms:CallerAccount": expect.stringContaining("aws_caller_identity"),
        },
      },
    });
  });
});

describe("options", () => {
  test("the default name is derived from the path and fit for ECR", () => {
    expect(onlyResourceOf(byDefault, "aws_ecr_repository").name).toMatch(/^test-images-[0-9a-f]{8}$/);
  });

  test("one key serves several repositories", () => {
    const stack = testStack();
    const key = new aws.ModelKey(stack, "key");
    new aws.ImageRepository(stack, "one", { key });
    new aws.ImageRepository(stack, "two", { key });
    const synthesized = synthesize(stack);
    expect(resourcesOf(synthesized, "aws_kms_key")).toHaveLength(1);
    expect(resourcesOf(synthesized, "aws_ecr_repository")).toHaveLength(2);
    const grants = statementsOf(onlyResourceOf(synthesized, "aws_kms_key").policy).filter(
      ({ Sid }) => Sid === "Registry",
    );
    expect(grants).toHaveLength(1);
  });

  test("numbers of images and days are those asked for", () => {
    const stack = testStack();
    new aws.ImageRepository(stack, "images", { keepImages: 1000, untaggedDays: 1 });
    expect(lifecycleRules(synthesize(stack)).map(({ selection }) => Object(selection).countNumber)).toEqual([1, 1000]);
  });

  test("a role that is known only after apply can be granted", () => {
    const stack = testStack();
    const role = new TerraformVariable(stack, "role", { type: "string" });
    new aws.ImageRepository(stack, "images").grantPull(role.stringValue);
    expect(onlyResourceOf(synthesize(stack), "aws_ecr_repository_policy").policy).toContain('"AWS":"${var.role}"');
  });
});

describe("errors", () => {
  test.each<[string, aws.ImageRepositoryProps, string, string]>([
    ["capitals", { repositoryName: "TensorFlow" }, "MK_NAME_FORMAT", 'repositoryName is "TensorFlow",'],
    ["one letter", { repositoryName: "t" }, "MK_NAME_FORMAT", 'repositoryName is "t",'],
    ["a slash at the end", { repositoryName: "serving/" }, "MK_NAME_FORMAT", 'repositoryName is "serving/",'],
    ["a tag", { repositoryName: "serving:v1" }, "MK_NAME_FORMAT", 'repositoryName is "serving:v1",'],
    ["257 letters", { repositoryName: "t".repeat(257) }, "MK_NAME_FORMAT", "repositoryName is"],
    [
      "an ARN for a name",
      { repositoryName: "arn:aws:ecr:eu-west-1:111122223333:repository/x" },
      "MK_NAME_NOT_ARN",
      'repositoryName is "arn:aws:ecr:eu-west-1:111122223333:repository/x", an ARN where a name belongs.',
    ],
    ["no images", { keepImages: 0 }, "MK_NUMBER_RANGE", "keepImages is 0,"],
    ["more images than wise", { keepImages: 1001 }, "MK_NUMBER_RANGE", "keepImages is 1001,"],
    ["no day for untagged images", { untaggedDays: 0 }, "MK_NUMBER_RANGE", "untaggedDays is 0,"],
    ["more than a year for untagged images", { untaggedDays: 366 }, "MK_NUMBER_RANGE", "untaggedDays is 366,"],
    [
      "a name from Terraform",
      { repositoryName: Fn.join("/", ["a", "b"]) },
      "MK_LITERAL_REQUIRED",
      "repositoryName is a token,",
    ],
    ["a number from Terraform", { keepImages: Fn.max([1, 2]) }, "MK_LITERAL_REQUIRED", "keepImages is a token,"],
  ])("%s is refused", (_, props, code, message) => {
    const build = () => new aws.ImageRepository(testStack(), "images", props);
    expect(build).toThrow(expect.objectContaining({ name: "ValidationError", codes: [code] }));
    expect(build).toThrow(message);
  });

  test("all problems are reported at once, each with its remedy", () => {
    const props = { repositoryName: "Serving", keepImages: 0 };
    expect(() => new aws.ImageRepository(testStack(), "images", props)).toThrow(
      [
        "[MK_NAME_FORMAT, MK_NUMBER_RANGE] at test/images (aws.ImageRepository):",
        '  repositoryName is "Serving", which is not a repository name such as serving/tensorflow.',
        "  Set repositoryName to a repository name such as serving/tensorflow.",
        "  keepImages is 0, not a whole number from 1 to 1000.",
        "  Set keepImages to a whole number from 1 to 1000.",
      ].join("\n"),
    );
  });

  test.each(["grantPull", "grantPush"] as const)("%s refuses whoever is not a role", (method) => {
    const stack = testStack();
    const repository = new aws.ImageRepository(stack, "images");
    for (const arn of ["*", "arn:aws:iam::111122223333:user/jo", "arn:aws:iam::111122223333:root"]) {
      expect(() => repository[method](arn)).toThrow(
        `[MK_ROLE_ARN] at test/images (aws.ImageRepository.${method}):\n  roleArn is "${arn}", which is not`,
      );
    }
    expect(synthesize(stack).resource).not.toHaveProperty("aws_ecr_repository_policy");
  });
});

test("the defaults are as reviewed", () => {
  expect(byDefault).toMatchSnapshot();
});
