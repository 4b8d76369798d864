import type { Control } from "../control";
import { BUCKET_IAM, grantsAtFault, noGrant } from "./google-iam-kinds";

const EVERYBODY = 'g.type == "everybody"';

/** Google's roles that change objects, or who may read them; of custom roles, what they permit. */
const WRITES =
  '(g.role.matches("^roles/(owner|editor|storage\\\\.(admin|objectAdmin|objectCreator|objectUser|folderAdmin|' +
  'legacyBucketOwner|legacyBucketWriter|legacyObjectOwner|hmacKeyAdmin))$") || ' +
  'g.permissions.exists(p, p.matches("^storage\\\\.(objects|buckets|managedFolders|folders|multipartUploads)\\\\.' +
  '(create|update|delete|restore|move|rename|setIamPolicy|setRetention|override.*|enableObjectRetention)$")))';
const SERVING_WRITES = `g.serves_models && ${WRITES}`;

/** Who may decide who reads. What serves models has a control of its own. */
const ADMINISTERS =
  '(g.type in ["account", "default-account", "workload", "pool", "principal"]) && !g.serves_models && ' +
  '(g.role.matches("^roles/(owner|editor|storage[.](admin|legacyBucketOwner))$") || ' +
  'g.permissions.exists(p, p == "storage.buckets.setIamPolicy"))';

/** A condition that names objects, whichever way round it is written. */
const NAMES_OBJECTS =
  'text(g.condition).matches("resource[.]name[.]?(startsWith|extract|matches)?\\\\s*(\\\\(|==)|api[.]getAttribute.*objectListPrefix")';
const READS_OBJECTS =
  '(g.role.matches("^roles/storage\\\\.(objectViewer|legacyObjectReader)$") || ' +
  'g.permissions.exists(p, p == "storage.objects.get"))';
const READS_ALL = `g.serving && ${READS_OBJECTS} && (g.condition == null || !${NAMES_OBJECTS})`;

/** Who may do what with the objects of a bucket. */
export const GOOGLE_STORAGE_GRANTS_CONTROLS: readonly Control[] = [
  {
    id: "GOOGLE_STORAGE_NO_PUBLIC_MEMBER",
    severity: "critical",
    category: "exposure",
    title: "No bucket is given to everybody",
    appliesTo: BUCKET_IAM,
    require: noGrant(EVERYBODY),
    found: grantsAtFault(EVERYBODY),
    attribute: "member",
    message: "The bucket is given to everybody",
    rationale:
      "A bucket for allUsers publishes the weights, and one for allAuthenticatedUsers gives them to whoever has any Google account. A condition on " +
      "time or on names narrows what is read, not who reads.",
    remediation:
      "Name the service account or the workload identity; SecureModelBucket.grantRead gives to one serving identity.",
    answers: ["GCS-15", "DENY-GCS-001", "CKV_GCP_28", "AVD-GCP-0001", "KICS a6cd52a1", "AML.M0005", "ML05:2023"],
  },
  {
    id: "GOOGLE_STORAGE_SERVING_READS_ONLY",
    severity: "high",
    category: "identity",
    title: "What serves models only reads them",
    appliesTo: BUCKET_IAM,
    require: noGrant(SERVING_WRITES),
    found: grantsAtFault(SERVING_WRITES),
    attribute: "role",
    message: "An identity that pods act as may change what is in this bucket",
    rationale:
      "A model server runs code that came with the model: with objectAdmin it can replace the model that it serves, and those " +
      "of every other pod that reads the bucket.",
    remediation:
      "Give roles/storage.objectViewer, and publish with another identity that pods do not have; SecureModelBucket.grantRead " +
      "and grantPublish do.",
    answers: ["GCS-16", "DENY-ID-004", "AML.M0005", "LLM04"],
  },
  {
    id: "GOOGLE_STORAGE_MODELS_NOT_ADMINISTERED",
    severity: "high",
    category: "identity",
    title: "No service account administers a bucket of models",
    appliesTo: BUCKET_IAM,
    when: "grantsOnModels(self)",
    require: noGrant(ADMINISTERS),
    found: grantsAtFault(ADMINISTERS),
    attribute: "role",
    message: "A service account may decide who reads the models, and switch off what protects them",
    rationale:
      "Whoever publishes models needs to add objects. One that has roles/storage.admin can also publish the bucket, switch its " +
      "versions off and delete every release: a stolen token of the pipeline is enough.",
    remediation:
      "Give roles/storage.objectCreator, or roles/storage.objectUser where objects are replaced, as SecureModelBucket.grantPublish " +
      "does; waive the account of the pipeline that runs Terraform.",
    answers: ["GCS-16", "AML.M0005", "LLM04"],
  },
  {
    id: "GOOGLE_STORAGE_SERVING_PREFIX",
    severity: "medium",
    category: "identity",
    title: "What serves a model reads that model",
    // A managed folder is a prefix itself.
    appliesTo: BUCKET_IAM.filter((kind) => kind.startsWith("google_storage_bucket_")),
    require: noGrant(READS_ALL),
    found: grantsAtFault(READS_ALL),
    attribute: "condition.expression",
    message: "An identity that pods act as reads every object of the bucket",
    rationale:
      "Buckets are shared sooner or later: whoever breaks into one model server has the models of all that lie beside it.",
    remediation:
      'Add a condition such as resource.name.startsWith("projects/_/buckets/<bucket>/objects/<model>/"), or grant on a managed ' +
      "folder; SecureModelBucket.grantRead does for an artifact.",
    answers: ["GCS-17", "AML.M0005", "LLM06", "ML05:2023"],
  },
];
