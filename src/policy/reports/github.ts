import type { Severity } from "../control";
import type { CheckResult, Finding } from "../judgement";
import type { RenderOptions } from "./options";
import { inOrder } from "./order";
import { sourcePath } from "./source-path";
import { verdictOf } from "./verdict";
import { count, digits, printable } from "./wording";

type Command = "error" | "warning" | "notice";

const COMMANDS: Readonly<Record<Severity, Command>> = {
  critical: "error",
  high: "error",
  medium: "warning",
  low: "notice",
};

/** GitHub shows 10 annotations of each level in a step and drops the rest in silence; the last notice is the total. */
const SHOWN: Readonly<Record<Command, number>> = { error: 10, warning: 10, notice: 9 };

/** Workflow commands: the worst findings as annotations on their lines, and the total. */
export function renderGithub(result: CheckResult, options: RenderOptions): string {
  const left = { ...SHOWN };
  const lines: string[] = [];
  const annotate = (finding: Finding, message: string): void => {
    const command = COMMANDS[finding.severity];
    if (left[command] > 0) {
      left[command] -= 1;
      lines.push(annotation(command, finding, message));
    }
  };
  const undecided = options.strict ? result.undecided.filter(({ severity }) => severity === "critical") : [];
  for (const finding of inOrder(result.findings)) {
    annotate(finding, finding.message);
  }
  for (const finding of inOrder(undecided)) {
    annotate(finding, `undecided: ${finding.message}`);
  }
  const silent = result.findings.length + undecided.length - lines.length;
  lines.push(`::notice title=modelkeep check::${inMessage(total(result, options, silent))}`);
  return `${lines.join("\n")}\n`;
}

function annotation(command: Command, finding: Finding, message: string): string {
  const at = finding.file === "" ? [] : [`file=${inProperty(sourcePath(finding.file))}`];
  const line = finding.file === "" || finding.line === undefined ? [] : [`line=${Math.max(1, finding.line)}`];
  const title = `title=${inProperty(`${finding.control}: ${finding.title}`)}`;
  const construct = finding.constructPath === undefined ? "" : ` (${finding.constructPath})`;
  const text = `${finding.resource}${construct}: ${message} Remedy: ${finding.remediation}`;
  return `::${command} ${[...at, ...line, title].join(",")}::${inMessage(text)}`;
}

function total(result: CheckResult, options: RenderOptions, silent: number): string {
  const parts = [
    verdictOf(result, options).sentence,
    `${count(result.findings.length, "finding")} in all`,
    `${digits(result.waived.length)} waived`,
    `${digits(result.undecided.length)} undecided`,
    ...(silent === 0 ? [] : [`${digits(silent)} not annotated (see --format json)`]),
  ];
  return parts.join("; ");
}

function inMessage(text: string): string {
  return printable(text).replaceAll("%", "%25");
}

function inProperty(text: string): string {
  return inMessage(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
