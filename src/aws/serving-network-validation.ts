import type { Construct } from "constructs";
import { hintOnHostBits, isPrivateRange, parseIpv4Range } from "../core/cidr";
import { Validator } from "../core/validation";
import { requireDestination } from "./internet-destinations";
import type { ServingNetworkProps } from "./serving-network";
import { regionOfZone } from "./zones";

const LARGEST_PREFIX = 16;
const SMALLEST_PREFIX = 22;
const MINIMUM_ZONES = 2;
const MAXIMUM_ZONES = 3;

/** Reports everything that is wrong with the properties of a network. */
export function validateServingNetwork(
  network: Construct,
  props: ServingNetworkProps,
  essential: readonly string[],
  offered: readonly string[],
): void {
  const validator = new Validator(network, "aws.ServingNetwork").given(props, "cidr");
  validateCidr(validator, props.cidr);
  validateZones(validator, props.zones);
  validateEndpoints(validator, props.additionalEndpoints ?? [], essential, offered);
  const names = props.internetDestinations?.map(({ name }) => name) ?? [];
  validator.require(new Set(names).size === names.length, {
    code: "MK_NETWORK_DESTINATION_NAMES",
    message: `internetDestinations names [${names.join(", ")}], one of them twice.`,
    remedy: "Give each destination a name of its own: it identifies the route.",
  });
  props.internetDestinations?.forEach((destination, index) => {
    requireDestination(validator, `internetDestinations[${index}]`, destination);
  });
  validator.done();
}

function validateCidr(validator: Validator, cidr: string): void {
  if (!validator.literal("cidr", cidr)) {
    return;
  }
  const range = parseIpv4Range(cidr);
  const holds =
    range !== undefined &&
    isPrivateRange(range) &&
    range.prefixLength >= LARGEST_PREFIX &&
    range.prefixLength <= SMALLEST_PREFIX;
  validator.require(holds, {
    code: "MK_NETWORK_CIDR",
    message: `cidr is "${cidr}", which is not a private IPv4 range of /${LARGEST_PREFIX} to /${SMALLEST_PREFIX}.${hintOnHostBits(cidr)}`,
    remedy: "Use a range within 10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16 or 100.64.0.0/10, as in 10.20.0.0/16.",
  });
}

function validateZones(validator: Validator, zones: readonly string[] | undefined): void {
  if (zones === undefined || !zones.every((zone, index) => validator.literal(`zones[${index}]`, zone))) {
    return;
  }
  const distinct = new Set(zones);
  const regions = new Set(zones.map(regionOfZone));
  validator
    .require(zones.length >= MINIMUM_ZONES && zones.length <= MAXIMUM_ZONES && distinct.size === zones.length, {
      code: "MK_NETWORK_ZONES",
      message: `zones is [${zones.join(", ")}], not ${MINIMUM_ZONES} or ${MAXIMUM_ZONES} different zones.`,
      remedy: "EKS needs two zones at least; name two or three, each once.",
    })
    .require(regions.size <= 1 && !regions.has(undefined), {
      code: "MK_NETWORK_ZONE_NAMES",
      message: `zones is [${zones.join(", ")}], which are not names of zones of one region.`,
      remedy: 'Name zones of one region, as in ["eu-west-1a", "eu-west-1b"].',
    });
}

function validateEndpoints(
  validator: Validator,
  additional: readonly string[],
  essential: readonly string[],
  offered: readonly string[],
): void {
  const choosable = offered.filter((service) => !essential.includes(service));
  for (const service of additional.filter((name) => !offered.includes(name))) {
    validator.require(false, {
      code: "MK_NETWORK_ENDPOINT",
      message: `additionalEndpoints names "${service}", for which there is no endpoint policy.`,
      remedy: `Use any of ${choosable.join(", ")}.`,
    });
  }
}
