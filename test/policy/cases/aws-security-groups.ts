import type { EstateSource } from "../../support/estates";
import type { ControlCases } from "../case";

const PORTS = { protocol: "tcp", from_port: 8501, to_port: 8501 };

function group(attributes: object, others: Record<string, Record<string, unknown>> = {}): EstateSource {
  return { resource: { aws_security_group: { g: { name: "g", ...attributes } }, ...others } };
}

function rule(attributes: object): EstateSource {
  return { resource: { aws_security_group_rule: { r: { security_group_id: "sg-1", ...attributes } } } };
}

function ingress(attributes: object, others: Record<string, Record<string, unknown>> = {}): EstateSource {
  return {
    resource: { aws_vpc_security_group_ingress_rule: { r: { security_group_id: "sg-1", ...attributes } }, ...others },
  };
}

function egress(attributes: object): EstateSource {
  return { resource: { aws_vpc_security_group_egress_rule: { r: { security_group_id: "sg-1", ...attributes } } } };
}

/** Port 443 of the group of a cluster. */
function guarded(from: object): EstateSource {
  return {
    resource: {
      aws_security_group: { api: { name: "api" } },
      aws_eks_cluster: { main: { vpc_config: { security_group_ids: ["${aws_security_group.api.id}"] } } },
      aws_vpc_security_group_ingress_rule: {
        one: {
          security_group_id: "${aws_security_group.api.id}",
          ip_protocol: "tcp",
          from_port: 443,
          to_port: 443,
          ...from,
        },
      },
    },
  };
}

export const AWS_SECURITY_GROUPS_CASES: readonly ControlCases[] = [
  {
    control: "AWS_SECURITY_GROUP_NO_WORLD_INGRESS",
    holds: {
      "a group that calls": ingress({
        ip_protocol: "tcp",
        from_port: 8501,
        to_port: 8501,
        referenced_security_group_id: "sg-2",
      }),
      "the VPC's range": ingress(
        { ip_protocol: "tcp", from_port: 8501, to_port: 8501, cidr_ipv4: "${aws_vpc.v.cidr_block}" },
        { aws_vpc: { v: { cidr_block: "${var.cidr}" } } },
      ),
      "443 from everywhere, which is judged by its own control": group({
        ingress: { protocol: "tcp", from_port: 443, to_port: 443, cidr_blocks: ["0.0.0.0/0"] },
      }),
      "echo requests": ingress({ ip_protocol: "icmp", from_port: 8, to_port: 0, cidr_ipv4: "0.0.0.0/0" }),
      "egress to the world": rule({ type: "egress", ...PORTS, cidr_blocks: ["0.0.0.0/0"] }),
      "no rules": group({ ingress: [] }),
      "SSH from an office": rule({
        type: "ingress",
        protocol: "tcp",
        from_port: 22,
        to_port: 22,
        cidr_blocks: ["203.0.113.0/24"],
      }),
    },
    fails: {
      inline: group({ ingress: { ...PORTS, cidr_blocks: ["0.0.0.0/0"] } }),
      "inline, the second, IPv6": group({
        ingress: [
          { ...PORTS, cidr_blocks: ["10.0.0.0/8"] },
          { ...PORTS, ipv6_cidr_blocks: ["::/0"] },
        ],
      }),
      "in the default group": {
        resource: { aws_default_security_group: { d: { ingress: { ...PORTS, cidr_blocks: ["0.0.0.0/0"] } } } },
      },
      "a rule": rule({ type: "ingress", ...PORTS, cidr_blocks: ["10.0.0.0/8", "0.0.0.0/0"] }),
      "a rule, IPv6": rule({ type: "ingress", ...PORTS, ipv6_cidr_blocks: ["::/0"] }),
      "an ingress rule": ingress({ ip_protocol: "tcp", from_port: 8000, to_port: 8002, cidr_ipv6: "::/0" }),
      "all protocols, without ports": ingress({ ip_protocol: "-1", cidr_ipv4: "0.0.0.0/0" }),
      "half of the internet": ingress({ ip_protocol: "tcp", from_port: 22, to_port: 22, cidr_ipv4: "128.0.0.0/1" }),
      "a range that holds 443": ingress({ ip_protocol: "tcp", from_port: 80, to_port: 443, cidr_ipv4: "0.0.0.0/0" }),
    },
    undecided: {
      "a range that is not known": ingress({
        ip_protocol: "tcp",
        from_port: 22,
        to_port: 22,
        cidr_ipv4: "${var.cidr}",
      }),
    },
  },
  {
    control: "AWS_SECURITY_GROUP_NO_WORLD_WEB_INGRESS",
    holds: {
      "443 within": ingress({ ip_protocol: "tcp", from_port: 443, to_port: 443, cidr_ipv4: "10.0.0.0/8" }),
      "another port": ingress({ ip_protocol: "tcp", from_port: 22, to_port: 22, cidr_ipv4: "0.0.0.0/0" }),
    },
    fails: {
      "443": ingress({ ip_protocol: "tcp", from_port: "443", to_port: "443", cidr_ipv4: "0.0.0.0/0" }),
      "80": group({ ingress: { protocol: "tcp", from_port: 80, to_port: 80, ipv6_cidr_blocks: ["::/0"] } }),
    },
    undecided: {
      "a range that is not known": ingress({
        ip_protocol: "tcp",
        from_port: 443,
        to_port: 443,
        cidr_ipv4: "${var.cidr}",
      }),
    },
  },
  {
    control: "AWS_SECURITY_GROUP_SERVING_NO_WORLD_WEB_INGRESS",
    holds: {
      "a cluster's group, from the network": guarded({ cidr_ipv4: "10.0.0.0/8" }),
    },
    fails: {
      "a cluster's group, from everywhere": guarded({ cidr_ipv4: "0.0.0.0/0" }),
      "an endpoint's group, inline": {
        resource: {
          aws_security_group: {
            endpoints: { ingress: { protocol: "tcp", from_port: 443, to_port: 443, cidr_blocks: ["0.0.0.0/0"] } },
          },
          aws_vpc_endpoint: { sts: { security_group_ids: ["${aws_security_group.endpoints.id}"] } },
        },
      },
    },
    undecided: { "a range that is not known": guarded({ cidr_ipv4: "${var.cidr}" }) },
  },
  {
    control: "AWS_SECURITY_GROUP_SERVING_PORTS_PRIVATE",
    holds: {
      "the network": rule({ type: "ingress", ...PORTS, cidr_blocks: ["10.0.0.0/8"] }),
      "the world, which another control finds": rule({ type: "ingress", ...PORTS, cidr_blocks: ["0.0.0.0/0"] }),
      "another port": ingress({ ip_protocol: "tcp", from_port: 5432, to_port: 5432, cidr_ipv4: "203.0.113.0/24" }),
    },
    fails: {
      "an office": rule({ type: "ingress", ...PORTS, cidr_blocks: ["203.0.113.0/24"] }),
      "one address, all ports": ingress({ ip_protocol: "-1", cidr_ipv4: "203.0.113.7/32" }),
      IPv6: group({ ingress: { protocol: "6", from_port: 8000, to_port: 8010, ipv6_cidr_blocks: ["2001:db8::/48"] } }),
    },
    undecided: { "a range that is not known": rule({ type: "ingress", ...PORTS, cidr_blocks: ["${var.cidr}"] }) },
  },
  {
    control: "AWS_SECURITY_GROUP_NO_WORLD_EGRESS",
    holds: {
      "a prefix list": egress({ ip_protocol: "tcp", from_port: 443, to_port: 443, prefix_list_id: "pl-1" }),
      "one destination": egress({ ip_protocol: "tcp", from_port: 443, to_port: 443, cidr_ipv4: "203.0.113.0/24" }),
      ingress: rule({ type: "ingress", ...PORTS, cidr_blocks: ["0.0.0.0/0"] }),
    },
    fails: {
      "inline, all protocols": group({
        egress: { protocol: "-1", from_port: 0, to_port: 0, cidr_blocks: ["0.0.0.0/0"] },
      }),
      "a rule": rule({ type: "egress", protocol: "-1", from_port: 0, to_port: 0, ipv6_cidr_blocks: ["::/0"] }),
      "an egress rule without ports": egress({ ip_protocol: "-1", cidr_ipv4: "0.0.0.0/0" }),
      "HTTPS to anywhere": egress({ ip_protocol: "tcp", from_port: 443, to_port: 443, cidr_ipv4: "0.0.0.0/0" }),
    },
    undecided: { "a range that is not known": egress({ ip_protocol: "-1", cidr_ipv4: "${var.cidr}" }) },
  },
  {
    control: "AWS_SECURITY_GROUP_DESCRIBED",
    holds: { described: group({ description: "Model servers" }) },
    fails: { "not said": group({}), "the default": group({ description: "Managed by Terraform" }) },
    undecided: { "by a variable": group({ description: "${var.description}" }) },
  },
  {
    control: "AWS_SECURITY_GROUP_RULES_DESCRIBED",
    holds: {
      described: ingress({ ip_protocol: "-1", referenced_security_group_id: "sg-2", description: "Fabric" }),
      "no rules": group({}),
    },
    fails: {
      "a rule": egress({ ip_protocol: "-1", referenced_security_group_id: "sg-2" }),
      inline: group({ ingress: { ...PORTS, cidr_blocks: ["10.0.0.0/8"] } }),
    },
    undecided: {
      "by a variable": egress({ ip_protocol: "-1", cidr_ipv4: "10.0.0.0/8", description: "${var.description}" }),
    },
  },
  {
    control: "AWS_SECURITY_GROUP_RULES_UNMIXED",
    holds: {
      inline: group({ ingress: { ...PORTS, cidr_blocks: ["10.0.0.0/8"] } }),
      resources: group(
        {},
        {
          aws_security_group_rule: { r: { type: "ingress", security_group_id: "${aws_security_group.g.id}" } },
        },
      ),
    },
    fails: {
      both: group(
        { egress: { ...PORTS, cidr_blocks: ["10.0.0.0/8"] } },
        {
          aws_vpc_security_group_ingress_rule: {
            r: { security_group_id: "${aws_security_group.g.id}", ip_protocol: "-1" },
          },
        },
      ),
    },
    undecided: {
      "rules that are a variable": group(
        { ingress: "${var.rules}" },
        { aws_security_group_rule: { r: { type: "ingress", security_group_id: "${aws_security_group.g.id}" } } },
      ),
    },
  },
  {
    control: "AWS_VPC_DEFAULT_SECURITY_GROUP_PRESENT",
    holds: {
      "taken over": {
        resource: { aws_vpc: { v: {} }, aws_default_security_group: { d: { vpc_id: "${aws_vpc.v.id}" } } },
      },
    },
    fails: { "left alone": { resource: { aws_vpc: { v: {} } } } },
    undecided: {
      "a group of a VPC that is not known": {
        resource: { aws_vpc: { v: {} }, aws_default_security_group: { d: { vpc_id: "${var.vpc}" } } },
      },
    },
  },
  {
    control: "AWS_DEFAULT_SECURITY_GROUP_LOCKED",
    holds: { "no rules": { resource: { aws_default_security_group: { d: { vpc_id: "vpc-1" } } } } },
    fails: {
      "the rules that AWS gives it": {
        resource: {
          aws_default_security_group: { d: { ingress: { protocol: "-1", from_port: 0, to_port: 0, self: true } } },
        },
      },
      "a way out": {
        resource: { aws_default_security_group: { d: { egress: { ...PORTS, cidr_blocks: ["10.0.0.0/8"] } } } },
      },
    },
    undecided: {
      "rules that are a variable": { resource: { aws_default_security_group: { d: { ingress: "${var.rules}" } } } },
    },
  },
];
