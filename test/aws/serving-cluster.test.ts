import { Lazy } from "cdktf";
import { CloudProvider, type HardenedStack, ServingTier } from "modelkeep";
import {
  ClusterAccessLevel,
  type ClusterAccessProps,
  type IEksServingCluster,
  type ImportedClusterAttributes,
  ModelKey,
  ServingCluster,
  type ServingClusterProps,
  ServingNetwork,
} from "modelkeep/aws";
import { hintOnHostBits } from "../../src/core/cidr";
import { type Statement, statementsOf } from "../support/policies";
import {
  type Attributes,
  onlyResourceOf,
  resourcesOf,
  type Synthesized,
  synthesize,
  testStack,
} from "../support/stack";

const TEAM_ROLE = "arn:aws:iam::111122223333:role/vision-team";
const BREAK_GLASS_ROLE = "arn:aws:iam::111122223333:role/break-glass";

function clusterIn(
  stack: HardenedStack,
  props: Partial<ServingClusterProps> = {},
  cidr: string = "10.20.0.0/16",
): ServingCluster {
  const network = new ServingNetwork(stack, "network", { cidr, zones: ["eu-west-1a", "eu-west-1b"] });
  return new ServingCluster(stack, "cluster", { network, version: "1.35", ...props });
}

function synthesizedCluster(props: Partial<ServingClusterProps> = {}, cidr?: string): Synthesized {
  const stack = testStack();
  clusterIn(stack, props, cidr);
  return synthesize(stack);
}

/** The resource of the type whose name contains `part`, with its address. */
function named(stack: Synthesized, type: string, part: string): { address: string; attributes: Attributes } {
  const [found, ...more] = Object.entries(stack.resource[type] ?? {}).filter(([name]) => name.includes(part));
  if (found === undefined || more.length > 0) {
    throw new Error(`${more.length + (found ? 1 : 0)} ${type} named ${part}, not one`);
  }
  return { address: `${type}.${found[0]}`, attributes: found[1] };
}

/** Names of the AWS policies that are attached to the role named `part`. */
function policiesOf(stack: Synthesized, part: string): string[] {
  const role = `\${${named(stack, "aws_iam_role", part).address}.name}`;
  return resourcesOf(stack, "aws_iam_role_policy_attachment")
    .filter((attachment) => attachment.role === role)
    .map(({ policy_arn }) => String(policy_arn).replace(/^.*:policy\//, ""));
}

describe("ServingCluster", () => {
  let stack: Synthesized;
  let cluster: Attributes;
  let addons: Map<unknown, Attributes>;

  beforeAll(() => {
    stack = synthesizedCluster();
    cluster = onlyResourceOf(stack, "aws_eks_cluster");
    addons = new Map(resourcesOf(stack, "aws_eks_addon").map((addon) => [addon.addon_name, addon]));
  });

  describe("rows of the catalogue", () => {
    test("EKS-01, EKS-02, EKS-03: the API server is reached privately and never over the internet", () => {
      expect(cluster.vpc_config).toMatchObject({ endpoint_public_access: false, endpoint_private_access: true });
      expect(cluster.vpc_config).not.toHaveProperty("public_access_cidrs");
    });

    test("EKS-04: the control plane stands in the private subnets of two zones", () => {
      const privateSubnets = [1, 2].map(
        (zone) => `\${${named(stack, "aws_subnet", `PrivateSubnet${zone}`).address}.id}`,
      );
      expect(cluster.vpc_config).toMatchObject({ subnet_ids: privateSubnets });
    });

    test("EKS-05: all five kinds of control-plane logs are written", () => {
      expect(cluster.enabled_cluster_log_types).toEqual([
        "api",
        "audit",
        "authenticator",
        "controllerManager",
        "scheduler",
      ]);
    });

    test("EKS-06, EKS-07: secrets, and exactly secrets, are encrypted with a customer key of their own", () => {
      expect(cluster.encryption_config).toEqual({
        resources: ["secrets"],
        provider: { key_arn: `\${${named(stack, "aws_kms_key", "SecretsKey").address}.arn}` },
      });
    });

    test("EKS-08: the Kubernetes version is the one that was named", () => {
      expect(cluster.version).toBe("1.35");
    });

    test("EKS-09: the cluster never slides into paid extended support", () => {
      expect(cluster.upgrade_policy).toEqual({ support_type: "STANDARD" });
    });

    test("EKS-10, EKS-11: access is by access entries alone, and the creator has none", () => {
      expect(cluster.access_config).toEqual({
        authentication_mode: "API",
        bootstrap_cluster_creator_admin_permissions: false,
      });
      expect(stack.resource).not.toHaveProperty("aws_eks_access_entry");
    });

    test.each([
      [ServingTier.PRODUCTION, true],
      [ServingTier.STAGING, true],
      [ServingTier.DEVELOPMENT, false],
    ])("EKS-12: protection from deletion in %s is %s", (tier, deletionProtection) => {
      const own = testStack(tier);
      clusterIn(own);
      expect(synthesize(own)).toHaveEvery("aws_eks_cluster", { deletion_protection: deletionProtection });
    });

    test("EKS-13: EKS installs no add-on of its own choice", () => {
      expect(cluster.bootstrap_self_managed_addons).toBe(false);
      expect([...addons.keys()].sort()).toEqual([
        "aws-ebs-csi-driver",
        "coredns",
        "eks-pod-identity-agent",
        "kube-proxy",
        "vpc-cni",
      ]);
    });

    test.each([
      ["10.20.0.0/16", "172.20.0.0/16"],
      ["172.20.0.0/20", "10.100.0.0/16"],
      ["172.21.0.0/16", "172.20.0.0/16"],
    ])("EKS-14: Services of a cluster in %s lie apart from it, in %s", (cidr, serviceCidr) => {
      expect(synthesizedCluster({}, cidr)).toHaveEvery("aws_eks_cluster", {
        kubernetes_network_config: { service_ipv4_cidr: serviceCidr },
      });
    });

    test("EKS-19: network policies are enforced, not merely accepted", () => {
      expect(JSON.parse(String(addons.get("vpc-cni")?.configuration_values))).toEqual({ enableNetworkPolicy: "true" });
    });

    test("EKS-21: every add-on is pinned to one build", () => {
      expect(stack).toHaveEvery("aws_eks_addon", {
        addon_version: expect.stringMatching(/^v\d+\.\d+\.\d+-eksbuild\.\d+$/),
      });
    });

    test.each([
      ["vpc-cni", "aws-node", "AmazonEKS_CNI_Policy"],
      ["aws-ebs-csi-driver", "ebs-csi-controller-sa", "AmazonEBSCSIDriverEKSClusterScopedPolicy"],
    ])("EKS-22: %s calls AWS with a role of its own that only %s may assume", (addon, serviceAccount, policy) => {
      const role = named(stack, "aws_iam_role", `Addons_${addon}-role`);
      expect(addons.get(addon)?.pod_identity_association).toEqual([
        { role_arn: `\${${role.address}.arn}`, service_account: serviceAccount },
      ]);
      expect(policiesOf(stack, `Addons_${addon}-role`)).toEqual([policy]);
      expect(statementsOf<Statement>(role.attributes.assume_role_policy)).toEqual([
        expect.objectContaining({
          Principal: { Service: "pods.eks.amazonaws.com" },
          Action: ["sts:AssumeRole", "sts:TagSession"],
          Condition: {
            StringEquals: {
              "aws:SourceAccount": expect.stringContaining(".account_id}"),
              "aws:RequestTag/eks-cluster-arn": expect.stringMatching(/^\$\{aws_eks_cluster\.\w+\.arn\}$/),
              "aws:RequestTag/kubernetes-namespace": "kube-system",
              "aws:RequestTag/kubernetes-service-account": serviceAccount,
            },
          },
        }),
      ]);
    });

    test("EKS-23: what happens to conflicts of add-ons is stated", () => {
      expect(stack).toHaveEvery("aws_eks_addon", {
        resolve_conflicts_on_create: "OVERWRITE",
        resolve_conflicts_on_update: "OVERWRITE",
      });
    });

    test("EKS-24: the log group has the name that EKS writes to, and is made before the cluster", () => {
      const logGroup = named(stack, "aws_cloudwatch_log_group", "ControlPlaneLogs");
      expect(logGroup.attributes.name).toBe(`/aws/eks/${cluster.name}/cluster`);
      expect(cluster.depends_on).toContain(logGroup.address);
    });

    test("EKS-25, EKS-26: control-plane logs are encrypted with a customer key and kept for a year", () => {
      expect(named(stack, "aws_cloudwatch_log_group", "ControlPlaneLogs").attributes).toMatchObject({
        kms_key_id: `\${${named(stack, "aws_kms_key", "LogKey").address}.arn}`,
        retention_in_days: 365,
      });
    });

    test("EKS-40: nodes may join and pull images; they may not push and hold nothing on models", () => {
      expect(policiesOf(stack, "NodeRole").sort()).toEqual([
        "AmazonEC2ContainerRegistryPullOnly",
        "AmazonEKSWorkerNodePolicy",
      ]);
      const nodeRole = named(stack, "aws_iam_role", "NodeRole").address;
      expect(resourcesOf(stack, "aws_iam_role_policy").map(({ role }) => role)).not.toContain(`\${${nodeRole}.id}`);
    });

    test("IDA-01, IDA-02: the issuer of this very cluster is trusted, for tokens to STS alone", () => {
      expect(stack).toHaveEvery("aws_iam_openid_connect_provider", {
        url: expect.stringMatching(/^\$\{aws_eks_cluster\.\w+\.identity\[0\]\.oidc\[0\]\.issuer\}$/),
        client_id_list: ["sts.amazonaws.com"],
      });
    });

    test("IDA-11, IDA-18: no role is an administrator or reads all of S3", () => {
      const policies = resourcesOf(stack, "aws_iam_role_policy_attachment").map(({ policy_arn }) => String(policy_arn));
      expect(policies.filter((arn) => /Administrator|FullAccess|S3|PowerUser/.test(arn))).toEqual([]);
      expect(stack).toHaveNone("aws_iam_role", "managed_policy_arns");
      expect(stack).toHaveNone("aws_iam_role", "inline_policy");
    });
  });

  describe("order", () => {
    test("the permissions of the control plane come before the cluster, or EKS cannot clean up after itself", () => {
      expect(cluster.depends_on).toEqual(
        expect.arrayContaining([
          named(stack, "aws_iam_role_policy_attachment", "ControlPlaneRole").address,
          named(stack, "aws_iam_role_policy", "ControlPlaneRole").address,
        ]),
      );
    });

    test.each([["vpc-cni"], ["kube-proxy"], ["eks-pod-identity-agent"]])(
      "every node waits for %s, without which it would never be ready",
      (addon) => {
        const { address } = named(stack, "aws_eks_addon", addon);
        for (const { depends_on } of resourcesOf(stack, "aws_eks_node_group")) {
          expect(depends_on).toContain(address);
        }
        expect(JSON.stringify(addons.get(addon)?.depends_on ?? [])).not.toContain("aws_eks_node_group");
      },
    );

    test.each([["coredns"], ["aws-ebs-csi-driver"]])("%s waits for the system pool, which it runs on", (addon) => {
      expect(addons.get(addon)?.depends_on).toContain(named(stack, "aws_eks_node_group", "System").address);
    });

    test("every add-on waits for the cluster by reference", () => {
      expect(stack).toHaveEvery("aws_eks_addon", {
        cluster_name: `\${${named(stack, "aws_eks_cluster", "cluster").address}.name}`,
      });
    });
  });

  describe("keys", () => {
    test("the control plane alone, for this cluster alone, may use the key of its secrets", () => {
      const { attributes } = named(stack, "aws_iam_role_policy", "ControlPlaneRole_SecretsKey");
      expect(statementsOf<Statement>(attributes.policy)).toEqual([
        expect.objectContaining({ Resource: `\${${named(stack, "aws_kms_key", "SecretsKey").address}.arn}` }),
      ]);
      expect(
        statementsOf<Statement>(named(stack, "aws_iam_role", "ControlPlaneRole").attributes.assume_role_policy),
      ).toEqual([
        expect.objectContaining({
          Principal: { Service: "eks.amazonaws.com" },
          Condition: {
            StringEquals: { "aws:SourceAccount": expect.stringContaining(".account_id}") },
            ArnEquals: { "aws:SourceArn": expect.stringMatching(new RegExp(`:cluster/${cluster.name}$`)) },
          },
        }),
      ]);
    });

    test("auto scaling and the EBS driver, and nobody else, may use the key of volumes", () => {
      const { attributes } = named(stack, "aws_kms_key", "NodeKey");
      expect(statementsOf<Statement>(attributes.policy).map(({ Sid }) => Sid)).toEqual([
        "Administration",
        "NodeVolumes",
        "NodeVolumeGrants",
        "VolumeDriver",
        "VolumeDriverGrants",
      ]);
    });

    test.each([["NodeVolumeGrants"], ["VolumeDriverGrants"]])(
      "%s are for volumes alone, not for whoever asks",
      (sid) => {
        const statements = statementsOf<Statement>(named(stack, "aws_kms_key", "NodeKey").attributes.policy);
        expect(statements.find(({ Sid }) => Sid === sid)).toMatchObject({
          Action: "kms:CreateGrant",
          Condition: { Bool: { "kms:GrantIsForAWSResource": "true" } },
        });
      },
    );

    test("secrets, volumes and logs have three different keys", () => {
      const keys = ["SecretsKey", "NodeKey", "LogKey"].map((part) => named(stack, "aws_kms_key", part).address);
      expect(new Set(keys).size).toBe(3);
      expect(resourcesOf(stack, "aws_kms_key")).toHaveLength(3);
    });
  });

  describe("access", () => {
    let granted: Synthesized;

    beforeAll(() => {
      const own = testStack();
      const open = clusterIn(own);
      open.grantAccess("team", {
        roleArn: TEAM_ROLE,
        level: ClusterAccessLevel.EDIT,
        namespaces: ["vision", "speech"],
      });
      open.grantBreakGlass("emergency", BREAK_GLASS_ROLE);
      granted = synthesize(own);
    });

    test("EKS-15: each entry is for the role that was named", () => {
      expect(resourcesOf(granted, "aws_eks_access_entry").map(({ principal_arn }) => principal_arn)).toEqual([
        BREAK_GLASS_ROLE,
        TEAM_ROLE,
      ]);
    });

    test("EKS-16: no entry belongs to system:masters or any other group", () => {
      expect(granted).toHaveNone("aws_eks_access_entry", "kubernetes_groups");
    });

    test("EKS-17, EKS-18: a team edits its namespaces, nothing of the cluster", () => {
      expect(named(granted, "aws_eks_access_policy_association", "Access-team").attributes).toMatchObject({
        policy_arn: expect.stringMatching(/^arn:\$\{.*\}:eks::aws:cluster-access-policy\/AmazonEKSEditPolicy$/),
        principal_arn: `\${${named(granted, "aws_eks_access_entry", "Access-team").address}.principal_arn}`,
        access_scope: { type: "namespace", namespaces: ["vision", "speech"] },
      });
    });

    test("EKS-17, EKS-18: the role of emergencies alone administers the cluster", () => {
      expect(named(granted, "aws_eks_access_policy_association", "Access-emergency").attributes).toMatchObject({
        policy_arn: expect.stringMatching(/cluster-access-policy\/AmazonEKSClusterAdminPolicy$/),
        principal_arn: `\${${named(granted, "aws_eks_access_entry", "Access-emergency").address}.principal_arn}`,
        access_scope: { type: "cluster" },
      });
      const administrators = resourcesOf(granted, "aws_eks_access_policy_association").filter(({ policy_arn }) =>
        String(policy_arn).includes("Admin"),
      );
      expect(administrators).toHaveLength(1);
    });

    test("viewers get the policy of viewers", () => {
      const own = testStack();
      clusterIn(own).grantAccess("audit", {
        roleArn: TEAM_ROLE,
        level: ClusterAccessLevel.VIEW,
        namespaces: ["vision"],
      });
      expect(synthesize(own)).toHaveEvery("aws_eks_access_policy_association", {
        policy_arn: expect.stringMatching(/AmazonEKSViewPolicy$/),
      });
    });

    function refusedAccess(props: Partial<ClusterAccessProps>): () => void {
      const open = clusterIn(testStack());
      return () =>
        open.grantAccess("team", {
          roleArn: TEAM_ROLE,
          level: ClusterAccessLevel.VIEW,
          namespaces: ["vision"],
          ...props,
        });
    }

    test.each([
      ["a user", "arn:aws:iam::111122223333:user/alice"],
      ["the account root", "arn:aws:iam::111122223333:root"],
      ["a session", "arn:aws:sts::111122223333:assumed-role/team/alice"],
      ["a name", "vision-team"],
      ["everybody", "*"],
    ])("EKS-15: %s is refused where a role belongs", (_who, roleArn) => {
      expect(refusedAccess({ roleArn })).toThrow(
        [
          "[MK_ROLE_ARN] at test/cluster (aws.ServingCluster.grantAccess):",
          `  roleArn is "${roleArn}", which is not the ARN of an IAM role.`,
          "  Give the ARN of a role, as in arn:aws:iam::111122223333:role/ci; users and the account root are refused.",
        ].join("\n"),
      );
    });

    test("EKS-15: a user is refused for emergencies, too", () => {
      const open = clusterIn(testStack());
      expect(() => open.grantBreakGlass("emergency", "arn:aws:iam::111122223333:user/alice")).toThrow(
        "[MK_ROLE_ARN] at test/cluster (aws.ServingCluster.grantBreakGlass):",
      );
    });

    test("a role that only Terraform knows is taken: most are known only after apply", () => {
      const roleArn = Lazy.stringValue({ produce: () => TEAM_ROLE });
      expect(refusedAccess({ roleArn })).not.toThrow();
    });

    test("EKS-17: access to no namespace is refused: it would mean the whole cluster", () => {
      expect(refusedAccess({ namespaces: [] })).toThrow(
        [
          "[MK_ACCESS_SCOPE] at test/cluster (aws.ServingCluster.grantAccess):",
          "  namespaces is empty, which would mean the whole cluster.",
          "  Name the namespaces, or use grantBreakGlass for the role of emergencies.",
        ].join("\n"),
      );
    });

    test("EKS-17: a wildcard is refused as a namespace, and reported along with the user", () => {
      expect(refusedAccess({ roleArn: "arn:aws:iam::111122223333:user/alice", namespaces: ["vision", "*"] })).toThrow(
        expect.objectContaining({
          codes: ["MK_ROLE_ARN", "MK_NAME_FORMAT"],
          message: expect.stringContaining('namespaces[1] is "*", which is not a Kubernetes name'),
        }),
      );
    });
  });

  describe("what others need to know of it", () => {
    let made: ServingCluster;

    beforeAll(() => {
      made = clusterIn(testStack(), { clusterName: "serving-eu" });
    });

    test("the name is literal, and no token is ever stored", () => {
      expect(made.clusterName).toBe("serving-eu");
      expect(made.tokenCommand).toEqual([
        "aws",
        "eks",
        "get-token",
        "--cluster-name",
        "serving-eu",
        "--region",
        made.region,
      ]);
    });

    test("pods reach S3 in its own ranges, over TLS", () => {
      expect(made.objectStorage).toEqual({ name: "S3", cidrs: made.network?.s3Cidrs, port: 443 });
      expect([made.cloud, made.vpcCidr, made.version]).toEqual([CloudProvider.AWS, "10.20.0.0/16", "1.35"]);
    });

    test("a derived name ends with a hash of the path, within what EKS takes", () => {
      expect(clusterIn(testStack()).clusterName).toMatch(/^test-cluster-[0-9a-f]{8}$/);
    });
  });

  test("given add-on versions are taken for a Kubernetes version that is not known here", () => {
    const given = synthesizedCluster({
      version: "1.40",
      addonVersions: {
        vpcCni: "v1.30.0-eksbuild.1",
        kubeProxy: "v1.40.0-eksbuild.1",
        coreDns: "v1.20.0-eksbuild.1",
        ebsCsiDriver: "v1.80.0-eksbuild.1",
        podIdentityAgent: "v1.9.0-eksbuild.1",
      },
    });
    expect(
      Object.fromEntries(
        resourcesOf(given, "aws_eks_addon").map(({ addon_name, addon_version }) => [addon_name, addon_version]),
      ),
    ).toEqual({
      "vpc-cni": "v1.30.0-eksbuild.1",
      "kube-proxy": "v1.40.0-eksbuild.1",
      coredns: "v1.20.0-eksbuild.1",
      "aws-ebs-csi-driver": "v1.80.0-eksbuild.1",
      "eks-pod-identity-agent": "v1.9.0-eksbuild.1",
    });
  });

  test("the system pool takes the size that was asked for", () => {
    const sized = synthesizedCluster({ systemNodePool: { minNodes: 3, maxNodes: 6, machineTypes: ["m7i.xlarge"] } });
    expect(sized).toHaveEvery("aws_eks_node_group", {
      instance_types: ["m7i.xlarge"],
      scaling_config: { min_size: 3, desired_size: 3, max_size: 6 },
    });
  });

  describe("fromClusterAttributes", () => {
    const ATTRIBUTES: ImportedClusterAttributes = {
      clusterName: "serving",
      clusterArn: "arn:aws:eks:eu-central-1:111122223333:cluster/serving",
      region: "eu-central-1",
      endpoint: "https://ABC.gr7.eu-central-1.eks.amazonaws.com",
      certificateAuthorityData: "LS0t",
      oidcProviderArn: "arn:aws:iam::111122223333:oidc-provider/oidc.eks.eu-central-1.amazonaws.com/id/ABC",
      oidcIssuer: "oidc.eks.eu-central-1.amazonaws.com/id/ABC",
      vpcCidr: "10.30.0.0/16",
      s3Cidrs: ["52.219.0.0/16"],
    };

    function imported(attributes: Partial<ImportedClusterAttributes> = {}): IEksServingCluster {
      return ServingCluster.fromClusterAttributes(testStack(), "cluster", { ...ATTRIBUTES, ...attributes });
    }

    test("the cluster says of itself what it was told, and makes no resource", () => {
      const own = testStack();
      const { s3Cidrs, ...known } = ATTRIBUTES;
      const cluster = ServingCluster.fromClusterAttributes(own, "cluster", ATTRIBUTES);
      expect(cluster).toMatchObject({ ...known, objectStorage: { name: "S3", cidrs: s3Cidrs, port: 443 } });
      expect(cluster.network).toBeUndefined();
      expect(cluster.tokenCommand).toEqual([
        "aws",
        "eks",
        "get-token",
        "--cluster-name",
        "serving",
        "--region",
        "eu-central-1",
      ]);
      expect(synthesize(own).resource).toEqual({});
    });

    test("an issuer with its scheme is refused: no token would ever match", () => {
      expect(() => imported({ oidcIssuer: "https://oidc.eks.eu-central-1.amazonaws.com/id/ABC" })).toThrow(
        [
          "[MK_OIDC_ISSUER] at test/cluster (aws.ServingCluster.fromClusterAttributes):",
          '  oidcIssuer is "https://oidc.eks.eu-central-1.amazonaws.com/id/ABC", with a scheme that trust policies do not have.',
          "  Leave out https://, as in oidc.eks.eu-west-1.amazonaws.com/id/0123456789ABCDEF.",
        ].join("\n"),
      );
    });

    test("names where ARNs belong are refused, both at once", () => {
      expect(() => imported({ clusterArn: "serving", oidcProviderArn: ATTRIBUTES.clusterArn })).toThrow(
        [
          "[MK_ARN_FORMAT] at test/cluster (aws.ServingCluster.fromClusterAttributes):",
          '  clusterArn is "serving", which is not the ARN of a resource of eks.',
          "  Give the full ARN, as in arn:aws:eks:...",
          `  oidcProviderArn is "${ATTRIBUTES.clusterArn}", which is not the ARN of a resource of iam.`,
          "  Give the full ARN, as in arn:aws:iam:...",
        ].join("\n"),
      );
    });

    test("attributes that only Terraform knows are taken: they come from data sources and states", () => {
      const unknown = Lazy.stringValue({ produce: () => "later" });
      expect(imported({ clusterArn: unknown, oidcProviderArn: unknown, oidcIssuer: unknown }).clusterArn).toBe(unknown);
    });
  });

  describe("errors", () => {
    function refused(props: Partial<ServingClusterProps>): () => unknown {
      return () => clusterIn(testStack(), props);
    }

    test("a version without known add-on versions is refused", () => {
      expect(refused({ version: "1.28" })).toThrow(
        [
          "[MK_CLUSTER_VERSION] at test/cluster (aws.ServingCluster):",
          "  version is 1.28, for which no add-on versions are pinned (known: 1.33, 1.34, 1.35, 1.36).",
          "  Use a known version, or give addonVersions from `aws eks describe-addon-versions`.",
        ].join("\n"),
      );
    });

    test.each([["latest"], ["v1.35"], ["1.35.2"], ["1"]])("version %s is refused", (version) => {
      expect(refused({ version })).toThrow(
        [
          "[MK_NAME_FORMAT] at test/cluster (aws.ServingCluster):",
          `  version is "${version}", which is not a Kubernetes version such as "1.35".`,
          '  Set version to a Kubernetes version such as "1.35".',
        ].join("\n"),
      );
    });

    test.each([["-serving"], ["serving cluster"], [""], ["s".repeat(101)]])("the name %j is refused", (clusterName) => {
      expect(refused({ clusterName })).toThrow(
        `  clusterName is "${clusterName}", which is not 1 to 100 letters, digits, hyphens and underscores, beginning with a letter or digit.`,
      );
    });

    test("an ARN where the name belongs is refused", () => {
      const clusterName = "arn:aws:eks:eu-west-1:111122223333:cluster/serving";
      expect(refused({ clusterName })).toThrow(
        expect.objectContaining({
          codes: ["MK_NAME_NOT_ARN"],
          message: expect.stringContaining(`clusterName is "${clusterName}", an ARN where a name belongs.`),
        }),
      );
    });

    test.each([["0.0.0.0/0"], ["203.0.113.7/32"], ["10.0.0.1/8"], ["::/0"], ["vpn"]])(
      "EKS-03: the API server is never opened to %s",
      (cidr) => {
        expect(refused({ apiAllowedCidrs: ["10.90.0.0/24", cidr] })).toThrow(
          [
            "[MK_API_EXPOSED] at test/cluster (aws.ServingCluster):",
            `  apiAllowedCidrs[1] is "${cidr}", which is not a private IPv4 range.${hintOnHostBits(cidr)}`,
            "  Name the private range that pipelines or people connect from; the API server is never opened to the internet.",
          ].join("\n"),
        );
      },
    );

    test.each([
      ["the network's own range", "10.20.0.0/16"],
      ["a part of the network", "10.20.128.0/20"],
      ["a range around the network", "10.16.0.0/12"],
      ["a public range", "203.0.113.0/24"],
      ["a range that EKS finds too small", "172.20.0.0/25"],
      ["a range that EKS finds too large", "10.0.0.0/8"],
      ["no range", "services"],
    ])("EKS-14: %s is refused for Services", (_what, serviceCidr) => {
      expect(refused({ serviceCidr })).toThrow(
        [
          "[MK_SERVICE_CIDR] at test/cluster (aws.ServingCluster):",
          `  serviceCidr is "${serviceCidr}", which is not a private range of /12 to /24 apart from the network's 10.20.0.0/16.`,
          "  Leave it out, or use a free private range such as 10.100.0.0/16.",
        ].join("\n"),
      );
    });

    test("EKS-14: a free private range is taken for Services", () => {
      expect(synthesizedCluster({ serviceCidr: "192.168.0.0/20" })).toHaveEvery("aws_eks_cluster", {
        kubernetes_network_config: { service_ipv4_cidr: "192.168.0.0/20" },
      });
    });

    test("values that only Terraform knows are refused where they are compared", () => {
      const unknown = Lazy.stringValue({ produce: () => "0.0.0.0/0" });
      expect(
        refused({ clusterName: unknown, version: unknown, apiAllowedCidrs: [unknown], serviceCidr: unknown }),
      ).toThrow(
        expect.objectContaining({
          codes: ["MK_LITERAL_REQUIRED"],
          message: expect.stringMatching(
            /clusterName is a token[\s\S]*version is[\s\S]*apiAllowedCidrs\[0\] is[\s\S]*serviceCidr is/,
          ),
        }),
      );
    });

    test("everything that is wrong is reported at once", () => {
      expect(
        refused({ clusterName: "*", version: "1.10", apiAllowedCidrs: ["0.0.0.0/0"], serviceCidr: "10.20.0.0/16" }),
      ).toThrow(
        expect.objectContaining({
          codes: ["MK_NAME_FORMAT", "MK_CLUSTER_VERSION", "MK_API_EXPOSED", "MK_SERVICE_CIDR"],
        }),
      );
    });
  });

  test("a given log key of the stack does not change the key of secrets", () => {
    const own = testStack();
    ModelKey.forLogs(own);
    clusterIn(own);
    expect(resourcesOf(synthesize(own), "aws_kms_key")).toHaveLength(3);
  });

  test("the resources of the cluster are what they were", () => {
    const ofCluster = Object.entries(stack.resource).map(([type, resources]) => [
      type,
      Object.fromEntries(Object.entries(resources).filter(([name]) => /^cluster_(?!SecurityGroups|System)/.test(name))),
    ]);
    expect(
      Object.fromEntries(ofCluster.filter(([, resources]) => Object.keys(resources ?? {}).length > 0)),
    ).toMatchSnapshot();
  });
});
