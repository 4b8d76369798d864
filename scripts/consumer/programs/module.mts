/** An ES module of a consumer: named imports from every entry point. */
import { App } from "cdktf";
import { aws, google, HardenedStack, kubernetes, policy, ServingTier } from "modelkeep";
import { SecureModelBucket } from "modelkeep/aws";
import { ValidationError } from "modelkeep/errors";
import { WorkloadIdentityBinding } from "modelkeep/google";
import { PrivateInferenceEndpoint } from "modelkeep/kubernetes";
import { Guardrails, Waiver } from "modelkeep/policy";

const same =
  aws.SecureModelBucket === SecureModelBucket &&
  google.WorkloadIdentityBinding === WorkloadIdentityBinding &&
  kubernetes.PrivateInferenceEndpoint === PrivateInferenceEndpoint &&
  policy.Guardrails === Guardrails &&
  policy.Waiver === Waiver;
const named = [App, HardenedStack, ValidationError].every((type) => typeof type === "function");
console.log(JSON.stringify({ same, named, tier: ServingTier.STAGING }));
