import type { Money } from "../report";
import { exactly, NOTHING, plus, times } from "./money";
import type { PriceList } from "./price-list";

/** What is charged for by itself: the machines of a pool, its disks. What of it has no price leaves the rest its own. */
export interface BillPart {
  /** USD a month of what has a price. */
  readonly money: Money;

  /** How it is computed, one text for each thing that is charged. */
  readonly bases: readonly string[];

  /** What is not known of it, in words; nothing when all has a price. */
  readonly missing: readonly string[];
}

/** What a resource costs a month, on one side of a change. */
export class Bill {
  private readonly charged = new Map<string, BillPart>();
  private readonly said = new Set<string>();
  private readonly used = new Set<PriceList>();
  private readonly accelerators = new Map<string, Money>();

  /** A bill that somebody else made; the GPUs and what is said of usage stay those of ours. */
  public static given(total: Money, basis: string, ours: Bill | undefined): Bill {
    const bill = new Bill();
    bill.add("all", total, basis, []);
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

  public add(part: string, money: Money, basis: string, lists: Iterable<PriceList>): void {
    const { money: before, bases, missing } = this.part(part);
    this.charged.set(part, { money: plus(before, money), bases: [...bases, basis], missing });
    for (const list of lists) {
      this.used.add(list);
    }
  }

  public miss(part: string, reason: string): void {
    const { money, bases, missing } = this.part(part);
    this.charged.set(part, { money, bases, missing: missing.includes(reason) ? missing : [...missing, reason] });
  }

  public note(text: string): void {
    this.said.add(text);
  }

  public addGpuHours(gpu: string, hours: Money): void {
    this.accelerators.set(gpu, plus(this.accelerators.get(gpu) ?? NOTHING, hours));
  }

  private part(name: string): BillPart {
    return this.charged.get(name) ?? { money: NOTHING, bases: [], missing: [] };
  }

  /** What has a price; null when there is something to charge, and nothing of it has one. */
  public get total(): Money | null {
    const priced = [...this.charged.values()].filter(isPriced);
    return priced.length === 0 && this.charged.size > 0
      ? null
      : priced.reduce((sum, { money }) => plus(sum, money), NOTHING);
  }

  public get basis(): string {
    return [...this.charged.values()]
      .filter(isPriced)
      .flatMap(({ bases }) => bases)
      .join(", ");
  }
}

/** Whether all of the part has a price. */
export function isPriced({ missing }: BillPart): boolean {
  return missing.length === 0;
}

/** So many of something that there is `each` of. */
export function amountOf(count: Money, each: number): Money {
  return times(count, exactly(each));
}
