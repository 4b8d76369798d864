import { KubernetesProvider } from "@cdktf/provider-kubernetes/lib/provider";
import { TerraformStack, Testing, Token } from "cdktf";
import { Construct } from "constructs";
import {
  aws,
  CloudProvider,
  GpuModel,
  type HardenedStack,
  type IModelStore,
  type IServingCluster,
  type IServingIdentity,
  kubernetes,
  ModelArtifact,
  type ModelArtifactProps,
  ModelFormat,
  type NetworkDestination,
  ServingTier,
} from "modelkeep";
import type { ValidationError } from "modelkeep/errors";
import { fetchScript, literalForTerraform } from "../../src/kubernetes/artifact-fetch";
import { CLUSTER_ATTRIBUTES } from "../support/samples";
import {
  type Attributes,
  onlyResourceOf,
  resourcesOf,
  type Synthesized,
  synthesize,
  testStack,
} from "../support/stack";

const REGISTRY = "111122223333.dkr.ecr.eu-west-1.amazonaws.com";
const SERVING_IMAGE = `${REGISTRY}/tensorflow-serving@sha256:${"4f".repeat(32)}`;
const FETCH_IMAGE = `${REGISTRY}/aws-cli@sha256:${"7a".repeat(32)}`;
const SAVED_MODEL: ModelArtifactProps = { format: ModelFormat.SAVED_MODEL, sha256: "9c".repeat(32) };
const VPC_CIDR = "10.20.0.0/16";
const S3_CIDRS = ["3.5.64.0/21", "52.218.0.0/17"];
const IMAGE_BY_DIGEST = /^[a-z0-9.-]+\/[a-z0-9._/-]+@sha256:[0-9a-f]{64}$/;
const WORKLOADS = ["kubernetes_deployment_v1", "kubernetes_service_v1", "kubernetes_pod_disruption_budget_v1"];

type Props = kubernetes.PrivateInferenceEndpointProps;

interface Container {
  readonly name: string;
  readonly image: string;
  readonly image_pull_policy: string;
  readonly command: string[];
  readonly args?: string[];
  readonly env?: Attributes[];
  readonly port?: Attributes[];
  readonly resources: Record<"requests" | "limits", Record<string, string>>;
  readonly security_context: Attributes;
  readonly volume_mount: Attributes[];
}

interface PodSpec extends Attributes {
  readonly container: Container[];
  readonly init_container: Container[];
  readonly volume: Attributes[];
  readonly security_context: Attributes;
}

interface PolicyRule {
  readonly to?: Attributes[];
  readonly from?: Attributes[];
  readonly dynamic?: Attributes;
  readonly ports: Attributes[];
}

interface PolicySpec {
  readonly pod_selector: Attributes;
  readonly policy_types: string[];
  readonly ingress?: PolicyRule[];
  readonly egress: PolicyRule[];
}

describe("an endpoint with a GPU", () => {
  let stack: Synthesized;
  let pod: PodSpec;
  let server: Container;
  let policy: PolicySpec;

  beforeAll(() => {
    // GIVEN
    const scope = testStack();
    // WHEN
    endpoint(scope, { gpu: GpuModel.NVIDIA_L4 });
    stack = synthesize(scope);
    pod = podOf(stack);
    server = onlyServer(pod);
    policy = policyOf(stack, "resnet");
  });

  // THEN
  describe("rows of the catalogue", () => {
    test("K8S-01 every object lives in the tenant's namespace", () => {
      for (const type of [...WORKLOADS, "kubernetes_service_account_v1"]) {
        expect(stack).toHaveEvery(type, { metadata: expect.objectContaining({ namespace: "vision" }) });
      }
    });

    test("K8S-02 two replicas serve", () => {
      expect(onlyResourceOf(stack, "kubernetes_deployment_v1")).toHaveProperty("spec.replicas", "2");
    });

    test("K8S-03 the server has a service account of its own, bound to the identity", () => {
      expect(pod.service_account_name).toBe("resnet-server");
      expect(onlyResourceOf(stack, "kubernetes_service_account_v1").metadata).toMatchObject({
        name: "resnet-server",
        annotations: {
          "eks.amazonaws.com/role-arn": expect.stringMatching(/^\$\{aws_iam_role\.resnet-server-role_.*\.arn}$/),
          "eks.amazonaws.com/sts-regional-endpoints": "true",
        },
      });
    });

    test.each([
      ["K8S-04 no token of the Kubernetes API is mounted", "automount_service_account_token"],
      ["K8S-05 no service is announced in the environment", "enable_service_links"],
      ["K8S-06 the pod has no share in the network of the node", "host_network"],
      ["K8S-07 the pod sees no process of the node", "host_pid"],
      ["K8S-08 the pod shares no memory with the node", "host_ipc"],
    ])("%s", (_, attribute) => {
      expect(pod[attribute]).toBe(false);
    });

    test.each([
      ["K8S-09 the pod does not run as root", { run_as_non_root: true }],
      ["K8S-10 the user is none of the node's", { run_as_user: "10001" }],
      ["K8S-11 the group is not root's", { run_as_group: "10001" }],
      [
        "K8S-12 volumes belong to the group, without a walk through all files",
        {
          fs_group: "10001",
          fs_group_change_policy: "OnRootMismatch",
        },
      ],
      ["K8S-13 system calls are filtered", { seccomp_profile: { type: "RuntimeDefault" } }],
    ])("%s", (_, attributes) => {
      expect(pod.security_context).toMatchObject(attributes);
    });

    test("K8S-14 no kernel parameter is set", () => {
      expect(pod.security_context).not.toHaveProperty("sysctl");
    });

    test("K8S-15 every image is named by registry and digest", () => {
      expect(containersOf(pod).map(({ image }) => image)).toEqual([FETCH_IMAGE, SERVING_IMAGE]);
      for (const { image } of containersOf(pod)) {
        expect(image).toMatch(IMAGE_BY_DIGEST);
      }
    });

    test("K8S-16 an image is pulled once, which a digest makes safe", () => {
      expect(containersOf(pod).map(({ image_pull_policy }) => image_pull_policy)).toEqual([
        "IfNotPresent",
        "IfNotPresent",
      ]);
    });

    test.each([
      ["K8S-17 no container gains privileges", { allow_privilege_escalation: false }],
      ["K8S-18 no container is privileged", { privileged: false }],
      ["K8S-19 no container writes to its root filesystem", { read_only_root_filesystem: true }],
      ["K8S-20 every container drops all capabilities", { capabilities: { drop: ["ALL"] } }],
      ["K8S-22 no container runs as root, whatever the pod says later", { run_as_non_root: true }],
      ["K8S-23 every container filters system calls", { seccomp_profile: { type: "RuntimeDefault" } }],
    ])("%s", (_, attributes) => {
      expect(containersOf(pod)).toHaveLength(2);
      for (const container of containersOf(pod)) {
        expect(container.security_context).toMatchObject(attributes);
      }
    });

    test("K8S-21 no container adds a capability", () => {
      for (const { security_context } of containersOf(pod)) {
        expect(security_context).not.toHaveProperty("capabilities.add");
      }
    });

    test("K8S-24 every container asks for CPU, memory and disk, the server for the GPU", () => {
      for (const { resources } of containersOf(pod)) {
        expect(Object.keys(resources.requests)).toEqual(expect.arrayContaining(["cpu", "memory", "ephemeral-storage"]));
      }
      expect(server.resources.requests).toEqual({
        cpu: "2",
        memory: "8Gi",
        "ephemeral-storage": "22Gi",
        "nvidia.com/gpu": "1",
      });
    });

    test("K8S-25 every container is limited to what it asks for, and to twice the CPU", () => {
      for (const { resources } of containersOf(pod)) {
        const { cpu, ...rest } = resources.requests;
        expect(resources.limits).toEqual({ ...rest, cpu: String(2 * Number(cpu)) });
      }
    });

    test("K8S-26 a replica has the time to load its model before it is started anew", () => {
      expect(server).toMatchObject({
        startup_probe: {
          http_get: { path: "/v1/models/resnet/metadata", port: "8501" },
          failure_threshold: 60,
          period_seconds: 10,
        },
      });
    });

    test("K8S-27 a server that hangs is started anew", () => {
      expect(server).toMatchObject({ liveness_probe: { http_get: { path: "/v1/models/resnet", port: "8501" } } });
    });

    test("K8S-28 no request comes before the model is loaded", () => {
      expect(server).toMatchObject({
        readiness_probe: { http_get: { path: "/v1/models/resnet/metadata", port: "8501" } },
      });
    });

    test("K8S-29 no container has a secret in its environment", () => {
      const variables = containersOf(pod).flatMap(({ env = [] }) => env);

      expect(variables.length).toBeGreaterThan(0);
      for (const variable of variables) {
        expect(variable).not.toHaveProperty("value_from");
        expect(variable.name).not.toMatch(/SECRET_|TOKEN|PASSWORD|ACCESS_KEY|API_KEY/);
      }
      for (const container of containersOf(pod)) {
        expect(container).not.toHaveProperty("env_from");
      }
    });

    test.each(["K8S-31 VLLM_SERVER_DEV_MODE", "K8S-32 NVIDIA_VISIBLE_DEVICES"])("%s is set in no container", (row) => {
      const names = containersOf(pod).flatMap(({ env = [] }) => env.map(({ name }) => name));

      expect(names).toContain("ARTIFACT_SHA256");
      expect(names).not.toContain(row.split(" ")[1]);
    });

    test("K8S-35 TensorFlow Serving loads from the folder that is mounted read-only", () => {
      expect(server.command).toEqual(["tensorflow_model_server"]);
      expect(server.args).toEqual([
        "--port=8500",
        "--rest_api_port=8501",
        "--model_name=resnet",
        "--model_base_path=/models/resnet",
      ]);
    });

    test("K8S-36 no container has a port on the node", () => {
      const ports = containersOf(pod).flatMap(({ port = [] }) => port);

      expect(ports).toEqual([{ name: "serving", container_port: 8501, protocol: "TCP" }]);
    });

    test("K8S-37 the server cannot alter the model", () => {
      expect(server.volume_mount).toContainEqual({ name: "models", mount_path: "/models", read_only: true });
      expect(server.volume_mount.filter(({ name }) => name === "models")).toHaveLength(1);
    });

    test("K8S-38 every folder that is written to is an emptyDir of limited size", () => {
      expect(pod.volume).toEqual([
        { name: "models", empty_dir: { size_limit: "20Gi" } },
        { name: "scratch", empty_dir: { size_limit: "1Gi" } },
      ]);
      for (const { volume_mount } of containersOf(pod)) {
        expect(volume_mount).toContainEqual({ name: "scratch", mount_path: "/tmp" });
      }
    });

    test.each(["K8S-39 host_path", "K8S-40 nfs"])("%s: no volume is one", (row) => {
      const kind = row.split(" ")[1] ?? "";

      expect(pod.volume.length).toBeGreaterThan(0);
      expect(pod.volume.filter((volume) => kind in volume)).toEqual([]);
    });

    test("K8S-41 only the taint of the GPU is tolerated", () => {
      expect(pod.toleration).toEqual([{ key: "nvidia.com/gpu", operator: "Exists", effect: "NoSchedule" }]);
    });

    test("K8S-42 the pod lands on nodes of its tier with its GPU", () => {
      expect(pod.node_selector).toEqual({ "modelkeep/tier": "production", "modelkeep/gpu-model": "nvidia-l4" });
    });

    test("K8S-45 a rollout needs no spare GPU", () => {
      expect(onlyResourceOf(stack, "kubernetes_deployment_v1")).toHaveProperty("spec.strategy", {
        type: "RollingUpdate",
        rolling_update: { max_surge: "0", max_unavailable: "1" },
      });
    });

    test("K8S-46 replicas are spread across zones and nodes", () => {
      expect(pod.topology_spread_constraint).toEqual(
        ["topology.kubernetes.io/zone", "kubernetes.io/hostname"].map((topology_key) =>
          expect.objectContaining({
            topology_key,
            max_skew: 1,
            label_selector: [{ match_labels: expect.objectContaining({ "app.kubernetes.io/name": "resnet" }) }],
          }),
        ),
      );
    });

    test("K8S-47 requests in flight end before the server does", () => {
      expect(pod.termination_grace_period_seconds).toBe(60);
      expect(server).toHaveProperty("lifecycle.pre_stop", [{ exec: { command: ["sleep", "10"] } }]);
    });

    test("K8S-48 every Service is reachable inside the cluster alone", () => {
      expect(stack).toHaveEvery("kubernetes_service_v1", { spec: expect.objectContaining({ type: "ClusterIP" }) });
    });

    test("K8S-49 no Service has an address outside", () => {
      const { spec } = onlyResourceOf(stack, "kubernetes_service_v1");

      expect(Object.keys(spec ?? {}).sort()).toEqual(["port", "selector", "type"]);
    });

    test("K8S-50 everything is denied in the namespace before it is allowed", () => {
      expect(policyOf(stack, "default-deny")).toEqual({ pod_selector: {}, policy_types: ["Ingress", "Egress"] });
      expect(policy.policy_types).toEqual(["Ingress", "Egress"]);
    });

    test("K8S-51 names are resolved by the cluster's DNS alone", () => {
      expect(policy.egress[0]).toEqual({
        to: [
          {
            namespace_selector: { match_labels: { "kubernetes.io/metadata.name": "kube-system" } },
            pod_selector: { match_labels: { "k8s-app": "kube-dns" } },
          },
        ],
        ports: [
          { protocol: "UDP", port: "53" },
          { protocol: "TCP", port: "53" },
        ],
      });
    });

    test("K8S-52 credentials come from STS in the VPC", () => {
      expect(policy.egress[1]).toEqual({
        to: [{ ip_block: { cidr: VPC_CIDR } }],
        ports: [{ protocol: "TCP", port: "443" }],
      });
    });

    test("K8S-53 models come from the storage's own ranges, on 443; nothing goes to the internet", () => {
      expect(policy.egress[2]).toEqual({
        to: S3_CIDRS.map((cidr) => ({ ip_block: { cidr } })),
        ports: [{ protocol: "TCP", port: "443" }],
      });
      expect(policy.egress).toHaveLength(3);
      expect(JSON.stringify(policy)).not.toContain("0.0.0.0/0");
      for (const { to = [] } of policy.egress) {
        expect(to).not.toHaveLength(0);
      }
    });

    test("K8S-54 only the named callers reach the server", () => {
      expect(policy.ingress?.map(({ from }) => from)).toEqual([
        [
          {
            namespace_selector: { match_labels: { "kubernetes.io/metadata.name": "gateway" } },
            pod_selector: { match_labels: { app: "oauth2-proxy" } },
          },
        ],
      ]);
    });

    test("K8S-55 callers reach the serving port alone", () => {
      expect(policy.ingress?.map(({ ports }) => ports)).toEqual([[{ protocol: "TCP", port: "8501" }]]);
    });

    test("K8S-56 a replica stays while a node is drained", () => {
      expect(onlyResourceOf(stack, "kubernetes_pod_disruption_budget_v1")).toHaveProperty("spec.min_available", "1");
    });

    test("K8S-57 nothing scales the replicas beyond what was said", () => {
      expect(Object.keys(stack.resource)).not.toContain("kubernetes_horizontal_pod_autoscaler_v2");
    });

    test("K8S-58 the service account mounts no token", () => {
      expect(stack).toHaveEvery("kubernetes_service_account_v1", { automount_service_account_token: false });
    });

    test("K8S-59 the default service account of the namespace mounts no token", () => {
      expect(stack).toHaveEvery("kubernetes_default_service_account_v1", { automount_service_account_token: false });
    });
  });

  describe("the artifact", () => {
    test("is fetched and verified before the server starts, by a container that can do nothing else", () => {
      const [fetch, ...more] = pod.init_container;

      expect(more).toEqual([]);
      expect(fetch?.name).toBe("fetch-artifact");
      expect(environmentOf(fetch)).toEqual({
        AWS_REGION: "eu-west-1",
        AWS_STS_REGIONAL_ENDPOINTS: "regional",
        AWS_EC2_METADATA_DISABLED: "true",
        HOME: "/tmp",
        ARTIFACT_URI: "s3://acme-models/resnet/v3",
        ARTIFACT_SHA256: SAVED_MODEL.sha256,
        ARTIFACT_FOLDER: "/models/resnet/3",
      });
    });

    test("is fetched by the script, escaped for Terraform", () => {
      const artifact = artifactIn(storeIn(testStack()));

      expect(pod.init_container.map(({ command }) => command)).toEqual([
        ["/bin/sh", "-c", literalForTerraform(fetchScript(artifact))],
      ]);
    });
  });

  test("every object waits for the namespace and what denies all traffic in it", () => {
    const guards = [
      /^kubernetes_namespace_v1\./,
      /^kubernetes_network_policy_v1\..*DefaultDeny/,
      /^kubernetes_default_service_account_v1\./,
    ];
    const objects = [...WORKLOADS, "kubernetes_service_account_v1"].flatMap((type) => resourcesOf(stack, type));

    expect(objects).toHaveLength(4);
    for (const { depends_on } of objects) {
      expect(depends_on).toEqual(expect.arrayContaining(guards.map((guard) => expect.stringMatching(guard))));
    }
  });

  test("no pod starts before its service account and its network policy", () => {
    const { depends_on } = onlyResourceOf(stack, "kubernetes_deployment_v1");

    expect(depends_on).toContainEqual(expect.stringMatching(/^kubernetes_service_account_v1\.resnet_/));
    expect(depends_on).toContainEqual(expect.stringMatching(/^kubernetes_network_policy_v1\.resnet_/));
  });

  test("every object tells whom it belongs to", () => {
    for (const type of [...WORKLOADS, "kubernetes_service_account_v1", "kubernetes_network_policy_v1"]) {
      expect(stack).toHaveEvery(type, {
        metadata: expect.objectContaining({
          labels: expect.objectContaining({
            "modelkeep/tier": "production",
            "modelkeep/tenant": "vision",
            "modelkeep/data-class": "confidential",
          }),
        }),
      });
    }
  });

  test("Deployment, Service, network policy and disruption budget select the same pods", () => {
    const labels = { "app.kubernetes.io/name": "resnet", "app.kubernetes.io/managed-by": "modelkeep" };

    expect(onlyResourceOf(stack, "kubernetes_deployment_v1")).toMatchObject({
      spec: { selector: { match_labels: labels }, template: { metadata: { labels } } },
    });
    expect(onlyResourceOf(stack, "kubernetes_service_v1")).toHaveProperty("spec.selector", labels);
    expect(onlyResourceOf(stack, "kubernetes_pod_disruption_budget_v1")).toMatchObject({
      spec: { selector: { match_labels: labels } },
    });
    expect(policy.pod_selector).toEqual({ match_labels: labels });
  });

  test("the token for the cluster is printed by a command: no secret lies in the configuration", () => {
    const json: { provider: Record<string, Attributes[]> } = JSON.parse(JSON.stringify(stack));

    expect(json.provider.kubernetes).toEqual([
      {
        host: "https://0123456789ABCDEF.gr7.eu-west-1.eks.amazonaws.com",
        cluster_ca_certificate: '${base64decode("LS0tLS1CRUdJTg==")}',
        exec: [
          {
            api_version: "client.authentication.k8s.io/v1beta1",
            command: "aws",
            args: ["eks", "get-token", "--cluster-name", "serving", "--region", "eu-west-1"],
          },
        ],
      },
    ]);
  });
});

describe("callers", () => {
  test("without callers there is no rule: an empty one would admit everybody", () => {
    const scope = testStack();
    endpoint(scope, { allowedCallers: [] });

    const { ingress, policy_types } = policyOf(synthesize(scope), "resnet");
    expect(ingress ?? []).toEqual([]);
    expect(policy_types).toContain("Ingress");
  });

  test("each caller is a peer of its own: namespace and labels are not mixed", () => {
    const scope = testStack();
    endpoint(scope, {
      allowedCallers: [
        kubernetes.Caller.inNamespace("gateway", { app: "oauth2-proxy" }),
        kubernetes.Caller.inNamespace("batch"),
      ],
    });

    expect(policyOf(synthesize(scope), "resnet").ingress).toEqual([
      {
        from: [
          {
            namespace_selector: { match_labels: { "kubernetes.io/metadata.name": "gateway" } },
            pod_selector: { match_labels: { app: "oauth2-proxy" } },
          },
          { namespace_selector: { match_labels: { "kubernetes.io/metadata.name": "batch" } } },
        ],
        ports: [{ protocol: "TCP", port: "8501" }],
      },
    ]);
  });
});

describe("ways out", () => {
  test("ranges that are known only to Terraform become peers when it plans", () => {
    // GIVEN
    const scope = testStack();
    const network = new aws.ServingNetwork(scope, "network", { cidr: VPC_CIDR });
    const cluster = new aws.ServingCluster(scope, "cluster", { network, version: "1.35" });
    // WHEN
    endpoint(scope, { cluster, identity: irsaRole(scope, cluster) });
    // THEN
    const { egress } = policyOf(synthesize(scope), "resnet");
    expect(egress).toHaveLength(3);
    expect(egress[2]).toEqual({
      dynamic: {
        to: {
          for_each: expect.stringMatching(
            /^\$\{coalescelist\(aws_vpc_endpoint\.network_S3Endpoint_\w+\.cidr_blocks, \["192\.0\.2\.0\/32"\]\)\}$/,
          ),
          content: [{ ip_block: [{ cidr: "${to.value}" }] }],
        },
      },
      ports: [{ protocol: "TCP", port: "443" }],
    });
    expect(egress[1]?.to).toEqual([{ ip_block: { cidr: VPC_CIDR } }]);
  });

  test("EKS Pod Identity: the agent's link-local address on port 80, not the VPC", () => {
    // GIVEN
    const scope = testStack();
    const cluster = clusterIn(scope);
    // WHEN
    const identity = new aws.PodIdentityServingRole(scope, "resnet-identity", {
      cluster,
      namespace: "vision",
      serviceAccountName: "resnet-server",
    });
    endpoint(scope, { cluster, identity });
    // THEN
    const stack = synthesize(scope);
    const { egress } = policyOf(stack, "resnet");
    expect(egress[1]).toEqual({
      to: [{ ip_block: { cidr: "169.254.170.23/32" } }],
      ports: [{ protocol: "TCP", port: "80" }],
    });
    expect(JSON.stringify(egress)).not.toContain(VPC_CIDR);
    expect(onlyResourceOf(stack, "kubernetes_service_account_v1").metadata).toMatchObject({
      name: "resnet-server",
      annotations: { "modelkeep/owner": "vision@acme.example" },
    });
    expect(JSON.stringify(stack.resource.kubernetes_service_account_v1)).not.toContain("eks.amazonaws.com");
  });

  test("Google Cloud: another cloud's constructs join by the same interfaces", () => {
    // GIVEN
    const scope = testStack();
    const store = new GoogleStore(scope, "store");
    // WHEN
    endpoint(scope, {
      cluster: new GoogleCluster(scope, "gke"),
      identity: new GoogleIdentity(scope, "identity"),
      artifact: artifactIn(store),
    });
    // THEN
    const stack = synthesize(scope);
    expect(policyOf(stack, "resnet").egress.slice(1)).toEqual([
      { to: [{ ip_block: { cidr: "169.254.169.254/32" } }], ports: [{ protocol: "TCP", port: "80" }] },
      { to: [{ ip_block: { cidr: "169.254.169.252/32" } }], ports: [{ protocol: "TCP", port: "988" }] },
      { to: [{ ip_block: { cidr: "199.36.153.8/30" } }], ports: [{ protocol: "TCP", port: "443" }] },
    ]);
    const [fetch] = podOf(stack).init_container;
    expect(fetch?.command[2]).toMatch(/^copy\(\) \{ gcloud storage cp "\$1" "\$2"; }\n/);
    expect(environmentOf(fetch)).toMatchObject({ ARTIFACT_URI: "gs://acme-models/resnet/v3" });
    expect(podOf(stack).node_selector ?? {}).toEqual({});
    expect(onlyResourceOf(stack, "kubernetes_service_account_v1").metadata).toMatchObject({
      annotations: { "iam.gke.io/gcp-service-account": "resnet@acme.iam.gserviceaccount.com" },
    });
  });
});

test("a server with a GPU lands on the nodes that the cluster says carry it", () => {
  const scope = testStack();
  endpoint(scope, {
    cluster: new GoogleCluster(scope, "gke"),
    identity: new GoogleIdentity(scope, "identity"),
    artifact: artifactIn(new GoogleStore(scope, "store")),
    gpu: GpuModel.NVIDIA_L4,
  });

  expect(podOf(synthesize(scope)).node_selector).toEqual({ "cloud.google.com/gke-accelerator": "nvidia-l4" });
});

test("where nodes answer DNS queries, their addresses and the pods of their cache are open on port 53 alone", () => {
  const scope = testStack();
  const cluster = new GoogleCluster(scope, "gke");
  endpoint(scope, {
    cluster: Object.assign(cluster, { dnsServerCidrs: ["169.254.20.10/32", "169.254.169.254/32"] }),
    identity: new GoogleIdentity(scope, "identity"),
    artifact: artifactIn(new GoogleStore(scope, "store")),
  });

  const [dns] = policyOf(synthesize(scope), "resnet").egress;
  const inKubeSystem = (app: string) => ({
    namespace_selector: { match_labels: { "kubernetes.io/metadata.name": "kube-system" } },
    pod_selector: { match_labels: { "k8s-app": app } },
  });
  expect(dns).toEqual({
    to: [
      inKubeSystem("kube-dns"),
      inKubeSystem("node-local-dns"),
      { ip_block: { cidr: "169.254.20.10/32" } },
      { ip_block: { cidr: "169.254.169.254/32" } },
    ],
    ports: [
      { protocol: "UDP", port: "53" },
      { protocol: "TCP", port: "53" },
    ],
  });
});

describe("choices", () => {
  test("without a GPU the server asks for none, tolerates no taint and is rolled out without a gap", () => {
    const scope = testStack();
    endpoint(scope);
    const stack = synthesize(scope);
    const pod = podOf(stack);

    expect(pod).not.toHaveProperty("toleration");
    expect(pod.node_selector).toEqual({ "modelkeep/tier": "production" });
    expect(onlyServer(pod).resources.limits).not.toHaveProperty(["nvidia.com/gpu"]);
    expect(onlyResourceOf(stack, "kubernetes_deployment_v1")).toHaveProperty("spec.strategy.rolling_update", {
      max_surge: "1",
      max_unavailable: "0",
    });
  });

  test("as many GPUs as were asked for, of the vendor's resource", () => {
    const scope = testStack();
    endpoint(scope, { gpu: GpuModel.AMD_V520, gpuCount: 2 });
    const pod = podOf(synthesize(scope));

    expect(onlyServer(pod).resources).toMatchObject({
      requests: { "amd.com/gpu": "2" },
      limits: { "amd.com/gpu": "2" },
    });
    expect(pod.toleration).toEqual([expect.objectContaining({ key: "amd.com/gpu" })]);
  });

  test("gRPC: callers reach port 8500, probes stay on HTTP", () => {
    const scope = testStack();
    const grpc = endpoint(scope, {
      server: kubernetes.ModelServer.tensorflowServing({
        image: SERVING_IMAGE,
        protocol: kubernetes.ServingProtocol.GRPC,
      }),
    });
    const stack = synthesize(scope);
    const server = onlyServer(podOf(stack));

    expect(grpc.address).toBe("resnet.vision.svc.cluster.local:8500");
    expect(policyOf(stack, "resnet").ingress?.map(({ ports }) => ports)).toEqual([[{ protocol: "TCP", port: "8500" }]]);
    expect(onlyResourceOf(stack, "kubernetes_service_v1")).toHaveProperty("spec.port", [
      { name: "serving", port: 8500, target_port: "8500", protocol: "TCP" },
    ]);
    expect(server.port).toEqual([{ name: "serving", container_port: 8500, protocol: "TCP" }]);
    expect(server).toHaveProperty("readiness_probe.http_get.port", "8501");
  });

  test("size and time of the server reach the pod", () => {
    const scope = testStack();
    endpoint(scope, {
      server: kubernetes.ModelServer.tensorflowServing({
        image: SERVING_IMAGE,
        cpus: 8,
        memoryGib: 64,
        modelSizeGib: 100,
        startupSeconds: 605,
      }),
    });
    const pod = podOf(synthesize(scope));

    expect(onlyServer(pod).resources).toEqual({
      requests: { cpu: "8", memory: "64Gi", "ephemeral-storage": "102Gi" },
      limits: { cpu: "16", memory: "64Gi", "ephemeral-storage": "102Gi" },
    });
    expect(pod.volume[0]).toEqual({ name: "models", empty_dir: { size_limit: "100Gi" } });
    expect(onlyServer(pod)).toHaveProperty("startup_probe.failure_threshold", 61);
  });

  test("a single replica may go while its node is drained, or the node could never be replaced", () => {
    const scope = testStack();
    endpoint(scope, { replicas: 1 });
    const stack = synthesize(scope);

    expect(onlyResourceOf(stack, "kubernetes_pod_disruption_budget_v1")).toHaveProperty("spec.max_unavailable", "1");
    expect(onlyResourceOf(stack, "kubernetes_pod_disruption_budget_v1")).not.toHaveProperty("spec.min_available");
    expect(onlyResourceOf(stack, "kubernetes_deployment_v1")).toHaveProperty("spec.replicas", "1");
  });

  test("two endpoints of a namespace share it", () => {
    const scope = testStack();
    endpoint(scope);
    endpoint(scope, { identity: irsaRole(scope, clusterIn(scope, "again"), "bert-server") }, "bert");
    const stack = synthesize(scope);

    expect(resourcesOf(stack, "kubernetes_namespace_v1")).toHaveLength(1);
    expect(resourcesOf(stack, "kubernetes_deployment_v1")).toHaveLength(2);
  });

  test("a namespace that another stack makes is not made again", () => {
    const scope = testStack();
    endpoint(scope, { createNamespace: false });
    const stack = synthesize(scope);

    expect(Object.keys(stack.resource)).not.toContain("kubernetes_namespace_v1");
    expect(stack).toHaveEvery("kubernetes_service_account_v1", { depends_on: [] });
  });

  test("a Kubernetes provider of the program's own is left as it is", () => {
    const scope = testStack();
    new KubernetesProvider(scope, "own", { configPath: "~/.kube/config" });
    endpoint(scope);

    expect(JSON.parse(Testing.synth(scope, true)).provider.kubernetes).toEqual([{ config_path: "~/.kube/config" }]);
  });

  test.each([
    ["v3", "/models/resnet/3"],
    ["2026-11-21", "/models/resnet/2026"],
    ["release-007", "/models/resnet/7"],
    ["stable", "/models/resnet/1"],
  ])("version %s lies in %s, a folder with a number as TensorFlow Serving wants it", (version, folder) => {
    const scope = testStack();
    endpoint(scope, { artifact: storeIn(scope).artifact("resnet/v3", { ...SAVED_MODEL, version }) });

    expect(environmentOf(podOf(synthesize(scope)).init_container[0])).toMatchObject({ ARTIFACT_FOLDER: folder });
  });

  test("in a plain stack the pod is as hardened, and claims no owner", () => {
    const scope = new TerraformStack(Testing.app(), "plain");
    const store = new GoogleStore(scope, "store");
    endpoint(scope, {
      cluster: new GoogleCluster(scope, "gke"),
      identity: new GoogleIdentity(scope, "identity"),
      artifact: artifactIn(store),
    });
    const pod = podOf(synthesize(scope));

    expect(pod.security_context).toMatchObject({ run_as_non_root: true });
    expect(pod.node_selector ?? {}).toEqual({});
  });

  test("a server of staging does not land on nodes of production", () => {
    const scope = testStack(ServingTier.STAGING);
    endpoint(scope);

    expect(podOf(synthesize(scope)).node_selector).toEqual({ "modelkeep/tier": "staging" });
  });
});

describe("errors", () => {
  let scope: HardenedStack;
  let count = 0;

  beforeAll(() => {
    scope = testStack(ServingTier.DEVELOPMENT);
  });

  function errorOf(props: (scope: Construct) => Partial<Props>, id = "resnet"): ValidationError {
    count += 1;
    const parent = new Construct(scope, `case-${count}`);
    let thrown: unknown;
    try {
      endpoint(parent, props(parent), id);
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toMatchObject({ name: "ValidationError" });
    return thrown as ValidationError;
  }

  function serverOf(props: Partial<kubernetes.TensorflowServingProps>): Partial<Props> {
    return { server: kubernetes.ModelServer.tensorflowServing({ image: SERVING_IMAGE, ...props }) };
  }

  const token = Token.asNumber({ from: "terraform" });

  test.each<[string, string, string, Partial<Props>]>([
    [
      "an image by tag",
      "MK_IMAGE_DIGEST",
      "server.image",
      serverOf({ image: `${REGISTRY}/tensorflow-serving:2.19.0` }),
    ],
    ["a fetch image by tag", "MK_IMAGE_DIGEST", "fetchImage", { fetchImage: `${REGISTRY}/aws-cli:latest` }],
    ["no replica", "MK_NUMBER_RANGE", "replicas is 0", { replicas: 0 }],
    ["too many replicas", "MK_NUMBER_RANGE", "replicas is 101", { replicas: 101 }],
    ["half a replica", "MK_NUMBER_RANGE", "replicas is 1.5", { replicas: 1.5 }],
    ["replicas by token", "MK_LITERAL_REQUIRED", "replicas", { replicas: token }],
    ["too many GPUs", "MK_NUMBER_RANGE", "gpuCount is 17", { gpu: GpuModel.NVIDIA_L4, gpuCount: 17 }],
    ["GPUs of no model", "MK_ENDPOINT_GPU", "gpuCount is 2, but gpu is not set", { gpuCount: 2 }],
    ["no CPU", "MK_NUMBER_RANGE", "server.cpus is 0", serverOf({ cpus: 0 })],
    ["too much memory", "MK_NUMBER_RANGE", "server.memoryGib is 2049", serverOf({ memoryGib: 2049 })],
    ["too large a model", "MK_NUMBER_RANGE", "server.modelSizeGib is 1025", serverOf({ modelSizeGib: 1025 })],
    ["no time to start", "MK_NUMBER_RANGE", "server.startupSeconds is 59", serverOf({ startupSeconds: 59 })],
    ["CPUs by token", "MK_LITERAL_REQUIRED", "server.cpus", serverOf({ cpus: token })],
    [
      "a caller that is no namespace",
      "MK_NAME_FORMAT",
      'allowedCallers[1].namespace is "Gate way"',
      { allowedCallers: [kubernetes.Caller.inNamespace("gateway"), kubernetes.Caller.inNamespace("Gate way")] },
    ],
    [
      "a caller by ARN",
      "MK_NAME_NOT_ARN",
      "allowedCallers[0].namespace",
      { allowedCallers: [kubernetes.Caller.inNamespace("arn:aws:iam::111122223333:role/gateway")] },
    ],
    [
      "a caller by token",
      "MK_LITERAL_REQUIRED",
      "allowedCallers[0].namespace",
      { allowedCallers: [kubernetes.Caller.inNamespace(Token.asString({ from: "terraform" }))] },
    ],
  ])("%s is refused", (_, code, text, props) => {
    const error = errorOf(() => props);

    expect(error.codes).toEqual([code]);
    expect(error.message).toContain(text);
    expect(error.problems.map(({ remedy }) => remedy.length > 10)).toEqual([true]);
    expect(error).toMatchObject({
      path: `test/case-${count}/resnet`,
      subject: "kubernetes.PrivateInferenceEndpoint",
    });
  });

  test.each(["Resnet", "resnet_50", "-resnet", "3d-resnet", "r".repeat(64)])(
    "an id that names no object is refused: %s",
    (id) => {
      const error = errorOf(() => ({}), id);

      expect(error.codes).toEqual(["MK_NAME_FORMAT"]);
      expect(error.message).toContain(`id is "${id}"`);
    },
  );

  test("a format that TensorFlow Serving does not load is refused", () => {
    const error = errorOf((parent) => ({
      artifact: storeIn(parent, "other").artifact("resnet/v3", { ...SAVED_MODEL, format: ModelFormat.ONNX }),
    }));

    expect(error.codes).toEqual(["MK_ENDPOINT_FORMAT"]);
    expect(error.message).toContain("artifact is of format onnx");
  });

  test.each<[string, (parent: Construct) => Partial<Props>, string]>([
    ["store", (parent) => ({ artifact: artifactIn(new GoogleStore(parent, "gcs")) }), "google, aws and aws"],
    ["identity", (parent) => ({ identity: new GoogleIdentity(parent, "gsa") }), "aws, google and aws"],
    ["cluster", (parent) => ({ cluster: new GoogleCluster(parent, "gke") }), "aws, aws and google"],
  ])("a %s of another cloud is refused", (_, props, clouds) => {
    const error = errorOf(props);

    expect(error.codes).toEqual(["MK_ENDPOINT_CLOUDS"]);
    expect(error.message).toContain(`store, identity and cluster are of ${clouds}.`);
    expect(error.message).toContain("Use constructs of one cloud for one endpoint.");
  });

  test("an identity of another cluster is refused: there the service account is somebody else", () => {
    const other = (parent: Construct) =>
      aws.ServingCluster.fromClusterAttributes(parent, "other", {
        ...CLUSTER_ATTRIBUTES,
        clusterName: "other",
        endpoint: "https://FEDCBA9876543210.gr7.eu-west-1.eks.amazonaws.com",
      });
    const error = errorOf((parent) => ({ cluster: other(parent) }));

    expect(error.codes).toEqual(["MK_ENDPOINT_IDENTITY_CLUSTER"]);
    expect(error.message).toMatch(
      /service account vision\/\S+ is bound to an identity of cluster \S+, but the endpoint runs on \S+\/other\./,
    );
    expect(error.message).toContain("Make an identity for the service account on the endpoint's own cluster.");
  });

  test("everything that is wrong is reported at once", () => {
    const error = errorOf(() => ({ ...serverOf({ image: "serving:latest", cpus: 0 }), replicas: 0, gpuCount: 1 }));

    expect(error.problems.map(({ code }) => code)).toEqual([
      "MK_IMAGE_DIGEST",
      "MK_NUMBER_RANGE",
      "MK_NUMBER_RANGE",
      "MK_ENDPOINT_GPU",
    ]);
  });

  test("the message names path, property, value and remedy", () => {
    expect(errorOf(() => ({ replicas: 0 })).message).toBe(
      [
        `[MK_NUMBER_RANGE] at test/case-${count}/resnet (kubernetes.PrivateInferenceEndpoint):`,
        "  replicas is 0, not a whole number from 1 to 100.",
        "  Set replicas to a whole number from 1 to 100.",
      ].join("\n"),
    );
  });
});

test("an endpoint tells where it is", () => {
  expect(endpoint(testStack())).toMatchObject({
    endpointName: "resnet",
    namespaceName: "vision",
    port: 8501,
    address: "resnet.vision.svc.cluster.local:8501",
  });
});

test("one stack serves one cluster: a second one is refused", () => {
  const scope = testStack();
  endpoint(scope);
  const other = aws.ServingCluster.fromClusterAttributes(scope, "other", {
    ...CLUSTER_ATTRIBUTES,
    endpoint: "https://FEDCBA9876543210.gr7.eu-west-1.eks.amazonaws.com",
  });
  expect(() => endpoint(scope, { cluster: other, identity: irsaRole(scope, other, "bert-server") }, "bert")).toThrow(
    expect.objectContaining({ codes: ["MK_ENDPOINT_CLUSTERS"] }),
  );
});

test("one service account serves one endpoint: a second one is refused", () => {
  const scope = testStack();
  const identity = irsaRole(scope, clusterIn(scope));
  endpoint(scope, { identity });
  expect(() => endpoint(scope, { identity }, "bert")).toThrow(
    expect.objectContaining({ codes: ["MK_ENDPOINT_SERVICE_ACCOUNT"] }),
  );
});

test("defaults", () => {
  const scope = testStack();
  endpoint(scope);
  const { resource } = synthesize(scope);

  expect(
    Object.fromEntries(Object.entries(resource).filter(([type]) => type.startsWith("kubernetes_"))),
  ).toMatchSnapshot();
});

/** A server of resnet in namespace `vision`, called by the gateway. */
function endpoint(scope: Construct, props: Partial<Props> = {}, id = "resnet"): kubernetes.PrivateInferenceEndpoint {
  const cluster = props.cluster ?? clusterIn(scope, `${id}-cluster`);
  return new kubernetes.PrivateInferenceEndpoint(scope, id, {
    cluster,
    identity: props.identity ?? irsaRole(scope, clusterIn(scope, `${id}-identity-cluster`)),
    artifact: props.artifact ?? artifactIn(storeIn(scope, `${id}-models`)),
    server: kubernetes.ModelServer.tensorflowServing({ image: SERVING_IMAGE }),
    fetchImage: FETCH_IMAGE,
    allowedCallers: [kubernetes.Caller.inNamespace("gateway", { app: "oauth2-proxy" })],
    ...props,
  });
}

function clusterIn(scope: Construct, id = "cluster"): aws.IEksServingCluster {
  return aws.ServingCluster.fromClusterAttributes(scope, id, {
    ...CLUSTER_ATTRIBUTES,
    certificateAuthorityData: "LS0tLS1CRUdJTg==",
    vpcCidr: VPC_CIDR,
    s3Cidrs: S3_CIDRS,
  });
}

function irsaRole(
  scope: Construct,
  cluster: aws.IEksServingCluster,
  serviceAccountName = "resnet-server",
): IServingIdentity {
  return new aws.IrsaServingRole(scope, `${serviceAccountName}-role`, {
    cluster,
    namespace: "vision",
    serviceAccountName,
  });
}

function storeIn(scope: Construct, id = "models"): IModelStore {
  return aws.SecureModelBucket.fromBucketName(scope, id, "acme-models");
}

function artifactIn(store: IModelStore): ModelArtifact {
  return store.artifact("resnet/v3", SAVED_MODEL);
}

class GoogleStore extends Construct implements IModelStore {
  public readonly cloud = CloudProvider.GOOGLE;
  public readonly bucketName = "acme-models";
  public readonly uri = "gs://acme-models";
  public readonly copyCommand = ["gcloud", "storage", "cp"];

  public artifact(prefix: string, props: ModelArtifactProps): ModelArtifact {
    return new ModelArtifact(this, prefix, props);
  }

  public grantRead(): void {}
}

class GoogleIdentity extends Construct implements IServingIdentity {
  public readonly cloud = CloudProvider.GOOGLE;
  public readonly namespace = "vision";
  public readonly serviceAccountName = "resnet-server";
  public readonly serviceAccountAnnotations = {
    "iam.gke.io/gcp-service-account": "resnet@acme.iam.gserviceaccount.com",
  };
  public readonly environment = {};
  public readonly credentialEndpoints: NetworkDestination[] = [
    { name: "metadata server", cidrs: ["169.254.169.254/32"], port: 80 },
    { name: "GKE metadata server", cidrs: ["169.254.169.252/32"], port: 988 },
  ];
}

class GoogleCluster extends Construct implements IServingCluster {
  public readonly cloud = CloudProvider.GOOGLE;
  public readonly clusterName = "serving";
  public readonly region = "europe-west1";
  public readonly endpoint = "https://10.0.0.2";
  public readonly certificateAuthorityData = "LS0tLS1CRUdJTg==";
  public readonly tokenCommand = ["gke-gcloud-auth-plugin"];
  public readonly objectStorage: NetworkDestination = { name: "Storage", cidrs: ["199.36.153.8/30"], port: 443 };

  public nodeSelector(_tier?: ServingTier, gpu?: GpuModel): { [key: string]: string } {
    return gpu === undefined ? {} : { "cloud.google.com/gke-accelerator": `${gpu.googleAcceleratorType}` };
  }
}

function podOf(stack: Synthesized): PodSpec {
  const { spec } = onlyResourceOf(stack, "kubernetes_deployment_v1");
  return (spec as { template: { spec: PodSpec } }).template.spec;
}

function containersOf({ init_container, container }: PodSpec): Container[] {
  return [...init_container, ...container];
}

function onlyServer({ container }: PodSpec): Container {
  const [server, ...more] = container;
  if (server === undefined || more.length > 0) {
    throw new Error(`${1 + more.length} containers, not one`);
  }
  return server;
}

function environmentOf(container: Container | undefined): Attributes {
  return Object.fromEntries((container?.env ?? []).map(({ name, value }) => [name, value]));
}

function policyOf(stack: Synthesized, name: string): PolicySpec {
  const [policy] = resourcesOf(stack, "kubernetes_network_policy_v1").filter(
    ({ metadata }) => (metadata as Attributes).name === name,
  );
  if (policy === undefined) {
    throw new Error(`no network policy ${name}`);
  }
  return policy.spec as PolicySpec;
}
