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
    undecided: {
      "one or none": {
        resource: {
          google_project_iam_binding: { it: { count: "${var.n}", project: "p", role: LOGS, members: [CI] } },
        },
      },
    },
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
      "somebody mints tokens by a custom role": beside(onServing(CUSTOM, CI), {
        google_project_iam_custom_role: { r: { role_id: "any", permissions: ["iam.serviceAccounts.getAccessToken"] } },
      }),
    },
    undecided: { "a role that is not known": onServing("${var.role}", GROUP) },
  },
];
