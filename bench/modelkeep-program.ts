/** The measured program, written with Modelkeep. */
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import type { App } from "cdktf";
import { HardenedStack, ServingTier } from "modelkeep";
import { SecureModelBucket } from "modelkeep/aws";
import { measure } from "./measured-program";
import { bucketNameOf, OWNERSHIP, PUBLISHER_ARN, REGION, storeId } from "./model-stores";

measure(buildStack);

function buildStack(app: App, units: number): void {
  const stack = new HardenedStack(app, "bench", { tier: ServingTier.PRODUCTION, ...OWNERSHIP });
  new AwsProvider(stack, "aws", { region: REGION });
  for (let index = 0; index < units; index += 1) {
    const models = new SecureModelBucket(stack, storeId(index), { bucketName: bucketNameOf(index) });
    models.grantPublish(PUBLISHER_ARN);
  }
}
