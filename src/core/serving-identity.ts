import type { IConstruct } from "constructs";
import type { CloudProvider } from "./cloud-provider";
import type { NetworkDestination } from "./network-destination";
import type { IServingCluster } from "./serving-cluster";

/** The cloud identity that a model server runs as, bound to one Kubernetes service account. */
export interface IServingIdentity extends IConstruct {
  /** Cloud that the identity belongs to. */
  readonly cloud: CloudProvider;

  /**
   * Cluster that the service account lives on, where it is known: on another one a pod of the same name is somebody else.
   *
   * @default - not known; nothing is compared
   */
  readonly cluster?: IServingCluster;

  /** Kubernetes namespace of the service account. */
  readonly namespace: string;

  /** Name of the service account; never `default`. */
  readonly serviceAccountName: string;

  /** Annotations that bind the service account to the identity: the second half of the binding. */
  readonly serviceAccountAnnotations: { [key: string]: string };

  /** Environment variables that SDKs and command-line tools need to act as the identity. None is a secret. */
  readonly environment: { [key: string]: string };

  /** Where a pod obtains credentials of the identity. Everything else stays closed. */
  readonly credentialEndpoints: NetworkDestination[];
}
