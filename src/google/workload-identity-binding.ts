import { ContainerCluster } from "@cdktf/provider-google/lib/container-cluster";
import { DataGoogleProject } from "@cdktf/provider-google/lib/data-google-project";
import { ServiceAccount } from "@cdktf/provider-google/lib/service-account";
import { ServiceAccountIamMember } from "@cdktf/provider-google/lib/service-account-iam-member";
import { type ITerraformDependable, TerraformStack } from "cdktf";
import { Construct, type IConstruct } from "constructs";
import { CloudProvider } from "../core/cloud-provider";
import type { NetworkDestination } from "../core/network-destination";
import { ownershipOf } from "../core/ownership";
import type { IServingCluster } from "../core/serving-cluster";
import type { IServingIdentity } from "../core/serving-identity";
import { Validator } from "../core/validation";
import type { IGkeServingCluster } from "./gke-serving-cluster";
import { GoogleLookups } from "./google-lookups";
import { googleName } from "./names";

/** Properties of {@link WorkloadIdentityBinding}. */
export interface WorkloadIdentityBindingProps {
  /** Cluster that the service account lives on. */
  readonly cluster: IGkeServingCluster;

  /** Kubernetes namespace of the service account; `default` and those of the system are refused. */
  readonly namespace: string;

  /** Name of the Kubernetes service account, one for each served model; `default` is refused. */
  readonly serviceAccountName: string;

  /**
   * Gives the Kubernetes service account a Google service account of its own to act as. Only needed for services that do not
   * know workload identities yet.
   *
   * @default false - permissions are granted to the Kubernetes service account itself
   */
  readonly impersonate?: boolean;
}

/** IAM takes 6 to 30 characters. */
const MAXIMUM_ACCOUNT_ID = 30;

/**
 * Where GKE's metadata server answers pods: the first with Dataplane V2, the second with the older data plane.
 *
 * @see https://cloud.google.com/kubernetes-engine/docs/how-to/workload-identity
 */
const METADATA_SERVER: readonly NetworkDestination[] = [
  { name: "GKE metadata server", cidrs: ["169.254.169.254/32"], port: 80 },
  { name: "GKE metadata server, older data plane", cidrs: ["169.254.169.252/32"], port: 988 },
];

/**
 * The identity of one Kubernetes service account on Google Cloud, by Workload Identity Federation for GKE.
 *
 * Permissions are granted to the service account itself, named in full; or, with `impersonate`, to a Google service account
 * that it alone may act as. There is no key, and never a grant to the whole pool. The identity may do nothing until a grant
 * gives it something.
 *
 * All clusters of a project share one pool: a namespace and a service account of the same names are the same identity on
 * each of them. Keep tiers and tenants in projects of their own; two bindings of one program that would be the same identity
 * for two tiers or tenants are refused, those of two programs cannot be seen.
 *
 * Throws a ValidationError when namespace or service account are not fit, or are bound already.
 *
 * @see docs/hardening.md#google-identity
 */
export class WorkloadIdentityBinding extends Construct implements IServingIdentity {
  public readonly cloud = CloudProvider.GOOGLE;
  public readonly namespace: string;
  public readonly serviceAccountName: string;

  public readonly cluster?: IServingCluster;

  /**
   * The identity as IAM spells it, for grants: `principal://...` of the Kubernetes service account, or `serviceAccount:...` of
   * the Google one. The pool exists from the project's first cluster on.
   */
  public readonly member: string;

  /** Annotations of the service account: the Google service account that it acts as, where there is one. */
  public readonly serviceAccountAnnotations: { [key: string]: string };

  /** Environment of the SDKs and of gcloud: the project, a writable folder, and no talk with anybody but the API. */
  public readonly environment: { [key: string]: string };

  /** Where a pod obtains the identity's credentials. */
  public readonly credentialEndpoints: NetworkDestination[] = [...METADATA_SERVER];

  /** @internal */
  public readonly _cluster: IGkeServingCluster;

  /**
   * What grants to the identity wait for: the cluster makes the pool, and IAM refuses members of a pool that is not there.
   *
   * @internal
   */
  public readonly _prerequisites: ITerraformDependable[];

  constructor(scope: Construct, id: string, props: WorkloadIdentityBindingProps) {
    super(scope, id);
    validate(this, props);

    const { cluster } = props;
    this.namespace = props.namespace;
    this.serviceAccountName = props.serviceAccountName;
    this.cluster = cluster;
    this._cluster = cluster;
    this._prerequisites = this.clusterResources(cluster);
    this.environment = environmentIn(cluster.project);
    const account = props.impersonate === true ? this.ownServiceAccount() : undefined;
    this.member = account?.member ?? this.principal(cluster);
    this.serviceAccountAnnotations = account ? { "iam.gke.io/gcp-service-account": account.email } : {};
  }

  /** The Kubernetes service account as a member, of exactly this name. */
  private principal(cluster: IGkeServingCluster): string {
    const pool = `projects/${this.projectNumberOf(cluster)}/locations/global/workloadIdentityPools/${cluster.workloadPool}`;
    return `principal://iam.googleapis.com/${pool}/subject/ns/${this.namespace}/sa/${this.serviceAccountName}`;
  }

  /** The pool belongs to the cluster's project, whatever project the stack is applied in. */
  private projectNumberOf(cluster: IGkeServingCluster): string {
    const lookups = GoogleLookups.of(this);
    return (
      cluster.projectNumber ??
      (cluster.project === lookups.project
        ? lookups.projectNumber
        : new DataGoogleProject(this, "ClusterProject", { projectId: cluster.project }).number)
    );
  }

  /** A Google service account that the Kubernetes service account alone may act as. */
  private ownServiceAccount(): ServiceAccount {
    const account = new ServiceAccount(this, "Account", {
      accountId: googleName(this, MAXIMUM_ACCOUNT_ID),
      project: GoogleLookups.of(this).project,
      displayName: `${this.namespace}/${this.serviceAccountName}`.slice(0, 100),
    });
    new ServiceAccountIamMember(this, "Impersonation", {
      serviceAccountId: account.name,
      role: "roles/iam.workloadIdentityUser",
      member: `serviceAccount:${this._cluster.workloadPool}[${this.namespace}/${this.serviceAccountName}]`,
      dependsOn: this._prerequisites,
    });
    return account;
  }

  /** The resource of the cluster, or its stack where that is another one. */
  private clusterResources(cluster: IGkeServingCluster): ITerraformDependable[] {
    const stack = TerraformStack.of(this);
    if (TerraformStack.of(cluster) !== stack) {
      stack.addDependency(TerraformStack.of(cluster));
      return [];
    }
    return cluster.node.findAll().filter((part) => part instanceof ContainerCluster);
  }
}

/** Nothing is secret here. The folder is one that pods may write to; nothing but the API can be reached. */
function environmentIn(project: string): Record<string, string> {
  return {
    GOOGLE_CLOUD_PROJECT: project,
    CLOUDSDK_CORE_PROJECT: project,
    CLOUDSDK_CONFIG: "/tmp/gcloud",
    CLOUDSDK_CORE_DISABLE_PROMPTS: "true",
    CLOUDSDK_CORE_DISABLE_USAGE_REPORTING: "true",
    CLOUDSDK_CORE_DISABLE_FILE_LOGGING: "true",
    CLOUDSDK_COMPONENT_MANAGER_DISABLE_UPDATE_CHECK: "true",
  };
}

function validate(binding: WorkloadIdentityBinding, props: WorkloadIdentityBindingProps): void {
  const validator = new Validator(binding, "google.WorkloadIdentityBinding").given(
    props,
    "cluster",
    "namespace",
    "serviceAccountName",
  );
  validator
    .require(props.cluster.cloud === CloudProvider.GOOGLE, {
      code: "MK_IDENTITY_CLUSTER",
      message: `cluster ${props.cluster.node.path} is of ${props.cluster.cloud}, which knows no workload identities of Google Cloud.`,
      remedy: "Use google.ServingCluster or google.AutopilotCluster, or aws.IrsaServingRole for a cluster of AWS.",
    })
    .done();
  if (validator.literal("serviceAccountName", props.serviceAccountName) && props.serviceAccountName.includes("@")) {
    validator
      .require(false, {
        code: "MK_SERVICE_ACCOUNT_KIND",
        message: `serviceAccountName is "${props.serviceAccountName}", the address of a Google service account.`,
        remedy:
          "Name the Kubernetes service account that pods run as; with impersonate it gets a Google one of its own.",
      })
      .done();
  }
  validator
    .tenantNamespace("namespace", props.namespace)
    .ownServiceAccount("serviceAccountName", props.serviceAccountName);
  requireOwnIdentity(validator, binding, props);
  validator.done();
  boundAs(binding, props.cluster, `${props.namespace}/${props.serviceAccountName}`).push(binding);
}

/** Bindings of each program by pool and name: searching the tree for every binding would take quadratic time. */
const bound = new WeakMap<IConstruct, Map<string, WorkloadIdentityBinding[]>>();

/** The bindings of the program that IAM would take for one of the name in the cluster's pool; more can be added to them. */
function boundAs(binding: Construct, cluster: IGkeServingCluster, name: string): WorkloadIdentityBinding[] {
  const { root } = binding.node;
  const byName = bound.get(root) ?? new Map<string, WorkloadIdentityBinding[]>();
  bound.set(root, byName);
  const key = `${cluster.workloadPool} ${name}`;
  const same = byName.get(key) ?? [];
  byName.set(key, same);
  return same;
}

/** Refuses what IAM could not tell from another binding of the program. */
function requireOwnIdentity(
  validator: Validator,
  binding: WorkloadIdentityBinding,
  { cluster, namespace, serviceAccountName }: WorkloadIdentityBindingProps,
): void {
  const name = `${namespace}/${serviceAccountName}`;
  for (const twin of boundAs(binding, cluster, name)) {
    validator
      .require(ownerOf(twin) === ownerOf(binding), {
        code: "MK_IDENTITY_SAMENESS",
        message: `${name} is bound by ${twin.node.path} (${ownerOf(twin)}) and here (${ownerOf(binding)}) in the pool ${cluster.workloadPool}: IAM takes both for one identity.`,
        remedy: "Keep each tier and tenant in a project of its own, or give the namespaces different names.",
      })
      .require(ownerOf(twin) !== ownerOf(binding) || !isSameCluster(twin._cluster, cluster), {
        code: "MK_IDENTITY_TWICE",
        message: `${name} on cluster ${cluster.clusterName} is bound by ${twin.node.path} already.`,
        remedy: "Grant to that binding, or name another service account: one stolen token must reach one model.",
      });
  }
}

function isSameCluster(one: IGkeServingCluster, other: IGkeServingCluster): boolean {
  return one.clusterName === other.clusterName && one.location === other.location && one.project === other.project;
}

function ownerOf(binding: Construct): string {
  const ownership = ownershipOf(binding);
  return ownership === undefined ? "no declared tier" : `${ownership.tier}, tenant ${ownership.tenant}`;
}
