import type { Estate } from "../../estate/estate";
import type { InputSummary } from "../../estate/read-summary";
import type { Fix, Fixes } from "../fixes/fix";
import type { Finding, Judgement } from "../judgement";
import { NotEditableError } from "./hcl-holder";
import { type Reread, reread } from "./reread";
import { Sources } from "./sources";
import { NoArgumentError } from "./terraform-names";
import { Texts } from "./texts";
import { patchPath, unifiedDiff } from "./unified-diff";

/** What a plan makes of a finding. */
export interface PlannedFix {
  readonly finding: Finding;

  /** Undefined where no fix is known: for a control of a user's own. */
  readonly fix: Fix | undefined;

  /**
   * - `closed`: the patch does it, and the control holds with the patch in place
   * - `open`: the patch does what the fix says, and the control is not seen to hold
   * - `yours`: it is not in the patch
   */
  readonly outcome: "closed" | "open" | "yours";

  /** Why it is not in the patch. */
  readonly reason?: string;
}

/** What to write so that findings go, and how far a patch of the user's files does it. */
export interface FixPlan {
  /** In the order of the findings: worst first. */
  readonly fixes: readonly PlannedFix[];

  /** Findings that the patch would make. */
  readonly introduced: readonly Finding[];

  /** Unified diffs of the user's files, by path. */
  readonly diffs: readonly string[];
}

export interface PlanOptions {
  readonly fixes: Fixes;

  /** What fixes do beyond what they write, by the id of the control: no patch holds these. */
  readonly effects: Readonly<Record<string, string>>;
  readonly inputs: readonly InputSummary[];

  /** The folder that the patch is applied in. */
  readonly folder: string;

  /** Judges an estate as the first one was judged. */
  readonly judge: (estate: Estate) => Judgement;
}

/** What one fix adds may fail other controls, and two fixes may add the same: the patch is judged, and fixed, this often. */
const MOST_ROUNDS = 5;

/** Plans the fixes of the findings. Nothing is written to the user's files. */
export async function planFixes(estate: Estate, judgement: Judgement, options: PlanOptions): Promise<FixPlan> {
  const planning = new Planning(estate, judgement, options);
  for (let round = 0; round < MOST_ROUNDS && (await planning.round()); round++) {
    // Each round fixes what the one before left or made.
  }
  return planning.plan();
}

class Planning {
  private readonly texts: Texts;
  private readonly reasons = new Map<string, string>();
  private readonly patched = new Set<string>();
  private readonly touched = new Set<string>();
  private now: Reread;

  constructor(
    private readonly estate: Estate,
    private readonly first: Judgement,
    private readonly options: PlanOptions,
  ) {
    this.now = { estate, judgement: first };
    this.texts = new Texts((file) => patchPath(options.folder, file) !== undefined);
  }

  /** Fixes what can be fixed; false when nothing could be. */
  public async round(): Promise<boolean> {
    const together = await this.attempt(() => true);
    if (together.problem !== undefined) {
      // One of them left a text that cannot be read: each is tried on its own.
      for (const key of together.fixed) {
        const { problem } = await this.attempt((each) => each === key);
        if (problem !== undefined) {
          this.reasons.set(key, `the files could not be read again with it: ${problem}`);
        }
      }
    }
    return together.fixed.length > 0;
  }

  /** Fixes the findings that are wanted. What cannot be read again is taken back. */
  private async attempt(isWanted: (key: string) => boolean): Promise<{ fixed: readonly string[]; problem?: string }> {
    const before = this.texts.snapshot();
    const fixed = this.fixAll(new Sources(this.now.estate, this.options.inputs, this.texts), isWanted);
    if (fixed.length === 0) {
      return { fixed };
    }
    try {
      this.now = await reread(this.estate, this.texts, this.touched, this.options.judge);
      return { fixed };
    } catch (error) {
      this.texts.restore(before);
      for (const key of fixed) {
        this.patched.delete(key);
      }
      return { fixed, problem: error instanceof Error ? error.message : String(error) };
    }
  }

  private fixAll(sources: Sources, isWanted: (key: string) => boolean): readonly string[] {
    const added = new Set<string>();
    const written = new Set<string>();
    const fixed: string[] = [];
    for (const finding of this.now.judgement.findings) {
      const key = keyOf(finding);
      const fix = this.options.fixes[finding.control];
      const place = placeOf(finding);
      const adds = (fix ?? []).flatMap((step) => (step.do === "add" ? [`${place} ${step.kind}`] : []));
      const isDone = this.patched.has(key) || this.reasons.has(key) || !isWanted(key);
      // Another fix has just added the same beside it: the next round sees what is still missing.
      if (isDone || fix === undefined || adds.some((each) => added.has(each))) {
        continue;
      }
      const effect = this.options.effects[finding.control];
      if (effect !== undefined) {
        this.reasons.set(key, effect);
        continue;
      }
      if (written.has(`${place} ${finding.control}`)) {
        // A module that is called again is the same text.
        this.patched.add(key);
        fixed.push(key);
        continue;
      }
      try {
        this.texts.attempt(() => sources.fix(finding, fix));
        this.patched.add(key);
        this.touched.add(finding.root);
        fixed.push(key);
        written.add(`${place} ${finding.control}`);
        for (const each of adds) {
          added.add(each);
        }
      } catch (error) {
        if (!(error instanceof NotEditableError || error instanceof NoArgumentError)) {
          throw error;
        }
        this.reasons.set(key, error.message);
      }
    }
    return fixed;
  }

  public plan(): FixPlan {
    const { findings, undecided } = this.now.judgement;
    const unproven = new Set([...findings, ...undecided].map(keyOf));
    const known = new Set(this.first.findings.map(keyOf));
    return {
      fixes: this.first.findings.map((finding): PlannedFix => {
        const key = keyOf(finding);
        const reason = this.reasons.get(key);
        const outcome = !unproven.has(key) ? "closed" : this.patched.has(key) ? "open" : "yours";
        const fix = this.options.fixes[finding.control];
        return { finding, fix, outcome, ...(reason === undefined ? {} : { reason }) };
      }),
      introduced: findings.filter((finding) => !known.has(keyOf(finding))),
      diffs: this.texts
        .changed()
        .map(({ file, before, after }) => unifiedDiff(patchPath(this.options.folder, file) ?? file, before, after)),
    };
  }
}

/** Where the resource is written: that of a module is written once, however often the module is called. */
function placeOf({ file, line, root, resource, namespace }: Finding): string {
  return line === undefined ? [root, resource, namespace].join(" ") : `${file}:${line}`;
}

function keyOf({ control, root, resource, namespace }: Finding): string {
  return [control, root, resource, namespace ?? ""].join("\u0000");
}
