import { ModelFormat } from "modelkeep";
import { IrsaServingRole, SecureModelBucket, ServingCluster, ServingNetwork } from "modelkeep/aws";
import { INTERFACE_ENDPOINT_SERVICES } from "../../src/aws/vpc-endpoint-policies";
import { resourcesOf, type Synthesized, synthesize, testStack } from "../support/stack";

interface Statement {
  readonly Sid: string;
  readonly Effect: string;
  readonly Principal: unknown;
  readonly Action: string | string[];
  readonly Resource: string | string[];
  readonly Condition?: Record<string, Record<string, string>>;
}

const CHOOSABLE_SERVICES = ["autoscaling", "elasticloadbalancing", "sagemaker.runtime", "secretsmanager"];

/** Prefix of the IAM actions of each service: what lies before the colon. */
const ACTION_PREFIXES: readonly (readonly [service: string, prefix: string])[] = [
  ["autoscaling", "autoscaling"],
  ["ec2", "ec2"],
  ["ecr.api", "ecr"],
  ["ecr.dkr", "ecr"],
  ["eks", "eks"],
  ["eks-auth", "eks-auth"],
  ["elasticloadbalancing", "elasticloadbalancing"],
  ["kms", "kms"],
  ["logs", "logs"],
  ["sagemaker.runtime", "sagemaker"],
  ["secretsmanager", "secretsmanager"],
  ["sts", "sts"],
];

const ACCOUNT = expect.stringMatching(/^\$\{data\.aws_caller_identity\..*\.account_id\}$/);
const PARTITION = String.raw`\$\{data\.aws_partition\.\w+\.partition\}`;

function listOf(value: string | string[]): string[] {
  return typeof value === "string" ? [value] : value;
}

function statementsFor(stack: Synthesized, service: string): Statement[] {
  const endpoint = resourcesOf(stack, "aws_vpc_endpoint").find(({ service_name }) =>
    String(service_name).endsWith(`.id}.${service}`),
  );
  return JSON.parse(String(endpoint?.policy)).Statement;
}

function actionsFor(stack: Synthesized, service: string): string[] {
  return statementsFor(stack, service).flatMap(({ Action }) => listOf(Action));
}

/** A network with every endpoint there is, whose cluster's identities read the given prefixes of each bucket. */
function networkWithReaders(prefixesByBucket: Record<string, string[]>): Synthesized {
  const stack = testStack();
  const network = new ServingNetwork(stack, "network", {
    cidr: "10.20.0.0/16",
    additionalEndpoints: CHOOSABLE_SERVICES,
  });
  const cluster = new ServingCluster(stack, "cluster", { network, version: "1.35" });
  const identity = new IrsaServingRole(stack, "identity", {
    cluster,
    namespace: "vision",
    serviceAccountName: "resnet",
  });
  for (const [bucketName, prefixes] of Object.entries(prefixesByBucket)) {
    const bucket = new SecureModelBucket(stack, bucketName, { bucketName });
    for (const prefix of prefixes) {
      const artifact = bucket.artifact(prefix, { format: ModelFormat.SAVED_MODEL, sha256: "a".repeat(64) });
      bucket.grantRead(identity, artifact);
    }
  }
  return synthesize(stack);
}

describe("endpoint policies", () => {
  let stack: Synthesized;

  beforeAll(() => {
    stack = networkWithReaders({});
  });

  test("the services that can be asked for are those tested here", () => {
    expect([...INTERFACE_ENDPOINT_SERVICES].sort()).toEqual(ACTION_PREFIXES.map(([service]) => service).sort());
    expect(resourcesOf(stack, "aws_vpc_endpoint")).toHaveLength(ACTION_PREFIXES.length + 1);
  });

  describe("rows of the catalogue", () => {
    test.each(ACTION_PREFIXES)("NET-17: the endpoint of %s admits principals of this account alone", (service) => {
      expect(statementsFor(stack, service)[0]).toMatchObject({
        Sid: "OwnPrincipals",
        Effect: "Allow",
        Condition: { StringEquals: { "aws:PrincipalAccount": ACCOUNT } },
      });
    });

    test.each(ACTION_PREFIXES)("NET-17: the endpoint of %s allows actions of %s alone", (service, prefix) => {
      const actions = actionsFor(stack, service);
      expect(actions.length).toBeGreaterThan(0);
      expect(actions.filter((action) => !action.startsWith(`${prefix}:`))).toEqual([]);
    });

    test.each(ACTION_PREFIXES.filter(([service]) => service !== "sts"))(
      "NET-17: the endpoint of %s has no statement besides",
      (service) => {
        expect(statementsFor(stack, service)).toHaveLength(1);
      },
    );

    test("MEP-21: models of this account alone are called", () => {
      const [own] = statementsFor(stack, "sagemaker.runtime");
      expect(own?.Resource).toMatch(
        new RegExp(
          `^arn:${PARTITION}:sagemaker:[^:]+:\\$\\{data\\.aws_caller_identity\\.\\w+\\.account_id\\}:endpoint/\\*$`,
        ),
      );
    });

    test("NET-17: tokens of service accounts are exchanged for roles of this account alone", () => {
      expect(statementsFor(stack, "sts")[1]).toEqual({
        Sid: "ServiceAccountsOfOwnRoles",
        Effect: "Allow",
        Principal: "*",
        Action: "sts:AssumeRoleWithWebIdentity",
        Resource: expect.stringMatching(
          new RegExp(String.raw`^arn:${PARTITION}:iam::\$\{data\.aws_caller_identity\.\w+\.account_id\}:role/\*$`),
        ),
      });
    });

    test("NET-17: images are pulled through the ECR endpoints, never pushed or deleted", () => {
      for (const service of ["ecr.api", "ecr.dkr"]) {
        expect(actionsFor(stack, service).filter((action) => /Put|Upload|Delete|Create/.test(action))).toEqual([]);
      }
    });

    test("NET-17: keys are used through the KMS endpoint, never administered", () => {
      expect(actionsFor(stack, "kms").filter((action) => /Put|Schedule|Disable|Delete|Update/.test(action))).toEqual(
        [],
      );
    });

    test("NET-17: S3 serves the layers of images from AWS's own bucket, which pulling takes, and nothing else", () => {
      expect(statementsFor(stack, "s3")).toEqual([
        {
          Sid: "ImageLayers",
          Effect: "Allow",
          Principal: "*",
          Action: "s3:GetObject",
          Resource: expect.stringMatching(
            new RegExp(
              String.raw`^arn:${PARTITION}:s3:::prod-\$\{data\.aws_region\.\w+\.id\}-starport-layer-bucket/\*$`,
            ),
          ),
        },
      ]);
    });
  });

  describe("model stores", () => {
    test("a bucket becomes readable through the S3 endpoint with the first grant, by this account alone", () => {
      const granted = networkWithReaders({ "acme-models": ["resnet/v3"] });
      expect(statementsFor(granted, "s3").map(({ Sid }) => Sid)).toEqual(["ImageLayers", "ModelStores"]);
      expect(statementsFor(granted, "s3")[1]).toMatchObject({
        Effect: "Allow",
        Action: "s3:GetObject",
        Resource: expect.stringMatching(new RegExp(`^arn:${PARTITION}:s3:::acme-models/\\*$`)),
        Condition: { StringEquals: { "aws:PrincipalAccount": ACCOUNT } },
      });
    });

    test("several grants name each bucket once", () => {
      const granted = networkWithReaders({ "acme-models": ["resnet/v3", "bert/v1"], "acme-speech": ["whisper/v2"] });
      expect(listOf(statementsFor(granted, "s3")[1]?.Resource ?? [])).toEqual([
        expect.stringContaining(":s3:::acme-models/*"),
        expect.stringContaining(":s3:::acme-speech/*"),
      ]);
    });

    test("no grant lets anything be written or listed through the S3 endpoint", () => {
      const granted = networkWithReaders({ "acme-models": ["resnet/v3"] });
      expect(new Set(actionsFor(granted, "s3"))).toEqual(new Set(["s3:GetObject"]));
    });
  });

  test("the policies are what they were", () => {
    const services = [...ACTION_PREFIXES.map(([service]) => service), "s3"];
    expect(Object.fromEntries(services.map((service) => [service, statementsFor(stack, service)]))).toMatchSnapshot();
  });
});
