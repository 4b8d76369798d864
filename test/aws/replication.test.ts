import { TerraformVariable } from "cdktf";
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

const DESTINATION: aws.ReplicationProps = {
  destinationBucketArn: "arn:aws:s3:::acme-models-copy",
  destinationKeyArn: "arn:aws:kms:eu-central-1:111122223333:key/0b2f6f0e-0000-4000-8000-000000000000",
  destinationRegion: "eu-central-1",
};

let replicated: Synthesized;

beforeAll(() => {
  const stack = testStack();
  new aws.SecureModelBucket(stack, "models", { bucketName: "acme-models", replication: DESTINATION });
  replicated = synthesize(stack);
});

/** What the replication role may do, by sid. */
function permissions(): Record<string, Attributes> {
  const statements = statementsOf(onlyResourceOf(replicated, "aws_iam_role_policy").policy);
  return Object.fromEntries(statements.map((statement) => [statement.Sid, statement]));
}

describe("rows of the catalogue", () => {
  test("S3-33: copies are encrypted with a customer key of their region", () => {
    expect(onlyResourceOf(replicated, "aws_s3_bucket_replication_configuration").rule).toEqual([
      expect.objectContaining({
        status: "Enabled",
        destination: {
          bucket: DESTINATION.destinationBucketArn,
          encryption_configuration: { replica_kms_key_id: DESTINATION.destinationKeyArn },
        },
      }),
    ]);
  });

  test("S3-34: encrypted artifacts are not silently left out", () => {
    expect(onlyResourceOf(replicated, "aws_s3_bucket_replication_configuration").rule).toEqual([
      expect.objectContaining({ source_selection_criteria: { sse_kms_encrypted_objects: { status: "Enabled" } } }),
    ]);
  });

  test("S3-34: everything is copied, deletions are not", () => {
    expect(onlyResourceOf(replicated, "aws_s3_bucket_replication_configuration").rule).toEqual([
      expect.objectContaining({ filter: { prefix: "" }, delete_marker_replication: { status: "Disabled" } }),
    ]);
  });

  test("S3-07: replication waits for versioning", () => {
    expect(replicated).toHaveEvery("aws_s3_bucket_replication_configuration", {
      bucket: expect.stringMatching(/^\$\{aws_s3_bucket\.models_[0-9A-F]+\.id}$/),
      depends_on: [expect.stringMatching(/^aws_s3_bucket_versioning\.models_Versioning_/)],
    });
  });

  test("S3-33: there is no copy unless it is asked for: a second copy is a second thing to steal", () => {
    const stack = testStack();
    new aws.SecureModelBucket(stack, "models");
    const synthesized = synthesize(stack);
    expect(synthesized.resource).not.toHaveProperty("aws_s3_bucket_replication_configuration");
    expect(synthesized.resource).not.toHaveProperty("aws_iam_role");
  });
});

describe("the replication role", () => {
  test("is assumed by S3 alone, on behalf of this bucket", () => {
    expect(statementsOf(onlyResourceOf(replicated, "aws_iam_role").assume_role_policy)).toEqual([
      {
        Sid: "AssumedByService",
        Effect: "Allow",
        Principal: { Service: "s3.amazonaws.com" },
        Action: "sts:AssumeRole",
        Condition: {
          StringEquals: { "aws:SourceAccount": expect.stringContaining("aws_caller_identity") },
          ArnEquals: { "aws:SourceArn": expect.stringMatching(/^\$\{aws_s3_bucket\.models_\w+\.arn}$/) },
        },
      },
    ]);
  });

  test("reads this bucket and writes copies to the destination, nothing else", () => {
    expect(permissions()).toMatchObject({
      ReadConfiguration: {
        Action: ["s3:GetReplicationConfiguration", "s3:ListBucket"],
        Resource: expect.stringMatching(/^\$\{aws_s3_bucket\.models_\w+\.arn}$/),
      },
      ReadVersions: { Resource: expect.stringMatching(/^\$\{aws_s3_bucket\.models_\w+\.arn}\/\*$/) },
      WriteCopies: {
        Action: ["s3:ReplicateObject", "s3:ReplicateTags"],
        Resource: `${DESTINATION.destinationBucketArn}/*`,
      },
    });
    expect(Object.keys(permissions()).sort()).toEqual(
      ["DecryptSource", "EncryptCopies", "ReadConfiguration", "ReadVersions", "WriteCopies"].sort(),
    );
  });

  test("cannot delete, neither here nor there", () => {
    expect(JSON.stringify(permissions())).not.toMatch(/Delete|s3:\*|kms:\*/);
  });

  test("decrypts with the key of this bucket and encrypts with the key of the destination, each through its S3", () => {
    expect(permissions()).toMatchObject({
      DecryptSource: {
        Action: "kms:Decrypt",
        Resource: expect.stringMatching(/^\$\{aws_kms_key\.models_Key_\w+\.arn}$/),
        Condition: { StringEquals: { "kms:ViaService": expect.stringMatching(/^s3\.\$\{data\.aws_region/) } },
      },
      EncryptCopies: {
        Action: ["kms:Encrypt", "kms:GenerateDataKey"],
        Resource: DESTINATION.destinationKeyArn,
        Condition: { StringEquals: { "kms:ViaService": "s3.eu-central-1.amazonaws.com" } },
      },
    });
  });

  test("may use the key by the key's own policy too, and only decrypt", () => {
    const { name } = onlyResourceOf(replicated, "aws_iam_role");
    const statements = statementsOf(onlyResourceOf(replicated, "aws_kms_key").policy);
    expect(statements).toContainEqual(
      expect.objectContaining({
        Sid: "UseThroughS3ToDecrypt",
        Action: "kms:Decrypt",
        Condition: expect.objectContaining({
          ArnEquals: { "aws:PrincipalArn": [expect.stringMatching(new RegExp(`:role/${name}$`))] },
        }),
      }),
    );
  });
});

describe("errors", () => {
  const build = (replication: Partial<aws.ReplicationProps>) => () =>
    new aws.SecureModelBucket(testStack(), "models", { replication: { ...DESTINATION, ...replication } });

  test.each<[string, Partial<aws.ReplicationProps>, string]>([
    ["a name for the bucket's ARN", { destinationBucketArn: "copy" }, 'replication.destinationBucketArn is "copy",'],
    [
      "an alias for the key's ARN",
      { destinationKeyArn: "alias/copy" },
      'replication.destinationKeyArn is "alias/copy",',
    ],
    [
      "the ARN of a bucket for the key's",
      { destinationKeyArn: DESTINATION.destinationBucketArn },
      'replication.destinationKeyArn is "arn:aws:s3:::acme-models-copy",',
    ],
  ])("%s is refused", (_, replication, message) => {
    expect(build(replication)).toThrow(expect.objectContaining({ name: "ValidationError", codes: ["MK_ARN_FORMAT"] }));
    expect(build(replication)).toThrow(message);
  });

  test("both problems are reported at once, each with its remedy", () => {
    expect(build({ destinationBucketArn: "copy", destinationKeyArn: "key" })).toThrow(
      [
        "[MK_ARN_FORMAT] at test/models (aws.SecureModelBucket):",
        '  replication.destinationBucketArn is "copy", which is not the ARN of a resource of s3.',
        "  Give the full ARN, as in arn:aws:s3:...",
        '  replication.destinationKeyArn is "key", which is not the ARN of a resource of kms.',
        "  Give the full ARN, as in arn:aws:kms:...",
      ].join("\n"),
    );
  });

  test("a destination that is known only after apply is accepted", () => {
    const stack = testStack();
    const destinationBucketArn = new TerraformVariable(stack, "copy", { type: "string" }).stringValue;
    new aws.SecureModelBucket(stack, "models", { replication: { ...DESTINATION, destinationBucketArn } });
    const [policy] = resourcesOf(synthesize(stack), "aws_iam_role_policy");
    expect(policy?.policy).toContain('"Resource":"${var.copy}/*"');
  });
});

test("the replication is as reviewed", () => {
  const { aws_s3_bucket_replication_configuration, aws_iam_role, aws_iam_role_policy } = replicated.resource;
  expect({ aws_s3_bucket_replication_configuration, aws_iam_role, aws_iam_role_policy }).toMatchSnapshot();
});
