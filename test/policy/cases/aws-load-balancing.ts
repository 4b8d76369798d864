import type { EstateSource } from "../../support/estates";
import type { ControlCases } from "../case";
import { AWS_LISTENERS_CASES } from "./aws-listeners";

type Kinds = Record<string, Record<string, unknown>>;

function loadBalancer(attributes: object, others: Kinds = {}): EstateSource {
  return { resource: { aws_lb: { one: { name: "edge", ...attributes } }, ...others } };
}

/** What lies behind the load balancer: a listener that forwards, and a target group. */
function behind(group: object, action: readonly object[] = []): Kinds {
  return {
    aws_lb_target_group: { g: group },
    aws_lb_listener: {
      l: {
        load_balancer_arn: "${aws_lb.one.arn}",
        protocol: "HTTPS",
        default_action: [...action, { type: "forward", target_group_arn: "${aws_lb_target_group.g.arn}" }],
      },
    },
  };
}

const SHOP = { name: "shop", port: 8080 };
const MODELS = { name: "resnet", port: 8501 };
const LOGIN = { type: "authenticate-oidc", authenticate_oidc: { issuer: "https://id.acme.example" } };
const FIREWALL = { aws_wafv2_web_acl_association: { a: { resource_arn: "${aws_lb.one.arn}", web_acl_arn: "arn" } } };

function service(attributes: object): EstateSource {
  return { resource: { aws_vpc_endpoint_service: { s: attributes } } };
}

const AWS_LB_CASES: readonly ControlCases[] = [
  {
    control: "AWS_LB_MODELS_INTERNAL",
    holds: {
      internal: loadBalancer({ internal: true }, behind(MODELS)),
      "before a web shop": loadBalancer({ internal: false }, behind(SHOP)),
      "an edge with a login and a firewall": loadBalancer({}, { ...behind(MODELS, [LOGIN]), ...FIREWALL }),
      "nothing behind it": loadBalancer({}),
    },
    fails: {
      "by the port": loadBalancer({ internal: false }, behind(MODELS)),
      "not said: the default is public": loadBalancer({}, behind(MODELS)),
      "by the name": loadBalancer({}, behind({ name: "llm-gateway", port: 80 })),
      "by the name beside a port that many use": loadBalancer({}, behind({ name_prefix: "model-", port: 8080 })),
      "a login without a firewall": loadBalancer({}, behind(MODELS, [LOGIN])),
      "a firewall without a login": loadBalancer({}, { ...behind(MODELS), ...FIREWALL }),
      "by a rule": loadBalancer(
        {},
        {
          aws_lb_target_group: { g: MODELS },
          aws_lb_listener: {
            l: { load_balancer_arn: "${aws_lb.one.arn}", default_action: { type: "fixed-response" } },
          },
          aws_lb_listener_rule: {
            r: {
              listener_arn: "${aws_lb_listener.l.arn}",
              action: { type: "forward", forward: { target_group: [{ arn: "${aws_lb_target_group.g.arn}" }] } },
            },
          },
        },
      ),
    },
    undecided: { "by a variable": loadBalancer({ internal: "${var.internal}" }, behind(MODELS)) },
  },
  {
    control: "AWS_LB_INTERNAL",
    holds: {
      internal: loadBalancer({ internal: "true" }),
      "public before models, which another control finds": loadBalancer({}, behind(MODELS)),
    },
    fails: {
      "before a web shop": loadBalancer({}, behind(SHOP)),
      "an edge with a login and a firewall": loadBalancer({}, { ...behind(MODELS, [LOGIN]), ...FIREWALL }),
    },
    undecided: { "by a variable": loadBalancer({ internal: "${var.internal}" }, behind(SHOP)) },
  },
  {
    control: "AWS_LB_TYPE_EXPLICIT",
    holds: {
      application: loadBalancer({ load_balancer_type: "application" }),
      network: loadBalancer({ load_balancer_type: "network" }),
      "a variable": loadBalancer({ load_balancer_type: "${var.type}" }),
    },
    fails: { "not said": loadBalancer({}), null: loadBalancer({ load_balancer_type: null }) },
  },
  {
    control: "AWS_LB_SECURITY_GROUPS",
    holds: { "a group": loadBalancer({ security_groups: ["${aws_security_group.g.id}"] }) },
    fails: { none: loadBalancer({ load_balancer_type: "network" }) },
    undecided: { "by a variable": loadBalancer({ security_groups: "${var.groups}" }) },
  },
  {
    control: "AWS_LB_PRIVATE_LINK_FILTERED",
    holds: {
      "not said": loadBalancer({}),
      on: loadBalancer({ enforce_security_group_inbound_rules_on_private_link_traffic: "on" }),
    },
    fails: { off: loadBalancer({ enforce_security_group_inbound_rules_on_private_link_traffic: "off" }) },
    undecided: {
      "by a variable": loadBalancer({ enforce_security_group_inbound_rules_on_private_link_traffic: "${var.x}" }),
    },
  },
  {
    control: "AWS_LB_DELETION_PROTECTED",
    holds: { protected: loadBalancer({ enable_deletion_protection: true }) },
    fails: { "not said": loadBalancer({}), false: loadBalancer({ enable_deletion_protection: false }) },
    undecided: { "by a variable": loadBalancer({ enable_deletion_protection: "${var.protected}" }) },
  },
  {
    control: "AWS_LB_ACCESS_LOGS",
    holds: {
      logged: loadBalancer({ access_logs: { enabled: true, bucket: "logs" } }),
      "a gateway": loadBalancer({ load_balancer_type: "gateway" }),
    },
    fails: {
      none: loadBalancer({}),
      "a bucket, not enabled": loadBalancer({ access_logs: { bucket: "logs" } }),
    },
    undecided: { "by a variable": loadBalancer({ access_logs: { enabled: "${var.logged}", bucket: "logs" } }) },
  },
  {
    control: "AWS_LB_DROPS_INVALID_HEADERS",
    holds: {
      dropped: loadBalancer({ drop_invalid_header_fields: true }),
      "a network load balancer": loadBalancer({ load_balancer_type: "network" }),
    },
    fails: { "not said": loadBalancer({}) },
    undecided: { "by a variable": loadBalancer({ drop_invalid_header_fields: "${var.dropped}" }) },
  },
  {
    control: "AWS_LB_DESYNC_MITIGATED",
    holds: {
      "not said: the default is defensive": loadBalancer({}),
      strictest: loadBalancer({ desync_mitigation_mode: "strictest" }),
    },
    fails: { "only watched": loadBalancer({ desync_mitigation_mode: "monitor" }) },
    undecided: { "by a variable": loadBalancer({ desync_mitigation_mode: "${var.mode}" }) },
  },
  {
    control: "AWS_LB_TARGETS_BY_ADDRESS",
    holds: {
      "by address": { resource: { aws_lb_target_group: { g: { ...MODELS, target_type: "ip" } } } },
      "a web shop by instance": { resource: { aws_lb_target_group: { g: SHOP } } },
    },
    fails: { "not said: the default is instance": { resource: { aws_lb_target_group: { g: MODELS } } } },
    undecided: {
      "by a variable": { resource: { aws_lb_target_group: { g: { ...MODELS, target_type: "${var.type}" } } } },
    },
  },
  {
    control: "AWS_ENDPOINT_SERVICE_ACCEPTANCE",
    holds: { required: service({ acceptance_required: true }) },
    fails: { "not required": service({ acceptance_required: false }) },
    undecided: { "by a variable": service({ acceptance_required: "${var.accepted}" }) },
  },
  {
    control: "AWS_ENDPOINT_SERVICE_PRINCIPALS",
    holds: {
      "an account": service({ allowed_principals: ["arn:aws:iam::111122223333:root"] }),
      none: service({}),
    },
    fails: {
      everyone: service({ allowed_principals: ["*"] }),
      "everyone, by a resource": {
        resource: { aws_vpc_endpoint_service_allowed_principal: { p: { principal_arn: "*" } } },
      },
    },
    undecided: { "by a variable": service({ allowed_principals: ["${var.principal}"] }) },
  },
];

export const AWS_LOAD_BALANCING_CASES: readonly ControlCases[] = [...AWS_LB_CASES, ...AWS_LISTENERS_CASES];
