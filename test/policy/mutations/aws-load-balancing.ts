import type { Attributes, BreakableStack, Mutation } from "../mutation";

interface Edge {
  readonly loadBalancer?: Attributes;
  readonly listener?: Attributes;
  readonly group?: Attributes;
}

const FORWARD = { type: "forward", target_group_arn: "${aws_lb_target_group.models.arn}" };
const LOGIN = {
  type: "authenticate-oidc",
  authenticate_oidc: {
    authorization_endpoint: "https://id.acme.example/authorize",
    client_id: "models",
    client_secret: "${var.client_secret}",
    issuer: "https://id.acme.example",
    token_endpoint: "https://id.acme.example/token",
    user_info_endpoint: "https://id.acme.example/userinfo",
    on_unauthenticated_request: "deny",
  },
};

/** Adds a load balancer before model servers, well written but for what is given. */
function addEdge(stack: BreakableStack, { loadBalancer, listener, group }: Edge): void {
  const tags = stack.first("aws_vpc")[1].tags;
  const [securityGroup] = stack.first("aws_security_group");
  stack.add("aws_lb", "models", {
    name: "models",
    internal: true,
    load_balancer_type: "application",
    security_groups: [`\${aws_security_group.${securityGroup}.id}`],
    drop_invalid_header_fields: true,
    enable_deletion_protection: true,
    access_logs: { enabled: true, bucket: "acme-logs" },
    tags,
    ...loadBalancer,
  });
  stack.add("aws_lb_target_group", "models", {
    name: "models",
    port: 8501,
    protocol: "HTTP",
    target_type: "ip",
    tags,
    ...group,
  });
  stack.add("aws_lb_listener", "models", {
    load_balancer_arn: "${aws_lb.models.arn}",
    port: 443,
    protocol: "HTTPS",
    ssl_policy: "ELBSecurityPolicy-TLS13-1-2-2021-06",
    certificate_arn: "arn:aws:acm:eu-west-1:111122223333:certificate/12345678-1234-1234-1234-123456789012",
    default_action: [LOGIN, FORWARD],
    tags,
    ...listener,
  });
}

function edge(control: string, name: string, kind: string, broken: Edge): Mutation {
  return {
    control,
    name,
    breaks: (stack) => {
      addEdge(stack, broken);
      return `${kind}.models`;
    },
  };
}

function service(control: string, name: string, attributes: Attributes): Mutation {
  return {
    control,
    name,
    breaks: (stack) =>
      stack.add("aws_vpc_endpoint_service", "models", {
        acceptance_required: true,
        allowed_principals: ["arn:aws:iam::111122223333:root"],
        network_load_balancer_arns: [
          "arn:aws:elasticloadbalancing:eu-west-1:111122223333:loadbalancer/net/models/0123456789abcdef",
        ],
        tags: stack.first("aws_vpc")[1].tags,
        ...attributes,
      }),
  };
}

export const AWS_LOAD_BALANCING_MUTATIONS: readonly Mutation[] = [
  edge("AWS_LB_MODELS_INTERNAL", "models get a public load balancer", "aws_lb", { loadBalancer: { internal: false } }),
  edge("AWS_LB_INTERNAL", "a web shop gets a public load balancer", "aws_lb", {
    loadBalancer: { internal: false },
    group: { name: "shop", port: 3001 },
  }),
  edge("AWS_LB_TYPE_EXPLICIT", "a load balancer is of whatever type the default is", "aws_lb", {
    loadBalancer: { load_balancer_type: null },
  }),
  edge("AWS_LB_SECURITY_GROUPS", "a load balancer without security groups", "aws_lb", {
    loadBalancer: { security_groups: [] },
  }),
  edge("AWS_LB_PRIVATE_LINK_FILTERED", "PrivateLink passes the security group", "aws_lb", {
    loadBalancer: { enforce_security_group_inbound_rules_on_private_link_traffic: "off" },
  }),
  edge("AWS_LB_DELETION_PROTECTED", "a load balancer that can be deleted", "aws_lb", {
    loadBalancer: { enable_deletion_protection: false },
  }),
  edge("AWS_LB_ACCESS_LOGS", "a load balancer that does not log", "aws_lb", { loadBalancer: { access_logs: [] } }),
  edge("AWS_LB_DROPS_INVALID_HEADERS", "invalid headers go through", "aws_lb", {
    loadBalancer: { drop_invalid_header_fields: false },
  }),
  edge("AWS_LB_DESYNC_MITIGATED", "ambiguous requests go through", "aws_lb", {
    loadBalancer: { desync_mitigation_mode: "monitor" },
  }),
  edge("AWS_LB_TARGETS_BY_ADDRESS", "model servers are targets by node", "aws_lb_target_group", {
    group: { target_type: "instance" },
  }),
  edge("AWS_LB_LISTENER_ENCRYPTED", "prompts travel over HTTP", "aws_lb_listener", { listener: { protocol: "HTTP" } }),
  edge("AWS_LB_LISTENER_TLS_POLICY", "the listener speaks TLS 1.0", "aws_lb_listener", {
    listener: { ssl_policy: "ELBSecurityPolicy-2016-08" },
  }),
  edge("AWS_LB_LISTENER_CERTIFICATE", "the listener has no certificate", "aws_lb_listener", {
    listener: { certificate_arn: null },
  }),
  edge("AWS_LB_LISTENER_AUTHENTICATES", "nobody is asked who he is", "aws_lb_listener", {
    listener: { default_action: [FORWARD] },
  }),
  edge("AWS_LB_LISTENER_REFUSES_STRANGERS", "strangers are let through", "aws_lb_listener", {
    listener: {
      default_action: [
        { ...LOGIN, authenticate_oidc: { ...LOGIN.authenticate_oidc, on_unauthenticated_request: "allow" } },
        FORWARD,
      ],
    },
  }),
  service("AWS_ENDPOINT_SERVICE_ACCEPTANCE", "consumers are not accepted", { acceptance_required: false }),
  service("AWS_ENDPOINT_SERVICE_PRINCIPALS", "everyone may ask for the service", { allowed_principals: ["*"] }),
];
