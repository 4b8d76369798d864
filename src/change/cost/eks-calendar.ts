/**
 * Last day of standard support by version of Kubernetes on EKS; after it, extended support costs more.
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/kubernetes-versions.html (read 2026-11-21)
 */
const END_OF_STANDARD_SUPPORT: Readonly<Record<string, string>> = {
  "1.28": "2024-11-26",
  "1.29": "2025-03-23",
  "1.30": "2025-07-23",
  "1.31": "2025-11-26",
  "1.32": "2026-03-23",
  "1.33": "2026-07-29",
  "1.34": "2026-12-02",
  "1.35": "2027-03-27",
};

const OLDEST = 28;

/** Whether the version is past its standard support on the day; versions newer than the calendar are not. */
export function isInExtendedSupport(version: string, day: string): boolean {
  const end = Object.hasOwn(END_OF_STANDARD_SUPPORT, version) ? END_OF_STANDARD_SUPPORT[version] : undefined;
  if (end !== undefined) {
    return day > end;
  }
  const minor = /^1\.(\d+)$/.exec(version)?.[1];
  return minor !== undefined && Number(minor) < OLDEST;
}
