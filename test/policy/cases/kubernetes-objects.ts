import type { EstateSource } from "../../support/estates";
import type { ControlCases } from "../case";

/** A part of a Kubernetes object that a case changes. */
// biome-ignore lint/suspicious/noExplicitAny: cases reach into objects at any depth, and write what is wrong
export type Loose = any;

export const DIGEST = `sha256:${"4f".repeat(32)}`;

/** Pod spec of a model server in which nothing is wrong. */
export function hardenedPod(): Loose {
  return {
    serviceAccountName: "resnet",
    automountServiceAccountToken: false,
    securityContext: { runAsNonRoot: true, runAsUser: 10001, seccompProfile: { type: "RuntimeDefault" } },
    tolerations: [{ key: "nvidia.com/gpu", operator: "Exists", effect: "NoSchedule" }],
    containers: [
      {
        name: "server",
        image: `registry.example/tensorflow-serving@${DIGEST}`,
        args: ["--port=8500", "--rest_api_port=8501"],
        ports: [{ containerPort: 8501, name: "http" }],
        startupProbe: { httpGet: { path: "/v1/models/resnet", port: 8501 }, failureThreshold: 60 },
        livenessProbe: { httpGet: { path: "/v1/models/resnet", port: 8501 } },
        readinessProbe: { httpGet: { path: "/v1/models/resnet", port: 8501 } },
        resources: {
          requests: { cpu: "2", memory: "8Gi" },
          limits: { cpu: "4", memory: "8Gi", "ephemeral-storage": "2Gi", "nvidia.com/gpu": "1" },
        },
        securityContext: {
          allowPrivilegeEscalation: false,
          readOnlyRootFilesystem: true,
          capabilities: { drop: ["ALL"] },
        },
        volumeMounts: [
          { name: "models", mountPath: "/models", readOnly: true },
          { name: "scratch", mountPath: "/tmp" },
        ],
      },
    ],
    volumes: [
      { name: "models", persistentVolumeClaim: { claimName: "models", readOnly: true } },
      { name: "scratch", emptyDir: { sizeLimit: "1Gi" } },
    ],
  };
}

const LABELS = { app: "resnet" };

export function metadata(name: string, namespace?: string): Loose {
  return { name, ...(namespace === undefined ? {} : { namespace }) };
}

export function deployment(change: (pod: Loose, server: Loose) => void = () => {}, namespace = "vision"): Loose {
  return workload("apps/v1", "Deployment", change, namespace);
}

/** A workload of any kind but Pod and CronJob. */
export function workload(
  apiVersion: string,
  kind: string,
  change: (pod: Loose, server: Loose) => void = () => {},
  namespace = "vision",
): Loose {
  const spec = hardenedPod();
  change(spec, spec.containers[0]);
  return {
    apiVersion,
    kind,
    metadata: metadata("resnet", namespace),
    spec: { replicas: 2, selector: { matchLabels: LABELS }, template: { metadata: { labels: LABELS }, spec } },
  };
}

export function pod(change: (pod: Loose, server: Loose) => void = () => {}, namespace = "vision"): Loose {
  const spec = hardenedPod();
  change(spec, spec.containers[0]);
  return { apiVersion: "v1", kind: "Pod", metadata: { ...metadata("resnet", namespace), labels: LABELS }, spec };
}

export function cronJob(change: (pod: Loose, server: Loose) => void = () => {}): Loose {
  const { spec } = workload("batch/v1", "Job", change);
  return {
    apiVersion: "batch/v1",
    kind: "CronJob",
    metadata: metadata("resnet", "vision"),
    spec: { schedule: "0 3 * * *", jobTemplate: { spec: { template: spec.template } } },
  };
}

export function service(spec: Loose = {}, annotations: Loose = {}): Loose {
  return {
    apiVersion: "v1",
    kind: "Service",
    metadata: { ...metadata("resnet", "vision"), annotations },
    spec: { selector: LABELS, ports: [{ name: "http", port: 80, targetPort: "http" }], ...spec },
  };
}

export function namespaced(
  apiVersion: string,
  kind: string,
  fields: Loose,
  name = "vision",
  namespace = "vision",
): Loose {
  return { apiVersion, kind, metadata: metadata(name, namespace), ...fields };
}

export function cluster(apiVersion: string, kind: string, fields: Loose, name = "vision"): Loose {
  return { apiVersion, kind, metadata: metadata(name), ...fields };
}

/** An estate of these objects. */
export function of(...manifests: readonly Loose[]): EstateSource {
  return { manifests };
}

/** Cases of a control on pods: the hardened one holds; each fault is tried on one kind of workload. */
export function podCases(
  control: string,
  fails: Readonly<Record<string, (pod: Loose, server: Loose) => void>>,
  holds: Readonly<Record<string, (pod: Loose, server: Loose) => void>> = {},
  undecided?: Readonly<Record<string, (pod: Loose, server: Loose) => void>>,
): ControlCases {
  const [first = () => {}] = Object.values(fails);
  return {
    control,
    holds: {
      "a hardened Deployment": of(deployment()),
      "a hardened Pod and CronJob": of(pod(), cronJob()),
      ...each(holds, (change) => of(deployment(change))),
    },
    fails: {
      ...each(fails, (change) => of(deployment(change))),
      "the first of these, in a Pod": of(pod(first)),
      "the first of these, in a StatefulSet": of(workload("apps/v1", "StatefulSet", first)),
      "the first of these, in a CronJob": of(cronJob(first)),
    },
    ...(undecided === undefined ? {} : { undecided: each(undecided, (change) => inTerraform(deployment(change))) }),
  };
}

/** The object as the manifest of a Terraform resource: its `${...}` are not known. */
export function inTerraform(...manifests: readonly Loose[]): EstateSource {
  const entries = manifests.map((manifest, index) => [`object${index}`, { manifest }] as const);
  return { resource: { kubernetes_manifest: Object.fromEntries(entries) } };
}

function each<T, U>(record: Readonly<Record<string, T>>, make: (value: T) => U): Record<string, U> {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, make(value)]));
}
