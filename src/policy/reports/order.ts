import { type Category, SEVERITIES, type Severity } from "../control";
import type { Finding } from "../judgement";

/** 0 for critical, 3 for low. */
export function rank(severity: Severity): number {
  return SEVERITIES.indexOf(severity);
}

export function isAtOrAbove(severity: Severity, threshold: Severity): boolean {
  return rank(severity) <= rank(threshold);
}

/** By code unit: the order must not depend on the locale of the machine. */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Worst first, then by control, root and resource; what is left makes the order total. */
export function compareFindings(a: Finding, b: Finding): number {
  return rank(a.severity) - rank(b.severity) || compareText(a.control, b.control) || compareResources(a, b);
}

/** By root, resource and control. */
export function compareResources(a: Finding, b: Finding): number {
  return (
    compareText(a.root, b.root) ||
    compareText(a.resource, b.resource) ||
    compareText(a.namespace ?? "", b.namespace ?? "") ||
    compareText(a.control, b.control) ||
    compareText(a.attribute, b.attribute) ||
    compareText(a.message, b.message) ||
    compareText(a.file, b.file) ||
    (a.line ?? 0) - (b.line ?? 0)
  );
}

/** The findings in the order of every report; the list given stays as it is. */
export function inOrder<T extends Finding>(findings: readonly T[]): readonly T[] {
  return [...findings].sort(compareFindings);
}

/** Items by key, keys in the order in which they first appear. */
export function groupBy<T, K>(items: readonly T[], key: (item: T) => K): ReadonlyMap<K, readonly T[]> {
  const groups = new Map<K, T[]>();
  for (const item of items) {
    const group = groups.get(key(item));
    if (group === undefined) {
      groups.set(key(item), [item]);
    } else {
      group.push(item);
    }
  }
  return groups;
}

/** Findings of each severity, worst first, zeros included. */
export function countBySeverity(findings: readonly Finding[]): Readonly<Record<Severity, number>> {
  const counts: Record<Severity, number> = { critical: 0, high: 0, medium: 0, low: 0 };
  for (const { severity } of findings) {
    counts[severity] += 1;
  }
  return counts;
}

/** Findings of each category that has any, by name. */
export function groupByCategory(findings: readonly Finding[]): ReadonlyMap<Category, readonly Finding[]> {
  return new Map([...groupBy(findings, ({ category }) => category)].sort(([a], [b]) => compareText(a, b)));
}
