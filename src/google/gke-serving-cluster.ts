import type { IServingCluster } from "../core/serving-cluster";
import type { ServingNetwork } from "./serving-network";

/** A GKE cluster that model servers run on: made here, or imported. */
export interface IGkeServingCluster extends IServingCluster {
  /** Id of the project that the cluster lies in, as in `acme-vision`. */
  readonly project: string;

  /**
   * Number of that project, as in `123456789012`: names of workload identities hold it.
   *
   * Left out where the cluster lies in the project of the stack's provider, which is looked up.
   */
  readonly projectNumber?: string;

  /** Region of the cluster, or the zone of a zonal one. */
  readonly location: string;

  /** Workload identity pool of the cluster, as in `acme-vision.svc.id.goog`. All clusters of a project share it. */
  readonly workloadPool: string;

  /** Network of the cluster, where Modelkeep made it. */
  readonly network?: ServingNetwork;
}
