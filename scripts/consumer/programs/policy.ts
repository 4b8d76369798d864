/** A weakened bucket, with guardrails and controls of the consumer's own; waived when it is asked for. */
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { App, TerraformResource } from "cdktf";
import { aws, HardenedStack, policy, ServingTier } from "modelkeep";
import { Guardrails, Waiver, type WaiverProps } from "modelkeep/policy";

/** Every name of the namespace and no other: one more, or one less, does not compile. */
const SAME: Record<keyof typeof policy, boolean> = {
  Guardrails: policy.Guardrails === Guardrails,
  Waiver: policy.Waiver === Waiver,
};

const app = new App();
policy.Guardrails.of(app, { controlFiles: ["acme.yaml"] });
const owner = { tier: ServingTier.PRODUCTION, tenant: "vision", owner: "vision@acme.example" };
const cloud = new HardenedStack(app, "weakened", owner);
new AwsProvider(cloud, "aws", { region: "eu-west-1" });
const models = new aws.SecureModelBucket(cloud, "models", { bucketName: "acme-vision-models" });
const versioning = models.node.findChild("Versioning") as TerraformResource;
versioning.addOverride("versioning_configuration.status", "Suspended");
if (process.env.WAIVED === "1") {
  const props: WaiverProps = {
    control: "AWS_S3_VERSIONING_ENABLED",
    reason: "Copied from the old bucket, see OPS-12",
    owner: "vision@acme.example",
    expires: "2999-03-31",
  };
  policy.Waiver.on(versioning, props);
}
app.synth();
console.log(JSON.stringify(SAME));
