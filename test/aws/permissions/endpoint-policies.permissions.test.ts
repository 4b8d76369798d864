import { ACCOUNT, administrator, FOREIGN_ACCOUNT, session, tokenOf } from "../../support/principals";
import { OIDC_ISSUER, REGION } from "../../support/simulate";
import { provePermissions, type Row, simulatedEstate } from "./estate";

const account = simulatedEstate();
const s3 = account.endpoint("network/S3Endpoint");
const stranger = administrator("administrator", FOREIGN_ACCOUNT);
const LAYERS = `arn:aws:s3:::prod-${REGION}-starport-layer-bucket`;
const ECR_ACCOUNT = "444455556666";

describe("an administrator at the S3 endpoint", () => {
  provePermissions(account, administrator(), {
    allowed: [
      ["read a model store", { action: "s3:GetObject", resource: "arn:aws:s3:::acme-models/resnet/v3/w", through: s3 }],
      [
        "read another model store of the network",
        { action: "s3:GetObject", resource: "arn:aws:s3:::acme-audio-models/whisper/v2/w", through: s3 },
      ],
      [
        "read image layers",
        { action: "s3:GetObject", resource: `${LAYERS}/sha256`, through: s3, account: ECR_ACCOUNT },
      ],
    ],
    denied: [
      ...["s3:PutObject", "s3:GetObject", "s3:DeleteObject", "s3:PutObjectAcl", "s3:GetObjectTagging"].map<Row>(
        (action) => [
          `${action} in a thief's bucket`,
          { action, resource: "arn:aws:s3:::loot/weights", through: s3, account: FOREIGN_ACCOUNT },
        ],
      ),
      ...["s3:PutObject", "s3:DeleteObject", "s3:GetObjectTagging"].map<Row>((action) => [
        `${action} in the bucket of image layers`,
        { action, resource: `${LAYERS}/sha256`, through: s3, account: ECR_ACCOUNT },
      ]),
      [
        "read image layers of another region",
        {
          action: "s3:GetObject",
          resource: "arn:aws:s3:::prod-us-east-1-starport-layer-bucket/sha256",
          through: s3,
          account: ECR_ACCOUNT,
        },
      ],
      [
        "read a thief's bucket that is named like that of image layers",
        { action: "s3:GetObject", resource: `${LAYERS}-2/sha256`, through: s3, account: FOREIGN_ACCOUNT },
      ],
      ["list a model store", { action: "s3:ListBucket", resource: "arn:aws:s3:::acme-models", through: s3 }],
      [
        "list a thief's bucket",
        { action: "s3:ListBucket", resource: "arn:aws:s3:::loot", through: s3, account: FOREIGN_ACCOUNT },
      ],
      ["list all buckets", { action: "s3:ListAllMyBuckets", resource: "*", through: s3 }],
      ["read states", { action: "s3:GetObject", resource: "arn:aws:s3:::some-other-bucket/x", through: s3 }],
      [
        "write a bucket of the account",
        { action: "s3:PutObject", resource: "arn:aws:s3:::some-other-bucket/x", through: s3 },
      ],
      ["create a bucket", { action: "s3:CreateBucket", resource: "arn:aws:s3:::new", through: s3 }],
      ["replace a bucket policy", { action: "s3:PutBucketPolicy", resource: "arn:aws:s3:::acme-models", through: s3 }],
    ],
  });
});

describe("a stranger's credentials at the S3 endpoint", () => {
  provePermissions(account, stranger, {
    allowed: [
      [
        "read image layers",
        { action: "s3:GetObject", resource: `${LAYERS}/sha256`, through: s3, account: ECR_ACCOUNT },
      ],
    ],
    denied: [
      ...["s3:PutObject", "s3:GetObject", "s3:DeleteObject"].flatMap<Row>((action) => [
        [
          `${action} in their own bucket`,
          { action, resource: "arn:aws:s3:::loot/weights", through: s3, account: FOREIGN_ACCOUNT },
        ],
        [`${action} in a model store`, { action, resource: "arn:aws:s3:::acme-models/resnet/v3/w", through: s3 }],
        [
          `${action} in a third party's open bucket`,
          { action, resource: "arn:aws:s3:::open-data/weights", through: s3, account: ECR_ACCOUNT },
        ],
      ]),
      [
        "list their own bucket",
        { action: "s3:ListBucket", resource: "arn:aws:s3:::loot", through: s3, account: FOREIGN_ACCOUNT },
      ],
      [
        "write image layers",
        { action: "s3:PutObject", resource: `${LAYERS}/sha256`, through: s3, account: ECR_ACCOUNT },
      ],
    ],
  });
});

interface Endpoint {
  readonly id: string;
  /** What serving needs of the service. */
  readonly needed: readonly (readonly [action: string, resource: string])[];
  /** What the service offers besides, which no workload needs. */
  readonly refused: readonly (readonly [action: string, resource: string])[];
}

const CLUSTER = account.arn("aws_eks_cluster", "cluster");
const REPOSITORY = account.arn("aws_ecr_repository", "images");
const GROUP = `arn:aws:logs:${REGION}:${ACCOUNT}:log-group:/serving/resnet`;
const KEY = `arn:aws:kms:${REGION}:${ACCOUNT}:key/key-that-trusts-the-account`;
const SECRET = `arn:aws:secretsmanager:${REGION}:${ACCOUNT}:secret:token-a1b2c3`;
const INSTANCE = `arn:aws:ec2:${REGION}:${ACCOUNT}:instance/i-1`;

const PULL: Endpoint["needed"] = [
  ["ecr:BatchGetImage", REPOSITORY],
  ["ecr:GetDownloadUrlForLayer", REPOSITORY],
];
const PUSH: Endpoint["refused"] = [
  ["ecr:PutImage", REPOSITORY],
  ["ecr:InitiateLayerUpload", REPOSITORY],
  ["ecr:UploadLayerPart", REPOSITORY],
  ["ecr:BatchDeleteImage", REPOSITORY],
  ["ecr:DeleteRepository", REPOSITORY],
  ["ecr:SetRepositoryPolicy", REPOSITORY],
  ["ecr:CreateRepository", REPOSITORY],
];

const ENDPOINTS: readonly (readonly [string, Endpoint])[] = [
  ["ecr.api", { id: account.endpoint("network/Endpoint-ecrapi"), needed: PULL, refused: PUSH }],
  ["ecr.dkr", { id: account.endpoint("network/Endpoint-ecrdkr"), needed: PULL, refused: PUSH }],
  [
    "ec2",
    {
      id: account.endpoint("network/Endpoint-ec2"),
      needed: [["ec2:DescribeInstances", "*"]],
      // The endpoint leaves what may be done in the account to IAM; only strangers are kept out.
      refused: [],
    },
  ],
  [
    "eks",
    {
      id: account.endpoint("network/Endpoint-eks"),
      needed: [["eks:DescribeCluster", CLUSTER]],
      refused: [
        ["eks:CreateAccessEntry", CLUSTER],
        ["eks:DeleteCluster", CLUSTER],
        ["eks:UpdateClusterConfig", CLUSTER],
        ["eks:CreatePodIdentityAssociation", CLUSTER],
      ],
    },
  ],
  [
    "eks-auth",
    {
      id: account.endpoint("network/Endpoint-eks-auth"),
      needed: [["eks-auth:AssumeRoleForPodIdentity", CLUSTER]],
      refused: [],
    },
  ],
  [
    "kms",
    {
      id: account.endpoint("network/Endpoint-kms"),
      needed: [["kms:Decrypt", KEY]],
      refused: [
        ["kms:ScheduleKeyDeletion", KEY],
        ["kms:PutKeyPolicy", KEY],
        ["kms:DisableKey", KEY],
        ["kms:CreateKey", "*"],
        ["kms:ListKeys", "*"],
      ],
    },
  ],
  [
    "logs",
    {
      id: account.endpoint("network/Endpoint-logs"),
      needed: [["logs:PutLogEvents", `${GROUP}:log-stream:pod-1`]],
      refused: [
        ["logs:GetLogEvents", `${GROUP}:log-stream:pod-1`],
        ["logs:DeleteLogGroup", GROUP],
        ["logs:DeleteLogStream", `${GROUP}:log-stream:pod-1`],
        ["logs:PutSubscriptionFilter", GROUP],
        ["logs:CreateLogGroup", GROUP],
      ],
    },
  ],
  [
    "secretsmanager",
    {
      id: account.endpoint("network/Endpoint-secretsmanager"),
      needed: [["secretsmanager:GetSecretValue", SECRET]],
      refused: [
        ["secretsmanager:PutSecretValue", SECRET],
        ["secretsmanager:DeleteSecret", SECRET],
        ["secretsmanager:PutResourcePolicy", SECRET],
        ["secretsmanager:ListSecrets", "*"],
      ],
    },
  ],
];

/** Calls of other services, which no endpoint but their own has business with. */
const ELSEWHERE: Endpoint["refused"] = [
  ["iam:CreateUser", `arn:aws:iam::${ACCOUNT}:user/x`],
  ["sts:GetFederationToken", `arn:aws:sts::${ACCOUNT}:federated-user/x`],
  ["organizations:LeaveOrganization", "*"],
];

/** A table of calls through one endpoint, on resources of ours or of the stranger's own account. */
function calls(pairs: Endpoint["needed"], through: string, owner = ACCOUNT): Row[] {
  return pairs.map(([action, resource]) => [
    `${action} on ${owner === ACCOUNT ? "what is ours" : "what is theirs"}`,
    { action, resource: resource.replace(ACCOUNT, owner), through, account: owner },
  ]);
}

describe.each(ENDPOINTS)("endpoint %s", (_, { id, needed, refused }) => {
  describe("an administrator of the account", () => {
    test.each(calls(needed, id))("may %s", async (__, call) => {
      expect(await account.ask(administrator(), call)).toBe("Allowed");
    });

    test("an endpoint policy that grants by itself would let a role without policies in", async () => {
      for (const [, call] of calls(
        needed.filter(([, resource]) => resource !== REPOSITORY),
        id,
      )) {
        expect(await account.ask(session("nobody"), call)).toBe("ImplicitlyDenied");
      }
      expect(needed.length).toBeGreaterThan(0);
    });
  });

  describe("what no workload needs, for an administrator,", () => {
    provePermissions(account, administrator(), {
      allowed: [],
      denied: [...calls(refused, id), ...calls(ELSEWHERE, id)],
    });
  });

  describe("a stranger, with everything allowed on their side,", () => {
    provePermissions(account, stranger, {
      allowed: [],
      denied: [
        ...calls(needed, id, FOREIGN_ACCOUNT),
        ...calls(needed, id),
        ...calls(refused, id, FOREIGN_ACCOUNT),
        ...calls([["ec2:TerminateInstances", INSTANCE]], id, FOREIGN_ACCOUNT),
        ...calls([["ec2:RunInstances", INSTANCE]], id, FOREIGN_ACCOUNT),
      ],
    });
  });
});

describe("endpoint sts", () => {
  const through = account.endpoint("network/Endpoint-sts");
  const token = tokenOf(OIDC_ISSUER, { sub: "system:serviceaccount:vision:resnet", aud: "sts.amazonaws.com" });
  const theirRole = `arn:aws:iam::${FOREIGN_ACCOUNT}:role/loot`;
  const exchange = "sts:AssumeRoleWithWebIdentity";

  describe("a service account", () => {
    provePermissions(account, token, {
      allowed: [
        [
          "exchange its token for its role",
          { action: exchange, resource: account.arn("aws_iam_role", "resnet"), through },
        ],
      ],
      denied: [
        [
          "exchange its token for a stranger's role",
          { action: exchange, resource: theirRole, through, account: FOREIGN_ACCOUNT },
        ],
        [
          "exchange its token for another role",
          { action: exchange, resource: account.arn("aws_iam_role", "whisper"), through },
        ],
        [
          "assume its role otherwise",
          { action: "sts:AssumeRole", resource: account.arn("aws_iam_role", "resnet"), through },
        ],
      ],
    });
  });

  describe("a stranger's token", () => {
    provePermissions(account, tokenOf("accounts.google.com", { sub: "1", aud: "x" }, FOREIGN_ACCOUNT), {
      allowed: [],
      denied: [
        [
          "be exchanged for the stranger's role",
          { action: exchange, resource: theirRole, through, account: FOREIGN_ACCOUNT },
        ],
        ["be exchanged for our role", { action: exchange, resource: account.arn("aws_iam_role", "resnet"), through }],
        [
          "assume the stranger's role",
          { action: "sts:AssumeRole", resource: theirRole, through, account: FOREIGN_ACCOUNT },
        ],
      ],
    });
  });

  describe("a stranger", () => {
    provePermissions(account, stranger, {
      allowed: [],
      denied: [
        ["assume their own role", { action: "sts:AssumeRole", resource: theirRole, through, account: FOREIGN_ACCOUNT }],
        ["assume our role", { action: "sts:AssumeRole", resource: account.arn("aws_iam_role", "resnet"), through }],
        [
          "tag a session of their role",
          { action: "sts:TagSession", resource: theirRole, through, account: FOREIGN_ACCOUNT },
        ],
      ],
    });
  });
});
