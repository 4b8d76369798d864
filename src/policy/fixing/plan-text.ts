import type { RootModule } from "../../estate/estate";
import type { Fix } from "../fixes/fix";
import type { Finding } from "../judgement";
import { ROOT_KIND } from "../scope";
import { camelCase } from "./cdktf-print";
import type { FixPlan, PlannedFix } from "./plan";
import { fixInCdktf, fixInHcl, fixInYaml, type ShownSubject } from "./show-fix";

/** What the text needs to know of the estate. */
export interface PlanTextOptions {
  readonly version: string;

  /** The verdict, as the report says it. */
  readonly verdict: string;
  readonly sourceOf: (finding: Finding) => RootModule["source"] | undefined;

  /** Terraform type of the resource at the address; undefined for objects of manifests. */
  readonly typeOf: (finding: Finding) => string | undefined;
}

/** The plan as a person reads it, and as `git apply` and `patch` do: they pass over all that begins with a `#`. */
export function planText(plan: FixPlan, options: PlanTextOptions): string {
  const prose = [...head(plan, options), ...groups(plan).flatMap((group) => groupText(group, options)), ...foot(plan)];
  return `${prose.map((line) => (line === "" ? "#" : `# ${printable(line)}`)).join("\n")}\n${plan.diffs.join("")}`;
}

function head(plan: FixPlan, { version, verdict }: PlanTextOptions): readonly string[] {
  const { fixes, introduced, diffs } = plan;
  const closed = fixes.filter(({ outcome }) => outcome === "closed").length;
  const open = fixes.filter(({ outcome }) => outcome === "open").length;
  const yours = fixes.filter(({ outcome }) => outcome === "yours").length;
  const lines = [`modelkeep ${version} fix plan. ${verdict}`];
  if (fixes.length === 0) {
    return [...lines, "Nothing to fix."];
  }
  if (diffs.length > 0) {
    lines.push(
      "",
      `The patch below was judged again in place: it closes ${closed} of ${findings(fixes.length)}, and makes ${introduced.length} new.`,
      "Nothing was written. In this folder: `git apply <this file>`, or `patch -p1 < <this file>`.",
    );
  } else {
    lines.push("", `No file is patched: ${findings(fixes.length)} need what stands below.`);
  }
  lines.push(
    `${findings(open + yours + introduced.length)} would remain: ${yours} not in the patch, ${open} not proven by it, ${introduced.length} new.`,
  );
  return lines;
}

function findings(count: number): string {
  return count === 1 ? "1 finding" : `${count} findings`;
}

/** Fixes by the place that they are written at, worst first: a module that is called twice is written once. */
function groups({ fixes }: FixPlan): readonly (readonly PlannedFix[])[] {
  const byPlace = new Map<string, PlannedFix[]>();
  for (const fix of fixes) {
    const { root, resource, namespace, file, line } = fix.finding;
    const key = line === undefined ? [root, namespace, resource].join("\u0000") : `${file}:${line}`;
    byPlace.set(key, [...(byPlace.get(key) ?? []), fix]);
  }
  return [...byPlace.values()];
}

function groupText(group: readonly PlannedFix[], options: PlanTextOptions): readonly string[] {
  const [first] = group;
  if (first === undefined) {
    return [];
  }
  const { file, line, constructPath } = first.finding;
  const place = [
    ...(constructPath === undefined ? [] : [constructPath]),
    line === undefined ? file : `${file}:${line}`,
  ];
  const resources = [...new Set(group.map(({ finding }) => finding.resource))];
  const texts = new Set(group.map((each) => fixText(each, options).join("\n")));
  return ["", `== ${resources.join(", ")} (${place.join(", ")})`, ...[...texts].flatMap((text) => text.split("\n"))];
}

function fixText(planned: PlannedFix, options: PlanTextOptions): readonly string[] {
  const { finding, outcome, reason, fix } = planned;
  const lines = ["", `${finding.severity} ${finding.control}: ${finding.message}`];
  if (outcome === "closed") {
    return [...lines, "  In the patch."];
  }
  if (outcome === "open") {
    return [
      ...lines,
      "  In the patch, but the control is not seen to hold with it. See to it by hand:",
      ...body(planned, options),
    ];
  }
  if (fix === undefined) {
    return [...lines, `  No fix is known for it. ${finding.remediation}`];
  }
  return [
    ...lines,
    `  Not in the patch${reason === undefined ? "" : ` (${reason})`}.${isWritten(fix) ? " Write:" : ""}`,
    ...body(planned, options),
  ];
}

/** Whether there is something to write, and not only to decide. */
function isWritten(fix: Fix): boolean {
  return fix.some((step) => step.do !== "decide" || step.hcl !== undefined);
}

/** What to write, in the languages of the source. */
function body({ finding, fix = [] }: PlannedFix, options: PlanTextOptions): readonly string[] {
  const type = options.typeOf(finding);
  const source = options.sourceOf(finding);
  const subject: ShownSubject = {
    kind: finding.kind,
    name: nameOf(finding),
    ...(type === undefined ? {} : { type }),
    ...(finding.namespace === undefined ? {} : { namespace: finding.namespace }),
  };
  const isYaml = type === undefined && finding.kind.includes(" ");
  const hcl = () => ["", ...indented(fixInHcl(fix, subject))];
  const cdktf = () => ["", "  In CDKTF:", "", ...indented(fixInCdktf(fix, subject, variableOf(finding)))];
  if (isYaml) {
    return ["", ...indented(fixInYaml(fix, subject))];
  }
  if (source === "synthesized") {
    return [...madeBy(finding), ...cdktf(), "", "  In HCL:", ...hcl()];
  }
  return source === "plan" ? [...hcl(), ...cdktf()] : hcl();
}

/** Which construct made the resource, where it does not stand in the stack itself: that is the one to configure. */
function madeBy({ constructPath }: Finding): readonly string[] {
  const pieces = constructPath?.split("/") ?? [];
  return pieces.length < 3
    ? []
    : [`  Made by the construct at ${pieces.slice(0, -1).join("/")}: look for an override or a prop of it first.`];
}

/** Name of the resource in Terraform, or of the object. */
function nameOf({ resource, kind }: Finding): string {
  const address = resource.replace(/\[[^\]]*\]$/, "");
  return kind === ROOT_KIND ? "root" : (address.split(/[./]/).at(-1) ?? address);
}

/** What the construct that was found is likely called: the last piece of its path that says something. */
function variableOf(finding: Finding): string {
  const pieces = finding.constructPath?.split("/").filter((piece) => piece !== "Resource" && piece !== "Default") ?? [];
  const name = camelCase(pieces.at(-1) ?? nameOf(finding));
  const letters = name.replaceAll(/[^\p{L}\p{N}_$]/gu, "");
  return `${letters.charAt(0).toLowerCase()}${letters.slice(1)}`;
}

function indented(text: string): readonly string[] {
  return text.split("\n").map((line) => (line === "" ? "" : `    ${line}`));
}

function foot({ introduced, diffs }: FixPlan): readonly string[] {
  const lines = introduced.map(
    ({ severity, control, resource, message }) => `${severity} ${control}: ${resource}: ${message}`,
  );
  return [
    ...(lines.length === 0 ? [] : ["", "== New with the patch", "", ...lines]),
    ...(diffs.length === 0 ? [] : ["", "== The patch", ""]),
  ];
}

/** Paths and messages hold input: no control characters of theirs reach the terminal, and no line break begins a patch. */
function printable(line: string): string {
  return line.replaceAll(/\p{Cc}/gu, "?");
}
