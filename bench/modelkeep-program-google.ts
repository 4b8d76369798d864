/** The measured program on Google Cloud, written with Modelkeep. */
import { GoogleProvider } from "@cdktf/provider-google/lib/provider";
import type { App } from "cdktf";
import { HardenedStack, ServingTier } from "modelkeep";
import { SecureModelBucket } from "modelkeep/google";
import { measure } from "./measured-program";
import { bucketNameOf, GOOGLE_PLACE, OWNERSHIP, PUBLISHER_MEMBER, storeId } from "./model-stores";

measure(buildStack);

function buildStack(app: App, units: number): void {
  const stack = new HardenedStack(app, "bench", { tier: ServingTier.PRODUCTION, ...OWNERSHIP });
  new GoogleProvider(stack, "google", GOOGLE_PLACE);
  for (let index = 0; index < units; index += 1) {
    const models = new SecureModelBucket(stack, storeId(index), { bucketName: bucketNameOf(index) });
    models.grantPublish(PUBLISHER_MEMBER);
  }
}
