import { App, TerraformStack } from "cdktf";
import type { IConstruct } from "constructs";
import { guardStack } from "../core/guarded-stack";
import type { Profile } from "./profile";
import { addControls, chooseProfile } from "./stack-controls";

/** Properties of {@link Guardrails}. */
export interface GuardrailsProps {
  /**
   * Files with controls of your own, in YAML, relative to the working directory.
   *
   * @default - the controls of the catalogue alone
   */
  readonly controlFiles?: string[];

  /**
   * How strictly the stacks are judged. A `HardenedStack` of tier production is judged by the baseline at least: the profile
   * for development does not reach it.
   *
   * @default Profile.BASELINE
   */
  readonly profile?: Profile;
}

/**
 * Judges every stack of an app at synthesis, also plain stacks of CDKTF, by the profile that you choose, and adds controls of
 * your own.
 *
 * A `HardenedStack` judges itself; `Guardrails` does the same for the stacks that are not hardened. Nothing of the app
 * is written when a control of severity high or critical fails in one of them and no waiver covers it.
 *
 * @see docs/guides/controls.md
 */
export class Guardrails {
  /**
   * Judges every stack below `scope` at synthesis, also stacks that are added later.
   *
   * @param scope the app, or a single stack
   * @param props profile, and controls of your own
   *
   * Throws an InputError when a file of controls cannot be read.
   */
  public static of(scope: IConstruct, props: GuardrailsProps = {}): Guardrails {
    return new Guardrails(scope, props);
  }

  private constructor(
    private readonly scope: IConstruct,
    props: GuardrailsProps,
  ) {
    this.addControlFiles(props.controlFiles ?? []);
    if (props.profile !== undefined) {
      chooseProfile(scope.node.root, props.profile);
    }
    if (App.isApp(scope)) {
      this.guardBeforeSynthesis(scope);
    } else {
      this.guardStacks();
    }
  }

  private addControlFiles(files: readonly string[]): void {
    if (files.length === 0) {
      return;
    }
    // Loaded for those who bring controls: importing constructs must stay cheap.
    const { controlsOfAllProfiles } = require("./profiles") as typeof import("./profiles");
    const { readControlFiles } = require("./custom-controls") as typeof import("./custom-controls");
    for (const { controls } of readControlFiles(files, controlsOfAllProfiles())) {
      addControls(this.scope.node.root, controls);
    }
  }

  /** CDKTF asks aspects and validations of a stack, not of the app: the app's own `synth` is the place before the first. */
  private guardBeforeSynthesis(app: App): void {
    const synthesize = app.synth.bind(app);
    app.synth = () => {
      this.guardStacks();
      synthesize();
    };
  }

  private guardStacks(): void {
    for (const node of this.scope.node.findAll()) {
      if (TerraformStack.isStack(node)) {
        guardStack(node);
      }
    }
  }
}
