import {
  administrator,
  FOREIGN_ACCOUNT,
  type Principal,
  promoted,
  service,
  session,
  tokenOf,
} from "../../support/principals";
import { type Call, OIDC_ISSUER, REGION, SimulatedAccount } from "../../support/simulate";
import { ROLES, roleArn, simulatedEstate } from "./estate";

const sound = simulatedEstate();
const s3 = sound.endpoint("network/S3Endpoint");
const modelsKey = sound.arn("aws_kms_key", "models/Key");
const inNetwork = { "aws:SourceVpce": s3 };
const ownEncryption = {
  "s3:x-amz-server-side-encryption": "aws:kms",
  "s3:x-amz-server-side-encryption-aws-kms-key-id": modelsKey,
};

const MODEL = "arn:aws:s3:::acme-models/resnet/v3/weights";
const OTHER_MODEL = "arn:aws:s3:::acme-models/bert/v1/weights";

/** A mistake in one policy, and the call that it lets through. */
interface Mistake {
  readonly unsound: SimulatedAccount;
  readonly principal: (account: SimulatedAccount) => Principal;
  readonly call: Call;
}

const resnet = (account: SimulatedAccount) => account.role("resnet");
const admin = () => administrator();
const publisher = () => session(ROLES.publisher);

/** Every guard once: were a test deaf to it, the call would be refused before and after. */
const MISTAKES: readonly (readonly [label: string, mistake: Mistake])[] = [
  [
    "a grant that reads the whole bucket",
    {
      unsound: sound.widened("aws_iam_role_policy", "resnet/Policy", {
        Effect: "Allow",
        Action: "s3:GetObject",
        Resource: "arn:aws:s3:::acme-models/*",
      }),
      principal: resnet,
      call: { action: "s3:GetObject", resource: OTHER_MODEL, through: s3 },
    },
  ],
  [
    "a grant that decrypts other than through S3, with boundary and key to match",
    {
      unsound: sound
        .widened("aws_iam_role_policy", "resnet/Policy", { Effect: "Allow", Action: "kms:Decrypt", Resource: "*" })
        .widened("aws_iam_policy", "ServingBoundary", { Effect: "Allow", Action: "kms:Decrypt", Resource: "*" })
        .widened("aws_kms_key", "models/Key", {
          Effect: "Allow",
          Principal: { AWS: "arn:aws:iam::111122223333:root" },
          Action: "kms:Decrypt",
          Resource: "*",
        }),
      principal: resnet,
      call: { action: "kms:Decrypt", resource: modelsKey },
    },
  ],
  [
    "a boundary that allows what it must bound",
    {
      unsound: sound.widened("aws_iam_policy", "ServingBoundary", { Effect: "Allow", Action: "s3:*", Resource: "*" }),
      principal: (account) => promoted(account.role("resnet")),
      call: { action: "s3:ListBucket", resource: "arn:aws:s3:::acme-models" },
    },
  ],
  [
    "a log grant on every group",
    {
      unsound: sound.widened("aws_iam_role_policy", "resnet/Policy", {
        Effect: "Allow",
        Action: "logs:PutLogEvents",
        Resource: "*",
      }),
      principal: resnet,
      call: {
        action: "logs:PutLogEvents",
        resource: `arn:aws:logs:${REGION}:111122223333:log-group:/serving/bert:log-stream:pod-1`,
      },
    },
  ],
  [
    "a trust in every service account of the namespace",
    {
      unsound: sound.widened(
        "aws_iam_role",
        "resnet",
        {
          Effect: "Allow",
          Principal: { Federated: sound.arn("aws_iam_openid_connect_provider", "cluster/OidcProvider") },
          Action: "sts:AssumeRoleWithWebIdentity",
          Condition: { StringLike: { [`${OIDC_ISSUER}:sub`]: "system:serviceaccount:vision:*" } },
        },
        "assume_role_policy",
      ),
      principal: () => tokenOf(OIDC_ISSUER, { sub: "system:serviceaccount:vision:default", aud: "sts.amazonaws.com" }),
      call: { action: "sts:AssumeRoleWithWebIdentity", resource: sound.arn("aws_iam_role", "resnet") },
    },
  ],
  [
    "a trust in every pod of the account",
    {
      unsound: sound.widened(
        "aws_iam_role",
        "bert",
        { Effect: "Allow", Principal: { Service: "pods.eks.amazonaws.com" }, Action: "sts:AssumeRole" },
        "assume_role_policy",
      ),
      principal: () => service("pods.eks.amazonaws.com"),
      call: { action: "sts:AssumeRole", resource: sound.arn("aws_iam_role", "bert") },
    },
  ],
  [
    "a key that trusts the account",
    {
      unsound: sound.widened("aws_kms_key", "models/Key", {
        Effect: "Allow",
        Principal: { AWS: "arn:aws:iam::111122223333:root" },
        Action: "kms:*",
        Resource: "*",
      }),
      principal: admin,
      call: { action: "kms:Decrypt", resource: modelsKey },
    },
  ],
  [
    "a bucket that lets a stranger read",
    {
      unsound: sound.widened("aws_s3_bucket_policy", "models/Policy", {
        Effect: "Allow",
        Principal: { AWS: `arn:aws:iam::${FOREIGN_ACCOUNT}:root` },
        Action: "s3:GetObject",
        Resource: "arn:aws:s3:::acme-models/*",
      }),
      principal: () => administrator("administrator", FOREIGN_ACCOUNT),
      call: { action: "s3:GetObject", resource: MODEL, context: inNetwork },
    },
  ],
  [
    "a bucket without DenyPlainHttp",
    {
      unsound: sound.without("aws_s3_bucket_policy", "models/Policy", "DenyPlainHttp"),
      principal: admin,
      call: {
        action: "s3:ListBucket",
        resource: "arn:aws:s3:::acme-models",
        context: { "aws:SecureTransport": "false" },
      },
    },
  ],
  [
    "a bucket without DenyOldTls",
    {
      unsound: sound.without("aws_s3_bucket_policy", "models/Policy", "DenyOldTls"),
      principal: admin,
      call: { action: "s3:ListBucket", resource: "arn:aws:s3:::acme-models", context: { "s3:TlsVersion": "1.1" } },
    },
  ],
  [
    "a bucket without DenyOtherEncryption",
    {
      unsound: sound.without("aws_s3_bucket_policy", "models/Policy", "DenyOtherEncryption"),
      principal: publisher,
      call: {
        action: "s3:PutObject",
        resource: MODEL,
        context: { ...ownEncryption, "s3:x-amz-server-side-encryption": "AES256" },
      },
    },
  ],
  [
    "a bucket without DenyOtherKeys",
    {
      unsound: sound.without("aws_s3_bucket_policy", "models/Policy", "DenyOtherKeys"),
      principal: publisher,
      call: {
        action: "s3:PutObject",
        resource: MODEL,
        context: {
          ...ownEncryption,
          "s3:x-amz-server-side-encryption-aws-kms-key-id": sound.arn("aws_kms_key", "audioModels/Key"),
        },
      },
    },
  ],
  [
    "a bucket without DenyWritesButByPublishers",
    {
      unsound: sound.without("aws_s3_bucket_policy", "models/Policy", "DenyWritesButByPublishers"),
      principal: admin,
      call: { action: "s3:PutObject", resource: MODEL, context: { ...ownEncryption, ...inNetwork } },
    },
  ],
  [
    "a bucket without DenyReadsOutsideVpcEndpoint",
    {
      unsound: sound.without("aws_s3_bucket_policy", "models/Policy", "DenyReadsOutsideVpcEndpoint"),
      principal: resnet,
      call: { action: "s3:GetObject", resource: MODEL },
    },
  ],
  [
    "a state backend without DenyOthers",
    {
      unsound: sound.without("aws_s3_bucket_policy", "states/Policy", "DenyOthers"),
      principal: admin,
      call: { action: "s3:GetObject", resource: "arn:aws:s3:::acme-states/production/vision/cloud.tfstate" },
    },
  ],
  [
    "an endpoint that passes every bucket",
    {
      unsound: sound.widened("aws_vpc_endpoint", "network/S3Endpoint", {
        Effect: "Allow",
        Principal: "*",
        Action: "s3:*",
        Resource: "*",
      }),
      principal: admin,
      call: { action: "s3:PutObject", resource: "arn:aws:s3:::loot/w", account: FOREIGN_ACCOUNT, through: s3 },
    },
  ],
  [
    "a repository that lets the builder pull",
    {
      unsound: sound.widened("aws_ecr_repository_policy", "images/Policy", {
        Effect: "Allow",
        Principal: { AWS: roleArn(ROLES.imageBuilder) },
        Action: "ecr:BatchGetImage",
      }),
      principal: () => session(ROLES.imageBuilder),
      call: { action: "ecr:BatchGetImage", resource: sound.arn("aws_ecr_repository", "images") },
    },
  ],
];

test.each(MISTAKES)("%s is not noticed: the call is refused before and allowed after", async (_, mistake) => {
  const { unsound, principal, call } = mistake;
  expect(await sound.ask(principal(sound), call)).toMatch(/Denied$/);
  expect(await unsound.ask(principal(unsound), call)).toBe("Allowed");
});

describe("a question that is wrong", () => {
  test.each<[string, Call]>([
    ["about an action that does not exist", { action: "s3:ReadObject", resource: MODEL }],
    ["about a service that does not exist", { action: "s4:GetObject", resource: MODEL }],
    ["about a resource of another kind", { action: "s3:GetObject", resource: modelsKey }],
    [
      "with a condition key that the action does not know",
      { action: "s3:GetObject", resource: MODEL, context: { "kms:ViaService": "s3.eu-west-1.amazonaws.com" } },
    ],
    ["through an endpoint that does not exist", { action: "s3:GetObject", resource: MODEL, through: "vpce-none" }],
  ])("is answered %s instead of refused", async (_, call) => {
    await expect(sound.ask(administrator(), call)).rejects.toThrow();
  });

  test("is answered although a reference of Terraform has no meaning here", async () => {
    const account = sound.widened("aws_iam_role_policy", "resnet/Policy", {
      Effect: "Allow",
      Action: "s3:GetObject",
      Resource: "${aws_sns_topic.alarms.arn}",
    });
    expect(() => account.role("resnet")).toThrow("no sample value for aws_sns_topic.alarms.arn");
  });

  test("is answered for a role that does not exist", () => {
    expect(() => sound.role("nobody")).toThrow(/aws_iam_role at nobody/);
  });

  test("is answered although a policy is not one of IAM", async () => {
    const account = sound.widened("aws_s3_bucket_policy", "models/Policy", {
      Effect: "Permit",
      Action: "s3:GetObject",
    });
    await expect(account.ask(administrator(), { action: "s3:GetObject", resource: MODEL })).rejects.toThrow(
      "policy.errors",
    );
  });
});

describe("a sample ARN", () => {
  test("is shared by two keys", () => {
    const paths = ["models/Key", "audioModels/Key", "states/Key", "LogKey", "cluster/SecretsKey", "cluster/NodeKey"];
    expect(new Set(paths.map((path) => sound.arn("aws_kms_key", path))).size).toBe(paths.length);
  });
});
