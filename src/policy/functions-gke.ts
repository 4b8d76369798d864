import { googleGrantsOf } from "../estate/joins/google-grants";
import { isNodeMember } from "../estate/joins/google-node-accounts";
import { carriesAccelerators } from "../estate/joins/gpu";
import { labelOfNodes, nodePoolsOf, tenantsOn, tierOfPool } from "../estate/joins/node-pools";
import { isAttributes } from "../estate/joins/values";
import type { Attributes, Value } from "../estate/resource";
import type { FunctionTable } from "./cel/functions";
import { owner } from "./functions-join";
import type { ControlContext } from "./scope";

/** Questions about node pools of GKE, whichever of the three ways they are written in. */
export const GKE_FUNCTIONS: FunctionTable<ControlContext> = {
  /**
   * `nodePools(self)`: pools that this google_container_node_pool or google_container_cluster declares, in the shape of the
   * former: the pool itself, node_pool blocks of a cluster, or the default pool that a cluster keeps.
   */
  nodePools: {
    arity: 1,
    call: ([attributes = null], context) => nodePoolsOf(owner(attributes, context)),
  },

  /** `hasAccelerators(pool)`: whether machines of one of the `nodePools(self)` carry GPUs. */
  hasAccelerators: { arity: 1, call: ([pool = null]) => carriesAccelerators(poolOf(pool)) },

  /** `nodeLabel(pool, "tenant")`: the label of the pool's machines, else of its Kubernetes nodes; null when there is none. */
  nodeLabel: { arity: 2, call: ([pool = null, name]) => labelOfNodes(poolOf(pool), String(name)) },

  /** `nodePoolTier(self, pool)`: `dev`, `staging` or `prod`, as labels of the nodes or of the cluster say; null when none does. */
  nodePoolTier: {
    arity: 2,
    call: ([attributes = null, pool = null], context) =>
      tierOfPool(context.estate, owner(attributes, context), poolOf(pool)) ?? null,
  },

  /** `grantsToNodes(self)`: roles that a `google_..._iam_...` resource gives to service accounts that nodes of GKE run as. */
  grantsToNodes: {
    arity: 1,
    call: ([attributes = null], context) =>
      googleGrantsOf(context.estate, owner(attributes, context))
        .filter(({ member }) => isNodeMember(context.estate, member))
        .map(({ role }) => role),
  },

  /** `gpuTenants(self)`: tenants whose GPU workloads surely land on this google_container_node_pool. */
  gpuTenants: {
    arity: 1,
    call: ([attributes = null], context) => {
      const pool = owner(attributes, context);
      return pool.kind === "google_container_node_pool" ? tenantsOn(context.estate, pool) : [];
    },
  },
};

function poolOf(pool: Value): Attributes {
  if (!isAttributes(pool)) {
    throw new Error("expected a pool, as nodePools(self) gives");
  }
  return pool;
}
