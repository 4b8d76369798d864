/**
 * Writes docs/controls.md from the catalogue; with --check, fails when the committed one says otherwise.
 *
 * The controls are the one source: what they judge, why, what to do, and which checks of others they answer.
 */
import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { type Category, type Control, SEVERITIES } from "../src/policy/control";
import { controlFix } from "../src/policy/fixing/control-fix";
import { controlsOfAllProfiles, isAdded } from "../src/policy/profiles";
import { writeOrCheck } from "./generated";

const CONTROLS = controlsOfAllProfiles();
const ADDED = CONTROLS.filter(isAdded);

const FILE = resolve(__dirname, "../docs/controls.md");

const TOPICS: readonly (readonly [Category, string])[] = [
  ["exposure", "Exposure"],
  ["encryption", "Encryption"],
  ["identity", "Identity and permissions"],
  ["network", "Network"],
  ["workload", "Workloads"],
  ["isolation", "Isolation"],
  ["supply-chain", "Supply chain"],
  ["secrets", "Secrets"],
  ["logging", "Logging"],
  ["resilience", "Resilience"],
  ["state", "Terraform state"],
  ["governance", "Governance"],
];

const GUIDE = resolve(__dirname, "../docs/guides/controls.md");
const FUNCTIONS = resolve(__dirname, "../src/policy");

writeOrCheck(FILE, render());
writeOrCheck(GUIDE, withFunctions(readFileSync(GUIDE, "utf8")));

/** The guide with the functions that expressions may call, from the comments that stand above them in the source. */
function withFunctions(guide: string): string {
  const rows = readdirSync(FUNCTIONS)
    .filter((file) => /^functions-.*\.ts$/.test(file))
    .sort()
    .flatMap((file) => documentedFunctions(readFileSync(join(FUNCTIONS, file), "utf8")));
  if (rows.length === 0) {
    throw new Error("no documented function found");
  }
  const table = rows.map((text) => `- ${text}`).join("\n");
  return guide.replace(
    /<!-- functions -->[\s\S]*<!-- \/functions -->/,
    () => `<!-- functions -->\n\n${table}\n\n<!-- /functions -->`,
  );
}

/** Comments that begin with a call in backticks, as in `isTrue(self.encrypted)`. */
function documentedFunctions(source: string): string[] {
  return [...source.matchAll(/\/\*\*\s*((?:\*?\s*)`\w+\([\s\S]*?)\*\//g)].map(([, text = ""]) =>
    text
      .replaceAll(/\n\s*\*\s?/g, " ")
      .replaceAll(/\s+/g, " ")
      .replace(/^\*\s*/, "")
      .trim(),
  );
}

function render(): string {
  const missing = CONTROLS.filter(({ category }) => !TOPICS.some(([topic]) => topic === category));
  if (missing.length > 0) {
    throw new Error(`no heading for ${missing.map(({ id, category }) => `${id} (${category})`).join(", ")}`);
  }
  const topics = TOPICS.map(([category, heading]) => [heading, inTopic(category)] as const).filter(
    ([, controls]) => controls.length > 0,
  );
  return [
    "# The controls",
    "",
    "Generated from the catalogue by `npm run docs`; do not edit. `modelkeep policy list` and `modelkeep policy show <ID>` say the",
    "same on a terminal. How they are judged, waived and joined by your own: [controls](guides/controls.md) and",
    "[waivers](guides/waivers.md). What the constructs make true of themselves: [what holds](hardening.md).",
    "",
    `${CONTROLS.length} controls: ${SEVERITIES.map((severity) => `${CONTROLS.filter((control) => control.severity === severity).length} ${severity}`).join(", ")}.`,
    `${ADDED.length} of them are asked by the profile \`regulated\` alone: [profiles](guides/controls.md#profiles).`,
    "",
    ...topics.map(([heading, controls]) => `- [${heading}](#${anchor(heading)}): ${controls.length}`),
    "",
    ...topics.flatMap(([heading, controls]) => [
      `## ${heading}`,
      "",
      ...overview(controls),
      "",
      ...controls.flatMap(details),
    ]),
  ]
    .join("\n")
    .replace(/\n+$/, "\n");
}

function inTopic(category: Category): Control[] {
  return CONTROLS.filter((control) => control.category === category);
}

function overview(controls: readonly Control[]): string[] {
  const rows = controls.map(
    ({ id, severity, title }) => `| [${id}](#${id.toLowerCase()}) | ${severity} | ${cell(title)} |`,
  );
  return ["| control | severity | holds when |", "|---|---|---|", ...rows];
}

function details(control: Control): string[] {
  const { id, severity, title, appliesTo, when, require: requirement, attribute } = control;
  const { rationale, remediation, answers } = control;
  return [
    `### ${id}`,
    "",
    `${title}. Severity: ${severity}.${isAdded(control) ? " Profile: regulated." : ""}`,
    "",
    rationale,
    "",
    `**Do:** ${remediation}`,
    "",
    `Judges ${appliesTo.map((kind) => `\`${kind}\``).join(", ")} (\`${attribute}\`); answers ${answers.join(", ")}.`,
    "",
    "```cel",
    ...(when === undefined ? [] : [`// when\n${when}`, "// require"]),
    requirement,
    "```",
    "",
    ...fixOf(control),
  ];
}

/** What mends a finding, folded: what is in capitals has to be chosen, and neither Terraform nor kubectl takes it as it is. */
function fixOf(control: Pick<Control, "id" | "appliesTo">): string[] {
  const fix = controlFix(control) ?? {};
  const blocks = [
    ["yaml", fix.yaml],
    ["hcl", fix.hcl],
    ["ts", fix.cdktf],
  ] as const;
  const texts = blocks.flatMap(([language, text]) =>
    text === undefined ? [] : [`\`\`\`${language}`, text, "```", ""],
  );
  const effect = fix.effect === undefined ? [] : [`**Beware:** ${fix.effect}`, ""];
  return texts.length === 0 ? effect : ["<details><summary>Fix</summary>", "", ...effect, ...texts, "</details>", ""];
}

function anchor(heading: string): string {
  return heading.toLowerCase().replaceAll(" ", "-");
}

function cell(text: string): string {
  return text.replaceAll("|", "\\|");
}
