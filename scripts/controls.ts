/**
 * Writes docs/controls.md from the catalogue; with --check, fails when the committed one says otherwise.
 *
 * The controls are the one source: what they judge, why, what to do, and which checks of others they answer.
 */
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { CONTROLS } from "../src/policy/catalogue";
import { type Category, type Control, SEVERITIES } from "../src/policy/control";

const FILE = resolve(__dirname, "../docs/controls.md");

const TOPICS: readonly (readonly [Category, string])[] = [
  ["storage", "Model stores and other buckets"],
  ["keys", "Keys"],
  ["identity", "Identities and permissions"],
  ["cluster", "Clusters and nodes"],
  ["gpu", "GPU pools"],
  ["workload", "Workloads"],
  ["tenancy", "Tenants"],
  ["network", "Network"],
  ["load-balancing", "Load balancing and ingress"],
  ["managed-endpoints", "Managed endpoints"],
  ["api-edge", "API edge"],
  ["secrets", "Secrets"],
  ["images", "Images"],
  ["audit", "Audit trail and logs"],
  ["state", "Terraform state and providers"],
];

const GUIDE = resolve(__dirname, "../docs/guides/controls.md");
const FUNCTIONS = resolve(__dirname, "../src/policy");

write(FILE, render());
write(GUIDE, withFunctions(readFileSync(GUIDE, "utf8")));

function write(file: string, text: string): void {
  if (!process.argv.includes("--check")) {
    writeFileSync(file, text);
    console.log(`written: ${relative(process.cwd(), file)}`);
  } else if (readFileSync(file, "utf8") !== text) {
    console.error(`${relative(process.cwd(), file)} is stale: run \`npm run docs\` and commit it.`);
    process.exitCode = 1;
  }
}

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

function details({
  id,
  severity,
  title,
  appliesTo,
  when,
  require: requirement,
  attribute,
  rationale,
  remediation,
  answers,
}: Control): string[] {
  return [
    `### ${id}`,
    "",
    `${title}. Severity: ${severity}.`,
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
  ];
}

function anchor(heading: string): string {
  return heading.toLowerCase().replaceAll(" ", "-");
}

function cell(text: string): string {
  return text.replaceAll("|", "\\|");
}
