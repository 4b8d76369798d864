import { type Ipv4Range, ipv4RangeSize, parseIpv4Range, writeIpv4Address, writeIpv4Range } from "../core/cidr";

/** How the range of a network is cut, all in CIDR notation but the address of the endpoint. */
export interface NetworkRanges {
  /** First sixteenth: addresses of nodes. */
  readonly nodes: string;

  /** Second sixteenth: addresses of Kubernetes Services. */
  readonly services: string;

  /** First sixteen addresses of the third sixteenth: GKE wants exactly a /28 for the control plane. */
  readonly controlPlane: string;

  /** Second half: pods need most, for GKE sets a /24 aside for each node. */
  readonly pods: string;

  /** Second address of the fourth sixteenth: the endpoint of Google's APIs may lie in no subnetwork. */
  readonly googleApisEndpoint: string;
}

const NONE: Ipv4Range = { network: 0, prefixLength: 32 };

/** Cuts a range that was validated before. Literal at synthesis, so that firewall rules and policies name literal ranges. */
export function networkRanges(cidr: string): NetworkRanges {
  const { network, prefixLength } = parseIpv4Range(cidr) ?? NONE;
  const sixteenth = ipv4RangeSize(prefixLength) / 16;
  const part = (sixteenths: number, length: number) =>
    writeIpv4Range({ network: network + sixteenths * sixteenth, prefixLength: length });
  return {
    nodes: part(0, prefixLength + 4),
    services: part(1, prefixLength + 4),
    controlPlane: part(2, 28),
    pods: part(8, prefixLength + 1),
    googleApisEndpoint: writeIpv4Address(network + 3 * sixteenth + 1),
  };
}
