import { Token } from "cdktf";
import type { Construct } from "constructs";
import { requireApiCallers } from "../core/api-access";
import { Validator } from "../core/validation";
import type { GkeClusterProps } from "./gke-cluster";
import { regionOfZone, ZONE } from "./locations";
import { isRepositoryName } from "./node-service-account";
import { ReleaseChannel } from "./release-channel";
import type { ServingClusterProps } from "./serving-cluster";
import { ServingNetwork } from "./serving-network";

const CLUSTER_NAME = /^[a-z]([a-z0-9-]{0,38}[a-z0-9])?$/;
const KUBERNETES_VERSION = /^1\.\d{2}(\.\d+(-gke\.\d+)?)?$/;
const SECURITY_GROUP = /^gke-security-groups@[a-z0-9-]+(\.[a-z0-9-]+)+$/;
const CHANNELS = Object.values(ReleaseChannel);
/** Google takes no more entries. */
const MOST_AUTHORIZED_NETWORKS = 100;

/** Reports everything that is wrong with the properties of a cluster with node pools. */
export function validateServingCluster(cluster: Construct, props: ServingClusterProps): void {
  const validator = new Validator(cluster, "google.ServingCluster").given(props, "network", "version");
  validateCluster(validator, props);
  requireZones(validator, props);
  validator.done();
}

/** Reports everything that is wrong with the properties of a cluster whose nodes Google manages. */
export function validateAutopilotCluster(cluster: Construct, props: GkeClusterProps): void {
  const validator = new Validator(cluster, "google.AutopilotCluster").given(props, "network", "version");
  validateCluster(validator, props);
  validator.done();
}

function validateCluster(validator: Validator, props: GkeClusterProps): void {
  // A program that runs uncompiled may give another cloud's; nothing else can be judged then.
  validator
    .require(props.network instanceof ServingNetwork, {
      code: "MK_CLUSTER_NETWORK",
      message: "network is not a google.ServingNetwork.",
      remedy: 'Make one: new google.ServingNetwork(stack, "network", { cidr: "10.20.0.0/16" }).',
    })
    .done();
  validator
    .matches(
      "clusterName",
      props.clusterName,
      CLUSTER_NAME,
      "1 to 40 lower-case letters, digits and hyphens, beginning with a letter and ending with a letter or digit",
    )
    .matches("version", props.version, KUBERNETES_VERSION, 'a Kubernetes version such as "1.35"')
    .matches(
      "securityGroup",
      props.securityGroup,
      SECURITY_GROUP,
      "gke-security-groups@ and a domain of your organisation, the only name that GKE takes",
    );
  validator.require(props.releaseChannel === undefined || CHANNELS.includes(props.releaseChannel), {
    code: "MK_RELEASE_CHANNEL",
    message: `releaseChannel is "${props.releaseChannel}", which is not a channel for serving.`,
    remedy:
      "Use ReleaseChannel.REGULAR or ReleaseChannel.STABLE: RAPID is for trying out, and without one nobody patches.",
  });
  props.imageRepositories?.forEach((repository, index) => {
    requireRepository(validator, `imageRepositories[${index}]`, repository);
  });
  requireApiCallers(validator, "apiAllowedCidrs", props.apiAllowedCidrs);
  props.webhookPorts?.forEach((port, index) => {
    validator.wholeNumber(`webhookPorts[${index}]`, port, 1, 65_535);
  });
  const networks = props.apiAllowedCidrs?.length ?? 0;
  validator.require(networks <= MOST_AUTHORIZED_NETWORKS, {
    code: "MK_API_CIDRS",
    message: `apiAllowedCidrs names ${networks} ranges, more than the ${MOST_AUTHORIZED_NETWORKS} that GKE takes.`,
    remedy: "Name fewer, wider private ranges.",
  });
}

/** The name is taken apart: a grant speaks of project, location and repository. */
function requireRepository(validator: Validator, property: string, repository: string): void {
  if (!validator.literal(property, repository)) {
    return;
  }
  validator.require(isRepositoryName(repository), {
    code: "MK_IMAGE_REPOSITORY",
    message: `${property} is "${repository}", which is not the full name of an Artifact Registry repository.`,
    remedy: "Give it as in projects/acme-vision/locations/europe-west4/repositories/images.",
  });
}

function requireZones(validator: Validator, { nodeZones, network }: ServingClusterProps): void {
  if (nodeZones === undefined || !nodeZones.every((zone, index) => validator.literal(`nodeZones[${index}]`, zone))) {
    return;
  }
  const { region } = network;
  const elsewhere = nodeZones.filter(
    (zone) => !ZONE.test(zone) || (!Token.isUnresolved(region) && regionOfZone(zone) !== region),
  );
  validator.require(nodeZones.length > 0 && elsewhere.length === 0 && new Set(nodeZones).size === nodeZones.length, {
    code: "MK_NODE_ZONES",
    message: `nodeZones is [${nodeZones.join(", ")}], but the network's subnet lies in ${region}.`,
    remedy: `Name zones of ${region}, each once, as in ${region}-a, or leave nodeZones out.`,
  });
}
