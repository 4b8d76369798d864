import type {
  ContainerClusterConfig,
  ContainerClusterMasterAuthorizedNetworksConfig,
} from "@cdktf/provider-google/lib/container-cluster";
import { tierOf } from "../core/ownership";
import { ServingTier } from "../core/tier";
import type { GkeCluster, GkeClusterProps } from "./gke-cluster";
import { ReleaseChannel } from "./release-channel";

/** Everything that happens in the control plane and in the workloads is logged. */
const LOGGED = ["SYSTEM_COMPONENTS", "WORKLOADS", "APISERVER", "CONTROLLER_MANAGER", "SCHEDULER"];

/** The system, the state of workloads, and the GPUs (DCGM). */
const MONITORED = [
  "SYSTEM_COMPONENTS",
  "APISERVER",
  "CONTROLLER_MANAGER",
  "SCHEDULER",
  "POD",
  "DEPLOYMENT",
  "STORAGE",
  "DCGM",
];

/** The settings of a hardened cluster that do not depend on who manages its nodes. */
export function clusterSettings(
  cluster: GkeCluster,
  props: GkeClusterProps,
  secretsKeyId: string,
): ContainerClusterConfig {
  return {
    name: cluster.clusterName,
    location: cluster.location,
    project: cluster.project,
    minMasterVersion: props.version,
    releaseChannel: { channel: props.releaseChannel ?? ReleaseChannel.REGULAR },
    deletionProtection: tierOf(cluster) !== ServingTier.DEVELOPMENT,
    ...network(props),
    ...access(props),
    ...workloads(cluster, secretsKeyId),
    loggingConfig: { enableComponents: LOGGED },
    monitoringConfig: { enableComponents: MONITORED, managedPrometheus: { enabled: true } },
  };
}

/** Private on both sides: no node and no API server has a public address. */
function network({ network, apiAllowedCidrs }: GkeClusterProps): Partial<ContainerClusterConfig> {
  return {
    network: network.networkId,
    subnetwork: network.subnetworkId,
    networkingMode: "VPC_NATIVE",
    ipAllocationPolicy: {
      clusterSecondaryRangeName: network.podRangeName,
      servicesSecondaryRangeName: network.serviceRangeName,
    },
    privateClusterConfig: {
      enablePrivateNodes: true,
      enablePrivateEndpoint: true,
      masterIpv4CidrBlock: network.controlPlaneCidr,
      masterGlobalAccessConfig: { enabled: false },
    },
    masterAuthorizedNetworksConfig: authorizedNetworks(apiAllowedCidrs ?? []),
    // The DNS endpoint is another door, open to the internet when this is true.
    controlPlaneEndpointsConfig: { dnsEndpointConfig: { allowExternalTraffic: false } },
    datapathProvider: "ADVANCED_DATAPATH",
    serviceExternalIpsConfig: { enabled: false },
    // Outside RFC 1918 nodes would hide the addresses of pods behind their own, and firewalls could not tell them.
    ...(isShared(network.cidr) && { defaultSnatStatus: { disabled: true } }),
  };
}

/** Written out even when it names nobody: without the block every address of the network would be let in. */
function authorizedNetworks(cidrs: readonly string[]): ContainerClusterMasterAuthorizedNetworksConfig {
  return {
    cidrBlocks: cidrs.map((cidrBlock, index) => ({ cidrBlock, displayName: `private-${index + 1}` })),
    gcpPublicCidrsAccessEnabled: false,
    privateEndpointEnforcementEnabled: true,
  };
}

/** Who is let in: IAM and named RBAC subjects, never certificates, the anonymous, or everybody with a Google account. */
function access({ securityGroup }: GkeClusterProps): Partial<ContainerClusterConfig> {
  return {
    masterAuth: { clientCertificateConfig: { issueClientCertificate: false } },
    enableLegacyAbac: false,
    anonymousAuthenticationConfig: { mode: "LIMITED" },
    rbacBindingConfig: {
      enableInsecureBindingSystemUnauthenticated: false,
      enableInsecureBindingSystemAuthenticated: false,
    },
    ...(securityGroup !== undefined && { authenticatorGroupsConfig: { securityGroup } }),
  };
}

/** What may run, as whom, and what becomes of its secrets. */
function workloads(cluster: GkeCluster, secretsKeyId: string): Partial<ContainerClusterConfig> {
  return {
    workloadIdentityConfig: { workloadPool: cluster.workloadPool },
    binaryAuthorization: { evaluationMode: "PROJECT_SINGLETON_POLICY_ENFORCE" },
    databaseEncryption: { state: "ENCRYPTED", keyName: secretsKeyId },
    // Its scanning for vulnerabilities has ended at Google; Artifact Registry scans images.
    securityPostureConfig: { mode: "BASIC" },
    secretManagerConfig: { enabled: true },
    enableKubernetesAlpha: false,
  };
}

/** Whether the range lies in the one that RFC 6598 shares out: private, but not of RFC 1918. */
function isShared(cidr: string): boolean {
  return /^100\./.test(cidr);
}
