import { decide, type Fixes } from "./fix";

/** A key of the tier and the tenant that use it. */
const OWN_KEY = {
  hcl: `resource "aws_kms_key" "models" {
  description             = "Models of vision in staging"
  enable_key_rotation     = true
  deletion_window_in_days = 30

  tags = {
    tier       = "staging"
    tenant     = "vision"
    owner      = "vision@acme.example"
    data-class = "confidential"
  }
}

resource "aws_secretsmanager_secret" "hub" {
  name       = "staging/vision/hub"
  kms_key_id = aws_kms_key.models.arn

  tags = {
    tier       = "staging"
    tenant     = "vision"
    owner      = "vision@acme.example"
    data-class = "confidential"
  }
}`,
  cdktf: `import { KmsKey } from "@cdktf/provider-aws/lib/kms-key";
import { SecretsmanagerSecret } from "@cdktf/provider-aws/lib/secretsmanager-secret";

const tags = { tier: "staging", tenant: "vision", owner: "vision@acme.example", "data-class": "confidential" };

const models = new KmsKey(this, "Models", {
  description: "Models of vision in staging",
  enableKeyRotation: true,
  deletionWindowInDays: 30,
  tags,
});

new SecretsmanagerSecret(this, "Hub", { name: "staging/vision/hub", kmsKeyId: models.arn, tags });`,
};

export const TIERS_FIXES: Fixes = {
  TIERS_DO_NOT_CROSS: [
    decide("Which tier the resource belongs to: what it shares with another is made anew in its own.", OWN_KEY),
  ],
  TIERS_TAGGED: [
    decide("Whose the resource is; what the provider says counts for everything that it makes.", {
      hcl: `provider "aws" {
  region = "eu-west-1"

  default_tags {
    tags = {
      tier       = "staging"
      tenant     = "vision"
      owner      = "vision@acme.example"
      data-class = "confidential"
    }
  }
}

provider "google" {
  project = "acme-vision"

  default_labels = {
    tier       = "staging"
    tenant     = "vision"
    owner      = "vision_at_acme_example"
    data-class = "confidential"
  }
}`,
      cdktf: `import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { GoogleProvider } from "@cdktf/provider-google/lib/provider";

new AwsProvider(this, "Aws", {
  region: "eu-west-1",
  defaultTags: [
    { tags: { tier: "staging", tenant: "vision", owner: "vision@acme.example", "data-class": "confidential" } },
  ],
});

new GoogleProvider(this, "Google", {
  project: "acme-vision",
  defaultLabels: { tier: "staging", tenant: "vision", owner: "vision_at_acme_example", "data-class": "confidential" },
});`,
    }),
  ],
  TENANTS_KEYS_OWN: [
    decide("Whose the resource is: it gets a key of its own tenant, and what is in it is encrypted anew.", OWN_KEY),
  ],
  PRODUCTION_KEPT: [
    decide(
      "Whether the loss is meant. If the resource was renamed or moved, say so with a moved block; if Terraform shall only let go of it, " +
        "with a removed block that does not destroy; if it shall go, waive the control for this plan, with the reason.",
      {
        hcl: `moved {
  from = aws_kms_key.weights
  to   = aws_kms_key.models
}

removed {
  from = aws_cloudtrail.audit

  lifecycle {
    destroy = false
  }
}`,
        cdktf: `import { KmsKey } from "@cdktf/provider-aws/lib/kms-key";

const models = new KmsKey(this, "Models", { enableKeyRotation: true, lifecycle: { preventDestroy: true } });

models.moveFromId("aws_kms_key.weights");`,
      },
    ),
  ],
};
