import { TerraformStack } from "cdktf";
import type { IConstruct } from "constructs";
import { Validator } from "../core/validation";
import { dateProblem } from "./calendar";

/** Properties of a {@link Waiver}. */
export interface WaiverProps {
  /** Exact id of the control, as in `AWS_S3_ACCESS_LOGGED`; see `modelkeep policy list`. */
  readonly control: string;

  /** Why the finding is acceptable, for whoever reads the report. */
  readonly reason: string;

  /** Who accepted it: an e-mail address or the name of a team. */
  readonly owner: string;

  /** Last day on which the waiver counts, `YYYY-MM-DD`. The finding comes back on the day after. */
  readonly expires: string;
}

/**
 * An accepted finding, written where the resource is made.
 *
 * It covers everything the construct makes, stands in the metadata of the synthesized stack, so that CI sees the same
 * one, and is listed in every report until it expires. A waiver that waives nothing is an error: at synthesis and in CI.
 *
 * @see docs/guides/waivers.md
 */
export class Waiver {
  /**
   * Accepts the findings of one control for everything that `construct` makes.
   *
   * Throws a ValidationError for a missing reason or owner, and for a date that is not one.
   */
  public static on(construct: IConstruct, props: WaiverProps): Waiver {
    const waiver = new Waiver(construct, props);
    const stack = TerraformStack.of(construct);
    const waivers = waiversOf(stack);
    waivers.push({ constructPath: construct.node.path, ...record(props) });
    // An override lands in the metadata of any stack, also of one that is not ours.
    stack.addOverride(METADATA_PATH, waivers);
    return waiver;
  }

  /** Exact id of the control. */
  public readonly control: string;

  /** Path of the construct that the waiver covers. */
  public readonly constructPath: string;

  private constructor(construct: IConstruct, props: WaiverProps) {
    validate(construct, props);
    this.control = props.control;
    this.constructPath = construct.node.path;
  }
}

/** A waiver as it stands in the metadata of a stack. */
interface WaiverMetadata extends WaiverProps {
  readonly constructPath: string;
}

const METADATA_PATH = "//.metadata.modelkeep.waivers";

const waivers = new WeakMap<TerraformStack, WaiverMetadata[]>();

function waiversOf(stack: TerraformStack): WaiverMetadata[] {
  const existing = waivers.get(stack) ?? [];
  waivers.set(stack, existing);
  return existing;
}

function record({ control, reason, owner, expires }: WaiverProps): WaiverProps {
  return { control, reason, owner, expires };
}

function validate(construct: IConstruct, props: WaiverProps): void {
  const validator = new Validator(construct, "policy.Waiver")
    .given(props, "control", "reason", "owner", "expires")
    .matches("control", props.control, /^[A-Z][A-Z0-9_]+$/, "the exact id of a control, as in AWS_S3_ACCESS_LOGGED")
    .matches("reason", props.reason, /\S{3}/, "a reason that a reviewer can judge")
    .matches("owner", props.owner, /\S/, "an e-mail address or the name of a team");
  const problem = typeof props.expires === "string" ? dateProblem(props.expires) : undefined;
  validator
    .require(problem === undefined, {
      code: "MK_WAIVER_EXPIRES",
      message: `expires: ${problem}.`,
      remedy: "Write the last day on which the waiver counts, as in 2027-03-31.",
    })
    .done();
}
