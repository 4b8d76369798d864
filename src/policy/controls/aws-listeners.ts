import type { Control } from "../control";

const LISTENERS = ["aws_lb_listener", "aws_alb_listener"];
const LISTENERS_AND_RULES = [...LISTENERS, "aws_lb_listener_rule", "aws_alb_listener_rule"];

/** TLS 1.2 at least: policies that say TLS13-1-2, TLS13-1-3, TLS-1-2 or FS-1-2, those for FIPS and post-quantum too. */
const MODERN_POLICY = "^ELBSecurityPolicy-(TLS13-1-[23]|TLS-1-2|FS-1-2)-";

const OWN_ACTIONS = '(resource.kind.endsWith("_rule") ? self.action : self.default_action)';
const AUTHENTICATES = `${OWN_ACTIONS}.exists(a, a.type in ["authenticate-oidc", "authenticate-cognito", "jwt-validation"])`;
const LISTENER = '(resource.kind.endsWith("_rule") ? target(self, "listener_arn", "aws_lb_listener") : self)';

/** Listeners and their rules: encryption, and who is asked before a model answers. */
export const AWS_LISTENER_CONTROLS: readonly Control[] = [
  {
    id: "AWS_LB_LISTENER_ENCRYPTED",
    severity: "high",
    category: "encryption",
    title: "Listeners forward only what came encrypted",
    appliesTo: LISTENERS,
    require:
      '!(self.protocol in ["HTTP", "TCP", "UDP", "TCP_UDP"]) || (self.protocol == "HTTP" ' +
      '? !self.default_action.exists(a, a.type == "forward") && ' +
      '!satellites(self, "aws_lb_listener_rule", "listener_arn").exists(r, r.action.exists(a, a.type == "forward")) ' +
      ": !forwardTargets(self).exists(g, servesModels(g)))",
    attribute: "protocol",
    rationale:
      "Prompts and answers are personal data, and tokens travel with them. HTTP may redirect; TCP may pass on what ends at a " +
      "server with TLS of its own, but model servers speak without.",
    remediation: 'Set protocol to "HTTPS", or "TLS" for a network load balancer, and let HTTP redirect only.',
    answers: [
      "ING-12",
      "DENY-LB-002",
      "CKV_AWS_2",
      "CKV_AWS_378",
      "AVD-AWS-0054",
      "KICS de7f5e83",
      "CIS EKS-1.8 5.4.5",
      "AML.M0012",
      "ML09:2023",
    ],
  },
  {
    id: "AWS_LB_LISTENER_TLS_POLICY",
    severity: "high",
    category: "encryption",
    title: "Listeners speak TLS 1.2 or newer",
    appliesTo: LISTENERS,
    when: 'self.protocol in ["HTTPS", "TLS"]',
    require: `text(self.ssl_policy).matches("${MODERN_POLICY}")`,
    attribute: "ssl_policy",
    rationale:
      "The policy that counts when none is said still speaks TLS 1.0, from which prompts and tokens can be read.",
    remediation:
      'Set ssl_policy to "ELBSecurityPolicy-TLS13-1-2-2021-06" or newer; without it, it is the policy of 2016.',
    answers: ["ING-13", "DENY-LB-002", "CKV_AWS_103", "CKV2_AWS_74", "AVD-AWS-0047", "AML.M0012", "ML09:2023"],
  },
  {
    id: "AWS_LB_LISTENER_CERTIFICATE",
    severity: "medium",
    category: "encryption",
    title: "Listeners with TLS have a certificate",
    appliesTo: LISTENERS,
    when: 'self.protocol in ["HTTPS", "TLS"]',
    require: "self.certificate_arn != null",
    attribute: "certificate_arn",
    rationale: "Without one the listener cannot be made, and callers are told to look away when it is put in by hand.",
    remediation: "Set certificate_arn to a certificate of ACM for the endpoint's own name, without a wildcard.",
    answers: ["ING-14", "CKV2_AWS_71", "AML.M0012", "ML09:2023"],
  },
  {
    id: "AWS_LB_LISTENER_AUTHENTICATES",
    severity: "high",
    category: "identity",
    title: "Whoever calls a model through an application load balancer is asked who he is",
    appliesTo: LISTENERS_AND_RULES,
    require:
      `${AUTHENTICATES} || !forwardTargets(self).exists(g, servesModels(g)) || ` +
      `[${LISTENER}].exists(l, l != null && (l.protocol in ["TCP", "TLS", "UDP", "TCP_UDP"] || ` +
      'l.mutual_authentication.exists(m, m.mode == "verify")))',
    attribute: "default_action.type",
    message: "An action forwards to a target group that serves models without authentication before it",
    rationale:
      "Model servers have no login: what forwards to them unasked makes every client of the network a user of the model. " +
      "Models are told by the port or the name of the target group.",
    remediation:
      "Put an authenticate-oidc or jwt-validation action first, or mutual_authentication in mode verify, and answer 403 by " +
      "default.",
    answers: ["ING-15", "DENY-LB-002", "AML.M0019", "AML.T0040", "LLM10"],
  },
  {
    id: "AWS_LB_LISTENER_REFUSES_STRANGERS",
    severity: "high",
    category: "identity",
    title: "Callers who are not authenticated are not let through",
    appliesTo: LISTENERS_AND_RULES,
    require:
      `${OWN_ACTIONS}.all(a, a.authenticate_oidc.all(o, o.on_unauthenticated_request != "allow") && ` +
      'a.authenticate_cognito.all(o, o.on_unauthenticated_request != "allow"))',
    attribute: "default_action.authenticate_oidc.on_unauthenticated_request",
    message: 'on_unauthenticated_request is "allow", so authentication is asked for and not needed',
    rationale: "The action looks like a door and is none: requests without a login go on to the model.",
    remediation: 'Set on_unauthenticated_request to "deny" for APIs, or to "authenticate", the default, for browsers.',
    answers: ["ING-16", "AML.M0019", "AML.T0040"],
  },
];
