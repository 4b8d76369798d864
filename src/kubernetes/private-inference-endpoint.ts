import type { NetworkPolicyV1 } from "@cdktf/provider-kubernetes/lib/network-policy-v1";
import { PodDisruptionBudgetV1 } from "@cdktf/provider-kubernetes/lib/pod-disruption-budget-v1";
import { ServiceAccountV1 } from "@cdktf/provider-kubernetes/lib/service-account-v1";
import { ServiceV1 } from "@cdktf/provider-kubernetes/lib/service-v1";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import type { GpuModel } from "../core/gpu-model";
import type { ModelArtifact } from "../core/model-artifact";
import { resourcesBelow } from "../core/resources";
import type { IServingCluster } from "../core/serving-cluster";
import type { IServingIdentity } from "../core/serving-identity";
import type { Caller } from "./caller";
import { connectTo } from "./cluster-connection";
import { endpointNetworkPolicy } from "./endpoint-network-policy";
import type { ModelServer } from "./model-server";
import { ownershipMeta } from "./object-meta";
import { validateEndpoint } from "./private-inference-endpoint-validation";
import { serverDeployment } from "./server-deployment";
import { ServingNamespace } from "./serving-namespace";
import { servingPort } from "./tensorflow-serving";

/** Properties of {@link PrivateInferenceEndpoint}. */
export interface PrivateInferenceEndpointProps {
  /** Cluster that serves. */
  readonly cluster: IServingCluster;

  /** Identity that the server runs as: bound to its service account, granted the artifact. */
  readonly identity: IServingIdentity;

  /** Model version that is served. */
  readonly artifact: ModelArtifact;

  /** Server software, image and size. */
  readonly server: ModelServer;

  /**
   * Image that fetches the artifact, by digest: it carries a shell, GNU coreutils and the store's command-line tool, as
   * AWS's own `aws-cli` and Google's `google-cloud-cli` images do.
   */
  readonly fetchImage: string;

  /** Who may call; nobody else can. */
  readonly allowedCallers: Caller[];

  /**
   * GPU that each replica asks for.
   *
   * @default - none: the server runs on CPUs
   */
  readonly gpu?: GpuModel;

  /**
   * How many GPUs each replica asks for, 1 to 16.
   *
   * @default 1
   */
  readonly gpuCount?: number;

  /**
   * How many replicas serve, 1 to 100.
   *
   * @default 2
   */
  readonly replicas?: number;

  /**
   * Whether the stack makes the identity's namespace, with everything denied in it. Say false where another stack does.
   *
   * @default true
   */
  readonly createNamespace?: boolean;
}

/**
 * One served model, reachable inside the cluster by named callers alone.
 *
 * An init container fetches the artifact with the serving identity and verifies its digest before the server starts. The
 * pods run under the restricted profile with a read-only root filesystem, on nodes with the GPU, and may talk to cluster
 * DNS, the identity's credentials and the model store, nothing else. The Service is of type ClusterIP; no property opens it.
 *
 * The id of the construct names the Kubernetes objects and the model: 1 to 63 lower-case letters, digits and hyphens.
 *
 * Throws a ValidationError when a property is not fit, or when store, identity and cluster are not of one cloud; all problems
 * are reported at once.
 *
 * @see docs/hardening.md#kubernetes-workloads
 */
export class PrivateInferenceEndpoint extends Construct {
  /** Name of the Service, the Deployment and the model. */
  public readonly endpointName: string;

  /** Namespace that the endpoint lives in. */
  public readonly namespaceName: string;

  /** Port that callers connect to. */
  public readonly port: number;

  /** Address inside the cluster, as in `resnet.vision.svc.cluster.local:8501`. */
  public readonly address: string;

  constructor(scope: Construct, id: string, props: PrivateInferenceEndpointProps) {
    super(scope, id);
    validateEndpoint(this, props);

    this.endpointName = id;
    this.namespaceName = props.identity.namespace;
    this.port = servingPort(props.server);
    this.address = `${id}.${this.namespaceName}.svc.cluster.local:${this.port}`;

    connectTo(this, props.cluster);
    // Everything waits for the namespace and what denies all traffic in it.
    const namespace =
      props.createNamespace === false ? [] : resourcesBelow(ServingNamespace.of(this, this.namespaceName));
    const serviceAccount = this.bindServiceAccount(props.identity, namespace);
    const networkPolicy = this.openNamedPathsOnly(props, namespace);
    // No pod before its policies: it would start in the open.
    serverDeployment(this, {
      ...props,
      name: id,
      podLabels: this.podLabels,
      dependsOn: [...namespace, serviceAccount, networkPolicy],
    });
    this.exposeInsideCluster(namespace);
    this.keepServingThroughDrains(props.replicas ?? 2, namespace);
  }

  private get podLabels(): Record<string, string> {
    return { "app.kubernetes.io/name": this.endpointName, "app.kubernetes.io/managed-by": "modelkeep" };
  }

  private get metadata(): {
    name: string;
    namespace: string;
    labels: Record<string, string>;
    annotations: Record<string, string>;
  } {
    const { labels, annotations } = ownershipMeta(this);
    return {
      name: this.endpointName,
      namespace: this.namespaceName,
      labels: { ...labels, ...this.podLabels },
      annotations,
    };
  }

  /** The second half of the binding: the trust of the identity names this account, the account names the identity. */
  private bindServiceAccount(identity: IServingIdentity, dependsOn: ITerraformDependable[]): ServiceAccountV1 {
    const { annotations, ...metadata } = this.metadata;
    return new ServiceAccountV1(this, "ServiceAccount", {
      metadata: {
        ...metadata,
        name: identity.serviceAccountName,
        annotations: { ...annotations, ...identity.serviceAccountAnnotations },
      },
      automountServiceAccountToken: false,
      dependsOn,
    });
  }

  private openNamedPathsOnly(props: PrivateInferenceEndpointProps, dependsOn: ITerraformDependable[]): NetworkPolicyV1 {
    return endpointNetworkPolicy(this, {
      name: this.endpointName,
      namespace: this.namespaceName,
      labels: this.metadata.labels,
      podLabels: this.podLabels,
      port: this.port,
      callers: props.allowedCallers,
      destinations: [...props.identity.credentialEndpoints, props.cluster.objectStorage],
      dnsServerCidrs: props.cluster.dnsServerCidrs ?? [],
      dependsOn,
    });
  }

  private exposeInsideCluster(dependsOn: ITerraformDependable[]): void {
    new ServiceV1(this, "Service", {
      metadata: this.metadata,
      spec: {
        type: "ClusterIP",
        selector: this.podLabels,
        port: [{ name: "serving", port: this.port, targetPort: String(this.port), protocol: "TCP" }],
      },
      dependsOn,
    });
  }

  /** One replica stays while a node is drained; a single replica may go, or the node could never be replaced. */
  private keepServingThroughDrains(replicas: number, dependsOn: ITerraformDependable[]): void {
    new PodDisruptionBudgetV1(this, "DisruptionBudget", {
      metadata: this.metadata,
      spec: {
        ...(replicas > 1 ? { minAvailable: "1" } : { maxUnavailable: "1" }),
        selector: { matchLabels: this.podLabels },
      },
      dependsOn,
    });
  }
}
