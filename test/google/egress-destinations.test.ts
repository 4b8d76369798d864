import { Lazy } from "cdktf";
import { type EgressDestination, ServingNetwork } from "modelkeep/google";
import {
  type Attributes,
  googleTestStack,
  onlyResourceOf,
  resourcesOf,
  type Synthesized,
  synthesize,
} from "../support/stack";

const PUBLIC: EgressDestination[] = [
  { name: "licence-server", cidr: "203.0.113.0/24" },
  { name: "licence-admin", cidr: "203.0.113.0/24", port: 8443 },
  { name: "registry", cidr: "198.51.100.7/32", port: 5000 },
];
const PRIVATE: EgressDestination[] = [{ name: "metadata-store", cidr: "10.9.0.0/24", port: 5432 }];

function synthesizedNetwork(allowedDestinations: EgressDestination[]): Synthesized {
  const stack = googleTestStack();
  new ServingNetwork(stack, "network", { cidr: "10.20.0.0/16", allowedDestinations });
  return synthesize(stack);
}

function openingsTo(stack: Synthesized): Attributes[] {
  return Object.entries(stack.resource.google_compute_firewall ?? {})
    .filter(([name]) => /_To-/.test(name))
    .map(([, rule]) => rule);
}

function routesOut(stack: Synthesized): Attributes[] {
  return resourcesOf(stack, "google_compute_route").filter(({ dest_range }) => dest_range !== "199.36.153.4/30");
}

/** Resources without what they wait for: a subnetwork waits for all rules, also for further ones. */
function withoutOrder({ resource }: Synthesized): Synthesized["resource"] {
  return JSON.parse(JSON.stringify(resource, (key, value: unknown) => (key === "depends_on" ? undefined : value)));
}

describe("destinations of a ServingNetwork", () => {
  let stack: Synthesized;

  beforeAll(() => {
    stack = synthesizedNetwork([...PUBLIC, ...PRIVATE]);
  });

  describe("rows of the catalogue", () => {
    test("NET-30: no route leads to the whole internet", () => {
      expect(resourcesOf(stack, "google_compute_route").map(({ dest_range }) => dest_range)).toEqual([
        "199.36.153.4/30",
        "203.0.113.0/24",
        "198.51.100.7/32",
      ]);
    });

    test("NET-36, NET-37: each destination is open on its own port and no other", () => {
      expect(openingsTo(stack).map(({ destination_ranges, allow }) => ({ destination_ranges, allow }))).toEqual([
        { destination_ranges: ["203.0.113.0/24"], allow: [{ protocol: "tcp", ports: ["8443"] }] },
        { destination_ranges: ["203.0.113.0/24"], allow: [{ protocol: "tcp", ports: ["443"] }] },
        { destination_ranges: ["10.9.0.0/24"], allow: [{ protocol: "tcp", ports: ["5432"] }] },
        { destination_ranges: ["198.51.100.7/32"], allow: [{ protocol: "tcp", ports: ["5000"] }] },
      ]);
    });

    test("NET-36: everything else is still refused", () => {
      const denied = resourcesOf(stack, "google_compute_firewall").filter(
        ({ deny, direction }) => deny !== undefined && direction === "EGRESS",
      );
      expect(denied).toEqual([
        expect.objectContaining({ destination_ranges: ["0.0.0.0/0"], deny: [{ protocol: "all" }], priority: 65_534 }),
      ]);
    });

    test("NET-38: what is let out is logged", () => {
      expect(stack).toHaveEvery("google_compute_firewall", { log_config: { metadata: "INCLUDE_ALL_METADATA" } });
    });

    test("NET-40: addresses of this subnetwork's nodes and pods are translated, and of no other", () => {
      const [subnetwork] = Object.keys(stack.resource.google_compute_subnetwork ?? {});
      expect(onlyResourceOf(stack, "google_compute_router_nat")).toMatchObject({
        source_subnetwork_ip_ranges_to_nat: "LIST_OF_SUBNETWORKS",
        nat_ip_allocate_option: "AUTO_ONLY",
        subnetwork: [
          {
            name: `\${google_compute_subnetwork.${subnetwork}.id}`,
            source_ip_ranges_to_nat: ["PRIMARY_IP_RANGE", "LIST_OF_SECONDARY_IP_RANGES"],
            secondary_ip_range_names: ["pods"],
          },
        ],
      });
    });

    test("NET-41: every translation is logged", () => {
      expect(stack).toHaveEvery("google_compute_router_nat", { log_config: { enable: true, filter: "ALL" } });
    });
  });

  test("NAT hangs on a router of the network in the subnetwork's region", () => {
    const [router] = Object.keys(stack.resource.google_compute_router ?? {});
    const [network] = Object.keys(stack.resource.google_compute_network ?? {});
    expect(onlyResourceOf(stack, "google_compute_router")).toMatchObject({
      network: `\${google_compute_network.${network}.id}`,
      region: "europe-west4",
    });
    expect(onlyResourceOf(stack, "google_compute_router_nat")).toMatchObject({
      router: `\${google_compute_router.${router}.name}`,
      region: "europe-west4",
    });
  });

  test("two ports at one address are one route", () => {
    expect(routesOut(stack)).toHaveLength(2);
    expect(routesOut(stack)[0]?.description).toBe("Destination licence-server");
  });

  test("a private destination is opened and nothing else: its way is a peering, a VPN or an interconnect", () => {
    const inside = synthesizedNetwork(PRIVATE);
    expect(openingsTo(inside)).toHaveLength(1);
    expect(resourcesOf(inside, "google_compute_route")).toHaveLength(1);
    expect(inside.resource).not.toHaveProperty("google_compute_router");
    expect(inside.resource).not.toHaveProperty("google_compute_router_nat");
  });

  test("asking for destinations changes nothing of what was there", () => {
    const closed = synthesizedNetwork([]);
    for (const [type, resources] of Object.entries(withoutOrder(closed))) {
      expect(withoutOrder(stack)[type]).toMatchObject(resources);
    }
  });

  test("the network tells its destinations, for network policies to open", () => {
    const network = new ServingNetwork(googleTestStack(), "network", {
      cidr: "10.20.0.0/16",
      allowedDestinations: PUBLIC,
    });
    expect(network.allowedDestinations).toEqual(PUBLIC);
  });

  describe("errors", () => {
    test.each([
      ["the whole internet", "0.0.0.0/0"],
      ["half of the internet", "128.0.0.0/1"],
      ["a public range wider than /16", "203.0.0.0/15"],
      ["a range that holds a private one", "172.0.0.0/8"],
      ["the metadata server", "169.254.169.254/32"],
      ["an address without prefix", "203.0.113.7"],
      ["an IPv6 range", "2001:db8::/32"],
      ["a host name", "licences.acme.example"],
    ])("%s is refused as a destination", (_what, cidr) => {
      expect(() => synthesizedNetwork([{ name: "licence-server", cidr }])).toThrow(
        [
          "[MK_NETWORK_DESTINATION] at test/network (google.ServingNetwork):",
          `  allowedDestinations[0].cidr is "${cidr}", which is neither a private IPv4 range of /8 to /32 nor a public one of /16 to /32.`,
          "  Name the addresses of the one service that is needed, as in 203.0.113.0/24.",
        ].join("\n"),
      );
    });

    test.each([["203.0.0.0/16"], ["203.0.113.7/32"]])("%s is accepted as a public destination", (cidr) => {
      expect(routesOut(synthesizedNetwork([{ name: "licence-server", cidr }]))).toMatchObject([{ dest_range: cidr }]);
    });

    test.each([["10.0.0.0/8"], ["192.168.7.9/32"], ["100.64.0.0/24"]])(
      "%s is accepted as a private destination",
      (cidr) => {
        expect(openingsTo(synthesizedNetwork([{ name: "store", cidr }]))).toMatchObject([
          { destination_ranges: [cidr] },
        ]);
      },
    );

    test("two destinations of one name are refused", () => {
      expect(() =>
        synthesizedNetwork([
          { name: "store", cidr: "10.9.0.0/24" },
          { name: "store", cidr: "10.10.0.0/24" },
        ]),
      ).toThrow(
        [
          "[MK_NETWORK_DESTINATION_NAMES] at test/network (google.ServingNetwork):",
          "  allowedDestinations names [store, store], one of them twice.",
          "  Give each destination a name of its own: it identifies the firewall rule.",
        ].join("\n"),
      );
    });

    test.each([[0], [65_536], [443.5]])("port %d is refused", (port) => {
      expect(() => synthesizedNetwork([{ name: "licence-server", cidr: "203.0.113.0/24", port }])).toThrow(
        [
          "[MK_NUMBER_RANGE] at test/network (google.ServingNetwork):",
          `  allowedDestinations[0].port is ${port}, not a whole number from 1 to 65535.`,
          "  Set allowedDestinations[0].port to a whole number from 1 to 65535.",
        ].join("\n"),
      );
    });

    test("a range that only Terraform knows is refused: it could be the whole internet", () => {
      const cidr = Lazy.stringValue({ produce: () => "0.0.0.0/0" });
      expect(() => synthesizedNetwork([{ name: "licence-server", cidr }])).toThrow(
        expect.objectContaining({
          codes: ["MK_LITERAL_REQUIRED"],
          message: expect.stringContaining("allowedDestinations[0].cidr is a token"),
        }),
      );
    });

    test("what is wrong with name, port and range of several destinations is reported at once", () => {
      expect(() =>
        synthesizedNetwork([
          { name: "Licences", cidr: "203.0.113.0/24", port: 0 },
          { name: "all", cidr: "0.0.0.0/0" },
        ]),
      ).toThrow(
        expect.objectContaining({
          codes: ["MK_NAME_FORMAT", "MK_NUMBER_RANGE", "MK_NETWORK_DESTINATION"],
          message: expect.stringContaining('allowedDestinations[1].cidr is "0.0.0.0/0"'),
        }),
      );
    });
  });

  test("the resources of the way out are what they were", () => {
    const wayOut = Object.entries(stack.resource).map(([type, resources]) => [
      type,
      Object.fromEntries(Object.entries(resources).filter(([name]) => /^network_(Internet_|Egress_To-)/.test(name))),
    ]);
    const made = Object.fromEntries(wayOut.filter(([, resources]) => Object.keys(resources ?? {}).length > 0));
    expect(
      JSON.parse(JSON.stringify(made, (key, value: unknown) => (key === "//" ? undefined : value))),
    ).toMatchSnapshot();
  });
});
