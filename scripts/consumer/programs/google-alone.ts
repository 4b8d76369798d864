/** A consumer that has no provider but that of Google Cloud, and asks for AWS all the same. */
import { GoogleProvider } from "@cdktf/provider-google/lib/provider";
import { App } from "cdktf";
import { aws, google, HardenedStack, ServingTier } from "modelkeep";

const app = new App();
const owner = { tier: ServingTier.PRODUCTION, tenant: "vision", owner: "vision@acme.example" };
const cloud = new HardenedStack(app, "cloud", owner);
google.SecureStateBackend.attach(cloud, {
  bucketName: "acme-terraform-state",
  kmsKeyName: "projects/acme-vision/locations/europe-west4/keyRings/terraform/cryptoKeys/state",
});
new GoogleProvider(cloud, "google", { project: "acme-vision", region: "europe-west4" });
new google.SecureModelBucket(cloud, "models", { bucketName: "acme-vision-models" });
app.synth();
try {
  new aws.SecureModelBucket(cloud, "elsewhere");
} catch (error) {
  console.log(String(error));
}
