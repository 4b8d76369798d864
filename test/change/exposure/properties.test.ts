import { readdirSync } from "node:fs";
import { join } from "node:path";
import { exposureOf, reachesOf } from "../../../src/change/exposure/exposure";
import type { Sides } from "../../../src/change/sides";
import { Estate } from "../../../src/estate/estate";
import { readEstate } from "../../../src/estate/read";
import type { Attributes, Value } from "../../../src/estate/resource";
import { Unknown } from "../../../src/estate/unknown";
import { estateOf } from "../../support/estates";
import { closed } from "./shown";

const CLEAN = join(__dirname, "../../fixtures/clean");
const FOLDERS = readdirSync(CLEAN).sort();

/** Files are read again and again, on machines that do other things too. */
jest.setTimeout(60_000);

async function read(folder: string): Promise<Estate> {
  return (await readEstate([join(CLEAN, folder)], { helm: false })).estate;
}

function sides(before: Estate, after: Estate): Sides {
  return { basis: "estimate", before, after, changes: [], drift: [], warnings: [] };
}

/** The estate without every resource whose place in it leaves this remainder. */
function thinned(estate: Estate, remainder: number): Estate {
  return new Estate(
    estate.resources.filter((_, at) => at % 5 !== remainder),
    estate.roots,
  );
}

describe.each(FOLDERS)("the estate %s", (folder) => {
  test("exposes nothing new when it does not change", async () => {
    const [before, after] = [await read(folder), await read(folder)];
    expect(before.resources.length).toBeGreaterThan(0);
    expect(exposureOf(sides(before, after))).toEqual({ gained: [], lost: [] });
  });

  test("gains what it lost on the way back, whatever goes", async () => {
    const estate = await read(folder);
    for (const remainder of [0, 1, 2, 3, 4]) {
      const other = thinned(estate, remainder);
      const there = exposureOf(sides(estate, other));
      expect(closed(exposureOf(sides(other, estate)))).toEqual(closed({ gained: there.lost, lost: there.gained }));
    }
  });

  test("says the same in whatever order it was read", async () => {
    const estate = await read(folder);
    const backwards = new Estate([...estate.resources].reverse(), estate.roots);
    expect(reachesOf(backwards)).toEqual(reachesOf(estate));
    expect(exposureOf(sides(estate, backwards))).toEqual({ gained: [], lost: [] });
  });
});

test("what an estate exposes is gained by one that was not there", async () => {
  const estate = await read("mixed");
  const nothing = new Estate([], []);
  const reaches = reachesOf(estate);
  expect(reaches.length).toBeGreaterThan(0);
  expect(exposureOf(sides(nothing, estate))).toEqual({ gained: reaches, lost: [] });
});

/** Kinds that are looked into, with the attributes that are read. */
const READ: Readonly<Record<string, readonly string[]>> = {
  aws_security_group: ["ingress", "egress"],
  aws_default_security_group: ["ingress"],
  aws_security_group_rule: ["type", "protocol", "from_port", "to_port", "cidr_blocks", "self", "prefix_list_ids"],
  aws_vpc_security_group_ingress_rule: [
    "security_group_id",
    "ip_protocol",
    "cidr_ipv4",
    "referenced_security_group_id",
  ],
  aws_lb: ["internal", "security_groups"],
  aws_elb: ["internal"],
  aws_lb_listener: ["port", "protocol"],
  aws_eks_cluster: ["vpc_config"],
  aws_instance: [
    "associate_public_ip_address",
    "vpc_security_group_ids",
    "subnet_id",
    "public_ip",
    "network_interface",
  ],
  aws_db_instance: ["publicly_accessible", "vpc_security_group_ids"],
  aws_rds_cluster_instance: ["publicly_accessible", "cluster_identifier"],
  aws_network_interface: ["security_groups"],
  aws_launch_template: ["network_interfaces"],
  aws_ami_launch_permission: ["image_id", "account_id", "group", "organization_arn"],
  aws_db_snapshot: ["shared_accounts"],
  aws_snapshot_create_volume_permission: ["snapshot_id", "account_id"],
  aws_ram_principal_association: ["resource_share_arn", "principal"],
  aws_vpc_peering_connection: ["vpc_id", "peer_vpc_id", "peer_owner_id"],
  aws_route: ["route_table_id", "gateway_id", "destination_cidr_block"],
  aws_route_table: ["route"],
  aws_api_gateway_rest_api: ["endpoint_configuration", "policy"],
  aws_apigatewayv2_api: ["disable_execute_api_endpoint", "protocol_type"],
  aws_lambda_function_url: ["authorization_type"],
  aws_lambda_permission: ["principal", "principal_org_id", "action", "source_account"],
  aws_s3_bucket: ["policy", "acl", "grant"],
  aws_s3_bucket_policy: ["bucket", "policy"],
  aws_s3_bucket_acl: ["bucket", "acl", "access_control_policy"],
  aws_s3_bucket_public_access_block: ["bucket", "block_public_acls"],
  aws_kms_key: ["policy"],
  aws_opensearch_domain: ["access_policies", "vpc_options"],
  aws_glue_resource_policy: ["policy"],
  aws_lambda_layer_version_permission: ["layer_name", "principal", "organization_id"],
  aws_ebs_snapshot_block_public_access: ["state"],
  aws_apigatewayv2_route: ["api_id", "route_key", "authorization_type"],
  aws_api_gateway_method: ["rest_api_id", "http_method", "authorization", "api_key_required"],
  google_bigquery_dataset: ["access"],
  google_bigquery_dataset_access: ["dataset_id", "role", "special_group"],
  google_compute_security_policy: ["rule"],
  google_compute_security_policy_rule: ["security_policy", "action", "priority", "match"],
  aws_sqs_queue_policy: ["queue_url", "policy"],
  aws_vpc_endpoint: ["policy", "service_name", "vpc_endpoint_type"],
  google_compute_firewall: ["allow", "deny", "source_ranges", "source_tags", "target_tags", "priority", "network"],
  google_compute_network_firewall_policy_rule: ["match", "action", "firewall_policy", "target_secure_tags"],
  google_container_cluster: [
    "private_cluster_config",
    "master_authorized_networks_config",
    "control_plane_endpoints_config",
  ],
  google_compute_forwarding_rule: ["load_balancing_scheme", "ports", "port_range", "ip_protocol"],
  google_vertex_ai_endpoint: ["network", "private_service_connect_config"],
  google_compute_instance: ["network_interface"],
  google_sql_database_instance: ["settings"],
  google_storage_bucket: ["public_access_prevention"],
  google_storage_bucket_iam_binding: ["bucket", "role", "members", "condition"],
  google_storage_bucket_iam_policy: ["bucket", "policy_data"],
  google_storage_bucket_acl: ["bucket", "role_entity", "predefined_acl"],
  google_cloud_run_v2_service: ["ingress", "invoker_iam_disabled"],
};

const ODD: readonly unknown[] = [
  null,
  true,
  -1,
  1e300,
  "",
  "${var.x}",
  "${",
  "0.0.0.0/99",
  "{",
  "[]",
  '{"Statement":{"Effect":"Allow","Principal":{"AWS":["*",7]},"Action":"*","Resource":null}}',
  '{"Statement":[{"Effect":"Allow","Principal":"*","Action":"s3:*","Condition":{"IpAddress":{"aws:SourceIp":"nowhere"}}}]}',
  [],
  [null, [], {}, "x"],
  {},
  { constructor: 1, toString: null, valueOf: null },
  { cidr_blocks: [{ cidr_block: ["x"] }], policy: "{" },
];

/** Resources as no reader would let them through. */
function raw(kind: string, ...all: readonly Attributes[]): Estate {
  return new Estate(
    all.map((attributes, at) => ({
      root: "case",
      address: `${kind}.r${at}`,
      mode: "managed",
      kind,
      attributes,
      references: new Map(),
      actions: [],
      meta: {},
      waivers: [],
      origin: { file: "case" },
    })),
    [],
  );
}

test.each(Object.entries(READ))(
  "odd values of %s throw nothing, and are no change of themselves",
  (kind, attributes) => {
    for (const value of [...ODD, new Unknown(), new Unknown([], "${var.x}")] as readonly Value[]) {
      for (const attribute of attributes) {
        const estate = (): Estate =>
          raw(
            kind,
            { [attribute]: value },
            { bucket: "b", policy: value, [attribute]: [value, [value], { [attribute]: value }] },
          );
        expect(exposureOf(sides(estate(), estate()))).toEqual({ gained: [], lost: [] });
      }
    }
  },
);

const OBJECTS: readonly (readonly [apiVersion: string, kind: string])[] = [
  ["v1", "Service"],
  ["v1", "Pod"],
  ["apps/v1", "Deployment"],
  ["networking.k8s.io/v1", "NetworkPolicy"],
  ["networking.k8s.io/v1", "Ingress"],
  ["gateway.networking.k8s.io/v1", "HTTPRoute"],
  ["gateway.networking.k8s.io/v1", "Gateway"],
  ["networking.istio.io/v1", "VirtualService"],
  ["security.istio.io/v1", "AuthorizationPolicy"],
];
const FIELDS = [
  "ports",
  "type",
  "externalIPs",
  "podSelector",
  "policyTypes",
  "ingress",
  "egress",
  "rules",
  "selector",
  "template",
  "containers",
  "hosts",
  "http",
  "gateways",
  "parentRefs",
  "hostnames",
  "defaultBackend",
  "loadBalancerSourceRanges",
  "action",
  "infrastructure",
];

test.each(OBJECTS)("odd fields of %s %s throw nothing", (apiVersion, kind) => {
  for (const value of [...ODD, { from: [null, { ipBlock: 5 }], ports: [null, 7, { port: {} }] }]) {
    for (const field of FIELDS) {
      const manifest = { apiVersion, kind, metadata: { name: "one", annotations: value }, spec: { [field]: value } };
      const listed = { apiVersion, kind, metadata: { name: "two", namespace: value }, spec: { [field]: [value] } };
      const source = { manifests: [manifest, listed] };
      expect(exposureOf(sides(estateOf(source), estateOf(source)))).toEqual({ gained: [], lost: [] });
    }
  }
});

/** What no conversion can make a text or a number of. */
const NO_TEXT = { toString: null, valueOf: null };

test.each([
  [
    "the protocol of a group's rule",
    raw("aws_security_group", {
      ingress: [{ protocol: NO_TEXT, from_port: 22, to_port: 22, cidr_blocks: ["0.0.0.0/0"] }],
    }),
  ],
  [
    "a port of a group's rule",
    raw("aws_security_group", {
      ingress: [{ protocol: "tcp", from_port: NO_TEXT, to_port: 22, cidr_blocks: ["0.0.0.0/0"] }],
    }),
  ],
  [
    "a port of a rule that is a resource",
    raw("aws_vpc_security_group_ingress_rule", {
      security_group_id: "sg-1",
      ip_protocol: "tcp",
      from_port: 22,
      to_port: NO_TEXT,
      cidr_ipv4: "0.0.0.0/0",
    }),
  ],
  [
    "the protocol of a firewall",
    raw("google_compute_firewall", { network: "main", allow: [{ protocol: NO_TEXT }], source_ranges: ["0.0.0.0/0"] }),
  ],
  [
    "a port of a firewall",
    raw("google_compute_firewall", {
      network: "main",
      allow: [{ protocol: "tcp", ports: [NO_TEXT] }],
      source_ranges: ["0.0.0.0/0"],
    }),
  ],
  [
    "whether a firewall is switched off",
    raw("google_compute_firewall", {
      network: "main",
      allow: [{ protocol: "tcp" }],
      disabled: NO_TEXT,
      source_ranges: ["0.0.0.0/0"],
    }),
  ],
] as const)("where %s cannot be read, its rule is undecided, and not dropped", (_, estate) => {
  const reaches = reachesOf(estate);
  expect(reaches.map(({ source, from, undecided }) => [source, from, undecided])).toEqual([
    ["internet", "0.0.0.0/0", true],
  ]);
});

test("a policy whose labels cannot be read may select the pods", () => {
  const metadata = { name: "resnet", namespace: "vision", labels: { app: "resnet" } };
  const pod = { apiVersion: "v1", kind: "Pod", metadata, spec: { containers: [] } };
  const policy = {
    apiVersion: "networking.k8s.io/v1",
    kind: "NetworkPolicy",
    metadata,
    spec: {
      podSelector: { matchLabels: { app: NO_TEXT } },
      ingress: [{ from: [{ ipBlock: { cidr: "10.0.0.0/8" } }] }],
    },
  };
  const reaches = reachesOf(estateOf({ manifests: [pod, policy] }));
  expect(reaches.map(({ from, undecided }) => [from, undecided])).toEqual([["every pod of the cluster", true]]);
});

test("thousands of rules and of pods are compared in time", () => {
  const many = 2_000;
  const rules = (shift: number): object =>
    Object.fromEntries(
      Array.from({ length: many }, (_, at) => [
        `rule${at}`,
        {
          security_group_id: "sg-1",
          ip_protocol: "tcp",
          from_port: at,
          to_port: at + shift,
          cidr_ipv4: `10.${at % 256}.${Math.floor(at / 256)}.0/24`,
        },
      ]),
    );
  const pods = (namespaces: number): object[] =>
    Array.from({ length: many }, (_, at) => ({
      apiVersion: at % 2 === 0 ? "apps/v1" : "networking.k8s.io/v1",
      kind: at % 2 === 0 ? "Deployment" : "NetworkPolicy",
      metadata: { name: `one${at}`, namespace: `team${at % namespaces}` },
      spec: { podSelector: {}, template: { metadata: { labels: { app: `${at}` } }, spec: { containers: [] } } },
    }));
  const source = (shift: number): Estate =>
    estateOf({
      resource: { aws_vpc_security_group_ingress_rule: rules(shift) as Record<string, unknown> },
      manifests: [{ apiVersion: "v1", kind: "List", items: pods(200 + shift) }],
    });
  const found = exposureOf(sides(source(0), source(1)));
  expect(found.gained.length).toBeGreaterThan(many - 1);
  expect(found.lost.length).toBeGreaterThan(0);
});
