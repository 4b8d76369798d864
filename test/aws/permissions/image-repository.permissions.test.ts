import { administrator, FOREIGN_ACCOUNT, service, session } from "../../support/principals";
import { REGION } from "../../support/simulate";
import { provePermissions, ROLES, type Row, simulatedEstate } from "./estate";

const account = simulatedEstate();
const images = account.arn("aws_ecr_repository", "images");
const otherImages = account.arn("aws_ecr_repository", "otherImages");
const key = account.arn("aws_kms_key", "images/Key");

const PULL = ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"];
const PUSH = [
  "ecr:BatchCheckLayerAvailability",
  "ecr:CompleteLayerUpload",
  "ecr:InitiateLayerUpload",
  "ecr:PutImage",
  "ecr:UploadLayerPart",
];
const NEVER = [
  "ecr:BatchDeleteImage",
  "ecr:DeleteRepository",
  "ecr:DeleteRepositoryPolicy",
  "ecr:SetRepositoryPolicy",
  "ecr:GetRepositoryPolicy",
  "ecr:PutImageTagMutability",
  "ecr:PutImageScanningConfiguration",
  "ecr:PutLifecyclePolicy",
  "ecr:DeleteLifecyclePolicy",
  "ecr:TagResource",
  "ecr:UntagResource",
  "ecr:ListImages",
  "ecr:DescribeImages",
];

function on(resource: string, actions: readonly string[]): Row[] {
  return actions.map((action) => [`${action} on ${resource}`, { action, resource }]);
}

const KEY: readonly Row[] = [
  "kms:Decrypt",
  "kms:Encrypt",
  "kms:GenerateDataKey",
  "kms:CreateGrant",
  "kms:RetireGrant",
].flatMap<Row>((action) => [
  [`${action} with the key of the images`, { action, resource: key }],
  [
    `${action} with the key of the images through ECR`,
    { action, resource: key, context: { "kms:ViaService": `ecr.${REGION}.amazonaws.com` } },
  ],
]);

describe("the pipeline that builds images, which has no policy of its own", () => {
  provePermissions(account, session(ROLES.imageBuilder), {
    allowed: on(images, PUSH),
    denied: [
      ...on(
        images,
        [...NEVER, ...PULL].filter((action) => !PUSH.includes(action)),
      ),
      ...on(otherImages, [...PUSH, ...PULL]),
      ...KEY,
    ],
  });
});

describe("the pipeline that promotes images, which has no policy of its own", () => {
  provePermissions(account, session(ROLES.imagePromoter), {
    allowed: on(images, PULL),
    denied: [
      ...on(
        images,
        [...NEVER, ...PUSH].filter((action) => !PULL.includes(action)),
      ),
      ...on(otherImages, [...PUSH, ...PULL]),
      ...KEY,
    ],
  });
});

describe.each([
  ["a role without policies", session("nobody")],
  ["a serving role", account.role("resnet")],
  ["the role of nodes, by its inline policies,", account.role("cluster/NodeRole")],
  ["an administrator of another account", administrator("administrator", FOREIGN_ACCOUNT)],
  ["a namesake of the builder in another account", administrator(ROLES.imageBuilder, FOREIGN_ACCOUNT)],
  ["Lambda", service("lambda.amazonaws.com")],
])("%s", (_, principal) => {
  provePermissions(account, principal, {
    allowed: [],
    denied: [...on(images, [...PUSH, ...PULL, ...NEVER]), ...on(otherImages, [...PUSH, ...PULL, ...NEVER]), ...KEY],
  });
});

describe("an administrator of the account", () => {
  const viaEcr = { "kms:ViaService": `ecr.${REGION}.amazonaws.com` };

  provePermissions(account, administrator(), {
    allowed: [
      ["let ECR use the key when a repository is made", { action: "kms:CreateGrant", resource: key, context: viaEcr }],
    ],
    denied: [
      ["grant the key to anybody", { action: "kms:CreateGrant", resource: key }],
      [
        "grant the key through another service",
        { action: "kms:CreateGrant", resource: key, context: { "kms:ViaService": `ebs.${REGION}.amazonaws.com` } },
      ],
      [
        "grant the key for another account",
        { action: "kms:CreateGrant", resource: key, context: { ...viaEcr, "kms:CallerAccount": FOREIGN_ACCOUNT } },
      ],
      ["decrypt images", { action: "kms:Decrypt", resource: key }],
      ["decrypt images through ECR", { action: "kms:Decrypt", resource: key, context: viaEcr }],
      ["encrypt images", { action: "kms:Encrypt", resource: key, context: viaEcr }],
    ],
  });
});
