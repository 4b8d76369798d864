import { Fn } from "cdktf";
import { Construct } from "constructs";
import { CloudProvider, google, type IServingIdentity, ModelFormat } from "modelkeep";
import { googleTestStack, onlyResourceOf, synthesize } from "../support/stack";

const DIGEST = { format: ModelFormat.SAFETENSORS, sha256: "9c".repeat(32) };

function identityIn(stack: Construct): google.WorkloadIdentityBinding {
  const cluster = google.ServingCluster.fromClusterAttributes(stack, "cluster", {
    clusterName: "serving",
    location: "europe-west4",
    endpoint: "https://172.16.0.2",
    certificateAuthorityData: "LS0tLS1CRUdJTiBDRVJUSUZJQ0FURS0tLS0t",
  });
  return new google.WorkloadIdentityBinding(stack, "resnet", {
    cluster,
    namespace: "vision",
    serviceAccountName: "resnet",
  });
}

describe("rows of the catalogue", () => {
  test("GCS-16, GCS-17: the identity reads the artifact; what the owner manages is left alone", () => {
    const stack = googleTestStack();
    const models = google.SecureModelBucket.fromBucketName(stack, "models", "acme-models");
    models.grantRead(identityIn(stack), models.artifact("resnet/v3", DIGEST));
    const synthesized = synthesize(stack);
    expect(Object.keys(synthesized.resource)).toEqual(["google_storage_bucket_iam_member"]);
    expect(onlyResourceOf(synthesized, "google_storage_bucket_iam_member")).toEqual({
      bucket: "acme-models",
      role: "roles/storage.objectViewer",
      member: expect.stringMatching(/^principal:\/\/.*\/subject\/ns\/vision\/sa\/resnet$/),
      condition: {
        title: expect.stringMatching(/^read-[0-9a-f]{8}$/),
        description: "read gs://acme-models/resnet/v3/",
        expression:
          'resource.type == "storage.googleapis.com/Object" && resource.name.startsWith("projects/_/buckets/acme-models/objects/resnet/v3/")',
      },
      depends_on: [],
    });
  });
});

describe("attributes", () => {
  test("name what other programs need", () => {
    const models = google.SecureModelBucket.fromBucketName(googleTestStack(), "models", "models.acme.example");
    expect(models).toMatchObject({
      cloud: CloudProvider.GOOGLE,
      bucketName: "models.acme.example",
      uri: "gs://models.acme.example",
      copyCommand: ["gcloud", "storage", "cp", "--quiet"],
    });
    expect(models.artifact("resnet/v3", { ...DIGEST, version: "3" })).toMatchObject({
      uri: "gs://models.acme.example/resnet/v3",
      version: "3",
      store: models,
    });
  });
});

describe("errors", () => {
  test.each([
    ["capitals", "Acme", "MK_NAME_FORMAT", 'bucketName is "Acme",'],
    ["a scheme", "gs://acme", "MK_NAME_FORMAT", 'bucketName is "gs://acme",'],
    ["an address", "10.0.0.1", "MK_NAME_FORMAT", 'bucketName is "10.0.0.1",'],
    ["two dots together", "models..acme", "MK_NAME_FORMAT", 'bucketName is "models..acme",'],
    ["a part that is too long", `${"m".repeat(64)}.acme`, "MK_NAME_FORMAT", "which is not a bucket name"],
    ["google in a domain", "models.google.example", "MK_NAME_RESERVED", "which Google keeps for itself"],
    ["a name from Terraform", Fn.join("-", ["a", "b"]), "MK_LITERAL_REQUIRED", "bucketName is a token,"],
  ])("%s is refused", (_, bucketName, code, message) => {
    const build = () => google.SecureModelBucket.fromBucketName(googleTestStack(), "models", bucketName);
    expect(build).toThrow(expect.objectContaining({ name: "ValidationError", codes: [code] }));
    expect(build).toThrow(message);
  });

  test("an identity of another cloud and an artifact of another store are refused, both at once", () => {
    const stack = googleTestStack();
    const models = google.SecureModelBucket.fromBucketName(stack, "models", "acme-models");
    const others = google.SecureModelBucket.fromBucketName(stack, "others", "acme-others");
    const identity: IServingIdentity = Object.assign(new Construct(stack, "aws"), {
      cloud: CloudProvider.AWS,
      namespace: "vision",
      serviceAccountName: "resnet",
      serviceAccountAnnotations: {},
      environment: {},
      credentialEndpoints: [],
    });
    expect(() => models.grantRead(identity, others.artifact("resnet/v3", DIGEST))).toThrow(
      expect.objectContaining({ path: "test/models", codes: ["MK_GRANT_OTHER_CLOUD", "MK_GRANT_OTHER_STORE"] }),
    );
    expect(synthesize(stack).resource).toEqual({});
  });
});
