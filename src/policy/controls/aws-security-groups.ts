import type { Control } from "../control";

const KINDS: readonly string[] = [
  "aws_security_group",
  "aws_default_security_group",
  "aws_security_group_rule",
  "aws_vpc_security_group_ingress_rule",
  "aws_vpc_security_group_egress_rule",
];

const INGRESS_KINDS = KINDS.filter((kind) => !kind.endsWith("_egress_rule"));
const EGRESS_KINDS = KINDS.filter((kind) => !kind.endsWith("_ingress_rule"));

/** Halves of the internet are as good as the whole, and pass those who look for 0.0.0.0/0. */
const FROM_THE_WORLD = "r.cidrs.exists(c, isWideCidr(c))";
const IS_WEB = "((r.from == 80 && r.to == 80) || (r.from == 443 && r.to == 443))";
const HAS_PORTS = 'r.protocol != "icmp"';

const WORLD_INGRESS = `r.direction == "ingress" && ${HAS_PORTS} && !${IS_WEB} && ${FROM_THE_WORLD}`;
const WEB_INGRESS = `r.direction == "ingress" && ${HAS_PORTS} && ${IS_WEB} && ${FROM_THE_WORLD}`;
const WORLD_EGRESS = `r.direction == "egress" && ${FROM_THE_WORLD}`;
const PUBLIC_SERVING =
  `r.direction == "ingress" && ${HAS_PORTS} && holdsServingPort(r.from, r.to) && !(${FROM_THE_WORLD}) && ` +
  "r.cidrs.exists(c, isPublicCidr(c))";

/** Rules at fault, as `ports 8000 to 8002 from ::/0`, at their path. */
function rulesAtFault(fault: string, word: string): string {
  return (
    `traffic(self).filter(r, ${fault}).map(r, (r.at == "" ? "" : r.at + ": ") + r.protocol + " " + ` +
    '(r.from == r.to ? "port " + string(r.from) : "ports " + string(r.from) + " to " + string(r.to)) + ' +
    `" ${word} " + string(r.cidrs.filter(c, isPublicCidr(c))[0]))`
  );
}

/** Security groups, in all three ways that rules are written, IPv4 and IPv6 alike. Echo requests (ICMP) open no port. */
export const AWS_SECURITY_GROUP_CONTROLS: readonly Control[] = [
  {
    id: "AWS_SECURITY_GROUP_NO_WORLD_INGRESS",
    severity: "critical",
    category: "exposure",
    title: "No security group lets the internet in",
    appliesTo: INGRESS_KINDS,
    require: `!traffic(self).exists(r, ${WORLD_INGRESS})`,
    found: rulesAtFault(WORLD_INGRESS, "from"),
    attribute: "ingress",
    message: "The security group lets the whole internet in",
    rationale:
      "Model servers answer whoever finds their port, without a password: TensorFlow Serving, Triton and vLLM have none. " +
      "Ports 80 and 443, which the edge of a website must open, are judged at medium by a control of their own.",
    remediation:
      "Name the security group that calls (referenced_security_group_id) or a private range in place of 0.0.0.0/0 or ::/0; " +
      "ServingNetwork and ServingCluster make groups that name their peers.",
    answers: [
      "NET-11",
      "DENY-NET-001",
      "CKV_AWS_24",
      "CKV_AWS_25",
      "CKV_AWS_260",
      "CKV_AWS_277",
      "KICS 590d878b",
      "KICS 4728cd65",
      "AML.M0019",
      "AML.T0040",
      "ML05:2023",
    ],
  },
  {
    id: "AWS_SECURITY_GROUP_NO_WORLD_WEB_INGRESS",
    severity: "medium",
    category: "exposure",
    title: "Ports 80 and 443 are not open to the internet",
    appliesTo: INGRESS_KINDS,
    when: "!guardsServing(self)",
    require: `!traffic(self).exists(r, ${WEB_INGRESS})`,
    found: rulesAtFault(WEB_INGRESS, "from"),
    attribute: "ingress",
    message: "The security group lets the whole internet in",
    rationale:
      "Right for the edge of a website, wrong for anything that serves models: which of the two a group is, its rules do not " +
      "say. Waive it for the edge. A public load balancer that leads to models is found as such.",
    remediation:
      "Name the callers in place of 0.0.0.0/0 or ::/0; put model servers behind an internal load balancer, as " +
      "PrivateInferenceEndpoint does within the cluster.",
    answers: ["NET-11", "DENY-NET-001", "CKV_AWS_260", "AML.M0019"],
  },
  {
    id: "AWS_SECURITY_GROUP_SERVING_NO_WORLD_WEB_INGRESS",
    severity: "high",
    category: "exposure",
    title: "Groups of clusters, nodes, endpoints and models are not open on ports 80 and 443 either",
    appliesTo: INGRESS_KINDS,
    when: "guardsServing(self)",
    require: `!traffic(self).exists(r, ${WEB_INGRESS})`,
    found: rulesAtFault(WEB_INGRESS, "from"),
    attribute: "ingress",
    message: "The security group lets the whole internet in",
    rationale:
      "Port 443 is that of the API server, of webhooks and of every VPC endpoint: what stands behind this group is " +
      "no edge of a website.",
    remediation:
      "Name the security group that calls, or a range of the VPC, in place of 0.0.0.0/0 or ::/0; ServingNetwork and " +
      "ServingCluster do.",
    answers: ["NET-11", "NET-18", "DENY-NET-001", "CKV_AWS_260", "AML.M0019", "AML.T0049"],
  },
  {
    id: "AWS_SECURITY_GROUP_SERVING_PORTS_PRIVATE",
    severity: "critical",
    category: "exposure",
    title: "Ports of model servers are open to private ranges only",
    appliesTo: INGRESS_KINDS,
    require: `!traffic(self).exists(r, ${PUBLIC_SERVING})`,
    found: rulesAtFault(PUBLIC_SERVING, "from"),
    attribute: "ingress",
    message: "Public addresses reach ports that model servers listen on",
    rationale:
      "A list of public addresses is no authentication: everybody behind them, a whole office or another customer of the same " +
      "cloud, queries and extracts the model.",
    remediation:
      "Name a security group or a range of the VPC for the ports of TensorFlow Serving, Triton, vLLM, TorchServe, Ollama and " +
      "the like; ServingCluster opens none of them to ranges.",
    answers: ["NET-11", "DENY-NET-001", "AML.M0019", "AML.T0040", "ML05:2023"],
  },
  {
    id: "AWS_SECURITY_GROUP_NO_WORLD_EGRESS",
    severity: "high",
    category: "network",
    title: "No security group lets everything out to the internet",
    appliesTo: EGRESS_KINDS,
    require: `!traffic(self).exists(r, ${WORLD_EGRESS})`,
    found: rulesAtFault(WORLD_EGRESS, "to"),
    attribute: "egress",
    message: "The security group lets traffic out to the whole internet",
    rationale:
      "Code in a model file runs when the model is loaded; what it can reach is where the weights and the prompts go. The rule " +
      "that modules copy, protocol -1 to 0.0.0.0/0, is that way out.",
    remediation:
      "Name the endpoints' security group, the S3 prefix list, or the ranges that are needed; ServingCluster does, and " +
      "ServingNetwork takes internetDestinations by name.",
    answers: [
      "NET-12",
      "NET-13",
      "NET-14",
      "DENY-NET-002",
      "CKV_AWS_382",
      "AVD-AWS-0104",
      "AML.T0025",
      "LLM06",
      "ML05:2023",
    ],
  },
  {
    id: "AWS_SECURITY_GROUP_DESCRIBED",
    severity: "low",
    category: "governance",
    title: "Security groups say what they are for",
    appliesTo: ["aws_security_group"],
    require: 'self.description != null && !(text(self.description) in ["", "Managed by Terraform"])',
    attribute: "description",
    rationale: "Whether a port may be closed again is not asked of a group that nobody can place.",
    remediation:
      'Set description; the default, "Managed by Terraform", says nothing, and a change replaces the group. ' +
      "ServingNetwork and ServingCluster describe theirs.",
    answers: ["NET-09", "CKV_AWS_23", "AVD-AWS-0099"],
  },
  {
    id: "AWS_SECURITY_GROUP_RULES_DESCRIBED",
    severity: "low",
    category: "governance",
    title: "Rules of security groups say what they are for",
    appliesTo: KINDS.filter((kind) => kind !== "aws_default_security_group"),
    require: 'traffic(self).all(r, r.description != "")',
    attribute: "description",
    message: "A rule has no description",
    rationale: "Each rule is a way to a model server or from it; one without a reason is never taken away.",
    remediation: "Set description for each rule; ServingNetwork and ServingCluster describe theirs.",
    answers: ["NET-09", "CKV_AWS_23", "AVD-AWS-0124"],
  },
  {
    id: "AWS_SECURITY_GROUP_RULES_UNMIXED",
    severity: "medium",
    category: "network",
    title: "A security group has its rules inline or as resources, not both",
    appliesTo: ["aws_security_group"],
    require:
      // What exists already has in its inline blocks whatever rule resources made.
      'resource.actions.exists(a, a != "create") || (self.ingress.size() == 0 && self.egress.size() == 0) || ' +
      '["aws_security_group_rule", "aws_vpc_security_group_ingress_rule", "aws_vpc_security_group_egress_rule"]' +
      '.all(kind, satellites(self, kind, "security_group_id").size() == 0)',
    attribute: "ingress",
    message: "The group has inline rules, and rule resources point at it too",
    rationale:
      "Each apply takes away the rules that the other way has made: what guards the model servers changes from run to run.",
    remediation:
      "Write every rule as aws_vpc_security_group_ingress_rule or aws_vpc_security_group_egress_rule, as ServingNetwork does.",
    answers: ["NET-10"],
  },
  {
    id: "AWS_VPC_DEFAULT_SECURITY_GROUP_PRESENT",
    severity: "medium",
    category: "network",
    title: "The default security group of every VPC is taken over",
    appliesTo: ["aws_vpc"],
    require: 'satellites(self, "aws_default_security_group", "vpc_id").size() > 0',
    attribute: "id",
    message: "No aws_default_security_group points at this VPC, so its members reach each other and the internet",
    rationale:
      "What names no group is in the default one: it lets its members talk to each other, and out to anywhere.",
    remediation: "Add an aws_default_security_group with vpc_id and no rules; ServingNetwork does.",
    answers: ["NET-02", "DENY-NET-006", "CKV2_AWS_12", "AVD-AWS-0173", "KICS 46883ce1", "CIS AWS-1.4 5.3", "AML.T0025"],
  },
  {
    id: "AWS_DEFAULT_SECURITY_GROUP_LOCKED",
    severity: "medium",
    category: "network",
    title: "The default security group has no rules",
    appliesTo: ["aws_default_security_group"],
    require: "self.ingress.size() == 0 && self.egress.size() == 0",
    attribute: "ingress",
    message: "The default security group has rules",
    rationale: "It is used by accident alone: what lands in it should reach nothing and be reached by nothing.",
    remediation: "Leave ingress and egress out of aws_default_security_group; ServingNetwork does.",
    answers: ["NET-02", "DENY-NET-006", "CKV2_AWS_12", "AVD-AWS-0173", "KICS 46883ce1", "CIS AWS-1.4 5.3", "AML.T0025"],
  },
];
