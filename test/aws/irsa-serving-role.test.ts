import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { Lazy } from "cdktf";
import { HardenedStack, ModelFormat, ServingTier } from "modelkeep";
import {
  type IEksServingCluster,
  IrsaServingRole,
  SecureModelBucket,
  ServingCluster,
  ServingLogGroup,
  ServingNetwork,
  type ServingRoleProps,
} from "modelkeep/aws";
import { type Statement, statementsOf } from "../support/policies";
import { onlyResourceOf, resourcesOf, type Synthesized, synthesize, testStack } from "../support/stack";

const ISSUER = "oidc.eks.eu-west-1.amazonaws.com/id/ABC";
const OIDC_PROVIDER_ARN = `arn:aws:iam::111122223333:oidc-provider/${ISSUER}`;
const SHA256 = "a".repeat(64);

function listOf(value: string | string[] | undefined): string[] {
  return typeof value === "string" ? [value] : (value ?? []);
}

function importedCluster(stack: HardenedStack): IEksServingCluster {
  return ServingCluster.fromClusterAttributes(stack, "cluster", {
    clusterName: "serving",
    clusterArn: "arn:aws:eks:eu-west-1:111122223333:cluster/serving",
    region: "eu-west-1",
    endpoint: "https://ABC.gr7.eu-west-1.eks.amazonaws.com",
    certificateAuthorityData: "LS0t",
    oidcProviderArn: OIDC_PROVIDER_ARN,
    oidcIssuer: ISSUER,
    vpcCidr: "10.20.0.0/16",
    s3Cidrs: ["52.218.0.0/17"],
  });
}

function identityIn(stack: HardenedStack, props: Partial<ServingRoleProps> = {}): IrsaServingRole {
  const cluster = props.cluster ?? importedCluster(stack);
  return new IrsaServingRole(stack, "identity", {
    namespace: "vision",
    serviceAccountName: "resnet",
    ...props,
    cluster,
  });
}

describe("IrsaServingRole", () => {
  let identity: IrsaServingRole;
  let stack: Synthesized;
  let granted: Synthesized;
  let grants: Statement[];

  beforeAll(() => {
    const plain = testStack();
    identity = identityIn(plain);
    stack = synthesize(plain);

    const withGrants = testStack();
    const reader = identityIn(withGrants);
    const bucket = new SecureModelBucket(withGrants, "models", { bucketName: "acme-models" });
    bucket.grantRead(reader, bucket.artifact("resnet/v3", { format: ModelFormat.SAVED_MODEL, sha256: SHA256 }));
    new ServingLogGroup(withGrants, "log").grantWrite(reader);
    granted = synthesize(withGrants);
    grants = statementsOf<Statement>(onlyResourceOf(granted, "aws_iam_role_policy").policy);
  });

  function trust(): Statement[] {
    return statementsOf<Statement>(onlyResourceOf(stack, "aws_iam_role").assume_role_policy);
  }

  describe("rows of the catalogue", () => {
    test("IDA-03: the cluster's OIDC provider alone vouches for who assumes the role", () => {
      expect(trust()).toHaveLength(1);
      expect(trust()[0]).toMatchObject({
        Effect: "Allow",
        Principal: { Federated: OIDC_PROVIDER_ARN },
        Action: "sts:AssumeRoleWithWebIdentity",
      });
    });

    test("IDA-04: one service account of one namespace may assume the role, named exactly", () => {
      expect(Object.keys(trust()[0]?.Condition ?? {})).toEqual(["StringEquals"]);
      expect(trust()[0]?.Condition?.StringEquals).toMatchObject({
        [`${ISSUER}:sub`]: "system:serviceaccount:vision:resnet",
      });
      expect(JSON.stringify(trust())).not.toMatch(/[*?]/);
    });

    test("IDA-05: tokens for another audience are refused", () => {
      expect(trust()[0]?.Condition?.StringEquals).toMatchObject({ [`${ISSUER}:aud`]: "sts.amazonaws.com" });
    });

    test("IDA-08: the role is bounded by the boundary of the stack", () => {
      expect(stack).toHaveEvery("aws_iam_role", {
        permissions_boundary: expect.stringMatching(/^\$\{aws_iam_policy\.ServingBoundary_\w+\.arn\}$/),
      });
    });

    test("IDA-09: credentials of the role live an hour at most", () => {
      expect(stack).toHaveEvery("aws_iam_role", { max_session_duration: 3600 });
    });

    test("IDA-10, IDA-11: the role has no inline and no managed policies of the deprecated kind", () => {
      expect(stack).toHaveNone("aws_iam_role", "inline_policy");
      expect(stack).toHaveNone("aws_iam_role", "managed_policy_arns");
    });

    test("IDA-12: grants name their actions, none with a wildcard", () => {
      expect(grants.flatMap(({ Action }) => listOf(Action))).toEqual([
        "s3:GetObject",
        "kms:Decrypt",
        "logs:CreateLogStream",
        "logs:PutLogEvents",
      ]);
    });

    test("IDA-13: the role reads one model version and nothing beside it", () => {
      expect(grants.find(({ Sid }) => Sid === "ReadArtifacts")).toMatchObject({
        Action: "s3:GetObject",
        Resource: expect.stringMatching(/:s3:::acme-models\/resnet\/v3\/\*$/),
      });
    });

    test("IDA-14: the role lists no bucket: other tenants' models cannot be enumerated", () => {
      expect(JSON.stringify(grants)).not.toContain("s3:List");
    });

    test("IDA-15, IDA-17: the role writes no object, changes no permission and passes no role", () => {
      const actions = grants.flatMap(({ Action }) => listOf(Action));
      expect(actions.filter((action) => /^(iam|sts):|^s3:(Put|Delete)|^kms:(Put|CreateGrant)/.test(action))).toEqual(
        [],
      );
      expect(grants.map(({ Effect }) => Effect)).toEqual(grants.map(() => "Allow"));
      expect(grants.flatMap(({ Resource }) => listOf(Resource))).not.toContain("*");
    });

    test("IDA-16: the role decrypts with the key of the bucket, and through S3 alone", () => {
      expect(grants.find(({ Sid }) => Sid === "DecryptArtifacts")).toMatchObject({
        Action: "kms:Decrypt",
        Resource: expect.stringMatching(/^\$\{aws_kms_key\.models_Key_\w+\.arn\}$/),
        Condition: {
          StringEquals: { "kms:ViaService": expect.stringMatching(/^s3\.\$\{data\.aws_region\..*\}\.amazonaws\.com$/) },
        },
      });
    });

    test.each([
      ["IDA-18", "aws_iam_role_policy_attachment"],
      ["IDA-19", "aws_eks_pod_identity_association"],
      ["IDA-26", "aws_iam_access_key"],
      ["IDA-26", "aws_iam_user"],
    ])("%s: an identity with grants makes no %s", (_row, type) => {
      expect(granted.resource).not.toHaveProperty(type);
    });

    test("IDA-25: the service account is annotated with the role, and asks the region's own STS", () => {
      expect(identity.serviceAccountAnnotations).toEqual({
        "eks.amazonaws.com/role-arn": identity.roleArn,
        "eks.amazonaws.com/sts-regional-endpoints": "true",
      });
    });
  });

  describe("on a cluster that Modelkeep made", () => {
    const ZONES = ["eu-west-1a", "eu-west-1b"];

    function clusterIn(platform: HardenedStack): ServingCluster {
      const network = new ServingNetwork(platform, "network", { cidr: "10.20.0.0/16", zones: ZONES });
      return new ServingCluster(platform, "cluster", { network, version: "1.35" });
    }

    function trustOf(json: Synthesized): Statement[] {
      const role = resourcesOf(json, "aws_iam_role").find(({ description }) =>
        String(description).startsWith("Service account"),
      );
      return statementsOf<Statement>(role?.assume_role_policy);
    }

    test("IDA-02: the trust names issuer and provider of that cluster by reference, without the scheme", () => {
      // GIVEN
      const own = testStack();
      // WHEN
      identityIn(own, { cluster: clusterIn(own) });
      // THEN
      const json = synthesize(own);
      const [local] = Object.keys(json.locals ?? {});
      expect(json.locals?.[String(local)]).toMatch(
        /^\$\{replace\(aws_eks_cluster\.\w+\.identity\[0\]\.oidc\[0\]\.issuer, "https:\/\/", ""\)\}$/,
      );
      expect(trustOf(json)[0]).toMatchObject({
        Principal: { Federated: expect.stringMatching(/^\$\{aws_iam_openid_connect_provider\.\w+\.arn\}$/) },
        Condition: {
          StringEquals: {
            [`\${local.${local}}:sub`]: "system:serviceaccount:vision:resnet",
            [`\${local.${local}}:aud`]: "sts.amazonaws.com",
          },
        },
      });
    });

    test("IDA-02: an identity in a stack of its own takes the issuer from the state of the cluster's stack", () => {
      // GIVEN
      const platform = testStack(ServingTier.PRODUCTION, "platform");
      const cluster = clusterIn(platform);
      const workload = new HardenedStack(platform.node.scope ?? platform, "workload", {
        tier: ServingTier.PRODUCTION,
        tenant: "vision",
        owner: "vision@acme.example",
      });
      new AwsProvider(workload, "aws", { region: "eu-west-1" });
      // WHEN
      identityIn(workload, { cluster });
      // References between stacks are found when an app prepares its stacks, which `Testing.synth` leaves out.
      workload.prepareStack();
      // THEN
      const [statement] = trustOf(synthesize(workload));
      const keys = Object.keys(statement?.Condition?.StringEquals ?? {});
      expect(keys).toEqual([
        expect.stringMatching(/^\$\{data\.terraform_remote_state\..*OidcIssuer.*\}:sub$/),
        expect.stringMatching(/^\$\{data\.terraform_remote_state\..*OidcIssuer.*\}:aud$/),
      ]);
      expect(statement?.Principal).toEqual({
        Federated: expect.stringMatching(/^\$\{data\.terraform_remote_state\..*\}$/),
      });
    });
  });

  test("without a grant the role has no policy at all", () => {
    expect(stack.resource).not.toHaveProperty("aws_iam_role_policy");
  });

  test("several grants make one policy with one statement of a kind", () => {
    // GIVEN
    const own = testStack();
    const reader = identityIn(own);
    const bucket = new SecureModelBucket(own, "models", { bucketName: "acme-models" });
    // WHEN
    for (const prefix of ["resnet/v3", "resnet/v4", "resnet/v3"]) {
      bucket.grantRead(reader, bucket.artifact(prefix, { format: ModelFormat.SAVED_MODEL, sha256: SHA256 }));
    }
    // THEN
    const statements = statementsOf<Statement>(onlyResourceOf(synthesize(own), "aws_iam_role_policy").policy);
    expect(statements.map(({ Sid }) => Sid)).toEqual(["ReadArtifacts", "DecryptArtifacts"]);
    expect(statements[0]?.Resource).toEqual([
      expect.stringMatching(/\/resnet\/v3\/\*$/),
      expect.stringMatching(/\/resnet\/v4\/\*$/),
    ]);
  });

  test("the role's name is literal, so that policies can name it without a cycle", () => {
    expect(identity.roleName).toMatch(/^test-identity-[0-9a-f]{8}$/);
    expect(stack).toHaveEvery("aws_iam_role", { name: identity.roleName });
  });

  test("credentials come from the STS endpoint in the VPC, over TLS", () => {
    expect(identity.credentialEndpoints).toEqual([{ name: "STS", cidrs: ["10.20.0.0/16"], port: 443 }]);
  });

  test("SDKs are told the region and never ask the instance metadata service", () => {
    expect(identity.environment).toEqual({
      AWS_REGION: "eu-west-1",
      AWS_STS_REGIONAL_ENDPOINTS: "regional",
      AWS_EC2_METADATA_DISABLED: "true",
    });
  });

  test("a longer session is taken as given", () => {
    const own = testStack();
    identityIn(own, { maxSessionSeconds: 43_200 });
    expect(synthesize(own)).toHaveEvery("aws_iam_role", { max_session_duration: 43_200 });
  });

  describe("errors", () => {
    function refused(props: Partial<ServingRoleProps>): () => unknown {
      return () => identityIn(testStack(), props);
    }

    test.each([["default"], ["kube-system"], ["kube-public"], ["kube-node-lease"]])(
      "the namespace %s is refused",
      (namespace) => {
        expect(refused({ namespace })).toThrow(
          [
            "[MK_NAMESPACE_SHARED] at test/identity (aws.IrsaServingRole):",
            `  namespace is "${namespace}", which everybody or the system shares.`,
            "  Name the tenant's own namespace.",
          ].join("\n"),
        );
      },
    );

    test("the default service account is refused", () => {
      expect(refused({ serviceAccountName: "default" })).toThrow(
        [
          "[MK_SERVICE_ACCOUNT_SHARED] at test/identity (aws.IrsaServingRole):",
          '  serviceAccountName is "default", which every pod of the namespace shares.',
          "  Name a service account of the model's own.",
        ].join("\n"),
      );
    });

    test.each([["*"], ["vision*"], ["Vision"], ["vision:resnet"], [""]])(
      "%j is refused as namespace and as service account: the trust would be wider than one",
      (name) => {
        expect(refused({ namespace: name, serviceAccountName: name })).toThrow(
          [
            "[MK_NAME_FORMAT] at test/identity (aws.IrsaServingRole):",
            `  namespace is "${name}", which is not a Kubernetes name: 1 to 63 lower-case letters, digits and hyphens, beginning and ending with a letter or digit.`,
          ].join("\n"),
        );
      },
    );

    test("an ARN where the service account's name belongs is refused", () => {
      const serviceAccountName = "arn:aws:iam::111122223333:role/resnet";
      expect(refused({ serviceAccountName })).toThrow(
        `  serviceAccountName is "${serviceAccountName}", an ARN where a name belongs.`,
      );
    });

    test("names that only Terraform knows are refused: they could be wildcards", () => {
      const unknown = Lazy.stringValue({ produce: () => "*" });
      expect(refused({ namespace: unknown, serviceAccountName: unknown })).toThrow(
        [
          "[MK_LITERAL_REQUIRED] at test/identity (aws.IrsaServingRole):",
          "  namespace is a token, which is known only to Terraform, but its value is compared at synthesis.",
          "  Give namespace a literal value.",
          "  serviceAccountName is a token, which is known only to Terraform, but its value is compared at synthesis.",
          "  Give serviceAccountName a literal value.",
        ].join("\n"),
      );
    });

    test("a name where the boundary's ARN belongs is refused", () => {
      expect(refused({ permissionsBoundaryArn: "platform-boundary" })).toThrow(
        [
          "[MK_ARN_FORMAT] at test/identity (aws.IrsaServingRole):",
          '  permissionsBoundaryArn is "platform-boundary", which is not the ARN of a resource of iam.',
          "  Give the full ARN, as in arn:aws:iam:...",
        ].join("\n"),
      );
    });

    test.each([[900], [43_201], [3600.5]])("a session of %d seconds is refused", (maxSessionSeconds) => {
      expect(refused({ maxSessionSeconds })).toThrow(
        [
          "[MK_NUMBER_RANGE] at test/identity (aws.IrsaServingRole):",
          `  maxSessionSeconds is ${maxSessionSeconds}, not a whole number from 3600 to 43200.`,
          "  Set maxSessionSeconds to a whole number from 3600 to 43200.",
        ].join("\n"),
      );
    });

    test("everything that is wrong is reported at once", () => {
      expect(
        refused({
          namespace: "default",
          serviceAccountName: "default",
          permissionsBoundaryArn: "boundary",
          maxSessionSeconds: 1,
        }),
      ).toThrow(
        expect.objectContaining({
          codes: ["MK_NAMESPACE_SHARED", "MK_SERVICE_ACCOUNT_SHARED", "MK_ARN_FORMAT", "MK_NUMBER_RANGE"],
        }),
      );
    });
  });

  test("the defaults are what they were", () => {
    expect(stack.resource.aws_iam_role).toMatchSnapshot();
  });
});
