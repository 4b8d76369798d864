import { cidrWithin, isOpenCidr, isPublicCidr, isWideCidr } from "../estate/addresses";
import type { Value } from "../estate/resource";
import type { CelFunction, FunctionTable } from "./cel/functions";

/** Questions about blocks of addresses. Null is no block, and no answer is true of it. */
export const ADDRESS_FUNCTIONS: FunctionTable = {
  /** `isOpenCidr("0.0.0.0/0")`: the whole internet, IPv4 or IPv6, in any spelling. */
  isOpenCidr: ofOne(isOpenCidr),

  /** `isPublicCidr("8.8.8.0/24")`: not one of the private ranges. */
  isPublicCidr: ofOne(isPublicCidr),

  /** `isWideCidr("0.0.0.0/1")`: public, and so wide that it is as good as the whole internet. */
  isWideCidr: ofOne(isWideCidr),

  /** `cidrWithin("10.1.0.0/16", "10.0.0.0/8")`. */
  cidrWithin: {
    arity: 2,
    call: ([inner, outer]) => typeof inner === "string" && typeof outer === "string" && cidrWithin(inner, outer),
  },
};

function ofOne(question: (cidr: string) => boolean): CelFunction {
  return { arity: 1, call: ([cidr]: readonly Value[]) => typeof cidr === "string" && question(cidr) };
}
