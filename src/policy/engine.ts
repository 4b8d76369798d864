import type { Estate, RootModule } from "../estate/estate";
import { isGone } from "../estate/joins/existence";
import type { Resource, Value } from "../estate/resource";
import { isUnknown } from "../estate/unknown";
import { type Program, program } from "./cel/program";
import { CelSyntaxError } from "./cel/syntax-error";
import { type Control, SEVERITIES } from "./control";
import { foundPieces } from "./found-pieces";
import { describeValue, valueAt } from "./found-value";
import { FUNCTIONS } from "./functions";
import type { Finding, Judgement, WaivedFinding } from "./judgement";
import {
  type ControlContext,
  EVERY_KIND,
  isManifestKind,
  MANIFEST_VARIABLES,
  ROOT_KIND,
  scopeOf,
  scopeOfRoot,
  TERRAFORM_VARIABLES,
} from "./scope";
import type { WaiverSet } from "./waiver-set";

/** How an estate is judged. */
export interface JudgeOptions {
  readonly controls: readonly Control[];

  readonly waivers: WaiverSet;
}

type Scope = Readonly<Record<string, Value>>;

/** An expression that is compiled when it is first needed: to compile all of the catalogue takes longer than a small check. */
class Expression {
  private known: Program | undefined;

  constructor(
    private readonly text: string,
    private readonly variables: readonly string[],
  ) {}

  /** Throws a CelSyntaxError. */
  get program(): Program {
    this.known ??= program(this.text, { functions: FUNCTIONS, variables: this.variables });
    return this.known;
  }
}

/** A control with its expressions. */
interface CompiledControl {
  readonly control: Control;
  readonly require: Expression;
  readonly when: Expression | undefined;
  readonly found: Expression | undefined;
}

/** A resource or a root module, as findings name it. */
interface Subject {
  readonly scope: Scope;
  readonly context: ControlContext;

  /** Where findings about it lie. */
  place(): Place;
}

type Place = Pick<Finding, "resource" | "kind" | "root" | "namespace" | "constructPath" | "madeAt" | "file" | "line">;

/**
 * Asks every control about every resource it applies to.
 *
 * A control holds, fails, or is undecided when a value that it needs is known only after apply. A control that throws is
 * a finding about that control, never a pass. Resources that the plan only deletes or forgets are not judged.
 */
export function judge(estate: Estate, options: JudgeOptions): Judgement {
  const findings: Finding[] = [];
  const undecided: Finding[] = [];
  const waived: WaivedFinding[] = [];
  let evaluations = 0;

  const file = (list: Finding[], finding: Finding): void => {
    const answer = options.waivers.answer(finding);
    if (answer === undefined) {
      list.push(finding);
    } else if (answer.expired) {
      list.push({ ...finding, message: `${finding.message} ${answer.note}` });
    } else {
      waived.push({ ...finding, waiver: answer.waiver });
    }
  };

  const subjects = subjectsByKind(estate);
  for (const control of options.controls) {
    const compiled = expressionsOf(control);
    for (const kind of control.appliesTo) {
      const asked = subjects(kind);
      evaluations += asked.length;
      for (const verdict of verdicts(compiled, asked)) {
        file(verdict.list === "undecided" ? undecided : findings, verdict.finding);
      }
    }
  }
  return {
    findings: worstFirst(findings),
    waived: worstFirst(waived),
    undecided: worstFirst(undecided),
    counts: {
      resources: resourcesOf(estate, EVERY_KIND).length,
      evaluations,
      controls: options.controls.length,
    },
  };
}

/** Scopes are built once a resource, however many controls ask: of its kind, and of every kind. */
function subjectsByKind(estate: Estate): (kind: string) => readonly Subject[] {
  const known = new Map<string, readonly Subject[]>();
  const ofResources = new Map<Resource, Subject>();
  const ofResource = (resource: Resource): Subject => {
    let subject = ofResources.get(resource);
    if (subject === undefined) {
      subject = subjectOf(estate, resource);
      ofResources.set(resource, subject);
    }
    return subject;
  };
  return (kind) => {
    let subjects = known.get(kind);
    if (subjects === undefined) {
      subjects =
        kind === ROOT_KIND
          ? estate.roots.map((root) => subjectOfRoot(estate, root))
          : resourcesOf(estate, kind).map(ofResource);
      known.set(kind, subjects);
    }
    return subjects;
  };
}

function resourcesOf(estate: Estate, kind: string): readonly Resource[] {
  if (kind !== EVERY_KIND) {
    return estate.ofKind(kind).filter((resource) => isJudged(resource));
  }
  return estate.resources.filter((resource) => isJudged(resource) && !isLifted(estate, resource));
}

/** A lifted manifest stands for a Terraform resource that is in the estate too: one finding is enough. */
function isLifted(estate: Estate, { mode, root, address }: Resource): boolean {
  return mode === "manifest" && estate.at(root, address) !== undefined;
}

/** Data sources and resources that will exist. What is only deleted or forgotten is not part of the planned estate. */
function isJudged(resource: Resource): boolean {
  return resource.mode !== "data" && !isGone(resource);
}

/** Whether the control asks about what it once found elsewhere: not when that is gone here, or when its `when` fails. */
export function stillAsks(control: Control, estate: Estate, found: Finding): boolean {
  const subject = found.kind === ROOT_KIND ? rootFound(estate, found) : resourceFound(estate, found);
  const { when } = expressionsOf(control);
  return subject !== undefined && (when === undefined || when.program.run(subject.scope, subject.context) !== "fails");
}

function rootFound(estate: Estate, found: Finding): Subject | undefined {
  const root = estate.roots.find(({ name }) => name === found.root);
  return root && subjectOfRoot(estate, root);
}

function resourceFound(estate: Estate, { root, resource: address, kind, namespace }: Finding): Subject | undefined {
  const isIt = (one: Resource): boolean => one.kind === kind && one.namespace === namespace && isJudged(one);
  const at = estate.at(root, address);
  const it =
    at !== undefined && isIt(at)
      ? at
      : estate.ofKind(kind).find((one) => one.address === address && one.root === root && isIt(one));
  return it && subjectOf(estate, it);
}

function subjectOf(estate: Estate, resource: Resource): Subject {
  return {
    scope: scopeOf(resource),
    context: { estate, resource, root: resource.root },
    place: () => placeOf(resource),
  };
}

function placeOf({ root, address, kind, namespace, origin }: Resource): Place {
  return {
    resource: address,
    kind,
    root,
    file: origin.file,
    ...(namespace === undefined ? {} : { namespace }),
    ...(origin.constructPath === undefined ? {} : { constructPath: origin.constructPath }),
    ...(origin.madeAt === undefined ? {} : { madeAt: origin.madeAt }),
    ...(origin.line === undefined ? {} : { line: origin.line }),
  };
}

function subjectOfRoot(estate: Estate, root: RootModule): Subject {
  return {
    scope: scopeOfRoot(root),
    context: { estate, root: root.name },
    place: () => ({ resource: root.name, kind: ROOT_KIND, root: root.name, file: root.file }),
  };
}

/** Compiles all of a control for the dialect of its kinds; throws a CelSyntaxError. */
export function compileControl(control: Control): void {
  const { require: requirement, when, found } = expressionsOf(control);
  for (const expression of [requirement, when, found]) {
    expression?.program;
  }
}

function expressionsOf(control: Control): CompiledControl {
  const variables = control.appliesTo.every((kind) => isManifestKind(kind)) ? MANIFEST_VARIABLES : TERRAFORM_VARIABLES;
  const expression = (text: string | undefined): Expression | undefined =>
    text === undefined ? undefined : new Expression(text, variables);
  return {
    control,
    require: new Expression(control.require, variables),
    when: expression(control.when),
    found: expression(control.found),
  };
}

interface Verdict {
  readonly list: "findings" | "undecided";
  readonly finding: Finding;
}

/** What is wrong with the subjects. Apart from what is done about it, so that V8 has the hot loop alone to optimise. */
function verdicts(compiled: CompiledControl, subjects: readonly Subject[]): readonly Verdict[] {
  const found: Verdict[] = [];
  for (const subject of subjects) {
    const verdict = ask(compiled, subject);
    if (verdict !== undefined) {
      found.push(verdict);
    }
  }
  return found;
}

function ask(compiled: CompiledControl, subject: Subject): Verdict | undefined {
  const { control, when, require: requirement } = compiled;
  const { scope, context } = subject;
  try {
    const applies = when === undefined ? "holds" : when.program.run(scope, context);
    if (applies === "fails") {
      return undefined;
    }
    const outcome = requirement.program.run(scope, context);
    if (outcome === "holds") {
      return undefined;
    }
    // Whether it is asked of this resource at all is known only after apply: then a failure is not certain either.
    return outcome === "undecided" || applies === "undecided"
      ? { list: "undecided", finding: finding(control, subject, undecidedMessage(control, scope)) }
      : { list: "findings", finding: failure(compiled, subject) };
  } catch (error) {
    if (error instanceof CelSyntaxError) {
      throw error;
    }
    const reason = error instanceof Error ? error.message : String(error);
    return {
      list: "findings",
      finding: finding(control, subject, `The control itself failed, and nothing is proven: ${reason}.`),
    };
  }
}

function failure({ control, found }: CompiledControl, subject: Subject): Finding {
  const pieces = found === undefined ? [] : foundPieces(found.program.value(subject.scope, subject.context));
  const attribute = pieces.find((piece) => piece.attribute !== undefined)?.attribute ?? control.attribute;
  if (pieces.length === 0) {
    return finding(
      control,
      subject,
      control.message === undefined ? foundMessage(control, subject.scope) : `${control.message}.`,
    );
  }
  const shown = pieces.slice(0, SHOWN_PIECES).map(({ text }) => text);
  const rest = pieces.length - shown.length;
  const list = `${shown.join("; ")}${rest > 0 ? `; and ${rest} more` : ""}`;
  return { ...finding(control, subject, `${control.message ?? "At fault"}: ${list}.`), attribute };
}

const SHOWN_PIECES = 5;

function foundMessage(control: Control, scope: Scope): string {
  return `${control.attribute} ${describeValue(valueAt(subjectValue(scope), control.attribute))}.`;
}

function undecidedMessage(control: Control, scope: Scope): string {
  const value = valueAt(subjectValue(scope), control.attribute);
  return isUnknown(value)
    ? `${control.attribute} ${describeValue(value)}.`
    : `Something that ${control.attribute} depends on is known only after apply.`;
}

function subjectValue(scope: Scope): Value {
  return scope.self ?? scope.object ?? null;
}

function finding(control: Control, { place }: Subject, message: string): Finding {
  const { id, severity, category, title, attribute, remediation, rationale, answers } = control;
  return { control: id, severity, category, title, ...place(), attribute, message, remediation, rationale, answers };
}

function worstFirst<T extends Finding>(findings: T[]): T[] {
  return findings
    .map((finding, index) => ({ finding, index }))
    .sort(
      (one, other) =>
        SEVERITIES.indexOf(one.finding.severity) - SEVERITIES.indexOf(other.finding.severity) ||
        one.index - other.index,
    )
    .map(({ finding }) => finding);
}
