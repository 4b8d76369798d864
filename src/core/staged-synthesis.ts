import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import { App, type IStackSynthesizer, type ISynthesisSession, type Manifest, TerraformStack } from "cdktf";

/** Stacks of one `app.synth()` that are synthesized, and the folder that their files wait in. */
interface Stage {
  readonly folder: string;
  readonly waiting: Set<TerraformStack>;
}

/** One stage for each run: a run is known by the manifest that it writes to. */
const stages = new WeakMap<Manifest, Stage>();

/**
 * Synthesizes into a waiting folder first: nothing of an app is written until every stack that is judged has passed.
 *
 * CDKTF writes stack after stack, and a stack that fails would leave those before it behind, as if they were the app.
 */
export class StagedSynthesizer implements IStackSynthesizer {
  constructor(
    private readonly stack: TerraformStack,
    private readonly inner: IStackSynthesizer,
  ) {}

  public synthesize(session: ISynthesisSession): void {
    const stage = stageOf(this.stack, session);
    if (stage === undefined) {
      this.inner.synthesize(session);
      return;
    }
    stage.waiting.delete(this.stack);
    try {
      this.inner.synthesize({ ...session, outdir: stage.folder });
    } catch (error) {
      discard(session.manifest, stage);
      throw error;
    }
    if (stage.waiting.size === 0) {
      cpSync(stage.folder, session.outdir, { recursive: true });
      discard(session.manifest, stage);
    }
  }
}

/** Has the stack judged together with the others of its app before anything is written. */
export function stageSynthesis(stack: TerraformStack): void {
  if (!(stack.synthesizer instanceof StagedSynthesizer)) {
    stack.synthesizer = new StagedSynthesizer(stack, stack.synthesizer);
  }
}

/** Only a whole app is staged: helpers of CDKTF's `Testing` synthesize one stack with a manifest of their own. */
function stageOf(stack: TerraformStack, session: ISynthesisSession): Stage | undefined {
  const app = stack.node.root;
  if (!App.isApp(app) || app.manifest !== session.manifest) {
    return undefined;
  }
  let stage = stages.get(session.manifest);
  if (stage === undefined) {
    mkdirSync(session.outdir, { recursive: true });
    const folder = mkdtempSync(join(session.outdir, ".modelkeep-"));
    mkdirSync(join(folder, "stacks"));
    stage = { folder, waiting: new Set(stagedStacks(app)) };
    stages.set(session.manifest, stage);
  }
  return stage;
}

function stagedStacks(app: App): TerraformStack[] {
  return app.node
    .findAll()
    .filter((node): node is TerraformStack => TerraformStack.isStack(node))
    .filter(({ synthesizer }) => synthesizer instanceof StagedSynthesizer);
}

function discard(manifest: Manifest, { folder }: Stage): void {
  stages.delete(manifest);
  if (existsSync(folder)) {
    rmSync(folder, { recursive: true, force: true });
  }
}
