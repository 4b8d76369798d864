import { listOf, valueAt } from "../estate/joins/values";
import type { Resource } from "../estate/resource";
import { VOLUME } from "./data-content";
import { type DataKind, type DataKinds, keeps } from "./data-protections";

const NAMESPACE: DataKind = { lost: "everything in it, its volume claims too", protections: [] };
const CLAIM: DataKind = { lost: "the volume behind it, when its class deletes it", protections: [] };
const SECRET: DataKind = { lost: "the object's data", protections: [] };

/** Kinds of Kubernetes that hold data, as manifests and as resources of the provider. */
export const KUBERNETES_DATA: DataKinds = {
  kubernetes_namespace: NAMESPACE,
  kubernetes_namespace_v1: NAMESPACE,
  "v1 Namespace": NAMESPACE,
  kubernetes_persistent_volume_claim: CLAIM,
  kubernetes_persistent_volume_claim_v1: CLAIM,
  "v1 PersistentVolumeClaim": CLAIM,
  "v1 PersistentVolume": {
    lost: VOLUME,
    protections: [
      {
        attribute: "spec.persistentVolumeReclaimPolicy",
        tells: (value) => (value === "Delete" ? undefined : keeps("its reclaim policy leaves the volume where it is")),
      },
    ],
  },
  kubernetes_secret: SECRET,
  kubernetes_secret_v1: SECRET,
  "v1 Secret": SECRET,
  "apiextensions.k8s.io/v1 CustomResourceDefinition": { lost: "all objects of its kind", protections: [] },
};

/** Claims of a set outlive it, unless its policy deletes them with it. */
function claimsThatGo({ attributes }: Resource): string | undefined {
  const policy = valueAt(attributes, "spec.persistentVolumeClaimRetentionPolicy.whenDeleted");
  const claims = listOf(valueAt(attributes, "spec.volumeClaimTemplates"));
  return policy === "Delete" && claims.length > 0 ? "the volumes of its pods" : undefined;
}

/** Workloads, which hold no data but on what is declared inside of them. */
export const KUBERNETES_WORKLOADS: DataKinds = {
  "apps/v1 StatefulSet": { lost: claimsThatGo, protections: [] },
};
