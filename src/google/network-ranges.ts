import { type Ipv4Range, parseIpv4Range } from "../core/cidr";

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
  const sixteenth = sizeOf(prefixLength) / 16;
  return {
    nodes: `${address(network)}/${prefixLength + 4}`,
    services: `${address(network + sixteenth)}/${prefixLength + 4}`,
    controlPlane: `${address(network + 2 * sixteenth)}/28`,
    pods: `${address(network + 8 * sixteenth)}/${prefixLength + 1}`,
    googleApisEndpoint: address(network + 3 * sixteenth + 1),
  };
}

/** Whether two ranges share an address. */
export function rangesOverlap(one: Ipv4Range, other: Ipv4Range): boolean {
  return (
    one.network < other.network + sizeOf(other.prefixLength) && other.network < one.network + sizeOf(one.prefixLength)
  );
}

function sizeOf(prefixLength: number): number {
  return 2 ** (32 - prefixLength);
}

function address(value: number): string {
  return [24, 16, 8, 0].map((bits) => Math.floor(value / 2 ** bits) % 256).join(".");
}
