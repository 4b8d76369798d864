import { type PolicyConditions, PolicyDocument } from "./policy-document";

/**
 * Trust policy of a role that an AWS service assumes.
 *
 * @param service DNS name of the service, as in `vpc-flow-logs.amazonaws.com`
 * @param conditions against the confused deputy: on whose behalf the service acts
 */
export function serviceTrust(service: string, conditions?: PolicyConditions): string {
  return new PolicyDocument({
    sid: "AssumedByService",
    principals: { Service: [service] },
    actions: ["sts:AssumeRole"],
    ...(conditions && { conditions }),
  }).json;
}
