import type { Attributes, Value } from "../estate/resource";
import { isUnknown } from "../estate/unknown";
import { describeValue } from "./found-value";

/** One of the things at fault, as a finding lists it. */
export interface FoundPiece {
  readonly text: string;
  readonly attribute?: string;
}

/** `found` gives names, or maps with `attribute` and `message`. */
export function foundPieces(value: Value): FoundPiece[] {
  const items: readonly Value[] = Array.isArray(value) ? value : [value];
  return items.flatMap((item: Value): FoundPiece[] => {
    if (item === null || isUnknown(item)) {
      return [];
    }
    if (typeof item === "object" && !Array.isArray(item)) {
      const { attribute, message } = item as Attributes;
      const text = typeof message === "string" ? message : describeValue(item);
      return [typeof attribute === "string" ? { text: `${attribute} ${text}`, attribute } : { text }];
    }
    return [{ text: typeof item === "string" ? item : describeValue(item) }];
  });
}
