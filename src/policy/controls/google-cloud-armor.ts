import type { Control } from "../control";

/** Policies for caches and for networks have rules of other kinds. */
const IS_OF_BACKENDS = '(self.type == null || self.type == "CLOUD_ARMOR")';
const PROTECTS_MODELS = `${IS_OF_BACKENDS} && protectsModels(self)`;

/** A condition on the rules of the policy, be they blocks or resources of their own, that are enforced and not only tried out. */
function someRule(condition: string): string {
  const enforced = `!isTrue(r.preview) && ${condition}`;
  return (
    `self.rule.exists(r, ${enforced}) || ` +
    `satellites(self, "google_compute_security_policy_rule", "security_policy").exists(r, ${enforced})`
  );
}

const LIMITS =
  'text(r.action) in ["throttle", "rate_based_ban"] && r.rate_limit_options.exists(o, text(o.exceed_action).startsWith("deny") && ' +
  "o.rate_limit_threshold.exists(t, number(t.count, 0) > 0))";
const REFUSES_CVES =
  'text(r.action).startsWith("deny") && r.match.exists(m, m.expr.exists(e, ' +
  'text(e.expression).matches("(^|[^! ]) *evaluatePreconfigured(Waf|Expr)[(] *[\'\\"]cve-canary")))';
const REFUSES_THE_REST = 'number(r.priority, 0) == 2147483647 && text(r.action).startsWith("deny")';

/** Cloud Armor before models. A policy that stands before nothing is judged by what it would be good for; one before a shop is not. */
export const GOOGLE_CLOUD_ARMOR_CONTROLS: readonly Control[] = [
  {
    id: "GOOGLE_ARMOR_RATE_LIMITED",
    severity: "high",
    category: "resilience",
    title: "Cloud Armor limits how often one caller asks",
    appliesTo: ["google_compute_security_policy"],
    when: PROTECTS_MODELS,
    require: someRule(LIMITS),
    attribute: "rule.rate_limit_options.rate_limit_threshold.count",
    message: "No rule of the policy refuses a caller who asks too often",
    rationale:
      "Copying a model takes many calls; the other rules look at each call alone and find nothing wrong with it. A rule in preview " +
      "refuses nobody.",
    remediation:
      'Add a rule with action throttle and rate_limit_options: conform_action allow, exceed_action "deny(429)", and rate_limit_threshold.',
    answers: ["API-36", "DENY-API-003", "AML.M0004", "LLM10"],
  },
  {
    id: "GOOGLE_ARMOR_KNOWN_BAD_INPUTS",
    severity: "medium",
    category: "exposure",
    title: "Cloud Armor refuses what is known to be an attack",
    appliesTo: ["google_compute_security_policy"],
    when: PROTECTS_MODELS,
    require: someRule(REFUSES_CVES),
    attribute: "rule.match.expr.expression",
    message: "No rule denies what evaluatePreconfiguredWaf('cve-canary') finds",
    rationale:
      "Model servers and what stands before them log what they are asked: Log4Shell and its like come in a header or a prompt, " +
      "and end beside the weights.",
    remediation: "Add a rule with action deny(403) and the expression evaluatePreconfiguredWaf('cve-canary').",
    answers: ["API-37", "CKV_GCP_73"],
  },
  {
    id: "GOOGLE_ARMOR_DENIES_BY_DEFAULT",
    severity: "medium",
    category: "exposure",
    title: "Cloud Armor refuses whom no rule lets through",
    appliesTo: ["google_compute_security_policy"],
    when: PROTECTS_MODELS,
    require: someRule(REFUSES_THE_REST),
    attribute: "rule.action",
    message: "The rule of priority 2147483647 is left out or does not deny: unset it allows",
    rationale:
      "Callers of a model are known. With a default that allows, a rule that is forgotten, or does not match by a letter, opens it to the world.",
    remediation:
      "Add a rule of priority 2147483647 with action deny(403), and allow or throttle the callers by rules before it.",
    answers: ["API-38", "AML.M0019"],
  },
  {
    id: "GOOGLE_ARMOR_ATTACHED",
    severity: "medium",
    category: "exposure",
    title: "The policy of Cloud Armor stands before something",
    appliesTo: ["google_compute_security_policy"],
    when: IS_OF_BACKENDS,
    require: `!${IS_OF_BACKENDS} || isAttachedPolicy(self)`,
    attribute: "name",
    message: "No backend service of the estate, and no backend of GKE, names the policy",
    rationale: "A policy that is attached to nothing looks like protection in every review, and stops no call.",
    remediation:
      "Set security_policy of the google_compute_backend_service, or name the policy in a GCPBackendPolicy; waive it where it is attached elsewhere.",
    answers: ["API-41", "DENY-API-003"],
  },
];
