import type { ControlCases } from "../case";
import { beside, binding, documented, encoded, iam, policy, RESNET, SERVING, servingAccount } from "./google-iam";

const BUCKET = "google_storage_bucket";
const CI = "serviceAccount:ci@acme.iam.gserviceaccount.com";

export const GOOGLE_STORAGE_GRANT_CASES: readonly ControlCases[] = [
  {
    control: "GOOGLE_STORAGE_NO_PUBLIC_MEMBER",
    holds: {
      "a service account": iam(BUCKET, "roles/storage.objectViewer", "serviceAccount:ci@acme.iam.gserviceaccount.com"),
      "a group": binding(BUCKET, "roles/storage.objectViewer", ["group:ml@acme.example"]),
      "a serving identity": documented(BUCKET, "roles/storage.objectViewer", [SERVING]),
      "the writer of a sink": beside(
        iam(BUCKET, "roles/storage.objectCreator", "${google_logging_project_sink.it.writer_identity}"),
        { google_logging_project_sink: { it: { name: "s", destination: "storage.googleapis.com/acme-weights" } } },
      ),
      "an account by the name of a local": {
        locals: { reader: "${google_service_account.resnet.member}" },
        ...beside(iam(BUCKET, "roles/storage.objectViewer", "${local.reader}"), servingAccount()),
      },
      "an account by reference": beside(iam(BUCKET, "roles/storage.objectViewer", RESNET), servingAccount()),
    },
    fails: {
      "a member": iam(BUCKET, "roles/storage.objectViewer", "allUsers"),
      "in another case": iam(BUCKET, "roles/storage.objectViewer", "AllUsers"),
      "one of a binding": binding(BUCKET, "roles/storage.objectViewer", [
        "group:ml@acme.example",
        "allAuthenticatedUsers",
      ]),
      "one of a policy": policy(BUCKET, "roles/storage.objectViewer", ["allUsers"]),
      "one of an encoded policy": encoded(BUCKET, "roles/storage.objectViewer", "allUsers"),
      "one of a policy by a data source": documented(BUCKET, "roles/storage.objectViewer", ["allUsers"]),
      "with a condition": iam(BUCKET, "roles/storage.objectViewer", "allUsers", {
        condition: { title: "t", expression: 'resource.name.startsWith("projects/_/buckets/b/objects/public/")' },
      }),
      "on a managed folder": {
        resource: {
          google_storage_managed_folder_iam_member: {
            it: { bucket: "b", managed_folder: "m/", role: "roles/storage.objectViewer", member: "allUsers" },
          },
        },
      },
      "for each of a list": iam(BUCKET, "roles/storage.objectViewer", "${each.value}", {
        for_each: '${toset(["group:ml@acme.example", "allUsers"])}',
      }),
    },
    undecided: {
      "a member that is not known": iam(BUCKET, "roles/storage.objectViewer", "${var.member}"),
      "an account, or everybody": beside(
        iam(BUCKET, "roles/storage.objectViewer", '${coalesce("allUsers", google_service_account.resnet.member)}'),
        servingAccount(),
      ),
      "an account among others": beside(
        binding(BUCKET, "roles/storage.objectViewer", "${concat(var.extra, [google_service_account.resnet.member])}"),
        servingAccount(),
      ),
      "an account among others, by the name of a local": {
        locals: {
          members: "${concat(var.extra, [google_service_account.resnet.member])}",
          readers: "${local.members}",
        },
        ...beside(binding(BUCKET, "roles/storage.objectViewer", "${local.readers}"), servingAccount()),
      },
      "members that are not known": binding(BUCKET, "roles/storage.objectViewer", "${var.members}"),
      "a policy that is not known": {
        resource: { google_storage_bucket_iam_policy: { it: { bucket: "b", policy_data: "${var.policy}" } } },
      },
    },
  },
  {
    control: "GOOGLE_STORAGE_SERVING_READS_ONLY",
    holds: {
      "a reader": iam(BUCKET, "roles/storage.objectViewer", SERVING),
      "a web shop that keeps what its customers send": beside(
        iam(BUCKET, "roles/storage.objectAdmin", SERVING.replace("ns/vision/sa/resnet", "ns/shop/sa/web"), {
          bucket: "acme-uploads",
        }),
        { google_storage_bucket: { it: { name: "acme-uploads" } } },
      ),
      "a pipeline that writes": iam(
        BUCKET,
        "roles/storage.objectAdmin",
        "serviceAccount:ci@acme.iam.gserviceaccount.com",
      ),
      "the platform's backup": iam(
        BUCKET,
        "roles/storage.objectAdmin",
        SERVING.replace("vision", "velero").replace("ns/vision", "ns/velero"),
      ),
      "a custom role that reads": beside(iam(BUCKET, "${google_project_iam_custom_role.r.id}", SERVING), {
        google_project_iam_custom_role: {
          r: { role_id: "reader", permissions: ["storage.objects.get", "storage.objects.list"] },
        },
      }),
    },
    fails: {
      "a workload of any name, on a bucket of models": iam(
        BUCKET,
        "roles/storage.objectAdmin",
        SERVING.replace("ns/vision/sa/resnet", "ns/shop/sa/web"),
      ),
      "an administrator of objects": iam(BUCKET, "roles/storage.objectAdmin", SERVING),
      "an administrator": binding(BUCKET, "roles/storage.admin", [SERVING]),
      "one who creates": documented(BUCKET, "roles/storage.objectCreator", [SERVING]),
      "an account that pods act as, by reference": beside(
        iam(BUCKET, "roles/storage.objectUser", RESNET),
        servingAccount(),
      ),
      "an account that pods act as, by its address": beside(
        iam(BUCKET, "roles/storage.legacyBucketWriter", "serviceAccount:resnet@acme-vision.iam.gserviceaccount.com"),
        servingAccount(),
      ),
      "in a policy that Terraform encodes": beside(
        encoded(BUCKET, "roles/storage.objectAdmin", RESNET),
        servingAccount(),
      ),
      "a custom role that writes": beside(iam(BUCKET, "projects/acme/roles/writer", SERVING), {
        google_project_iam_custom_role: {
          r: { role_id: "writer", permissions: ["storage.objects.get", "storage.objects.delete"] },
        },
      }),
    },
    undecided: { "a role that is not known": iam(BUCKET, "${var.role}", SERVING) },
  },
  {
    control: "GOOGLE_STORAGE_MODELS_NOT_ADMINISTERED",
    holds: {
      "a pipeline that publishes": iam(BUCKET, "roles/storage.objectCreator", CI),
      "people, by a group": iam(BUCKET, "roles/storage.admin", "group:ml@acme.example"),
      "a bucket of something else": iam(BUCKET, "roles/storage.admin", CI, { bucket: "acme-backups" }),
      "what serves, where another control speaks": iam(BUCKET, "roles/storage.admin", SERVING),
    },
    fails: {
      "a pipeline, on a bucket that is called so": iam(BUCKET, "roles/storage.admin", CI),
      "a pipeline, on a bucket that is labelled so": beside(binding(BUCKET, "roles/storage.legacyBucketOwner", [CI]), {
        google_storage_bucket: { it: { name: "acme-weights", labels: { "ai-artifact": "model" } } },
      }),
      "a custom role that gives the bucket away": beside(iam(BUCKET, "projects/acme/roles/publisher", CI), {
        google_project_iam_custom_role: {
          r: { role_id: "publisher", permissions: ["storage.objects.create", "storage.buckets.setIamPolicy"] },
        },
      }),
    },
    undecided: { "a role that is not known": iam(BUCKET, "${var.role}", CI) },
  },
  {
    control: "GOOGLE_STORAGE_SERVING_PREFIX",
    holds: {
      "one model": iam(BUCKET, "roles/storage.objectViewer", SERVING, {
        condition: [
          { title: "resnet", expression: 'resource.name.startsWith("projects/_/buckets/b/objects/resnet/")' },
        ],
      }),
      "one model of a bucket that is not known yet": iam(BUCKET, "roles/storage.objectViewer", SERVING, {
        condition: {
          title: "resnet",
          expression: 'resource.name.startsWith("projects/_/buckets/${google_storage_bucket.b.name}/objects/resnet/")',
        },
      }),
      "a pipeline": iam(BUCKET, "roles/storage.objectViewer", "serviceAccount:ci@acme.iam.gserviceaccount.com"),
      "what tells of the bucket alone": iam(BUCKET, "roles/storage.bucketViewer", SERVING),
    },
    fails: {
      "no condition": iam(BUCKET, "roles/storage.objectViewer", SERVING),
      "a condition on time": iam(BUCKET, "roles/storage.objectViewer", SERVING, {
        condition: { title: "t", expression: 'request.time < timestamp("2030-01-01T00:00:00Z")' },
      }),
      "no condition in a policy": policy(BUCKET, "roles/storage.objectViewer", [SERVING]),
    },
    undecided: {
      "a condition that is not known": iam(BUCKET, "roles/storage.objectViewer", SERVING, {
        condition: "${var.condition}",
      }),
    },
  },
];
