import { CloudProvider, GpuModel, HardenedStack, ModelFormat, ServingTier } from "modelkeep";
import {
  AutopilotCluster,
  type AutopilotClusterProps,
  SecureModelBucket,
  ServingNetwork,
  WorkloadIdentityBinding,
} from "modelkeep/google";
import { Caller, ModelServer, PrivateInferenceEndpoint } from "modelkeep/kubernetes";
import {
  type Attributes,
  googleTestStack,
  onlyResourceOf,
  resourcesOf,
  type Synthesized,
  synthesize,
} from "../support/stack";

const DIGEST = "a".repeat(64);

function clusterIn(stack: HardenedStack, props: Partial<AutopilotClusterProps> = {}): AutopilotCluster {
  const network = new ServingNetwork(stack, "network", { cidr: "10.20.0.0/16" });
  return new AutopilotCluster(stack, "cluster", { network, version: "1.35", ...props });
}

function synthesizedCluster(props: Partial<AutopilotClusterProps> = {}, tier?: ServingTier): Synthesized {
  const stack = googleTestStack(tier);
  clusterIn(stack, props);
  return synthesize(stack);
}

/**
 * What the Google provider refuses beside `enable_autopilot`.
 *
 * @see https://github.com/hashicorp/terraform-provider-google/blob/main/google/services/container/resource_container_cluster.go
 */
const REFUSED = [
  "network_policy",
  "node_config",
  "node_pool",
  "remove_default_node_pool",
  "enable_shielded_nodes",
  "enable_intranode_visibility",
  "default_max_pods_per_node",
  "initial_node_count",
  "addons_config",
];

describe("AutopilotCluster", () => {
  let stack: Synthesized;
  let cluster: Attributes;

  beforeAll(() => {
    stack = synthesizedCluster();
    cluster = onlyResourceOf(stack, "google_container_cluster");
  });

  test("Google makes the nodes: there are no pools, and nothing is said that Autopilot refuses to be told", () => {
    expect(cluster.enable_autopilot).toBe(true);
    expect(stack.resource).not.toHaveProperty("google_container_node_pool");
    expect(Object.keys(cluster).filter((name) => REFUSED.includes(name))).toEqual([]);
    expect(cluster.cluster_autoscaling).not.toHaveProperty("enabled");
    expect(cluster.cluster_autoscaling).not.toHaveProperty("resource_limits");
  });

  describe("rows of the catalogue", () => {
    test("GKE-01, GKE-02, GKE-03, GKE-04, GKE-05: the API server is reached privately and never over the internet", () => {
      expect(cluster).toMatchObject({
        private_cluster_config: {
          enable_private_nodes: true,
          enable_private_endpoint: true,
          master_ipv4_cidr_block: "10.20.32.0/28",
          master_global_access_config: { enabled: false },
        },
        control_plane_endpoints_config: { dns_endpoint_config: { allow_external_traffic: false } },
      });
    });

    test("GKE-07, GKE-08, GKE-09: the named private ranges, and no other, may reach the API server", () => {
      const open = synthesizedCluster({ apiAllowedCidrs: ["10.99.0.0/24"] });
      expect(onlyResourceOf(open, "google_container_cluster").master_authorized_networks_config).toEqual({
        cidr_blocks: [{ cidr_block: "10.99.0.0/24", display_name: "private-1" }],
        gcp_public_cidrs_access_enabled: false,
        private_endpoint_enforcement_enabled: true,
      });
    });

    test("GKE-10, GKE-12, GKE-14: pods have identities, policies are enforced, and images are attested", () => {
      expect(cluster).toMatchObject({
        workload_identity_config: { workload_pool: "acme-vision.svc.id.goog" },
        datapath_provider: "ADVANCED_DATAPATH",
        binary_authorization: { evaluation_mode: "PROJECT_SINGLETON_POLICY_ENFORCE" },
      });
    });

    test("GKE-15, GKE-16: secrets are encrypted with a customer key of their own", () => {
      expect(cluster.database_encryption).toEqual({
        state: "ENCRYPTED",
        key_name: expect.stringMatching(/^\$\{google_kms_crypto_key\.cluster_SecretsKey_\w+\.id\}$/),
      });
    });

    test("GKE-17, GKE-20, GKE-21, GKE-22, GKE-23, GKE-24: patched, and entered by RBAC and IAM alone", () => {
      expect(cluster).toMatchObject({
        release_channel: { channel: "REGULAR" },
        enable_legacy_abac: false,
        master_auth: { client_certificate_config: { issue_client_certificate: false } },
        anonymous_authentication_config: { mode: "LIMITED" },
        rbac_binding_config: {
          enable_insecure_binding_system_unauthenticated: false,
          enable_insecure_binding_system_authenticated: false,
        },
      });
    });

    test("GKE-25, GKE-26: workloads and the whole control plane are logged, GPUs measured", () => {
      expect(cluster.logging_config).toEqual({
        enable_components: ["SYSTEM_COMPONENTS", "WORKLOADS", "APISERVER", "CONTROLLER_MANAGER", "SCHEDULER"],
      });
      expect(cluster.monitoring_config).toMatchObject({ enable_components: expect.arrayContaining(["DCGM"]) });
    });

    test("GKE-27, GKE-29, GKE-33, GKE-35, GKE-36: VPC-native, labelled, watched", () => {
      expect(cluster).toMatchObject({
        ip_allocation_policy: { cluster_secondary_range_name: "pods", services_secondary_range_name: "services" },
        resource_labels: expect.objectContaining({ tier: "production", tenant: "vision" }),
        security_posture_config: { mode: "BASIC" },
        secret_manager_config: { enabled: true },
        service_external_ips_config: { enabled: false },
      });
    });

    test.each([
      [ServingTier.PRODUCTION, true],
      [ServingTier.DEVELOPMENT, false],
    ])("GKE-32: protection from deletion in %s is %s", (tier, protection) => {
      expect(synthesizedCluster({}, tier)).toHaveEvery("google_container_cluster", { deletion_protection: protection });
    });

    test("GKE-37: kubelets tell nothing unasked", () => {
      expect(cluster.node_pool_auto_config).toMatchObject({
        node_kubelet_config: { insecure_kubelet_readonly_port_enabled: "FALSE" },
      });
    });

    test("GKE-44, GKE-56: nodes that Google makes run as the cluster's own account, on disks under its key", () => {
      expect(cluster.cluster_autoscaling).toEqual({
        auto_provisioning_defaults: {
          service_account: expect.stringMatching(
            /^test-cluster-nodes-[0-9a-f]{8}@acme-vision\.iam\.gserviceaccount\.com$/,
          ),
          oauth_scopes: ["https://www.googleapis.com/auth/cloud-platform"],
          boot_disk_kms_key: expect.stringMatching(/^\$\{google_kms_crypto_key\.cluster_NodeKey_\w+\.id\}$/),
        },
      });
      expect(resourcesOf(stack, "google_project_iam_member").map(({ role }) => role)).toEqual([
        "roles/container.defaultNodeServiceAccount",
      ]);
    });

    test("GKE-60, GKE-61: the control plane reaches the named webhook ports on all nodes", () => {
      const open = synthesizedCluster({ webhookPorts: [9443] });
      const { node_pool_auto_config } = onlyResourceOf(open, "google_container_cluster");
      const { network_tags } = node_pool_auto_config as { network_tags: { tags: string[] } };
      const rules = resourcesOf(open, "google_compute_firewall").filter(({ direction }) => direction === "INGRESS");
      expect(rules).toContainEqual(
        expect.objectContaining({
          source_ranges: ["10.20.32.0/28"],
          target_tags: network_tags.tags,
          allow: [{ protocol: "tcp", ports: ["9443"] }],
        }),
      );
    });
  });

  describe("what others need to know of it", () => {
    let made: AutopilotCluster;

    beforeAll(() => {
      made = clusterIn(googleTestStack(), { clusterName: "serving-eu" });
    });

    test("it is a cluster like the other", () => {
      expect(made).toMatchObject({
        cloud: CloudProvider.GOOGLE,
        clusterName: "serving-eu",
        project: "acme-vision",
        location: "europe-west4",
        workloadPool: "acme-vision.svc.id.goog",
        tokenCommand: ["gke-gcloud-auth-plugin"],
        objectStorage: { name: "Cloud Storage", cidrs: ["199.36.153.4/30"], port: 443 },
        dnsServerCidrs: ["169.254.20.10/32", "169.254.169.254/32"],
      });
    });

    test("a server is given a node with the GPU that it asks for, by Google's label", () => {
      expect(made.nodeSelector(ServingTier.PRODUCTION, GpuModel.NVIDIA_L4)).toEqual({
        "cloud.google.com/gke-accelerator": "nvidia-l4",
      });
      expect(made.nodeSelector(ServingTier.PRODUCTION, GpuModel.NVIDIA_H100)).toEqual({
        "cloud.google.com/gke-accelerator": "nvidia-h100-80gb",
      });
    });

    test("a server on CPUs runs on any node: Autopilot's carry no labels of ours", () => {
      expect(made.nodeSelector(ServingTier.PRODUCTION)).toEqual({});
    });

    test("a server of another tier is refused: no label of the nodes would keep it away", () => {
      expect(() => made.nodeSelector(ServingTier.STAGING, GpuModel.NVIDIA_L4)).toThrow(
        [
          "[MK_CLUSTER_TIER] at test/cluster (google.AutopilotCluster.nodeSelector):",
          "  the cluster is of the tier production, and the server of the tier staging; Autopilot has no nodes for one tier alone.",
          "  Serve each tier from a cluster of that tier, or from node pools of ServingCluster.",
        ].join("\n"),
      );
    });

    test("a GPU that Google Cloud does not have is refused", () => {
      expect(() => made.nodeSelector(ServingTier.PRODUCTION, GpuModel.NVIDIA_A10G)).toThrow(
        [
          "[MK_GPU_NOT_OFFERED] at test/cluster (google.AutopilotCluster.nodeSelector):",
          "  gpu is nvidia-a10g, which Google Cloud does not offer.",
          "  Choose another model, such as GpuModel.NVIDIA_L4 or GpuModel.NVIDIA_H100.",
        ].join("\n"),
      );
    });
  });

  describe("a server on it", () => {
    let workload: Synthesized;

    beforeAll(() => {
      const own = googleTestStack();
      const autopilot = clusterIn(own);
      const identity = new WorkloadIdentityBinding(own, "identity", {
        cluster: autopilot,
        namespace: "vision",
        serviceAccountName: "resnet",
      });
      const artifact = new SecureModelBucket(own, "models").artifact("resnet/v3", {
        format: ModelFormat.SAVED_MODEL,
        sha256: DIGEST,
      });
      const scope = new HardenedStack(own.node.scope ?? own, "workload", {
        tier: ServingTier.PRODUCTION,
        tenant: "vision",
        owner: "vision@acme.example",
      });
      new PrivateInferenceEndpoint(scope, "resnet", {
        cluster: autopilot,
        identity,
        artifact,
        gpu: GpuModel.NVIDIA_L4,
        server: ModelServer.tensorflowServing({ image: `registry.acme.example/serving@sha256:${DIGEST}` }),
        fetchImage: `registry.acme.example/gcloud@sha256:${DIGEST}`,
        allowedCallers: [Caller.inNamespace("gateway")],
      });
      workload = synthesize(scope);
    });

    test("asks by Google's label for a node with its GPU", () => {
      expect(JSON.stringify(onlyResourceOf(workload, "kubernetes_deployment_v1"))).toContain(
        '"node_selector":{"cloud.google.com/gke-accelerator":"nvidia-l4"}',
      );
    });

    test("may ask the cache of its node and Cloud DNS for names, where all else is denied", () => {
      const policies = resourcesOf(workload, "kubernetes_network_policy_v1").map((policy) => JSON.stringify(policy));
      expect(policies.filter((policy) => policy.includes('"ip_block":{"cidr":"169.254.20.10/32"}'))).toEqual([
        expect.stringContaining('"k8s-app":"node-local-dns"'),
      ]);
    });
  });

  describe("errors", () => {
    test("everything that is wrong is reported at once", () => {
      expect(() =>
        clusterIn(googleTestStack(), {
          clusterName: "Serving",
          version: "latest",
          apiAllowedCidrs: ["0.0.0.0/0"],
          imageRepositories: ["serving"],
        }),
      ).toThrow(
        expect.objectContaining({
          codes: ["MK_NAME_FORMAT", "MK_IMAGE_REPOSITORY", "MK_API_EXPOSED"],
          message: expect.stringContaining("at test/cluster (google.AutopilotCluster):"),
        }),
      );
    });

    test("what is missing is named", () => {
      const none: Partial<AutopilotClusterProps> = { network: undefined };
      expect(() => clusterIn(googleTestStack(), none)).toThrow(
        [
          "[MK_MISSING] at test/cluster (google.AutopilotCluster):",
          "  network is missing.",
          "  Give network: it has no default.",
        ].join("\n"),
      );
    });
  });

  test("the defaults are what they were", () => {
    expect(stack.resource.google_container_cluster).toMatchSnapshot();
  });
});
