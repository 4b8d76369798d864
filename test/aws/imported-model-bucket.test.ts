import { Fn, TerraformVariable } from "cdktf";
import { Construct } from "constructs";
import { aws, CloudProvider, type HardenedStack, type IServingIdentity, ModelFormat } from "modelkeep";
import { importedCluster } from "../support/samples";
import {
  type Attributes,
  onlyResourceOf,
  resourcesOf,
  type Synthesized,
  synthesize,
  testStack,
} from "../support/stack";

const KEY_ARN = "arn:aws:kms:eu-west-1:111122223333:key/0b2f6f0e-0000-4000-8000-000000000000";
const DIGEST = { format: ModelFormat.SAFETENSORS, sha256: "9c".repeat(32) };

/** An encrypted bucket that is managed elsewhere, read by one identity in the network of its cluster. */
let granted: Synthesized;

beforeAll(() => {
  const stack = testStack();
  const network = new aws.ServingNetwork(stack, "network", { cidr: "10.20.0.0/16" });
  const models = aws.SecureModelBucket.fromBucketName(stack, "models", "acme-models", { keyArn: KEY_ARN });
  const identity = servingRole(stack, Object.assign(importedCluster(stack), { network }));
  models.grantRead(identity, models.artifact("resnet/v3", DIGEST));
  granted = synthesize(stack);
});

function servingRole(stack: HardenedStack, cluster: aws.IEksServingCluster): aws.PodIdentityServingRole {
  return new aws.PodIdentityServingRole(stack, "resnet", {
    cluster,
    namespace: "vision",
    serviceAccountName: "resnet",
  });
}

/** An identity that no construct of AWS made. */
function googleIdentity(stack: HardenedStack): IServingIdentity {
  return Object.assign(new Construct(stack, "google"), {
    cloud: CloudProvider.GOOGLE,
    namespace: "vision",
    serviceAccountName: "resnet",
    serviceAccountAnnotations: {},
    environment: {},
    credentialEndpoints: [],
  });
}

/** Statements of the serving role's policy. */
function grantsIn(stack: Synthesized): Attributes[] {
  const policies = resourcesOf(stack, "aws_iam_role_policy").filter(({ name }) => name === "grants");
  expect(policies).toHaveLength(1);
  return JSON.parse(String(policies[0]?.policy)).Statement;
}

describe("rows of the catalogue", () => {
  test.each(["aws_s3_bucket", "aws_s3_bucket_policy", "aws_s3_bucket_public_access_block"])(
    "S3-02: what the owner manages is left alone: no %s is made",
    (type) => {
      expect(granted.resource).not.toHaveProperty(type);
    },
  );

  test("S3-24: the identity can fetch the files of the artifact, neither list nor write", () => {
    expect(grantsIn(granted)[0]).toEqual({
      Sid: "ReadArtifacts",
      Effect: "Allow",
      Action: "s3:GetObject",
      Resource: expect.stringMatching(
        /^arn:\$\{data\.aws_partition\.\w+\.partition}:s3:::acme-models\/resnet\/v3\/\*$/,
      ),
    });
  });

  test("KEY-08: the identity can decrypt with the owner's key through S3 alone", () => {
    expect(grantsIn(granted).slice(1)).toEqual([
      {
        Sid: "DecryptArtifacts",
        Effect: "Allow",
        Action: "kms:Decrypt",
        Resource: KEY_ARN,
        Condition: {
          StringEquals: { "kms:ViaService": expect.stringMatching(/^s3\.\$\{data\.aws_region\.\w+\.id}\.amazon/) },
        },
      },
    ]);
  });

  test("S3-23: the network's S3 endpoint passes reads of the bucket", () => {
    const gateways = resourcesOf(granted, "aws_vpc_endpoint").filter(
      (endpoint) => endpoint.vpc_endpoint_type === "Gateway",
    );
    expect(gateways).toEqual([expect.objectContaining({ policy: expect.stringContaining(":s3:::acme-models/*") })]);
  });
});

describe("attributes", () => {
  test("name what other programs need", () => {
    const models = aws.SecureModelBucket.fromBucketName(testStack(), "models", "acme-models");
    expect(models).toMatchObject({
      cloud: CloudProvider.AWS,
      bucketName: "acme-models",
      uri: "s3://acme-models",
      copyCommand: ["aws", "s3", "cp", "--only-show-errors"],
    });
    expect(models.artifact("resnet/v3", { ...DIGEST, version: "3" })).toMatchObject({
      uri: "s3://acme-models/resnet/v3",
      version: "3",
      store: models,
    });
  });

  test("a bucket without a customer key asks for no permission on keys", () => {
    const stack = testStack();
    const models = aws.SecureModelBucket.fromBucketName(stack, "models", "acme-models");
    models.grantRead(servingRole(stack, importedCluster(stack)), models.artifact("resnet/v3", DIGEST));
    const synthesized = synthesize(stack);
    expect(grantsIn(synthesized).map(({ Sid }) => Sid)).toEqual(["ReadArtifacts"]);
    expect(onlyResourceOf(synthesized, "aws_iam_role_policy").policy).not.toContain("kms:");
  });

  test("a key that is known only after apply is accepted", () => {
    const stack = testStack();
    const keyArn = new TerraformVariable(stack, "key", { type: "string" }).stringValue;
    const models = aws.SecureModelBucket.fromBucketName(stack, "models", "acme-models", { keyArn });
    models.grantRead(servingRole(stack, importedCluster(stack)), models.artifact("resnet/v3", DIGEST));
    expect(grantsIn(synthesize(stack))).toContainEqual(expect.objectContaining({ Resource: "${var.key}" }));
  });
});

describe("errors", () => {
  test.each<[string, string, aws.ImportedModelBucketOptions, string, string]>([
    ["capitals", "Acme", {}, "MK_NAME_FORMAT", 'bucketName is "Acme",'],
    ["an ARN for a name", "arn:aws:s3:::acme", {}, "MK_NAME_NOT_ARN", 'bucketName is "arn:aws:s3:::acme", an ARN'],
    ["an address for a name", "s3://acme", {}, "MK_NAME_FORMAT", 'bucketName is "s3://acme",'],
    ["a name from Terraform", Fn.join("-", ["a", "b"]), {}, "MK_LITERAL_REQUIRED", "bucketName is a token,"],
    ["an alias for a key", "acme", { keyArn: "alias/models" }, "MK_ARN_FORMAT", 'keyArn is "alias/models",'],
    ["an ARN of S3 for a key", "acme", { keyArn: "arn:aws:s3:::a" }, "MK_ARN_FORMAT", 'keyArn is "arn:aws:s3:::a",'],
  ])("%s is refused", (_, bucketName, options, code, message) => {
    const build = () => aws.SecureModelBucket.fromBucketName(testStack(), "models", bucketName, options);
    expect(build).toThrow(expect.objectContaining({ name: "ValidationError", codes: [code] }));
    expect(build).toThrow(message);
  });

  test("all problems are reported at once, each with its remedy", () => {
    expect(() => aws.SecureModelBucket.fromBucketName(testStack(), "models", "A", { keyArn: "key" })).toThrow(
      /^\[MK_NAME_FORMAT, MK_ARN_FORMAT] at test\/models \(aws\.SecureModelBucket\.fromBucketName\):\n {2}bucketName is "A",.*\n {2}Set bucketName to .*\n {2}keyArn is "key", .*\n {2}Give the full ARN, as in arn:aws:kms:\.\.\.$/,
    );
  });

  test("an identity of another cloud and an artifact of another store are refused, both at once", () => {
    const stack = testStack();
    const models = aws.SecureModelBucket.fromBucketName(stack, "models", "acme-models");
    const others = aws.SecureModelBucket.fromBucketName(stack, "others", "acme-others");
    expect(() => models.grantRead(googleIdentity(stack), others.artifact("resnet/v3", DIGEST))).toThrow(
      expect.objectContaining({ path: "test/models", codes: ["MK_GRANT_OTHER_CLOUD", "MK_GRANT_OTHER_STORE"] }),
    );
    expect(synthesize(stack).resource).toEqual({});
  });
});

test("the grant is as reviewed", () => {
  expect(grantsIn(granted)).toMatchSnapshot();
});
