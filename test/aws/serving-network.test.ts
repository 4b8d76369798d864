import { Lazy } from "cdktf";
import { ModelKey, ServingNetwork, type ServingNetworkProps } from "modelkeep/aws";
import { hintOnHostBits } from "../../src/core/cidr";
import { type Statement, statementsOf } from "../support/policies";
import { onlyResourceOf, resourcesOf, type Synthesized, synthesize, testStack } from "../support/stack";

const CIDR = "10.20.0.0/16";
const ESSENTIAL_SERVICES = ["ec2", "ecr.api", "ecr.dkr", "eks", "eks-auth", "kms", "logs", "sts"];

/** A network in a production stack, as Terraform reads it. */
function synthesizedNetwork(props: Partial<ServingNetworkProps> = {}): Synthesized {
  const stack = testStack();
  new ServingNetwork(stack, "network", { cidr: CIDR, ...props });
  return synthesize(stack);
}

function namedZonesNetwork(zones: string[] = ["eu-west-1a", "eu-west-1b"]): ServingNetwork {
  return new ServingNetwork(testStack(), "network", { cidr: CIDR, zones });
}

function endpointsOf(stack: Synthesized, type: "Gateway" | "Interface"): Record<string, unknown>[] {
  return resourcesOf(stack, "aws_vpc_endpoint").filter((endpoint) => endpoint.vpc_endpoint_type === type);
}

function servicesOf(stack: Synthesized): string[] {
  return endpointsOf(stack, "Interface").map(({ service_name }) => String(service_name).replace(/^.*\.id\}\./, ""));
}

function referencesTo(stack: Synthesized, type: string, attribute: string): string[] {
  return Object.keys(stack.resource[type] ?? {}).map((name) => `\${${type}.${name}.${attribute}}`);
}

describe("ServingNetwork", () => {
  let stack: Synthesized;

  beforeAll(() => {
    stack = synthesizedNetwork();
  });

  describe("rows of the catalogue", () => {
    test("NET-01: the VPC resolves private names of endpoints", () => {
      expect(stack).toHaveEvery("aws_vpc", {
        cidr_block: CIDR,
        enable_dns_hostnames: true,
        enable_dns_support: true,
      });
    });

    test("NET-02: the default security group of the VPC lets nothing in or out", () => {
      expect(stack).toHaveEvery("aws_default_security_group", {
        vpc_id: referencesTo(stack, "aws_vpc", "id")[0],
      });
      expect(stack).toHaveNone("aws_default_security_group", "ingress");
      expect(stack).toHaveNone("aws_default_security_group", "egress");
    });

    test("NET-03: every connection is logged into an encrypted log group", () => {
      expect(stack).toHaveEvery("aws_flow_log", {
        vpc_id: referencesTo(stack, "aws_vpc", "id")[0],
        traffic_type: "ALL",
        log_destination: referencesTo(stack, "aws_cloudwatch_log_group", "arn")[0],
      });
      expect(stack).toHaveEvery("aws_cloudwatch_log_group", {
        kms_key_id: referencesTo(stack, "aws_kms_key", "arn")[0],
        retention_in_days: 365,
      });
    });

    test("NET-03: the role of the flow logs writes into that log group alone", () => {
      const [logGroupArn] = referencesTo(stack, "aws_cloudwatch_log_group", "arn");
      expect(statementsOf<Statement>(onlyResourceOf(stack, "aws_iam_role_policy").policy)).toEqual([
        expect.objectContaining({
          Action: ["logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"],
          Resource: `${logGroupArn}:*`,
        }),
      ]);
    });

    test("NET-03: the flow-log service assumes its role for this account alone", () => {
      expect(statementsOf<Statement>(onlyResourceOf(stack, "aws_iam_role").assume_role_policy)).toEqual([
        expect.objectContaining({
          Principal: { Service: "vpc-flow-logs.amazonaws.com" },
          Condition: {
            StringEquals: { "aws:SourceAccount": expect.stringContaining("account_id") },
            ArnLike: { "aws:SourceArn": expect.stringMatching(/:vpc-flow-log\/\*$/) },
          },
        }),
      ]);
    });

    test("NET-04: flow logs are aggregated every minute", () => {
      expect(stack).toHaveEvery("aws_flow_log", { max_aggregation_interval: 60 });
    });

    test("NET-05: no subnet assigns public addresses", () => {
      expect(stack).toHaveEvery("aws_subnet", { map_public_ip_on_launch: false });
    });

    test.each([
      ["NET-07", "aws_internet_gateway"],
      ["NET-07", "aws_egress_only_internet_gateway"],
      ["NET-07", "aws_nat_gateway"],
      ["NET-07", "aws_eip"],
      ["NET-08", "aws_route"],
      ["NET-12", "aws_vpc_security_group_egress_rule"],
      ["NET-20", "aws_network_acl_rule"],
      ["NET-21", "aws_default_vpc"],
      ["NET-27", "aws_vpc_peering_connection"],
      ["NET-28", "aws_ec2_transit_gateway"],
    ])("%s: a network without destinations makes no %s", (_row, type) => {
      expect(stack.resource).not.toHaveProperty(type);
    });

    test("NET-09: every security group and every rule says what it is for", () => {
      expect(stack).toHaveEvery("aws_security_group", { description: expect.stringMatching(/\S/) });
      expect(stack).toHaveEvery("aws_vpc_security_group_ingress_rule", { description: expect.stringMatching(/\S/) });
    });

    test("NET-10: no security group has rules of its own: they are separate resources", () => {
      expect(stack).toHaveNone("aws_security_group", "ingress");
      expect(stack).toHaveNone("aws_security_group", "egress");
    });

    test("NET-11: every rule admits a private subnet, none the internet", () => {
      const subnetRanges = referencesTo(stack, "aws_subnet", "cidr_block");
      expect(
        resourcesOf(stack, "aws_vpc_security_group_ingress_rule").map(({ cidr_ipv4 }) => String(cidr_ipv4)),
      ).toEqual(subnetRanges);
      expect(stack).toHaveNone("aws_vpc_security_group_ingress_rule", "cidr_ipv6");
    });

    test("NET-15: what a private cluster needs has an endpoint", () => {
      expect(servicesOf(stack).sort()).toEqual(ESSENTIAL_SERVICES);
      expect(endpointsOf(stack, "Gateway")).toEqual([
        expect.objectContaining({ service_name: expect.stringMatching(/^com\.amazonaws\.\$\{.*\}\.s3$/) }),
      ]);
    });

    test("NET-16: every interface endpoint answers to the service's own name", () => {
      expect(endpointsOf(stack, "Interface")).toHaveLength(ESSENTIAL_SERVICES.length);
      for (const endpoint of endpointsOf(stack, "Interface")) {
        expect(endpoint).toMatchObject({ private_dns_enabled: true });
      }
    });

    test("NET-17: every statement of every endpoint policy is bound to this account or to named resources", () => {
      for (const { policy } of resourcesOf(stack, "aws_vpc_endpoint")) {
        expect(statementsOf<Statement>(policy).length).toBeGreaterThan(0);
        for (const { Action, Resource, Condition } of statementsOf<Statement>(policy)) {
          const ofThisAccount = Condition?.StringEquals?.["aws:PrincipalAccount"] !== undefined;
          expect(Action).not.toBe("*");
          expect(ofThisAccount || Resource !== "*").toBe(true);
        }
      }
    });

    test("NET-18: every interface endpoint takes HTTPS from the serving subnets alone", () => {
      const groups = referencesTo(stack, "aws_security_group", "id");
      expect(groups).toHaveLength(1);
      for (const endpoint of endpointsOf(stack, "Interface")) {
        expect(endpoint.security_group_ids).toEqual(groups);
      }
      expect(stack).toHaveEvery("aws_vpc_security_group_ingress_rule", {
        security_group_id: groups[0],
        ip_protocol: "tcp",
        from_port: 443,
        to_port: 443,
      });
    });

    test("NET-19: the S3 endpoint is in the route table of every serving subnet", () => {
      const tables = resourcesOf(stack, "aws_route_table_association").map(({ route_table_id }) => route_table_id);
      const subnets = resourcesOf(stack, "aws_route_table_association").map(({ subnet_id }) => subnet_id);
      expect(endpointsOf(stack, "Gateway").map(({ route_table_ids }) => route_table_ids)).toEqual([tables]);
      expect(subnets).toEqual(referencesTo(stack, "aws_subnet", "id"));
    });
  });

  describe("zones", () => {
    test("zones that were not given are the first two of the region that need no opt-in", () => {
      const [lookup] = Object.keys(stack.data.aws_availability_zones ?? {});
      expect(resourcesOf(stack, "aws_subnet").map(({ availability_zone }) => availability_zone)).toEqual(
        [0, 1].map((index) => `\${element(data.aws_availability_zones.${lookup}.names, ${index})}`),
      );
      expect(Object.values(stack.data.aws_availability_zones ?? {})).toEqual([
        expect.objectContaining({
          state: "available",
          filter: [{ name: "opt-in-status", values: ["opt-in-not-required"] }],
        }),
      ]);
    });

    test("named zones get a subnet each, a quarter of the VPC, and no lookup", () => {
      const named = synthesizedNetwork({ zones: ["eu-west-1a", "eu-west-1b", "eu-west-1c"] });
      expect(
        resourcesOf(named, "aws_subnet").map(({ availability_zone, cidr_block }) => [availability_zone, cidr_block]),
      ).toEqual([
        ["eu-west-1a", expect.stringMatching(/^\$\{cidrsubnet\(aws_vpc\..*\.cidr_block, 2, 0\)\}$/)],
        ["eu-west-1b", expect.stringMatching(/, 2, 1\)\}$/)],
        ["eu-west-1c", expect.stringMatching(/, 2, 2\)\}$/)],
      ]);
      expect(named.data).not.toHaveProperty("aws_availability_zones");
      expect(resourcesOf(named, "aws_route_table")).toHaveLength(3);
    });

    test("subnetIn finds the subnet of a named zone, and zoneNames lists the zones", () => {
      const network = namedZonesNetwork();
      expect(network.subnetIn("eu-west-1b")).toBe(network.privateSubnetIds[1]);
      expect(network.zoneNames).toEqual(["eu-west-1a", "eu-west-1b"]);
    });

    test("subnetIn refuses a zone that the network does not span", () => {
      expect(() => namedZonesNetwork().subnetIn("eu-west-1c")).toThrow(
        [
          "[MK_ZONE_NOT_IN_NETWORK] at test/network (aws.ServingNetwork.subnetIn):",
          '  zone is "eu-west-1c", but the network spans eu-west-1a, eu-west-1b.',
          "  Name a zone of the network, and give ServingNetwork its zones by name.",
        ].join("\n"),
      );
    });

    test("subnetIn refuses any zone of a network whose zones are found at plan time", () => {
      const network = new ServingNetwork(testStack(), "network", { cidr: CIDR });
      expect(network.zoneNames).toBeUndefined();
      expect(() => network.subnetIn("eu-west-1a")).toThrow("the network spans zones that are found at plan time.");
    });
  });

  test("additional endpoints are made once each, also when every cluster needs them anyway", () => {
    const more = synthesizedNetwork({ additionalEndpoints: ["secretsmanager", "kms", "secretsmanager"] });
    expect(servicesOf(more).sort()).toEqual([...ESSENTIAL_SERVICES, "secretsmanager"].sort());
  });

  test("a given log key encrypts the flow logs instead of the stack's own", () => {
    // GIVEN
    const own = testStack();
    const logKey = new ModelKey(own, "flow-key");
    // WHEN
    new ServingNetwork(own, "network", { cidr: CIDR, logKey });
    // THEN
    const json = synthesize(own);
    expect(Object.keys(json.resource.aws_kms_key ?? {})).toHaveLength(1);
    expect(json).toHaveEvery("aws_cloudwatch_log_group", {
      kms_key_id: expect.stringMatching(/aws_kms_key\.flow-key/),
    });
  });

  describe("errors", () => {
    test.each([
      ["a public range", "203.0.0.0/16"],
      ["the whole internet", "0.0.0.0/0"],
      ["a range larger than a VPC may be", "10.0.0.0/8"],
      ["a range too small for three zones", "10.20.0.0/24"],
      ["a range with bits beyond the prefix", "10.20.1.0/16"],
      ["no range at all", "serving"],
      ["an ARN where a range belongs", "arn:aws:ec2:eu-west-1:111122223333:vpc/vpc-1"],
    ])("%s is refused as the range of the VPC", (_what, cidr) => {
      expect(() => synthesizedNetwork({ cidr })).toThrow(
        [
          "[MK_NETWORK_CIDR] at test/network (aws.ServingNetwork):",
          `  cidr is "${cidr}", which is not a private IPv4 range of /16 to /22.${hintOnHostBits(cidr)}`,
          "  Use a range within 10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16 or 100.64.0.0/10, as in 10.20.0.0/16.",
        ].join("\n"),
      );
    });

    test.each([["10.20.0.0/22"], ["172.16.0.0/16"], ["192.168.0.0/20"], ["100.64.0.0/16"]])(
      "%s is accepted as the range of the VPC",
      (cidr) => {
        expect(synthesizedNetwork({ cidr })).toHaveEvery("aws_vpc", { cidr_block: cidr });
      },
    );

    test.each([
      ["one zone", ["eu-west-1a"]],
      ["no zone", []],
      ["four zones", ["us-east-1a", "us-east-1b", "us-east-1c", "us-east-1d"]],
      ["the same zone twice", ["eu-west-1a", "eu-west-1a"]],
    ])("%s is refused", (_what, zones) => {
      expect(() => namedZonesNetwork(zones)).toThrow(
        [
          "[MK_NETWORK_ZONES] at test/network (aws.ServingNetwork):",
          `  zones is [${zones.join(", ")}], not 2 or 3 different zones.`,
          "  EKS needs two zones at least; name two or three, each once.",
        ].join("\n"),
      );
    });

    test.each([
      ["zones of two regions", ["eu-west-1a", "eu-central-1a"]],
      ["regions instead of zones", ["eu-west-1", "eu-central-1"]],
      ["zone ids instead of names", ["euw1-az1", "euw1-az2"]],
    ])("%s are refused", (_what, zones) => {
      expect(() => namedZonesNetwork(zones)).toThrow(
        [
          "[MK_NETWORK_ZONE_NAMES] at test/network (aws.ServingNetwork):",
          `  zones is [${zones.join(", ")}], which are not names of zones of one region.`,
          '  Name zones of one region, as in ["eu-west-1a", "eu-west-1b"].',
        ].join("\n"),
      );
    });

    test("an endpoint that there is no policy for is refused", () => {
      expect(() => synthesizedNetwork({ additionalEndpoints: ["dynamodb"] })).toThrow(
        [
          "[MK_NETWORK_ENDPOINT] at test/network (aws.ServingNetwork):",
          '  additionalEndpoints names "dynamodb", for which there is no endpoint policy.',
          "  Use any of autoscaling, elasticloadbalancing, sagemaker.runtime, secretsmanager.",
        ].join("\n"),
      );
    });

    test("a range and zones that only Terraform knows are refused", () => {
      const unknown = Lazy.stringValue({ produce: () => "later" });
      expect(() => synthesizedNetwork({ cidr: unknown, zones: [unknown, "eu-west-1b"] })).toThrow(
        [
          "[MK_LITERAL_REQUIRED] at test/network (aws.ServingNetwork):",
          "  cidr is a token, which is known only to Terraform, but its value is compared at synthesis.",
          "  Give cidr a literal value.",
          "  zones[0] is a token, which is known only to Terraform, but its value is compared at synthesis.",
          "  Give zones[0] a literal value.",
        ].join("\n"),
      );
    });

    test("range, zones, endpoints and destinations are reported at once", () => {
      expect(() =>
        synthesizedNetwork({
          cidr: "8.0.0.0/8",
          zones: ["nowhere"],
          additionalEndpoints: ["bedrock"],
          internetDestinations: [{ name: "everything", cidr: "0.0.0.0/0" }],
        }),
      ).toThrow(
        expect.objectContaining({
          codes: [
            "MK_NETWORK_CIDR",
            "MK_NETWORK_ZONES",
            "MK_NETWORK_ZONE_NAMES",
            "MK_NETWORK_ENDPOINT",
            "MK_NETWORK_DESTINATION",
          ],
        }),
      );
    });
  });

  test("the defaults are what they were", () => {
    expect(withoutMetadata(stack)).toMatchSnapshot();
  });
});

function withoutMetadata(stack: Synthesized): unknown {
  return JSON.parse(JSON.stringify(stack, (key, value: unknown) => (key === "//" ? undefined : value)));
}
