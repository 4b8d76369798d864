import { ACCOUNT, administrator, FOREIGN_ACCOUNT, promoted, service, session } from "../../support/principals";
import { REGION } from "../../support/simulate";
import { provePermissions, ROLES, type Row, simulatedEstate } from "./estate";

const account = simulatedEstate();
const modelsKey = account.arn("aws_kms_key", "models/Key");
const managedKey = account.arn("aws_kms_key", "managedKey");
const logKey = account.arn("aws_kms_key", "LogKey");
const nodeKey = account.arn("aws_kms_key", "cluster/NodeKey");
const viaS3 = { "kms:ViaService": `s3.${REGION}.amazonaws.com` };

const CRYPTOGRAPHY = [
  "kms:Decrypt",
  "kms:Encrypt",
  "kms:GenerateDataKey",
  "kms:GenerateDataKeyWithoutPlaintext",
  "kms:GenerateDataKeyPair",
  "kms:ReEncryptFrom",
  "kms:ReEncryptTo",
  "kms:CreateGrant",
  "kms:Sign",
  "kms:GenerateMac",
];

function cryptography(resource: string): Row[] {
  return CRYPTOGRAPHY.flatMap<Row>((action) => [
    [`${action} directly`, { action, resource }],
    [`${action} through S3`, { action, resource, context: viaS3 }],
  ]);
}

const ADMINISTRATION: readonly Row[] = ["kms:DescribeKey", "kms:EnableKeyRotation", "kms:ScheduleKeyDeletion"].map(
  (action) => [action, { action, resource: managedKey }],
);

describe("the named administrator of a key", () => {
  provePermissions(account, session(ROLES.keyAdministrator), {
    allowed: ADMINISTRATION,
    denied: [
      ...cryptography(managedKey),
      ["administer another key", { action: "kms:DescribeKey", resource: modelsKey }],
      ["delete another key", { action: "kms:ScheduleKeyDeletion", resource: modelsKey }],
    ],
  });
});

describe("the named administrator of a key, whom IAM allows everything,", () => {
  provePermissions(account, administrator(ROLES.keyAdministrator), {
    allowed: ADMINISTRATION,
    denied: [...cryptography(managedKey), ...cryptography(modelsKey)],
  });
});

describe("an administrator of the account, at a key that names its own,", () => {
  provePermissions(account, administrator(), {
    allowed: [],
    denied: [
      ...cryptography(managedKey),
      ...ADMINISTRATION,
      ["replace its policy", { action: "kms:PutKeyPolicy", resource: managedKey }],
    ],
  });
});

describe.each([
  ["models/Key"],
  ["audioModels/Key"],
  ["states/Key"],
  ["trail/Storage/Key"],
  ["LogKey"],
  ["cluster/NodeKey"],
])("an administrator of the account, at key %s,", (path) => {
  provePermissions(account, administrator(), {
    allowed: [
      ["describe it", { action: "kms:DescribeKey", resource: account.arn("aws_kms_key", path) }],
      ["rotate it", { action: "kms:RotateKeyOnDemand", resource: account.arn("aws_kms_key", path) }],
    ],
    denied: cryptography(account.arn("aws_kms_key", path)),
  });
});

describe.each([
  ["a stranger", administrator("administrator", FOREIGN_ACCOUNT)],
  ["a role without policies", session("nobody")],
  ["S3 by itself", service("s3.amazonaws.com")],
  ["SageMaker", service("sagemaker.amazonaws.com")],
])("%s", (_, principal) => {
  provePermissions(account, principal, {
    allowed: [],
    denied: [
      ...cryptography(modelsKey),
      ...cryptography(managedKey),
      ["describe the key", { action: "kms:DescribeKey", resource: modelsKey }],
      ["replace the key policy", { action: "kms:PutKeyPolicy", resource: modelsKey }],
      ["delete the key", { action: "kms:ScheduleKeyDeletion", resource: modelsKey }],
    ],
  });
});

/** The key is the second gate: whatever IAM says of a role, the key lets it through S3 alone, and only to decrypt. */
describe("a serving role whose boundary was lost and that IAM allows everything", () => {
  const { boundary: _, ...unbounded } = promoted(account.role("resnet"));

  provePermissions(account, unbounded, {
    allowed: [["decrypt through S3", { action: "kms:Decrypt", resource: modelsKey, context: viaS3 }]],
    denied: [
      ...cryptography(modelsKey).filter(([label]) => label !== "kms:Decrypt through S3"),
      ...cryptography(account.arn("aws_kms_key", "audioModels/Key")),
      ...["ec2", "secretsmanager", "sagemaker", "ebs"].map<Row>((name) => [
        `decrypt through ${name}`,
        {
          action: "kms:Decrypt",
          resource: modelsKey,
          context: { "kms:ViaService": `${name}.${REGION}.amazonaws.com` },
        },
      ]),
      [
        "decrypt through S3 of another region",
        { action: "kms:Decrypt", resource: modelsKey, context: { "kms:ViaService": "s3.us-east-1.amazonaws.com" } },
      ],
      [
        "decrypt on behalf of another account",
        { action: "kms:Decrypt", resource: modelsKey, context: { ...viaS3, "kms:CallerAccount": FOREIGN_ACCOUNT } },
      ],
    ],
  });
});

function ofGroup(logGroupName: string, owner = ACCOUNT, region = REGION) {
  return { "kms:EncryptionContext:aws:logs:arn": `arn:aws:logs:${region}:${owner}:log-group:${logGroupName}` };
}

describe("the log service", () => {
  provePermissions(account, service(`logs.${REGION}.amazonaws.com`), {
    allowed: [
      [
        "encrypt a log group of the stack",
        { action: "kms:Encrypt", resource: logKey, context: ofGroup("/serving/resnet") },
      ],
      [
        "decrypt a log group of the stack",
        { action: "kms:Decrypt", resource: logKey, context: ofGroup("/serving/bert") },
      ],
      [
        "make data keys for the log of the cluster",
        { action: "kms:GenerateDataKey", resource: logKey, context: ofGroup("/aws/eks/serving/cluster") },
      ],
    ],
    denied: [
      ["decrypt without saying for what", { action: "kms:Decrypt", resource: logKey }],
      ["decrypt another log group", { action: "kms:Decrypt", resource: logKey, context: ofGroup("/other") }],
      [
        "decrypt a log group that begins alike",
        { action: "kms:Decrypt", resource: logKey, context: ofGroup("/serving/resnet2") },
      ],
      [
        "decrypt a log group of another account",
        { action: "kms:Decrypt", resource: logKey, context: ofGroup("/serving/resnet", FOREIGN_ACCOUNT) },
      ],
      [
        "decrypt a log group of another region",
        { action: "kms:Decrypt", resource: logKey, context: ofGroup("/serving/resnet", ACCOUNT, "us-east-1") },
      ],
      ["grant the key on", { action: "kms:CreateGrant", resource: logKey, context: ofGroup("/serving/resnet") }],
      ["administer the key", { action: "kms:DisableKey", resource: logKey }],
      ["decrypt models", { action: "kms:Decrypt", resource: modelsKey, context: ofGroup("/serving/resnet") }],
      ["decrypt node volumes", { action: "kms:Decrypt", resource: nodeKey, context: ofGroup("/serving/resnet") }],
    ],
  });
});

describe("the auto scaling of nodes", () => {
  const autoScaling = administrator("aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling");
  const forResource = { "kms:GrantIsForAWSResource": "true" };

  provePermissions(account, autoScaling, {
    allowed: [
      ["make data keys for volumes", { action: "kms:GenerateDataKey", resource: nodeKey }],
      ["grant the volume key to EC2", { action: "kms:CreateGrant", resource: nodeKey, context: forResource }],
    ],
    denied: [
      ["grant the volume key to anybody", { action: "kms:CreateGrant", resource: nodeKey }],
      [
        "grant the volume key to what is no resource of AWS",
        { action: "kms:CreateGrant", resource: nodeKey, context: { "kms:GrantIsForAWSResource": "false" } },
      ],
      ["decrypt models", { action: "kms:Decrypt", resource: modelsKey, context: viaS3 }],
      ["grant the model key", { action: "kms:CreateGrant", resource: modelsKey, context: forResource }],
      ["decrypt states", { action: "kms:Decrypt", resource: account.arn("aws_kms_key", "states/Key"), context: viaS3 }],
      ["decrypt logs", { action: "kms:Decrypt", resource: logKey }],
    ],
  });
});
