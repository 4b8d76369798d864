import { decide, type Step } from "./fix";

/**
 * What a pool says of itself. Pools stand in resources of their own, in blocks of a cluster, or are the default one that
 * the cluster keeps: which of the three is changed, a person says.
 *
 * @param hcl what stands within the pool
 * @param cdktf the same, as properties
 */
export function inPool(what: string, hcl: string, cdktf: string): Step {
  const pool = ['name    = "serving"', "cluster = google_container_cluster.serving.id", "", hcl].join("\n");
  return decide(
    `${what}; in the pool, in each node_pool block of the cluster, or in the cluster for its default pool`,
    {
      hcl: `resource "google_container_node_pool" "serving" {\n${indented(pool)}\n}`,
      cdktf:
        'import { ContainerNodePool } from "@cdktf/provider-google/lib/container-node-pool";\n\n' +
        `new ContainerNodePool(this, "Serving", {\n${indented(`name: "serving",\ncluster: cluster.id,\n${cdktf}`)}\n});`,
    },
  );
}

/** What a pool says of its machines. */
export function inMachines(what: string, hcl: string, cdktf: string): Step {
  return inPool(what, `node_config {\n${indented(hcl)}\n}`, `nodeConfig: {\n${indented(cdktf)}\n},`);
}

function indented(code: string): string {
  return code.replace(/^(?=.)/gm, "  ");
}
