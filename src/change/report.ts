import type { TierName } from "../estate/joins/tiers";
import type { Finding, WaivedFinding } from "../policy/judgement";
import type { ChangeAction, Drift, ResourceChange } from "./sides";

/** What a change comes to, for somebody who has a minute. */
export type ChangeVerdict = "safe" | "review" | "dangerous";

/** Parts of the report, and the words that `--fail-on` takes for them. */
export type Aspect =
  | "destroy"
  | "replace"
  | "blast-radius"
  | "exposure"
  | "permissions"
  | "data-loss"
  | "findings"
  | "cost";

/** How a resource is named in every entry of the report. */
export interface Named {
  /** Terraform address, or `Kind/name` for a manifest. */
  readonly resource: string;

  /** Stack, plan or folder. */
  readonly root: string;

  /** `aws_s3_bucket`, or `apps/v1 Deployment`. */
  readonly kind: string;

  /** Of a Kubernetes object, where it is known. */
  readonly namespace?: string;
}

/** Why the verdict is not `safe`. */
export interface Reason {
  readonly aspect: Aspect | "drift" | "update" | "incomplete" | "unpriced" | "undecided";

  readonly level: Exclude<ChangeVerdict, "safe">;

  /** One sentence without a full stop: "2 security groups open to the internet". */
  readonly text: string;
}

// ----- Blast radius

/** What people know by name, and what a change is felt as. */
export type ServiceType = "endpoint" | "cluster" | "tenant" | "tier";

/** A service of the estate. */
export interface Service extends Named {
  readonly type: ServiceType;

  /** Name that its users call it: `resnet`, `platform`, `vision`, `prod`. */
  readonly name: string;

  readonly tenant?: string;

  readonly tier?: TierName;
}

/** One step from a resource to the one that depends on it. */
export interface Step extends Named {
  /** How it depends on the resource before it: `reference vpc_id`, `role of the ServiceAccount`; empty for the first one. */
  readonly via: string;
}

/** A service that a change reaches. */
export interface Hit {
  readonly service: Service;

  /** The most severe action that reaches it. */
  readonly action: ChangeAction;

  /** How many changed resources reach it. */
  readonly changes: number;

  /** The shortest path, from the changed resource to the service; the worst action's, where several reach it. */
  readonly path: readonly Step[];
}

/** What the change is felt by. */
export interface BlastRadius {
  /** Worst first. */
  readonly hits: readonly Hit[];

  /** How many services there are, hit or not, by type. */
  readonly services: Readonly<Record<ServiceType, number>>;

  /** Resources that depend on a changed one, themselves not changed. */
  readonly affected: number;
}

// ----- Exposure

/** Where traffic or requests can come from, the widest first. */
export type Source =
  | "internet"
  | "any-account"
  | "other-account"
  | "organization"
  | "private-network"
  | "cluster"
  | "namespace"
  | "named";

/** What can be reached from where. */
export interface Reach extends Named {
  readonly source: Source;

  /** Who exactly: `0.0.0.0/0`, `arn:aws:iam::4444:root`, `pods app=gateway in namespace gateway`. */
  readonly from: string;

  /** What is reached: `tcp 8501`, `s3:GetObject`, `https` or `everything`. */
  readonly what: string;

  /** By which resource: the rule, the policy, the Service. Its own `resource` is what is reached. */
  readonly through: Named;

  /**
   * Whether it may be so, and may be not: a value that decides it is known only after apply, or something that is not in the
   * estate decides, as the ACLs of objects do, or the controller of an ingress.
   */
  readonly undecided: boolean;
}

/** What becomes reachable, and what no longer is. */
export interface Exposure {
  /** Widest source first. */
  readonly gained: readonly Reach[];
  readonly lost: readonly Reach[];
}

// ----- Permissions

/** Actions on resources, as one statement or grant gives them. */
export interface Permission {
  /**
   * Single actions: `s3:GetObject`; roles of Google as `roles/storage.objectViewer`; `get secrets` for RBAC. A whole service of AWS
   * is `s3:*`, everything is `*`, and nearly everything `* except iam:*`.
   */
  readonly actions: readonly string[];

  /** How many single actions of AWS they are, by level; undefined for what is no action of AWS. */
  readonly perLevel?: Readonly<Record<Permission["level"], number>>;

  /** As they were written: `s3:Get*`, `Role reader`; equal to `actions` when there was nothing to expand. */
  readonly written: readonly string[];

  /** ARNs, names or `*`. */
  readonly resources: readonly string[];

  /** Conditions in words, empty for none: `StringEquals aws:PrincipalOrgID o-1`. */
  readonly conditions: readonly string[];

  /**
   * The narrower conditions on which the principal had what it gains, or keeps what it loses: one text for all of a statement's,
   * and any of the texts is enough. Undefined where there are none.
   */
  readonly heldIf?: readonly string[];

  /** The policy, binding or grant that gives or takes it. */
  readonly through: Named;

  /** `admin` can do everything or give itself everything; `write` changes; `read` reads. */
  readonly level: "admin" | "write" | "read";

  /** Something that decides it is not known: only after apply, or not at all when {@link Permission.missing} says what. */
  readonly undecided: boolean;

  /** What decides it and is not in the input, so that apply does not tell it either: `the document of its permissions boundary`. */
  readonly missing?: string;

  /** Nothing of it is known: `actions` are the expression or words, `level` is what is assumed. For people alone: not in JSON. */
  readonly isUnread?: boolean;

  /** It is gained because a Deny went, or lost because one came; undefined when an Allow did. */
  readonly kind?: "no-longer-denied" | "newly-denied";
}

/** Who may become a principal. */
export interface Trust {
  /** `arn:aws:iam::1111:root`, `system:serviceaccount:vision:resnet`, `*`. */
  readonly who: string;

  readonly conditions: readonly string[];

  /** As of a {@link Permission}. */
  readonly heldIf?: readonly string[];
  readonly through: Named;

  /** Everybody may: `*` without a condition that names somebody. */
  readonly isAnyone: boolean;

  /** Whether it is of an account, or a domain, other than one's own; undefined when that is not known. */
  readonly isForeign?: boolean;
  readonly undecided: boolean;

  /** As of a {@link Permission}; neither is in JSON. */
  readonly missing?: string;
  readonly isUnread?: boolean;

  /** As of a {@link Permission}. */
  readonly kind?: Permission["kind"];
}

/** What a principal gains and loses. */
export interface PrincipalChange extends Named {
  /** As people name it: `role vision-resnet`, `serviceAccount resnet@acme.iam.gserviceaccount.com`. */
  readonly principal: string;

  readonly trust: { readonly gained: readonly Trust[]; readonly lost: readonly Trust[] };
  readonly gained: readonly Permission[];
  readonly lost: readonly Permission[];
}

// ----- Data loss

/**
 * Data that goes with a resource that is destroyed or replaced, or that is protected less than before. What is replaced may have both:
 * the old one goes, and the new one protects less.
 */
export interface DataLoss extends Named {
  /** `update` is less protection, also where the resource is replaced: nothing is lost by it. */
  readonly action: "destroy" | "replace" | "update";

  /** What is lost, or protected less: `the objects in it`, `everything that it encrypts`; `what it guards` of what holds no data. */
  readonly lost: string;

  /** Something keeps the data, or stops the apply. */
  readonly isProtected: boolean;

  /** What protects it, or why nothing does: `prevent_destroy stops the apply`, `force_destroy deletes what is in it`. */
  readonly protection: string;

  readonly tier?: TierName;
}

// ----- Findings

/** Findings of `modelkeep check` that the change makes or takes away. */
export interface FindingChanges {
  readonly added: readonly Finding[];
  readonly fixed: readonly Finding[];

  /** Findings that no longer apply: the resource is gone, or the control no longer asks about it. */
  readonly gone: readonly Finding[];

  /** Findings that the change makes, and somebody accepted. */
  readonly waived: readonly WaivedFinding[];

  /** Undecided after the change that were not undecided or failing before. */
  readonly undecided: readonly Finding[];

  /** How many findings are on both sides. */
  readonly unchanged: number;
}

// ----- Cost

/** A range of US dollars; equal ends when nothing scales. */
export interface Money {
  readonly low: number;
  readonly high: number;
}

/** What of a resource is compared: all its parts that have a price on every side that they are on. Rows add up to the sums. */
export interface CostItem extends Named {
  /** USD a month of these parts; null when the resource is not there on that side. */
  readonly before: Money | null;
  readonly after: Money | null;
  readonly delta: Money;

  /** How it is computed: `2 to 6 x g6.xlarge at 0.8048 USD an hour`. */
  readonly basis: string;
}

/** Something that costs, and whose price is not known. */
export interface Unpriced extends Named {
  /** What is not known, and what is left out with it: `the price of g7.48xlarge in eu-south-2`, `the requests it serves`. */
  readonly reason: string;
}

/** Hours of accelerators a month. */
export interface GpuHours {
  /** Name of the accelerator: `NVIDIA L4`. */
  readonly gpu: string;
  readonly before: Money;
  readonly after: Money;
}

/** What the change costs. */
export interface Cost {
  readonly currency: "USD";

  /** 730. */
  readonly hoursPerMonth: number;
  readonly before: Money;
  readonly after: Money;

  /** Low end against low end, and high against high. */
  readonly monthlyDelta: Money;

  /** Changed resources of which a part at least can be compared, the largest difference first. */
  readonly items: readonly CostItem[];
  readonly gpuHours: readonly GpuHours[];

  /** Changed resources whose price is not known: never counted as 0. */
  readonly unpriced: readonly Unpriced[];

  /** What is in no sum: regions whose lists lack prices, with the command for newer ones; then usage, as `data through NAT gateways`. */
  readonly notes: readonly string[];

  /** Where the prices come from, and of which day each list is. */
  readonly prices: readonly { readonly source: string; readonly asOf: string }[];
}

// ----- The whole

/** How many resources each action is planned for. */
export type Counts = Readonly<Record<ChangeAction, number>>;

/** What a change does to the estate. */
export interface ChangeReport {
  /** Version of modelkeep. */
  readonly version: string;

  readonly basis: "plan" | "estimate";
  readonly inputs: { readonly before: readonly string[]; readonly after: readonly string[] };
  readonly verdict: ChangeVerdict;
  readonly summary: {
    /** `3 to create, 1 to destroy; 2 services hit; +412.45 USD a month`. */
    readonly line: string;
    readonly reasons: readonly Reason[];
    readonly counts: Counts;
    readonly warnings: readonly string[];

    /** How many resources there are before and after. */
    readonly resources: { readonly before: number; readonly after: number };
  };
  readonly changes: readonly ResourceChange[];
  readonly drift: readonly Drift[];
  readonly blastRadius: BlastRadius;
  readonly exposure: Exposure;
  readonly permissions: readonly PrincipalChange[];
  readonly dataLoss: readonly DataLoss[];
  readonly findings: FindingChanges;
  readonly cost: Cost;

  /** What `--fail-on` asked, and what of it is broken. */
  readonly guards: readonly GuardResult[];
}

/** A guard, and whether the change breaks it. */
export interface GuardResult {
  /** As it was asked: `cost>500`. */
  readonly guard: string;
  readonly broken: boolean;

  /** What was found: `+812.00 USD a month at most`. */
  readonly found: string;
}
