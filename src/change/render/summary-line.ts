import { groupBy } from "../../policy/reports/order";
import { count, digits } from "../../policy/reports/wording";
import type { ChangeReport, ChangeVerdict, Counts, Hit, Service, ServiceType } from "../report";
import type { ChangeAction } from "../sides";
import { namespaceOf } from "./order";
import { counted, distinct, gpuChanges, isNothing, monthlyCost, range, signedHours } from "./words";

/** In the order of the line. */
const TO_DO: readonly (readonly [ChangeAction, string])[] = [
  ["create", "to create"],
  ["replace", "to replace"],
  ["update", "to update"],
  ["destroy", "to destroy"],
  ["import", "to import"],
  ["move", "to move"],
  ["forget", "to forget"],
];

const SERVICE_TYPES: readonly ServiceType[] = ["endpoint", "cluster", "tenant", "tier"];
const GPUS_IN_LINE = 3;

type Felt = Pick<ChangeReport, "changes" | "blastRadius">;

/**
 * Services that ran before and feel the change. What something new belongs to does not feel it: a tenant with one endpoint
 * more; what something new stands before may.
 */
export function servicesHit(report: Felt): readonly Hit[] {
  const isNew = newcomers(report);
  return report.blastRadius.hits.filter(
    ({ action, service }) =>
      !isNew(service) && (action !== "create" || service.type === "endpoint" || service.type === "cluster"),
  );
}

/** Services that come with the change. */
export function servicesAdded(report: Felt): readonly Hit[] {
  const isNew = newcomers(report);
  return report.blastRadius.hits.filter(({ service }) => isNew(service));
}

/**
 * Tells whether a service is made by the change. A Terraform resource has no namespace of its own beside its address. Where two
 * are called the same all the same, both count as there before.
 */
function newcomers({ changes, blastRadius: { hits } }: Felt): (service: Service) => boolean {
  const created = new Set(
    changes
      .filter(({ action }) => action === "create")
      .map((change) => keyOf(change.root, change.address, namespaceOf(change))),
  );
  const known = groupBy(hits, ({ service }) => serviceKey(service));
  return (service) =>
    [service.namespace, undefined].some((namespace) => created.has(keyOf(service.root, service.resource, namespace))) &&
    (known.get(serviceKey(service))?.length ?? 0) <= 1;
}

function serviceKey({ type, root, resource, namespace }: Service): string {
  return `${type}\u0000${keyOf(root, resource, namespace)}`;
}

function keyOf(root: string, address: string, namespace: string | undefined): string {
  return `${root}\u0000${address}\u0000${namespace ?? ""}`;
}

/** The change in one line: what is done, what feels it, what it costs. */
export function summaryLine(
  report: Pick<ChangeReport, "changes" | "drift" | "blastRadius" | "cost">,
  counts: Counts,
  verdict: ChangeVerdict,
): string {
  const { changes, cost, drift } = report;
  if (changes.length === 0) {
    return drift.length === 0
      ? "no changes"
      : `no changes; ${count(drift.length, "resource")} changed outside of Terraform`;
  }
  const todo = TO_DO.filter(([action]) => counts[action] > 0).map(
    ([action, words]) => `${digits(counts[action])} ${words}`,
  );
  const hit = servicesHit(report).length;
  const added = servicesAdded(report);
  const newServices = SERVICE_TYPES.flatMap((type) => {
    const amount = added.filter(({ service }) => service.type === type).length;
    return amount === 0 ? [] : [`${counted(amount, type)} added`];
  });
  const gpus = gpuChanges(cost.gpuHours)
    .slice(0, GPUS_IN_LINE)
    .map(({ gpu, delta }) => `${range(delta, signedHours)} ${gpu}`);
  return [
    `${count(changes.length, "change")}: ${todo.join(", ")}`,
    ...(hit === 0 ? [] : [`${count(hit, "service")} hit`]),
    ...(newServices.length === 0 ? [] : [newServices.join(", ")]),
    ...(gpus.length === 0 ? [] : [`GPU hours ${gpus.join(", ")}`]),
    ...(isNothing(cost.monthlyDelta) ? [] : [monthlyCost(cost)]),
    ...(cost.unpriced.length === 0 ? [] : [`${digits(distinct(cost.unpriced).length)} unpriced`]),
    ...(verdict === "safe" ? ["nothing that runs is touched"] : []),
  ].join("; ");
}
