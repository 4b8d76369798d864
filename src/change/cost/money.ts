import type { Money } from "../report";

/** 730 hours a month, as the clouds' own calculators count: 365 days of 24 hours in 12 months. */
export const HOURS_PER_MONTH = 730;

/** Nothing: what is not there costs it. What has no price is never this. */
export const NOTHING: Money = { low: 0, high: 0 };

/** The same at both ends. */
export function exactly(amount: number): Money {
  return { low: amount, high: amount };
}

/** From the first to the second, whichever is the larger. */
export function between(one: number, other: number): Money {
  return { low: Math.min(one, other), high: Math.max(one, other) };
}

export function plus(one: Money, other: Money): Money {
  return { low: one.low + other.low, high: one.high + other.high };
}

/** Both are ranges of what is never negative: low by low, and high by high. */
export function times(one: Money, other: Money): Money {
  return { low: one.low * other.low, high: one.high * other.high };
}

/** Low end against low end, and high against high. */
export function difference(after: Money, before: Money): Money {
  return { low: after.low - before.low, high: after.high - before.high };
}

/** To the cent. There is no negative zero. */
export function inCents({ low, high }: Money): Money {
  return { low: cents(low), high: cents(high) };
}

/** Halves go away from zero on both sides, so that a change and its opposite are opposite to the cent. */
function cents(amount: number): number {
  // The eighth decimal is noise of the multiplication, and must not decide where a half goes.
  const rounded = Math.round(Number((Math.abs(amount) * 100).toFixed(6))) / 100;
  return amount < 0 && rounded > 0 ? -rounded : rounded;
}

/** `2` or `2 to 6`. */
export function rangeText({ low, high }: Money): string {
  return low === high ? numberText(low) : `${numberText(low)} to ${numberText(high)}`;
}

/** At most nine decimals, and no zeros behind: `0.8048`, `0.706832255`. */
export function numberText(amount: number): string {
  return String(Number(amount.toFixed(9)));
}
