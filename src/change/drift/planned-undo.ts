import type { PlanEntry } from "../plan-entries";
import type { ChangeAction } from "../sides";

/** What the plan itself does about drift. A plan of -refresh-only plans nothing. */
export class PlannedUndo {
  private readonly actions: ReadonlyMap<string, ChangeAction | undefined>;

  constructor(
    entries: readonly PlanEntry[],
    /** Whether the plan says what it changes. */
    private readonly isFull: boolean,
  ) {
    this.actions = new Map(entries.map(({ address, action }) => [address, action]));
  }

  /** What applying the plan does to the resource; "nothing" when it stays as it was found; undefined when the plan does not tell. */
  public at(address: string): ChangeAction | "nothing" | undefined {
    return this.isFull ? (this.actions.get(address) ?? "nothing") : undefined;
  }
}
