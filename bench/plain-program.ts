/** The same program without Modelkeep: the provider's classes, as a careful person would write them out. */
import { DataAwsCallerIdentity } from "@cdktf/provider-aws/lib/data-aws-caller-identity";
import { DataAwsPartition } from "@cdktf/provider-aws/lib/data-aws-partition";
import { DataAwsRegion } from "@cdktf/provider-aws/lib/data-aws-region";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { type App, TerraformStack } from "cdktf";
import { measure } from "./measured-program";
import { bucketNameOf, OWNERSHIP, PUBLISHER_ARN, REGION, storeId } from "./model-stores";
import { plainModelStore } from "./plain-model-store";

const TAGS = { tier: "production", ...OWNERSHIP, "data-class": "confidential" };

measure(buildStack);

function buildStack(app: App, units: number): void {
  const stack = new TerraformStack(app, "bench");
  new AwsProvider(stack, "aws", { region: REGION });
  const place = {
    region: new DataAwsRegion(stack, "AwsLookups-Region").id,
    accountId: new DataAwsCallerIdentity(stack, "AwsLookups-Account").accountId,
    partition: new DataAwsPartition(stack, "AwsLookups-Partition").partition,
  };
  for (let index = 0; index < units; index += 1) {
    plainModelStore(stack, {
      id: storeId(index),
      bucketName: bucketNameOf(index),
      publisherArn: PUBLISHER_ARN,
      tags: TAGS,
      place,
    });
  }
}
