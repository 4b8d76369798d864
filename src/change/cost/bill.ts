import type { Money } from "../report";
import { exactly, NOTHING, plus, times } from "./money";
import type { PriceCloud, PriceList } from "./price-list";

/** What is charged for by itself: the machines of a pool, its disks. What of it has no price leaves the rest its own. */
export interface BillPart {
  /** USD a month of what has a price. */
  readonly money: Money;

  /** How it is computed, one text for each thing that is charged. */
  readonly bases: readonly string[];

  /** What is not known of it, in words; nothing when all has a price. */
  readonly missing: readonly string[];

  /** Whether it is there at all nobody knows, and a note says so: it is compared on no side. */
  readonly isOpen: boolean;
}

/** The part that stands for all that a bill does not name. */
const ALL = "all";

/** What a resource costs a month, on one side of a change. */
export class Bill {
  private readonly charged = new Map<string, BillPart>();
  private readonly said = new Set<string>();
  private readonly used = new Set<PriceList>();
  private readonly lacking = new Map<string, PriceCloud>();
  private readonly accelerators = new Map<string, Money>();

  /** A bill that somebody else made; the GPUs and what is said of usage stay those of ours. */
  public static given(total: Money, basis: string, ours: Bill | undefined): Bill {
    const bill = new Bill();
    bill.add(ALL, total, basis, []);
    for (const [gpu, hours] of ours?.gpuHours ?? []) {
      bill.addGpuHours(gpu, hours);
    }
    for (const note of ours?.notes ?? []) {
      bill.note(note);
    }
    return bill;
  }

  /** By name; a part is there when something is charged for it, or should be. */
  public get parts(): ReadonlyMap<string, BillPart> {
    return this.charged;
  }

  /** Usage that no price covers. */
  public get notes(): ReadonlySet<string> {
    return this.said;
  }

  /** Lists that prices were taken from. */
  public get lists(): ReadonlySet<PriceList> {
    return this.used;
  }

  /** Hours a month, by the name of the GPU. */
  public get gpuHours(): ReadonlyMap<string, Money> {
    return this.accelerators;
  }

  /** Regions whose lists lack a price that `modelkeep prices update` may have. */
  public get lackingRegions(): ReadonlyMap<string, PriceCloud> {
    return this.lacking;
  }

  public add(part: string, money: Money, basis: string, lists: Iterable<PriceList>): void {
    const charged = this.part(part);
    this.charged.set(part, { ...charged, money: plus(charged.money, money), bases: [...charged.bases, basis] });
    for (const list of lists) {
      this.used.add(list);
    }
  }

  public miss(part: string, reason: string): void {
    const charged = this.part(part);
    const { missing } = charged;
    this.charged.set(part, { ...charged, missing: missing.includes(reason) ? missing : [...missing, reason] });
  }

  /** Nobody knows what there is beside the parts that are named: what is not on this bill is not known to be gone. */
  public missAll(reason: string): void {
    this.miss(ALL, reason);
  }

  /** Whether the part has a price here, or surely is not there. */
  public isKnown(part: string): boolean {
    const charged = this.charged.get(part);
    return charged === undefined ? (this.charged.get(ALL)?.missing.length ?? 0) === 0 : isPriced(charged);
  }

  /** Something small may cost or not: it is named, and makes nothing unpriced. */
  public leaveOpen(part: string, note: string): void {
    this.charged.set(part, { ...this.part(part), isOpen: true });
    this.note(note);
  }

  public lack(cloud: PriceCloud, region: string): void {
    this.lacking.set(region, cloud);
  }

  public note(text: string): void {
    this.said.add(text);
  }

  public addGpuHours(gpu: string, hours: Money): void {
    this.accelerators.set(gpu, plus(this.accelerators.get(gpu) ?? NOTHING, hours));
  }

  private part(name: string): BillPart {
    return this.charged.get(name) ?? { money: NOTHING, bases: [], missing: [], isOpen: false };
  }
}

/** Whether all of the part has a price. */
export function isPriced({ missing, isOpen }: BillPart): boolean {
  return missing.length === 0 && !isOpen;
}

/** So many of something that there is `each` of. */
export function amountOf(count: Money, each: number): Money {
  return times(count, exactly(each));
}
