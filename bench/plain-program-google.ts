/** The same program for Google Cloud without Modelkeep: the provider's classes, as a careful person would write them out. */
import { DataGoogleStorageProjectServiceAccount } from "@cdktf/provider-google/lib/data-google-storage-project-service-account";
import { KmsKeyRing } from "@cdktf/provider-google/lib/kms-key-ring";
import { GoogleProvider } from "@cdktf/provider-google/lib/provider";
import { type App, TerraformStack } from "cdktf";
import { measure } from "./measured-program";
import { bucketNameOf, GOOGLE_PLACE, OWNERSHIP, PUBLISHER_MEMBER, storeId } from "./model-stores";
import { plainGoogleModelStore } from "./plain-model-store-google";

const LABELS = {
  tier: "production",
  tenant: OWNERSHIP.tenant,
  owner: "vision_at_acme_example",
  "data-class": "confidential",
};

measure(buildStack);

function buildStack(app: App, units: number): void {
  const stack = new TerraformStack(app, "bench");
  const { project, region } = GOOGLE_PLACE;
  new GoogleProvider(stack, "google", GOOGLE_PLACE);
  const storageAgent = new DataGoogleStorageProjectServiceAccount(stack, "GoogleLookups-StorageAgent", { project })
    .emailAddress;
  const keyRing = new KmsKeyRing(stack, `Keys-${region}-Resource`, { name: "models", location: region, project });
  for (let index = 0; index < units; index += 1) {
    plainGoogleModelStore(stack, {
      id: storeId(index),
      bucketName: bucketNameOf(index),
      publisher: PUBLISHER_MEMBER,
      labels: LABELS,
      place: GOOGLE_PLACE,
      keyRing,
      storageAgent,
    });
  }
}
