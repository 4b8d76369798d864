import type { EstateSource } from "../../support/estates";
import type { ControlCases } from "../case";

type Kinds = Record<string, Record<string, unknown>>;

const FORWARD = { type: "forward", target_group_arn: "${aws_lb_target_group.g.arn}" };
const REDIRECT = { type: "redirect", redirect: { protocol: "HTTPS", status_code: "HTTP_301" } };
const REFUSE = { type: "fixed-response", fixed_response: { content_type: "text/plain", status_code: "403" } };
const LOGIN = { type: "authenticate-oidc", authenticate_oidc: { on_unauthenticated_request: "deny" } };
const STRANGERS = { type: "authenticate-oidc", authenticate_oidc: { on_unauthenticated_request: "allow" } };

function listener(attributes: object, port = 8501, others: Kinds = {}): EstateSource {
  return {
    resource: {
      aws_lb_target_group: { g: { name: "g", port } },
      aws_lb_listener: { l: { load_balancer_arn: "arn", default_action: [FORWARD], ...attributes } },
      ...others,
    },
  };
}

/** A listener that refuses, with a rule. */
function rule(action: readonly object[], attributes: object = {}): EstateSource {
  return listener({ protocol: "HTTPS", default_action: [REFUSE], ...attributes }, 8501, {
    aws_lb_listener_rule: { r: { listener_arn: "${aws_lb_listener.l.arn}", action } },
  });
}

export const AWS_LISTENERS_CASES: readonly ControlCases[] = [
  {
    control: "AWS_LB_LISTENER_ENCRYPTED",
    holds: {
      HTTPS: listener({ protocol: "HTTPS" }),
      "HTTP that redirects": listener({ protocol: "HTTP", default_action: [REDIRECT] }),
      "TCP before what has TLS of its own": listener({ protocol: "TCP" }, 443),
    },
    fails: {
      HTTP: listener({ protocol: "HTTP" }),
      "HTTP with a rule that forwards": listener({ protocol: "HTTP", default_action: [REDIRECT] }, 8501, {
        aws_lb_listener_rule: { r: { listener_arn: "${aws_lb_listener.l.arn}", action: [FORWARD] } },
      }),
      "TCP before a model server": listener({ protocol: "TCP" }),
    },
    undecided: { "by a variable": listener({ protocol: "${var.protocol}" }) },
  },
  {
    control: "AWS_LB_LISTENER_TLS_POLICY",
    holds: {
      "TLS 1.3 and 1.2": listener({ protocol: "HTTPS", ssl_policy: "ELBSecurityPolicy-TLS13-1-2-2021-06" }),
      "TLS 1.2 with forward secrecy": listener({ protocol: "TLS", ssl_policy: "ELBSecurityPolicy-FS-1-2-Res-2020-10" }),
    },
    fails: {
      "not said": listener({ protocol: "HTTPS" }),
      "the policy of 2016": listener({ protocol: "TLS", ssl_policy: "ELBSecurityPolicy-2016-08" }),
      "TLS 1.3 down to 1.0": listener({ protocol: "HTTPS", ssl_policy: "ELBSecurityPolicy-TLS13-1-0-2021-06" }),
    },
    undecided: {
      "by a variable": listener({ protocol: "HTTPS", ssl_policy: "${var.policy}" }),
      "a protocol that is a variable": listener({ protocol: "${var.protocol}" }),
    },
  },
  {
    control: "AWS_LB_LISTENER_CERTIFICATE",
    holds: { "a certificate": listener({ protocol: "HTTPS", certificate_arn: "${aws_acm_certificate.c.arn}" }) },
    fails: { none: listener({ protocol: "HTTPS" }) },
    undecided: { "a protocol that is a variable": listener({ protocol: "${var.protocol}" }) },
  },
  {
    control: "AWS_LB_LISTENER_AUTHENTICATES",
    holds: {
      "a login": listener({ protocol: "HTTPS", default_action: [LOGIN, FORWARD] }),
      "a token": listener({ protocol: "HTTPS", default_action: [{ type: "jwt-validation" }, FORWARD] }),
      "client certificates": listener({ protocol: "HTTPS", mutual_authentication: { mode: "verify" } }),
      "a network load balancer": listener({ protocol: "TLS" }),
      "a web shop": listener({ protocol: "HTTPS" }, 8080),
      "a rule with a login": rule([LOGIN, FORWARD]),
      "a rule behind client certificates": rule([FORWARD], { mutual_authentication: { mode: "verify" } }),
    },
    fails: {
      forwards: listener({ protocol: "HTTPS" }),
      "client certificates that are passed on unread": listener({
        protocol: "HTTPS",
        mutual_authentication: { mode: "passthrough" },
      }),
      "a rule that forwards": rule([FORWARD]),
    },
    undecided: {
      "an action that is a variable": listener({
        protocol: "HTTPS",
        default_action: [{ type: "${var.login}" }, FORWARD],
      }),
    },
  },
  {
    control: "AWS_LB_LISTENER_REFUSES_STRANGERS",
    holds: { refused: listener({ default_action: [LOGIN, FORWARD] }), "a rule": rule([LOGIN, FORWARD]) },
    fails: {
      "let through": listener({ default_action: [STRANGERS, FORWARD] }),
      "let through by a rule": rule([STRANGERS, FORWARD]),
      "let through by Cognito": listener({
        default_action: [
          { type: "authenticate-cognito", authenticate_cognito: { on_unauthenticated_request: "allow" } },
          FORWARD,
        ],
      }),
    },
    undecided: {
      "by a variable": listener({
        default_action: [
          { type: "authenticate-oidc", authenticate_oidc: { on_unauthenticated_request: "${var.strangers}" } },
          FORWARD,
        ],
      }),
    },
  },
];
