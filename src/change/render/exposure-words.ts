import { UNKNOWN_ADDRESSES } from "../exposure/peers";
import type { Reach } from "../report";
import { isEgress, reachWords } from "./words";

/** `tcp 8501 from the internet (0.0.0.0/0); through aws_security_group_rule.open`; what opens itself is not told twice. */
export function exposureWords(reach: Reach, between = "; "): string {
  const { resource, through } = reach;
  // What stays open of what closes stands behind whom it closes to: it is not about where they come from.
  const [from = "", ...staying] = reach.from.split(STAYING);
  const words = from.startsWith(UNKNOWN_ADDRESSES) ? unknownWords(reach, from) : reachWords({ ...reach, from });
  const stays = staying.map((each) => `; ${each}`).join("");
  return `${words}${through.resource === resource ? "" : `${between}through ${through.resource}`}${stays}`;
}

const STAYING = /; (?=[^;]* stays? open(?:$| from |;))/;

/** Addresses that nobody knows are not said to be the internet, and may be. */
function unknownWords(reach: Reach, from: string): string {
  return `${reach.what} ${isEgress(reach) ? "to" : "from"} ${from}, which may be the internet`;
}
