import { costOf } from "../../../src/change/cost/cost";
import { PriceBook } from "../../../src/change/cost/price-book";
import { sidesOf } from "../../support/sides";
import { costOfMaking, LIST, stack } from "./book";

const TEMPLATE = {
  block_device_mappings: [
    { device_name: "/dev/xvda", ebs: { volume_size: 4, volume_type: "gp3" } },
    { device_name: "/dev/xvdb", ebs: { volume_size: 200, volume_type: "gp3" } },
  ],
};

const NODE_GROUP = {
  capacity_type: "ON_DEMAND",
  instance_types: ["g6.xlarge"],
  scaling_config: { min_size: 2, max_size: 6, desired_size: 2 },
  launch_template: { id: "${aws_launch_template.gpu.id}", version: "1" },
};

describe("what is priced", () => {
  test.each([
    ["an instance", { aws_instance: { a: { instance_type: "m7i.large" } } }, 0.1008 * 730],
    [
      "an instance with a root volume and a data volume",
      {
        aws_instance: {
          a: {
            instance_type: "m7i.large",
            root_block_device: { volume_size: 20, volume_type: "gp3" },
            ebs_block_device: [{ device_name: "b", volume_size: 100, volume_type: "gp2" }],
          },
        },
      },
      0.1008 * 730 + 20 * 0.08 + 100 * 0.1,
    ],
    ["two of an instance", { aws_instance: { a: { count: 2, instance_type: "m7i.large" } } }, 2 * 0.1008 * 730],
    ["no instance at all", { aws_instance: { a: { count: 0, instance_type: "m7i.large" } } }, 0],
    [
      "an instance whose template says the type",
      {
        aws_launch_template: { t: { instance_type: "m7i.large" } },
        aws_instance: { a: { launch_template: { id: "${aws_launch_template.t.id}" } } },
      },
      0.1008 * 730,
    ],
    [
      "a volume of gp3",
      { aws_ebs_volume: { v: { availability_zone: "us-east-1a", size: 100, type: "gp3" } } },
      100 * 0.08,
    ],
    ["a volume without a type, which is gp2", { aws_ebs_volume: { v: { size: 100 } } }, 100 * 0.1],
    [
      "IOPS and throughput of gp3 beyond the 3000 and the 125 MiB/s that come with it",
      { aws_ebs_volume: { v: { size: 100, type: "gp3", iops: 4000, throughput: 225 } } },
      100 * 0.08 + (4000 - 3000) * 0.005 + (225 - 125) * 0.04,
    ],
    [
      "gp3 within what comes with it",
      { aws_ebs_volume: { v: { size: 100, type: "gp3", iops: 3000, throughput: 125 } } },
      100 * 0.08,
    ],
    ["all IOPS of io2", { aws_ebs_volume: { v: { size: 100, type: "io2", iops: 1000 } } }, 100 * 0.125 + 1000 * 0.065],
    ["a cluster in standard support", { aws_eks_cluster: { c: { version: "1.34" } } }, 0.1 * 730],
    ["a cluster in extended support", { aws_eks_cluster: { c: { version: "1.32" } } }, (0.1 + 0.5) * 730],
    ["a cluster older than the calendar", { aws_eks_cluster: { c: { version: "1.21" } } }, (0.1 + 0.5) * 730],
    [
      "a cluster that is upgraded before extended support",
      { aws_eks_cluster: { c: { version: "1.32", upgrade_policy: { support_type: "STANDARD" } } } },
      0.1 * 730,
    ],
    ["a NAT gateway", { aws_nat_gateway: { n: { subnet_id: "subnet-1" } } }, 0.045 * 730],
    ["a load balancer, which is an application one", { aws_lb: { l: {} } }, 0.0225 * 730],
    ["a network load balancer", { aws_lb: { l: { load_balancer_type: "network" } } }, 0.0225 * 730],
    [
      "an interface endpoint in each of its zones",
      {
        aws_vpc_endpoint: {
          e: { vpc_endpoint_type: "Interface", subnet_ids: ["${aws_subnet.a.id}", "${aws_subnet.b.id}"] },
        },
      },
      2 * 0.01 * 730,
    ],
    [
      "an interface endpoint in all subnets of a count",
      {
        aws_subnet: { s: { count: 3, cidr_block: "10.0.0.0/24" } },
        aws_vpc_endpoint: { e: { vpc_endpoint_type: "Interface", subnet_ids: "${aws_subnet.s[*].id}" } },
      },
      3 * 0.01 * 730,
    ],
    [
      "a table without a billing mode, which is provisioned",
      { aws_dynamodb_table: { t: { read_capacity: 30, write_capacity: 20 } } },
      30 * 0.00013 * 730 + 20 * 0.00065 * 730,
    ],
    [
      "a table and its indexes, each with a capacity of its own",
      {
        aws_dynamodb_table: {
          t: {
            billing_mode: "PROVISIONED",
            read_capacity: 100,
            write_capacity: 100,
            global_secondary_index: [
              { name: "a", read_capacity: 50, write_capacity: 10 },
              { name: "b", read_capacity: 50, write_capacity: 10 },
            ],
          },
        },
      },
      200 * 0.00013 * 730 + 120 * 0.00065 * 730,
    ],
    ["a key", { aws_kms_key: { k: {} } }, 1],
    ["a key and its replica", { aws_kms_key: { k: { multi_region: true } }, aws_kms_replica_key: { r: {} } }, 1 + 1],
    [
      "a secret with two replicas",
      { aws_secretsmanager_secret: { s: { replica: [{ region: "a" }, { region: "b" }] } } },
      3 * 0.4,
    ],
    ["a public address", { aws_eip: { a: {} } }, 0.005 * 730],
    [
      "an endpoint of SageMaker with a volume",
      {
        aws_sagemaker_endpoint_configuration: {
          c: {
            production_variants: [
              { variant_name: "a", instance_type: "ml.g5.xlarge", initial_instance_count: 2, volume_size_in_gb: 50 },
            ],
          },
        },
        aws_sagemaker_endpoint: { e: { endpoint_config_name: "${aws_sagemaker_endpoint_configuration.c.name}" } },
      },
      2 * 1.408 * 730 + 2 * 50 * 0.112,
    ],
  ])("%s costs its price, and nothing is unpriced", (_, resource, expected) => {
    const { monthlyDelta, unpriced, before } = costOfMaking(resource);
    expect(unpriced).toEqual([]);
    expect(before).toEqual({ low: 0, high: 0 });
    const cents = Math.round(expected * 100) / 100;
    expect(monthlyDelta).toEqual({ low: cents, high: cents });
  });
});

describe("ranges", () => {
  test.each([
    [
      "a node group, from its smallest to its largest size, with the volumes of its launch template",
      { aws_launch_template: { gpu: TEMPLATE }, aws_eks_node_group: { g: NODE_GROUP } },
      2 * (0.8048 * 730 + 204 * 0.08),
      6 * (0.8048 * 730 + 204 * 0.08),
    ],
    [
      "a node group without a template: 20 GiB of gp2 or gp3",
      {
        aws_eks_node_group: {
          g: { instance_types: ["m7i.large"], scaling_config: { min_size: 1, max_size: 3 } },
        },
      },
      1 * (0.1008 * 730 + 20 * 0.08),
      3 * (0.1008 * 730 + 20 * 0.1),
    ],
    [
      "a node group without a type: t3.medium",
      { aws_eks_node_group: { g: { scaling_config: { min_size: 1, max_size: 1 }, disk_size: 50 } } },
      0.0416 * 730 + 50 * 0.08,
      0.0416 * 730 + 50 * 0.1,
    ],
    [
      "a node group of two types: the cheaper at the low end, the dearer at the high one",
      {
        aws_launch_template: { gpu: TEMPLATE },
        aws_eks_node_group: { g: { ...NODE_GROUP, instance_types: ["g5.xlarge", "g6.xlarge"] } },
      },
      2 * (0.8048 * 730 + 204 * 0.08),
      6 * (1.006 * 730 + 204 * 0.08),
    ],
    [
      "an autoscaling group",
      {
        aws_launch_template: { gpu: { ...TEMPLATE, instance_type: "g6.xlarge" } },
        aws_autoscaling_group: {
          g: { min_size: 0, max_size: 3, launch_template: { id: "${aws_launch_template.gpu.id}" } },
        },
      },
      0,
      3 * (0.8048 * 730 + 204 * 0.08),
    ],
    [
      "an autoscaling group of a launch configuration",
      {
        aws_launch_configuration: {
          c: { instance_type: "m7i.large", root_block_device: { volume_size: 8, volume_type: "gp3" } },
        },
        aws_autoscaling_group: {
          g: { min_size: 1, max_size: 2, launch_configuration: "${aws_launch_configuration.c.name}" },
        },
      },
      1 * (0.1008 * 730 + 8 * 0.08),
      2 * (0.1008 * 730 + 8 * 0.08),
    ],
    [
      "a volume of a template without a type: gp2 or gp3",
      {
        aws_launch_template: { gpu: { block_device_mappings: [{ ebs: { volume_size: 10 } }] } },
        aws_eks_node_group: {
          g: { ...NODE_GROUP, instance_types: ["m7i.large"], scaling_config: { min_size: 1, max_size: 1 } },
        },
      },
      0.1008 * 730 + 10 * 0.08,
      0.1008 * 730 + 10 * 0.1,
    ],
    [
      "an endpoint of SageMaker that a target scales",
      {
        aws_sagemaker_endpoint_configuration: {
          c: { production_variants: [{ variant_name: "a", instance_type: "ml.g5.xlarge", initial_instance_count: 2 }] },
        },
        aws_sagemaker_endpoint: {
          e: { name: "resnet", endpoint_config_name: "${aws_sagemaker_endpoint_configuration.c.name}" },
        },
        aws_appautoscaling_target: {
          t: {
            service_namespace: "sagemaker",
            resource_id: "endpoint/${aws_sagemaker_endpoint.e.name}/variant/a",
            min_capacity: 1,
            max_capacity: 4,
          },
        },
      },
      1 * 1.408 * 730,
      4 * 1.408 * 730,
    ],
    [
      "a table that targets scale: its reads, and the writes of one of its indexes",
      {
        aws_dynamodb_table: {
          t: {
            name: "scores",
            read_capacity: 5,
            write_capacity: 20,
            global_secondary_index: [
              { name: "by-player", read_capacity: 10, write_capacity: 10 },
              { name: "player", read_capacity: 10, write_capacity: 10 },
            ],
          },
        },
        aws_appautoscaling_target: {
          reads: {
            service_namespace: "dynamodb",
            resource_id: "table/${aws_dynamodb_table.t.name}",
            scalable_dimension: "dynamodb:table:ReadCapacityUnits",
            min_capacity: 5,
            max_capacity: 100,
          },
          writes: {
            service_namespace: "dynamodb",
            resource_id: "table/scores/index/player",
            scalable_dimension: "dynamodb:index:WriteCapacityUnits",
            min_capacity: 10,
            max_capacity: 40,
          },
        },
      },
      (5 + 10 + 10) * 0.00013 * 730 + (20 + 10 + 10) * 0.00065 * 730,
      (100 + 10 + 10) * 0.00013 * 730 + (20 + 10 + 40) * 0.00065 * 730,
    ],
  ])("%s", (_, resource, low, high) => {
    const { monthlyDelta, unpriced } = costOfMaking(resource);
    expect(unpriced).toEqual([]);
    expect(monthlyDelta).toEqual({ low: Math.round(low * 100) / 100, high: Math.round(high * 100) / 100 });
  });
});

describe("what has no price is said, and is never 0", () => {
  const group = (rest: object) => ({
    aws_launch_template: { gpu: TEMPLATE },
    aws_eks_node_group: { g: { ...NODE_GROUP, ...rest } },
  });

  test.each([
    [
      "a type that no list has",
      { aws_instance: { a: { instance_type: "g9.large" } } },
      "the price of g9.large in us-east-1",
    ],
    [
      "a type that is known after apply",
      { aws_instance: { a: { instance_type: "${var.type}" } } },
      "its instance type",
    ],
    [
      "dedicated tenancy",
      { aws_instance: { a: { instance_type: "m7i.large", tenancy: "dedicated" } } },
      "the price of dedicated tenancy",
    ],
    ["spot machines", group({ capacity_type: "SPOT" }), "the price of spot g6.xlarge in us-east-1"],
    [
      "capacity blocks",
      group({ capacity_type: "CAPACITY_BLOCK" }),
      "the price of a capacity block of g6.xlarge, which is paid in advance",
    ],
    [
      "a capacity type that is not known",
      group({ capacity_type: "${var.capacity}" }),
      "whether its machines are spot machines",
    ],
    [
      "a size that is not known",
      group({ scaling_config: { min_size: "${var.min}", max_size: 3 } }),
      "how many machines there are",
    ],
    ["Windows", group({ ami_type: "WINDOWS_CORE_2022_x86_64" }), "the price of Windows on its machines"],
    ["how many there are", { aws_kms_key: { k: { count: "${var.keys}" } } }, "how many there are"],
    ["more than anybody means", { aws_kms_key: { k: { count: 4.5e306 } } }, "how many there are"],
    [
      "a volume as large as its snapshot",
      { aws_ebs_volume: { v: { snapshot_id: "snap-1" } } },
      "the size of a volume that its image or snapshot decides",
    ],
    [
      "IOPS of io2 in its tiers",
      { aws_ebs_volume: { v: { size: 100, type: "io2", iops: 40000 } } },
      "the price of io2 IOPS beyond 32000",
    ],
    [
      "zones of an endpoint",
      { aws_vpc_endpoint: { e: { vpc_endpoint_type: "Interface", subnet_ids: "${var.subnets}" } } },
      "in how many zones the endpoint is",
    ],
    [
      "machines of EKS Auto Mode",
      { aws_eks_cluster: { c: { version: "1.34", compute_config: { enabled: true } } } },
      "the machines of EKS Auto Mode, which pods decide",
    ],
    [
      "a serverless variant",
      {
        aws_sagemaker_endpoint_configuration: {
          c: { production_variants: [{ serverless_config: { max_concurrency: 5 } }] },
        },
        aws_sagemaker_endpoint: { e: { endpoint_config_name: "${aws_sagemaker_endpoint_configuration.c.name}" } },
      },
      "the requests that a serverless variant answers",
    ],
    ["a database", { aws_db_instance: { d: {} } }, "the price of aws_db_instance: modelkeep has none"],
    [
      "a cluster of serverless instances",
      { aws_rds_cluster: { c: { serverlessv2_scaling_configuration: [{ min_capacity: 1, max_capacity: 64 }] } } },
      "the price of serverless capacity of Aurora: modelkeep has none",
    ],
    [
      "a cluster of the first serverless kind",
      { aws_rds_cluster: { c: { engine_mode: "serverless" } } },
      "the price of serverless capacity of Aurora: modelkeep has none",
    ],
    [
      "a cluster that has its instances itself",
      { aws_rds_cluster: { c: { db_cluster_instance_class: "db.r6gd.xlarge" } } },
      "the price of the instances that the cluster has: modelkeep has none",
    ],
    [
      "a cluster whose kind is known after apply",
      { aws_rds_cluster: { c: { engine_mode: "${var.mode}" } } },
      "whether the cluster is serverless",
    ],
    [
      "a table whose billing mode is known after apply",
      { aws_dynamodb_table: { t: { billing_mode: "${var.mode}", read_capacity: 5, write_capacity: 5 } } },
      "whether its capacity is provisioned or on demand",
    ],
    [
      "a table whose capacity is known after apply",
      { aws_dynamodb_table: { t: { read_capacity: "${var.reads}", write_capacity: 5 } } },
      "how many read capacity units it has",
    ],
    [
      "a table that is scaled between bounds that nobody knows",
      {
        aws_dynamodb_table: { t: { name: "scores", read_capacity: 5, write_capacity: 5 } },
        aws_appautoscaling_target: {
          t: {
            service_namespace: "dynamodb",
            resource_id: "table/scores",
            scalable_dimension: "dynamodb:table:WriteCapacityUnits",
            min_capacity: 5,
            max_capacity: "${var.most}",
          },
        },
      },
      "how many write capacity units it has",
    ],
    [
      "a table of another class",
      { aws_dynamodb_table: { t: { table_class: "STANDARD_INFREQUENT_ACCESS", read_capacity: 5, write_capacity: 5 } } },
      "the price of capacity of STANDARD_INFREQUENT_ACCESS",
    ],
    [
      "replicas of a table",
      { aws_dynamodb_table: { t: { read_capacity: 5, write_capacity: 5, replica: [{ region_name: "eu-west-1" }] } } },
      "the capacity of its replicas in other regions",
    ],
    [
      "a replica that is a resource of its own",
      {
        aws_dynamodb_table: { t: { read_capacity: 5, write_capacity: 5 } },
        aws_dynamodb_table_replica: { r: { global_table_arn: "${aws_dynamodb_table.t.arn}" } },
      },
      "the capacity of a replica, which its table decides",
    ],
    [
      "a table in a region without a price",
      { aws_dynamodb_table: { t: { region: "eu-west-1", read_capacity: 5, write_capacity: 5 } } },
      "the price of write capacity unit in eu-west-1",
    ],
    ["a classic load balancer", { aws_elb: { l: {} } }, "the price of classic load balancer in us-east-1"],
  ])("%s", (_, resource, reason) => {
    const { unpriced } = costOfMaking(resource);
    expect(unpriced.flatMap((one) => one.reason.split("; "))).toContain(reason);
  });

  test("what lacks two prices is unpriced once, for both reasons", () => {
    const volume = { size: 100, type: "io2", iops: 40000, region: "eu-west-1" };
    expect(costOfMaking({ aws_ebs_volume: { v: volume } }).unpriced).toEqual([
      {
        resource: "aws_ebs_volume.v",
        root: "case",
        kind: "aws_ebs_volume",
        reason: "the price of io2 in eu-west-1; the price of io2 IOPS beyond 32000",
      },
    ]);
  });

  test("a volume whose IOPS have no price says that it is they that have none", () => {
    const prices = { aws: new Map([["us-east-1", new Map([["ebs/gp3", 0.08]])]]) };
    const volume = { size: 100, type: "gp3", iops: 6000, throughput: 250 };
    const after = stack({ aws_ebs_volume: { v: volume } });
    const { unpriced } = costOf(sidesOf({}, after), new PriceBook([{ ...LIST, prices }]));
    expect(unpriced.map(({ reason }) => reason)).toEqual([
      "the price of IOPS of gp3 in us-east-1; the price of MiB/s of gp3 in us-east-1",
    ]);
  });

  test("a volume without a price leaves the machine its own", () => {
    const { items, unpriced } = costOfMaking({
      aws_instance: { a: { instance_type: "m7i.large", root_block_device: { volume_size: 8, volume_type: "st1" } } },
    });
    expect(items[0]?.after).toEqual({ low: 73.58, high: 73.58 });
    expect(unpriced).toHaveLength(1);
  });
});

test.each([
  ["a gateway endpoint", { aws_vpc_endpoint: { e: { service_name: "s3" } } }],
  ["a launch template", { aws_launch_template: { t: TEMPLATE } }],
  [
    "a table on demand, and its replica",
    {
      aws_dynamodb_table: { t: { billing_mode: "PAY_PER_REQUEST", replica: [{ region_name: "eu-west-1" }] } },
      aws_dynamodb_table_replica: { r: { global_table_arn: "${aws_dynamodb_table.t.arn}" } },
    },
  ],
  [
    "a cluster whose instances are resources of their own",
    { aws_rds_cluster: { c: { engine_mode: "provisioned", serverlessv2_scaling_configuration: [] } } },
  ],
  [
    "a configuration without an endpoint",
    { aws_sagemaker_endpoint_configuration: { c: { production_variants: [{ instance_type: "ml.g5.xlarge" }] } } },
  ],
])("%s costs nothing", (_, resource) => {
  const { items, unpriced, monthlyDelta } = costOfMaking(resource);
  expect(items).toEqual([]);
  expect(unpriced).toEqual([]);
  expect(monthlyDelta).toEqual({ low: 0, high: 0 });
});

test("what is charged by its use is a note, once for all of a kind", () => {
  const { notes, unpriced, items } = costOfMaking({
    aws_s3_bucket: { a: {}, b: {} },
    aws_cloudwatch_log_group: { l: {} },
    aws_dynamodb_table: { t: { billing_mode: "PAY_PER_REQUEST" } },
    aws_rds_cluster: { c: {} },
  });
  expect(notes).toEqual([
    "logs that are taken in and stored",
    "requests and storage of DynamoDB",
    "storage and requests of S3 buckets",
    "storage and requests of database clusters",
  ]);
  expect(unpriced).toEqual([]);
  expect(items).toEqual([]);
});
