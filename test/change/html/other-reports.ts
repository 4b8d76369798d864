import type { Picture } from "../../../src/change/graph/picture";
import type { ChangeReport, Named } from "../../../src/change/report";
import type { ChangeAction } from "../../../src/change/sides";

/** Names that try to end the block they stand in, to run, to show another name, or never to end. */
export const HOSTILE_NAMES = [
  '</script><script>globalThis.hacked = "script"</script>',
  "<!--<script>globalThis.hacked = 1</script>-->",
  '<img src=x onerror="globalThis.hacked = 2">',
  '"><svg onload=globalThis.hacked=3>',
  "javascript:globalThis.hacked=4",
  "\u202emoc.live\u202c",
  "line\u2028feed\u2029and\u0000nul\u001b[31m",
  "__proto__",
  "n".repeat(10_000),
  "\ud800 alone",
  "",
] as const;

const NO_MONEY = { low: 0, high: 0 };

/** A report of a change that changes nothing. */
export function emptyReport(): ChangeReport {
  return {
    version: "0.1.0",
    basis: "estimate",
    inputs: { before: ["before"], after: ["after"] },
    verdict: "safe",
    summary: {
      line: "nothing changes",
      reasons: [],
      counts: { create: 0, update: 0, replace: 0, destroy: 0, import: 0, move: 0, forget: 0 },
      warnings: [],
      resources: { before: 0, after: 0 },
    },
    changes: [],
    drift: [],
    blastRadius: { hits: [], services: { endpoint: 0, cluster: 0, tenant: 0, tier: 0 }, affected: 0 },
    exposure: { gained: [], lost: [] },
    permissions: [],
    dataLoss: [],
    findings: { added: [], fixed: [], gone: [], waived: [], undecided: [], unchanged: 0 },
    cost: {
      currency: "USD",
      hoursPerMonth: 730,
      before: NO_MONEY,
      after: NO_MONEY,
      monthlyDelta: NO_MONEY,
      items: [],
      gpuHours: [],
      unpriced: [],
      notes: [],
      prices: [],
    },
    guards: [],
  };
}

/** Every text of the report is hostile. */
export function hostileReport(): ChangeReport {
  const changes = HOSTILE_NAMES.map((name) => ({
    root: name,
    address: name,
    kind: name,
    action: "update" as const,
    reason: name,
    previousAddress: name,
    isEstimate: true,
    attributes: [{ path: name, before: { text: name }, after: { text: name }, replaces: true }],
  }));
  const at = (name: string): Named => ({ resource: name, root: name, kind: name });
  const report = emptyReport();
  return {
    ...report,
    verdict: "review",
    inputs: { before: [...HOSTILE_NAMES], after: [...HOSTILE_NAMES] },
    summary: {
      ...report.summary,
      line: HOSTILE_NAMES.slice(0, 8).join(" "),
      reasons: HOSTILE_NAMES.map((text) => ({ aspect: "undecided", level: "review", text })),
      warnings: [...HOSTILE_NAMES],
    },
    changes,
    exposure: {
      gained: HOSTILE_NAMES.map((name) => ({
        ...at(name),
        source: "internet",
        from: name,
        what: name,
        through: at(name),
        undecided: true,
      })),
      lost: [],
    },
    permissions: HOSTILE_NAMES.map((name) => ({
      ...at(name),
      principal: name,
      trust: {
        gained: [{ who: name, conditions: [name], through: at(name), isAnyone: true, undecided: false }],
        lost: [],
      },
      gained: [
        {
          actions: [name],
          written: [`${name}*`],
          resources: [name],
          conditions: [name],
          through: at(name),
          level: "admin",
          undecided: false,
        },
      ],
      lost: [],
    })),
    guards: HOSTILE_NAMES.map((guard) => ({ guard, broken: true, found: guard })),
  };
}

export function hostilePicture(): Picture {
  const nodes = HOSTILE_NAMES.map((name, index) => ({
    id: `${name}${index}`,
    resource: name,
    root: name,
    kind: name,
    state: "changed" as const,
    action: "update" as const,
    tenant: name,
    tier: name,
  }));
  const edges = nodes
    .slice(1)
    .map(({ id }, index) => ({ from: id, to: nodes[index]?.id ?? "", via: nodes[index]?.resource ?? "" }));
  return { nodes, edges };
}

const ACTIONS: readonly ChangeAction[] = ["create", "update", "replace", "destroy"];
const KINDS = ["aws_s3_bucket", "aws_iam_role", "kubernetes_deployment_v1", "kubernetes_service_v1", "aws_kms_key"];

/** Many tenants, each a tree under what all of them share; a tenth changes. */
export function largePicture(size: number): Picture {
  const nodes = Array.from({ length: size }, (_, index): Picture["nodes"][number] => {
    const kind = KINDS[index % KINDS.length] ?? "aws_s3_bucket";
    const isChanged = index % 10 === 3;
    return {
      id: `n${index}`,
      resource: `module.team_${index % 40}.${kind}.resource_${index}`,
      root: `stack-${index % 7}`,
      kind,
      state: isChanged ? "changed" : index % 10 > 3 && index % 3 === 0 ? "hit" : "untouched",
      ...(isChanged ? { action: ACTIONS[(index >> 4) % ACTIONS.length] ?? "update" } : {}),
      ...(index % 9 === 0 ? {} : { tenant: `team-${index % 40}` }),
      ...(kind === "kubernetes_service_v1" && index % 35 === 3 ? { service: "endpoint" as const } : {}),
    };
  });
  const edges = Array.from({ length: size - 1 }, (_, index) => ({
    from: `n${index + 1}`,
    to: `n${Math.floor(index / 4)}`,
    via: "reference vpc_id",
  }));
  return { nodes, edges };
}

/** What the large picture shows, with an attribute for each change. */
export function largeReport(size: number): ChangeReport {
  const report = emptyReport();
  const changes = largePicture(size)
    .nodes.filter(({ state }) => state === "changed")
    .map(({ resource, root, kind, action = "update" }) => ({
      root,
      address: resource,
      kind,
      action,
      isEstimate: false,
      attributes: [{ path: "tags.owner", before: { text: '"a"' }, after: { text: '"b"' }, replaces: false }],
    }));
  return {
    ...report,
    basis: "plan",
    verdict: "review",
    summary: {
      ...report.summary,
      line: `${changes.length} resources change`,
      reasons: [{ aspect: "blast-radius", level: "review", text: "many resources change at once" }],
      resources: { before: size, after: size },
    },
    changes,
  };
}
