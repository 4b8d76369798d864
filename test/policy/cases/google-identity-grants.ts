import type { ControlCases } from "../case";
import { beside, binding, documented, encoded, iam, policy, RESNET, SERVING, servingAccount } from "./google-iam";

const PROJECT = "google_project";
const ON_ACCOUNT = "google_service_account";
const GROUP = "group:ml@acme.example";
const CI = "serviceAccount:ci@acme.iam.gserviceaccount.com";
const LOGS = "roles/logging.logWriter";

/** Somebody's grant on the account that pods act as. */
function onServing(role: string, member: string) {
  const { google_service_account_iam_member: bound, ...account } = servingAccount();
  return {
    resource: {
      ...account,
      google_service_account_iam_member: {
        ...bound,
        other: { service_account_id: "${google_service_account.resnet.name}", role, member },
      },
    },
  };
}

/** A custom role of the estate at the project. */
function custom(member: string, permission: string) {
  return beside(iam(PROJECT, "${google_project_iam_custom_role.r.name}", member), {
    google_project_iam_custom_role: {
      r: { role_id: "admin_of_nothing", permissions: ["logging.logEntries.create", permission] },
    },
  });
}

/** What an IAM resource of any kind gives. */
function on(kind: string, place: object, role: string, member: string) {
  return { resource: { [`${kind}_iam_member`]: { it: { ...place, role, member } } } };
}

function onRun(name: string, role = "roles/run.invoker", member = "allUsers") {
  return on("google_cloud_run_v2_service", { name, location: "europe-west4" }, role, member);
}

/** An account of a web shop, with a role in the project. */
function shop(role: string) {
  return iam(PROJECT, role, SERVING.replace("ns/vision/sa/resnet", "ns/shop/sa/web"));
}

const CUSTOM = "${google_project_iam_custom_role.r.id}";

function customOf(permissions: unknown, member: string) {
  return beside(iam(PROJECT, CUSTOM, member), {
    google_project_iam_custom_role: { r: { role_id: "any", permissions } },
  });
}

export const GOOGLE_IDENTITY_GRANTS_CASES: readonly ControlCases[] = [
  {
    control: "GOOGLE_IAM_NO_PUBLIC_MEMBER",
    holds: {
      "a group": iam(PROJECT, LOGS, GROUP),
      "a service account": iam(ON_ACCOUNT, "roles/iam.serviceAccountUser", CI),
      "a web page, where another control speaks": onRun("storefront"),
    },
    fails: {
      "at a project": iam(PROJECT, LOGS, "allUsers"),
      "at a folder": binding("google_folder", LOGS, ["allAuthenticatedUsers"]),
      "at an organization": documented("google_organization", LOGS, ["allUsers"]),
      "at a service account": iam(ON_ACCOUNT, "roles/iam.workloadIdentityUser", "allUsers"),
      "behind IAP": on(
        "google_iap_web_backend_service",
        { web_backend_service: "vllm" },
        "roles/iap.httpsResourceAccessor",
        "allUsers",
      ),
      "at a data set": on("google_bigquery_dataset", { dataset_id: "d" }, "roles/bigquery.dataViewer", "allUsers"),
      "at a machine": on("google_compute_instance", { instance_name: "m" }, "roles/compute.viewer", "allUsers"),
      "at an image": on("google_compute_image", { image: "i" }, "roles/compute.imageUser", "allAuthenticatedUsers"),
      "at an endpoint of Vertex AI": on(
        "google_vertex_ai_endpoint",
        { endpoint: "e" },
        "roles/aiplatform.user",
        "allUsers",
      ),
      "a model on Cloud Run": onRun("vllm"),
      "a model on Cloud Run by reference": beside(onRun("${google_cloud_run_v2_service.it.name}"), {
        google_cloud_run_v2_service: { it: { name: "llama-chat" } },
      }),
      "a web page that everybody may change": onRun("storefront", "roles/run.admin"),
    },
    undecided: {
      "not known": iam(PROJECT, LOGS, "${var.member}"),
      "one of several": iam(PROJECT, LOGS, '${coalesce("allUsers", google_service_account.x.member)}'),
    },
  },
  {
    control: "GOOGLE_IAM_WEB_CALLED_BY_NAME",
    holds: {
      "a caller by name": onRun("storefront", "roles/run.invoker", CI),
      "a model, where another control speaks": onRun("vllm"),
    },
    fails: {
      "a web page for everybody": onRun("storefront"),
      "a function for everybody": on(
        "google_cloudfunctions2_function",
        { cloud_function: "thumbnails" },
        "roles/cloudfunctions.invoker",
        "allAuthenticatedUsers",
      ),
    },
    undecided: { "not known": onRun("storefront", "roles/run.invoker", "${var.member}") },
  },
  {
    control: "GOOGLE_IAM_NO_BASIC_ROLE",
    holds: {
      "a predefined role": iam(PROJECT, LOGS, CI),
      "Google's own agent": iam(PROJECT, "roles/editor", "serviceAccount:123456789@cloudservices.gserviceaccount.com"),
      "roles for each of a list": iam(PROJECT, "${each.value}", CI, {
        for_each: '${toset(["roles/logging.logWriter", "roles/monitoring.metricWriter"])}',
      }),
    },
    fails: {
      "an editor": iam(PROJECT, "roles/editor", CI),
      "a viewer": iam(PROJECT, "roles/viewer", GROUP),
      "an owner in a binding": binding("google_organization", "roles/owner", [GROUP]),
      "an editor in a policy": policy(PROJECT, "roles/editor", [GROUP]),
      "an editor in an encoded policy": encoded(PROJECT, "roles/editor", CI),
      "a viewer in a policy by a data source": documented("google_folder", "roles/viewer", [GROUP]),
      "one of a list": iam(PROJECT, "${each.key}", CI, {
        for_each: '${toset(["roles/logging.logWriter", "roles/editor"])}',
      }),
      "one of a map of objects": iam(PROJECT, "${each.value.role}", "${each.value.member}", {
        for_each: { a: { role: LOGS, member: CI }, b: { role: "roles/owner", member: GROUP } },
      }),
      "one of a map": iam(PROJECT, "${each.value}", CI, { for_each: { a: LOGS, b: "roles/owner" } }),
    },
    undecided: {
      "not known": iam(PROJECT, "${var.role}", CI),
      "one of several": beside(
        iam(PROJECT, `\${var.admin ? "roles/owner" : google_project_iam_custom_role.r.id}`, CI),
        {
          google_project_iam_custom_role: { r: { role_id: "reader", permissions: ["storage.objects.get"] } },
        },
      ),
    },
  },
  {
    control: "GOOGLE_IAM_NO_ADMIN_SERVICE_ACCOUNT",
    holds: {
      "people, by a group": iam(PROJECT, "roles/storage.admin", GROUP),
      "a role that does not administer": iam(PROJECT, LOGS, CI),
      "a custom role that does not": custom(CI, "storage.buckets.get"),
      "an agent of Google's": iam(
        PROJECT,
        "roles/compute.loadBalancerAdmin",
        "serviceAccount:service-123456789@container-engine-robot.iam.gserviceaccount.com",
      ),
      "an agent whose project is not known": iam(
        PROJECT,
        "roles/compute.loadBalancerAdmin",
        "serviceAccount:service-${data.google_project.p.number}@container-engine-robot.iam.gserviceaccount.com",
      ),
    },
    fails: {
      "by its address": iam(PROJECT, "roles/storage.admin", CI),
      "by reference": beside(iam(PROJECT, "roles/storage.admin", "serviceAccount:${google_service_account.ci.email}"), {
        google_service_account: { ci: { account_id: "ci" } },
      }),
      "by the member of a reference": beside(
        iam(PROJECT, "roles/container.admin", "${google_service_account.ci.member}"),
        {
          google_service_account: { ci: { account_id: "ci" } },
        },
      ),
      "by the address of an account made elsewhere": iam(
        PROJECT,
        "roles/secretmanager.admin",
        "serviceAccount:${var.account}",
      ),
      "by reference in a policy": beside(encoded(PROJECT, "roles/iam.securityAdmin", RESNET), servingAccount()),
      "a workload": binding("google_folder", "roles/compute.networkAdmin", [SERVING]),
      "a custom role that gives roles away": custom(CI, "storage.buckets.setIamPolicy"),
      "an account that is called like an agent": iam(
        PROJECT,
        "roles/storage.admin",
        "serviceAccount:service-resnet@acme.iam.gserviceaccount.com",
      ),
      "the account of Cloud Build": iam(
        PROJECT,
        "roles/iam.securityAdmin",
        "serviceAccount:123456789@cloudbuild.gserviceaccount.com",
      ),
    },
    undecided: {
      "permissions of a role that is looked up": customOf("${data.google_iam_role.owner.included_permissions}", CI),
      "permissions of which one is not known": customOf(["storage.objects.get", "${var.more}"], CI),
      "a member that is not known": iam(PROJECT, "roles/storage.admin", "${var.member}"),
      "a role that is not known": iam(PROJECT, "${var.role}", CI),
    },
  },
  {
    control: "GOOGLE_IAM_NO_PROJECT_IMPERSONATION",
    holds: { "another role": iam(PROJECT, LOGS, CI) },
    fails: {
      "one who mints tokens, beside a role that is not known": {
        resource: {
          google_project_iam_policy: {
            it: {
              project: "acme",
              policy_data: JSON.stringify({
                bindings: [
                  { role: CUSTOM, members: [GROUP] },
                  { role: "roles/iam.serviceAccountTokenCreator", members: [GROUP] },
                ],
              }),
            },
          },
          google_project_iam_custom_role: { r: { role_id: "any", permissions: "${var.more}" } },
        },
      },
      "maker of keys": iam(PROJECT, "roles/iam.serviceAccountKeyAdmin", GROUP),
      "a custom role that makes keys": custom(CI, "iam.serviceAccountKeys.create"),
      "user of service accounts": iam(PROJECT, "roles/iam.serviceAccountUser", GROUP),
      "creator of tokens": binding("google_folder", "roles/iam.serviceAccountTokenCreator", [CI]),
      "a custom role that mints tokens": custom(GROUP, "iam.serviceAccounts.getAccessToken"),
      "workload identity user": documented(PROJECT, "roles/iam.workloadIdentityUser", [SERVING]),
    },
    undecided: {
      "not known": iam(PROJECT, "${var.role}", CI),
      "permissions with others beside them": customOf('${concat(["logging.logEntries.create"], var.more)}', GROUP),
    },
  },
  {
    control: "GOOGLE_IAM_SERVING_GRANTS_SCOPED",
    holds: {
      "one who runs queries, which is given at projects alone": iam(PROJECT, "roles/bigquery.jobUser", SERVING),
      "a web shop": shop("roles/storage.objectViewer"),
      "a log writer": iam(PROJECT, LOGS, SERVING),
      "a pipeline": iam(PROJECT, "roles/storage.objectViewer", CI),
    },
    fails: {
      "every bucket": iam(PROJECT, "roles/storage.objectViewer", SERVING),
      "every bucket, by a custom role": custom(SERVING, "storage.objects.get"),
      "every secret": binding(PROJECT, "roles/secretmanager.secretAccessor", [SERVING]),
      "every key of a folder": iam("google_folder", "roles/cloudkms.cryptoKeyDecrypter", SERVING),
      "an account that pods act as": beside(iam(PROJECT, "roles/storage.objectViewer", RESNET), servingAccount()),
      "an account that a Kubernetes service account is annotated with": {
        ...beside(iam(PROJECT, "roles/storage.objectViewer", RESNET), {
          google_service_account: { resnet: { account_id: "resnet", project: "acme-vision" } },
        }),
        manifests: [
          {
            apiVersion: "v1",
            kind: "ServiceAccount",
            metadata: {
              name: "resnet",
              namespace: "vision",
              annotations: { "iam.gke.io/gcp-service-account": "resnet@acme-vision.iam.gserviceaccount.com" },
            },
          },
        ],
      },
    },
    undecided: { "a role that is not known": iam(PROJECT, "${var.role}", SERVING) },
  },
  {
    control: "GOOGLE_IAM_NOT_AUTHORITATIVE",
    holds: {
      "one that is not made": {
        resource: { google_project_iam_binding: { it: { count: 0, project: "p", role: LOGS, members: [CI] } } },
      },
      "a role that the estate makes": beside(binding(PROJECT, "${google_project_iam_custom_role.r.id}", [CI]), {
        google_project_iam_custom_role: { r: { role_id: "reader", permissions: ["storage.objects.get"] } },
      }),
    },
    fails: {
      "a binding": binding(PROJECT, LOGS, [CI]),
      "a policy": policy("google_folder", LOGS, [GROUP]),
    },
  },
  {
    control: "GOOGLE_IAM_NO_DEFAULT_SERVICE_ACCOUNT",
    holds: { "an account of its own": iam(PROJECT, LOGS, CI) },
    fails: {
      "of machines": iam(PROJECT, LOGS, "serviceAccount:123456789-compute@developer.gserviceaccount.com"),
      "of App Engine": iam(
        "google_storage_bucket",
        "roles/storage.objectViewer",
        "serviceAccount:acme@appspot.gserviceaccount.com",
      ),
      "by the number of the project": iam(
        PROJECT,
        LOGS,
        "serviceAccount:${data.google_project.p.number}-compute@developer.gserviceaccount.com",
      ),
      "by a data source": {
        data: { google_compute_default_service_account: { it: {} } },
        ...binding("google_kms_crypto_key", "roles/cloudkms.viewer", [
          "serviceAccount:${data.google_compute_default_service_account.it.email}",
        ]),
      },
    },
    undecided: { "not known": iam(PROJECT, LOGS, "${var.member}") },
  },
  {
    control: "GOOGLE_IAM_NO_PERSONAL_ACCOUNT",
    holds: { "somebody of the organization": iam(PROJECT, LOGS, "user:a@acme.example") },
    fails: {
      gmail: iam(PROJECT, LOGS, "user:a@gmail.com"),
      "one of a binding": binding("google_storage_bucket", "roles/storage.objectViewer", [
        GROUP,
        "user:A@GoogleMail.com",
      ]),
    },
    undecided: { "not known": iam(PROJECT, LOGS, "${var.member}") },
  },
  {
    control: "GOOGLE_IAM_NO_SINGLE_USER",
    holds: {
      "a group": iam(PROJECT, LOGS, GROUP),
      "gmail, which has a control of its own": iam(PROJECT, LOGS, "user:a@gmail.com"),
    },
    fails: { "a person": iam("google_secret_manager_secret", "roles/secretmanager.viewer", "user:a@acme.example") },
    undecided: { "not known": iam(PROJECT, LOGS, "${var.member}") },
  },
  {
    control: "GOOGLE_IAM_SERVING_ACCOUNT_ONE_WAY",
    holds: {
      "its pods alone": { resource: servingAccount() },
      "one that signs URLs as itself": onServing("roles/iam.serviceAccountTokenCreator", RESNET),
      "a pipeline's account": iam(ON_ACCOUNT, "roles/iam.serviceAccountTokenCreator", CI),
    },
    fails: {
      "somebody mints tokens": onServing("roles/iam.serviceAccountTokenCreator", CI),
      "somebody runs as it": onServing("roles/iam.serviceAccountUser", GROUP),
      "somebody makes keys of it": onServing("roles/iam.serviceAccountKeyAdmin", GROUP),
    },
    undecided: { "a role that is not known": onServing("${var.role}", GROUP) },
  },
];
