import { permissionsOf } from "../../../src/change/permissions/permissions";
import type { Permission, Trust } from "../../../src/change/report";
import type { EstateSource } from "../../support/estates";
import { sidesOf } from "../../support/sides";

/** What changes, in short: `role a gains s3:GetObject on b [read]`, `role a trusts x`. */
export function changesOf(before: EstateSource, after: EstateSource): string[] {
  return permissionsOf(sidesOf(before, after)).flatMap(({ principal, trust, gained, lost }) => [
    ...trust.gained.map((each) => `${principal} trusts ${trusted(each)}`),
    ...trust.lost.map((each) => `${principal} trusts no more ${trusted(each)}`),
    ...gained.map((each) => `${principal} gains ${permitted(each)}`),
    ...lost.map((each) => `${principal} loses ${permitted(each)}`),
  ]);
}

/** The same the other way around. */
export function reversed(changes: readonly string[]): string[] {
  const words: readonly (readonly [string, string])[] = [
    [" trusts no more ", " trusts "],
    [" trusts ", " trusts no more "],
    [" gains ", " loses "],
    [" loses ", " gains "],
  ];
  return changes.map((change) => {
    const [from = "", to = ""] = words.find(([word]) => change.includes(word)) ?? [];
    return change
      .replace(from, to)
      .replace(/ \[(?:no longer|newly) denied/, (mark) =>
        mark.includes("newly") ? mark.replace("newly", "no longer") : mark.replace("no longer", "newly"),
      );
  });
}

function trusted({ who, conditions, isAnyone, isForeign, ...rest }: Trust): string {
  const whose = isForeign === undefined ? "" : isForeign ? " [foreign]" : " [own]";
  return `${who}${ifs(conditions)}${isAnyone ? " [anyone]" : ""}${whose}${marks(rest)}`;
}

function permitted({ actions, resources, conditions, level, ...rest }: Permission): string {
  return `${actions.join(", ")} on ${resources.join(", ")}${ifs(conditions)} [${level}]${marks(rest)}`;
}

function marks({ undecided, kind, heldIf = [] }: Pick<Permission, "undecided" | "kind" | "heldIf">): string {
  return [
    undecided ? " [undecided]" : "",
    kind === undefined ? "" : ` [${kind.replaceAll("-", " ")}]`,
    heldIf.length === 0 ? "" : ` [held if ${heldIf.join(", or if ")}]`,
  ].join("");
}

function ifs(conditions: readonly string[]): string {
  return conditions.length === 0 ? "" : ` if ${conditions.join(" and ")}`;
}

/** Both directions of a change, and that nothing differs from itself. */
export function expectChanges(before: EstateSource, after: EstateSource, expected: readonly string[]): void {
  expect(changesOf(before, after).sort()).toEqual([...expected].sort());
  expect(changesOf(after, before).sort()).toEqual(reversed(expected).sort());
  expect(changesOf(before, before)).toEqual([]);
  expect(changesOf(after, after)).toEqual([]);
}
