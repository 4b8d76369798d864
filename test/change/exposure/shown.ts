import { exposureOf } from "../../../src/change/exposure/exposure";
import type { Exposure, Reach } from "../../../src/change/report";
import type { EstateSource } from "../../support/estates";
import { sidesOf } from "../../support/sides";

/** `aws_lb.edge < internet 0.0.0.0/0: tcp 443`, with who lets it and what is not known where the case tells. */
export function shown({ resource, source, from, what, undecided }: Reach): string {
  return `${resource} < ${source} ${from}: ${what}${undecided ? " ?" : ""}`;
}

export interface Shown {
  readonly gained: readonly string[];
  readonly lost: readonly string[];
}

/** Without what stays open of what closes, and whether it may, which the way back does not tell. */
export function closed({ gained, lost }: Exposure): Exposure {
  const plain = (reaches: readonly Reach[]): readonly Reach[] =>
    reaches
      .map((reach) => ({
        ...reach,
        from: reach.from.replaceAll(/; [^;]* stays? open[^;]*/g, ""),
        undecided: false,
      }))
      .sort((one, other) => (JSON.stringify(one) < JSON.stringify(other) ? -1 : 1));
  return { gained: plain(gained), lost: plain(lost) };
}

/** What a change from one estate to the other exposes and closes, and that the way back is the opposite. */
export function change(before: EstateSource, after: EstateSource): Shown {
  const there = exposureOf(sidesOf(before, after));
  const back = exposureOf(sidesOf(after, before));
  expect(closed(back)).toEqual(closed({ gained: there.lost, lost: there.gained }));
  return { gained: there.gained.map(shown), lost: there.lost.map(shown) };
}

/** A change of the estate that opens these ways and closes those. */
export interface ChangeCase {
  readonly name: string;
  readonly before: EstateSource;
  readonly after: EstateSource;
  readonly gained: readonly string[];
  readonly lost: readonly string[];
}

export function testChanges(cases: readonly ChangeCase[]): void {
  test.each(cases.map((one) => [one.name, one] as const))("%s", (_, { before, after, gained, lost }) => {
    expect(change(before, after)).toEqual({ gained, lost });
  });
}
