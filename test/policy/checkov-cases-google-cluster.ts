import { ComputeFirewall } from "@cdktf/provider-google/lib/compute-firewall";
import { ComputeNetworkFirewallPolicyRule } from "@cdktf/provider-google/lib/compute-network-firewall-policy-rule";
import { ContainerCluster, type ContainerClusterConfig } from "@cdktf/provider-google/lib/container-cluster";
import { ContainerNodePool, type ContainerNodePoolNodeConfig } from "@cdktf/provider-google/lib/container-node-pool";
import type { TerraformStack } from "cdktf";
import { at, type CheckovCase } from "./checkov-case";

const CLUSTER = "google_container_cluster.serving";
const POOL = "google_container_node_pool.gpu";
const KEY = "projects/acme/locations/europe-west4/keyRings/gke/cryptoKeys/gke";

/** All that a Standard cluster must say; each case leaves out or changes one thing. */
const HARDENED: Omit<ContainerClusterConfig, "name"> = {
  location: "europe-west4",
  network: "serving",
  subnetwork: "nodes",
  removeDefaultNodePool: true,
  initialNodeCount: 1,
  datapathProvider: "ADVANCED_DATAPATH",
  enableIntranodeVisibility: true,
  privateClusterConfig: { enablePrivateNodes: true, enablePrivateEndpoint: true },
  masterAuthorizedNetworksConfig: {
    cidrBlocks: [{ cidrBlock: "10.9.0.0/24" }],
    privateEndpointEnforcementEnabled: true,
    gcpPublicCidrsAccessEnabled: false,
  },
  workloadIdentityConfig: { workloadPool: "acme.svc.id.goog" },
  binaryAuthorization: { evaluationMode: "PROJECT_SINGLETON_POLICY_ENFORCE" },
  databaseEncryption: { state: "ENCRYPTED", keyName: KEY },
  releaseChannel: { channel: "REGULAR" },
  masterAuth: { clientCertificateConfig: { issueClientCertificate: false } },
};

const MACHINES: ContainerNodePoolNodeConfig = {
  machineType: "g2-standard-8",
  serviceAccount: "nodes@acme.iam.gserviceaccount.com",
  bootDiskKmsKey: KEY,
  workloadMetadataConfig: { mode: "GKE_METADATA" },
  shieldedInstanceConfig: { enableSecureBoot: true, enableIntegrityMonitoring: true },
  guestAccelerator: [{ type: "nvidia-l4", count: 1, gpuDriverInstallationConfig: { gpuDriverVersion: "DEFAULT" } }],
  reservationAffinity: { consumeReservationType: "NO_RESERVATION" },
  taint: [{ key: "nvidia.com/gpu", value: "present", effect: "NO_SCHEDULE" }],
};

function cluster(changes: Partial<ContainerClusterConfig> = {}): (stack: TerraformStack) => ContainerCluster {
  return (stack) => new ContainerCluster(stack, "serving", { name: "serving", ...HARDENED, ...changes });
}

function withPool(changes: Partial<ContainerClusterConfig>, machines: ContainerNodePoolNodeConfig = MACHINES) {
  return (stack: TerraformStack): void => {
    const { name } = cluster(changes)(stack);
    new ContainerNodePool(stack, "gpu", {
      name: "gpu",
      cluster: name,
      autoscaling: { totalMinNodeCount: 0, totalMaxNodeCount: 4 },
      nodeConfig: machines,
    });
  };
}

function openOn(ports: string[]): (stack: TerraformStack) => void {
  return (stack) => {
    new ComputeFirewall(stack, "models", {
      name: "models",
      network: "serving",
      sourceRanges: ["0.0.0.0/0"],
      allow: [{ protocol: "tcp", ports }],
    });
  };
}

const OPEN = at("google_compute_firewall.models", "GOOGLE_FIREWALL_NO_WORLD_INGRESS");

/**
 * Clusters of GKE, their nodes and the firewalls before them. Verdicts of Checkov are those of the catalogue's table of
 * measurements, and of its traps; where it says "by its source", what the check of that id reads was looked up instead.
 */
export const GOOGLE_CLUSTER_CASES: readonly CheckovCase[] = [
  {
    name: "a firewall lets the internet in on 8000 and 8501",
    checkov: "no finding",
    write: openOn(["8000", "8501"]),
    finds: OPEN,
    output: /"8501"/,
  },
  {
    name: "a firewall lets the internet in on a range that holds the ports of model servers",
    checkov: "no finding, by its source: it knows of six ports, one by one",
    write: openOn(["8400-8600"]),
    finds: OPEN,
  },
  {
    name: "a firewall names no source at all",
    checkov: "no finding, by its source: it reads source_ranges",
    write: (stack) => {
      new ComputeFirewall(stack, "models", {
        name: "models",
        network: "serving",
        allow: [{ protocol: "tcp", ports: ["8000"] }],
      });
    },
    finds: OPEN,
  },
  {
    name: "a rule of a firewall policy lets the internet in on 8501",
    checkov: "no finding, by its source: it reads google_compute_firewall",
    write: (stack) => {
      new ComputeNetworkFirewallPolicyRule(stack, "models", {
        firewallPolicy: "serving",
        priority: 1000,
        direction: "INGRESS",
        action: "allow",
        match: { srcIpRanges: ["0.0.0.0/0"], layer4Configs: [{ ipProtocol: "tcp", ports: ["8501"] }] },
      });
    },
    finds: at("google_compute_network_firewall_policy_rule.models", "GOOGLE_FIREWALL_NO_WORLD_INGRESS"),
  },
  {
    name: "a firewall lets the nodes' own network in on 8501, and Google's health checks",
    checkov: "no finding, which is right",
    write: (stack) => {
      new ComputeFirewall(stack, "models", {
        name: "models",
        network: "serving",
        sourceRanges: ["10.0.0.0/20", "35.191.0.0/16", "130.211.0.0/22"],
        allow: [{ protocol: "tcp", ports: ["8501"] }],
      });
    },
    clean: ["google_compute_firewall.models"],
  },
  {
    name: "Dataplane V2 without a network_policy block",
    checkov: "CKV_GCP_12 fails: a false positive",
    write: withPool({}),
    silent: at(CLUSTER, "GOOGLE_GKE_NETWORK_POLICIES_ENFORCED", "GOOGLE_GKE_DATAPLANE_V2_ALONE"),
    clean: [CLUSTER, POOL],
    output: /"datapath_provider": "ADVANCED_DATAPATH"/,
  },
  {
    name: "Dataplane V2 with Calico written off",
    checkov: "CKV_GCP_12 is content with the block; KICS 11e7550e fails: a false positive",
    write: withPool({ networkPolicy: { enabled: false } }),
    silent: at(CLUSTER, "GOOGLE_GKE_NETWORK_POLICIES_ENFORCED", "GOOGLE_GKE_DATAPLANE_V2_ALONE"),
    clean: [CLUSTER, POOL],
  },
  {
    name: "neither Dataplane V2 nor Calico",
    checkov: "CKV_GCP_12 fails as well, which is right",
    write: withPool({ datapathProvider: "LEGACY_DATAPATH" }),
    finds: at(CLUSTER, "GOOGLE_GKE_NETWORK_POLICIES_ENFORCED"),
  },
  {
    name: "a cluster without a pool of its own, and a pool with GKE_METADATA",
    checkov: "CKV_GCP_69 fails on the cluster: a false positive",
    write: withPool({}),
    silent: [...at(CLUSTER, "GOOGLE_GKE_NODES_METADATA_HIDDEN"), ...at(POOL, "GOOGLE_GKE_NODES_METADATA_HIDDEN")],
    clean: [CLUSTER, POOL],
    output: /"remove_default_node_pool": true/,
  },
  {
    name: "a cluster that keeps its default pool, of which nothing is said",
    checkov: "CKV_GCP_69 fails as well, which is right",
    write: cluster({ removeDefaultNodePool: false, initialNodeCount: 3 }),
    finds: at(
      CLUSTER,
      "GOOGLE_GKE_NODE_POOLS_SEPARATE",
      "GOOGLE_GKE_NODES_METADATA_HIDDEN",
      "GOOGLE_GKE_NODES_SERVICE_ACCOUNT",
    ),
  },
  {
    name: "a private_cluster_config that keeps nodes public",
    checkov: "CKV_GCP_25 and CKV_GCP_64 pass: false negatives",
    write: cluster({ privateClusterConfig: { enablePrivateNodes: false, enablePrivateEndpoint: false } }),
    finds: at(CLUSTER, "GOOGLE_GKE_PRIVATE_NODES", "GOOGLE_GKE_PRIVATE_ENDPOINT"),
    output: /"enable_private_nodes": false/,
  },
  {
    name: "a private endpoint beside a DNS endpoint that the internet reaches",
    checkov: "no check of it",
    write: cluster({ controlPlaneEndpointsConfig: { dnsEndpointConfig: { allowExternalTraffic: true } } }),
    finds: at(CLUSTER, "GOOGLE_GKE_DNS_ENDPOINT_INTERNAL"),
  },
  {
    name: "authorized networks that are the two halves of the internet",
    checkov: "CKV_GCP_18 and CKV_GCP_20 pass, by their source: one looks for 0.0.0.0/0, the other for the block",
    write: cluster({
      masterAuthorizedNetworksConfig: { cidrBlocks: [{ cidrBlock: "0.0.0.0/1" }, { cidrBlock: "128.0.0.0/1" }] },
    }),
    finds: at(CLUSTER, "GOOGLE_GKE_AUTHORIZED_NETWORKS"),
  },
  {
    name: "an Autopilot cluster, whose nodes cannot be told what Autopilot does by itself",
    checkov: "CKV_GCP_12 and CKV_GCP_69 fail, by their source: false positives",
    write: (stack) => {
      const { removeDefaultNodePool: _, initialNodeCount: __, datapathProvider: ___, ...hardened } = HARDENED;
      new ContainerCluster(stack, "serving", {
        name: "serving",
        ...hardened,
        enableIntranodeVisibility: undefined,
        enableAutopilot: true,
        clusterAutoscaling: {
          autoProvisioningDefaults: { serviceAccount: "nodes@acme.iam.gserviceaccount.com", bootDiskKmsKey: KEY },
        },
      });
    },
    silent: at(
      CLUSTER,
      "GOOGLE_GKE_NETWORK_POLICIES_ENFORCED",
      "GOOGLE_GKE_INTRANODE_VISIBILITY",
      "GOOGLE_GKE_NODES_METADATA_HIDDEN",
      "GOOGLE_GKE_NODE_POOLS_SEPARATE",
    ),
    clean: [CLUSTER],
    output: /"enable_autopilot": true/,
  },
  {
    name: "a GPU pool without a taint and without a bound",
    checkov: "no check of it",
    write: (stack) => {
      const { name } = cluster()(stack);
      const { taint: _, ...machines } = MACHINES;
      new ContainerNodePool(stack, "gpu", {
        name: "gpu",
        cluster: name,
        autoscaling: { totalMaxNodeCount: 1000 },
        nodeConfig: machines,
      });
    },
    finds: at(POOL, "GOOGLE_GKE_GPU_NODES_TAINTED", "GOOGLE_GKE_GPU_NODES_BOUNDED"),
  },
];
