import type { Construct } from "constructs";
import { TENANT_LABEL, TIER_LABEL } from "../core/gpu-scheduling";
import { mandatoryTags, ownershipOf } from "../core/ownership";

/** Labels and annotations that say whom a Kubernetes object belongs to; an e-mail address is no label. */
export function ownershipMeta(construct: Construct): {
  labels: Record<string, string>;
  annotations: Record<string, string>;
} {
  const ownership = ownershipOf(construct);
  if (ownership === undefined) {
    return { labels: {}, annotations: {} };
  }
  const tags = mandatoryTags(ownership);
  return {
    labels: {
      [TIER_LABEL]: ownership.tier,
      [TENANT_LABEL]: ownership.tenant,
      "modelkeep/data-class": tags["data-class"] ?? "",
    },
    annotations: { "modelkeep/owner": ownership.owner },
  };
}
