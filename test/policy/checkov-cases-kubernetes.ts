import { DeploymentV1 } from "@cdktf/provider-kubernetes/lib/deployment-v1";
import { Manifest } from "@cdktf/provider-kubernetes/lib/manifest";
import { ServiceV1 } from "@cdktf/provider-kubernetes/lib/service-v1";
import { StatefulSetV1 } from "@cdktf/provider-kubernetes/lib/stateful-set-v1";
import type { TerraformStack } from "cdktf";
import { at, type CheckovCase } from "./checkov-case";

const LABELS = { app: "resnet" };
const METADATA = { name: "resnet", namespace: "vision", labels: LABELS };
const IMAGE = `111122223333.dkr.ecr.eu-west-1.amazonaws.com/serving@sha256:${"4f".repeat(32)}`;

/** A model server as the restricted profile wants it; pulled when it is not there yet, for a digest never changes. */
function hardened(stack: TerraformStack, env: { name: string; value: string }[] = []): void {
  const size = { cpu: "2", memory: "8Gi", "ephemeral-storage": "2Gi" };
  new DeploymentV1(stack, "resnet", {
    metadata: METADATA,
    spec: {
      replicas: "2",
      selector: { matchLabels: LABELS },
      template: {
        metadata: { labels: LABELS },
        spec: {
          serviceAccountName: "resnet",
          automountServiceAccountToken: false,
          securityContext: {
            runAsNonRoot: true,
            runAsUser: "10001",
            runAsGroup: "10001",
            fsGroup: "10001",
            seccompProfile: { type: "RuntimeDefault" },
          },
          volume: [{ name: "models", emptyDir: { sizeLimit: "20Gi" } }],
          container: [
            {
              name: "server",
              image: IMAGE,
              imagePullPolicy: "IfNotPresent",
              port: [{ name: "rest", containerPort: 8501 }],
              env,
              resources: { requests: size, limits: size },
              securityContext: {
                allowPrivilegeEscalation: false,
                privileged: false,
                // The provider writes false where a container says nothing, which undoes what the pod says.
                runAsNonRoot: true,
                readOnlyRootFilesystem: true,
                capabilities: { drop: ["ALL"] },
              },
              volumeMount: [{ name: "models", mountPath: "/models", readOnly: true }],
              readinessProbe: { tcpSocket: [{ port: "8501" }] },
              livenessProbe: { tcpSocket: [{ port: "8501" }] },
            },
          ],
        },
      },
    },
  });
}

const PRIVILEGED = ["K8S_NOT_PRIVILEGED", "K8S_IMAGE_BY_DIGEST"];

export const KUBERNETES_CASES: readonly CheckovCase[] = [
  {
    name: "a privileged kubernetes_stateful_set_v1 with :latest",
    checkov: "no finding at all",
    write: (stack) =>
      new StatefulSetV1(stack, "triton", {
        metadata: { name: "triton", namespace: "vision" },
        spec: {
          serviceName: "triton",
          selector: { matchLabels: LABELS },
          template: {
            metadata: { labels: LABELS },
            spec: {
              container: [{ name: "server", image: "acme/triton:latest", securityContext: { privileged: true } }],
            },
          },
        },
      }),
    finds: at("kubernetes_stateful_set_v1.triton", ...PRIVILEGED),
  },
  {
    name: "a privileged kubernetes_manifest with :latest",
    checkov: "no finding at all",
    write: (stack) =>
      new Manifest(stack, "triton", {
        manifest: {
          apiVersion: "apps/v1",
          kind: "StatefulSet",
          metadata: { name: "triton", namespace: "vision" },
          spec: {
            serviceName: "triton",
            selector: { matchLabels: LABELS },
            template: {
              metadata: { labels: LABELS },
              spec: {
                containers: [{ name: "server", image: "acme/triton:latest", securityContext: { privileged: true } }],
              },
            },
          },
        },
      }),
    finds: at("kubernetes_manifest.triton", ...PRIVILEGED),
  },
  {
    name: "a Service of type LoadBalancer before a model server",
    checkov: "no finding at all",
    write: (stack) => {
      hardened(stack);
      new ServiceV1(stack, "models", {
        metadata: METADATA,
        spec: { type: "LoadBalancer", selector: LABELS, port: [{ port: 80, targetPort: "rest" }] },
      });
    },
    finds: at("kubernetes_service_v1.models", "K8S_SERVING_PORT_NOT_EXPOSED"),
  },
  {
    name: "a Service of type ClusterIP before a model server",
    checkov: "no finding, as for the open one",
    write: (stack) => {
      hardened(stack);
      new ServiceV1(stack, "models", {
        metadata: METADATA,
        spec: { type: "ClusterIP", selector: LABELS, port: [{ port: 80, targetPort: "rest" }] },
      });
    },
    clean: ["kubernetes_service_v1.models"],
  },
  {
    name: "a hardened kubernetes_deployment_v1 by digest, pulled if not present",
    checkov: "CKV_K8S_15 fails, which asks to pull an image again that cannot change",
    write: (stack) => hardened(stack),
    clean: ["kubernetes_deployment_v1.resnet"],
  },
  {
    name: "the same with a literal HF_TOKEN in its environment",
    checkov: "no finding for the secret",
    write: (stack) => hardened(stack, [{ name: "HF_TOKEN", value: "hf_QmFzZTY0SXNOb3RBU2VjcmV0QXRBbGwx" }]),
    finds: at("kubernetes_deployment_v1.resnet", "NO_HARDCODED_SECRETS"),
  },
];
