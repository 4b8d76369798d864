import type { EstateSource } from "../../support/estates";
import { type ChangeCase, testChanges } from "./shown";

const BUCKET = "aws_s3_bucket.models";
const BLOCKED = {
  block_public_acls: true,
  ignore_public_acls: true,
  block_public_policy: true,
  restrict_public_buckets: true,
};

function document(...statements: readonly object[]): string {
  return JSON.stringify({ Version: "2012-10-17", Statement: statements });
}

function allow(principal: unknown, action: string | readonly string[], rest: object = {}): object {
  return { Effect: "Allow", Principal: principal, Action: action, Resource: "arn:aws:s3:::acme-models/*", ...rest };
}

function bucket(policy?: string, block?: object, more: EstateSource["resource"] = {}): EstateSource {
  return {
    resource: {
      aws_s3_bucket: { models: { bucket: "acme-models" } },
      ...(policy === undefined
        ? {}
        : { aws_s3_bucket_policy: { models: { bucket: "${aws_s3_bucket.models.id}", policy } } }),
      ...(block === undefined
        ? {}
        : { aws_s3_bucket_public_access_block: { models: { bucket: "${aws_s3_bucket.models.id}", ...block } } }),
      ...more,
    },
  };
}

/** Where one's own account is known, every other one is another. */
const KNOWN: EstateSource = { provider: { aws: [{ region: "eu-west-1", allowed_account_ids: ["111122223333"] }] } };

function testInAccount(cases: readonly ChangeCase[]): void {
  testChanges(cases.map((one) => ({ ...one, before: { ...KNOWN, ...one.before } })));
}

const OTHER = { AWS: "arn:aws:iam::444455556666:root" };

describe("policies of buckets", () => {
  testInAccount([
    {
      name: "everybody who may read is the internet",
      before: bucket(document(allow(OTHER, "s3:GetObject"))),
      after: bucket(document(allow("*", "s3:GetObject"))),
      gained: [`${BUCKET} < internet anyone: s3:GetObject`],
      lost: [],
    },
    {
      name: "another account, with its actions in one entry, however statements are cut",
      before: bucket(),
      after: bucket(document(allow(OTHER, "s3:GetObject"), allow(OTHER, ["s3:PutObject"]))),
      gained: [`${BUCKET} < other-account arn:aws:iam::444455556666:root: s3:GetObject, s3:PutObject`],
      lost: [],
    },
    {
      name: "an account and its root are the same, and cover its roles",
      before: bucket(document(allow({ AWS: "444455556666" }, "s3:GetObject"))),
      after: bucket(document(allow({ AWS: [OTHER.AWS, "arn:aws:iam::444455556666:role/reader"] }, "s3:GetObject"))),
      gained: [],
      lost: [],
    },
    {
      name: "an action that a wildcard covered is not gained",
      before: bucket(document(allow(OTHER, "s3:Get*"))),
      after: bucket(document(allow(OTHER, ["s3:GetObject", "s3:PutObject"]))),
      gained: [`${BUCKET} < other-account arn:aws:iam::444455556666:root: s3:PutObject`],
      lost: [`${BUCKET} < other-account arn:aws:iam::444455556666:root; s3:GetObject stays open: s3:Get*`],
    },
    {
      name: "a prefix that is taken away opens the other objects",
      before: bucket(document(allow(OTHER, "s3:GetObject", { Resource: "arn:aws:s3:::acme-models/public/*" }))),
      after: bucket(document(allow(OTHER, "s3:GetObject"))),
      gained: [`${BUCKET} < other-account arn:aws:iam::444455556666:root: s3:GetObject`],
      lost: [],
    },
    {
      name: "a condition that is taken away opens it to the rest",
      before: bucket(
        document(allow("*", "s3:GetObject", { Condition: { StringEquals: { "aws:PrincipalOrgID": "o-1" } } })),
      ),
      after: bucket(document(allow("*", "s3:GetObject"))),
      gained: [`${BUCKET} < internet anyone: s3:GetObject`],
      lost: [],
    },
    {
      name: "an organization",
      before: bucket(),
      after: bucket(
        document(allow("*", "s3:GetObject", { Condition: { StringEquals: { "aws:PrincipalOrgID": "o-1" } } })),
      ),
      gained: [`${BUCKET} < organization organization o-1: s3:GetObject`],
      lost: [],
    },
    {
      name: "a VPC endpoint that a refusal leaves",
      before: bucket(),
      after: bucket(
        document(allow("*", "s3:GetObject"), {
          ...allow("*", "s3:*", { Condition: { StringNotEquals: { "aws:SourceVpce": "vpce-1" } } }),
          Effect: "Deny",
        }),
      ),
      gained: [`${BUCKET} < private-network network vpce-1: s3:GetObject`],
      lost: [],
    },
    {
      name: "the refusal of what is not encrypted is no exposure, nor a narrowing of one",
      before: bucket(document(allow("*", "s3:GetObject"))),
      after: bucket(
        document(allow("*", "s3:GetObject"), {
          ...allow("*", "s3:*", { Condition: { Bool: { "aws:SecureTransport": "false" } } }),
          Effect: "Deny",
        }),
      ),
      gained: [],
      lost: [],
    },
    {
      name: "principals of the account itself and services of AWS",
      before: bucket(),
      after: bucket(
        document(
          allow({ AWS: "${aws_iam_role.reader.arn}" }, "s3:GetObject"),
          allow({ AWS: "arn:aws:iam::${data.aws_caller_identity.me.account_id}:root" }, "s3:GetObject"),
          allow({ Service: "logging.s3.amazonaws.com" }, "s3:PutObject"),
        ),
        undefined,
        { aws_iam_role: { reader: { name: "reader" } } },
      ),
      gained: [],
      lost: [],
    },
    {
      name: "an account that is known only after apply",
      before: bucket(),
      after: bucket(document(allow({ AWS: "arn:aws:iam::${var.partner}:root" }, "s3:GetObject"))),
      gained: [`${BUCKET} < other-account arn:aws:iam::\${var.partner}:root (known after apply): s3:GetObject ?`],
      lost: [],
    },
    {
      name: "a policy that is known only after apply",
      before: bucket(),
      after: bucket("${var.policy}"),
      gained: [`${BUCKET} < internet \${var.policy} (known after apply): what its policy allows ?`],
      lost: [],
    },
    {
      name: "what is no policy throws nothing",
      before: bucket(),
      after: bucket("{"),
      gained: [],
      lost: [],
    },
    {
      name: "one's own account, as the provider says it",
      before: bucket(),
      after: {
        ...bucket(document(allow(OTHER, "s3:GetObject"))),
        provider: { aws: [{ region: "eu-west-1", allowed_account_ids: ["444455556666"] }] },
      },
      gained: [],
      lost: [],
    },
  ]);
});

describe("what keeps buckets private", () => {
  const open = document(allow("*", "s3:GetObject"));

  testInAccount([
    {
      name: "a block that goes makes a public policy count",
      before: bucket(open, BLOCKED),
      after: bucket(open),
      gained: [`${BUCKET} < internet anyone: s3:GetObject`],
      lost: [],
    },
    {
      name: "what nothing blocks may be wider than what a policy gives to another account",
      before: bucket(undefined, BLOCKED),
      after: bucket(document(allow(OTHER, "s3:GetObject"))),
      gained: [
        `${BUCKET} < internet anyone whom an ACL or a policy lets in: public access, which nothing blocks ?`,
        `${BUCKET} < other-account ${OTHER.AWS}: s3:GetObject`,
      ],
      lost: [],
    },
    {
      name: "a block that goes from a private bucket is said too",
      before: bucket(undefined, BLOCKED),
      after: bucket(),
      gained: [`${BUCKET} < internet anyone whom an ACL or a policy lets in: public access, which nothing blocks ?`],
      lost: [],
    },
    {
      name: "a setting of the block that is switched off",
      before: bucket(undefined, BLOCKED),
      after: bucket(undefined, { ...BLOCKED, block_public_policy: false, restrict_public_buckets: false }),
      gained: [`${BUCKET} < internet anyone whom an ACL or a policy lets in: public access, which nothing blocks ?`],
      lost: [],
    },
    {
      name: "a new bucket without a block has S3's own",
      before: { resource: {} },
      after: bucket(),
      gained: [],
      lost: [],
    },
    {
      name: "a public ACL",
      before: bucket(),
      after: bucket(undefined, undefined, {
        aws_s3_bucket_acl: { models: { bucket: "${aws_s3_bucket.models.id}", acl: "public-read" } },
      }),
      gained: [`${BUCKET} < internet anyone: READ by ACL`],
      lost: [],
    },
    {
      name: "a public ACL where ACLs are off",
      before: bucket(),
      after: bucket(undefined, undefined, {
        aws_s3_bucket_acl: { models: { bucket: "${aws_s3_bucket.models.id}", acl: "public-read" } },
        aws_s3_bucket_ownership_controls: {
          models: { bucket: "${aws_s3_bucket.models.id}", rule: { object_ownership: "BucketOwnerEnforced" } },
        },
      }),
      gained: [],
      lost: [],
    },
    {
      name: "a grant to whoever has an account",
      before: bucket(undefined, undefined, {
        aws_s3_bucket_acl: {
          models: {
            bucket: "acme-models",
            access_control_policy: {
              grant: [
                {
                  permission: "WRITE",
                  grantee: { type: "Group", uri: "http://acs.amazonaws.com/groups/global/AuthenticatedUsers" },
                },
              ],
            },
          },
        },
      }),
      after: bucket(),
      gained: [],
      lost: [`${BUCKET} < any-account any account of AWS: WRITE by ACL`],
    },
  ]);
});

describe("policies of keys, secrets, images, queues and topics", () => {
  const everywhere = document({ Effect: "Allow", Principal: "*", Action: "kms:Decrypt", Resource: "*" });
  const partner = document({ Effect: "Allow", Principal: OTHER, Action: "kms:Decrypt", Resource: "*" });

  testInAccount([
    {
      name: "a key that another account may use",
      before: { resource: { aws_kms_key: { models: {} } } },
      after: { resource: { aws_kms_key: { models: { policy: partner } } } },
      gained: ["aws_kms_key.models < other-account arn:aws:iam::444455556666:root: kms:Decrypt"],
      lost: [],
    },
    {
      name: "a key that everybody with an account may use",
      before: { resource: { aws_kms_key: { models: { policy: partner } } } },
      after: { resource: { aws_kms_key: { models: { policy: everywhere } } } },
      gained: ["aws_kms_key.models < any-account anyone: kms:Decrypt"],
      lost: [],
    },
    {
      name: "a secret, by a policy of its own",
      before: {
        resource: {
          aws_secretsmanager_secret: { token: { name: "token" } },
          aws_secretsmanager_secret_policy: {
            token: { secret_arn: "${aws_secretsmanager_secret.token.arn}", policy: partner },
          },
        },
      },
      after: { resource: { aws_secretsmanager_secret: { token: { name: "token" } } } },
      gained: [],
      lost: ["aws_secretsmanager_secret.token < other-account arn:aws:iam::444455556666:root: kms:Decrypt"],
    },
    {
      name: "images, queues and topics",
      before: { resource: { aws_sqs_queue: { jobs: {} } } },
      after: {
        resource: {
          aws_sqs_queue: { jobs: { policy: everywhere } },
          aws_sns_topic: { events: { policy: partner } },
          aws_ecr_repository: { images: { name: "images" } },
          aws_ecr_repository_policy: { images: { repository: "images", policy: everywhere } },
        },
      },
      gained: [
        "aws_sqs_queue.jobs < internet anyone: kms:Decrypt",
        "aws_ecr_repository.images < any-account anyone: kms:Decrypt",
        "aws_sns_topic.events < other-account arn:aws:iam::444455556666:root: kms:Decrypt",
      ],
      lost: [],
    },
    {
      name: "a policy on what is elsewhere is on what it names",
      before: { resource: { aws_vpc: { main: {} } } },
      after: { resource: { aws_ecr_repository_policy: { images: { repository: "elsewhere", policy: partner } } } },
      gained: ["elsewhere < other-account arn:aws:iam::444455556666:root: kms:Decrypt"],
      lost: [],
    },
    {
      name: "a function that another account may call",
      before: { resource: { aws_lambda_permission: { s3: { principal: "s3.amazonaws.com", function_name: "f" } } } },
      after: {
        resource: {
          aws_lambda_permission: {
            s3: { principal: "s3.amazonaws.com", function_name: "f" },
            partner: { principal: "444455556666", function_name: "f", action: "lambda:InvokeFunction" },
          },
        },
      },
      gained: ["f < other-account 444455556666: lambda:InvokeFunction"],
      lost: [],
    },
  ]);
});

describe("policies of VPC endpoints", () => {
  const endpoint = (policy?: string): EstateSource => ({
    resource: {
      aws_vpc_endpoint: {
        s3: { service_name: "com.amazonaws.eu-west-1.s3", ...(policy === undefined ? {} : { policy }) },
      },
    },
  });
  const narrow = document(allow("*", "s3:GetObject"));

  testInAccount([
    {
      name: "an endpoint that loses its policy lets everything through",
      before: endpoint(narrow),
      after: endpoint(),
      gained: [
        "aws_vpc_endpoint.s3 < any-account credentials of any account, which it lets through: egress everything",
      ],
      lost: [],
    },
    {
      name: "a policy that allows everything is as none",
      before: endpoint(narrow),
      after: endpoint(document(allow("*", "*", { Resource: "*" }))),
      gained: ["aws_vpc_endpoint.s3 < any-account anyone: egress *"],
      lost: [],
    },
    {
      name: "a policy that names the organization closes it",
      before: endpoint(),
      after: endpoint(
        document(allow("*", "*", { Resource: "*", Condition: { StringEquals: { "aws:PrincipalOrgID": "o-1" } } })),
      ),
      gained: [],
      lost: [
        "aws_vpc_endpoint.s3 < any-account credentials of any account, which it lets through; * from organization o-1 stays open: egress everything",
      ],
    },
  ]);
});

describe("where nothing tells which account is one's own", () => {
  const queue = (statement: object): EstateSource => ({
    resource: { aws_sqs_queue: { jobs: { policy: document({ Effect: "Allow", Action: "sqs:*", ...statement }) } } },
  });
  const none: EstateSource = { resource: { aws_sqs_queue: { jobs: {} } } };
  const whose = "aws_sqs_queue.jobs < other-account";

  testChanges([
    {
      name: "a principal of an account is undecided",
      before: none,
      after: queue({ Principal: OTHER }),
      gained: [`${whose} arn:aws:iam::444455556666:root: sqs:* ?`],
      lost: [],
    },
    {
      name: "an account that a condition names is undecided",
      before: none,
      after: queue({ Principal: "*", Condition: { StringEquals: { "aws:SourceAccount": "444455556666" } } }),
      gained: [`${whose} account 444455556666: sqs:* ?`],
      lost: [],
    },
    {
      name: "an account that may call a function is undecided",
      before: none,
      after: {
        resource: {
          ...none.resource,
          aws_lambda_permission: { one: { principal: "444455556666", function_name: "f" } },
        },
      },
      gained: ["f < other-account 444455556666: lambda:InvokeFunction ?"],
      lost: [],
    },
    {
      name: "the account of another root tells nothing",
      before: none,
      after: {
        ...queue({ Principal: OTHER }),
        also: [{ name: "elsewhere", provider: { aws: [{ allowed_account_ids: ["111122223333"] }] } }],
      },
      gained: [`${whose} arn:aws:iam::444455556666:root: sqs:* ?`],
      lost: [],
    },
    {
      name: "an ARN in the state tells it",
      before: {
        resource: { aws_sqs_queue: { jobs: { arn: "arn:aws:sqs:eu-west-1:444455556666:jobs" } } },
      },
      after: queue({ Principal: { AWS: ["444455556666", "777788889999"] } }),
      gained: [`${whose} 777788889999: sqs:*`],
      lost: [],
    },
  ]);
});
