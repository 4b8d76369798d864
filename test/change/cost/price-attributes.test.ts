import { costOf } from "../../../src/change/cost/cost";
import { canDecidePrice } from "../../../src/change/cost/price-attributes";
import type { ResourceChange, Sides } from "../../../src/change/sides";
import { estateOf } from "../../support/estates";
import { sidesOf } from "../../support/sides";
import { BOOK, costBetween, costOfMaking, stack } from "./book";

const RDS = { instance_class: "db.m7g.large", engine: "postgres", allocated_storage: 100 };
const WITHOUT_RDS = "the price of aws_db_instance: modelkeep has none";
const database = (settings: object) => ({ aws_db_instance: { d: { ...RDS, ...settings } } });
const reasons = (before: object, after: object) =>
  costBetween(database(before), database(after)).unpriced.map(({ reason }) => reason);

describe("an update of what has no price", () => {
  test.each<[string, object, object]>([
    ["tags", { tags: { a: "1" } }, { tags: { a: "2" } }],
    ["protection", { deletion_protection: true }, {}],
    ["backups, which are charged by use", { backup_retention_period: 7 }, { backup_retention_period: 14 }],
    ["a parameter group", {}, { parameter_group_name: "own" }],
    ["who may reach it", {}, { vpc_security_group_ids: ["sg-1"] }],
    ["a public address, which is no price of the database", {}, { publicly_accessible: true }],
  ])("leaves nothing open when it is of %s", (_, before, after) => {
    expect(sidesOf(stack(database(before)), stack(database(after))).changes).toHaveLength(1);
    expect(reasons(before, after)).toEqual([]);
  });

  test.each<[string, object, object]>([
    ["its class", {}, { instance_class: "db.m7g.xlarge" }],
    ["its storage", {}, { allocated_storage: 200 }],
    ["the type of its storage", {}, { storage_type: "io2", iops: 4000 }],
    ["its zones", {}, { multi_az: true }],
    ["its engine, which may be an old one", { engine_version: "13" }, { engine_version: "17" }],
    ["how many there are", {}, { count: 3 }],
    ["something that is known only after apply", {}, { instance_class: "${aws_ssm_parameter.class.value}" }],
    ["tags and class at once", {}, { tags: { a: "1" }, instance_class: "db.m7g.xlarge" }],
  ])("is unpriced when it is of %s", (_, before, after) => {
    expect(reasons(before, after)).toEqual([WITHOUT_RDS]);
  });

  test("is unpriced for tags too when it replaces, and so is what is made and destroyed", () => {
    const [before, after] = [stack(database({})), stack(database({ tags: { a: "1" } }))];
    const sides = sidesOf(before, after);
    const replaced = { ...sides, changes: sides.changes.map((change) => ({ ...change, action: "replace" as const })) };
    expect(costOf(replaced, BOOK).unpriced).toMatchObject([{ reason: WITHOUT_RDS }]);
    expect(costOfMaking(database({})).unpriced).toMatchObject([{ reason: WITHOUT_RDS }]);
    expect(costBetween(database({}), {}).unpriced).toMatchObject([{ reason: WITHOUT_RDS }]);
  });

  test("names the public addresses of databases, which are in no sum", () => {
    const notes = (before: object, after: object) => costBetween(database(before), database(after)).notes;
    expect(notes({ publicly_accessible: false }, { publicly_accessible: true })).toEqual([
      "public IPv4 addresses of databases",
    ]);
    expect(notes({}, { publicly_accessible: false })).toEqual([]);
  });

  test("that waits for a later plan is unpriced: nobody knows what it changes", () => {
    const sides = sidesOf(stack(database({})), stack(database({ tags: { a: "1" } })));
    const deferred = sides.changes.map((change) => ({ ...change, deferred: "resource_config_unknown" }));
    expect(costOf({ ...sides, changes: deferred }, BOOK).unpriced).toMatchObject([{ reason: WITHOUT_RDS }]);
  });
});

describe("an update of machines without a price", () => {
  const pool = (settings: object, type = "g9.large") => ({
    aws_launch_template: { t: { instance_type: type } },
    aws_eks_node_group: {
      g: {
        scaling_config: { min_size: 1, max_size: 2 },
        launch_template: { id: "${aws_launch_template.t.id}" },
        capacity_type: "SPOT",
        ...settings,
      },
    },
  });
  const unpriced = (before: object, after: object) =>
    costBetween(before as ReturnType<typeof pool>, after as ReturnType<typeof pool>).unpriced.map(
      ({ resource, reason }) => [resource, reason],
    );

  test.each<[string, object]>([
    ["labels", { labels: { team: "vision" } }],
    ["tags", { tags: { team: "vision" } }],
    ["how it is updated", { update_config: { max_unavailable: 2 } }],
    ["its version of Kubernetes", { version: "1.34", release_version: "1.34.1-20261101" }],
    ["its taints", { taint: [{ key: "gpu", effect: "NO_SCHEDULE" }] }],
  ])("leaves nothing open when it is of %s", (_, settings) => {
    expect(unpriced(pool({}), pool(settings))).toEqual([]);
  });

  test("is unpriced when there are more of them", () => {
    expect(unpriced(pool({}), pool({ scaling_config: { min_size: 1, max_size: 9 } }))).toEqual([
      ["aws_eks_node_group.g", "the price of spot g9.large in us-east-1"],
    ]);
  });

  test("is unpriced when it is of tags, and another resource changes the machines", () => {
    expect(unpriced(pool({}), pool({ tags: { a: "1" } }, "g9.xlarge"))).toEqual([
      ["aws_eks_node_group.g", "the price of spot g9.large in us-east-1; the price of spot g9.xlarge in us-east-1"],
    ]);
  });
});

describe("what is there already, and has no price", () => {
  const estate = estateOf(stack(database({})));
  const [resource] = estate.ofKind("aws_db_instance");
  const change = {
    root: "case",
    address: "aws_db_instance.d",
    kind: "aws_db_instance",
    isEstimate: false,
    attributes: [],
  };

  test.each<[string, ResourceChange]>([
    ["imported", { ...change, action: "import", ...(resource && { after: resource }) }],
    ["forgotten", { ...change, action: "forget", ...(resource && { before: resource }) }],
    ["moved", { ...change, action: "move", ...(resource && { before: resource, after: resource }) }],
  ])("is not unpriced when it is %s: it costs what it did", (_, each) => {
    const sides: Sides = { basis: "plan", before: estate, after: estate, changes: [each], drift: [], warnings: [] };
    expect(resource?.kind).toBe("aws_db_instance");
    expect(costOf(sides, BOOK).unpriced).toEqual([]);
  });
});

describe("what decides the price of a kind", () => {
  test.each([
    ["google_sql_database_instance", "settings.0.tier", true],
    ["google_sql_database_instance", "settings.tier", true],
    ["google_sql_database_instance", "settings", true],
    ["google_sql_database_instance", "settings.0.user_labels.team", false],
    ["google_sql_database_instance", "settings.0.backup_configuration.0.start_time", false],
    ["aws_opensearch_domain", "cluster_config.0.instance_count", true],
    ["aws_opensearch_domain", "access_policies", false],
    ["aws_elasticache_replication_group", "num_cache_clusters", true],
    ["aws_elasticache_replication_group", "description", false],
    ["aws_ec2_transit_gateway_vpc_attachment", "subnet_ids.0", false],
    ["aws_wafv2_web_acl", "rule.3", true],
    ["aws_rds_cluster", "serverlessv2_scaling_configuration.0.max_capacity", true],
    ["aws_rds_cluster", "backup_retention_period", false],
    ["aws_dynamodb_table", "global_secondary_index.0.read_capacity", true],
    ["aws_dynamodb_table", "ttl.0.enabled", false],
    ["google_redis_instance", "memory_size_gb", true],
    ["google_redis_instance", "redis_configs.maxmemory-policy", false],
    ["google_workbench_instance", "gce_setup.0.machine_type", true],
    ["google_workbench_instance", "gce_setup.0.metadata.a", false],
    ["v1 Service", "spec.type", true],
    ["v1 Service", "spec.ports.0.port", false],
    ["v1 Service", "metadata.annotations.service.beta.kubernetes.io/aws-load-balancer-type", true],
    ["v1 Service", "metadata.annotations.cloud.google.com/load-balancer-type", true],
    ["v1 Service", "metadata.annotations.checksum", false],
    ["kubernetes_service_v1", "spec.0.type", true],
    ["v1 PersistentVolumeClaim", "spec.resources.requests.storage", true],
    ["karpenter.sh/v1 NodePool", "spec.limits.cpu", true],
    ["karpenter.sh/v1 NodePool", "spec.template.spec.nodeClassRef.name", true],
    ["karpenter.sh/v1 NodePool", "spec.template.metadata.labels.team", false],
    ["aws_db_instance", "publicly_accessible", false],
    ["aws_db_instance", "instance_class", true],
    ["aws_db_instance", "multi_az", true],
    ["aws_db_instance", "license_model", true],
    ["aws_redshift_cluster", "publicly_accessible", false],
    ["aws_rds_cluster_instance", "publicly_accessible", false],
    ["aws_eks_node_group", "scaling_config.0.max_size", true],
    ["aws_eks_node_group", "ami_type", true],
    ["aws_eks_node_group", "force_update_version", false],
    ["aws_eks_cluster", "compute_config.0.enabled", true],
    ["aws_eks_cluster", "vpc_config.0.public_access_cidrs.0", false],
    ["aws_ecs_service", "desired_count", true],
    ["aws_ecs_service", "task_definition", true],
    ["aws_ecs_service", "deployment_configuration.0.strategy", false],
    ["aws_ecs_service", "load_balancer.0.container_port", false],
    ["aws_lb", "subnets.2", true],
    ["aws_lb", "idle_timeout", false],
    ["aws_autoscaling_group", "max_size", true],
    ["aws_autoscaling_group", "health_check_type", false],
    ["aws_mq_broker", "host_instance_type", true],
    ["aws_mq_broker", "configuration.0.revision", false],
    ["google_spanner_instance", "processing_units", true],
    ["google_spanner_instance", "default_backup_schedule_type", false],
    ["aws_instance", "launch_template.0.id", true],
    ["aws_instance", "user_data_replace_on_change", false],
    ["aws_instance", "tags.name", false],
    ["aws_some_new_service", "anything", true],
    ["aws_some_new_service", "count", true],
    ["aws_some_new_service", "policy", false],
    ["aws_some_new_service", "scaling_policy", true],
    ["aws_some_new_service", "constructor", true],
    ["__proto__", "__proto__", true],
  ])("%s: %s is %s", (kind, path, expected) => {
    expect(canDecidePrice(kind, path)).toBe(expected);
  });
});
