import { EksCluster } from "@cdktf/provider-aws/lib/eks-cluster";
import { IamOpenidConnectProvider } from "@cdktf/provider-aws/lib/iam-openid-connect-provider";
import type { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { Fn, TerraformLocal } from "cdktf";
import { Construct } from "constructs";
import { CloudProvider } from "../core/cloud-provider";
import type { GpuModel } from "../core/gpu-model";
import { labelledNodes } from "../core/gpu-scheduling";
import { physicalName } from "../core/names";
import type { NetworkDestination } from "../core/network-destination";
import { tierOf } from "../core/ownership";
import { resourcesBelow } from "../core/resources";
import { ServingTier } from "../core/tier";
import { Validator } from "../core/validation";
import type { AddonVersions } from "./addon-versions";
import { AwsLookups } from "./aws-lookups";
import type { ClusterAccessProps } from "./cluster-access";
import { ClusterAddons } from "./cluster-addons";
import { ClusterAdmission } from "./cluster-admission";
import { allowNodeVolumes, controlPlaneRole, nodeRole } from "./cluster-roles";
import { ClusterSecurityGroups } from "./cluster-security-groups";
import type { IEksServingCluster } from "./eks-serving-cluster";
import { GpuNodePool, type GpuNodePoolOptions } from "./gpu-node-pool";
import type { ImportedClusterAttributes } from "./imported-cluster-attributes";
import { ImportedServingCluster } from "./imported-serving-cluster";
import { ModelKey } from "./model-key";
import { addonVersionsFor } from "./pinned-addon-versions";
import { serviceCidrFor, validateServingCluster } from "./serving-cluster-validation";
import { ServingLogGroup } from "./serving-log-group";
import type { ServingNetwork } from "./serving-network";
import { SystemNodePool, type SystemNodePoolOptions } from "./system-node-pool";

/** Properties of {@link ServingCluster}. */
export interface ServingClusterProps {
  /** Network whose private subnets hold control plane and nodes. */
  readonly network: ServingNetwork;

  /** Kubernetes version, as in `1.35`. Always explicit: an upgrade is a decision. */
  readonly version: string;

  /**
   * Name: 1 to 100 letters, digits, hyphens and underscores, beginning with a letter or digit.
   *
   * @default - derived from the construct path
   */
  readonly clusterName?: string;

  /**
   * Private IPv4 ranges that may reach the API server besides the nodes: where pipelines and people connect from.
   *
   * @default - none: only the nodes reach it
   */
  readonly apiAllowedCidrs?: string[];

  /**
   * Range of Kubernetes Services. It must not overlap with the network or anything routed to it.
   *
   * @default - 172.20.0.0/16, or 10.100.0.0/16 when the network lies there
   */
  readonly serviceCidr?: string;

  /**
   * Size of the system pool, where cluster DNS and the like run; GPU nodes admit only what asks for GPUs.
   *
   * @default - two to four m7i.large
   */
  readonly systemNodePool?: SystemNodePoolOptions;

  /**
   * Versions of the add-ons.
   *
   * @default - those pinned for the Kubernetes version
   */
  readonly addonVersions?: AddonVersions;
}

/** All five: who asked what of the API server, and what came of it. */
const LOG_TYPES = ["api", "audit", "authenticator", "controllerManager", "scheduler"];
const MAXIMUM_CLUSTER_NAME = 100;
const BREAK_GLASS_POLICY = "AmazonEKSClusterAdminPolicy";

/**
 * An EKS cluster for model serving: private API server, secrets encrypted with a key of its own, complete control-plane
 * logs, access by named IAM roles alone, network policies enforced, add-ons pinned, protected from deletion.
 *
 * Nobody has access at first, not even the role that creates it: use `grantAccess` and `grantBreakGlass`.
 *
 * Throws a ValidationError when a property is not fit; all problems are reported at once.
 *
 * @see docs/hardening.md#aws-cluster
 */
export class ServingCluster extends Construct implements IEksServingCluster {
  /**
   * A cluster that exists already and is managed elsewhere.
   *
   * @param scope parent
   * @param id id of the construct
   * @param attributes what serving identities and workloads need to know of it
   */
  public static fromClusterAttributes(
    scope: Construct,
    id: string,
    attributes: ImportedClusterAttributes,
  ): IEksServingCluster {
    return new ImportedServingCluster(scope, id, attributes);
  }

  public readonly cloud = CloudProvider.AWS;
  public readonly clusterName: string;
  public readonly clusterArn: string;
  public readonly endpoint: string;
  public readonly certificateAuthorityData: string;
  public readonly oidcProviderArn: string;
  public readonly oidcIssuer: string;
  public readonly network?: ServingNetwork;

  /** Kubernetes version. */
  public readonly version: string;

  /** Key that encrypts the volumes of nodes and of persistent volumes. */
  public readonly nodeKey: ModelKey;

  /** ARN of the role that every node runs as. */
  public readonly nodeRoleArn: string;

  /** Security group of the nodes. */
  public readonly nodeSecurityGroupId: string;

  /** The pool that cluster DNS and the like run on. */
  public readonly systemNodePool: SystemNodePool;

  /** @internal */
  public readonly _network: ServingNetwork;

  /** @internal */
  public readonly _addons: ClusterAddons;

  /** @internal */
  public readonly _nodeRole: IamRole;

  private readonly securityGroups: ClusterSecurityGroups;
  private readonly admission: ClusterAdmission;

  constructor(scope: Construct, id: string, props: ServingClusterProps) {
    super(scope, id);
    validateServingCluster(this, props);

    this.network = props.network;
    this._network = props.network;
    this.version = props.version;
    this.clusterName = props.clusterName ?? physicalName(this, MAXIMUM_CLUSTER_NAME);
    this.securityGroups = new ClusterSecurityGroups(this, "SecurityGroups", props.network, props.apiAllowedCidrs ?? []);
    this.nodeSecurityGroupId = this.securityGroups.nodesId;
    const cluster = this.createCluster(props, this.logGroup());
    this.admission = new ClusterAdmission(this, cluster.name);
    this.clusterArn = cluster.arn;
    this.endpoint = cluster.endpoint;
    this.certificateAuthorityData = cluster.certificateAuthority.get(0).data;
    const issuer = cluster.identity.get(0).oidc.get(0).issuer;
    this.oidcIssuer = new TerraformLocal(this, "OidcIssuer", Fn.replace(issuer, "https://", "")).asString;
    this.oidcProviderArn = this.trustIssuer(issuer).arn;
    this._nodeRole = nodeRole(this, this.clusterName);
    this.nodeRoleArn = this._nodeRole.arn;
    this.nodeKey = this.volumeKey();
    this._addons = this.addons(cluster, props);
    this.systemNodePool = new SystemNodePool(this, "System", { cluster: this, ...props.systemNodePool });
    this._addons.installOnNodes(this.systemNodePool._nodeGroup, this.nodeKey);
  }

  public get region(): string {
    return AwsLookups.of(this).region;
  }

  public get vpcCidr(): string {
    return this._network.cidr;
  }

  /** Prints a token for the role of whoever runs Terraform; no token is ever stored. */
  public get tokenCommand(): string[] {
    return ["aws", "eks", "get-token", "--cluster-name", this.clusterName, "--region", this.region];
  }

  public get objectStorage(): NetworkDestination {
    return { name: "S3", cidrs: this._network.s3Cidrs, port: 443 };
  }

  public nodeSelector(tier?: ServingTier, gpu?: GpuModel): { [key: string]: string } {
    return labelledNodes(tier, gpu);
  }

  /**
   * Adds nodes with GPUs, tainted so that only workloads that ask for GPUs land there.
   *
   * Throws a ValidationError when the options are not fit.
   *
   * @param id id of the pool's construct
   * @param options GPU model and size
   */
  public addGpuNodePool(id: string, options: GpuNodePoolOptions): GpuNodePool {
    return new GpuNodePool(this, id, { cluster: this, ...options });
  }

  /**
   * Adds nodes without GPUs, for gateways, monitoring and the like.
   *
   * Throws a ValidationError when the options are not fit.
   *
   * @param id id of the pool's construct
   * @param options size
   */
  public addSystemNodePool(id: string, options: SystemNodePoolOptions = {}): SystemNodePool {
    return new SystemNodePool(this, id, { cluster: this, ...options });
  }

  /**
   * Gives a role access to some namespaces.
   *
   * Throws a ValidationError when the ARN is not that of a role, or no namespace is named.
   *
   * @param id id of the access, as in `vision-team`
   * @param props role, level and namespaces
   */
  public grantAccess(id: string, props: ClusterAccessProps): void {
    const validator = new Validator(this, "aws.ServingCluster.grantAccess")
      .roleArn("roleArn", props.roleArn)
      .require(props.namespaces.length > 0, {
        code: "MK_ACCESS_SCOPE",
        message: "namespaces is empty, which would mean the whole cluster.",
        remedy: "Name the namespaces, or use grantBreakGlass for the role of emergencies.",
      });
    props.namespaces.forEach((namespace, index) => {
      validator.tenantNamespace(`namespaces[${index}]`, namespace);
    });
    validator.done();
    this.admission.admit(id, props.roleArn, props.level, { type: "namespace", namespaces: props.namespaces });
  }

  /**
   * Gives a role the whole cluster: for emergencies, and for the platform's own pipeline. Every use is in the audit log.
   *
   * Throws a ValidationError when the ARN is not that of a role.
   *
   * @param id id of the access, as in `break-glass`
   * @param roleArn ARN of the role
   */
  public grantBreakGlass(id: string, roleArn: string): void {
    new Validator(this, "aws.ServingCluster.grantBreakGlass").roleArn("roleArn", roleArn).done();
    this.admission.admit(id, roleArn, BREAK_GLASS_POLICY, { type: "cluster" });
  }

  /** Made before the cluster: otherwise EKS makes it, unencrypted and kept for ever. */
  private logGroup(): ServingLogGroup {
    return new ServingLogGroup(this, "ControlPlaneLogs", { logGroupName: `/aws/eks/${this.clusterName}/cluster` });
  }

  private createCluster(props: ServingClusterProps, logGroup: ServingLogGroup): EksCluster {
    const secretsKey = new ModelKey(this, "SecretsKey", { description: `Kubernetes secrets of ${this.clusterName}` });
    const role = controlPlaneRole(this, this.clusterName, secretsKey);
    return new EksCluster(this, "Resource", {
      name: this.clusterName,
      version: props.version,
      roleArn: role.arn,
      vpcConfig: {
        subnetIds: props.network.privateSubnetIds,
        securityGroupIds: [this.securityGroups.controlPlaneId],
        endpointPrivateAccess: true,
        endpointPublicAccess: false,
      },
      encryptionConfig: { provider: { keyArn: secretsKey.arn }, resources: ["secrets"] },
      enabledClusterLogTypes: LOG_TYPES,
      accessConfig: { authenticationMode: "API", bootstrapClusterCreatorAdminPermissions: false },
      kubernetesNetworkConfig: { serviceIpv4Cidr: props.serviceCidr ?? serviceCidrFor(props.network.cidr) },
      upgradePolicy: { supportType: "STANDARD" },
      bootstrapSelfManagedAddons: false,
      deletionProtection: tierOf(this) !== ServingTier.DEVELOPMENT,
      // Permissions come first and go last, or EKS cannot clean up after itself.
      dependsOn: [...resourcesBelow(logGroup), ...resourcesBelow(role.node.scope ?? role)],
    });
  }

  private trustIssuer(issuer: string): IamOpenidConnectProvider {
    return new IamOpenidConnectProvider(this, "OidcProvider", { url: issuer, clientIdList: ["sts.amazonaws.com"] });
  }

  private volumeKey(): ModelKey {
    const key = new ModelKey(this, "NodeKey", { description: `Volumes of ${this.clusterName}` });
    allowNodeVolumes(key);
    return key;
  }

  private addons(cluster: EksCluster, props: ServingClusterProps): ClusterAddons {
    const versions = props.addonVersions ?? addonVersionsFor(props.version);
    if (versions === undefined) {
      throw new TypeError(`no add-on versions for ${props.version}`);
    }
    return new ClusterAddons(this, "Addons", { name: cluster.name, arn: cluster.arn }, versions);
  }
}
