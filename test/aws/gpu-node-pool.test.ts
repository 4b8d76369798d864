import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { Lazy } from "cdktf";
import { GpuModel, HardenedStack, ModelFormat, ServingTier } from "modelkeep";
import {
  type GpuNodePool,
  type GpuNodePoolOptions,
  IrsaServingRole,
  NodeCapacity,
  SecureModelBucket,
  ServingCluster,
  ServingNetwork,
} from "modelkeep/aws";
import { Caller, ModelServer, PrivateInferenceEndpoint } from "modelkeep/kubernetes";
import {
  type Attributes,
  onlyResourceOf,
  resourcesOf,
  type Synthesized,
  synthesize,
  testStack,
} from "../support/stack";

const POOL = "cluster_gpu_";
const BLOCK = "cr-0123456789abcdef0";
const ZONES = ["us-east-1a", "us-east-1b", "us-east-1c"];
const DIGEST = "a".repeat(64);

const L4: GpuNodePoolOptions = { gpu: GpuModel.NVIDIA_L4, maxNodes: 4 };

function clusterIn(stack: HardenedStack, zones: string[] | undefined = ZONES): ServingCluster {
  const network = new ServingNetwork(stack, "network", { cidr: "10.20.0.0/16", zones });
  return new ServingCluster(stack, "cluster", { network, version: "1.35" });
}

function addPool(options: GpuNodePoolOptions, tier?: ServingTier, zones?: string[]): GpuNodePool {
  return clusterIn(testStack(tier), zones).addGpuNodePool("gpu", options);
}

/** The resources of the pool alone: cluster and network have tests of their own. */
function synthesizedPool(options: GpuNodePoolOptions, tier?: ServingTier): Synthesized {
  const stack = testStack(tier);
  clusterIn(stack).addGpuNodePool("gpu", options);
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

/** Matches the id of the private subnet in each zone, counted from 1. */
function privateSubnets(...zones: number[]): unknown[] {
  return zones.map((zone) =>
    expect.stringMatching(new RegExp(`^\\$\\{aws_subnet\\.network_PrivateSubnet${zone}_\\w+\\.id\\}$`)),
  );
}

const NODES_GROUP = expect.stringMatching(/^\$\{aws_security_group\.cluster_SecurityGroups_Nodes_\w+\.id\}$/);

describe("GpuNodePool", () => {
  let stack: Synthesized;
  let template: Attributes;

  beforeAll(() => {
    stack = synthesizedPool(L4);
    template = onlyResourceOf(stack, "aws_launch_template");
  });

  describe("rows of the catalogue", () => {
    test("EKS-27, EKS-39: nobody logs in to a node", () => {
      expect(stack).toHaveNone("aws_eks_node_group", "remote_access");
      expect(stack).toHaveNone("aws_launch_template", "key_name");
    });

    test("EKS-28: nodes stand in the private subnets of all zones", () => {
      expect(stack).toHaveEvery("aws_eks_node_group", { subnet_ids: privateSubnets(1, 2, 3) });
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

    test("EKS-30, EKS-31, GPA-11: nodes with failing GPUs are repaired, and updates take one node at a time", () => {
      expect(stack).toHaveEvery("aws_eks_node_group", {
        node_repair_config: { enabled: true },
        update_config: { max_unavailable: 1 },
      });
    });

    test("EKS-32, EKS-33, EKS-34, GPA-19: metadata is bound to a session and ends at the node", () => {
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
        expect.objectContaining({ associate_public_ip_address: "false", security_groups: [NODES_GROUP] }),
      ]);
      expect(template).not.toHaveProperty("vpc_security_group_ids");
    });

    test("EKS-38: the template carries no user data", () => {
      expect(stack).toHaveNone("aws_launch_template", "user_data");
    });

    test("GPA-01: the driver comes with Bottlerocket's NVIDIA image", () => {
      expect(stack).toHaveEvery("aws_eks_node_group", { ami_type: "BOTTLEROCKET_x86_64_NVIDIA" });
    });

    test("GPA-03: all nodes are of one machine type, the smallest that carries the GPU", () => {
      expect(stack).toHaveEvery("aws_eks_node_group", { instance_types: ["g6.xlarge"] });
    });

    test("GPA-04, GPA-05: a taint keeps everything away that asks for no GPU", () => {
      expect(stack).toHaveEvery("aws_eks_node_group", {
        taint: [{ key: "nvidia.com/gpu", value: "present", effect: "NO_SCHEDULE" }],
      });
    });

    test("GPA-06: nodes tell GPU, tier and tenant", () => {
      expect(stack).toHaveEvery("aws_eks_node_group", {
        labels: {
          "modelkeep/gpu-model": "nvidia-l4",
          "modelkeep/tier": "production",
          "modelkeep/tenant": "vision",
        },
      });
    });

    test("GPA-07, GPA-08: the bill is bounded, and nothing runs while nothing asks for GPUs", () => {
      expect(stack).toHaveEvery("aws_eks_node_group", {
        scaling_config: { min_size: 0, desired_size: 0, max_size: 4 },
        lifecycle: { ignore_changes: ["scaling_config[0].desired_size"] },
      });
    });

    test("GPA-09: machines are bought on demand", () => {
      expect(stack).toHaveEvery("aws_eks_node_group", { capacity_type: "ON_DEMAND" });
      expect(stack).toHaveNone("aws_launch_template", "instance_market_options");
      expect(stack).toHaveNone("aws_launch_template", "capacity_reservation_specification");
    });

    test("GPA-16, GPA-17: without low latency there is no placement group", () => {
      expect(stack.resource).not.toHaveProperty("aws_placement_group");
      expect(stack).toHaveNone("aws_launch_template", "placement");
    });

    test("GPA-18: a node has room for several serving images", () => {
      expect(template.block_device_mappings).toContainEqual(
        expect.objectContaining({ device_name: "/dev/xvdb", ebs: expect.objectContaining({ volume_size: 200 }) }),
      );
    });
  });

  describe("what src/kubernetes schedules", () => {
    let pool: Attributes;
    let pod: Attributes;

    beforeAll(() => {
      const stack = testStack();
      const cluster = clusterIn(stack);
      const gpu = GpuModel.NVIDIA_L4;
      cluster.addGpuNodePool("gpu", { gpu, maxNodes: 4 });
      const identity = new IrsaServingRole(stack, "identity", {
        cluster,
        namespace: "vision",
        serviceAccountName: "resnet",
      });
      const artifact = new SecureModelBucket(stack, "models").artifact("resnet/v3", {
        format: ModelFormat.SAVED_MODEL,
        sha256: DIGEST,
      });
      const workload = new HardenedStack(stack.node.scope ?? stack, "workload", {
        tier: ServingTier.PRODUCTION,
        tenant: "vision",
        owner: "vision@acme.example",
      });
      new AwsProvider(workload, "aws", { region: "us-east-1" });
      new PrivateInferenceEndpoint(workload, "resnet", {
        cluster,
        identity,
        artifact,
        gpu,
        server: ModelServer.tensorflowServing({ image: `registry.acme.example/serving@sha256:${DIGEST}` }),
        fetchImage: `registry.acme.example/aws-cli@sha256:${DIGEST}`,
        allowedCallers: [Caller.inNamespace("gateway")],
      });
      const groups = resourcesOf(synthesize(stack), "aws_eks_node_group");
      pool = groups.find(({ taint }) => taint !== undefined) ?? {};
      pod = podOf(onlyResourceOf(synthesize(workload), "kubernetes_deployment_v1"));
    });

    test("the taint of the pool is tolerated by a server that asks for the GPU", () => {
      const kubernetesEffects: Record<string, string> = { NO_SCHEDULE: "NoSchedule" };
      const [taint] = pool.taint as { key: string; effect: string }[];
      expect(pod.toleration).toEqual([
        { key: taint?.key, operator: "Exists", effect: kubernetesEffects[taint?.effect ?? ""] },
      ]);
    });

    test("the labels of the pool are those that a server that asks for the GPU selects on", () => {
      expect(Object.keys(pod.node_selector ?? {})).toEqual(["modelkeep/gpu-model", "modelkeep/tier"]);
      expect(pool.labels).toMatchObject(pod.node_selector ?? {});
    });

    test("the GPUs of the pool are those that a server asks for", () => {
      const [taint] = pool.taint as { key: string }[];
      const [server] = pod.container as { resources: { limits: Record<string, string> } }[];
      expect(server?.resources.limits).toMatchObject({ [String(taint?.key)]: "1" });
    });
  });

  describe("capacity", () => {
    test.each([[ServingTier.DEVELOPMENT], [ServingTier.STAGING]])("GPA-09: spot is taken in %s", (tier) => {
      expect(synthesizedPool({ ...L4, capacity: NodeCapacity.SPOT }, tier)).toHaveEvery("aws_eks_node_group", {
        capacity_type: "SPOT",
        instance_types: ["g6.xlarge"],
      });
    });

    test("GPA-09: spot is refused in production", () => {
      expect(() => addPool({ ...L4, capacity: NodeCapacity.SPOT })).toThrow(
        [
          "[MK_GPU_SPOT_PRODUCTION] at test/cluster/gpu (aws.GpuNodePool):",
          "  capacity is SPOT, whose nodes are taken back at two minutes' notice; production refuses it.",
          "  Use NodeCapacity.ON_DEMAND or a capacity block, or serve from another tier.",
        ].join("\n"),
      );
    });

    describe("a capacity block", () => {
      let block: Synthesized;

      beforeAll(() => {
        block = synthesizedPool({
          gpu: GpuModel.NVIDIA_H100,
          machineType: "p5.48xlarge",
          maxNodes: 2,
          zones: ["us-east-1b"],
          capacity: NodeCapacity.capacityBlock(BLOCK),
        });
      });

      test("GPA-10: nodes stand in the one zone of the block", () => {
        expect(block).toHaveEvery("aws_eks_node_group", { subnet_ids: privateSubnets(2) });
      });

      test("GPA-12, GPA-14: the template asks for this very block", () => {
        expect(block).toHaveEvery("aws_eks_node_group", { capacity_type: "CAPACITY_BLOCK" });
        expect(block).toHaveEvery("aws_launch_template", {
          instance_market_options: { market_type: "capacity-block" },
          capacity_reservation_specification: {
            capacity_reservation_target: { capacity_reservation_id: BLOCK },
          },
        });
      });

      test("GPA-13: the template names the machine type, and the node group does not", () => {
        expect(block).toHaveEvery("aws_launch_template", { instance_type: "p5.48xlarge" });
        expect(block).toHaveNone("aws_eks_node_group", "instance_types");
      });

      test.each([["p4d.24xlarge"], ["lt-0123456789abcdef0"], ["cr-xyz"], [""]])("%j is refused as its id", (id) => {
        expect(() =>
          addPool({
            gpu: GpuModel.NVIDIA_A100_40GB,
            maxNodes: 1,
            zones: ["us-east-1a"],
            capacity: NodeCapacity.capacityBlock(id),
          }),
        ).toThrow(
          [
            "[MK_NAME_FORMAT] at test/cluster/gpu (aws.GpuNodePool):",
            `  capacity.reservationId is "${id}", which is not the id of a capacity reservation, cr-....`,
          ].join("\n"),
        );
      });

      test("an ARN where the id belongs is refused", () => {
        const arn = `arn:aws:ec2:us-east-1:111122223333:capacity-reservation/${BLOCK}`;
        expect(() =>
          addPool({
            gpu: GpuModel.NVIDIA_A100_40GB,
            maxNodes: 1,
            zones: ["us-east-1a"],
            capacity: NodeCapacity.capacityBlock(arn),
          }),
        ).toThrow(`  capacity.reservationId is "${arn}", an ARN where a name belongs.`);
      });

      test("a machine type for which no blocks are sold is refused", () => {
        expect(() => addPool({ ...L4, zones: ["us-east-1a"], capacity: NodeCapacity.capacityBlock(BLOCK) })).toThrow(
          [
            "[MK_GPU_NO_CAPACITY_BLOCKS] at test/cluster/gpu (aws.GpuNodePool):",
            "  capacity is a capacity block, but none are sold for g6.xlarge.",
            "  Use a p4d, p5, p5e, p5en or p6-b200 type, or NodeCapacity.ON_DEMAND.",
          ].join("\n"),
        );
      });

      test.each([
        ["no", undefined],
        ["2", ["us-east-1a", "us-east-1b"]],
      ])("GPA-10: %s zones are refused: a block lies in exactly one", (count, zones) => {
        expect(() =>
          addPool({
            gpu: GpuModel.NVIDIA_H100,
            machineType: "p5.48xlarge",
            maxNodes: 2,
            zones,
            capacity: NodeCapacity.capacityBlock(BLOCK),
          }),
        ).toThrow(
          [
            "[MK_GPU_ONE_ZONE] at test/cluster/gpu (aws.GpuNodePool):",
            `  zones names ${count} zones, but a capacity block lies in exactly one.`,
            '  Name one zone of the network, as in zones: ["eu-west-1a"].',
          ].join("\n"),
        );
      });
    });
  });

  describe("low latency", () => {
    const H100_FABRIC: GpuNodePoolOptions = {
      gpu: GpuModel.NVIDIA_H100,
      machineType: "p5.48xlarge",
      maxNodes: 4,
      zones: ["us-east-1c"],
      lowLatency: true,
    };

    let fabric: Synthesized;
    let interfaces: Attributes[];

    beforeAll(() => {
      fabric = synthesizedPool(H100_FABRIC);
      interfaces = onlyResourceOf(fabric, "aws_launch_template").network_interfaces as Attributes[];
    });

    test("GPA-10: nodes stand in the one zone of the placement group", () => {
      expect(fabric).toHaveEvery("aws_eks_node_group", { subnet_ids: privateSubnets(3) });
    });

    test("GPA-15: every network card carries an Elastic Fabric Adapter", () => {
      expect(interfaces.map(({ interface_type }) => interface_type)).toEqual(Array(32).fill("efa"));
      expect(interfaces.map(({ network_card_index }) => network_card_index)).toEqual([...Array(32).keys()]);
      expect(interfaces.map(({ device_index }) => device_index)).toEqual([0, ...Array(31).fill(1)]);
    });

    test("GPA-15: every interface is in both security groups: a template ignores those named beside interfaces", () => {
      const [name] = Object.keys(fabric.resource.aws_security_group ?? {});
      for (const { security_groups } of interfaces) {
        expect(security_groups).toEqual([NODES_GROUP, `\${aws_security_group.${name}.id}`]);
      }
      expect(fabric).toHaveNone("aws_launch_template", "vpc_security_group_ids");
    });

    test("EKS-37: no interface asks for a public address", () => {
      expect(
        interfaces.filter(({ associate_public_ip_address: asked }) => asked !== undefined && asked !== "false"),
      ).toEqual([]);
    });

    test("GPA-16, GPA-17: nodes stand together in a placement group of the pool's own", () => {
      const [name] = Object.keys(fabric.resource.aws_placement_group ?? {});
      expect(fabric).toHaveEvery("aws_placement_group", { strategy: "cluster" });
      expect(fabric).toHaveEvery("aws_launch_template", {
        placement: { group_name: `\${aws_placement_group.${name}.name}` },
      });
    });

    test("GPA-20: all traffic passes among the adapters of the pool, to and from nobody else", () => {
      const [name] = Object.keys(fabric.resource.aws_security_group ?? {});
      const id = `\${aws_security_group.${name}.id}`;
      for (const type of ["aws_vpc_security_group_ingress_rule", "aws_vpc_security_group_egress_rule"]) {
        expect(fabric).toHaveEvery(type, {
          security_group_id: id,
          referenced_security_group_id: id,
          ip_protocol: "-1",
          description: expect.stringMatching(/\S/),
        });
        expect(resourcesOf(fabric, type)).toHaveLength(1);
      }
    });

    test("a type with one card gets one adapter", () => {
      const small = synthesizedPool({ ...H100_FABRIC, gpu: GpuModel.NVIDIA_L4, machineType: "g6.8xlarge" });
      expect(onlyResourceOf(small, "aws_launch_template").network_interfaces).toEqual([
        expect.objectContaining({ interface_type: "efa", network_card_index: 0, device_index: 0 }),
      ]);
    });

    test("a capacity block may be joined by the fabric, too", () => {
      const block = synthesizedPool({ ...H100_FABRIC, capacity: NodeCapacity.capacityBlock(BLOCK) });
      expect(block).toHaveEvery("aws_launch_template", {
        instance_type: "p5.48xlarge",
        instance_market_options: { market_type: "capacity-block" },
        placement: { group_name: expect.stringContaining("aws_placement_group") },
      });
    });

    test("a machine type without adapters is refused", () => {
      expect(() => addPool({ ...L4, zones: ["us-east-1a"], lowLatency: true })).toThrow(
        [
          "[MK_GPU_NO_FABRIC] at test/cluster/gpu (aws.GpuNodePool):",
          "  lowLatency is true, but g6.xlarge takes no Elastic Fabric Adapter.",
          "  Use one of g6.8xlarge, g6.16xlarge, gr6.8xlarge, g6.12xlarge, g6.24xlarge, g6.48xlarge, or leave lowLatency out.",
        ].join("\n"),
      );
    });

    test("GPA-10: several zones are refused: adapters reach each other within one", () => {
      expect(() => addPool({ ...H100_FABRIC, zones: undefined })).toThrow(
        [
          "[MK_GPU_ONE_ZONE] at test/cluster/gpu (aws.GpuNodePool):",
          "  zones names no zones, but Elastic Fabric Adapters reach each other in exactly one.",
          '  Name one zone of the network, as in zones: ["eu-west-1a"].',
        ].join("\n"),
      );
    });
  });

  describe("machine types", () => {
    test("GPA-03: a larger type of the same GPU is taken", () => {
      expect(synthesizedPool({ ...L4, machineType: "g6.12xlarge" })).toHaveEvery("aws_eks_node_group", {
        instance_types: ["g6.12xlarge"],
      });
    });

    test("the pool tells machine type, GPU and the name of its node group", () => {
      const pool = addPool(L4);
      expect([pool.machineType, pool.gpu]).toEqual(["g6.xlarge", GpuModel.NVIDIA_L4]);
      expect(stack).toHaveEvery("aws_eks_node_group", {
        node_group_name: expect.stringMatching(/^test-cluster-gpu-[0-9a-f]{8}$/),
      });
    });

    test.each([
      ["of another GPU", "p5.48xlarge", "nvidia-h100 GPUs"],
      ["without GPUs", "m7i.large", "no GPU known here"],
      ["of another cloud", "a2-highgpu-1g", "nvidia-a100-40gb GPUs"],
    ])("GPA-03: a machine type %s is refused", (_what, machineType, carried) => {
      expect(() => addPool({ gpu: GpuModel.NVIDIA_A10G, machineType, maxNodes: 1 })).toThrow(
        [
          "[MK_GPU_MACHINE_TYPE] at test/cluster/gpu (aws.GpuNodePool):",
          `  machineType is "${machineType}", which carries ${carried}, not nvidia-a10g.`,
          "  Use one of g5.xlarge, g5.2xlarge, g5.4xlarge, g5.8xlarge, g5.16xlarge, g5.12xlarge, g5.24xlarge, g5.48xlarge.",
        ].join("\n"),
      );
    });

    test("GPA-01: AMD GPUs are refused: no node image has their driver", () => {
      expect(() => addPool({ gpu: GpuModel.AMD_V520, maxNodes: 1 })).toThrow(
        [
          "[MK_GPU_NO_IMAGE] at test/cluster/gpu (aws.GpuNodePool):",
          "  gpu is amd-v520, for which EKS has no node image with a driver.",
          "  Choose an NVIDIA GPU.",
        ].join("\n"),
      );
    });

    test("a machine type that only Terraform knows is refused", () => {
      const machineType = Lazy.stringValue({ produce: () => "g6.xlarge" });
      expect(() => addPool({ ...L4, machineType })).toThrow(
        [
          "[MK_LITERAL_REQUIRED] at test/cluster/gpu (aws.GpuNodePool):",
          "  machineType is a token, which is known only to Terraform, but its value is compared at synthesis.",
          "  Give machineType a literal value.",
        ].join("\n"),
      );
    });
  });

  describe("zones", () => {
    test("EKS-28: nodes stand in the private subnets of the zones that were named", () => {
      expect(synthesizedPool({ ...L4, zones: ["us-east-1c", "us-east-1a"] })).toHaveEvery("aws_eks_node_group", {
        subnet_ids: privateSubnets(3, 1),
      });
    });

    test.each([
      ["a zone of another region", ["eu-west-1a"]],
      ["a zone that the network does not span", ["us-east-1a", "us-east-1f"]],
      ["a list of no zones", []],
    ])("%s is refused", (_what, zones) => {
      expect(() => addPool({ ...L4, zones })).toThrow(
        [
          "[MK_GPU_ZONES] at test/cluster/gpu (aws.GpuNodePool):",
          `  zones is [${zones.join(", ")}], but the network spans us-east-1a, us-east-1b, us-east-1c.`,
          "  Name zones of the network, each once, and give ServingNetwork its zones by name.",
        ].join("\n"),
      );
    });

    test("zones are refused where the network's are found at plan time", () => {
      const stack = testStack();
      const network = new ServingNetwork(stack, "network", { cidr: "10.20.0.0/16" });
      const cluster = new ServingCluster(stack, "cluster", { network, version: "1.35" });
      expect(() => cluster.addGpuNodePool("gpu", { ...L4, zones: ["us-east-1a"] })).toThrow(
        "  zones is [us-east-1a], but the network spans zones that are found at plan time.",
      );
    });

    test("a region that does not offer the machine type is refused", () => {
      const options = { gpu: GpuModel.NVIDIA_B200, maxNodes: 1, zones: ["eu-west-1a"] };
      expect(() => addPool(options, ServingTier.PRODUCTION, ["eu-west-1a", "eu-west-1b"])).toThrow(
        [
          "[MK_GPU_NOT_IN_REGION] at test/cluster/gpu (aws.GpuNodePool):",
          "  zones lie in eu-west-1, where p6-b200.48xlarge is not offered.",
          "  Use another machine type, or one of the regions us-east-1, us-east-2, us-west-2, ap-south-1.",
        ].join("\n"),
      );
    });

    test("a region that offers the machine type, and one of a common type, are taken", () => {
      const b200 = { gpu: GpuModel.NVIDIA_B200, maxNodes: 1, zones: ["us-east-1a"] };
      expect(addPool(b200).machineType).toBe("p6-b200.48xlarge");
      expect(
        addPool({ ...L4, zones: ["eu-west-1a"] }, ServingTier.PRODUCTION, ["eu-west-1a", "eu-west-1b"]).machineType,
      ).toBe("g6.xlarge");
    });

    test("zones that only Terraform knows are refused", () => {
      const zone = Lazy.stringValue({ produce: () => "us-east-1a" });
      expect(() => addPool({ ...L4, zones: [zone] })).toThrow(
        "  zones[0] is a token, which is known only to Terraform",
      );
    });
  });

  describe("size", () => {
    test("GPA-07: bounds and disk are taken as given", () => {
      const sized = synthesizedPool({ ...L4, minNodes: 2, maxNodes: 2, diskSizeGib: 500 });
      expect(sized).toHaveEvery("aws_eks_node_group", {
        scaling_config: { min_size: 2, desired_size: 2, max_size: 2 },
      });
      expect(onlyResourceOf(sized, "aws_launch_template").block_device_mappings).toContainEqual(
        expect.objectContaining({ device_name: "/dev/xvdb", ebs: expect.objectContaining({ volume_size: 500 }) }),
      );
    });

    test("GPA-07: fewest above most is refused", () => {
      expect(() => addPool({ ...L4, minNodes: 4, maxNodes: 2 })).toThrow(
        [
          "[MK_POOL_RANGE] at test/cluster/gpu (aws.GpuNodePool):",
          "  maxNodes is 2, below minNodes 4.",
          "  Set maxNodes to 4 or more, or lower minNodes.",
        ].join("\n"),
      );
    });

    test.each([
      [{ maxNodes: 0 }, "maxNodes is 0, not a whole number from 1 to 100."],
      [{ maxNodes: 101 }, "maxNodes is 101, not a whole number from 1 to 100."],
      [{ minNodes: -1 }, "minNodes is -1, not a whole number from 0 to 100."],
      [{ maxNodes: Number.POSITIVE_INFINITY }, "maxNodes is Infinity, not a whole number from 1 to 100."],
      [{ diskSizeGib: 99 }, "diskSizeGib is 99, not a whole number from 100 to 16384."],
    ])("GPA-07: %j is refused", (options, message) => {
      expect(() => addPool({ ...L4, ...options })).toThrow(
        expect.objectContaining({ codes: ["MK_NUMBER_RANGE"], message: expect.stringContaining(message) }),
      );
    });

    test("GPA-07: a bound that only Terraform knows is refused: it bounds the bill", () => {
      const maxNodes = Lazy.numberValue({ produce: () => 1000 });
      expect(() => addPool({ ...L4, maxNodes })).toThrow(
        [
          "[MK_LITERAL_REQUIRED] at test/cluster/gpu (aws.GpuNodePool):",
          "  maxNodes is a token, which is known only to Terraform, but its value is compared at synthesis.",
          "  Give maxNodes a literal value.",
        ].join("\n"),
      );
    });
  });

  test("everything that is wrong is reported at once", () => {
    expect(() =>
      addPool({
        gpu: GpuModel.NVIDIA_L4,
        minNodes: 3,
        maxNodes: 2,
        diskSizeGib: 10,
        machineType: "m7i.large",
        capacity: NodeCapacity.SPOT,
        zones: ["eu-west-1a", "us-east-1a"],
        lowLatency: true,
      }),
    ).toThrow(
      expect.objectContaining({
        codes: [
          "MK_NUMBER_RANGE",
          "MK_POOL_RANGE",
          "MK_GPU_MACHINE_TYPE",
          "MK_GPU_SPOT_PRODUCTION",
          "MK_GPU_ONE_ZONE",
          "MK_GPU_ZONES",
        ],
      }),
    );
  });

  test("a refused pool leaves no resource behind", () => {
    const own = testStack();
    const cluster = clusterIn(own);
    expect(() => cluster.addGpuNodePool("gpu", { ...L4, maxNodes: 0 })).toThrow("MK_NUMBER_RANGE");
    expect(Object.keys(synthesize(own).resource.aws_eks_node_group ?? {})).toEqual([
      expect.stringMatching(/^cluster_System_/),
    ]);
  });

  test("the defaults are what they were", () => {
    expect(stack.resource).toMatchSnapshot();
  });
});

/** The pod template of a Deployment; CDKTF writes blocks as objects or as lists of one. */
function podOf(deployment: Attributes): Attributes {
  return block(block(block(deployment, "spec"), "template"), "spec");
}

function block(attributes: Attributes, name: string): Attributes {
  const value = attributes[name];
  return (Array.isArray(value) ? value[0] : value) as Attributes;
}
