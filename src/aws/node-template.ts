import {
  LaunchTemplate,
  type LaunchTemplateBlockDeviceMappings,
  type LaunchTemplateNetworkInterfaces,
} from "@cdktf/provider-aws/lib/launch-template";
import type { Construct } from "constructs";
import { physicalName } from "../core/names";
import { mandatoryTags, ownershipOf } from "../core/ownership";
import type { ModelKey } from "./model-key";

/** What the machines of a pool have in common. */
export interface NodeTemplateProps {
  readonly securityGroupIds: readonly string[];
  readonly diskSizeGib: number;
  readonly volumeKey: ModelKey;

  /** Interfaces for an Elastic Fabric Adapter; 0 for an ordinary network. */
  readonly efaInterfaces?: number;

  /** Capacity block: the template then names the machine type, not the node group. */
  readonly reservation?: { readonly id: string; readonly machineType: string };

  readonly placementGroupName?: string;
}

/** Bottlerocket keeps its system on one volume and everything else, images first, on another. */
const SYSTEM_VOLUME = "/dev/xvda";
const DATA_VOLUME = "/dev/xvdb";
const SYSTEM_VOLUME_GIB = 4;

/**
 * The launch template of a pool: session-bound metadata that pods cannot reach, encrypted volumes, no key for SSH, no
 * public address.
 */
export function nodeTemplate(scope: Construct, props: NodeTemplateProps): LaunchTemplate {
  return new LaunchTemplate(scope, "LaunchTemplate", {
    name: physicalName(scope, 125),
    description: `Nodes of ${scope.node.path}`,
    updateDefaultVersion: true,
    metadataOptions: {
      httpEndpoint: "enabled",
      httpTokens: "required",
      // One hop ends at the node: pods cannot ask for the node's role.
      httpPutResponseHopLimit: 1,
      instanceMetadataTags: "disabled",
    },
    blockDeviceMappings: [
      encryptedVolume(SYSTEM_VOLUME, SYSTEM_VOLUME_GIB, props.volumeKey),
      encryptedVolume(DATA_VOLUME, props.diskSizeGib, props.volumeKey),
    ],
    networkInterfaces: networkInterfaces(props),
    monitoring: { enabled: true },
    tagSpecifications: tagSpecifications(scope),
    ...(props.reservation && {
      instanceType: props.reservation.machineType,
      instanceMarketOptions: { marketType: "capacity-block" },
      capacityReservationSpecification: {
        capacityReservationTarget: { capacityReservationId: props.reservation.id },
      },
    }),
    ...(props.placementGroupName !== undefined && { placement: { groupName: props.placementGroupName } }),
  });
}

function encryptedVolume(deviceName: string, sizeGib: number, key: ModelKey): LaunchTemplateBlockDeviceMappings {
  return {
    deviceName,
    ebs: {
      volumeType: "gp3",
      volumeSize: sizeGib,
      encrypted: "true",
      kmsKeyId: key.arn,
      deleteOnTermination: "true",
    },
  };
}

/** A template with interfaces ignores security groups named beside them, so each interface carries its own. */
function networkInterfaces({
  efaInterfaces = 0,
  securityGroupIds,
}: NodeTemplateProps): LaunchTemplateNetworkInterfaces[] {
  const common = { securityGroups: [...securityGroupIds], deleteOnTermination: "true" };
  if (efaInterfaces === 0) {
    return [{ ...common, deviceIndex: 0, associatePublicIpAddress: "false" }];
  }
  // EC2 refuses the public-address flag beside several interfaces; the subnets assign none.
  return Array.from({ length: efaInterfaces }, (_, networkCardIndex) => ({
    ...common,
    networkCardIndex,
    deviceIndex: networkCardIndex === 0 ? 0 : 1,
    interfaceType: "efa",
  }));
}

/** Tags of a template do not pass to what it launches unless they are said again. */
function tagSpecifications(scope: Construct): { resourceType: string; tags: Record<string, string> }[] {
  const ownership = ownershipOf(scope);
  const tags = { Name: scope.node.path, ...(ownership && mandatoryTags(ownership)) };
  return ["instance", "volume", "network-interface"].map((resourceType) => ({ resourceType, tags }));
}
