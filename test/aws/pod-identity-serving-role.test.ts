import { Lazy } from "cdktf";
import type { HardenedStack } from "modelkeep";
import { PodIdentityServingRole, ServingCluster, ServingNetwork, type ServingRoleProps } from "modelkeep/aws";
import { onlyResourceOf, resourcesOf, type Synthesized, synthesize, testStack } from "../support/stack";

interface Statement {
  readonly Effect: string;
  readonly Principal: unknown;
  readonly Action: string | string[];
  readonly Condition?: Record<string, Record<string, string>>;
}

const CLUSTER_ARN = "arn:aws:eks:eu-west-1:111122223333:cluster/serving";

function identityIn(stack: HardenedStack, props: Partial<ServingRoleProps> = {}): PodIdentityServingRole {
  const cluster =
    props.cluster ??
    ServingCluster.fromClusterAttributes(stack, "cluster", {
      clusterName: "serving",
      clusterArn: CLUSTER_ARN,
      region: "eu-west-1",
      endpoint: "https://ABC.gr7.eu-west-1.eks.amazonaws.com",
      certificateAuthorityData: "LS0t",
      oidcProviderArn: "arn:aws:iam::111122223333:oidc-provider/oidc.eks.eu-west-1.amazonaws.com/id/ABC",
      oidcIssuer: "oidc.eks.eu-west-1.amazonaws.com/id/ABC",
      vpcCidr: "10.20.0.0/16",
      s3Cidrs: ["52.218.0.0/17"],
    });
  return new PodIdentityServingRole(stack, "identity", {
    namespace: "vision",
    serviceAccountName: "bert",
    ...props,
    cluster,
  });
}

describe("PodIdentityServingRole", () => {
  let identity: PodIdentityServingRole;
  let stack: Synthesized;
  let trust: Statement[];

  beforeAll(() => {
    const plain = testStack();
    identity = identityIn(plain);
    stack = synthesize(plain);
    trust = JSON.parse(String(onlyResourceOf(stack, "aws_iam_role").assume_role_policy)).Statement;
  });

  describe("rows of the catalogue", () => {
    test("IDA-06: the Pod Identity service alone assumes the role, tags the session, and only for this account", () => {
      expect(trust).toHaveLength(1);
      expect(trust[0]).toMatchObject({
        Effect: "Allow",
        Principal: { Service: "pods.eks.amazonaws.com" },
        Action: ["sts:AssumeRole", "sts:TagSession"],
        Condition: {
          StringEquals: {
            "aws:SourceAccount": expect.stringMatching(/^\$\{data\.aws_caller_identity\..*\.account_id\}$/),
          },
        },
      });
    });

    test("IDA-07: one service account of one namespace of one cluster may assume the role, named exactly", () => {
      expect(Object.keys(trust[0]?.Condition ?? {})).toEqual(["StringEquals"]);
      expect(trust[0]?.Condition?.StringEquals).toMatchObject({
        "aws:RequestTag/eks-cluster-arn": CLUSTER_ARN,
        "aws:RequestTag/kubernetes-namespace": "vision",
        "aws:RequestTag/kubernetes-service-account": "bert",
      });
      expect(JSON.stringify(trust)).not.toMatch(/[*?]/);
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

    test("IDA-19, IDA-20: the association binds the tenant's namespace and the model's own service account", () => {
      expect(stack).toHaveEvery("aws_eks_pod_identity_association", {
        cluster_name: "serving",
        namespace: "vision",
        service_account: "bert",
      });
    });

    test("IDA-21: the association carries the role that trusts it", () => {
      const [role] = Object.keys(stack.resource.aws_iam_role ?? {});
      expect(resourcesOf(stack, "aws_iam_role")).toHaveLength(1);
      expect(stack).toHaveEvery("aws_eks_pod_identity_association", { role_arn: `\${aws_iam_role.${role}.arn}` });
    });

    test("IDA-22: session tags stay on: the trust reads them", () => {
      expect(stack).toHaveNone("aws_eks_pod_identity_association", "disable_session_tags");
    });

    test("IDA-23: no role of another account hides behind the role", () => {
      expect(stack).toHaveNone("aws_eks_pod_identity_association", "target_role_arn");
    });

    test("IDA-24: a cluster that Modelkeep made runs the agent that hands out the credentials", () => {
      // GIVEN
      const own = testStack();
      const network = new ServingNetwork(own, "network", { cidr: "10.20.0.0/16" });
      const cluster = new ServingCluster(own, "cluster", { network, version: "1.35" });
      // WHEN
      identityIn(own, { cluster });
      // THEN
      const json = synthesize(own);
      expect(resourcesOf(json, "aws_eks_addon").map(({ addon_name }) => addon_name)).toContain(
        "eks-pod-identity-agent",
      );
      expect(resourcesOf(json, "aws_iam_role").map(({ assume_role_policy }) => assume_role_policy)).toContainEqual(
        expect.stringMatching(/"aws:RequestTag\/eks-cluster-arn":"\$\{aws_eks_cluster\.\w+\.arn\}".*"bert"/),
      );
    });

    test("IDA-25: the service account carries no annotation: only one mechanism binds it", () => {
      expect(identity.serviceAccountAnnotations).toEqual({});
    });

    test.each([
      ["IDA-18", "aws_iam_role_policy_attachment"],
      ["IDA-26", "aws_iam_access_key"],
      ["IDA-26", "aws_iam_user"],
    ])("%s: an identity makes no %s", (_row, type) => {
      expect(stack.resource).not.toHaveProperty(type);
    });
  });

  test("credentials come from the agent on the node, at its link-local address", () => {
    expect(identity.credentialEndpoints).toEqual([
      { name: "EKS Pod Identity agent", cidrs: ["169.254.170.23/32"], port: 80 },
    ]);
  });

  test("without a grant the role has no policy at all", () => {
    expect(stack.resource).not.toHaveProperty("aws_iam_role_policy");
  });

  describe("errors", () => {
    function refused(props: Partial<ServingRoleProps>): () => unknown {
      return () => identityIn(testStack(), props);
    }

    test("a shared namespace and a shared service account are reported at once", () => {
      expect(refused({ namespace: "kube-system", serviceAccountName: "default" })).toThrow(
        [
          "[MK_NAMESPACE_SHARED, MK_SERVICE_ACCOUNT_SHARED] at test/identity (aws.PodIdentityServingRole):",
          '  namespace is "kube-system", which everybody or the system shares.',
          "  Name the tenant's own namespace.",
          '  serviceAccountName is "default", which every pod of the namespace shares.',
          "  Name a service account of the model's own.",
        ].join("\n"),
      );
    });

    test("a wildcard and an ARN are refused as names", () => {
      expect(refused({ namespace: "*", serviceAccountName: "arn:aws:iam::111122223333:role/bert" })).toThrow(
        expect.objectContaining({ codes: ["MK_NAME_FORMAT", "MK_NAME_NOT_ARN"] }),
      );
    });

    test("names that only Terraform knows are refused: they could be wildcards", () => {
      const unknown = Lazy.stringValue({ produce: () => "*" });
      expect(refused({ namespace: unknown, serviceAccountName: unknown })).toThrow(
        expect.objectContaining({ codes: ["MK_LITERAL_REQUIRED"] }),
      );
    });

    test("a refused identity leaves no association behind", () => {
      const own = testStack();
      expect(() => identityIn(own, { namespace: "default" })).toThrow("MK_NAMESPACE_SHARED");
      expect(synthesize(own).resource).not.toHaveProperty("aws_eks_pod_identity_association");
    });
  });

  test("the defaults are what they were", () => {
    const { aws_iam_role, aws_eks_pod_identity_association } = stack.resource;
    expect({ aws_iam_role, aws_eks_pod_identity_association }).toMatchSnapshot();
  });
});
