import type { EstateSource } from "../support/estates";

/** Small estates and what one control says about them. */
export interface ControlCases {
  /** Id of the control. */
  readonly control: string;

  /** Estates in which it holds, by what they are: at least one. */
  readonly holds: Readonly<Record<string, EstateSource>>;

  /** Estates in which it fails, by what is wrong: at least one. */
  readonly fails: Readonly<Record<string, EstateSource>>;

  /** Estates in which it cannot be decided before apply. */
  readonly undecided?: Readonly<Record<string, EstateSource>>;
}
