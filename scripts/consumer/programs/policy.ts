/** A weakened bucket, with guardrails and controls of the consumer's own; waived when it is asked for. */
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { App, TerraformResource } from "cdktf";
import { aws, HardenedStack, policy, ServingTier } from "modelkeep";
import { Guardrails, Profile, Waiver, type WaiverProps } from "modelkeep/policy";

/** Every name of the namespace and no other: one more, or one less, does not compile. */
const SAME: Record<keyof typeof policy, boolean> = {
  Guardrails: policy.Guardrails === Guardrails,
  Profile: policy.Profile.REGULATED === Profile.REGULATED,
  Waiver: policy.Waiver === Waiver,
};

const app = new App();
policy.Guardrails.of(app, { controlFiles: ["own-controls.yaml"] });
const state = {
  bucketName: "acme-terraform-state",
  region: "eu-west-1",
  keyArn: "arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab",
};
const owner = { tier: ServingTier.PRODUCTION, tenant: "vision", owner: "vision@acme.example" };
const cloud = new HardenedStack(app, "weakened", owner);
aws.SecureStateBackend.attach(cloud, state);
new AwsProvider(cloud, "aws", { region: "eu-west-1" });
const models = new aws.SecureModelBucket(cloud, "models", { bucketName: "old-vision-models" });
const versioning = models.node.findChild("Versioning") as TerraformResource;
versioning.addOverride("versioning_configuration.status", "Suspended");
if (process.env.WAIVED === "1") {
  const props = { reason: "Copied from the old bucket, see OPS-12", owner: owner.owner, expires: "2999-03-31" };
  const suspended: WaiverProps = { ...props, control: "AWS_S3_VERSIONING_ENABLED" };
  policy.Waiver.on(versioning, suspended);
  policy.Waiver.on(models, { ...props, control: "ACME_BUCKET_NAME" });
}
app.synth();
console.log(JSON.stringify(SAME));
