import type { Estate } from "../../estate/estate";
import type { Finding, WaivedFinding } from "../../policy/judgement";
import { comesTo } from "../render/permission-words";
import { firstOf } from "../render/words";
import type { BlastRadius, Exposure, FindingChanges, Permission, PrincipalChange, Reach, Trust } from "../report";
import type { Sides } from "../sides";
import { Causes } from "./causes";
import type { DriftReason } from "./drift-report";
import type { Drifted } from "./plan-drift";
import { doubt, reachSentence } from "./wording";

/** What judges the sides: the parts of the report of a change. */
export interface DriftJudges {
  readonly exposure: (sides: Sides) => Exposure;
  readonly permissions: (sides: Sides) => readonly PrincipalChange[];
  readonly blastRadius: (sides: Sides) => BlastRadius;
  readonly findings: (sides: Sides) => FindingChanges;

  /** What the controls say of an estate: what fails, is undecided, or is waived. */
  readonly judge: (estate: Estate, controls: ReadonlySet<string>) => readonly Finding[];
}

/** What the drift of one resource comes to, as controls, exposure and permissions see it. */
export interface Consequences {
  readonly reasons: readonly DriftReason[];
  readonly findings: readonly Finding[];
  readonly waived: readonly WaivedFinding[];
}

interface Gathered {
  readonly reasons: DriftReason[];
  readonly findings: Finding[];
  readonly waived: WaivedFinding[];
}

/** Actions or resources that a sentence names before it says how many more there are. */
const NAMED = 4;

/** How the role of another cloud is written that a service account is given. */
const ACT_AS = "act as ";

/** Something that is seen, and what is written of it with what caused it. */
interface Seen {
  readonly kind: "finding" | "exposure" | "permissions";
  readonly identity: string;

  /** The control that is found. */
  readonly control?: string;
  readonly places: readonly { readonly root: string; readonly resource: string }[];
  readonly reason: DriftReason;
  readonly record?: (gathered: Gathered) => void;
}

/** What each drift comes to. */
export function consequencesOf(
  sides: Sides,
  drifted: readonly Drifted[],
  judges: DriftJudges,
): ReadonlyMap<Drifted, Consequences> {
  const found = new Map(
    drifted.map((drift): [Drifted, Gathered] => [drift, { reasons: [], findings: [], waived: [] }]),
  );
  // Nothing that means anything differs: then nothing can come of it.
  if (sides.changes.length === 0) {
    return found;
  }
  const seen = [
    ...seenFindings(judges.findings(sides)),
    ...seenReaches(judges.exposure(sides)),
    ...judges.permissions(sides).flatMap(seenPermissions),
  ];
  const again = new SeenAgain(seen, judges);
  const causes = new Causes(sides, drifted).of(
    seen.map(({ places, kind, identity }) => ({ places, remains: (other) => again.in(other, kind).has(identity) })),
  );
  for (const [index, { reason, record }] of seen.entries()) {
    for (const drift of causes[index] ?? []) {
      const gathered = found.get(drift);
      if (gathered !== undefined) {
        gathered.reasons.push(reason);
        record?.(gathered);
      }
    }
  }
  return found;
}

/** What is still seen when some drift is taken back: judged once for each sides, and for no more than was seen. */
class SeenAgain {
  private readonly known = new Map<Sides, Map<Seen["kind"], ReadonlySet<string>>>();
  private readonly controls: ReadonlySet<string>;

  constructor(
    seen: readonly Seen[],
    private readonly judges: DriftJudges,
  ) {
    this.controls = new Set(seen.flatMap(({ control }) => (control === undefined ? [] : [control])));
  }

  public in(sides: Sides, kind: Seen["kind"]): ReadonlySet<string> {
    const kinds = this.known.get(sides) ?? new Map<Seen["kind"], ReadonlySet<string>>();
    this.known.set(sides, kinds);
    let identities = kinds.get(kind);
    if (identities === undefined) {
      identities = new Set(this.identities(sides, kind));
      kinds.set(kind, identities);
    }
    return identities;
  }

  private identities(sides: Sides, kind: Seen["kind"]): readonly string[] {
    switch (kind) {
      case "finding":
        return this.judges.judge(sides.after, this.controls).map(identityOfFinding);
      case "exposure":
        return seenReaches(this.judges.exposure(sides)).map(({ identity }) => identity);
      case "permissions":
        return this.judges
          .permissions(sides)
          .flatMap(seenPermissions)
          .map(({ identity }) => identity);
    }
  }
}

function seenFindings({ added, undecided, waived }: FindingChanges): readonly Seen[] {
  const seen = (
    finding: Finding,
    group: DriftReason["group"],
    text: string,
    record: (gathered: Gathered) => void,
  ): Seen => ({
    kind: "finding",
    identity: identityOfFinding(finding),
    control: finding.control,
    places: [finding],
    reason: { group, aspect: "finding", text: `${finding.control} (${finding.severity}) ${text}` },
    record,
  });
  const failing = (finding: Finding, text: string): Seen =>
    seen(finding, "security", `${text}: ${finding.title}`, ({ findings }) => findings.push(finding));
  return [
    ...added.map((each) => failing(each, "held and now fails")),
    ...undecided.map((each) => failing(each, "held and can no longer be decided")),
    ...waived.map((each) => {
      const { expires, owner } = each.waiver;
      const text = `now fails, and is waived until ${expires} by ${owner}`;
      return seen(each, "harmless", text, (gathered) => gathered.waived.push(each));
    }),
  ];
}

function seenReaches({ gained, lost }: Exposure): readonly Seen[] {
  const seen = (reach: Reach, group: DriftReason["group"], direction: "gained" | "lost"): Seen => ({
    kind: "exposure",
    identity: `${group} ${reach.root} ${reach.resource} ${reach.source} ${reach.from} ${reach.what}`,
    places: [reach.through, reach],
    reason: {
      group,
      aspect: "exposure",
      text: reachSentence(reach, direction),
    },
  });
  return [
    ...gained.map((reach) => seen(reach, "security", "gained")),
    ...lost.map((reach) => seen(reach, "outage", "lost")),
  ];
}

function seenPermissions(change: PrincipalChange): readonly Seen[] {
  const { root, principal } = change;
  const seen = (group: DriftReason["group"], through: Reach["through"], text: string): Seen => ({
    kind: "permissions",
    identity: `${group} ${root} ${through.resource} ${text}`,
    places: [through, change],
    reason: { group, aspect: "permissions", text },
  });
  const grant = (group: DriftReason["group"], word: "gains" | "loses", permission: Permission): Seen => {
    const { written, resources, conditions, through, level } = permission;
    const [only = ""] = written;
    if (written.length === 1 && only.startsWith(ACT_AS)) {
      const may = word === "gains" ? "may now" : "may no longer";
      return seen(group, through, `${principal} ${may} ${only}${when(conditions)}${doubt(permission)}`);
    }
    const admin = level === "admin" ? " (admin)" : "";
    const come = comesTo(permission);
    const what = `${firstOf(written, NAMED)}${come === "" ? "" : ` (${come})`}${admin} on ${firstOf(resources, NAMED)}`;
    return seen(group, through, `${principal} ${word} ${what}${when(conditions)}${doubt(permission)}`);
  };
  const trusted = (group: DriftReason["group"], word: string, trust: Trust): Seen => {
    const who = trust.isAnyone ? "anyone" : trust.who;
    return seen(group, trust.through, `${who} ${word} ${principal}${when(trust.conditions)}${doubt(trust)}`);
  };
  return [
    ...change.trust.gained.map((trust) => trusted("security", "may now become", trust)),
    ...change.gained.map((permission) => grant("security", "gains", permission)),
    ...change.trust.lost.map((trust) => trusted("outage", "may no longer become", trust)),
    ...change.lost.map((permission) => grant("outage", "loses", permission)),
  ];
}

function when(conditions: readonly string[]): string {
  return conditions.length > 0 ? `, when ${firstOf(conditions, NAMED)}` : "";
}

function identityOfFinding({ control, root, resource }: Finding): string {
  return `${control} ${root} ${resource}`;
}
