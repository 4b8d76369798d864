import type { EstateSource } from "../../support/estates";

/** A cluster, and what stands beside it. */
export function cluster(attributes: object, others: Record<string, Record<string, unknown>> = {}): EstateSource {
  return { resource: { google_container_cluster: { main: { name: "serving", ...attributes } }, ...others } };
}

/** A node pool of its own. */
export function pool(attributes: object, others: Record<string, Record<string, unknown>> = {}): EstateSource {
  return { resource: { google_container_node_pool: { one: { cluster: "serving", ...attributes } }, ...others } };
}
