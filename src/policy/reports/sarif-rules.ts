import type { Category, Control, Severity } from "../control";
import type { CheckResult, Finding } from "../judgement";
import { compareText } from "./order";
import { cut, printable } from "./wording";

export type SarifLevel = "error" | "warning" | "note";

/** How SARIF viewers rank a severity. */
export const LEVELS: Readonly<Record<Severity, SarifLevel>> = {
  critical: "error",
  high: "error",
  medium: "warning",
  low: "note",
};

/** GitHub reads a score as in CVSS: above 9.0 is critical, from 7.0 high, from 4.0 medium. */
const SCORES: Readonly<Record<Severity, string>> = { critical: "9.5", high: "8.0", medium: "5.0", low: "2.0" };

/** GitHub takes 20 tags; half of them is as many as anyone reads. */
const MOST_TAGS = 10;
const LONGEST = 1000;

/** What a rule says; a control of the catalogue, or what a finding tells of one that is not in it. */
interface RuleSource {
  readonly id: string;
  readonly severity: Severity;
  readonly category: Category;
  readonly title: string;
  readonly rationale: string;
  readonly remediation: string;
  readonly answers: readonly string[];
}

/** Rules by id, each with its place in the list of rules. */
export interface SarifRules {
  readonly rules: readonly object[];
  indexOf(id: string): number;
}

/** The catalogue as SARIF rules, and the controls of findings that the catalogue does not hold. */
export function sarifRules({ findings, waived, undecided }: CheckResult, controls: readonly Control[]): SarifRules {
  const sources = new Map<string, RuleSource>();
  for (const source of [...controls, ...[...findings, ...waived, ...undecided].map(sourceOf)]) {
    if (!sources.has(source.id)) {
      sources.set(source.id, source);
    }
  }
  const sorted = [...sources.values()].sort((a, b) => compareText(a.id, b.id));
  const places = new Map(sorted.map(({ id }, index) => [id, index]));
  return { rules: sorted.map(rule), indexOf: (id) => places.get(id) ?? -1 };
}

function sourceOf(finding: Finding): RuleSource {
  return { ...finding, id: finding.control };
}

function rule(source: RuleSource): object {
  const { id, severity, category, title, rationale, remediation, answers } = source;
  const short = cut(printable(title), LONGEST);
  const full = cut(printable(rationale === "" ? title : rationale), LONGEST);
  const fix = cut(printable(remediation), LONGEST);
  const also = answers.length === 0 ? "" : cut(printable(answers.join(", ")), LONGEST);
  return {
    id,
    name: id,
    shortDescription: { text: short },
    fullDescription: { text: full },
    help: {
      text: [`Why: ${full}`, `Remedy: ${fix}`, ...(also === "" ? [] : [`Answers: ${also}`])].join("\n"),
      markdown: [`**Why:** ${full}`, `**Remedy:** ${fix}`, ...(also === "" ? [] : [`**Answers:** ${also}`])].join(
        "\n\n",
      ),
    },
    defaultConfiguration: { level: LEVELS[severity] },
    properties: {
      // Without the tag "security", GitHub shows no severity.
      tags: [...new Set(["security", category, ...answers.map(printable)])].slice(0, MOST_TAGS),
      precision: "high",
      "security-severity": SCORES[severity],
    },
  };
}
