import { GoogleProvider } from "@cdktf/provider-google/lib/provider";
import { App, DefaultTokenResolver, Lazy, StringConcat, TerraformStack, Testing, Tokenization } from "cdktf";
import type { Construct } from "constructs";
import { CloudProvider, HardenedStack, ModelFormat, ServingTier } from "modelkeep";
import {
  type IGkeServingCluster,
  SecureModelBucket,
  ServingCluster,
  ServingNetwork,
  WorkloadIdentityBinding,
  type WorkloadIdentityBindingProps,
} from "modelkeep/google";
import { importedCluster as eksCluster } from "../support/samples";
import { googleTestStack, onlyResourceOf, resourcesOf, type Synthesized, synthesize } from "../support/stack";

const DIGEST = { format: ModelFormat.SAVED_MODEL, sha256: "9c".repeat(32) };

interface ClusterOptions {
  readonly clusterName?: string;
  readonly project?: string;
  readonly projectNumber?: string;
}

function importedCluster(scope: Construct, id = "cluster", options: ClusterOptions = {}): IGkeServingCluster {
  return ServingCluster.fromClusterAttributes(scope, id, {
    clusterName: id,
    location: "europe-west4",
    endpoint: "https://172.16.0.2",
    certificateAuthorityData: "LS0tLS1CRUdJTiBDRVJUSUZJQ0FURS0tLS0t",
    ...options,
  });
}

function identityIn(
  stack: Construct,
  props: Partial<WorkloadIdentityBindingProps> = {},
  id = "identity",
): WorkloadIdentityBinding {
  const cluster = props.cluster ?? importedCluster(stack);
  return new WorkloadIdentityBinding(stack, id, { namespace: "vision", serviceAccountName: "bert", ...props, cluster });
}

/** Two stacks of one program, each with a cluster of its own in the project. */
function twoStacks(one: Owner, other: Owner, project = "acme-vision"): readonly [HardenedStack, HardenedStack] {
  const app = new App({ outdir: Testing.app().outdir });
  const make = (id: string, { tier = ServingTier.PRODUCTION, tenant = "vision" }: Owner, inProject: string) => {
    const stack = new HardenedStack(app, id, { tier, tenant, owner: "vision@acme.example" });
    new GoogleProvider(stack, "google", { project: inProject, region: "europe-west4" });
    return stack;
  };
  return [make("one", one, "acme-vision"), make("other", other, project)];
}

interface Owner {
  readonly tier?: ServingTier;
  readonly tenant?: string;
}

/** The identity itself, granted one artifact. */
let direct: Synthesized;
let directIdentity: WorkloadIdentityBinding;

/** The same by a service account of its own. */
let impersonating: Synthesized;
let impersonatingIdentity: WorkloadIdentityBinding;

beforeAll(() => {
  [directIdentity, direct] = granted(false);
  [impersonatingIdentity, impersonating] = granted(true);
});

function granted(impersonate: boolean): [WorkloadIdentityBinding, Synthesized] {
  const stack = googleTestStack();
  const models = new SecureModelBucket(stack, "models", { bucketName: "acme-models" });
  const identity = identityIn(stack, { impersonate });
  models.grantRead(identity, models.artifact("bert/v1", DIGEST));
  return [identity, synthesize(stack)];
}

/** The grant to the identity, among those of the buckets. */
function grantIn(stack: Synthesized): Record<string, unknown> {
  const [grant, ...more] = resourcesOf(stack, "google_storage_bucket_iam_member").filter(
    ({ role }) => role === "roles/storage.objectViewer",
  );
  expect(more).toEqual([]);
  return grant ?? {};
}

test("a cluster of another cloud is refused, in a program that nobody compiled", () => {
  const stack = googleTestStack();
  const cluster = eksCluster(stack, "eks") as unknown as IGkeServingCluster;

  expect(() => identityIn(stack, { cluster })).toThrow(
    "cluster test/eks is of aws, which knows no workload identities of Google Cloud.",
  );
});

describe("rows of the catalogue", () => {
  test("IDG-01: an account of the identity's own, whose name IAM takes", () => {
    const { account_id } = onlyResourceOf(impersonating, "google_service_account");
    expect(account_id).toMatch(/^[a-z][a-z0-9-]{4,28}[a-z0-9]$/);
  });

  test("IDG-01: however long the path, the account has a name that IAM takes, and another than its neighbour", () => {
    const stack = googleTestStack();
    const cluster = importedCluster(stack);
    for (const name of ["one", "two"]) {
      identityIn(
        stack,
        { cluster, serviceAccountName: name, impersonate: true },
        `an-identity-with-a-very-long-construct-id-${name}`,
      );
    }
    const ids = resourcesOf(synthesize(stack), "google_service_account").map(({ account_id }) => `${account_id}`);
    expect(ids.every((id) => /^[a-z][a-z0-9-]{4,28}[a-z0-9]$/.test(id))).toBe(true);
    expect(new Set(ids).size).toBe(2);
  });

  test.each(["google_service_account_key", "google_project_iam_member", "google_project_iam_binding"])(
    "IDG-02, IDG-06, IDG-07, IDG-08, IDG-09: there is no %s",
    (type) => {
      expect(direct.resource).not.toHaveProperty(type);
      expect(impersonating.resource).not.toHaveProperty(type);
    },
  );

  test("IDG-03, IDG-04: one Kubernetes service account may act as the account, named exactly", () => {
    const [name] = Object.keys(impersonating.resource.google_service_account ?? {});
    expect(onlyResourceOf(impersonating, "google_service_account_iam_member")).toMatchObject({
      service_account_id: `\${google_service_account.${name}.name}`,
      role: "roles/iam.workloadIdentityUser",
      member: "serviceAccount:acme-vision.svc.id.goog[vision/bert]",
    });
  });

  test("IDG-04: permissions are granted to the Kubernetes service account itself, named exactly", () => {
    expect(grantIn(direct).member).toMatch(
      /^principal:\/\/iam\.googleapis\.com\/projects\/\$\{data\.google_project\.\w+\.number}\/locations\/global\/workloadIdentityPools\/acme-vision\.svc\.id\.goog\/subject\/ns\/vision\/sa\/bert$/,
    );
    expect(JSON.stringify([direct.resource, impersonating.resource])).not.toMatch(/principalSet|pool\/\*/);
  });

  test("IDG-05: the annotation names the account, and there is none without one", () => {
    const resolved = Tokenization.resolve(impersonatingIdentity.serviceAccountAnnotations, {
      scope: impersonatingIdentity,
      resolver: new DefaultTokenResolver(new StringConcat()),
    });
    expect(resolved).toEqual({
      "iam.gke.io/gcp-service-account": expect.stringMatching(
        /^\$\{google_service_account\.identity_Account_\w+\.email}$/,
      ),
    });
    expect(directIdentity.serviceAccountAnnotations).toEqual({});
    expect(direct.resource).not.toHaveProperty("google_service_account");
  });

  test("IDG-10: grants to an identity with an account go to that account", () => {
    expect(grantIn(impersonating).member).toMatch(/^\$\{google_service_account\.identity_Account_\w+\.member}$/);
  });
});

describe("the project", () => {
  test("is that of the cluster, whose number is given", () => {
    const stack = googleTestStack();
    const cluster = importedCluster(stack, "cluster", { project: "acme-clusters", projectNumber: "210987654321" });
    const { member, environment } = identityIn(stack, { cluster });
    expect(member).toBe(
      "principal://iam.googleapis.com/projects/210987654321/locations/global/workloadIdentityPools/acme-clusters.svc.id.goog/subject/ns/vision/sa/bert",
    );
    expect(environment).toMatchObject({ GOOGLE_CLOUD_PROJECT: "acme-clusters" });
    expect(synthesize(stack).data).not.toHaveProperty("google_project");
  });

  test("is looked up by its id where a cluster of another project tells no number", () => {
    const stack = googleTestStack();
    const cluster = Object.assign(importedCluster(stack), {
      project: "acme-clusters",
      workloadPool: "acme-clusters.svc.id.goog",
    });
    identityIn(stack, { cluster });
    expect(Object.values(synthesize(stack).data.google_project ?? {})).toEqual([{ project_id: "acme-clusters" }]);
  });

  test("of the account is that of the stack; it is the cluster's pool that may act as it", () => {
    const stack = googleTestStack();
    const cluster = importedCluster(stack, "cluster", { project: "acme-clusters", projectNumber: "210987654321" });
    identityIn(stack, { cluster, impersonate: true });
    const synthesized = synthesize(stack);
    expect(synthesized).toHaveEvery("google_service_account", { project: "acme-vision" });
    expect(synthesized).toHaveEvery("google_service_account_iam_member", {
      member: "serviceAccount:acme-clusters.svc.id.goog[vision/bert]",
    });
  });
});

describe("order", () => {
  test("grants wait for the cluster that makes the pool, for no node pool of it, and for the bucket", () => {
    const stack = googleTestStack();
    const network = new ServingNetwork(stack, "network", { cidr: "10.20.0.0/16" });
    const cluster = new ServingCluster(stack, "cluster", { network, version: "1.35" });
    const models = new SecureModelBucket(stack, "models");
    for (const impersonate of [false, true]) {
      const identity = identityIn(
        stack,
        { cluster, impersonate, serviceAccountName: `sa-${impersonate}` },
        `${impersonate}`,
      );
      models.grantRead(identity, models.artifact("bert/v1", DIGEST));
    }
    const synthesized = synthesize(stack);
    const waits = [
      expect.stringMatching(/^google_storage_bucket\.models_[0-9A-F]{8}$/),
      expect.stringMatching(/^google_container_cluster\.cluster_[0-9A-F]{8}$/),
    ];
    const grants = resourcesOf(synthesized, "google_storage_bucket_iam_member").filter(({ condition }) => condition);
    expect(grants.map(({ depends_on }) => depends_on)).toEqual([waits, waits]);
    expect(synthesized).toHaveEvery("google_service_account_iam_member", { depends_on: waits.slice(1) });
  });

  test("a stack with identities is applied after that of the cluster", () => {
    const [one, other] = twoStacks({}, {});
    identityIn(other, { cluster: importedCluster(one) });
    expect(other.dependencies).toContain(one);
  });
});

describe("attributes", () => {
  test("name what an endpoint needs", () => {
    expect(directIdentity).toMatchObject({
      cloud: CloudProvider.GOOGLE,
      namespace: "vision",
      serviceAccountName: "bert",
      credentialEndpoints: [
        { name: "GKE metadata server", cidrs: ["169.254.169.254/32"], port: 80 },
        { name: "GKE metadata server, older data plane", cidrs: ["169.254.169.252/32"], port: 988 },
      ],
    });
    expect(directIdentity.cluster?.clusterName).toBe("cluster");
  });

  test("the environment is the same for both kinds, and nothing in it is secret or points at a key", () => {
    expect(impersonatingIdentity.environment).toEqual(directIdentity.environment);
    expect(directIdentity.environment).toEqual({
      GOOGLE_CLOUD_PROJECT: "acme-vision",
      CLOUDSDK_CORE_PROJECT: "acme-vision",
      CLOUDSDK_CONFIG: "/tmp/gcloud",
      CLOUDSDK_CORE_DISABLE_PROMPTS: "true",
      CLOUDSDK_CORE_DISABLE_USAGE_REPORTING: "true",
      CLOUDSDK_CORE_DISABLE_FILE_LOGGING: "true",
      CLOUDSDK_COMPONENT_MANAGER_DISABLE_UPDATE_CHECK: "true",
    });
  });
});

describe("sameness: all clusters of a project share one pool", () => {
  test("one identity for two tiers is refused", () => {
    const [one, other] = twoStacks({ tier: ServingTier.STAGING }, { tier: ServingTier.PRODUCTION });
    identityIn(one);
    expect(() => identityIn(other)).toThrow(
      [
        "[MK_IDENTITY_SAMENESS] at other/identity (google.WorkloadIdentityBinding):",
        "  vision/bert is bound by one/identity (staging, tenant vision) and here (production, tenant vision) in the pool acme-vision.svc.id.goog: IAM takes both for one identity.",
        "  Keep each tier and tenant in a project of its own, or give the namespaces different names.",
      ].join("\n"),
    );
  });

  test("one identity for two tenants is refused, also where one acts as an account of its own", () => {
    const [one, other] = twoStacks({ tenant: "vision" }, { tenant: "audio" });
    identityIn(one, { impersonate: true, cluster: importedCluster(one, "blue") });
    expect(() => identityIn(other, { cluster: importedCluster(other, "green") })).toThrow(
      expect.objectContaining({ codes: ["MK_IDENTITY_SAMENESS"] }),
    );
  });

  test("an identity of a stack that declares no owner is not taken for anybody else's", () => {
    const app = new App({ outdir: Testing.app().outdir });
    const stacks = ["one", "other"].map((id) => new TerraformStack(app, id));
    for (const stack of stacks) {
      new GoogleProvider(stack, "google", { project: "acme-vision", region: "europe-west4" });
    }
    const [one, other] = stacks as [TerraformStack, TerraformStack];
    identityIn(one, { cluster: importedCluster(one, "blue") });
    expect(() => identityIn(other, { cluster: importedCluster(other, "green") })).not.toThrow();
  });

  test.each<[string, Partial<WorkloadIdentityBindingProps>, string]>([
    ["another namespace", { namespace: "vision-staging" }, "acme-vision"],
    ["another service account", { serviceAccountName: "resnet" }, "acme-vision"],
    ["another project", {}, "acme-vision-staging"],
  ])("%s is another identity", (_, props, project) => {
    const [one, other] = twoStacks({}, { tier: ServingTier.STAGING }, project);
    identityIn(one);
    expect(() => identityIn(other, props)).not.toThrow();
  });

  test("two clusters of one tier and tenant share the identity: a model moves between them", () => {
    const stack = googleTestStack();
    identityIn(stack, { cluster: importedCluster(stack, "blue") }, "blue-bert");
    expect(() => identityIn(stack, { cluster: importedCluster(stack, "green") }, "green-bert")).not.toThrow();
  });

  test("a service account of one cluster is bound once", () => {
    const stack = googleTestStack();
    const cluster = importedCluster(stack);
    identityIn(stack, { cluster });
    expect(() => identityIn(stack, { cluster, impersonate: true }, "again")).toThrow(
      [
        "[MK_IDENTITY_TWICE] at test/again (google.WorkloadIdentityBinding):",
        "  vision/bert on cluster cluster is bound by test/identity already.",
        "  Grant to that binding, or name another service account: one stolen token must reach one model.",
      ].join("\n"),
    );
  });
});

describe("errors", () => {
  test.each<[string, Partial<WorkloadIdentityBindingProps>, string, string]>([
    [
      "the default namespace",
      { namespace: "default" },
      "MK_NAMESPACE_SHARED",
      'namespace is "default", which everybody',
    ],
    ["a namespace of the system", { namespace: "kube-system" }, "MK_NAMESPACE_SHARED", 'namespace is "kube-system",'],
    [
      "a namespace that is too long",
      { namespace: "n".repeat(64) },
      "MK_NAME_FORMAT",
      "which is not a Kubernetes name: 1 to 63",
    ],
    ["a wildcard for a namespace", { namespace: "*" }, "MK_NAME_FORMAT", 'namespace is "*", which is not a Kubernetes'],
    [
      "the default account",
      { serviceAccountName: "default" },
      "MK_SERVICE_ACCOUNT_SHARED",
      "every pod of the namespace shares",
    ],
    ["a wildcard for an account", { serviceAccountName: "*" }, "MK_NAME_FORMAT", 'serviceAccountName is "*",'],
    ["a path in an account", { serviceAccountName: "a/sa/b" }, "MK_NAME_FORMAT", 'serviceAccountName is "a/sa/b",'],
    [
      "an account from Terraform",
      { serviceAccountName: Lazy.stringValue({ produce: () => "bert" }) },
      "MK_LITERAL_REQUIRED",
      "serviceAccountName is a token,",
    ],
    [
      "a Google account for a Kubernetes one",
      { serviceAccountName: "bert@acme-vision.iam.gserviceaccount.com" },
      "MK_SERVICE_ACCOUNT_KIND",
      'serviceAccountName is "bert@acme-vision.iam.gserviceaccount.com", the address of a Google service account.\n  Name the Kubernetes service account that pods run as; with impersonate it gets a Google one of its own.',
    ],
  ])("%s is refused", (_, props, code, message) => {
    const build = () => identityIn(googleTestStack(), props);
    expect(build).toThrow(expect.objectContaining({ name: "ValidationError" }));
    expect(build).toThrow(message);
    expect(build).toThrow(code);
  });

  test("missing properties are named together", () => {
    const props: Partial<WorkloadIdentityBindingProps> = {};
    expect(
      () => new WorkloadIdentityBinding(googleTestStack(), "identity", props as WorkloadIdentityBindingProps),
    ).toThrow(/cluster is missing\.[\s\S]*namespace is missing\.[\s\S]*serviceAccountName is missing\./);
  });
});

test("the identity is as reviewed", () => {
  expect({
    direct: grantIn(direct),
    impersonating: [
      grantIn(impersonating),
      onlyResourceOf(impersonating, "google_service_account"),
      onlyResourceOf(impersonating, "google_service_account_iam_member"),
    ],
  }).toMatchSnapshot();
});
