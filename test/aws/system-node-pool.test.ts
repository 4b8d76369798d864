import { Lazy } from "cdktf";
import { type HardenedStack, ServingTier } from "modelkeep";
import { ServingCluster, ServingNetwork, type SystemNodePool, type SystemNodePoolOptions } from "modelkeep/aws";
import { type Attributes, onlyResourceOf, type Synthesized, synthesize, testStack } from "../support/stack";

const POOL = "cluster_gateways_";

function clusterIn(stack: HardenedStack): ServingCluster {
  const network = new ServingNetwork(stack, "network", { cidr: "10.20.0.0/16", zones: ["eu-west-1a", "eu-west-1b"] });
  return new ServingCluster(stack, "cluster", { network, version: "1.35" });
}

function addPool(options?: SystemNodePoolOptions): SystemNodePool {
  return clusterIn(testStack()).addSystemNodePool("gateways", options);
}

/** The resources of the pool alone: cluster and network have tests of their own. */
function synthesizedPool(options?: SystemNodePoolOptions, tier?: ServingTier): Synthesized {
  const stack = testStack(tier);
  clusterIn(stack).addSystemNodePool("gateways", options);
  const json = synthesize(stack);
  const ofPool = Object.entries(json.resource).map(([type, resources]) => [
    type,
    Object.fromEntries(Object.entries(resources).filter(([name]) => name.startsWith(POOL))),
  ]);
  return {
    ...json,
    resource: Object.fromEntries(ofPool.filter(([, resources]) => Object.keys(resources ?? {}).length)),
  };
}

describe("SystemNodePool", () => {
  let stack: Synthesized;
  let template: Attributes;

  beforeAll(() => {
    stack = synthesizedPool();
    template = onlyResourceOf(stack, "aws_launch_template");
  });

  describe("rows of the catalogue", () => {
    test("EKS-27, EKS-39: nobody logs in to a node", () => {
      expect(stack).toHaveNone("aws_eks_node_group", "remote_access");
      expect(stack).toHaveNone("aws_launch_template", "key_name");
    });

    test("EKS-28: nodes stand in private subnets", () => {
      expect(stack).toHaveEvery("aws_eks_node_group", {
        subnet_ids: [1, 2].map((zone) =>
          expect.stringMatching(new RegExp(`^\\$\\{aws_subnet\\.network_PrivateSubnet${zone}_\\w+\\.id\\}$`)),
        ),
      });
    });

    test("EKS-29: the template's version is a number, never $Latest", () => {
      const [name] = Object.keys(stack.resource.aws_launch_template ?? {});
      expect(stack).toHaveEvery("aws_eks_node_group", {
        launch_template: {
          id: `\${aws_launch_template.${name}.id}`,
          version: `\${aws_launch_template.${name}.latest_version}`,
        },
      });
    });

    test("EKS-30, EKS-31: failing nodes are repaired, and updates take one node at a time", () => {
      expect(stack).toHaveEvery("aws_eks_node_group", {
        node_repair_config: { enabled: true },
        update_config: { max_unavailable: 1 },
      });
    });

    test("EKS-32, EKS-33, EKS-34: metadata is bound to a session and ends at the node", () => {
      expect(template.metadata_options).toMatchObject({
        http_endpoint: "enabled",
        http_tokens: "required",
        http_put_response_hop_limit: 1,
      });
    });

    test("EKS-35, EKS-36: every volume is encrypted with the cluster's key of volumes", () => {
      const encrypted = {
        ebs: expect.objectContaining({
          encrypted: "true",
          kms_key_id: expect.stringMatching(/^\$\{aws_kms_key\.cluster_NodeKey_\w+\.arn\}$/),
        }),
      };
      expect(template.block_device_mappings).toEqual([
        expect.objectContaining({ device_name: "/dev/xvda", ...encrypted }),
        expect.objectContaining({ device_name: "/dev/xvdb", ...encrypted }),
      ]);
    });

    test("EKS-37: no interface has a public address, and each is in the nodes' security group", () => {
      expect(template.network_interfaces).toEqual([
        expect.objectContaining({
          associate_public_ip_address: "false",
          security_groups: [expect.stringMatching(/^\$\{aws_security_group\.cluster_SecurityGroups_Nodes_\w+\.id\}$/)],
        }),
      ]);
      expect(template).not.toHaveProperty("vpc_security_group_ids");
    });

    test("EKS-38: the template carries no user data", () => {
      expect(stack).toHaveNone("aws_launch_template", "user_data");
    });
  });

  test("two to four m7i.large run Bottlerocket, bought on demand", () => {
    expect(stack).toHaveEvery("aws_eks_node_group", {
      ami_type: "BOTTLEROCKET_x86_64",
      instance_types: ["m7i.large"],
      capacity_type: "ON_DEMAND",
      scaling_config: { min_size: 2, desired_size: 2, max_size: 4 },
    });
  });

  test("nodes tell pool, tier and tenant, and keep nobody away", () => {
    expect(stack).toHaveEvery("aws_eks_node_group", {
      labels: { "modelkeep/pool": "system", "modelkeep/tier": "production", "modelkeep/tenant": "vision" },
    });
    expect(stack).toHaveNone("aws_eks_node_group", "taint");
  });

  test("the autoscaler owns the number of nodes between the bounds", () => {
    expect(stack).toHaveEvery("aws_eks_node_group", {
      lifecycle: { ignore_changes: ["scaling_config[0].desired_size"] },
    });
  });

  test("what a node launches carries the mandatory tags", () => {
    const tags = expect.objectContaining({
      tier: "development",
      tenant: "vision",
      owner: "vision@acme.example",
      "data-class": "confidential",
    });
    expect(synthesizedPool({}, ServingTier.DEVELOPMENT)).toHaveEvery("aws_launch_template", {
      tag_specifications: ["instance", "volume", "network-interface"].map((resource_type) => ({ resource_type, tags })),
    });
  });

  test("size and machine types are taken as given", () => {
    const sized = synthesizedPool({
      machineTypes: ["m7i.xlarge", "m6i.xlarge"],
      minNodes: 1,
      maxNodes: 1,
      diskSizeGib: 20,
    });
    expect(sized).toHaveEvery("aws_eks_node_group", {
      instance_types: ["m7i.xlarge", "m6i.xlarge"],
      scaling_config: { min_size: 1, desired_size: 1, max_size: 1 },
    });
    expect(JSON.stringify(onlyResourceOf(sized, "aws_launch_template").block_device_mappings)).toContain(
      '"volume_size":20',
    );
  });

  test("the pool tells the name of its node group", () => {
    expect(stack).toHaveEvery("aws_eks_node_group", {
      node_group_name: expect.stringMatching(/^test-cluster-gateways-[0-9a-f]{8}$/),
    });
    expect(addPool().nodeGroupName).toEqual(expect.any(String));
  });

  describe("errors", () => {
    test.each([
      ["g6.xlarge", "nvidia-l4"],
      ["p5.48xlarge", "nvidia-h100"],
      ["g4ad.xlarge", "amd-v520"],
    ])("%s is refused: its GPUs would stand untainted", (machineType, gpu) => {
      expect(() => addPool({ machineTypes: ["m7i.large", machineType] })).toThrow(
        [
          "[MK_SYSTEM_POOL_GPU] at test/cluster/gateways (aws.SystemNodePool):",
          `  machineTypes[1] is ${machineType}, which carries ${gpu} GPUs.`,
          "  Add it with addGpuNodePool, where its nodes are tainted, or name a type without GPUs.",
        ].join("\n"),
      );
    });

    test.each([["m7i"], ["M7i.large"], ["large"], [""]])("%j is refused as a machine type", (machineType) => {
      expect(() => addPool({ machineTypes: [machineType] })).toThrow(
        [
          "[MK_NAME_FORMAT] at test/cluster/gateways (aws.SystemNodePool):",
          `  machineTypes[0] is "${machineType}", which is not an EC2 instance type such as m7i.large.`,
          "  Set machineTypes[0] to an EC2 instance type such as m7i.large.",
        ].join("\n"),
      );
    });

    test("fewest above most is refused, also against the default of the other", () => {
      expect(() => addPool({ minNodes: 5 })).toThrow(
        [
          "[MK_POOL_RANGE] at test/cluster/gateways (aws.SystemNodePool):",
          "  maxNodes is 4, below minNodes 5.",
          "  Set maxNodes to 5 or more, or lower minNodes.",
        ].join("\n"),
      );
      expect(() => addPool({ maxNodes: 1 })).toThrow("  maxNodes is 1, below minNodes 2.");
    });

    test.each([
      [{ minNodes: 0 }, "minNodes is 0, not a whole number from 1 to 100."],
      [{ minNodes: 2.5 }, "minNodes is 2.5, not a whole number from 1 to 100."],
      [{ maxNodes: 101 }, "maxNodes is 101, not a whole number from 1 to 100."],
      [{ diskSizeGib: 19 }, "diskSizeGib is 19, not a whole number from 20 to 16384."],
    ])("%j is refused", (options, message) => {
      expect(() => addPool(options)).toThrow(
        expect.objectContaining({ codes: ["MK_NUMBER_RANGE"], message: expect.stringContaining(message) }),
      );
    });

    test("a machine type that only Terraform knows is refused: it could carry GPUs", () => {
      const machineType = Lazy.stringValue({ produce: () => "g6.xlarge" });
      expect(() => addPool({ machineTypes: [machineType] })).toThrow(
        expect.objectContaining({
          codes: ["MK_LITERAL_REQUIRED"],
          message: expect.stringContaining("machineTypes[0] is a token"),
        }),
      );
    });

    test("numbers that only Terraform knows are refused once each, without comparing them", () => {
      const unknown = Lazy.numberValue({ produce: () => 3 });
      expect(() => addPool({ minNodes: unknown, maxNodes: unknown })).toThrow(
        [
          "[MK_LITERAL_REQUIRED] at test/cluster/gateways (aws.SystemNodePool):",
          "  minNodes is a token, which is known only to Terraform, but its value is compared at synthesis.",
          "  Give minNodes a literal value.",
          "  maxNodes is a token, which is known only to Terraform, but its value is compared at synthesis.",
          "  Give maxNodes a literal value.",
        ].join("\n"),
      );
    });

    test("an ARN where a machine type belongs, a GPU and an inverted range are reported at once", () => {
      expect(() =>
        addPool({ machineTypes: ["arn:aws:ec2:eu-west-1::instance", "g5.xlarge"], minNodes: 3, maxNodes: 2 }),
      ).toThrow(expect.objectContaining({ codes: ["MK_POOL_RANGE", "MK_NAME_NOT_ARN", "MK_SYSTEM_POOL_GPU"] }));
    });
  });

  test("the defaults are what they were", () => {
    expect(stack.resource).toMatchSnapshot();
  });
});
