import type { PageChange } from "../src/change/html/page-data";

/** Why the resource changes so, and how, each in words. */
export function reasonsOf(change: PageChange): readonly string[] {
  const { reason, previousAddress, importId, deferred, action, isEstimate } = change;
  return [
    reason,
    action === "replace" && isEstimate === true ? "an estimate: a plan knows" : undefined,
    previousAddress === undefined ? undefined : `moved from ${previousAddress}`,
    importId === undefined ? undefined : `imported as ${importId}`,
    deferred === undefined ? undefined : `waits for a later plan: ${deferred}`,
    orderOf(change),
  ].filter((sentence) => sentence !== undefined);
}

/** Whether there is a time without the resource. */
function orderOf({ action, createsFirst }: PageChange): string | undefined {
  if (action !== "replace" || createsFirst === undefined) {
    return undefined;
  }
  return createsFirst ? "the new one is made before the old one goes" : "the old one is destroyed first";
}
