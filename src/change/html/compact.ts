import type { Finding, WaivedFinding } from "../../policy/judgement";
import { count, cut, place as fileAndLine, printable, waiverSentence } from "../../policy/reports/wording";
import type { Picture } from "../graph/picture";
import { feltWords } from "../render/felt-words";
import { comesTo, type Direction, heldWords } from "../render/permission-words";
import { servicesAdded, servicesHit } from "../render/summary-line";
import { distinct } from "../render/words";
import type { ChangeReport, Hit, Named, Permission, PrincipalChange, Reach, Source, Trust } from "../report";
import { type AttributeChange, CHANGE_ACTIONS, type ResourceChange, type ShownValue } from "../sides";
import { NodeTable, namedOf } from "./compact-nodes";
import type {
  PageAttribute,
  PageChange,
  PageData,
  PageFinding,
  PageHit,
  PagePermission,
  PagePrincipal,
  PageReach,
  PageTrust,
  PageValue,
} from "./page-data";

/** Nobody reads more rows of one part, and browsers find the file slow. */
const MOST_ROWS = 5000;

/** A wildcard over everything has fifteen thousand actions. */
const MOST_ACTIONS = 100;

/** Values of attributes are most of a large report: so many characters of them, the worst changes first. */
const MOST_ATTRIBUTE_TEXT = 6_000_000;

/** No name and no sentence is longer. */
const LONGEST_TEXT = 1000;

/** What the page needs of the report, small, and with every text inert. */
export function pageDataOf(report: ChangeReport, picture: Picture): PageData {
  const table = new NodeTable(picture);
  for (const change of report.changes) {
    table.addChange(change);
  }
  return inert(new Compaction(table).written(report));
}

class Compaction {
  private readonly left: string[] = [];
  private attributeText = 0;
  private withoutAttributes = 0;

  constructor(private readonly table: NodeTable) {}

  public written(report: ChangeReport): PageData {
    const { summary, blastRadius, exposure, permissions, dataLoss, findings, cost } = report;
    const added = new Set(servicesAdded(report));
    const changes = this.kept("changes", byAction(report.changes)).map((change) => this.change(change));
    const drift = this.kept("drifted resources", byAction(report.drift)).map((change) => this.change(change));
    if (this.withoutAttributes > 0) {
      this.left.push(`before and after of ${count(this.withoutAttributes, "changed resource")}`);
    }
    return {
      version: report.version,
      basis: report.basis,
      inputs: report.inputs,
      verdict: report.verdict,
      line: summary.line,
      reasons: summary.reasons,
      counts: summary.counts,
      warnings: summary.warnings,
      resources: summary.resources,
      actions: CHANGE_ACTIONS,
      changes,
      drift,
      blastRadius: {
        hits: this.kept("services that are hit", blastRadius.hits).map((hit) => this.hit(hit, added.has(hit))),
        services: blastRadius.services,
        affected: blastRadius.affected,
      },
      exposure: {
        gained: this.kept("gained exposures", exposure.gained).map((reach) => this.reach(reach)),
        lost: this.kept("lost exposures", exposure.lost).map((reach) => this.reach(reach)),
      },
      permissions: this.kept("principals", permissions).map((principal) => this.principal(principal)),
      dataLoss: this.kept("data losses", dataLoss).map((loss) => ({
        at: this.table.place(loss),
        action: loss.action,
        lost: loss.lost,
        isProtected: loss.isProtected,
        protection: loss.protection,
        ...(loss.tier === undefined ? {} : { tier: loss.tier }),
      })),
      findings: {
        added: this.findings("new findings", findings.added),
        fixed: this.findings("fixed findings", findings.fixed),
        waived: this.findings("waived findings", findings.waived),
        undecided: this.findings("undecided findings", findings.undecided),
        unchanged: findings.unchanged,
      },
      cost: {
        hoursPerMonth: cost.hoursPerMonth,
        before: cost.before,
        after: cost.after,
        monthlyDelta: cost.monthlyDelta,
        gpuHours: cost.gpuHours,
        notes: cost.notes,
        prices: cost.prices,
        items: this.kept("priced resources", cost.items).map((item) => ({
          at: this.table.place(item),
          before: item.before,
          after: item.after,
          delta: item.delta,
          basis: item.basis,
        })),
        unpriced: this.kept("unpriced resources", cost.unpriced).map((each) => ({
          at: this.table.place(each),
          reason: each.reason,
        })),
      },
      guards: report.guards,
      totals: {
        changes: report.changes.length,
        drift: report.drift.length,
        hits: servicesHit(report).length,
        newServices: added.size,
        gained: exposure.gained.length,
        lost: exposure.lost.length,
        internet: reached(exposure.gained, "internet"),
        anyAccount: reached(exposure.gained, "any-account"),
        principals: permissions.length,
        dataLost: dataLoss.filter(({ isProtected, action }) => !isProtected && action !== "update").length,
        dataKept: dataLoss.filter(({ isProtected, action }) => isProtected && action !== "update").length,
        dataWeaker: dataLoss.filter(({ action }) => action === "update").length,
        added: findings.added.length,
        fixed: findings.fixed.length,
        gone: findings.gone.length,
        waived: findings.waived.length,
        undecided: findings.undecided.length,
        unpriced: distinct(cost.unpriced).length,
        items: cost.items.length,
      },
      left: this.left,
      ...this.table.written(),
    };
  }

  private kept<Entry>(name: string, entries: readonly Entry[]): readonly Entry[] {
    if (entries.length > MOST_ROWS) {
      this.left.push(`${entries.length - MOST_ROWS} of ${entries.length} ${name}`);
    }
    return entries.slice(0, MOST_ROWS);
  }

  private place(named: Named): PageReach["at"] {
    return this.table.place(named);
  }

  private change(change: DriftOrChange): PageChange {
    const { action, attributes, previousAddress } = change;
    const { reason, importId, deferred, createsFirst, isEstimate } = change;
    const shown = this.attributes(attributes);
    return {
      at: this.table.place(namedOf(change)),
      action,
      attributes: shown,
      ...(shown.length < attributes.length ? { more: attributes.length - shown.length } : {}),
      ...(reason === undefined ? {} : { reason }),
      ...(previousAddress === undefined ? {} : { previousAddress }),
      ...(importId === undefined ? {} : { importId }),
      ...(deferred === undefined ? {} : { deferred }),
      ...(createsFirst === undefined ? {} : { createsFirst }),
      ...(isEstimate === true ? { isEstimate } : {}),
    };
  }

  private attributes(attributes: readonly AttributeChange[]): readonly PageAttribute[] {
    const shown: PageAttribute[] = [];
    for (const { path, before, after, replaces } of attributes) {
      this.attributeText += path.length + (before?.text.length ?? 0) + (after?.text.length ?? 0);
      if (this.attributeText > MOST_ATTRIBUTE_TEXT) {
        this.withoutAttributes += 1;
        return shown;
      }
      shown.push([path, value(before), value(after), replaces ? 1 : 0]);
    }
    return shown;
  }

  private hit(hit: Hit, isNew: boolean): PageHit {
    const { service, action, changes, path } = hit;
    return {
      at: this.place(service),
      type: service.type,
      name: `${service.name}${this.table.whereOf(service)}`,
      ...(service.tenant === undefined ? {} : { tenant: service.tenant }),
      ...(service.tier === undefined ? {} : { tier: service.tier }),
      action,
      changes,
      isNew,
      felt: feltWords(hit, isNew),
      path: path.map((step) => ({ at: this.place(step), via: step.via })),
    };
  }

  private reach({ through, source, from, what, undecided, ...named }: Reach): PageReach {
    return { at: this.place(named), through: this.place(through), source, from, what, undecided };
  }

  private principal({ principal, trust, gained, lost, ...named }: PrincipalChange): PagePrincipal {
    return {
      at: this.place(named),
      principal,
      trust: {
        gained: trust.gained.slice(0, MOST_ACTIONS).map((each) => this.trust(each, "gained")),
        lost: trust.lost.slice(0, MOST_ACTIONS).map((each) => this.trust(each, "lost")),
      },
      gained: gained.slice(0, MOST_ACTIONS).map((each) => this.permission(each, "gained")),
      lost: lost.slice(0, MOST_ACTIONS).map((each) => this.permission(each, "lost")),
    };
  }

  private trust({ through, heldIf, ...trust }: Trust, direction: Direction): PageTrust {
    return { ...trust, held: heldWords({ heldIf }, direction), through: this.place(through) };
  }

  private permission(permission: Permission, direction: Direction): PagePermission {
    const { through, actions, written, resources, perLevel: _, heldIf, ...rest } = permission;
    return {
      ...rest,
      comesTo: comesTo(permission),
      held: heldWords({ heldIf }, direction),
      actions: actions.slice(0, MOST_ACTIONS),
      more: Math.max(0, actions.length - MOST_ACTIONS),
      written: written.slice(0, MOST_ACTIONS),
      resources: resources.slice(0, MOST_ACTIONS),
      through: this.place(through),
    };
  }

  private findings(name: string, findings: readonly (Finding | WaivedFinding)[]): readonly PageFinding[] {
    return this.kept(name, findings).map((finding) => ({
      at: this.place(finding),
      control: finding.control,
      severity: finding.severity,
      title: finding.title,
      message: finding.message,
      remediation: finding.remediation,
      rationale: finding.rationale,
      attribute: finding.attribute,
      where: finding.constructPath ?? fileAndLine(finding),
      ...("waiver" in finding ? { waiver: waiverSentence(finding) } : {}),
    }));
  }
}

/** What a change and a drift have in common, and what only a change has. */
type DriftOrChange = Pick<ResourceChange, "root" | "address" | "kind" | "action" | "attributes" | "previousAddress"> &
  Partial<ResourceChange>;

/** How many resources are for certain reached from there: one is once, through however many rules. */
function reached(gained: readonly Reach[], wanted: Source): number {
  return distinct(gained.filter(({ source, undecided }) => source === wanted && !undecided)).length;
}

/** What cannot be taken back first; otherwise as the report has them. */
function byAction<Change extends DriftOrChange>(changes: readonly Change[]): readonly Change[] {
  return CHANGE_ACTIONS.flatMap((action) => changes.filter((change) => change.action === action));
}

function value(shown: ShownValue | undefined): PageValue {
  return shown === undefined
    ? null
    : [shown.text, shown.hidden === "sensitive" ? 1 : shown.hidden === "unknown" ? 2 : 0];
}

/** Names come from files of others: each text is on one line, drives nothing, and has an end. */
function inert<Data>(data: Data): Data;
function inert(data: unknown): unknown {
  if (typeof data === "string") {
    return printable(cut(data, LONGEST_TEXT));
  }
  if (Array.isArray(data)) {
    return data.map((element) => inert(element));
  }
  return typeof data === "object" && data !== null
    ? Object.fromEntries(Object.entries(data).map(([name, member]) => [name, inert(member)]))
    : data;
}
