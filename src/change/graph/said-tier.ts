import { type TierName, tierNamed } from "../../estate/joins/tiers";
import { isAttributes, own, valueAt } from "../../estate/joins/values";
import type { Attributes, Resource, Value } from "../../estate/resource";

/** Where tags and labels stand. */
const PLACES: readonly string[] = ["tags", "tags_all", "labels", "effective_labels", "user_labels", "resource_labels"];

/** Whether the key is one that the constructs write, by the keys that say a tier, in lower case: others are how everybody else says it. */
const KEYS: ReadonlyMap<string, boolean> = new Map([
  ["tier", true],
  ["modelkeep/tier", true],
  ["environment", false],
  ["env", false],
  ["stage", false],
]);

/** What no control takes for a tier, and everybody else does. */
const WORDS: ReadonlyMap<string, TierName> = new Map([
  ["live", "prod"],
  ["preprod", "staging"],
  ["pre-prod", "staging"],
  ["uat", "staging"],
  ["qa", "staging"],
  ["test", "dev"],
  ["testing", "dev"],
  ["sandbox", "dev"],
  ["int", "dev"],
]);

/** The more a change of it is felt, the later. */
const ORDER: readonly TierName[] = ["dev", "staging", "prod"];

/**
 * The tier that tags and labels of the resource say: that of the constructs' own keys, else that of the usual ones. Where they
 * contradict one another, nobody knows what it serves, and it is told as the one of which most depends.
 */
export function saidTier({ attributes }: Resource): TierName | undefined {
  let ownTier: TierName | undefined;
  let usual: TierName | undefined;
  const say = (labels: Value): void => {
    if (!isAttributes(labels)) {
      return;
    }
    for (const key of Object.keys(labels)) {
      const isOwn = KEYS.get(key.toLowerCase());
      if (isOwn !== undefined) {
        const tier = tierIn(labels, key);
        ownTier = isOwn ? higher(ownTier, tier) : ownTier;
        usual = isOwn ? usual : higher(usual, tier);
      }
    }
  };
  for (const place of PLACES) {
    say(own(attributes, place));
  }
  say(valueAt(attributes, "metadata.labels"));
  return ownTier ?? usual;
}

function tierIn(labels: Attributes, key: string): TierName | undefined {
  const word = own(labels, key);
  return typeof word === "string" ? (tierNamed(word) ?? WORDS.get(word.trim().toLowerCase())) : undefined;
}

function higher(one: TierName | undefined, other: TierName | undefined): TierName | undefined {
  return one === undefined || (other !== undefined && ORDER.indexOf(other) > ORDER.indexOf(one)) ? other : one;
}
