import type { Control } from "../control";
import { podControl } from "./kubernetes-workloads";

const POD = "variables.podSpec";

/** Volumes that pods of the restricted standard may not have; hostPath has a control of its own. */
const NODE_VOLUMES = [
  "awsElasticBlockStore",
  "azureDisk",
  "azureFile",
  "cephfs",
  "cinder",
  "fc",
  "flexVolume",
  "flocker",
  "gcePersistentDisk",
  "gitRepo",
  "glusterfs",
  "iscsi",
  "nfs",
  "photonPersistentDisk",
  "portworxVolume",
  "quobyte",
  "rbd",
  "scaleIO",
  "storageos",
  "vsphereVolume",
];

/** What pods mount: nothing of their node, nothing past the storage classes, nothing without a bound. */
export const KUBERNETES_VOLUMES_CONTROLS: readonly Control[] = [
  podControl({
    id: "K8S_NO_HOST_PATH",
    severity: "critical",
    title: "Pods mount no folder of their node",
    require: `!has(${POD}.volumes) || ${POD}.volumes.all(volume, !has(volume.hostPath))`,
    found: `${POD}.volumes.filter(volume, has(volume.hostPath)).map(volume, volume.name)`,
    attribute: "volumes.hostPath",
    message: "Volumes are folders of the node",
    rationale:
      "A folder of the node is a way to take it over, and a cache of models on it is read and replaced by every tenant. Node agents live in the platform's namespaces, which are not judged; one that lives elsewhere needs a waiver.",
    remediation:
      "Use an emptyDir with a sizeLimit for caches, a PersistentVolumeClaim or a CSI volume for weights; PrivateInferenceEndpoint fetches them into an emptyDir.",
    answers: [
      "K8S-39",
      "DENY-K8S-003",
      "DENY-GPU-004",
      "CKV_K8S_27",
      "KSV-0023",
      "KSV-0121",
      "KSV-0006",
      "KICS aa8f7a35",
      "KICS 4e203a65",
      "CIS K8s-1.12 5.2.11",
      "AML.T0105",
    ],
  }),
  podControl({
    id: "K8S_VOLUME_TYPES",
    severity: "high",
    title: "Volumes are of the kinds that the restricted standard allows",
    require: `!has(${POD}.volumes) || ${POD}.volumes.all(volume, ${NODE_VOLUMES.map((type) => `!has(volume.${type})`).join(" && ")})`,
    found: `${POD}.volumes.filter(volume, ${NODE_VOLUMES.map((type) => `has(volume.${type})`).join(" || ")}).map(volume, volume.name)`,
    attribute: "volumes",
    message: "Volumes are mounted by the pod itself, past the storage classes",
    rationale:
      "An inline nfs or disk volume reaches storage that no storage class, quota or encryption setting of the platform speaks of.",
    remediation: "Mount it through a PersistentVolumeClaim or a CSI driver.",
    answers: ["K8S-40", "KSV-0028"],
  }),
  podControl({
    id: "K8S_SCRATCH_BOUNDED",
    severity: "medium",
    category: "resilience",
    title: "Every emptyDir has a size limit",
    require: `!has(${POD}.volumes) || ${POD}.volumes.all(volume, !has(volume.emptyDir) || has(volume.emptyDir.sizeLimit))`,
    found: `${POD}.volumes.filter(volume, has(volume.emptyDir) && !has(volume.emptyDir.sizeLimit)).map(volume, volume.name)`,
    attribute: "volumes.emptyDir.sizeLimit",
    message: "An emptyDir has no sizeLimit",
    rationale: "A cache of models without a bound fills the node's disk, and the node evicts the servers of everybody.",
    remediation: "Set emptyDir.sizeLimit; it is unbounded by default. PrivateInferenceEndpoint does.",
    answers: ["K8S-38", "AML.T0029"],
  }),
];
