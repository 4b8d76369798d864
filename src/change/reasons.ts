import type { Severity } from "../policy/control";
import { count } from "../policy/reports/wording";
import { distinct, isEgress, names, SOURCE_WORDS, together } from "./render/words";
import type { ChangeReport, Hit, Named, Reason, Source } from "./report";
import type { ResourceChange } from "./sides";
import { type Stopped, stoppedWords } from "./stopped";

/** What the verdict is made of: the report without what the verdict adds to it. */
export interface ChangeParts
  extends Pick<
    ChangeReport,
    "basis" | "changes" | "drift" | "blastRadius" | "exposure" | "permissions" | "dataLoss" | "findings" | "cost"
  > {
  /** What the reader must know first: each makes the change one to look at. */
  readonly warnings: readonly string[];

  /** Planning failed: there is more to the change than anybody knows. */
  readonly isFailed?: boolean;
}

/** Who must not reach anything without a person having said so. */
export const WIDE: readonly Source[] = ["internet", "any-account", "other-account"];

export function opened({ exposure }: ChangeParts, source: Source, level: Reason["level"]): readonly Reason[] {
  const reached = distinct(
    exposure.gained.filter((reach) => reach.source === source && !reach.undecided && !isEgress(reach)),
  );
  const become = reached.length === 1 ? "becomes" : "become";
  return when(
    reached,
    "exposure",
    level,
    `${together(reached)} ${become} reachable from ${SOURCE_WORDS[source]}`,
    addresses,
  );
}

export function newFindings({ findings }: ChangeParts, severity: Severity, level: Reason["level"]): readonly Reason[] {
  const added = findings.added.filter((finding) => finding.severity === severity);
  return when(added, "findings", level, count(added.length, `new ${severity} finding`), (all) =>
    names(all.map(({ control }) => control)),
  );
}

/** What stays, and answers nobody any more. */
export function stops(stopped: readonly Stopped[], level: Reason["level"]): readonly Reason[] {
  const are = stopped.length === 1 ? "is" : "are";
  const text = `${together(stopped)} ${are} scaled to nothing (${names(stopped.map(stoppedWords))})`;
  return when(stopped, "update", level, text, addresses);
}

/** The reason, unless there is nothing that it is about; the names of what it is about stand behind it. */
export function when<T>(
  about: readonly T[],
  aspect: Reason["aspect"],
  level: Reason["level"],
  text: string,
  named?: (about: readonly T[]) => string,
): readonly Reason[] {
  return about.length === 0 ? [] : [{ aspect, level, text: named === undefined ? text : `${text}: ${named(about)}` }];
}

export function namedChange({ address, root, kind }: Pick<ResourceChange, "address" | "root" | "kind">): Named {
  return { resource: address, root, kind };
}

export const addresses = (all: readonly Named[]): string => names(all.map(({ resource }) => resource));
export const changed = (all: readonly Pick<ResourceChange, "address">[]): string =>
  names(all.map(({ address }) => address));
export const principals = (all: readonly { readonly principal: string }[]): string =>
  names(all.map(({ principal }) => principal));
export const serviceNames = (all: readonly Hit[]): string => names(all.map(({ service }) => service.name));
