import type { Estate } from "../../../src/estate/estate";
import { clustersIn, deniesEgress, networksOf, servesClusters } from "../../../src/estate/joins/google-networks";
import type { Resource } from "../../../src/estate/resource";
import { isUnknown } from "../../../src/estate/unknown";
import { estateOf, type TerraformSource } from "../../support/estates";

type Kinds = NonNullable<TerraformSource["resource"]>;

const NETWORK = { google_compute_network: { serving: { name: "serving" }, other: { name: "other" } } };
const CLUSTER = {
  google_container_cluster: { main: { name: "main", network: "${google_compute_network.serving.id}" } },
  google_container_node_pool: { gpu: { cluster: "main", node_config: { tags: ["gpu"] } } },
};

function made(kinds: Kinds): Estate {
  return estateOf({ resource: { ...NETWORK, ...kinds } });
}

function at(estate: Estate, address: string): Resource {
  const resource = estate.resources.find((one) => one.address === address);
  if (resource === undefined) {
    throw new Error(`no ${address}`);
  }
  return resource;
}

const SERVING = "google_compute_network.serving";

test.each([
  ["by reference", { main: { network: "${google_compute_network.serving.self_link}" } }],
  ["by name", { main: { network: "serving" } }],
  ["by path", { main: { network: "projects/acme/global/networks/serving" } }],
])("a cluster lies in a network %s", (_, google_container_cluster) => {
  const estate = made({ google_container_cluster });
  expect(clustersIn(estate, at(estate, SERVING)).map(({ address }) => address)).toEqual([
    "google_container_cluster.main",
  ]);
  expect(clustersIn(estate, at(estate, "google_compute_network.other"))).toEqual([]);
});

test("a cluster lies in the network of its subnet", () => {
  const estate = made({
    google_compute_subnetwork: { nodes: { name: "nodes", network: "serving" } },
    google_container_cluster: { main: { subnetwork: "${google_compute_subnetwork.nodes.id}" } },
  });
  expect(clustersIn(estate, at(estate, SERVING))).toHaveLength(1);
});

test("a NAT belongs to the network of its router, and a policy to those that it is attached to", () => {
  const estate = made({
    google_compute_router: { out: { name: "out", network: "${google_compute_network.serving.id}" } },
    google_compute_router_nat: { out: { router: "out" } },
    google_compute_network_firewall_policy: { p: { name: "p" } },
    google_compute_network_firewall_policy_rule: { r: { firewall_policy: "p" } },
    google_compute_network_firewall_policy_association: {
      a: { firewall_policy: "p", attachment_target: "${google_compute_network.serving.id}" },
      b: { firewall_policy: "p", attachment_target: "${google_compute_network.other.id}" },
    },
  });
  const names = (address: string): unknown[] =>
    networksOf(estate, at(estate, address)).map((one) => one.attributes.name);
  expect(names("google_compute_router_nat.out")).toEqual(["serving"]);
  expect(names("google_compute_network_firewall_policy_rule.r")).toEqual(["serving", "other"]);
  expect(names("google_compute_network_firewall_policy.p")).toEqual(["serving", "other"]);
});

test.each([
  ["about every machine", {}, true],
  ["about nodes of the pool", { target_tags: ["gpu"] }, true],
  ["about other machines", { target_tags: ["bastion"] }, false],
  ["about other accounts", { target_service_accounts: ["a@p.iam.gserviceaccount.com"] }, false],
  ["of another network", { network: "other" }, false],
  ["of a network that is not known", { network: "${var.network}" }, false],
])("a firewall %s serves a cluster or not", (_, attributes, serves) => {
  const estate = made({ ...CLUSTER, google_compute_firewall: { one: { network: "serving", ...attributes } } });
  expect(servesClusters(estate, at(estate, "google_compute_firewall.one"))).toBe(serves);
});

describe("egress", () => {
  const DENY = { network: "serving", direction: "EGRESS", deny: [{ protocol: "all" }] };

  test.each([
    ["a rule for all protocols", DENY, true],
    ["a rule for IPv4 by range", { ...DENY, destination_ranges: ["0.0.0.0/0"] }, true],
    ["one protocol alone", { ...DENY, deny: [{ protocol: "tcp" }] }, false],
    ["one range alone", { ...DENY, destination_ranges: ["10.0.0.0/8"] }, false],
    ["a rule that is off", { ...DENY, disabled: true }, false],
    ["a rule about tagged machines", { ...DENY, target_tags: ["legacy-web"] }, false],
    ["IPv6 alone", { ...DENY, destination_ranges: ["::/0"] }, false],
  ])("is denied or not by %s", (_, rule, denied) => {
    const estate = made({ google_compute_firewall: { one: rule } });
    expect(deniesEgress(estate, at(estate, SERVING))).toBe(denied);
  });

  test("may be denied by a firewall whose network is not known", () => {
    const estate = made({ google_compute_firewall: { one: { ...DENY, network: "${var.network}" } } });
    expect(isUnknown(deniesEgress(estate, at(estate, SERVING)))).toBe(true);
  });
});
