import type { Control } from "../control";
import { AWS_LISTENER_CONTROLS } from "./aws-listeners";

const LOAD_BALANCERS = ["aws_lb", "aws_alb"];
const IS_APPLICATION = '(self.load_balancer_type == null || self.load_balancer_type == "application")';
const LEADS_TO_MODELS = "loadBalancerTargets(self).exists(g, servesModels(g))";

/** A public edge that asks who calls, behind a firewall: every action that forwards to models comes after authentication. */
const IS_GUARDED_EDGE =
  '(satellites(self, "aws_wafv2_web_acl_association", "resource_arn").size() > 0 && ' +
  'satellites(self, "aws_alb_listener", "load_balancer_arn").size() == 0 && ' +
  'satellites(self, "aws_lb_listener", "load_balancer_arn").all(l, ' +
  "(!forwardTargets(l).exists(g, servesModels(g)) || " +
  'l.default_action.exists(a, a.type in ["authenticate-oidc", "authenticate-cognito", "jwt-validation"])) && ' +
  'satellites(l, "aws_lb_listener_rule", "listener_arn").all(rule, !forwardTargets(rule).exists(g, servesModels(g)) || ' +
  'rule.action.exists(a, a.type in ["authenticate-oidc", "authenticate-cognito", "jwt-validation"]))))';

const AWS_LB_CONTROLS: readonly Control[] = [
  {
    id: "AWS_LB_MODELS_INTERNAL",
    severity: "critical",
    category: "exposure",
    title: "A load balancer before models is internal",
    appliesTo: LOAD_BALANCERS,
    require: `isTrue(self.internal) || !${LEADS_TO_MODELS} || ${IS_GUARDED_EDGE}`,
    attribute: "internal",
    message: "The load balancer faces the internet, and its target groups serve models",
    rationale:
      "Model servers answer everybody: behind a public address the model is queried, extracted and paid for by strangers. " +
      "Models are told by the port or the name of the target group. A public one passes when a web ACL is associated and " +
      "every way to the models authenticates first.",
    remediation:
      "Set internal to true (the default is false); PrivateInferenceEndpoint serves within the cluster and the network.",
    answers: ["ING-01", "DENY-LB-001", "AVD-AWS-0053", "AML.M0019", "AML.T0040", "LLM10"],
  },
  {
    id: "AWS_LB_INTERNAL",
    severity: "medium",
    category: "exposure",
    title: "Load balancers are internal",
    appliesTo: LOAD_BALANCERS,
    require: `isTrue(self.internal) || (${LEADS_TO_MODELS} && !${IS_GUARDED_EDGE})`,
    attribute: "internal",
    message: "The load balancer faces the internet",
    rationale:
      "In a serving estate nothing does; before a website it is right, and waived. One that leads to models without " +
      "authentication and web ACL is found as critical instead.",
    remediation:
      "Set internal to true (the default is false); PrivateInferenceEndpoint serves within the cluster and the network.",
    answers: ["ING-01", "AVD-AWS-0053", "AML.M0019"],
  },
  {
    id: "AWS_LB_TYPE_EXPLICIT",
    severity: "low",
    category: "governance",
    title: "Load balancers say of which type they are",
    appliesTo: LOAD_BALANCERS,
    require: "self.load_balancer_type != null",
    attribute: "load_balancer_type",
    message: "load_balancer_type is not set, so it is an application load balancer by default",
    rationale:
      "The type decides what guards the models: login and web ACL are for application load balancers alone, PrivateLink for " +
      "network ones, and the wrong one is only mended by replacing it. A plan shows the default as if it were chosen, so " +
      "only the source tells.",
    remediation:
      'Set load_balancer_type to "application" for OIDC, JWT and web ACLs, or to "network" for gRPC and PrivateLink.',
    answers: ["ING-02"],
  },
  {
    id: "AWS_LB_SECURITY_GROUPS",
    severity: "medium",
    category: "network",
    title: "Load balancers have security groups from the start",
    appliesTo: LOAD_BALANCERS,
    require:
      'self.load_balancer_type == "gateway" || referredKinds(self.security_groups).size() > 0 || list(self.security_groups).size() > 0',
    attribute: "security_groups",
    rationale:
      "A network load balancer that was made without a group can never get one, so everything that routes to it reaches the " +
      "model servers; an application one gets the default group.",
    remediation: "Set security_groups to a group that names the callers.",
    answers: ["ING-03", "CKV2_AWS_5", "AML.M0019"],
  },
  {
    id: "AWS_LB_PRIVATE_LINK_FILTERED",
    severity: "medium",
    category: "network",
    title: "Security groups count for PrivateLink too",
    appliesTo: LOAD_BALANCERS,
    require: 'self.enforce_security_group_inbound_rules_on_private_link_traffic != "off"',
    attribute: "enforce_security_group_inbound_rules_on_private_link_traffic",
    rationale:
      "Consumers of an endpoint service come past the security group that guards everybody else's way to the models.",
    remediation:
      'Leave enforce_security_group_inbound_rules_on_private_link_traffic out, or set it to "on", which is the default.',
    answers: ["ING-11", "AML.M0019"],
  },
  {
    id: "AWS_LB_DELETION_PROTECTED",
    severity: "medium",
    category: "resilience",
    title: "Load balancers are protected from deletion",
    appliesTo: LOAD_BALANCERS,
    require: "isTrue(self.enable_deletion_protection)",
    attribute: "enable_deletion_protection",
    rationale: "Every endpoint behind it is gone with one call, and comes back under another name.",
    remediation: "Set enable_deletion_protection to true; the default is false.",
    answers: ["ING-05", "CKV_AWS_150", "AML.T0029"],
  },
  {
    id: "AWS_LB_ACCESS_LOGS",
    severity: "medium",
    category: "logging",
    title: "Load balancers log who called",
    appliesTo: LOAD_BALANCERS,
    require: 'self.load_balancer_type == "gateway" || self.access_logs.exists(l, isTrue(l.enabled))',
    attribute: "access_logs.enabled",
    rationale: "Extraction of a model is many queries by few callers: without a log of them nobody sees it.",
    remediation: "Set access_logs with enabled true and a log bucket; nothing is logged by default.",
    answers: ["ING-06", "CKV_AWS_91", "AML.M0024", "AML.T0024"],
  },
  {
    id: "AWS_LB_DROPS_INVALID_HEADERS",
    severity: "medium",
    category: "network",
    title: "Application load balancers drop invalid headers",
    appliesTo: LOAD_BALANCERS,
    require: `!${IS_APPLICATION} || isTrue(self.drop_invalid_header_fields)`,
    attribute: "drop_invalid_header_fields",
    rationale: "Headers that balancer and server read differently smuggle one caller's request into another's.",
    remediation: "Set drop_invalid_header_fields to true; the default is false.",
    answers: ["ING-08", "CKV_AWS_131", "AVD-AWS-0052"],
  },
  {
    id: "AWS_LB_DESYNC_MITIGATED",
    severity: "medium",
    category: "network",
    title: "Application load balancers refuse ambiguous requests",
    appliesTo: LOAD_BALANCERS,
    require: `!${IS_APPLICATION} || self.desync_mitigation_mode != "monitor"`,
    attribute: "desync_mitigation_mode",
    rationale: "Requests that two parsers end at different places carry a second one past authentication to the model.",
    remediation: 'Leave desync_mitigation_mode at "defensive", which is the default, or set it to "strictest".',
    answers: ["ING-09", "CKV_AWS_328"],
  },
  {
    id: "AWS_LB_TARGETS_BY_ADDRESS",
    severity: "medium",
    category: "network",
    title: "Model servers are targets by address, not by node",
    appliesTo: ["aws_lb_target_group", "aws_alb_target_group"],
    require: '!servesModels(self) || text(self.target_type) in ["ip", "alb", "lambda"]',
    attribute: "target_type",
    rationale: "Targets by instance need a NodePort, which opens the model server on every node of the cluster.",
    remediation: 'Set target_type to "ip"; the default is "instance".',
    answers: ["ING-20", "KICS 5c281bf8", "AML.M0019"],
  },
  {
    id: "AWS_ENDPOINT_SERVICE_ACCEPTANCE",
    severity: "high",
    category: "network",
    title: "Consumers of an endpoint service are accepted one by one",
    appliesTo: ["aws_vpc_endpoint_service"],
    require: "isTrue(self.acceptance_required)",
    attribute: "acceptance_required",
    rationale: "Without it every account that may see the service connects to the model servers behind it unseen.",
    remediation: "Set acceptance_required to true.",
    answers: ["ING-22", "CKV_AWS_123", "AML.M0019"],
  },
  {
    id: "AWS_ENDPOINT_SERVICE_PRINCIPALS",
    severity: "high",
    category: "network",
    title: "An endpoint service names who may ask for it",
    appliesTo: ["aws_vpc_endpoint_service", "aws_vpc_endpoint_service_allowed_principal"],
    require:
      '(resource.kind == "aws_vpc_endpoint_service" ? list(self.allowed_principals) : list(self.principal_arn))' +
      ".all(p, !isEverything(p))",
    attribute: "allowed_principals",
    message: "Every AWS account may ask for the endpoint service",
    rationale: "One acceptance by mistake then gives a stranger a private line to the model.",
    remediation: "Name accounts or roles in allowed_principals, never *.",
    answers: ["ING-23", "AML.M0019", "AML.T0024"],
  },
];

export const AWS_LOAD_BALANCING_CONTROLS: readonly Control[] = [...AWS_LB_CONTROLS, ...AWS_LISTENER_CONTROLS];
