import { plain, waived } from "../../policy/reports/json";
import { inOrder } from "../../policy/reports/order";
import { visibleJson } from "../../policy/reports/wording";
import type { ChangeReport, Hit, Named, Permission, PrincipalChange, Reach, Trust } from "../report";
import type { AttributeChange, Drift, ResourceChange, ShownValue } from "../sides";
import { changesInOrder, namespaceOf } from "./order";

/**
 * The whole report, nothing left out, in the shape of docs/schemas/diff.schema.json: every key is always there, and null
 * stands for what is not known. Entries of a list stand on a line each, for there may be tens of thousands.
 */
export function renderJson(report: ChangeReport): string {
  const keys = Object.entries(shapeOf(report)).map(([key, value]) => `  ${JSON.stringify(key)}: ${written(value)}`);
  return visibleJson(`{\n${keys.join(",\n")}\n}\n`);
}

function written(value: unknown): string {
  if (!Array.isArray(value)) {
    return (JSON.stringify(value, undefined, 2) ?? "null").replaceAll("\n", "\n  ");
  }
  return value.length === 0 ? "[]" : `[\n${value.map((entry) => `    ${JSON.stringify(entry)}`).join(",\n")}\n  ]`;
}

function shapeOf(report: ChangeReport): Readonly<Record<string, unknown>> {
  const { summary, findings } = report;
  return {
    version: report.version,
    basis: report.basis,
    inputs: { before: report.inputs.before, after: report.inputs.after },
    verdict: report.verdict,
    summary: {
      line: summary.line,
      reasons: summary.reasons.map(({ aspect, level, text }) => ({ aspect, level, text })),
      counts: summary.counts,
      warnings: summary.warnings,
      resources: { before: summary.resources.before, after: summary.resources.after },
    },
    changes: changesInOrder(report.changes).map(changed),
    drift: changesInOrder(report.drift).map(drifted),
    blastRadius: {
      hits: report.blastRadius.hits.map(hit),
      services: report.blastRadius.services,
      affected: report.blastRadius.affected,
    },
    exposure: { gained: report.exposure.gained.map(reach), lost: report.exposure.lost.map(reach) },
    permissions: report.permissions.map(principal),
    dataLoss: report.dataLoss.map(({ action, lost, isProtected, protection, tier, ...who }) => ({
      ...named(who),
      action,
      lost,
      isProtected,
      protection,
      tier: tier ?? null,
    })),
    findings: {
      added: inOrder(findings.added).map(plain),
      fixed: inOrder(findings.fixed).map(plain),
      gone: inOrder(findings.gone).map(plain),
      waived: inOrder(findings.waived).map(waived),
      undecided: inOrder(findings.undecided).map(plain),
      unchanged: findings.unchanged,
    },
    cost: costOf(report),
    guards: report.guards.map(({ guard, broken, found }) => ({ guard, broken, found })),
  };
}

function named({ resource, root, kind, namespace }: Named): object {
  return { resource, root, kind, namespace: namespace ?? null };
}

/** What stands of every entry that is changed, whoever changed it. */
function entry(change: ResourceChange | Drift): object {
  const { address, root, kind, action, previousAddress, after, before } = change;
  const origin = (after ?? before)?.origin;
  return {
    resource: address,
    root,
    kind,
    namespace: namespaceOf(change) ?? null,
    action,
    previousAddress: previousAddress ?? null,
    constructPath: origin?.constructPath ?? null,
    file: origin === undefined || origin.file === "" ? null : origin.file,
    line: origin?.line ?? null,
    attributes: change.attributes.map(attribute),
  };
}

function changed(change: ResourceChange): object {
  return {
    ...entry(change),
    importId: change.importId ?? null,
    deferred: change.deferred ?? null,
    reason: change.reason ?? null,
    createsFirst: change.createsFirst ?? null,
    leavesBehind: change.leavesBehind ?? false,
    isEstimate: change.isEstimate,
  };
}

function drifted(drift: Drift): object {
  return entry(drift);
}

function attribute({ path, before, after, replaces }: AttributeChange): object {
  return { path, before: shown(before), after: shown(after), replaces };
}

function shown(value: ShownValue | undefined): object | null {
  return value === undefined ? null : { text: value.text, hidden: value.hidden ?? null };
}

function hit({ service, action, changes, path }: Hit): object {
  return {
    ...named(service),
    type: service.type,
    name: service.name,
    tenant: service.tenant ?? null,
    tier: service.tier ?? null,
    action,
    changes,
    path: path.map((step) => ({ ...named(step), via: step.via })),
  };
}

function reach({ source, from, what, through, undecided, ...who }: Reach): object {
  return { ...named(who), source, from, what, through: named(through), undecided };
}

function principal({ principal: who, trust, gained, lost, ...resource }: PrincipalChange): object {
  return {
    ...named(resource),
    principal: who,
    trust: { gained: trust.gained.map(trusted), lost: trust.lost.map(trusted) },
    gained: gained.map(permission),
    lost: lost.map(permission),
  };
}

function trusted({ who, conditions, heldIf, through, isAnyone, isForeign, undecided, kind }: Trust): object {
  return {
    who,
    conditions,
    heldIf: heldIf ?? [],
    through: named(through),
    isAnyone,
    isForeign: isForeign ?? null,
    undecided,
    kind: kind ?? null,
  };
}

function permission(given: Permission): object {
  return {
    actions: given.actions,
    perLevel: given.perLevel ?? null,
    written: given.written,
    resources: given.resources,
    conditions: given.conditions,
    heldIf: given.heldIf ?? [],
    through: named(given.through),
    level: given.level,
    undecided: given.undecided,
    missing: given.missing ?? null,
    kind: given.kind ?? null,
  };
}

function costOf({ cost }: ChangeReport): object {
  return {
    currency: cost.currency,
    hoursPerMonth: cost.hoursPerMonth,
    before: cost.before,
    after: cost.after,
    monthlyDelta: cost.monthlyDelta,
    items: cost.items.map(({ before, after, delta, basis, ...who }) => ({
      ...named(who),
      before,
      after,
      delta,
      basis,
    })),
    gpuHours: cost.gpuHours.map(({ gpu, before, after }) => ({ gpu, before, after })),
    unpriced: cost.unpriced.map(({ reason, ...who }) => ({ ...named(who), reason })),
    notes: cost.notes,
    prices: cost.prices.map(({ source, asOf }) => ({ source, asOf })),
  };
}
