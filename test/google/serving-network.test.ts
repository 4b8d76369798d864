import { Lazy } from "cdktf";
import { ServingNetwork, type ServingNetworkProps } from "modelkeep/google";
import { hintOnHostBits } from "../../src/core/cidr";
import { internetRanges } from "../../src/google/ingress-firewall";
import {
  type Attributes,
  googleTestStack,
  onlyResourceOf,
  resourcesOf,
  type Synthesized,
  synthesize,
} from "../support/stack";

const CIDR = "10.20.0.0/16";
const RESTRICTED_ADDRESSES = ["199.36.153.4", "199.36.153.5", "199.36.153.6", "199.36.153.7"];
const NAME = /^[a-z]([-a-z0-9]{0,61}[a-z0-9])?$/;

/** A network in a production stack, as Terraform reads it. */
function synthesizedNetwork(props: Partial<ServingNetworkProps> = {}): Synthesized {
  const stack = googleTestStack();
  new ServingNetwork(stack, "network", { cidr: CIDR, ...props });
  return synthesize(stack);
}

function networkOf(cidr: string, props: Partial<ServingNetworkProps> = {}): ServingNetwork {
  return new ServingNetwork(googleTestStack(), "network", { cidr, ...props });
}

/** Reference to the only resource of the type. */
function referenceTo(stack: Synthesized, type: string, attribute = "id"): string {
  const [name] = Object.keys(stack.resource[type] ?? {});
  return `\${${type}.${name}.${attribute}}`;
}

function firewallRule(stack: Synthesized, id: string): Attributes {
  const rules = Object.entries(stack.resource.google_compute_firewall ?? {}).filter(([name]) => name.includes(id));
  expect(rules).toHaveLength(1);
  return rules[0]?.[1] ?? {};
}

function openings(stack: Synthesized): Attributes[] {
  return resourcesOf(stack, "google_compute_firewall").filter(({ allow }) => allow !== undefined);
}

function recordsOf(stack: Synthesized, type: "A" | "CNAME"): Record<string, unknown> {
  const records = resourcesOf(stack, "google_dns_record_set").filter((record) => record.type === type);
  return Object.fromEntries(records.map(({ name, rrdatas }) => [name, rrdatas]));
}

describe("ServingNetwork", () => {
  let stack: Synthesized;
  let byEndpoint: Synthesized;

  beforeAll(() => {
    stack = synthesizedNetwork();
    byEndpoint = synthesizedNetwork({ privateServiceConnect: true });
  });

  describe("rows of the catalogue", () => {
    test("NET-29: no subnetwork appears that nobody asked for", () => {
      expect(stack).toHaveEvery("google_compute_network", { auto_create_subnetworks: false });
      expect(resourcesOf(stack, "google_compute_subnetwork")).toHaveLength(1);
    });

    test("NET-30: the network is made without a route to the internet", () => {
      expect(stack).toHaveEvery("google_compute_network", { delete_default_routes_on_create: true });
    });

    test("NET-30: the only route leads to Google's APIs", () => {
      expect(onlyResourceOf(stack, "google_compute_route")).toMatchObject({
        dest_range: "199.36.153.4/30",
        next_hop_gateway: "default-internet-gateway",
        network: referenceTo(stack, "google_compute_network"),
      });
    });

    test("NET-32: machines without external addresses reach Google's APIs, whichever way", () => {
      expect(stack).toHaveEvery("google_compute_subnetwork", { private_ip_google_access: true });
      expect(byEndpoint).toHaveEvery("google_compute_subnetwork", { private_ip_google_access: true });
    });

    test("NET-33: connections are logged, none left out by sampling", () => {
      expect(stack).toHaveEvery("google_compute_subnetwork", {
        log_config: { aggregation_interval: "INTERVAL_1_MIN", flow_sampling: 1, metadata: "INCLUDE_ALL_METADATA" },
      });
    });

    test("NET-34: there is no IPv6", () => {
      expect(stack).toHaveEvery("google_compute_subnetwork", { stack_type: "IPV4_ONLY" });
      expect(stack).toHaveNone("google_compute_subnetwork", "ipv6_access_type");
      expect(stack).toHaveNone("google_compute_network", "enable_ula_internal_ipv6");
    });

    test("NET-35: nothing is let in: the only rule for ingress refuses the internet, before GKE's rules for Services", () => {
      const ingress = resourcesOf(stack, "google_compute_firewall").filter(({ direction }) => direction !== "EGRESS");

      expect(ingress).toEqual([
        expect.objectContaining({
          direction: "INGRESS",
          priority: 900,
          deny: [{ protocol: "all" }],
          source_ranges: internetRanges(),
          log_config: { metadata: "INCLUDE_ALL_METADATA" },
        }),
      ]);
      expect(ingress[0]).not.toHaveProperty("allow");
    });

    test("NET-36: everything that leaves is refused unless a rule of more weight names it", () => {
      const deny = firewallRule(stack, "DenyTheRest");
      expect(deny).toMatchObject({
        direction: "EGRESS",
        destination_ranges: ["0.0.0.0/0"],
        deny: [{ protocol: "all" }],
        priority: 65_534,
        network: referenceTo(stack, "google_compute_network"),
      });
      for (const rule of openings(stack)) {
        expect(rule.priority).toBe(1000);
      }
    });

    test("NET-36: the refusal binds every machine of the network", () => {
      expect(stack).toHaveNone("google_compute_firewall", "target_tags");
      expect(stack).toHaveNone("google_compute_firewall", "target_service_accounts");
      expect(stack).toHaveNone("google_compute_firewall", "disabled");
    });

    test("NET-36: what is open is the cluster itself and Google's APIs", () => {
      expect(openings(stack).map(({ destination_ranges, allow }) => ({ destination_ranges, allow }))).toEqual([
        { destination_ranges: ["10.20.32.0/28"], allow: [{ protocol: "tcp", ports: ["443", "8132"] }] },
        { destination_ranges: ["199.36.153.4/30"], allow: [{ protocol: "tcp", ports: ["443"] }] },
        {
          destination_ranges: ["10.20.0.0/20", "10.20.128.0/17", "10.20.16.0/20"],
          allow: [{ protocol: "tcp" }, { protocol: "udp" }, { protocol: "icmp" }],
        },
      ]);
    });

    test("NET-37: no opening is of all protocols, and beyond the cluster each names its ports", () => {
      const everywhere = openings(stack).flatMap(({ allow }) => allow as { protocol: string }[]);
      expect(everywhere.map(({ protocol }) => protocol)).not.toContain("all");
      const beyond = openings(stack).filter((rule) => rule !== firewallRule(stack, "WithinCluster"));
      for (const { allow } of beyond) {
        expect(allow).toEqual([{ protocol: "tcp", ports: expect.arrayContaining([expect.stringMatching(/^\d+$/)]) }]);
      }
    });

    test("NET-38: every rule logs what it lets through or refuses, with all it knows", () => {
      expect(stack).toHaveEvery("google_compute_firewall", { log_config: { metadata: "INCLUDE_ALL_METADATA" } });
    });

    test.each([
      ["NET-31", "google_project"],
      ["NET-40", "google_compute_router_nat"],
      ["NET-40", "google_compute_router"],
      ["NET-40", "google_compute_address"],
      ["NET-45", "google_compute_global_address"],
      ["NET-46", "google_compute_global_forwarding_rule"],
      ["NET-49", "google_service_networking_connection"],
    ])("%s: a network makes no %s by itself", (_row, type) => {
      expect(stack.resource).not.toHaveProperty(type);
    });

    test("NET-42: Google's names are answered in the network alone", () => {
      expect(stack).toHaveEvery("google_dns_managed_zone", {
        visibility: "private",
        private_visibility_config: { networks: [{ network_url: referenceTo(stack, "google_compute_network") }] },
      });
      expect(resourcesOf(stack, "google_dns_managed_zone").map(({ dns_name }) => dns_name)).toEqual([
        "gcr.io.",
        "googleapis.com.",
        "pkg.dev.",
      ]);
    });

    test("NET-42: every name of Google's APIs and registries leads to the restricted addresses", () => {
      expect(recordsOf(stack, "A")).toEqual({
        "googleapis.com.": RESTRICTED_ADDRESSES,
        "gcr.io.": RESTRICTED_ADDRESSES,
        "pkg.dev.": RESTRICTED_ADDRESSES,
      });
      expect(recordsOf(stack, "CNAME")).toEqual({
        "*.googleapis.com.": ["googleapis.com."],
        "*.gcr.io.": ["gcr.io."],
        "*.pkg.dev.": ["pkg.dev."],
      });
    });

    test("NET-44: queries of names are logged", () => {
      expect(stack).toHaveEvery("google_dns_policy", {
        enable_logging: true,
        enable_inbound_forwarding: false,
        networks: [{ network_url: referenceTo(stack, "google_compute_network") }],
      });
    });

    test("NET-45: Google's APIs get an internal address of the network's own when asked for", () => {
      expect(byEndpoint).toHaveEvery("google_compute_global_address", {
        purpose: "PRIVATE_SERVICE_CONNECT",
        address_type: "INTERNAL",
        address: "10.20.48.1",
        network: referenceTo(byEndpoint, "google_compute_network"),
      });
    });

    test("NET-46: behind the address are those APIs alone that VPC Service Controls can guard", () => {
      expect(byEndpoint).toHaveEvery("google_compute_global_forwarding_rule", {
        target: "vpc-sc",
        load_balancing_scheme: "",
        no_automate_dns_zone: true,
        ip_address: referenceTo(byEndpoint, "google_compute_global_address"),
        network: referenceTo(byEndpoint, "google_compute_network"),
      });
    });
  });

  describe("Private Service Connect", () => {
    test("names lead to the endpoint, and only it is open", () => {
      expect(recordsOf(byEndpoint, "A")).toEqual({
        "googleapis.com.": ["10.20.48.1"],
        "gcr.io.": ["10.20.48.1"],
        "pkg.dev.": ["10.20.48.1"],
      });
      expect(firewallRule(byEndpoint, "GoogleApis")).toMatchObject({ destination_ranges: ["10.20.48.1/32"] });
    });

    test("nothing is routed out of the network, not even to shared addresses of Google", () => {
      expect(byEndpoint.resource).not.toHaveProperty("google_compute_route");
    });

    test("the name of the endpoint is one that Google takes: 1 to 20 lower-case letters and digits", () => {
      expect(onlyResourceOf(byEndpoint, "google_compute_global_forwarding_rule").name).toMatch(/^[a-z][a-z0-9]{0,19}$/);
    });

    test("two networks of a stack have endpoints of different names", () => {
      const two = googleTestStack();
      new ServingNetwork(two, "one", { cidr: CIDR, privateServiceConnect: true });
      new ServingNetwork(two, "other", { cidr: "10.21.0.0/16", privateServiceConnect: true });
      const names = resourcesOf(synthesize(two), "google_compute_global_forwarding_rule").map(({ name }) => name);
      expect(new Set(names).size).toBe(2);
    });
  });

  describe("ranges", () => {
    test.each([
      ["10.16.0.0/12", "10.16.0.0/16", "10.17.0.0/16", "10.18.0.0/28", "10.24.0.0/13", "10.19.0.1/32"],
      ["10.20.0.0/16", "10.20.0.0/20", "10.20.16.0/20", "10.20.32.0/28", "10.20.128.0/17", "10.20.48.1/32"],
      ["172.20.0.0/15", "172.20.0.0/19", "172.20.32.0/19", "172.20.64.0/28", "172.21.0.0/16", "172.20.96.1/32"],
      [
        "192.168.192.0/18",
        "192.168.192.0/22",
        "192.168.196.0/22",
        "192.168.200.0/28",
        "192.168.224.0/19",
        "192.168.204.1/32",
      ],
      ["100.64.0.0/14", "100.64.0.0/18", "100.64.64.0/18", "100.64.128.0/28", "100.66.0.0/15", "100.64.192.1/32"],
    ])(
      "%s is cut for nodes, Services, control plane, pods and endpoint",
      (cidr, nodes, services, plane, pods, apis) => {
        const network = networkOf(cidr, { privateServiceConnect: true });
        expect(network).toMatchObject({
          cidr,
          nodeCidr: nodes,
          serviceCidr: services,
          controlPlaneCidr: plane,
          podCidr: pods,
          googleApisCidrs: [apis],
        });
      },
    );

    test("the subnetwork holds nodes, pods and Services; control plane and endpoint lie in none", () => {
      expect(onlyResourceOf(stack, "google_compute_subnetwork")).toMatchObject({
        ip_cidr_range: "10.20.0.0/20",
        secondary_ip_range: [
          { range_name: "pods", ip_cidr_range: "10.20.128.0/17" },
          { range_name: "services", ip_cidr_range: "10.20.16.0/20" },
        ],
        region: "europe-west4",
        network: referenceTo(stack, "google_compute_network"),
      });
    });
  });

  test.each([
    ["the firewall", "google_compute_firewall"],
    ["names", "google_dns_record_set"],
    ["the log of names", "google_dns_policy"],
  ])("the subnetwork, and so every machine, waits for %s", (_what, type) => {
    for (const synthesized of [stack, byEndpoint]) {
      const waitedFor = onlyResourceOf(synthesized, "google_compute_subnetwork").depends_on;
      expect(waitedFor).toEqual(
        expect.arrayContaining(Object.keys(synthesized.resource[type] ?? {}).map((name) => `${type}.${name}`)),
      );
    }
  });

  test("the subnetwork waits for the way to Google's APIs", () => {
    expect(onlyResourceOf(stack, "google_compute_subnetwork").depends_on).toEqual(
      expect.arrayContaining([expect.stringMatching(/^google_compute_route\./)]),
    );
    expect(onlyResourceOf(byEndpoint, "google_compute_subnetwork").depends_on).toEqual(
      expect.arrayContaining([expect.stringMatching(/^google_compute_global_forwarding_rule\./)]),
    );
  });

  test("what clusters need is told, literal where it can be", () => {
    const network = networkOf(CIDR);
    expect(network).toMatchObject({
      region: "europe-west4",
      podRangeName: "pods",
      serviceRangeName: "services",
      googleApisCidrs: ["199.36.153.4/30"],
      allowedDestinations: [],
    });
    expect(network.networkName).toMatch(NAME);
    expect(onlyResourceOf(stack, "google_compute_network").name).toBe(network.networkName);
  });

  test("another region can be chosen than the provider's", () => {
    expect(synthesizedNetwork({ region: "us-central1" })).toHaveEvery("google_compute_subnetwork", {
      region: "us-central1",
    });
  });

  test("everything lies in the project of the provider", () => {
    for (const [type, resources] of Object.entries(byEndpoint.resource)) {
      for (const { project } of Object.values(resources)) {
        expect({ type, project }).toEqual({ type, project: "acme-vision" });
      }
    }
  });

  test("every name is one that Compute Engine and Cloud DNS take, however deep the construct lies", () => {
    const deep = googleTestStack();
    const id = "a-network-whose-name-is-as-long-as-somebody-who-likes-long-names-would-make-it";
    new ServingNetwork(deep, id, {
      cidr: CIDR,
      privateServiceConnect: true,
      allowedDestinations: [{ name: `${"x".repeat(62)}9`, cidr: "203.0.113.0/24" }],
    });
    const synthesized = synthesize(deep);
    const named = Object.entries(synthesized.resource).filter(([type]) => type !== "google_dns_record_set");
    const names = named.flatMap(([type, resources]) => Object.values(resources).map(({ name }) => `${type} ${name}`));
    expect(names.length).toBeGreaterThan(12);
    expect(new Set(names).size).toBe(names.length);
    for (const name of names) {
      expect(name.split(" ")[1]).toMatch(NAME);
    }
  });

  test("two networks of a stack share no name", () => {
    const two = googleTestStack();
    new ServingNetwork(two, "a-b", { cidr: CIDR });
    new ServingNetwork(two, "a_b", { cidr: "10.21.0.0/16" });
    const synthesized = synthesize(two);
    for (const type of ["google_compute_network", "google_compute_firewall", "google_dns_managed_zone"]) {
      const names = resourcesOf(synthesized, type).map(({ name }) => name);
      expect(new Set(names).size).toBe(names.length);
    }
  });

  describe("errors", () => {
    test.each([
      ["a public range", "203.0.0.0/16"],
      ["the whole internet", "0.0.0.0/0"],
      ["a range of which Services would get more than a /16", "10.0.0.0/8"],
      ["a range too small for pods", "10.20.0.0/19"],
      ["a range with bits beyond the prefix", "10.20.1.0/16"],
      ["no range at all", "serving"],
      ["the restricted addresses of Google", "199.36.153.4/30"],
    ])("%s is refused as the range of the network", (_what, cidr) => {
      expect(() => networkOf(cidr)).toThrow(
        [
          "[MK_NETWORK_CIDR] at test/network (google.ServingNetwork):",
          `  cidr is "${cidr}", which is not a private IPv4 range of /12 to /18.${hintOnHostBits(cidr)}`,
          "  Use a range within 10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16 or 100.64.0.0/10, as in 10.20.0.0/16.",
        ].join("\n"),
      );
    });

    test.each([["172.17.0.0/16"], ["172.16.0.0/12"], ["172.17.64.0/18"], ["172.16.0.0/15"]])(
      "%s is refused: nodes could not answer what lies in the container bridge's range",
      (cidr) => {
        expect(() => networkOf(cidr)).toThrow(
          [
            "[MK_NETWORK_CIDR_RESERVED] at test/network (google.ServingNetwork):",
            `  cidr is "${cidr}", which holds addresses of 172.17.0.0/16: on nodes they are the container bridge's.`,
            "  Use a range that shares no address with 172.17.0.0/16, as in 10.20.0.0/16.",
          ].join("\n"),
        );
      },
    );

    test.each([["172.16.0.0/16"], ["172.18.0.0/15"], ["10.16.0.0/12"], ["192.168.0.0/18"], ["100.64.0.0/16"]])(
      "%s is accepted as the range of the network",
      (cidr) => {
        expect(networkOf(cidr).cidr).toBe(cidr);
      },
    );

    test("a zone for a region is refused", () => {
      expect(() => networkOf(CIDR, { region: "europe-west4-a" })).toThrow(
        [
          "[MK_NAME_FORMAT] at test/network (google.ServingNetwork):",
          '  region is "europe-west4-a", which is not a region such as europe-west4.',
          "  Set region to a region such as europe-west4.",
        ].join("\n"),
      );
    });

    test("a range and a region that only Terraform knows are refused", () => {
      const unknown = Lazy.stringValue({ produce: () => "later" });
      expect(() => networkOf(unknown, { region: unknown })).toThrow(
        [
          "[MK_LITERAL_REQUIRED] at test/network (google.ServingNetwork):",
          "  cidr is a token, which is known only to Terraform, but its value is compared at synthesis.",
          "  Give cidr a literal value.",
          "  region is a token, which is known only to Terraform, but its value is compared at synthesis.",
          "  Give region a literal value.",
        ].join("\n"),
      );
    });

    test("a network without range is refused", () => {
      const none: Partial<ServingNetworkProps> = {};
      expect(() => new ServingNetwork(googleTestStack(), "network", none as ServingNetworkProps)).toThrow(
        "[MK_MISSING] at test/network (google.ServingNetwork):\n  cidr is missing.",
      );
    });

    test("range, region and destinations are reported at once", () => {
      expect(() =>
        networkOf("8.0.0.0/8", { region: "nowhere", allowedDestinations: [{ name: "all", cidr: "0.0.0.0/0" }] }),
      ).toThrow(expect.objectContaining({ codes: ["MK_NETWORK_CIDR", "MK_NAME_FORMAT", "MK_NETWORK_DESTINATION"] }));
    });
  });

  test("the defaults are what they were", () => {
    expect(withoutMetadata(stack)).toMatchSnapshot();
  });
});

function withoutMetadata(stack: Synthesized): unknown {
  return JSON.parse(JSON.stringify(stack, (key, value: unknown) => (key === "//" ? undefined : value)));
}
