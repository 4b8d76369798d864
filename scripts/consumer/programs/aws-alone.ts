/** A consumer that has no provider but that of AWS, and asks for Google Cloud all the same. */
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { App } from "cdktf";
import { aws, google, HardenedStack, ServingTier } from "modelkeep";

const app = new App();
const owner = { tier: ServingTier.PRODUCTION, tenant: "vision", owner: "vision@acme.example" };
const cloud = new HardenedStack(app, "cloud", owner);
aws.SecureStateBackend.attach(cloud, {
  bucketName: "acme-terraform-state",
  region: "eu-west-1",
  keyArn: "arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab",
});
new AwsProvider(cloud, "aws", { region: "eu-west-1" });
new aws.SecureModelBucket(cloud, "models", { bucketName: "acme-vision-models" });
app.synth();
try {
  new google.SecureModelBucket(cloud, "elsewhere");
} catch (error) {
  console.log(String(error));
}
