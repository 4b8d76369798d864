import type { GkeCluster } from "./gke-cluster";

/** The account's roles limit it; narrower scopes break agents that were written for workload identity. */
export const NODE_SCOPES = ["https://www.googleapis.com/auth/cloud-platform"];

/** GKE takes a word here, not a truth value: the kubelet's port 10255 would tell what runs on the node. */
export const KUBELET_PORT_CLOSED = { insecureKubeletReadonlyPortEnabled: "FALSE" };

/**
 * What holds for every node of a cluster, also for the first pool, which GKE makes and removes: a disk under the cluster's
 * own key, a service account that can do next to nothing, metadata that tells pods nothing of it, and verified boot.
 */
export function nodeHardening(cluster: GkeCluster) {
  return {
    imageType: "COS_CONTAINERD",
    bootDiskKmsKey: cluster.nodeKey.keyId,
    serviceAccount: cluster.nodeServiceAccountEmail,
    oauthScopes: NODE_SCOPES,
    workloadMetadataConfig: { mode: "GKE_METADATA" },
    shieldedInstanceConfig: { enableSecureBoot: true, enableIntegrityMonitoring: true },
    metadata: { "disable-legacy-endpoints": "true" },
  };
}
