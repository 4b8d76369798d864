import { GpuModel } from "modelkeep";
import { type InternetDestination, ServingCluster, ServingNetwork } from "modelkeep/aws";
import { type Attributes, resourcesOf, type Synthesized, synthesize, testStack } from "../support/stack";

const INGRESS = "aws_vpc_security_group_ingress_rule";
const EGRESS = "aws_vpc_security_group_egress_rule";
const PEERS = ["cidr_ipv4", "cidr_ipv6", "prefix_list_id", "referenced_security_group_id"];

/** What EC2 takes in the description of a rule. */
const RULE_DESCRIPTION = /^[A-Za-z0-9 ._:/()#,@[\]+=&;{}!$*-]{1,255}$/;

interface ClusterOptions {
  readonly apiAllowedCidrs?: string[];
  readonly internetDestinations?: InternetDestination[];
}

function synthesizedCluster({ apiAllowedCidrs, internetDestinations }: ClusterOptions = {}): Synthesized {
  const stack = testStack();
  const network = new ServingNetwork(stack, "network", {
    cidr: "10.20.0.0/16",
    zones: ["us-east-1a", "us-east-1b"],
    internetDestinations,
  });
  const cluster = new ServingCluster(stack, "cluster", { network, version: "1.35", apiAllowedCidrs });
  cluster.addGpuNodePool("fabric", {
    gpu: GpuModel.NVIDIA_H100,
    machineType: "p5.48xlarge",
    maxNodes: 2,
    zones: ["us-east-1a"],
    lowLatency: true,
  });
  return synthesize(stack);
}

describe("security groups of a ServingCluster", () => {
  let stack: Synthesized;

  beforeAll(() => {
    stack = synthesizedCluster({
      apiAllowedCidrs: ["10.90.0.0/24", "192.168.7.0/24"],
      internetDestinations: [
        { name: "licence-server", cidr: "203.0.113.0/24" },
        { name: "registry", cidr: "198.51.100.7/32", port: 5000 },
      ],
    });
  });

  function group(part: string): string {
    const names = Object.keys(stack.resource.aws_security_group ?? {}).filter((name) => name.includes(part));
    return `\${aws_security_group.${names.join()}.id}`;
  }

  /** Rules of the group, as who is at the other end and the ports. */
  function rulesOf(type: string, securityGroupId: string): Attributes[] {
    return resourcesOf(stack, type).filter(({ security_group_id }) => security_group_id === securityGroupId);
  }

  function portsWith(type: string, securityGroupId: string, peer: string): string[] {
    return rulesOf(type, securityGroupId)
      .filter(({ referenced_security_group_id }) => referenced_security_group_id === peer)
      .map(({ ip_protocol, from_port, to_port }) => `${ip_protocol} ${from_port}-${to_port}`)
      .sort();
  }

  describe("rows of the catalogue", () => {
    test.each([[INGRESS], [EGRESS]])("NET-09: every %s says what it is for, in characters that EC2 takes", (type) => {
      expect(stack).toHaveEvery(type, { description: expect.stringMatching(RULE_DESCRIPTION) });
    });

    test("NET-09: every security group says what it is for", () => {
      expect(stack).toHaveEvery("aws_security_group", { description: expect.stringMatching(/\S/) });
    });

    test("NET-10: no security group has rules of its own: they are separate resources", () => {
      expect(stack).toHaveNone("aws_security_group", "ingress");
      expect(stack).toHaveNone("aws_security_group", "egress");
      expect(stack.resource).not.toHaveProperty("aws_security_group_rule");
    });

    test.each([
      ["NET-11", INGRESS],
      ["NET-12", EGRESS],
    ])("%s: no %s names the world, by IPv4 or IPv6", (_row, type) => {
      for (const rule of resourcesOf(stack, type)) {
        expect(String(rule.cidr_ipv4)).not.toMatch(/\/0$/);
        expect(rule.cidr_ipv6).toBeUndefined();
      }
    });

    test.each([
      ["NET-11", INGRESS],
      ["NET-12", EGRESS],
    ])("%s: every %s names exactly one peer", (_row, type) => {
      for (const rule of resourcesOf(stack, type)) {
        expect(PEERS.filter((peer) => rule[peer] !== undefined)).toHaveLength(1);
      }
    });

    test("NET-13: nodes reach S3 by the prefix list of the gateway endpoint, over TLS alone", () => {
      const toPrefixLists = rulesOf(EGRESS, group("Nodes")).filter(
        ({ prefix_list_id }) => prefix_list_id !== undefined,
      );
      expect(toPrefixLists).toEqual([
        expect.objectContaining({
          prefix_list_id: expect.stringMatching(/^\$\{aws_vpc_endpoint\.network_S3Endpoint_\w+\.prefix_list_id\}$/),
          ip_protocol: "tcp",
          from_port: 443,
          to_port: 443,
        }),
      ]);
    });

    test("NET-14: nodes reach the interface endpoints over TLS alone", () => {
      expect(portsWith(EGRESS, group("Nodes"), group("EndpointSecurityGroup"))).toEqual(["tcp 443-443"]);
    });

    test("GPA-20: all traffic passes among Elastic Fabric Adapters alone, in a group of their own", () => {
      const allTraffic = [INGRESS, EGRESS].flatMap((type) =>
        resourcesOf(stack, type).filter(({ ip_protocol }) => ip_protocol === "-1"),
      );
      expect(allTraffic).toEqual(
        [INGRESS, EGRESS].map(() =>
          expect.objectContaining({
            security_group_id: group("Fabric"),
            referenced_security_group_id: group("Fabric"),
          }),
        ),
      );
      for (const rule of allTraffic) {
        expect(rule).not.toHaveProperty("from_port");
        expect(rule).not.toHaveProperty("to_port");
      }
    });
  });

  describe("between control plane and nodes", () => {
    const CONTROL_PLANE_TO_NODES = [10250, 10251, 443, 4443, 6443, 8443, 9443].map((port) => `tcp ${port}-${port}`);

    test("nodes reach the API server, from both sides of the rule", () => {
      expect(portsWith(EGRESS, group("Nodes"), group("ControlPlane"))).toEqual(["tcp 443-443"]);
      expect(portsWith(INGRESS, group("ControlPlane"), group("Nodes"))).toEqual(["tcp 443-443"]);
    });

    test("the control plane reaches kubelets and webhooks, or admission would time out", () => {
      expect(portsWith(EGRESS, group("ControlPlane"), group("Nodes"))).toEqual(CONTROL_PLANE_TO_NODES);
      expect(portsWith(INGRESS, group("Nodes"), group("ControlPlane"))).toEqual(CONTROL_PLANE_TO_NODES);
    });

    test("nodes reach each other for DNS and on unprivileged ports, from both sides of the rule", () => {
      const betweenNodes = ["tcp 1025-65535", "tcp 53-53", "udp 53-53"];
      expect(portsWith(EGRESS, group("Nodes"), group("Nodes"))).toEqual(betweenNodes);
      expect(portsWith(INGRESS, group("Nodes"), group("Nodes"))).toEqual(betweenNodes);
    });

    test("nobody but control plane and nodes connects to nodes", () => {
      const peers = rulesOf(INGRESS, group("Nodes")).map((rule) => rule.referenced_security_group_id);
      expect(new Set(peers)).toEqual(new Set([group("ControlPlane"), group("Nodes")]));
    });

    test("the control plane connects to nothing but nodes", () => {
      const peers = rulesOf(EGRESS, group("ControlPlane")).map((rule) => rule.referenced_security_group_id);
      expect(new Set(peers)).toEqual(new Set([group("Nodes")]));
    });
  });

  describe("ranges that were asked for", () => {
    function rangesOf(type: string, part: string): unknown[] {
      return rulesOf(type, group(part))
        .filter(({ cidr_ipv4 }) => cidr_ipv4 !== undefined)
        .map(({ cidr_ipv4, from_port, to_port }) => [cidr_ipv4, from_port, to_port]);
    }

    test("the API server admits the named ranges, over TLS alone", () => {
      expect(rangesOf(INGRESS, "ControlPlane")).toEqual([
        ["10.90.0.0/24", 443, 443],
        ["192.168.7.0/24", 443, 443],
      ]);
    });

    test("nodes reach the named destinations on the internet, each on its one port", () => {
      expect(rangesOf(EGRESS, "Nodes")).toEqual([
        ["203.0.113.0/24", 443, 443],
        ["198.51.100.7/32", 5000, 5000],
      ]);
    });

    test("without being asked, no rule of the cluster names a range", () => {
      const closed = synthesizedCluster();
      expect(closed).toHaveNone(EGRESS, "cidr_ipv4");
      expect(
        Object.entries(closed.resource[INGRESS] ?? {}).filter(
          ([name, { cidr_ipv4 }]) => name.startsWith("cluster_") && cidr_ipv4 !== undefined,
        ),
      ).toEqual([]);
    });
  });

  test("the groups and rules are what they were", () => {
    const closed = synthesizedCluster();
    const ofCluster = ["aws_security_group", INGRESS, EGRESS].map((type) => [
      type,
      Object.fromEntries(
        Object.entries(closed.resource[type] ?? {}).filter(([name]) => name.startsWith("cluster_SecurityGroups")),
      ),
    ]);
    expect(Object.fromEntries(ofCluster)).toMatchSnapshot();
  });
});
