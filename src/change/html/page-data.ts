import type { Severity } from "../../policy/control";
import type {
  ChangeVerdict,
  Counts,
  DataLoss,
  GpuHours,
  GuardResult,
  Money,
  Permission,
  Reason,
  ServiceType,
  Source,
  Trust,
} from "../report";
import type { ChangeAction } from "../sides";

/** A resource: its place in {@link PageNodes}, or name, root and kind of one that is not among them. */
export type Place = number | readonly [resource: string, root: string, kind: string];

/** What a node of the graph is to the change; the numbers are indexes of this list. */
export const NODE_STATES = ["changed", "hit", "untouched"] as const;

export type NodeState = (typeof NODE_STATES)[number];

/** Services, in the order that their numbers mean. */
export const SERVICE_TYPES: readonly ServiceType[] = ["endpoint", "cluster", "tenant", "tier"];

/** Resources in columns: fifty thousand objects would be most of the file. Numbers are indexes of lists; -1 is none. */
export interface PageNodes {
  readonly resource: readonly string[];
  readonly root: readonly number[];
  readonly kind: readonly number[];

  /** Index of {@link NODE_STATES}. */
  readonly state: readonly number[];

  /** Index of `CHANGE_ACTIONS`, as {@link PageData.actions} lists them. */
  readonly action: readonly number[];
  readonly tenant: readonly number[];
  readonly tier: readonly number[];

  /** Index of {@link SERVICE_TYPES}. */
  readonly service: readonly number[];
}

/** The names that columns point to. */
export interface PageNames {
  readonly roots: readonly string[];
  readonly kinds: readonly string[];
  readonly tenants: readonly string[];
  readonly tiers: readonly string[];
  readonly vias: readonly string[];
}

/** A value, and 1 where it is a secret, 2 where it is known only after apply; null where it is not set. */
export type PageValue = readonly [text: string, hidden: 0 | 1 | 2] | null;

/** Path, before, after, and 1 where it makes Terraform replace the resource. */
export type PageAttribute = readonly [path: string, before: PageValue, after: PageValue, replaces: 0 | 1];

export interface PageChange {
  readonly at: Place;
  readonly action: ChangeAction;
  readonly attributes: readonly PageAttribute[];

  /** Attributes that are not on the page. */
  readonly more?: number;
  readonly reason?: string;
  readonly previousAddress?: string;
  readonly importId?: string;
  readonly deferred?: string;
  readonly createsFirst?: boolean;
  readonly isEstimate?: boolean;
}

export interface PageHit {
  readonly at: Place;
  readonly type: ServiceType;
  readonly name: string;
  readonly tenant?: string;
  readonly tier?: string;
  readonly action: ChangeAction;
  readonly changes: number;

  /** It comes with the change. */
  readonly isNew: boolean;

  /** How it feels the change: `is replaced`, `depends on what is replaced`. */
  readonly felt: string;
  readonly path: readonly { readonly at: Place; readonly via: string }[];
}

export interface PageReach {
  readonly at: Place;
  readonly through: Place;
  readonly source: Source;
  readonly from: string;
  readonly what: string;
  readonly undecided: boolean;
}

export type PageTrust = Omit<Trust, "through" | "heldIf"> & {
  readonly through: Place;

  /** As of a {@link PagePermission}. */
  readonly held: string;
};

export type PagePermission = Omit<Permission, "through" | "perLevel" | "heldIf"> & {
  readonly through: Place;

  /** What the written actions come to: `167 actions: 96 write, 71 read`; empty where they are what is written. */
  readonly comesTo: string;

  /** On which conditions the principal had it, or has it still: `no longer only if ...`; empty for none. */
  readonly held: string;

  /** Actions that are not on the page. */
  readonly more: number;
};

export interface PagePrincipal {
  readonly at: Place;
  readonly principal: string;
  readonly trust: { readonly gained: readonly PageTrust[]; readonly lost: readonly PageTrust[] };
  readonly gained: readonly PagePermission[];
  readonly lost: readonly PagePermission[];
}

export interface PageDataLoss {
  readonly at: Place;
  readonly action: DataLoss["action"];
  readonly lost: string;
  readonly isProtected: boolean;
  readonly protection: string;
  readonly tier?: string;
}

export interface PageFinding {
  readonly at: Place;
  readonly control: string;
  readonly severity: Severity;
  readonly title: string;
  readonly message: string;
  readonly remediation: string;
  readonly rationale: string;
  readonly attribute: string;

  /** Construct path, or file and line. */
  readonly where: string;

  /** Reason, owner and last day of a waiver. */
  readonly waiver?: string;
}

export interface PageCostItem {
  readonly at: Place;
  readonly before: Money | null;
  readonly after: Money | null;
  readonly delta: Money;
  readonly basis: string;
}

export interface PageCost {
  readonly hoursPerMonth: number;
  readonly before: Money;
  readonly after: Money;
  readonly monthlyDelta: Money;
  readonly items: readonly PageCostItem[];
  readonly gpuHours: readonly GpuHours[];
  readonly unpriced: readonly { readonly at: Place; readonly reason: string }[];
  readonly notes: readonly string[];
  readonly prices: readonly { readonly source: string; readonly asOf: string }[];
}

/** All that the page shows, as it stands in the file. */
export interface PageData {
  readonly version: string;
  readonly basis: "plan" | "estimate";
  readonly inputs: { readonly before: readonly string[]; readonly after: readonly string[] };
  readonly verdict: ChangeVerdict;
  readonly line: string;
  readonly reasons: readonly Reason[];
  readonly counts: Counts;
  readonly warnings: readonly string[];
  readonly resources: { readonly before: number; readonly after: number };
  readonly actions: readonly ChangeAction[];
  readonly names: PageNames;
  readonly nodes: PageNodes;

  /** Three numbers an edge: who depends, on whom, and by what (index of `names.vias`). */
  readonly edges: readonly number[];
  readonly changes: readonly PageChange[];
  readonly drift: readonly PageChange[];
  readonly blastRadius: {
    readonly hits: readonly PageHit[];
    readonly services: Readonly<Record<ServiceType, number>>;
    readonly affected: number;
  };
  readonly exposure: { readonly gained: readonly PageReach[]; readonly lost: readonly PageReach[] };
  readonly permissions: readonly PagePrincipal[];
  readonly dataLoss: readonly PageDataLoss[];
  readonly findings: {
    readonly added: readonly PageFinding[];
    readonly fixed: readonly PageFinding[];
    readonly waived: readonly PageFinding[];
    readonly undecided: readonly PageFinding[];
    readonly unchanged: number;
  };
  readonly cost: PageCost;
  readonly guards: readonly GuardResult[];

  /** What of the report is not on the page. */
  readonly left: readonly string[];

  /** How many there are of what cards count, for the lists above may be cut. */
  readonly totals: Readonly<Record<CountedPart, number>>;
}

/** What is counted before it is cut. */
export type CountedPart =
  | "changes"
  | "drift"
  | "hits"
  | "newServices"
  | "gained"
  | "lost"
  | "internet"
  | "anyAccount"
  | "principals"
  | "dataLost"
  | "dataKept"
  | "dataWeaker"
  | "added"
  | "fixed"
  | "gone"
  | "waived"
  | "undecided"
  | "unpriced"
  | "items";

/** Section of the page that tells more about a reason. */
export const SECTION_OF: Readonly<Record<Reason["aspect"], string>> = {
  destroy: "changes",
  replace: "changes",
  update: "changes",
  drift: "changes",
  "blast-radius": "blast-radius",
  exposure: "exposure",
  permissions: "permissions",
  "data-loss": "data-loss",
  findings: "findings",
  cost: "cost",
  unpriced: "cost",
  incomplete: "about",
  undecided: "about",
};
