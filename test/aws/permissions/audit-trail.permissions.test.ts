import { ACCOUNT, administrator, FOREIGN_ACCOUNT, service, session } from "../../support/principals";
import { REGION } from "../../support/simulate";
import { provePermissions, type Row, simulatedEstate } from "./estate";

const account = simulatedEstate();
const key = account.arn("aws_kms_key", "trail/Storage/Key");
const bucket = account.arn("aws_s3_bucket", "trail/Storage");
const records = `${bucket}/AWSLogs/${ACCOUNT}/CloudTrail/${REGION}/2026/01/01/record.json.gz`;
const trailArn = `arn:aws:cloudtrail:${REGION}:${ACCOUNT}:trail/weights`;
const ofTrail = { "aws:SourceArn": trailArn };
const written = { ...ofTrail, "s3:x-amz-acl": "bucket-owner-full-control" };
const encrypted = { ...ofTrail, "kms:EncryptionContext:aws:cloudtrail:arn": trailArn };

/** Trails that are not this one. */
const OTHER_TRAILS = [
  trailArn.replace("weights", "other"),
  `${trailArn}-2`,
  trailArn.replace(REGION, "us-east-1"),
  trailArn.replace(ACCOUNT, FOREIGN_ACCOUNT),
];

describe("CloudTrail", () => {
  provePermissions(account, service("cloudtrail.amazonaws.com"), {
    allowed: [
      ["check the bucket of its trail", { action: "s3:GetBucketAcl", resource: bucket, context: ofTrail }],
      ["write records of the account", { action: "s3:PutObject", resource: records, context: written }],
      ["make data keys for records", { action: "kms:GenerateDataKey", resource: key, context: encrypted }],
      ["check the key", { action: "kms:DescribeKey", resource: key, context: ofTrail }],
      ["decrypt the bucket key", { action: "kms:Decrypt", resource: key, context: ofTrail }],
    ],
    denied: [
      ...OTHER_TRAILS.flatMap<Row>((arn) => {
        const context = { ...written, "aws:SourceArn": arn };
        return [
          [
            `check the bucket for ${arn}`,
            { action: "s3:GetBucketAcl", resource: bucket, context: { "aws:SourceArn": arn } },
          ],
          [`write records for ${arn}`, { action: "s3:PutObject", resource: records, context }],
          [
            `make data keys for ${arn}`,
            { action: "kms:GenerateDataKey", resource: key, context: { ...encrypted, "aws:SourceArn": arn } },
          ],
          [`decrypt for ${arn}`, { action: "kms:Decrypt", resource: key, context: { "aws:SourceArn": arn } }],
        ];
      }),
      ["write records for nobody", { action: "s3:PutObject", resource: records }],
      ["write records that it would own", { action: "s3:PutObject", resource: records, context: ofTrail }],
      [
        "write records that everybody may read",
        { action: "s3:PutObject", resource: records, context: { ...ofTrail, "s3:x-amz-acl": "public-read" } },
      ],
      [
        "write records of another account",
        { action: "s3:PutObject", resource: records.replace(ACCOUNT, FOREIGN_ACCOUNT), context: written },
      ],
      ["write beside the records", { action: "s3:PutObject", resource: `${bucket}/x`, context: written }],
      ["read records", { action: "s3:GetObject", resource: records, context: ofTrail }],
      ["delete records", { action: "s3:DeleteObject", resource: records, context: ofTrail }],
      ["list records", { action: "s3:ListBucket", resource: bucket, context: ofTrail }],
      ["make data keys for nothing", { action: "kms:GenerateDataKey", resource: key, context: ofTrail }],
      ["grant the key on", { action: "kms:CreateGrant", resource: key, context: ofTrail }],
      ["write models", { action: "s3:PutObject", resource: "arn:aws:s3:::acme-models/AWSLogs/x", context: written }],
      [
        "decrypt models",
        { action: "kms:Decrypt", resource: account.arn("aws_kms_key", "models/Key"), context: ofTrail },
      ],
    ],
  });
});

describe.each([
  ["a stranger", administrator("administrator", FOREIGN_ACCOUNT)],
  ["a role without policies", session("nobody")],
  ["a serving role", account.role("resnet")],
  ["a publisher", session("release-models")],
  ["the log delivery of S3", service("logging.s3.amazonaws.com")],
])("%s, at the records,", (_, principal) => {
  provePermissions(account, principal, {
    allowed: [],
    denied: [
      ...[
        "s3:GetObject",
        "s3:PutObject",
        "s3:DeleteObject",
        "s3:DeleteObjectVersion",
        "s3:BypassGovernanceRetention",
      ].map<Row>((action) => [action, { action, resource: records, context: ofTrail }]),
      ["list them", { action: "s3:ListBucket", resource: bucket }],
      ["replace the bucket policy", { action: "s3:PutBucketPolicy", resource: bucket }],
      ["decrypt them", { action: "kms:Decrypt", resource: key }],
    ],
  });
});

/** Only services of AWS write records and logs, whatever IAM allows in the account. */
describe("an administrator of the account", () => {
  test.each<Row>([
    [
      "forge records",
      { action: "s3:PutObject", resource: records, context: { "s3:x-amz-acl": "bucket-owner-full-control" } },
    ],
    ["forge access logs", { action: "s3:PutObject", resource: "arn:aws:s3:::acme-models-logs/acme-models/1" }],
    ["hide access logs", { action: "s3:DeleteObject", resource: "arn:aws:s3:::acme-models-logs/acme-models/1" }],
  ])("may not %s", async (_, call) => {
    expect(await account.ask(administrator(), call)).toMatch(/Denied$/);
  });

  provePermissions(account, administrator(), {
    allowed: [],
    denied: [
      ["decrypt records", { action: "kms:Decrypt", resource: key }],
      ["encrypt records", { action: "kms:GenerateDataKey", resource: key }],
      ["pass for the trail", { action: "kms:GenerateDataKey", resource: key, context: encrypted }],
    ],
  });
});
