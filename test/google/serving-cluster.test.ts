import { Lazy, TerraformOutput } from "cdktf";
import { CloudProvider, GpuModel, type HardenedStack, ServingTier } from "modelkeep";
import {
  type IGkeServingCluster,
  ImageRepository,
  type ImportedClusterAttributes,
  ModelKey,
  ReleaseChannel,
  ServingCluster,
  type ServingClusterProps,
  ServingNetwork,
} from "modelkeep/google";
import { hintOnHostBits } from "../../src/core/cidr";
import {
  type Attributes,
  googleTestStack,
  onlyResourceOf,
  resourcesOf,
  type Synthesized,
  synthesize,
} from "../support/stack";

const REPOSITORY = "projects/acme-images/locations/europe/repositories/serving";

function clusterIn(stack: HardenedStack, props: Partial<ServingClusterProps> = {}): ServingCluster {
  const network = new ServingNetwork(stack, "network", { cidr: "10.20.0.0/16" });
  return new ServingCluster(stack, "cluster", { network, version: "1.35", ...props });
}

function synthesizedCluster(props: Partial<ServingClusterProps> = {}, tier?: ServingTier): Synthesized {
  const stack = googleTestStack(tier);
  clusterIn(stack, props);
  return synthesize(stack);
}

/** The resource of the type whose name contains `part`, with its address. */
function named(stack: Synthesized, type: string, part: string): { address: string; attributes: Attributes } {
  const [found, ...more] = Object.entries(stack.resource[type] ?? {}).filter(([name]) => name.includes(part));
  if (found === undefined || more.length > 0) {
    throw new Error(`${more.length + (found ? 1 : 0)} ${type} named ${part}, not one`);
  }
  return { address: `${type}.${found[0]}`, attributes: found[1] };
}

describe("ServingCluster", () => {
  let stack: Synthesized;
  let cluster: Attributes;

  beforeAll(() => {
    stack = synthesizedCluster();
    cluster = onlyResourceOf(stack, "google_container_cluster");
  });

  describe("rows of the catalogue", () => {
    test("GKE-01, GKE-02, GKE-04: neither nodes nor the API server have a public address, nor is it open to other regions", () => {
      expect(cluster.private_cluster_config).toMatchObject({
        enable_private_nodes: true,
        enable_private_endpoint: true,
        master_global_access_config: { enabled: false },
      });
    });

    test("GKE-03: the control plane has the /28 that the network keeps for it", () => {
      expect(cluster.private_cluster_config).toMatchObject({ master_ipv4_cidr_block: "10.20.32.0/28" });
    });

    test("GKE-05: the DNS endpoint is closed to the internet", () => {
      expect(cluster.control_plane_endpoints_config).toEqual({
        dns_endpoint_config: { allow_external_traffic: false },
      });
    });

    test("GKE-07: authorized networks are stated even when nobody but the nodes is let in", () => {
      expect(cluster.master_authorized_networks_config).toMatchObject({ cidr_blocks: [] });
    });

    test("GKE-07: the named private ranges, and no other, may reach the API server", () => {
      const open = synthesizedCluster({ apiAllowedCidrs: ["10.99.0.0/24", "192.168.7.0/28"] });
      expect(onlyResourceOf(open, "google_container_cluster").master_authorized_networks_config).toMatchObject({
        cidr_blocks: [
          { cidr_block: "10.99.0.0/24", display_name: "private-1" },
          { cidr_block: "192.168.7.0/28", display_name: "private-2" },
        ],
      });
    });

    test("GKE-08, GKE-09: machines of other customers of Google are kept out, and the list holds for the private endpoint", () => {
      expect(cluster.master_authorized_networks_config).toMatchObject({
        gcp_public_cidrs_access_enabled: false,
        private_endpoint_enforcement_enabled: true,
      });
    });

    test("GKE-10: pods have identities of the project's pool", () => {
      expect(cluster.workload_identity_config).toEqual({ workload_pool: "acme-vision.svc.id.goog" });
    });

    test("GKE-11: the pool that GKE makes first hides the node's token, and is no drift once it is gone", () => {
      expect(cluster.node_config).toMatchObject({
        workload_metadata_config: { mode: "GKE_METADATA" },
        shielded_instance_config: { enable_secure_boot: true, enable_integrity_monitoring: true },
        service_account: expect.stringMatching(
          /^test-cluster-nodes-[0-9a-f]{8}@acme-vision\.iam\.gserviceaccount\.com$/,
        ),
        boot_disk_kms_key: `\${${named(stack, "google_kms_crypto_key", "NodeKey").address}.id}`,
      });
      expect(cluster.lifecycle).toEqual({ ignore_changes: ["node_config"] });
    });

    test("GKE-12, GKE-13: Dataplane V2 enforces network policies, and Calico is stated to be off", () => {
      expect(cluster).toMatchObject({
        datapath_provider: "ADVANCED_DATAPATH",
        network_policy: { enabled: false },
        addons_config: { network_policy_config: { disabled: true } },
      });
    });

    test("GKE-14: the project's policy of attestations is enforced", () => {
      expect(cluster.binary_authorization).toEqual({ evaluation_mode: "PROJECT_SINGLETON_POLICY_ENFORCE" });
    });

    test("GKE-15, GKE-16: secrets are encrypted with a customer key of their own", () => {
      expect(cluster.database_encryption).toEqual({
        state: "ENCRYPTED",
        key_name: `\${${named(stack, "google_kms_crypto_key", "SecretsKey").address}.id}`,
      });
    });

    test.each([
      [undefined, "REGULAR"],
      [ReleaseChannel.STABLE, "STABLE"],
    ])("GKE-17: channel %s patches as %s", (releaseChannel, channel) => {
      expect(synthesizedCluster({ releaseChannel })).toHaveEvery("google_container_cluster", {
        release_channel: { channel },
      });
    });

    test("GKE-18, GKE-19: traffic between pods of one node is seen, and nodes prove their boot", () => {
      expect(cluster).toMatchObject({ enable_intranode_visibility: true, enable_shielded_nodes: true });
    });

    test("GKE-20, GKE-21, GKE-22, GKE-23, GKE-24: RBAC and IAM alone let in, never certificates, the anonymous or everybody", () => {
      expect(cluster).toMatchObject({
        enable_legacy_abac: false,
        master_auth: { client_certificate_config: { issue_client_certificate: false } },
        anonymous_authentication_config: { mode: "LIMITED" },
        rbac_binding_config: {
          enable_insecure_binding_system_unauthenticated: false,
          enable_insecure_binding_system_authenticated: false,
        },
      });
    });

    test("GKE-25: workloads and the whole control plane are logged", () => {
      expect(cluster.logging_config).toEqual({
        enable_components: ["SYSTEM_COMPONENTS", "WORKLOADS", "APISERVER", "CONTROLLER_MANAGER", "SCHEDULER"],
      });
    });

    test("GKE-26: the system and its GPUs are measured", () => {
      expect(cluster.monitoring_config).toMatchObject({
        enable_components: expect.arrayContaining(["SYSTEM_COMPONENTS", "DCGM"]),
      });
    });

    test("GKE-27: pods and Services have the network's ranges, by name", () => {
      expect(cluster).toMatchObject({
        networking_mode: "VPC_NATIVE",
        ip_allocation_policy: { cluster_secondary_range_name: "pods", services_secondary_range_name: "services" },
        network: expect.stringMatching(/^\$\{google_compute_network\.network_\w+\.id\}$/),
        subnetwork: expect.stringMatching(/^\$\{google_compute_subnetwork\.network_\w+\.id\}$/),
      });
    });

    test("GKE-28: roles are bound to groups where the group of groups is named", () => {
      expect(stack).toHaveNone("google_container_cluster", "authenticator_groups_config");
      expect(synthesizedCluster({ securityGroup: "gke-security-groups@acme.example" })).toHaveEvery(
        "google_container_cluster",
        { authenticator_groups_config: { security_group: "gke-security-groups@acme.example" } },
      );
    });

    test("GKE-29: the cluster tells tier, tenant and owner", () => {
      expect(cluster.resource_labels).toEqual({
        tier: "production",
        tenant: "vision",
        owner: "vision_at_acme_example",
        "data-class": "confidential",
      });
    });

    test("GKE-30, GKE-31: every pool is explicit, and no alpha features are on", () => {
      expect(cluster).toMatchObject({
        remove_default_node_pool: true,
        initial_node_count: 1,
        enable_kubernetes_alpha: false,
      });
    });

    test.each([
      [ServingTier.PRODUCTION, true],
      [ServingTier.STAGING, true],
      [ServingTier.DEVELOPMENT, false],
    ])("GKE-32: protection from deletion in %s is %s", (tier, protection) => {
      expect(synthesizedCluster({}, tier)).toHaveEvery("google_container_cluster", {
        deletion_protection: protection,
      });
    });

    test("GKE-33, GKE-35: posture is reported, and secrets come as files", () => {
      expect(cluster).toMatchObject({
        security_posture_config: { mode: "BASIC" },
        secret_manager_config: { enabled: true },
      });
    });

    test("GKE-36: no Service can take another's address", () => {
      expect(cluster.service_external_ips_config).toEqual({ enabled: false });
    });

    test("GKE-37: the kubelets of pools that others add tell nothing unasked, either", () => {
      expect(cluster.node_pool_defaults).toEqual({
        node_config_defaults: { insecure_kubelet_readonly_port_enabled: "FALSE" },
      });
    });

    test("GKE-40: cluster DNS are pods, without a cache beside them, for network policies name them", () => {
      expect(cluster).toMatchObject({
        dns_config: { cluster_dns: "PLATFORM_DEFAULT" },
        addons_config: { dns_cache_config: { enabled: false } },
      });
      expect(clusterIn(googleTestStack()).dnsServerCidrs).toBeUndefined();
    });

    test("GKE-41, GKE-42: models can be mounted, and no tenant makes external load balancers", () => {
      expect(cluster.addons_config).toMatchObject({
        gcs_fuse_csi_driver_config: { enabled: true },
        http_load_balancing: { disabled: true },
      });
    });

    test("GKE-44, GKE-45, GKE-46: no pools are made but those of the program", () => {
      expect(cluster.cluster_autoscaling).toEqual({ enabled: false });
    });

    test("GKE-50: nodes may write logs and metrics, and nothing else in the project", () => {
      expect(resourcesOf(stack, "google_project_iam_member")).toEqual([
        expect.objectContaining({
          project: "acme-vision",
          role: "roles/container.defaultNodeServiceAccount",
          member: expect.stringMatching(/^serviceAccount:test-cluster-nodes-[0-9a-f]{8}@acme-vision\.iam/),
        }),
      ]);
      expect(stack.resource).not.toHaveProperty("google_artifact_registry_repository_iam_member");
    });

    test("GKE-50, IDG-14: nodes pull from the named repositories, and read no others", () => {
      const pulling = synthesizedCluster({ imageRepositories: [REPOSITORY] });
      expect(resourcesOf(pulling, "google_artifact_registry_repository_iam_member")).toEqual([
        expect.objectContaining({
          project: "acme-images",
          location: "europe",
          repository: "serving",
          role: "roles/artifactregistry.reader",
          member: onlyResourceOf(pulling, "google_project_iam_member").member,
        }),
      ]);
    });

    test("GKE-50: the right to pull waits for a repository that the stack makes itself", () => {
      const own = googleTestStack();
      const images = new ImageRepository(own, "images");
      clusterIn(own, { imageRepositories: [images.repositoryName, REPOSITORY] });
      const json = synthesize(own);
      const repository = named(json, "google_artifact_registry_repository", "images").address;
      const waits = resourcesOf(json, "google_artifact_registry_repository_iam_member").map(
        ({ project, depends_on }) => [project, JSON.stringify(depends_on).includes(repository)],
      );
      expect(Object.fromEntries(waits)).toEqual({ "acme-vision": true, "acme-images": false });
    });

    test("GKE-61: the control plane reaches the named webhook ports on the nodes of every pool", () => {
      const own = googleTestStack();
      const open = clusterIn(own, { webhookPorts: [9443, 15017] });
      const { nodePoolName } = open.addGpuNodePool("gpu", { gpu: GpuModel.NVIDIA_L4, maxNodes: 1 });
      expect(named(synthesize(own), "google_compute_firewall", "Webhooks").attributes).toMatchObject({
        direction: "INGRESS",
        source_ranges: ["10.20.32.0/28"],
        allow: [{ protocol: "tcp", ports: ["9443", "15017"] }],
        target_tags: [open.systemNodePool.nodePoolName, nodePoolName],
        log_config: { metadata: "INCLUDE_ALL_METADATA" },
      });
    });

    test("GKE-61: without webhooks there is no rule", () => {
      expect(Object.keys(stack.resource.google_compute_firewall ?? {}).filter((name) => /Webhooks/.test(name))).toEqual(
        [],
      );
    });
  });

  describe("keys", () => {
    test.each([
      ["NodeKey", "compute-system"],
      ["SecretsKey", "container-engine-robot"],
    ])("%s may be used by %s alone", (key, agent) => {
      const { address } = named(stack, "google_kms_crypto_key", key);
      const users = resourcesOf(stack, "google_kms_crypto_key_iam_member").filter(
        ({ crypto_key_id }) => crypto_key_id === `\${${address}.id}`,
      );
      expect(users).toEqual([
        expect.objectContaining({
          role: "roles/cloudkms.cryptoKeyEncrypterDecrypter",
          member: expect.stringMatching(
            new RegExp(`^serviceAccount:service-\\$\\{data\\.google_project\\.\\w+\\.number\\}@${agent}\\.iam\\.`),
          ),
        }),
      ]);
    });

    test("secrets and disks have two different keys, in the region of the cluster", () => {
      expect(resourcesOf(stack, "google_kms_crypto_key")).toHaveLength(2);
      expect(stack).toHaveEvery("google_kms_key_ring", { location: "europe-west4" });
    });

    test("the cluster tells the key of disks", () => {
      expect(clusterIn(googleTestStack()).nodeKey).toBeInstanceOf(ModelKey);
    });
  });

  describe("order", () => {
    test("the cluster waits for its keys' users and the identity of nodes with its roles", () => {
      expect(cluster.depends_on).toEqual(
        expect.arrayContaining([
          named(stack, "google_kms_crypto_key_iam_member", "NodeKey").address,
          named(stack, "google_kms_crypto_key_iam_member", "SecretsKey").address,
          named(stack, "google_service_account", "Nodes").address,
          named(stack, "google_project_iam_member", "Nodes").address,
        ]),
      );
    });

    test("pools wait for the cluster by reference", () => {
      expect(stack).toHaveEvery("google_container_node_pool", {
        cluster: `\${${named(stack, "google_container_cluster", "cluster").address}.name}`,
      });
    });

    test("grants wait for the account that they name literally", () => {
      const account = named(stack, "google_service_account", "Nodes").address;
      expect(stack).toHaveEvery("google_project_iam_member", { depends_on: [account] });
    });
  });

  describe("what others need to know of it", () => {
    let made: ServingCluster;

    beforeAll(() => {
      made = clusterIn(googleTestStack(), { clusterName: "serving-eu" });
    });

    test("name, project, place and pool of identities are literal, and no token is ever stored", () => {
      expect([made.clusterName, made.project, made.location, made.region, made.workloadPool, made.version]).toEqual([
        "serving-eu",
        "acme-vision",
        "europe-west4",
        "europe-west4",
        "acme-vision.svc.id.goog",
        "1.35",
      ]);
      expect(made.tokenCommand).toEqual(["gke-gcloud-auth-plugin"]);
      expect(made.cloud).toBe(CloudProvider.GOOGLE);
    });

    test("the API server is spoken to over TLS, with the certificate of its authority", () => {
      const own = googleTestStack();
      const { endpoint, certificateAuthorityData } = clusterIn(own);
      new TerraformOutput(own, "endpoint", { value: endpoint });
      new TerraformOutput(own, "authority", { value: certificateAuthorityData, sensitive: true });
      expect(synthesize(own).output).toMatchObject({
        endpoint: { value: expect.stringMatching(/^https:\/\/\$\{google_container_cluster\.cluster_\w+\.endpoint\}$/) },
        authority: {
          value: expect.stringMatching(
            /^\$\{google_container_cluster\.cluster_\w+\.master_auth\[0\]\.cluster_ca_certificate\}$/,
          ),
        },
      });
    });

    test("pods reach Cloud Storage where the network lets its APIs answer, over TLS", () => {
      expect(made.objectStorage).toEqual({ name: "Cloud Storage", cidrs: ["199.36.153.4/30"], port: 443 });
    });

    test("servers land on nodes of their tier and GPU", () => {
      expect(made.nodeSelector(ServingTier.STAGING, GpuModel.NVIDIA_L4)).toEqual({
        "modelkeep/tier": "staging",
        "modelkeep/gpu-model": "nvidia-l4",
      });
      expect(made.nodeSelector()).toEqual({});
    });

    test("a derived name ends with a hash of the path, within what GKE takes", () => {
      expect(clusterIn(googleTestStack()).clusterName).toMatch(/^test-cluster-[0-9a-f]{8}$/);
    });
  });

  test("nodes stand in the zones that were named", () => {
    expect(synthesizedCluster({ nodeZones: ["europe-west4-a", "europe-west4-b"] })).toHaveEvery(
      "google_container_cluster",
      { location: "europe-west4", node_locations: ["europe-west4-a", "europe-west4-b"] },
    );
    expect(stack).toHaveNone("google_container_cluster", "node_locations");
  });

  test("the system pool takes the size that was asked for", () => {
    const sized = synthesizedCluster({ systemNodePool: { minNodes: 3, maxNodes: 6, machineType: "n2-standard-8" } });
    expect(sized).toHaveEvery("google_container_node_pool", {
      autoscaling: { total_min_node_count: 3, total_max_node_count: 6, location_policy: "BALANCED" },
      node_config: expect.objectContaining({ machine_type: "n2-standard-8" }),
    });
  });

  describe("fromClusterAttributes", () => {
    const ATTRIBUTES: ImportedClusterAttributes = {
      clusterName: "serving",
      location: "europe-west1-b",
      endpoint: "https://172.16.0.2",
      certificateAuthorityData: "LS0t",
      project: "acme-platform",
      projectNumber: "123456789012",
    };

    function imported(attributes: Partial<ImportedClusterAttributes> = {}): IGkeServingCluster {
      return ServingCluster.fromClusterAttributes(googleTestStack(), "cluster", { ...ATTRIBUTES, ...attributes });
    }

    test("the cluster says of itself what it was told, and makes no resource", () => {
      const own = googleTestStack();
      const cluster = ServingCluster.fromClusterAttributes(own, "cluster", ATTRIBUTES);
      expect(cluster).toMatchObject({
        ...ATTRIBUTES,
        cloud: CloudProvider.GOOGLE,
        region: "europe-west1",
        workloadPool: "acme-platform.svc.id.goog",
        objectStorage: { name: "Cloud Storage", cidrs: ["199.36.153.4/30"], port: 443 },
        tokenCommand: ["gke-gcloud-auth-plugin"],
        dnsServerCidrs: ["169.254.20.10/32", "169.254.169.254/32"],
      });
      expect(cluster.network).toBeUndefined();
      expect(cluster.nodeSelector(ServingTier.PRODUCTION)).toEqual({ "modelkeep/tier": "production" });
      expect(synthesize(own).resource).toEqual({});
    });

    test("a cluster of the stack's own project needs no number", () => {
      expect(imported({ project: undefined, projectNumber: undefined, location: "europe-west4" })).toMatchObject({
        project: "acme-vision",
        projectNumber: undefined,
        region: "europe-west4",
        workloadPool: "acme-vision.svc.id.goog",
      });
    });

    test.each([[["199.36.153.8/30"]], [["10.30.5.7/32"]]])("Google's APIs may answer in %j", (googleApisCidrs) => {
      expect(imported({ googleApisCidrs }).objectStorage.cidrs).toEqual(googleApisCidrs);
    });

    test.each([[["0.0.0.0/0"]], [["10.0.0.0/8"]], [["199.36.153.8/30", "8.8.8.8/32"]], [[]]])(
      "%j is refused as where Google's APIs answer",
      (googleApisCidrs) => {
        expect(() => imported({ googleApisCidrs })).toThrow(
          [
            "[MK_GOOGLE_APIS_CIDRS] at test/cluster (google.ServingCluster.fromClusterAttributes):",
            `  googleApisCidrs is [${googleApisCidrs.join(", ")}], which is not where Google's APIs answer inside a network.`,
            "  Give 199.36.153.4/30, 199.36.153.8/30, or the private /32 of a Private Service Connect endpoint.",
          ].join("\n"),
        );
      },
    );

    test.each([[[]], [["169.254.20.10/32"]], [["10.30.0.10/32"]]])("DNS may be answered in %j", (dnsServerCidrs) => {
      expect(imported({ dnsServerCidrs }).dnsServerCidrs).toEqual(dnsServerCidrs);
    });

    test.each([[["8.8.8.8/32"]], [["10.0.0.0/8"]], [["169.254.20.10/32", "0.0.0.0/0"]], [["dns.acme.example"]]])(
      "%j is refused as where DNS is answered: it would carry out whatever is asked of it",
      (dnsServerCidrs) => {
        expect(() => imported({ dnsServerCidrs })).toThrow(
          [
            "[MK_DNS_SERVERS] at test/cluster (google.ServingCluster.fromClusterAttributes):",
            `  dnsServerCidrs is [${dnsServerCidrs.join(", ")}], which are not single addresses inside the network or of the node.`,
            "  Give 169.254.20.10/32, 169.254.169.254/32, or those of them that the cluster has.",
          ].join("\n"),
        );
      },
    );

    test("another project without its number is refused: names of its identities hold both", () => {
      expect(() => imported({ projectNumber: undefined })).toThrow(
        [
          "[MK_PROJECT_NUMBER] at test/cluster (google.ServingCluster.fromClusterAttributes):",
          '  project is "acme-platform", but projectNumber is missing; names of its workload identities hold both.',
          "  Give the number that `gcloud projects describe` prints, as in 123456789012.",
        ].join("\n"),
      );
      expect(() => imported({ project: undefined })).toThrow(
        "  projectNumber is given without project; that of the stack's own project is looked up.",
      );
    });

    test("everything that is wrong is reported at once", () => {
      expect(() =>
        imported({ location: "EU", endpoint: "172.16.0.2", project: "123", projectNumber: "acme-platform" }),
      ).toThrow(
        [
          "[MK_LOCATION, MK_CLUSTER_ENDPOINT, MK_PROJECT] at test/cluster (google.ServingCluster.fromClusterAttributes):",
          '  location is "EU", which is neither a region nor a zone.',
          "  Give it as in europe-west4, or europe-west4-a for a zonal cluster.",
          '  endpoint is "172.16.0.2", without the https:// that tells clients to encrypt.',
          "  Give it as in https://172.16.0.2.",
          '  project is "123", which is not the id of a project.',
          "  Give the id, as in acme-vision, and the number as projectNumber.",
          '  projectNumber is "acme-platform", which is not the number of a project.',
          "  Give the number that `gcloud projects describe` prints, as in 123456789012.",
        ].join("\n"),
      );
    });

    test("values that only Terraform knows are taken, but for the location", () => {
      const unknown = Lazy.stringValue({ produce: () => "later" });
      expect(imported({ endpoint: unknown, project: unknown, projectNumber: unknown }).project).toBe(unknown);
      expect(() => imported({ location: unknown })).toThrow(
        "  location is a token, which is known only to Terraform, but its value is compared at synthesis.",
      );
    });

    test("what is missing is named", () => {
      const none: Partial<ImportedClusterAttributes> = { endpoint: undefined, clusterName: undefined };
      expect(() => imported(none)).toThrow(
        expect.objectContaining({ codes: ["MK_MISSING"], message: expect.stringContaining("clusterName is missing.") }),
      );
    });
  });

  describe("errors", () => {
    function refused(props: Partial<ServingClusterProps>): () => void {
      return () => clusterIn(googleTestStack(), props);
    }

    test.each([
      ["too long", "a".repeat(41)],
      ["with capitals", "Serving"],
      ["beginning with a digit", "1-serving"],
      ["ending with a hyphen", "serving-"],
      ["empty", ""],
    ])("a name %s is refused", (_what, clusterName) => {
      expect(refused({ clusterName })).toThrow(
        [
          "[MK_NAME_FORMAT] at test/cluster (google.ServingCluster):",
          `  clusterName is "${clusterName}", which is not 1 to 40 lower-case letters, digits and hyphens, beginning with a letter and ending with a letter or digit.`,
        ].join("\n"),
      );
    });

    test.each([["latest"], ["1.3"], ["v1.35"], ["-"]])("version %j is refused", (version) => {
      expect(refused({ version })).toThrow(
        [
          "[MK_NAME_FORMAT] at test/cluster (google.ServingCluster):",
          `  version is "${version}", which is not a Kubernetes version such as "1.35".`,
        ].join("\n"),
      );
    });

    test.each([["1.35.2"], ["1.35.2-gke.1234000"]])("the exact version %s is taken", (version) => {
      expect(synthesizedCluster({ version })).toHaveEvery("google_container_cluster", { min_master_version: version });
    });

    test("a second cluster in one network is refused: its ranges are cut for one", () => {
      const stack = googleTestStack();
      const network = new ServingNetwork(stack, "network", { cidr: "10.20.0.0/16" });
      new ServingCluster(stack, "one", { network, version: "1.35" });

      expect(() => new ServingCluster(stack, "two", { network, version: "1.35" })).toThrow(
        [
          "[MK_NETWORK_OCCUPIED] at test/two (google.ServingCluster):",
          "  network test/network holds test/one already, and has one range for a control plane.",
          "  Make a network for each cluster.",
        ].join("\n"),
      );
    });

    test("another cloud's network is refused, in a program that nobody compiled", () => {
      const stack = googleTestStack();
      const props = { network: { region: "eu-west-1" }, version: "1.35" } as unknown as ServingClusterProps;

      expect(() => new ServingCluster(stack, "cluster", props)).toThrow("network is not a google.ServingNetwork.");
    });

    test.each([["0.0.0.0/0"], ["203.0.113.0/24"], ["10.0.0.1/8"], ["office"]])(
      "GKE-07: %s is refused where a private range belongs",
      (cidr) => {
        expect(refused({ apiAllowedCidrs: ["10.99.0.0/24", cidr] })).toThrow(
          [
            "[MK_API_EXPOSED] at test/cluster (google.ServingCluster):",
            `  apiAllowedCidrs[1] is "${cidr}", which is not a private IPv4 range.${hintOnHostBits(cidr)}`,
            "  Name the private range that pipelines or people connect from; the API server is never opened to the internet.",
          ].join("\n"),
        );
      },
    );

    test("GKE-07: a range that only Terraform knows is refused: it could be the internet", () => {
      const cidr = Lazy.stringValue({ produce: () => "0.0.0.0/0" });
      expect(refused({ apiAllowedCidrs: [cidr] })).toThrow(
        expect.objectContaining({
          codes: ["MK_LITERAL_REQUIRED"],
          message: expect.stringContaining("apiAllowedCidrs[0] is a token"),
        }),
      );
    });

    test("GKE-07: more ranges than GKE takes are refused", () => {
      const apiAllowedCidrs = Array.from({ length: 101 }, (_, index) => `10.99.${index}.0/24`);
      expect(refused({ apiAllowedCidrs })).toThrow(
        [
          "[MK_API_CIDRS] at test/cluster (google.ServingCluster):",
          "  apiAllowedCidrs names 101 ranges, more than the 100 that GKE takes.",
          "  Name fewer, wider private ranges.",
        ].join("\n"),
      );
    });

    test.each([["serving"], ["europe-docker.pkg.dev/acme-images/serving"], ["projects/acme/repositories/serving"]])(
      "GKE-50: %s is refused as a repository",
      (repository) => {
        expect(refused({ imageRepositories: [repository] })).toThrow(
          [
            "[MK_IMAGE_REPOSITORY] at test/cluster (google.ServingCluster):",
            `  imageRepositories[0] is "${repository}", which is not the full name of an Artifact Registry repository.`,
            "  Give it as in projects/acme-vision/locations/europe-west4/repositories/images.",
          ].join("\n"),
        );
      },
    );

    test("GKE-50: a repository that only Terraform knows is refused: the grant names its parts", () => {
      expect(refused({ imageRepositories: [Lazy.stringValue({ produce: () => REPOSITORY })] })).toThrow(
        "  imageRepositories[0] is a token, which is known only to Terraform, but its value is compared at synthesis.",
      );
    });

    test("GKE-17: a channel for trying out is refused, should a program that runs uncompiled name it", () => {
      const rapid: Partial<ServingClusterProps> = JSON.parse('{ "releaseChannel": "RAPID" }');
      expect(refused(rapid)).toThrow(
        [
          "[MK_RELEASE_CHANNEL] at test/cluster (google.ServingCluster):",
          '  releaseChannel is "RAPID", which is not a channel for serving.',
          "  Use ReleaseChannel.REGULAR or ReleaseChannel.STABLE: RAPID is for trying out, and without one nobody patches.",
        ].join("\n"),
      );
    });

    test.each([["everybody@acme.example"], ["gke-security-groups"], ["gke-security-groups@acme"]])(
      "GKE-28: %s is refused as the group of groups",
      (securityGroup) => {
        expect(refused({ securityGroup })).toThrow(
          `  securityGroup is "${securityGroup}", which is not gke-security-groups@ and a domain of your organisation, the only name that GKE takes.`,
        );
      },
    );

    test.each([
      ["a zone of another region", ["europe-west1-b"]],
      ["what is no zone", ["europe-west4"]],
      ["a zone twice", ["europe-west4-a", "europe-west4-a"]],
      ["a list of no zones", []],
    ])("%s is refused", (_what, nodeZones) => {
      expect(refused({ nodeZones })).toThrow(
        [
          "[MK_NODE_ZONES] at test/cluster (google.ServingCluster):",
          `  nodeZones is [${nodeZones.join(", ")}], but the network's subnet lies in europe-west4.`,
          "  Name zones of europe-west4, each once, as in europe-west4-a, or leave nodeZones out.",
        ].join("\n"),
      );
    });

    test("GKE-61: what is no port is refused", () => {
      expect(refused({ webhookPorts: [9443, 0] })).toThrow(
        "  webhookPorts[1] is 0, not a whole number from 1 to 65535.",
      );
    });

    test("what is missing is named, and nothing else is judged", () => {
      const none: Partial<ServingClusterProps> = { network: undefined, version: undefined };
      expect(refused(none)).toThrow(
        [
          "[MK_MISSING] at test/cluster (google.ServingCluster):",
          "  network is missing.",
          "  Give network: it has no default.",
          "  version is missing.",
          "  Give version: it has no default.",
        ].join("\n"),
      );
    });

    test("everything that is wrong is reported at once", () => {
      expect(
        refused({ clusterName: "Serving", version: "latest", apiAllowedCidrs: ["0.0.0.0/0"], nodeZones: [] }),
      ).toThrow(expect.objectContaining({ codes: ["MK_NAME_FORMAT", "MK_API_EXPOSED", "MK_NODE_ZONES"] }));
    });
  });

  test("the defaults are what they were", () => {
    const { google_container_cluster, google_service_account, google_project_iam_member } = stack.resource;
    expect({ google_container_cluster, google_service_account, google_project_iam_member }).toMatchSnapshot();
  });
});
