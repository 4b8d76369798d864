import type { Validator } from "./validation";

/** What the clouds' destinations have in common. */
export interface NamedDestination {
  readonly name: string;
  readonly cidr: string;
  readonly port?: number;
}

/** The rule for name and port of a destination, on every cloud. @returns whether its range is literal and can be judged */
export function requireNamedDestination(
  validator: Validator,
  property: string,
  destination: NamedDestination,
): boolean {
  return validator
    .kubernetesName(`${property}.name`, destination.name)
    .wholeNumber(`${property}.port`, destination.port, 1, 65_535)
    .literal(`${property}.cidr`, destination.cidr);
}

/** Two ports at one address are one route: a route table takes each range once, under the first name that it is given. */
export function distinctRanges<T extends NamedDestination>(destinations: readonly T[]): T[] {
  return [
    ...new Map([...destinations].reverse().map((destination) => [destination.cidr, destination])).values(),
  ].reverse();
}
