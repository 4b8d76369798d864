import { HardenedStack, ModelFormat, ServingTier } from "modelkeep";
import {
  IrsaServingRole,
  PodIdentityServingRole,
  SecureModelBucket,
  ServingCluster,
  ServingLogGroup,
  ServingPermissionsBoundary,
} from "modelkeep/aws";
import { type Statement, statementsOf } from "../support/policies";
import { onlyResourceOf, resourcesOf, type Synthesized, synthesize, testStack } from "../support/stack";

const ATTRIBUTES = {
  clusterName: "serving",
  clusterArn: "arn:aws:eks:eu-west-1:111122223333:cluster/serving",
  region: "eu-west-1",
  endpoint: "https://ABC.gr7.eu-west-1.eks.amazonaws.com",
  certificateAuthorityData: "LS0t",
  oidcProviderArn: "arn:aws:iam::111122223333:oidc-provider/oidc.eks.eu-west-1.amazonaws.com/id/ABC",
  oidcIssuer: "oidc.eks.eu-west-1.amazonaws.com/id/ABC",
  vpcCidr: "10.20.0.0/16",
  s3Cidrs: ["52.218.0.0/17"],
};

function listOf(value: string | string[]): string[] {
  return typeof value === "string" ? [value] : value;
}

function actionsOf(policy: unknown): string[] {
  return statementsOf<Statement>(policy).flatMap(({ Action }) => listOf(Action));
}

/** Two identities of one stack that were granted whatever there is to be granted. */
function stackWithGrants(): HardenedStack {
  const stack = testStack();
  const cluster = ServingCluster.fromClusterAttributes(stack, "cluster", ATTRIBUTES);
  const bucket = new SecureModelBucket(stack, "models", { bucketName: "acme-models" });
  const logGroup = new ServingLogGroup(stack, "log");
  const identities = [
    new IrsaServingRole(stack, "irsa", { cluster, namespace: "vision", serviceAccountName: "resnet" }),
    new PodIdentityServingRole(stack, "pod", { cluster, namespace: "vision", serviceAccountName: "bert" }),
  ];
  for (const identity of identities) {
    const artifact = bucket.artifact("resnet/v3", { format: ModelFormat.SAVED_MODEL, sha256: "a".repeat(64) });
    bucket.grantRead(identity, artifact);
    logGroup.grantWrite(identity);
  }
  return stack;
}

describe("ServingPermissionsBoundary", () => {
  let stack: Synthesized;
  let boundary: Statement[];

  beforeAll(() => {
    stack = synthesize(stackWithGrants());
    boundary = statementsOf<Statement>(onlyResourceOf(stack, "aws_iam_policy").policy);
  });

  describe("rows of the catalogue", () => {
    test("IDA-08: every serving role of a stack is bounded by the one boundary of the stack", () => {
      const [name] = Object.keys(stack.resource.aws_iam_policy ?? {});
      const roles = resourcesOf(stack, "aws_iam_role").filter(({ description }) =>
        /^Service/.test(String(description)),
      );
      expect(roles).toHaveLength(2);
      for (const role of roles) {
        expect(role).toMatchObject({ permissions_boundary: `\${aws_iam_policy.${name}.arn}` });
      }
    });

    test("IDA-12: the boundary names its actions, none with a wildcard", () => {
      const actions = boundary.flatMap(({ Action }) => listOf(Action));
      expect(actions).toEqual(["s3:GetObject", "kms:Decrypt", "logs:CreateLogStream", "logs:PutLogEvents"]);
    });

    test("IDA-15, IDA-17: the boundary lets nobody write objects, change permissions or obtain credentials", () => {
      const actions = boundary.flatMap(({ Action }) => listOf(Action));
      expect(
        actions.filter((action) => /^(iam|sts|organizations):|^s3:(Put|Delete)|^kms:(Put|Create)/.test(action)),
      ).toEqual([]);
      expect(boundary.map(({ Effect }) => Effect)).toEqual(["Allow", "Allow", "Allow"]);
    });

    test("IDA-13: objects are read in buckets of this account alone", () => {
      expect(boundary.find(({ Sid }) => Sid === "ReadObjects")).toMatchObject({
        Condition: { StringEquals: { "aws:ResourceAccount": expect.stringContaining(".account_id}") } },
      });
    });

    test("IDA-16: keys decrypt through S3 alone, and only keys of this account and region", () => {
      expect(boundary.find(({ Sid }) => Sid === "Decrypt")).toMatchObject({
        Resource: expect.stringMatching(/:kms:\$\{data\.aws_region\..*\.id\}:\$\{.*\.account_id\}:key\/\*$/),
        Condition: {
          StringEquals: { "kms:ViaService": expect.stringMatching(/^s3\.\$\{data\.aws_region\..*\}\.amazonaws\.com$/) },
        },
      });
    });

    test("logs are written in groups of this account and region alone", () => {
      expect(boundary.find(({ Sid }) => Sid === "WriteLogs")).toMatchObject({
        Resource: expect.stringMatching(/:logs:\$\{data\.aws_region\..*\.id\}:\$\{.*\.account_id\}:log-group:\*$/),
      });
    });
  });

  test("whatever grants give lies within the boundary, or it would silently not work", () => {
    const allowed = boundary.flatMap(({ Action }) => listOf(Action));
    for (const { policy } of resourcesOf(stack, "aws_iam_role_policy")) {
      expect(allowed).toEqual(expect.arrayContaining(actionsOf(policy)));
    }
  });

  test("the boundary is an attachment of nobody: it grants nothing by itself", () => {
    expect(stack.resource).not.toHaveProperty("aws_iam_role_policy_attachment");
  });

  test("of() makes the boundary at the first call and returns the same from then on", () => {
    const own = testStack();
    expect(ServingPermissionsBoundary.of(own)).toBe(ServingPermissionsBoundary.of(own));
    expect(resourcesOf(synthesize(own), "aws_iam_policy")).toHaveLength(1);
  });

  test("stacks have boundaries of their own, with names of their own", () => {
    const [one, other] = ["one", "other"].map((id) => {
      const own = testStack(ServingTier.PRODUCTION, id);
      ServingPermissionsBoundary.of(own);
      return onlyResourceOf(synthesize(own), "aws_iam_policy").name;
    });
    expect(one).not.toEqual(other);
  });

  test("a given boundary takes the place of the stack's own", () => {
    // GIVEN
    const own = testStack();
    const cluster = ServingCluster.fromClusterAttributes(own, "cluster", ATTRIBUTES);
    const permissionsBoundaryArn = "arn:aws:iam::111122223333:policy/platform-boundary";
    // WHEN
    new IrsaServingRole(own, "irsa", {
      cluster,
      namespace: "vision",
      serviceAccountName: "resnet",
      permissionsBoundaryArn,
    });
    // THEN
    const json = synthesize(own);
    expect(json).toHaveEvery("aws_iam_role", { permissions_boundary: permissionsBoundaryArn });
    expect(json.resource).not.toHaveProperty("aws_iam_policy");
  });

  test("the boundary is what it was", () => {
    expect(stack.resource.aws_iam_policy).toMatchSnapshot();
  });
});
