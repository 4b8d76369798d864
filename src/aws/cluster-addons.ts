import { EksAddon } from "@cdktf/provider-aws/lib/eks-addon";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { IamRolePolicyAttachment } from "@cdktf/provider-aws/lib/iam-role-policy-attachment";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { physicalName } from "../core/names";
import { resourcesBelow } from "../core/resources";
import type { AddonVersions } from "./addon-versions";
import { AwsLookups } from "./aws-lookups";
import type { ModelKey } from "./model-key";
import { PolicyDocument } from "./policy-document";
import { podIdentityTrust } from "./trust";

/** What an add-on's own role may do, and which service account assumes it. */
interface AddonRole {
  readonly serviceAccountName: string;
  readonly managedPolicyName: string;
  readonly volumeKey?: ModelKey;
}

interface Addon {
  readonly name: string;
  readonly version: string;
  readonly configuration?: Record<string, unknown>;
  readonly role?: AddonRole;
  readonly after?: ITerraformDependable[];
}

/** EKS lets network policies through unread unless this is set: default-deny would be decoration. */
const ENFORCE_NETWORK_POLICIES = { enableNetworkPolicy: "true" };

const VOLUME_KEY_ACTIONS: readonly string[] = [
  "kms:Decrypt",
  "kms:DescribeKey",
  "kms:Encrypt",
  "kms:GenerateDataKey*",
  "kms:ReEncrypt*",
];

/** The managed add-ons of a cluster, each at a pinned version; those that call AWS have a role of their own. */
export class ClusterAddons extends Construct {
  /** What a node needs to become ready: nodes are made after these. */
  public readonly neededByNodes: ITerraformDependable[];

  constructor(
    scope: Construct,
    id: string,
    private readonly cluster: { readonly name: string; readonly arn: string },
    private readonly versions: AddonVersions,
  ) {
    super(scope, id);
    this.neededByNodes = [
      this.install({ name: "eks-pod-identity-agent", version: versions.podIdentityAgent }),
      this.install({
        name: "vpc-cni",
        version: versions.vpcCni,
        configuration: ENFORCE_NETWORK_POLICIES,
        role: { serviceAccountName: "aws-node", managedPolicyName: "AmazonEKS_CNI_Policy" },
      }),
      this.install({ name: "kube-proxy", version: versions.kubeProxy }),
    ];
  }

  /** Installs what runs on nodes as ordinary pods; without a node these add-ons would never become active. */
  public installOnNodes(nodes: ITerraformDependable, volumeKey: ModelKey): void {
    this.install({ name: "coredns", version: this.versions.coreDns, after: [nodes] });
    this.install({
      name: "aws-ebs-csi-driver",
      version: this.versions.ebsCsiDriver,
      role: {
        serviceAccountName: "ebs-csi-controller-sa",
        // Only volumes that carry this cluster's name in their tags, told by the session tag of Pod Identity.
        managedPolicyName: "AmazonEBSCSIDriverEKSClusterScopedPolicy",
        volumeKey,
      },
      after: [nodes],
    });
  }

  private install({ name, version, configuration, role, after }: Addon): EksAddon {
    const ownRole = role && this.addonRole(name, role);
    // Permissions come first and go last.
    const dependsOn = [...(after ?? []), ...(ownRole ? resourcesBelow(ownRole.node.scope ?? ownRole) : [])];
    return new EksAddon(this, name, {
      clusterName: this.cluster.name,
      addonName: name,
      addonVersion: version,
      resolveConflictsOnCreate: "OVERWRITE",
      resolveConflictsOnUpdate: "OVERWRITE",
      ...(configuration && { configurationValues: JSON.stringify(configuration) }),
      ...(role &&
        ownRole && {
          podIdentityAssociation: [{ roleArn: ownRole.arn, serviceAccount: role.serviceAccountName }],
        }),
      ...(dependsOn.length > 0 && { dependsOn }),
    });
  }

  private addonRole(addonName: string, props: AddonRole): IamRole {
    const scope = new Construct(this, `${addonName}-role`);
    const lookups = AwsLookups.of(this);
    const roleName = physicalName(scope, 64);
    const role = new IamRole(scope, "Resource", {
      name: roleName,
      description: `EKS add-on ${addonName}`,
      assumeRolePolicy: new PolicyDocument(
        podIdentityTrust(lookups, this.cluster.arn, "kube-system", props.serviceAccountName),
      ).json,
    });
    new IamRolePolicyAttachment(scope, "Permissions", {
      role: role.name,
      policyArn: lookups.managedPolicyArn(props.managedPolicyName),
    });
    if (props.volumeKey) {
      allowVolumes(scope, role, roleName, props.volumeKey);
    }
    return role;
  }
}

/** Volumes encrypted with a customer key need the key from both sides: the driver's role and the key's policy. */
function allowVolumes(scope: Construct, role: IamRole, roleName: string, key: ModelKey): void {
  const forAwsResource = { Bool: { "kms:GrantIsForAWSResource": "true" } };
  const lookups = AwsLookups.of(scope);
  const policy = new PolicyDocument(
    { sid: "UseVolumeKey", actions: VOLUME_KEY_ACTIONS, resources: [key.arn] },
    { sid: "GrantVolumeKey", actions: ["kms:CreateGrant"], resources: [key.arn], conditions: forAwsResource },
  );
  new IamRolePolicy(scope, "VolumeKey", { role: role.id, name: "encrypt-volumes", policy: policy.json });
  const driver = { ArnEquals: { "aws:PrincipalArn": lookups.roleArn(roleName) } };
  key._allow({
    sid: "VolumeDriver",
    principals: { AWS: [lookups.accountPrincipal] },
    actions: VOLUME_KEY_ACTIONS,
    resources: ["*"],
    conditions: driver,
  });
  key._allow({
    sid: "VolumeDriverGrants",
    principals: { AWS: [lookups.accountPrincipal] },
    actions: ["kms:CreateGrant"],
    resources: ["*"],
    conditions: { ...driver, ...forAwsResource },
  });
}
