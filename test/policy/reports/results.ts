import { type Control, SEVERITIES, type Severity } from "../../../src/policy/control";
import type { CheckResult, Finding, WaivedFinding } from "../../../src/policy/judgement";
import type { RenderOptions } from "../../../src/policy/reports/render";

/** Names that break out of terminals, XML, HTML, Markdown, workflow commands and URIs where nobody looks. */
export const HOSTILE_NAMES: readonly string[] = [
  "<img src=x onerror=alert(1)>",
  "</script><script>alert(1)</script>",
  "a\"b'c`d``e|f\\|g",
  "line\nfeed\r\n::error::forged",
  "\u001b[2J\u001b]0;owned\u0007 \u0000 \u0085 \u2028 \u202egnp.exe",
  "]]> -->",
  "100%, a:b::c,d=e",
  "model-\u{1f600}-\ud800-\uffff",
  "@octocat #1 [click](https://evil.example) www.evil.example **bold** __dunder__ ~~x~~ $x$",
  "{{braces}} ${aws_kms_key.k.arn} {0}",
  "__proto__",
  "  ",
];

export const CONTROLS: readonly Control[] = [
  control("AWS_S3_NO_PUBLIC_ACL", "critical", "network", ["CKV_AWS_20", "AVD-AWS-0092"]),
  control("AWS_EKS_PRIVATE_ENDPOINT", "high", "encryption", ["CKV_AWS_39"]),
  control("K8S_LIMITS", "medium", "workload", []),
  control("AWS_S3_EVENTS", "low", "network", []),
  control("AWS_KMS_ROTATION", "high", "identity", ["CKV_AWS_7"]),
];

function control(id: string, severity: Severity, category: Control["category"], answers: readonly string[]): Control {
  return {
    id,
    severity,
    category,
    answers,
    title: `${id} holds`,
    appliesTo: ["aws_s3_bucket"],
    require: "true",
    attribute: "acl",
    rationale: "Weights that anyone can read are weights that anyone has.",
    remediation: "Remove `acl`; SecureModelBucket has none.",
  };
}

export function finding(severity: Severity, overrides: Partial<Finding> = {}): Finding {
  const of = CONTROLS.find((candidate) => candidate.severity === severity) ?? control("X", severity, "custom", []);
  return {
    control: of.id,
    severity,
    category: of.category,
    title: of.title,
    resource: `aws_s3_bucket.${severity}`,
    kind: "aws_s3_bucket",
    root: "prod",
    constructPath: `prod/${severity}/Resource`,
    file: "cdktf.out/stacks/prod/cdk.tf.json",
    line: 12,
    attribute: "acl",
    message: 'acl is "public-read".',
    remediation: of.remediation,
    rationale: of.rationale,
    answers: of.answers,
    ...overrides,
  };
}

export function waived(overrides: Partial<WaivedFinding> = {}): WaivedFinding {
  return {
    ...finding("high", { resource: "aws_eks_cluster.waived" }),
    waiver: {
      reason: "Moves behind the VPN",
      owner: "platform",
      expires: "2027-01-31",
      source: "modelkeep.waivers.yaml",
    },
    ...overrides,
  };
}

export function result(overrides: Partial<CheckResult> = {}): CheckResult {
  return {
    findings: [],
    waived: [],
    undecided: [],
    counts: { resources: 114, evaluations: 11_058, controls: 97 },
    inputs: [{ path: "cdktf.out", kind: "synthesized", resources: 114 }],
    skipped: [],
    profile: "baseline",
    date: "2026-11-21",
    version: "0.1.0",
    ...overrides,
  };
}

/** One finding of each severity, mildest first, with a waived, an undecided and a skipped one beside them. */
export function oneOfEach(): CheckResult {
  return result({
    findings: [...SEVERITIES].reverse().map((severity) => finding(severity)),
    waived: [waived()],
    undecided: [finding("critical", { resource: "aws_s3_bucket.later", message: "acl is known only after apply." })],
    skipped: [{ path: "notes.txt", reason: "neither Terraform nor Kubernetes" }],
  });
}

/** Every hostile name in every place that others can write to. */
export function hostile(): CheckResult {
  const named = (name: string): Partial<Finding> => ({
    resource: name,
    root: name,
    namespace: name,
    constructPath: name,
    file: name,
    attribute: name,
    message: name,
    kind: name,
    title: name,
    rationale: name,
    remediation: name,
    answers: [name],
  });
  return result({
    findings: HOSTILE_NAMES.map((name) => finding("high", named(name))),
    waived: HOSTILE_NAMES.map((name) =>
      waived({ ...named(name), waiver: { reason: name, owner: name, expires: "2027-01-31", source: name } }),
    ),
    undecided: HOSTILE_NAMES.map((name) => finding("critical", named(name))),
    skipped: HOSTILE_NAMES.map((name) => ({ path: name, reason: name })),
    inputs: HOSTILE_NAMES.map((path) => ({ path, kind: "manifests", resources: 1 })),
  });
}

/** 6,000 findings, of which 1,500 of each severity; the worst stand last. */
export function thousands(): CheckResult {
  const findings = [...SEVERITIES]
    .reverse()
    .flatMap((severity) =>
      Array.from({ length: 1500 }, (_, index) =>
        finding(severity, { resource: `aws_s3_bucket.${severity}[${index}]` }),
      ),
    );
  return result({ findings });
}

export function options(overrides: Partial<RenderOptions> = {}): RenderOptions {
  return { colour: false, failOn: "high", strict: false, width: 80, controls: CONTROLS, ...overrides };
}

/** The same result with its lists turned around. */
export function reversed(of: CheckResult): CheckResult {
  return {
    ...of,
    findings: [...of.findings].reverse(),
    waived: [...of.waived].reverse(),
    undecided: [...of.undecided].reverse(),
  };
}
