import { NOTHING, type Planned, planned } from "./planned";

const OPEN = "internet 0.0.0.0/0";

function both(address: string, values: object): Planned {
  return [address, values, values];
}

describe("services that are opened by a setting of their own", () => {
  const ports = (values: object): object => ({
    instance_name: "i",
    port_info: [{ protocol: "tcp", from_port: 22, to_port: 22, ...values }],
  });
  const ingress = (is_publicly_accessible: boolean): object => ({
    network_configuration: [{ ingress_configuration: [{ is_publicly_accessible }] }],
  });

  test.each<readonly [address: string, before: object | null, after: object, gained: string]>([
    [
      "aws_neptunegraph_graph.x",
      { public_connectivity: false },
      { public_connectivity: true },
      "https, by the permissions of the caller",
    ],
    ["aws_lightsail_database.x", { publicly_accessible: false }, { publicly_accessible: true }, "the database"],
    ["aws_apprunner_service.x", null, { service_name: "s" }, "https"],
    ["aws_apprunner_service.x", ingress(false), ingress(true), "https"],
    ["aws_cloudfront_distribution.x", { enabled: false }, { enabled: true }, "https"],
    ["aws_transfer_server.x", { endpoint_type: "VPC" }, { endpoint_type: "PUBLIC" }, "sftp"],
    ["aws_transfer_server.x", { endpoint_type: "VPC" }, { endpoint_type: "PUBLIC", protocols: ["FTPS"] }, "ftps"],
  ])("%s %j", (address, before, after, gained) => {
    expect(planned([address, before, after])).toEqual({ gained: [`${address} < ${OPEN}: ${gained}`], lost: [] });
  });

  test.each<readonly [values: object, gained: readonly string[]]>([
    [{ cidrs: ["0.0.0.0/0"] }, [`i < ${OPEN}: tcp 22`]],
    [{}, [`i < ${OPEN}: tcp 22`]],
    [{ cidrs: ["198.51.100.0/24"] }, ["i < named 198.51.100.0/24: tcp 22"]],
    [{ cidrs: [], cidr_list_aliases: ["lightsail-connect"] }, []],
  ])("ports of Lightsail %j", (values, gained) => {
    expect(planned(["aws_lightsail_instance_public_ports.x", null, ports(values)])).toEqual({ gained, lost: [] });
  });

  test("a service that is for its network alone is not open", () => {
    expect(planned(["aws_apprunner_service.x", null, ingress(false)])).toEqual(NOTHING);
  });
});

describe("what has a public address is as open as its security groups", () => {
  const rule = { from_port: 8000, to_port: 8000, protocol: "tcp", cidr_blocks: ["0.0.0.0/0"] };
  const open = both("aws_security_group.open", { id: "sg-open", name: "open", ingress: [rule] });
  const cluster = both("aws_neptune_cluster.c", {
    cluster_identifier: "c",
    id: "c",
    vpc_security_group_ids: ["sg-open"],
  });
  const brokers = (type: string): object => ({
    broker_node_group_info: [{ security_groups: ["sg-open"], connectivity_info: [{ public_access: [{ type }] }] }],
  });
  const tasks = (assign_public_ip: boolean): object => ({
    network_configuration: [{ assign_public_ip, security_groups: ["sg-open"] }],
  });
  const server = (address_allocation_ids: readonly string[]): object => ({
    endpoint_type: "VPC",
    endpoint_details: [{ address_allocation_ids, security_group_ids: ["sg-open"] }],
  });

  test.each<readonly [address: string, before: object, after: object]>([
    ["aws_ecs_service.x", tasks(false), tasks(true)],
    ["aws_msk_cluster.x", brokers("DISABLED"), brokers("SERVICE_PROVIDED_EIPS")],
    [
      "aws_redshiftserverless_workgroup.x",
      { publicly_accessible: false, security_group_ids: ["sg-open"] },
      { publicly_accessible: true, security_group_ids: ["sg-open"] },
    ],
    [
      "aws_neptune_cluster_instance.x",
      { cluster_identifier: "c", publicly_accessible: false },
      { cluster_identifier: "c", publicly_accessible: true },
    ],
    ["aws_transfer_server.x", server([]), server(["eipalloc-1"])],
  ])("%s", (address, before, after) => {
    const gained = [`${address} < ${OPEN}: tcp 8000, by aws_security_group.open`];
    expect(planned(open, cluster, [address, before, after])).toEqual({ gained, lost: [] });
  });
});
