import type { Attributes } from "../../estate/resource";
import type { Money } from "../report";
import { exactly } from "./money";
import type { Known, Priced, Pricing } from "./pricing";

/** What comes with every gp3 volume. @see https://docs.aws.amazon.com/ebs/latest/userguide/general-purpose.html */
const GP3_IOPS = 3_000;
const GP3_THROUGHPUT = 125;

/** IOPS of io2 beyond this are cheaper by tiers, which no list here has. @see https://aws.amazon.com/ebs/pricing/ */
const IO2_FIRST_TIER = 32_000;

/** `aws_ebs_volume`; its type is gp2 when nobody says it, as the provider documents. */
export function priceVolume(pricing: Pricing): void {
  chargeVolume(pricing, pricing.resource.attributes, { count: exactly(1), size: "size", type: "type", usually: "gp2" });
}

/** The attributes of a block or a resource that say what a volume is. */
interface VolumeNames {
  readonly count: Money;
  readonly size: string;
  readonly type: string;

  /** The type when none is said; without it the image decides, and it is gp2 or gp3. */
  readonly usually?: string;
}

/** A volume as a block or a resource declares it: its size, and the IOPS and throughput beyond what comes with it. */
export function chargeVolume(pricing: Pricing, volume: Attributes, { count, size, type, usually }: VolumeNames): void {
  const [gib, kind] = [pricing.number(size, volume), pricing.text(type, volume)];
  if (gib === null) {
    // Without a size it is as large as the snapshot or the image that it is made of.
    pricing.miss("disks", "the size of a volume that its image or snapshot decides");
    return;
  }
  const named = kind ?? usually;
  const choices = named === undefined ? (kind === null ? gp2OrGp3() : undefined) : [volumeType(named)];
  chargeVolumeOf(pricing, { count, size: gib, choices });
  if (named !== undefined) {
    chargePerformance(pricing, volume, named, count);
  }
}

/** A volume of a known size, of one of several types. */
export function chargeVolumeOf(
  pricing: Pricing,
  {
    count,
    size,
    choices,
  }: { readonly count: Money; readonly size: Known<number>; readonly choices?: readonly Priced[] },
): void {
  if (typeof size !== "number" || choices === undefined) {
    pricing.miss("disks", typeof size === "number" ? "the type of a volume" : "the size of a volume");
    return;
  }
  pricing.charge("disks", choices, { count, each: { amount: size, unit: "GiB" } });
}

/** Where nobody says the type, images and services choose one of the two. */
export function gp2OrGp3(): readonly Priced[] {
  return [volumeType("gp2"), volumeType("gp3")];
}

function volumeType(name: string): Priced {
  return { item: `ebs/${name}`, what: name };
}

function chargePerformance(pricing: Pricing, volume: Attributes, type: string, count: Money): void {
  const [iops, throughput] = [pricing.number("iops", volume), pricing.number("throughput", volume)];
  const isPaid = type === "io1" || type === "io2";
  if ((iops === undefined && (isPaid || type === "gp3")) || (isPaid && iops === null)) {
    pricing.miss("disks", "the IOPS of a volume");
  } else if (type === "io2" && (iops ?? 0) > IO2_FIRST_TIER) {
    pricing.miss("disks", `the price of io2 IOPS beyond ${IO2_FIRST_TIER}`);
  } else {
    const extra = isPaid ? (iops ?? 0) : type === "gp3" ? Math.max((iops ?? 0) - GP3_IOPS, 0) : 0;
    chargeExtra(pricing, { item: `ebs/${type}-iops`, what: type }, { extra, unit: "IOPS", count });
  }
  if (type === "gp3" && throughput === undefined) {
    pricing.miss("disks", "the throughput of a volume");
  } else if (type === "gp3") {
    const extra = Math.max((throughput ?? 0) - GP3_THROUGHPUT, 0);
    chargeExtra(pricing, { item: "ebs/gp3-throughput", what: type }, { extra, unit: "MiB/s", count });
  }
  if (type === "standard") {
    pricing.note("I/O requests of magnetic volumes");
  }
}

function chargeExtra(
  pricing: Pricing,
  of: Priced,
  { extra, unit, count }: { readonly extra: number; readonly unit: string; readonly count: Money },
): void {
  if (extra > 0) {
    pricing.charge("disks", of, { count, each: { amount: extra, unit } });
  }
}
