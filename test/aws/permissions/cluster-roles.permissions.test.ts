import { ACCOUNT, administrator, promoted } from "../../support/principals";
import { REGION } from "../../support/simulate";
import { provePermissions, type Row, roleArn, simulatedEstate } from "./estate";

const account = simulatedEstate();
const modelsKey = account.arn("aws_kms_key", "models/Key");
const secretsKey = account.arn("aws_kms_key", "cluster/SecretsKey");
const nodeKey = account.arn("aws_kms_key", "cluster/NodeKey");
const viaS3 = { "kms:ViaService": `s3.${REGION}.amazonaws.com` };
const forResource = { "kms:GrantIsForAWSResource": "true" };
const inNetwork = { "aws:SourceVpce": account.endpoint("network/S3Endpoint") };

/** Models, and what leads to them: none of it is for the cluster itself. */
const MODEL_ACCESS: readonly Row[] = [
  ...["s3:GetObject", "s3:GetObjectVersion", "s3:PutObject", "s3:DeleteObject", "s3:DeleteObjectVersion"].flatMap<Row>(
    (action) => [
      [`${action} of a model`, { action, resource: "arn:aws:s3:::acme-models/resnet/v3/w", context: inNetwork }],
      [
        `${action} of another tenant's model`,
        { action, resource: "arn:aws:s3:::acme-audio-models/whisper/v2/w", context: inNetwork },
      ],
      [`${action} of a state`, { action, resource: "arn:aws:s3:::acme-states/production/vision/a.tfstate" }],
    ],
  ),
  ["list models", { action: "s3:ListBucket", resource: "arn:aws:s3:::acme-models" }],
  ["list all buckets", { action: "s3:ListAllMyBuckets", resource: "*" }],
  ["decrypt models through S3", { action: "kms:Decrypt", resource: modelsKey, context: viaS3 }],
  ["decrypt models directly", { action: "kms:Decrypt", resource: modelsKey }],
  ["grant the model key on", { action: "kms:CreateGrant", resource: modelsKey, context: forResource }],
  ["decrypt logs", { action: "kms:Decrypt", resource: account.arn("aws_kms_key", "LogKey") }],
  ["become a serving role", { action: "sts:AssumeRole", resource: account.arn("aws_iam_role", "resnet") }],
  ["pass a role", { action: "iam:PassRole", resource: roleArn("administrator") }],
  [
    "read a secret",
    {
      action: "secretsmanager:GetSecretValue",
      resource: `arn:aws:secretsmanager:${REGION}:${ACCOUNT}:secret:token-a1b2c3`,
    },
  ],
  [
    "write the log of a model",
    {
      action: "logs:PutLogEvents",
      resource: `arn:aws:logs:${REGION}:${ACCOUNT}:log-group:/serving/resnet:log-stream:1`,
    },
  ],
];

function uses(name: string, key: string, actions: readonly string[]): Row[] {
  return actions.map((action) => [`${action} with ${name}`, { action, resource: key }]);
}

const ALL_USES = ["kms:Decrypt", "kms:Encrypt", "kms:GenerateDataKey", "kms:ReEncryptFrom", "kms:CreateGrant"];
const MANAGEMENT = ["kms:PutKeyPolicy", "kms:ScheduleKeyDeletion", "kms:DisableKey", "kms:RevokeGrant"];

describe("the role of the control plane", () => {
  const path = "cluster/ControlPlaneRole";

  provePermissions(account, account.role(path), {
    allowed: uses("the key of secrets", secretsKey, [
      "kms:Decrypt",
      "kms:DescribeKey",
      "kms:Encrypt",
      "kms:ListGrants",
    ]),
    denied: [
      ...MODEL_ACCESS,
      ...uses("the key of secrets", secretsKey, [
        "kms:CreateGrant",
        "kms:GenerateDataKey",
        "kms:ReEncryptFrom",
        ...MANAGEMENT,
      ]),
      ...uses("the key of volumes", nodeKey, ALL_USES),
    ],
  });

  test("more is attached than the policy that EKS asks for", () => {
    expect(account.managedPolicies(path)).toEqual(["AmazonEKSClusterPolicy"]);
  });
});

describe("the role of nodes", () => {
  const path = "cluster/NodeRole";

  test("a grant reached the role of nodes: it has no policy of its own", () => {
    expect(account.role(path).policies).toEqual([]);
  });

  test("more is attached than joining and pulling take", () => {
    expect(account.managedPolicies(path).sort()).toEqual([
      "AmazonEC2ContainerRegistryPullOnly",
      "AmazonEKSWorkerNodePolicy",
    ]);
  });

  provePermissions(account, account.role(path), {
    allowed: [],
    denied: [
      ...MODEL_ACCESS,
      ...uses("the key of volumes", nodeKey, ALL_USES),
      ...uses("the key of secrets", secretsKey, ALL_USES),
    ],
  });
});

/** Whatever is attached to it by hand: the keys know who decrypts, and the bucket who writes. */
describe("the role of nodes that was given AdministratorAccess by mistake", () => {
  provePermissions(account, promoted(account.role("cluster/NodeRole")), {
    allowed: [],
    denied: [
      ["decrypt models through S3", { action: "kms:Decrypt", resource: modelsKey, context: viaS3 }],
      ["decrypt models directly", { action: "kms:Decrypt", resource: modelsKey }],
      ["grant the model key on", { action: "kms:CreateGrant", resource: modelsKey, context: forResource }],
      [
        "replace a model",
        { action: "s3:PutObject", resource: "arn:aws:s3:::acme-models/resnet/v3/w", context: inNetwork },
      ],
      [
        "delete a model",
        { action: "s3:DeleteObject", resource: "arn:aws:s3:::acme-models/resnet/v3/w", context: inNetwork },
      ],
      ["read a state", { action: "s3:GetObject", resource: "arn:aws:s3:::acme-states/production/vision/a.tfstate" }],
      ["decrypt secrets", { action: "kms:Decrypt", resource: secretsKey }],
      ["decrypt volumes", { action: "kms:Decrypt", resource: nodeKey }],
      ["become a serving role", { action: "sts:AssumeRole", resource: account.arn("aws_iam_role", "resnet") }],
      [
        "become the control plane",
        { action: "sts:AssumeRole", resource: account.arn("aws_iam_role", "cluster/ControlPlaneRole") },
      ],
      [
        "become the EBS driver",
        { action: "sts:AssumeRole", resource: account.arn("aws_iam_role", "cluster/Addons/aws-ebs-csi-driver-role") },
      ],
    ],
  });
});

describe("the role of the EBS driver", () => {
  const path = "cluster/Addons/aws-ebs-csi-driver-role";

  provePermissions(account, account.role(path), {
    allowed: [
      ...uses("the key of volumes", nodeKey, ["kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey"]),
      ["grant the key of volumes to EC2", { action: "kms:CreateGrant", resource: nodeKey, context: forResource }],
    ],
    denied: [
      ...MODEL_ACCESS,
      ["grant the key of volumes to anybody", { action: "kms:CreateGrant", resource: nodeKey }],
      [
        "grant the key of volumes to what is no resource of AWS",
        { action: "kms:CreateGrant", resource: nodeKey, context: { "kms:GrantIsForAWSResource": "false" } },
      ],
      ...uses("the key of volumes", nodeKey, MANAGEMENT),
      ...uses("the key of secrets", secretsKey, ALL_USES),
    ],
  });

  test("more is attached than the driver's policy, scoped to the cluster", () => {
    expect(account.managedPolicies(path)).toEqual(["AmazonEBSCSIDriverEKSClusterScopedPolicy"]);
  });
});

describe("the role of the CNI", () => {
  const path = "cluster/Addons/vpc-cni-role";

  test("the CNI has a policy of its own", () => {
    expect(account.role(path).policies).toEqual([]);
    expect(account.managedPolicies(path)).toEqual(["AmazonEKS_CNI_Policy"]);
  });

  provePermissions(account, account.role(path), {
    allowed: [],
    denied: [
      ...MODEL_ACCESS,
      ...uses("the key of volumes", nodeKey, ALL_USES),
      ...uses("the key of secrets", secretsKey, ALL_USES),
    ],
  });
});

describe("an administrator of the account, at the keys of the cluster,", () => {
  provePermissions(account, administrator(), {
    allowed: [
      ["let EKS use the key of secrets when the cluster is made", { action: "kms:CreateGrant", resource: secretsKey }],
    ],
    denied: [
      ...uses("the key of secrets", secretsKey, [
        "kms:Decrypt",
        "kms:Encrypt",
        "kms:GenerateDataKey",
        "kms:ReEncryptFrom",
      ]),
      ...uses("the key of volumes", nodeKey, ALL_USES),
      ["grant the key of volumes to EC2", { action: "kms:CreateGrant", resource: nodeKey, context: forResource }],
    ],
  });
});
