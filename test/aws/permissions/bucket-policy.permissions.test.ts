import {
  ACCOUNT,
  administrator,
  FOREIGN_ACCOUNT,
  type Principal,
  type RequestContext,
  service,
  session,
} from "../../support/principals";
import { REGION } from "../../support/simulate";
import { provePermissions, ROLES, type Row, simulatedEstate } from "./estate";

const account = simulatedEstate();
const s3 = account.endpoint("network/S3Endpoint");
const inNetwork = { "aws:SourceVpce": s3 };
const BUCKETS = ["acme-models", "acme-models-logs", "acme-audio-models", "acme-states"];

/** Nothing else can refuse these calls: IAM allows everything and the endpoint is right. */
const UNSAFE_TRANSPORTS: readonly (readonly [label: string, context: RequestContext])[] = [
  ["plain HTTP", { "aws:SecureTransport": "false" }],
  ["TLS 1.1", { "s3:TlsVersion": "1.1" }],
  ["TLS 1.0", { "s3:TlsVersion": "1.0" }],
];

const OBJECT_ACTIONS = ["s3:GetObject", "s3:GetObjectTagging", "s3:PutObjectTagging", "s3:RestoreObject"];
const BUCKET_ACTIONS = ["s3:ListBucket", "s3:GetBucketPolicy", "s3:PutBucketPolicy", "s3:GetBucketLocation"];

describe.each(BUCKETS)("bucket %s", (bucketName) => {
  const arn = `arn:aws:s3:::${bucketName}`;

  provePermissions(account, administrator(), {
    allowed: [
      ["be listed over TLS 1.3 by an administrator", { action: "s3:ListBucket", resource: arn }],
      ["be listed over TLS 1.2", { action: "s3:ListBucket", resource: arn, context: { "s3:TlsVersion": "1.2" } }],
      ["have its policy repaired by an administrator", { action: "s3:PutBucketPolicy", resource: arn }],
    ],
    denied: UNSAFE_TRANSPORTS.flatMap(([transport, context]) => [
      ...BUCKET_ACTIONS.map<Row>((action) => [
        `answer ${action} over ${transport}`,
        { action, resource: arn, context },
      ]),
      ...OBJECT_ACTIONS.map<Row>((action) => [
        `answer ${action} over ${transport}`,
        { action, resource: `${arn}/a/b`, context: { ...inNetwork, ...context } },
      ]),
    ]),
  });
});

describe.each(BUCKETS)("a stranger, at bucket %s,", (bucketName) => {
  const arn = `arn:aws:s3:::${bucketName}`;

  provePermissions(account, administrator("administrator", FOREIGN_ACCOUNT), {
    allowed: [],
    denied: [
      ...[...OBJECT_ACTIONS, "s3:PutObject", "s3:DeleteObject", "s3:GetObjectVersion", "s3:PutObjectAcl"].flatMap<Row>(
        (action) => [
          [action, { action, resource: `${arn}/resnet/v3/w` }],
          [`${action} through the endpoint`, { action, resource: `${arn}/resnet/v3/w`, context: inNetwork }],
        ],
      ),
      ...[...BUCKET_ACTIONS, "s3:DeleteBucketPolicy", "s3:PutBucketAcl", "s3:DeleteBucket"].map<Row>((action) => [
        action,
        { action, resource: arn },
      ]),
    ],
  });
});

describe("reading models", () => {
  const object = "arn:aws:s3:::acme-models/resnet/v3/weights";

  provePermissions(account, administrator(), {
    allowed: [
      ["get an object through the network's S3 endpoint", { action: "s3:GetObject", resource: object, through: s3 }],
    ],
    denied: [
      ["get an object from the internet", { action: "s3:GetObject", resource: object }],
      ["get a version from the internet", { action: "s3:GetObjectVersion", resource: object }],
      [
        "get an object through another endpoint",
        { action: "s3:GetObject", resource: object, context: { "aws:SourceVpce": "vpce-0a1b2c3d" } },
      ],
      [
        "get an object through an endpoint whose id begins alike",
        { action: "s3:GetObject", resource: object, context: { "aws:SourceVpce": `${s3}0` } },
      ],
      [
        "get an object from an address",
        { action: "s3:GetObject", resource: object, context: { "aws:SourceIp": "10.20.0.7" } },
      ],
      [
        "get an object from the VPC, but not through the endpoint",
        { action: "s3:GetObject", resource: object, context: { "aws:SourceVpc": "vpc-1" } },
      ],
      [
        "get a version through the endpoint, which passes objects alone",
        { action: "s3:GetObjectVersion", resource: object, through: s3 },
      ],
    ],
  });
});

describe("writing models encrypted otherwise", () => {
  const key = account.arn("aws_kms_key", "models/Key");
  const resource = "arn:aws:s3:::acme-models/resnet/v4/weights";
  const own = { "s3:x-amz-server-side-encryption": "aws:kms", "s3:x-amz-server-side-encryption-aws-kms-key-id": key };

  function encrypted(keyArn: string): RequestContext {
    return { ...own, "s3:x-amz-server-side-encryption-aws-kms-key-id": keyArn };
  }

  provePermissions(account, administrator(ROLES.publisher), {
    allowed: [["put an object that names the store's key", { action: "s3:PutObject", resource, context: own }]],
    denied: [
      ...["AES256", "aws:kms:dsse", "aws:fsx", "AWS:KMS"].map<Row>((encryption) => [
        `put an object encrypted with ${encryption}`,
        { action: "s3:PutObject", resource, context: { ...own, "s3:x-amz-server-side-encryption": encryption } },
      ]),
      [
        "put an object encrypted with the key of AWS, which is taken when none is named",
        { action: "s3:PutObject", resource, context: { "s3:x-amz-server-side-encryption": "aws:kms" } },
      ],
      [
        "put an object encrypted with a key that the caller keeps",
        {
          action: "s3:PutObject",
          resource,
          context: { "s3:x-amz-server-side-encryption-customer-algorithm": "AES256" },
        },
      ],
      ...[
        account.arn("aws_kms_key", "audioModels/Key"),
        account.arn("aws_kms_key", "states/Key"),
        key.replace(ACCOUNT, FOREIGN_ACCOUNT),
        key.replace(REGION, "us-east-1"),
        `arn:aws:kms:${REGION}:${ACCOUNT}:alias/aws/s3`,
        `${key}0`,
      ].map<Row>((keyArn) => [
        `put an object encrypted with ${keyArn}`,
        { action: "s3:PutObject", resource, context: encrypted(keyArn) },
      ]),
    ],
  });
});

describe("the log delivery of S3", () => {
  const source = { "aws:SourceArn": "arn:aws:s3:::acme-models", "aws:SourceAccount": ACCOUNT };
  const logs = "arn:aws:s3:::acme-models-logs";

  provePermissions(account, service("logging.s3.amazonaws.com"), {
    allowed: [
      ["deliver the log of the store", { action: "s3:PutObject", resource: `${logs}/acme-models/1`, context: source }],
    ],
    denied: [
      [
        "deliver the log of another bucket",
        {
          action: "s3:PutObject",
          resource: `${logs}/x/1`,
          context: { ...source, "aws:SourceArn": "arn:aws:s3:::acme-audio-models" },
        },
      ],
      [
        "deliver the log of a stranger's bucket of the same name",
        {
          action: "s3:PutObject",
          resource: `${logs}/x/1`,
          context: { ...source, "aws:SourceAccount": FOREIGN_ACCOUNT },
        },
      ],
      ["deliver a log of nothing", { action: "s3:PutObject", resource: `${logs}/x/1` }],
      ["read logs", { action: "s3:GetObject", resource: `${logs}/acme-models/1`, context: source }],
      ["delete logs", { action: "s3:DeleteObject", resource: `${logs}/acme-models/1`, context: source }],
      ["list logs", { action: "s3:ListBucket", resource: logs, context: source }],
      ["write into the store", { action: "s3:PutObject", resource: "arn:aws:s3:::acme-models/x", context: source }],
      ["read the store", { action: "s3:GetObject", resource: "arn:aws:s3:::acme-models/x", context: source }],
      ["write states", { action: "s3:PutObject", resource: "arn:aws:s3:::acme-states/x", context: source }],
    ],
  });
});

const NOBODY: readonly (readonly [string, Principal])[] = [
  ["a role without policies", session("nobody")],
  ["SageMaker", service("sagemaker.amazonaws.com")],
  ["CloudFront", service("cloudfront.amazonaws.com")],
  ["Lambda", service("lambda.amazonaws.com")],
];

describe.each(NOBODY)("%s", (_, principal) => {
  provePermissions(account, principal, {
    allowed: [],
    denied: BUCKETS.flatMap((bucketName) =>
      ["s3:GetObject", "s3:PutObject", "s3:DeleteObject"].map<Row>((action) => [
        `${action} in ${bucketName}`,
        { action, resource: `arn:aws:s3:::${bucketName}/resnet/v3/w`, context: inNetwork },
      ]),
    ),
  });
});
