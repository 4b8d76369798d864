import { hintOnHostBits, isPrivateRange, parseIpv4Range } from "./cidr";
import type { Validator } from "./validation";

/** The rule for ranges that may reach an API server, on every cloud: literal, private, never the internet. */
export function requireApiCallers(validator: Validator, property: string, cidrs: readonly string[] | undefined): void {
  cidrs?.forEach((cidr, index) => {
    const one = `${property}[${index}]`;
    if (!validator.literal(one, cidr)) {
      return;
    }
    const range = parseIpv4Range(cidr);
    validator.require(range !== undefined && isPrivateRange(range), {
      code: "MK_API_EXPOSED",
      message: `${one} is "${cidr}", which is not a private IPv4 range.${hintOnHostBits(cidr)}`,
      remedy:
        "Name the private range that pipelines or people connect from; the API server is never opened to the internet.",
    });
  });
}
