import type { Construct } from "constructs";
import { requireApiCallers } from "../core/api-access";
import { isPrivateRange, parseIpv4Range, rangesOverlap } from "../core/cidr";
import { Validator } from "../core/validation";
import { addonVersionsFor, KNOWN_KUBERNETES_VERSIONS } from "./pinned-addon-versions";
import type { ServingClusterProps } from "./serving-cluster";

const CLUSTER_NAME = /^[A-Za-z0-9][A-Za-z0-9_-]{0,99}$/;
const ADDON_VERSION = /^v\d+\.\d+\.\d+-eksbuild\.\d+$/;
const KUBERNETES_VERSION = /^1\.\d{2}$/;
const DEFAULT_SERVICE_CIDR = "172.20.0.0/16";
const ALTERNATIVE_SERVICE_CIDR = "10.100.0.0/16";

/** Range of Services that the network does not occupy. */
export function serviceCidrFor(networkCidr: string): string {
  return overlaps(networkCidr, DEFAULT_SERVICE_CIDR) ? ALTERNATIVE_SERVICE_CIDR : DEFAULT_SERVICE_CIDR;
}

/** Reports everything that is wrong with the properties of a cluster. */
export function validateServingCluster(cluster: Construct, props: ServingClusterProps): void {
  const validator = new Validator(cluster, "aws.ServingCluster").given(props, "network", "version");
  validator
    .matches(
      "clusterName",
      props.clusterName,
      CLUSTER_NAME,
      "1 to 100 letters, digits, hyphens and underscores, beginning with a letter or digit",
    )
    .matches("version", props.version, KUBERNETES_VERSION, 'a Kubernetes version such as "1.35"');
  if (validator.literal("version", props.version) && KUBERNETES_VERSION.test(props.version)) {
    validator.require(props.addonVersions !== undefined || addonVersionsFor(props.version) !== undefined, {
      code: "MK_CLUSTER_VERSION",
      message: `version is ${props.version}, for which no add-on versions are pinned (known: ${KNOWN_KUBERNETES_VERSIONS.join(", ")}).`,
      remedy: "Use a known version, or give addonVersions from `aws eks describe-addon-versions`.",
    });
  }
  for (const [addon, addonVersion] of Object.entries(props.addonVersions ?? {})) {
    validator.matches(`addonVersions.${addon}`, addonVersion, ADDON_VERSION, "a version such as v1.22.4-eksbuild.3");
  }
  requireApiCallers(validator, "apiAllowedCidrs", props.apiAllowedCidrs);
  requireServiceCidr(validator, props);
  validator.done();
}

function requireServiceCidr(validator: Validator, { serviceCidr, network }: ServingClusterProps): void {
  if (serviceCidr === undefined || !validator.literal("serviceCidr", serviceCidr)) {
    return;
  }
  const range = parseIpv4Range(serviceCidr);
  validator.require(
    range !== undefined &&
      isPrivateRange(range) &&
      range.prefixLength >= 12 &&
      range.prefixLength <= 24 &&
      !overlaps(serviceCidr, network.cidr),
    {
      code: "MK_SERVICE_CIDR",
      message: `serviceCidr is "${serviceCidr}", which is not a private range of /12 to /24 apart from the network's ${network.cidr}.`,
      remedy: `Leave it out, or use a free private range such as ${ALTERNATIVE_SERVICE_CIDR}.`,
    },
  );
}

function overlaps(one: string, other: string): boolean {
  const [a, b] = [parseIpv4Range(one), parseIpv4Range(other)];
  return a !== undefined && b !== undefined && rangesOverlap(a, b);
}
