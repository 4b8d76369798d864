import {
  DeploymentV1,
  type DeploymentV1SpecTemplateSpecContainer,
  type DeploymentV1SpecTemplateSpecContainerResources,
  type DeploymentV1SpecTemplateSpecInitContainer,
  type DeploymentV1SpecTemplateSpecVolume,
} from "@cdktf/provider-kubernetes/lib/deployment-v1";
import type { ITerraformDependable } from "cdktf";
import type { Construct } from "constructs";
import type { GpuModel } from "../core/gpu-model";
import { TOLERATION_EFFECT } from "../core/gpu-scheduling";
import { ownershipOf } from "../core/ownership";
import { fetchEnvironment, fetchScript, literalForTerraform } from "./artifact-fetch";
import { ownershipMeta } from "./object-meta";
import { RESTRICTED_CONTAINER, RESTRICTED_POD } from "./pod-security";
import type { PrivateInferenceEndpointProps } from "./private-inference-endpoint";
import { MODELS_FOLDER, probePaths, serverCommand, servingPort, versionFolder } from "./tensorflow-serving";

interface ServerDeploymentProps extends PrivateInferenceEndpointProps {
  readonly name: string;
  readonly podLabels: Record<string, string>;
  readonly dependsOn: ITerraformDependable[];
}

const MODELS_VOLUME = "models";
const SCRATCH_VOLUME = "scratch";
const SCRATCH_FOLDER = "/tmp";
const SCRATCH_GIB = 1;
const PROBE_PERIOD_SECONDS = 10;

/** Long enough for a request in flight, after the Service has stopped sending new ones. */
const DRAIN_SECONDS = 10;
const GRACE_SECONDS = 60;

/** Scaling a pool from zero, pulling a large image and loading a model takes longer than Terraform's ten minutes. */
const ROLLOUT_TIMEOUT = "45m";

/** The pods of a model server: the artifact is fetched and verified first, then served from a read-only mount. */
export function serverDeployment(scope: Construct, props: ServerDeploymentProps): DeploymentV1 {
  const { labels, annotations } = ownershipMeta(scope);
  const allLabels = { ...labels, ...props.podLabels };
  return new DeploymentV1(scope, "Resource", {
    metadata: { name: props.name, namespace: props.identity.namespace, labels: allLabels, annotations },
    spec: {
      replicas: String(props.replicas ?? 2),
      revisionHistoryLimit: 3,
      progressDeadlineSeconds: props.server.startupSeconds + 1800,
      selector: { matchLabels: props.podLabels },
      strategy: { type: "RollingUpdate", rollingUpdate: rollingUpdate(props.gpu) },
      template: {
        metadata: { labels: allLabels, annotations },
        spec: {
          serviceAccountName: props.identity.serviceAccountName,
          automountServiceAccountToken: false,
          enableServiceLinks: false,
          hostNetwork: false,
          hostPid: false,
          hostIpc: false,
          securityContext: RESTRICTED_POD,
          terminationGracePeriodSeconds: GRACE_SECONDS,
          ...scheduling(scope, props),
          initContainer: [fetchContainer(props)],
          container: [serverContainer(props)],
          volume: [emptyVolume(MODELS_VOLUME, props.server.modelSizeGib), emptyVolume(SCRATCH_VOLUME, SCRATCH_GIB)],
        },
      },
    },
    timeouts: { create: ROLLOUT_TIMEOUT, update: ROLLOUT_TIMEOUT },
    dependsOn: props.dependsOn,
  });
}

/** GPUs are scarce: a rollout that needs a spare one would wait for ever. */
function rollingUpdate(gpu: GpuModel | undefined): { maxSurge: string; maxUnavailable: string } {
  return gpu === undefined ? { maxSurge: "1", maxUnavailable: "0" } : { maxSurge: "0", maxUnavailable: "1" };
}

function scheduling(scope: Construct, { cluster, gpu, podLabels }: ServerDeploymentProps): object {
  return {
    nodeSelector: cluster.nodeSelector(ownershipOf(scope)?.tier, gpu),
    ...(gpu && { toleration: [{ key: gpu.resourceName, operator: "Exists", effect: TOLERATION_EFFECT }] }),
    topologySpreadConstraint: ["topology.kubernetes.io/zone", "kubernetes.io/hostname"].map((topologyKey) => ({
      maxSkew: 1,
      topologyKey,
      whenUnsatisfiable: "ScheduleAnyway",
      labelSelector: [{ matchLabels: podLabels }],
    })),
  };
}

function fetchContainer(props: ServerDeploymentProps): DeploymentV1SpecTemplateSpecInitContainer {
  const { artifact, name, identity, fetchImage } = props;
  const environment = {
    ...identity.environment,
    HOME: SCRATCH_FOLDER,
    ...fetchEnvironment(artifact, versionFolder(name, artifact)),
  };
  return {
    name: "fetch-artifact",
    image: fetchImage,
    imagePullPolicy: "IfNotPresent",
    command: ["/bin/sh", "-c", literalForTerraform(fetchScript(artifact))],
    env: Object.entries(environment).map(([variable, value]) => ({ name: variable, value })),
    resources: containerResources({ cpus: 1, memoryGib: 1, storageGib: storageOf(props) }),
    securityContext: RESTRICTED_CONTAINER,
    volumeMount: [
      { name: MODELS_VOLUME, mountPath: MODELS_FOLDER },
      { name: SCRATCH_VOLUME, mountPath: SCRATCH_FOLDER },
    ],
  };
}

function serverContainer(props: ServerDeploymentProps): DeploymentV1SpecTemplateSpecContainer {
  const { server, name, gpu, gpuCount = 1 } = props;
  const { alive, loaded, port } = probePaths(name);
  const probe = (path: string, failureThreshold: number) => ({
    httpGet: { path, port: String(port), scheme: "HTTP" },
    periodSeconds: PROBE_PERIOD_SECONDS,
    timeoutSeconds: 5,
    failureThreshold,
  });
  return {
    name: server.name,
    image: server.image,
    imagePullPolicy: "IfNotPresent",
    ...serverCommand(name),
    port: [{ name: "serving", containerPort: servingPort(server), protocol: "TCP" }],
    resources: containerResources({
      cpus: server.cpus,
      memoryGib: server.memoryGib,
      storageGib: storageOf(props),
      ...(gpu && { gpus: { [gpu.resourceName]: String(gpuCount) } }),
    }),
    securityContext: RESTRICTED_CONTAINER,
    startupProbe: probe(loaded, Math.ceil(server.startupSeconds / PROBE_PERIOD_SECONDS)),
    readinessProbe: probe(loaded, 3),
    livenessProbe: probe(alive, 3),
    lifecycle: { preStop: [{ exec: { command: ["sleep", String(DRAIN_SECONDS)] } }] },
    volumeMount: [
      { name: MODELS_VOLUME, mountPath: MODELS_FOLDER, readOnly: true },
      { name: SCRATCH_VOLUME, mountPath: SCRATCH_FOLDER },
    ],
  };
}

interface Demand {
  readonly cpus: number;
  readonly memoryGib: number;
  readonly storageGib: number;
  readonly gpus?: Record<string, string>;
}

/** Limits equal requests, but for CPUs: a tight CPU limit throttles what feeds the GPU. */
function containerResources({
  cpus,
  memoryGib,
  storageGib,
  gpus,
}: Demand): DeploymentV1SpecTemplateSpecContainerResources {
  const fixed = { memory: `${memoryGib}Gi`, "ephemeral-storage": `${storageGib}Gi`, ...gpus };
  return { requests: { cpu: String(cpus), ...fixed }, limits: { cpu: String(cpus * 2), ...fixed } };
}

function storageOf({ server }: ServerDeploymentProps): number {
  return server.modelSizeGib + SCRATCH_GIB + 1;
}

function emptyVolume(name: string, sizeGib: number): DeploymentV1SpecTemplateSpecVolume {
  return { name, emptyDir: { sizeLimit: `${sizeGib}Gi` } };
}
