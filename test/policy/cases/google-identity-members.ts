import type { ControlCases } from "../case";
import { beside, binding, documented, iam } from "./google-iam";

const PROJECT = "google_project";
const ON_ACCOUNT = "google_service_account";
const GROUP = "group:ml@acme.example";
const CI = "serviceAccount:ci@acme.iam.gserviceaccount.com";
const LOGS = "roles/logging.logWriter";

/** What an IAM resource of any kind gives. */
function on(kind: string, place: object, role: string, member: string) {
  return { resource: { [`${kind}_iam_member`]: { it: { ...place, role, member } } } };
}

function onRun(name: string, role = "roles/run.invoker", member = "allUsers") {
  return on("google_cloud_run_v2_service", { name, location: "europe-west4" }, role, member);
}

/** Whom something is given to, whatever it is. */
export const GOOGLE_IDENTITY_MEMBERS_CASES: readonly ControlCases[] = [
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
];
