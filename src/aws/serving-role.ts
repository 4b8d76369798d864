import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { Construct } from "constructs";
import { CloudProvider } from "../core/cloud-provider";
import { physicalName } from "../core/names";
import type { NetworkDestination } from "../core/network-destination";
import type { IServingCluster } from "../core/serving-cluster";
import type { IServingIdentity } from "../core/serving-identity";
import { Validator } from "../core/validation";
import type { IEksServingCluster } from "./eks-serving-cluster";
import { PolicyDocument, type PolicyStatement } from "./policy-document";
import type { ServingNetwork } from "./serving-network";
import { ServingPermissionsBoundary } from "./serving-permissions-boundary";

/** Properties of {@link IrsaServingRole} and {@link PodIdentityServingRole}. */
export interface ServingRoleProps {
  /** Cluster that the model server runs on. */
  readonly cluster: IEksServingCluster;

  /** Kubernetes namespace of the service account; `default` and those of the system are refused. */
  readonly namespace: string;

  /** Name of the service account, one for each served model; `default` is refused. */
  readonly serviceAccountName: string;

  /**
   * ARN of the IAM policy that bounds whatever the role is granted.
   *
   * @default - a boundary shared by the serving roles of the stack: reading objects, decrypting, writing logs, all in this account
   */
  readonly permissionsBoundaryArn?: string;

  /**
   * Longest life of the role's credentials, in seconds: 3,600 to 43,200.
   *
   * @default 3600
   */
  readonly maxSessionSeconds?: number;
}

const MAXIMUM_ROLE_NAME = 64;

/**
 * An IAM role that one Kubernetes service account may assume and that grants give permissions to.
 *
 * Use {@link IrsaServingRole} or {@link PodIdentityServingRole}: they differ in how the service account proves itself.
 */
export abstract class ServingRole extends Construct implements IServingIdentity {
  public readonly cloud = CloudProvider.AWS;
  public readonly cluster?: IServingCluster;
  public readonly namespace: string;
  public readonly serviceAccountName: string;

  /** ARN of the role. */
  public readonly roleArn: string;

  /** Name of the role: literal, so that policies can name the role without depending on it. */
  public readonly roleName: string;

  /** Annotations of the service account that bind it to the role. */
  public abstract readonly serviceAccountAnnotations: { [key: string]: string };

  /** Environment of the SDKs: the region, and no questions to the instance metadata service. */
  public readonly environment: { [key: string]: string };

  /** Where a pod obtains the role's credentials. */
  public abstract readonly credentialEndpoints: NetworkDestination[];

  /**
   * Network of the cluster, where it is known.
   *
   * @internal
   */
  public readonly _network: ServingNetwork | undefined;

  private readonly policy = new PolicyDocument();
  private readonly role: IamRole;

  constructor(scope: Construct, id: string, props: ServingRoleProps) {
    super(scope, id);
    validate(this, props);

    this.cluster = props.cluster;
    this.namespace = props.namespace;
    this.serviceAccountName = props.serviceAccountName;
    this._network = props.cluster.network;
    this.environment = {
      AWS_REGION: props.cluster.region,
      AWS_STS_REGIONAL_ENDPOINTS: "regional",
      AWS_EC2_METADATA_DISABLED: "true",
    };
    this.roleName = physicalName(this, MAXIMUM_ROLE_NAME);
    this.role = new IamRole(this, "Resource", {
      name: this.roleName,
      description: `Service account ${props.namespace}/${props.serviceAccountName} on ${props.cluster.clusterName}`,
      assumeRolePolicy: new PolicyDocument(this._trust(props)).json,
      permissionsBoundary: props.permissionsBoundaryArn ?? ServingPermissionsBoundary.of(this).arn,
      maxSessionDuration: props.maxSessionSeconds ?? 3600,
    });
    this.roleArn = this.role.arn;
  }

  /**
   * Who may assume the role: the statement of its trust policy.
   *
   * @internal
   */
  public abstract _trust(props: ServingRoleProps): PolicyStatement;

  /**
   * Adds `value` to the statement `sid` of the role's only policy, which exists from the first grant on.
   *
   * @internal
   */
  public _allow(sid: string, value: string, build: (values: readonly string[]) => PolicyStatement): void {
    if (this.node.tryFindChild("Policy") === undefined) {
      new IamRolePolicy(this, "Policy", { role: this.role.id, name: "grants", policy: this.policy.json });
    }
    this.policy.collect(sid, value, build);
  }
}

function validate(role: ServingRole, props: ServingRoleProps): void {
  new Validator(role, `aws.${role.constructor.name}`)
    .given(props, "cluster", "namespace", "serviceAccountName")
    .tenantNamespace("namespace", props.namespace)
    .ownServiceAccount("serviceAccountName", props.serviceAccountName)
    .arn("permissionsBoundaryArn", props.permissionsBoundaryArn, "iam")
    .wholeNumber("maxSessionSeconds", props.maxSessionSeconds, 3600, 43_200)
    .done();
}
