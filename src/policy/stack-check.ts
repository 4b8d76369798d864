import { Annotations, TerraformStack } from "cdktf";
import type { IConstruct } from "constructs";
import { type Problem, ValidationError } from "../core/errors";
import type { TerraformJson } from "../core/final-check";
import { madeAt } from "../core/made-at";
import { ownershipOf } from "../core/ownership";
import { watchesState } from "../core/state";
import { ServingTier } from "../core/tier";
import { InputError } from "../estate/input-error";
import { liftedEstate } from "../estate/lifted";
import { fromSynthesized } from "../estate/synthesized";
import { today } from "./calendar";
import { CONTROLS } from "./catalogue";
import type { Control } from "./control";
import { judge } from "./engine";
import type { Finding, Judgement } from "./judgement";
import { Profile } from "./profile";
import { controlsOf, profileOf } from "./stack-controls";
import { waiversInMetadata } from "./waiver-metadata";
import { WaiverSet } from "./waiver-set";

/**
 * Judges the final JSON of a stack, once: overrides are in it, and plain resources beside the constructs.
 *
 * Findings of severity high and critical that nobody waived are thrown as one ValidationError; milder ones become
 * warnings. What is known only after apply is judged by CI, on the plan.
 */
export function judgeStack(stack: TerraformStack, json: TerraformJson): void {
  const judgement = judgementOf(stack, json);
  const blocking = judgement.findings.filter(isBlocking);
  if (blocking.length > 0) {
    const problems = blocking.map((finding) => problemOf(finding, makerOf(stack, finding)));
    throw new ValidationError(stack.node.path, "policy.Guardrails", problems);
  }
  warn(stack, judgement);
}

function judgementOf(stack: TerraformStack, json: TerraformJson): Judgement {
  try {
    return judged(stack, json);
  } catch (error) {
    throw error instanceof InputError
      ? new ValidationError(stack.node.path, "policy.Waiver", [
          {
            code: "MK_WAIVER",
            message: `${error.problem}.`,
            remedy: "Waivers are exact: an id of the catalogue, on a construct that it fails for.",
          },
        ])
      : error;
  }
}

function judged(stack: TerraformStack, json: TerraformJson): Judgement {
  const name = stack.node.path;
  // Readers work in place, and the stack is about to be written.
  const estate = liftedEstate([fromSynthesized([{ file: name, name, json: structuredClone(json) }])]);
  const own = controlsOf(stack.node.root);
  const controls = [...catalogueFor(stack), ...own];
  const records = waiversInMetadata(estate);
  const waivers = new WaiverSet(records, today());
  const judgement = judge(estate, { controls, waivers });
  if (records.length > 0) {
    const { controlsOfAllProfiles } = require("./profiles") as typeof import("./profiles");
    const known = [...controlsOfAllProfiles(), ...own];
    waivers.requireUsed(new Set(known.map(({ id }) => id)), new Set(controls.map(({ id }) => id)));
  }
  return judgement;
}

/** The catalogue by the profile of the app; one for development lets nothing pass in production. */
function catalogueFor(stack: TerraformStack): readonly Control[] {
  const profile = profileOf(stack.node.root);
  if (profile === Profile.BASELINE || (profile === Profile.DEVELOPMENT && isProduction(stack))) {
    return CONTROLS;
  }
  const { controlsIn } = require("./profiles") as typeof import("./profiles");
  return controlsIn(profile);
}

function isProduction(stack: TerraformStack): boolean {
  return ownershipOf(stack)?.tier === ServingTier.PRODUCTION;
}

/** The stack that makes the state backend keeps its own state locally once: a warning at synthesis, a finding in CI. */
const REMOTE_STATE = "STATE_BACKEND_REMOTE";

function isBlocking({ control, severity }: Finding): boolean {
  return (severity === "critical" || severity === "high") && control !== REMOTE_STATE;
}

/** The line of the program that made what was found, where one of our constructs did. */
function makerOf(stack: TerraformStack, { constructPath, madeAt: read }: Finding): string | undefined {
  const ids = constructPath?.split("/") ?? [];
  let construct: IConstruct | undefined = stack.node.root;
  for (const id of ids) {
    construct = construct?.node.tryFindChild(id);
  }
  return read ?? (construct === undefined || ids.length === 0 ? undefined : madeAt(construct));
}

function problemOf(finding: Finding, maker: string | undefined): Problem {
  const { control, severity, resource, constructPath, attribute, message, title, remediation } = finding;
  const made = maker === undefined ? "" : `, made at ${maker}`;
  const place = constructPath === undefined ? resource : `${constructPath} (${resource}${made})`;
  return {
    code: control,
    message: `${place}: ${message} (${severity}, ${attribute}: "${title}" does not hold.)`,
    remedy: `${remediation} To accept it: Waiver.on(construct, { control: "${control}", reason, owner, expires }).`,
  };
}

const warned = new WeakMap<TerraformStack, Set<string>>();

/** A stack may be rendered more than once; each warning is said once. */
function warn(stack: TerraformStack, { findings }: Judgement): void {
  const said = warned.get(stack) ?? new Set<string>();
  warned.set(stack, said);
  // A HardenedStack says itself, and how, that its state is not secure.
  const milder = findings.filter(({ control }) => control !== REMOTE_STATE || !watchesState(stack));
  for (const { control, severity, resource, constructPath, message, remediation } of milder) {
    const text = `[${control}] ${severity}: ${constructPath ?? resource}: ${message} ${remediation}`;
    if (!said.has(text)) {
      said.add(text);
      Annotations.of(stack).addWarning(text);
    }
  }
}
