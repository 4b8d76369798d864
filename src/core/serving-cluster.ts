import type { IConstruct } from "constructs";
import type { CloudProvider } from "./cloud-provider";
import type { GpuModel } from "./gpu-model";
import type { NetworkDestination } from "./network-destination";
import type { ServingTier } from "./tier";

/** A Kubernetes cluster that model servers run on, on whatever cloud. */
export interface IServingCluster extends IConstruct {
  /** Cloud that the cluster runs on. */
  readonly cloud: CloudProvider;

  /** Name of the cluster. */
  readonly clusterName: string;

  /** Region of the cluster, for SDKs that must not ask the instance metadata service. */
  readonly region: string;

  /** Address of the API server, with `https://`. Reachable from inside the network alone. */
  readonly endpoint: string;

  /** Certificate of the API server's authority: PEM, base64-encoded. */
  readonly certificateAuthorityData: string;

  /** Command that prints an ExecCredential for the API server: a program and its arguments. */
  readonly tokenCommand: string[];

  /** Where pods reach the object storage of the cloud without leaving its network. */
  readonly objectStorage: NetworkDestination;

  /**
   * Addresses at which the nodes themselves answer DNS queries: a node-local cache, the cloud's resolver. No selector of
   * pods reaches them.
   *
   * @default - none: the cluster's DNS pods alone answer
   */
  readonly dnsServerCidrs?: string[];

  /**
   * Labels of the nodes that a server must land on: a pod's node selector.
   *
   * @param tier tier of the server; any where it declares none
   * @param gpu GPU that the server asks for; none where it runs on CPUs
   */
  nodeSelector(tier?: ServingTier, gpu?: GpuModel): { [key: string]: string };
}
