import type { EstateSource } from "../../support/estates";
import { testChanges } from "./shown";

const LB = "aws_lb.edge";
const CLUSTER = "aws_eks_cluster.main";

function balancer(attributes: object, group: object = {}): EstateSource {
  return {
    resource: {
      aws_lb: { edge: attributes },
      aws_lb_listener: { https: { load_balancer_arn: "${aws_lb.edge.arn}", port: 443, protocol: "HTTPS" } },
      aws_security_group: { edge: group },
    },
  };
}

function cluster(vpc_config: object): EstateSource {
  return { resource: { aws_eks_cluster: { main: { name: "main", vpc_config } } } };
}

describe("load balancers", () => {
  const grouped = (cidr: string): EstateSource =>
    balancer(
      { internal: false, security_groups: ["${aws_security_group.edge.id}"] },
      { ingress: [{ from_port: 443, to_port: 443, protocol: "tcp", cidr_blocks: [cidr] }] },
    );

  testChanges([
    {
      name: "an internal one that becomes public is open to the internet, on the ports of its listeners",
      before: balancer({ internal: true }),
      after: balancer({ internal: false }),
      gained: [`${LB} < internet 0.0.0.0/0: tcp 443`],
      lost: [],
    },
    {
      name: "unset is public",
      before: balancer({}),
      after: balancer({ internal: true }),
      gained: [],
      lost: [`${LB} < internet 0.0.0.0/0; it stays open from its network and what is peered with it: tcp 443`],
    },
    {
      name: "one that may be either is undecided",
      before: balancer({ internal: true }),
      after: balancer({ internal: "${var.internal}" }),
      gained: [`${LB} < internet \${var.internal} (known after apply): tcp 443 ?`],
      // It may stay what it was.
      lost: [`${LB} < private-network its network and what is peered with it: tcp 443 ?`],
    },
    {
      name: "security groups that are known say who reaches a public one",
      before: grouped("10.0.0.0/8"),
      after: grouped("0.0.0.0/0"),
      gained: [
        `${LB} < internet 0.0.0.0/0: tcp 443`,
        "aws_security_group.edge < internet 0.0.0.0/0: tcp 443, before aws_lb.edge",
      ],
      lost: [],
    },
    {
      name: "a listener that is added opens its port",
      before: balancer({}),
      after: {
        resource: {
          ...balancer({}).resource,
          aws_lb_listener: {
            ...balancer({}).resource?.aws_lb_listener,
            plain: { load_balancer_arn: "${aws_lb.edge.arn}", port: 80, protocol: "HTTP" },
          },
        },
      },
      gained: [`${LB} < internet 0.0.0.0/0: tcp 80`],
      lost: [],
    },
  ]);
});

describe("API servers of EKS", () => {
  testChanges([
    {
      name: "a private one that becomes public answers everybody unless ranges are named",
      before: cluster({ endpoint_public_access: false, endpoint_private_access: true }),
      after: cluster({ endpoint_public_access: true, endpoint_private_access: true }),
      gained: [`${CLUSTER} < internet 0.0.0.0/0: https`],
      lost: [],
    },
    {
      name: "ranges that are named close it to all others",
      before: cluster({ endpoint_public_access: true }),
      after: cluster({ endpoint_public_access: true, public_access_cidrs: ["198.51.100.0/24"] }),
      gained: [],
      lost: [`${CLUSTER} < internet 0.0.0.0/0; it stays open from 198.51.100.0/24: https`],
    },
    {
      name: "unset is public",
      before: cluster({ endpoint_public_access: false }),
      after: cluster({}),
      gained: [`${CLUSTER} < internet 0.0.0.0/0: https`],
      lost: [],
    },
    {
      name: "a switch that is not known is undecided",
      before: cluster({ endpoint_public_access: false }),
      after: cluster({ endpoint_public_access: "${var.public}" }),
      gained: [`${CLUSTER} < internet 0.0.0.0/0: https ?`],
      lost: [],
    },
  ]);
});

function restApi(types: readonly string[], policy?: object): EstateSource {
  return {
    resource: {
      aws_api_gateway_rest_api: {
        api: { name: "api", endpoint_configuration: { types }, ...(policy ? { policy: JSON.stringify(policy) } : {}) },
      },
    },
  };
}

const FROM_ENDPOINT = {
  Statement: [
    { Effect: "Allow", Principal: "*", Action: "execute-api:Invoke", Resource: "*" },
    {
      Effect: "Deny",
      Principal: "*",
      Action: "execute-api:Invoke",
      Resource: "*",
      Condition: { StringNotEquals: { "aws:SourceVpce": "vpce-1" } },
    },
  ],
};
const FROM_ANYONE = { Statement: [{ Effect: "Allow", Principal: "*", Action: "execute-api:Invoke", Resource: "*" }] };

describe("API Gateway and functions", () => {
  const api = "aws_api_gateway_rest_api.api";

  testChanges([
    {
      name: "a private API that becomes a regional one is on the internet",
      before: restApi(["PRIVATE"], FROM_ENDPOINT),
      after: restApi(["REGIONAL"]),
      gained: [`${api} < internet 0.0.0.0/0: https`],
      lost: [],
    },
    {
      name: "a private API whose policy names no endpoint answers every account's",
      before: restApi(["PRIVATE"], FROM_ENDPOINT),
      after: restApi(["PRIVATE"], FROM_ANYONE),
      gained: [`${api} < any-account anyone: https`],
      lost: [],
    },
    {
      name: "an HTTP API is public",
      before: { resource: { aws_vpc: { main: {} } } },
      after: { resource: { aws_apigatewayv2_api: { api: { protocol_type: "HTTP" } } } },
      gained: ["aws_apigatewayv2_api.api < internet 0.0.0.0/0: https"],
      lost: [],
    },
    {
      name: "an HTTP API without an address of its own and without a domain is not reached",
      before: { resource: { aws_apigatewayv2_api: { api: { protocol_type: "HTTP" } } } },
      after: {
        resource: { aws_apigatewayv2_api: { api: { protocol_type: "HTTP", disable_execute_api_endpoint: true } } },
      },
      gained: [],
      lost: ["aws_apigatewayv2_api.api < internet 0.0.0.0/0: https"],
    },
    {
      name: "a URL that asks nobody who calls",
      before: { resource: { aws_lambda_function_url: { url: { function_name: "f", authorization_type: "AWS_IAM" } } } },
      after: { resource: { aws_lambda_function_url: { url: { function_name: "f", authorization_type: "NONE" } } } },
      gained: ["aws_lambda_function_url.url < internet 0.0.0.0/0: https"],
      lost: [],
    },
  ]);
});

describe("public addresses", () => {
  testChanges([
    {
      name: "of a machine",
      before: { resource: { aws_instance: { gpu: { associate_public_ip_address: false } } } },
      after: { resource: { aws_instance: { gpu: { associate_public_ip_address: true } } } },
      gained: ["aws_instance.gpu < internet 0.0.0.0/0: whatever its security groups let in ?"],
      lost: [],
    },
    {
      name: "of a subnet that gives none any more",
      before: { resource: { aws_subnet: { a: { map_public_ip_on_launch: "true" } } } },
      after: { resource: { aws_subnet: { a: {} } } },
      gained: [],
      lost: ["aws_subnet.a < internet 0.0.0.0/0: public addresses of its machines"],
    },
    {
      name: "of a database",
      before: { resource: { aws_db_instance: { db: {} } } },
      after: { resource: { aws_db_instance: { db: { publicly_accessible: true } } } },
      gained: ["aws_db_instance.db < internet 0.0.0.0/0: the database, as its security groups let in ?"],
      lost: [],
    },
  ]);
});
