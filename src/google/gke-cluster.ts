import { ContainerCluster, type ContainerClusterConfig } from "@cdktf/provider-google/lib/container-cluster";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { CloudProvider } from "../core/cloud-provider";
import type { GpuModel } from "../core/gpu-model";
import type { NetworkDestination } from "../core/network-destination";
import { resourcesBelow } from "../core/resources";
import type { ServingTier } from "../core/tier";
import { clusterSettings } from "./cluster-settings";
import { webhookFirewall } from "./cluster-webhooks";
import type { IGkeServingCluster } from "./gke-serving-cluster";
import { GoogleLookups } from "./google-lookups";
import { ModelKey } from "./model-key";
import { ModelKeyRing } from "./model-key-ring";
import { googleName } from "./names";
import { NodeServiceAccount } from "./node-service-account";
import type { ReleaseChannel } from "./release-channel";
import { letAgentUseKey } from "./service-agents";
import type { ServingNetwork } from "./serving-network";

/** Properties that {@link ServingCluster} and {@link AutopilotCluster} share. */
export interface GkeClusterProps {
  /** Network whose subnet holds nodes and pods. */
  readonly network: ServingNetwork;

  /** Kubernetes version that the control plane has at least, as in `1.35`. Google moves it on within the channel. */
  readonly version: string;

  /**
   * Name: 1 to 40 lower-case letters, digits and hyphens, beginning with a letter.
   *
   * @default - derived from the construct path
   */
  readonly clusterName?: string;

  /**
   * Private IPv4 ranges that may reach the API server besides nodes and pods: where pipelines and people connect from.
   *
   * @default - none: only nodes and pods reach it
   */
  readonly apiAllowedCidrs?: string[];

  /**
   * Release channel that keeps control plane and nodes patched.
   *
   * @default ReleaseChannel.REGULAR
   */
  readonly releaseChannel?: ReleaseChannel;

  /**
   * Artifact Registry repositories that nodes pull from, as in `projects/acme/locations/europe-west4/repositories/images`.
   *
   * @default - none: only Google's own images
   */
  readonly imageRepositories?: string[];

  /**
   * Google group whose member groups Kubernetes roles may be bound to: `gke-security-groups@` your domain.
   *
   * @default - none: roles are bound to people and service accounts by name
   */
  readonly securityGroup?: string;

  /**
   * TCP ports of nodes that the control plane may reach besides 443 and 10250, for admission webhooks: 8443 for Gatekeeper,
   * 9443 for Kyverno and cert-manager, 15017 for Istio.
   *
   * @default - none
   */
  readonly webhookPorts?: number[];
}

const MAXIMUM_CLUSTER_NAME = 40;

/** Identity of Compute Engine, which makes the disks of nodes, and of Kubernetes Engine, which keeps secrets. */
const COMPUTE_AGENT = "compute-system";
const KUBERNETES_AGENT = "container-engine-robot";

/**
 * What every hardened GKE cluster is: private control plane and nodes, keys and a node identity of its own.
 *
 * Use {@link ServingCluster} or {@link AutopilotCluster}: they differ in who manages the nodes.
 */
export abstract class GkeCluster extends Construct implements IGkeServingCluster {
  public readonly cloud = CloudProvider.GOOGLE;
  public readonly clusterName: string;
  public readonly project: string;
  public readonly projectNumber?: string;
  public readonly location: string;
  public readonly region: string;
  public readonly workloadPool: string;
  public readonly network?: ServingNetwork;
  public readonly endpoint: string;
  public readonly certificateAuthorityData: string;
  public abstract readonly dnsServerCidrs?: string[];

  /** Kubernetes version that the control plane has at least. */
  public readonly version: string;

  /** Key that encrypts the boot disks of nodes. */
  public readonly nodeKey: ModelKey;

  /** E-mail address of the service account that every node runs as. */
  public readonly nodeServiceAccountEmail: string;

  /** @internal */
  public readonly _network: ServingNetwork;

  /**
   * What must be there before nodes can be made: their identity with its roles, and the right to use their key.
   *
   * @internal
   */
  public readonly _neededByNodes: ITerraformDependable[];

  /**
   * Network tags of the nodes, for firewall rules that speak of all of them.
   *
   * @internal
   */
  public readonly _nodeTags: string[] = [];

  /** @internal */
  public readonly _resource: ContainerCluster;

  constructor(scope: Construct, id: string, props: GkeClusterProps) {
    super(scope, id);
    this._validate(props);
    props.network._takeIn(this, `google.${this.constructor.name}`);

    const lookups = GoogleLookups.of(this);
    this.network = props.network;
    this._network = props.network;
    this.version = props.version;
    this.clusterName = props.clusterName ?? googleName(this, MAXIMUM_CLUSTER_NAME);
    this.project = lookups.project;
    this.region = props.network.region;
    this.location = props.network.region;
    this.workloadPool = lookups.workloadPool;
    const nodeAccount = new NodeServiceAccount(this, "Nodes", props.imageRepositories ?? []);
    this.nodeServiceAccountEmail = nodeAccount.email;
    this.nodeKey = this.key("NodeKey");
    const secretsKey = this.key("SecretsKey");
    this._neededByNodes = [...resourcesBelow(nodeAccount), ...letAgentUseKey(this, this.nodeKey, COMPUTE_AGENT)];
    this._resource = new ContainerCluster(this, "Resource", {
      ...clusterSettings(this, props, secretsKey.keyId),
      ...this._nodeSettings(props),
      dependsOn: [...this._neededByNodes, ...letAgentUseKey(this, secretsKey, KUBERNETES_AGENT)],
    });
    webhookFirewall(this, props.webhookPorts ?? []);
    this.endpoint = `https://${this._resource.endpoint}`;
    this.certificateAuthorityData = this._resource.masterAuth.clusterCaCertificate;
  }

  /** Prints a token for the identity of whoever runs Terraform; no token is ever stored. */
  public get tokenCommand(): string[] {
    return ["gke-gcloud-auth-plugin"];
  }

  public get objectStorage(): NetworkDestination {
    return { name: "Cloud Storage", cidrs: this._network.googleApisCidrs, port: 443 };
  }

  public abstract nodeSelector(tier?: ServingTier, gpu?: GpuModel): { [key: string]: string };

  /**
   * Reports everything that is wrong with the properties.
   *
   * @internal
   */
  public abstract _validate(props: GkeClusterProps): void;

  /**
   * Settings of the cluster that say who manages its nodes, and how.
   *
   * @internal
   */
  public abstract _nodeSettings(props: GkeClusterProps): Partial<ContainerClusterConfig>;

  private key(id: string): ModelKey {
    return new ModelKey(this, id, { keyRing: ModelKeyRing.of(this, this.region) });
  }
}
