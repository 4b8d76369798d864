import type { Estate } from "../estate";
import type { Resource, Value } from "../resource";
import { isUnknown } from "../unknown";
import { blocksOf, listOf, own } from "./values";

const CLUSTER = "google_container_cluster";
const RANGE = "master_ipv4_cidr_block";

/** Whether all that the firewall lets in is surely the control plane of a GKE cluster, by its range. */
export function isFromControlPlane(estate: Estate, firewall: Resource): boolean {
  const { attributes } = firewall;
  const others = ["source_tags", "source_service_accounts"].flatMap((name) => listOf(own(attributes, name)));
  const ranges = listOf(own(attributes, "source_ranges"));
  if (others.length > 0 || ranges.length === 0) {
    return false;
  }
  const known = new Set(estate.ofKind(CLUSTER).flatMap(rangesOf));
  return ranges.every((range) => isReferenceToRange(range) || known.has(spelled(range, firewall.root)));
}

function rangesOf({ root, attributes }: Resource): string[] {
  return blocksOf(attributes, "private_cluster_config")
    .map((block) => own(block, RANGE))
    .filter((range) => range !== null && !(isUnknown(range) && range.text === undefined))
    .map((range) => spelled(range, root));
}

function isReferenceToRange(range: Value): boolean {
  return (
    isUnknown(range) &&
    range.references.length > 0 &&
    range.references.every(({ attribute }) => attribute.includes(RANGE))
  );
}

/** The range, or the variable that says it: one of the same name in another root module is another. */
function spelled(range: Value, root: string): string {
  return isUnknown(range) ? `${root} ${range.text}` : String(range);
}
