import type { RootModule } from "../estate/estate";
import { isUnknown } from "../estate/unknown";
import type { FunctionTable } from "./cel/functions";
import type { ControlContext } from "./scope";

/** Questions about the root modules of the estate: where their states lie. */
export const STATE_FUNCTIONS: FunctionTable<ControlContext> = {
  /** `sharesState()`: names of the root modules read before this one whose state lies at the same key of the same bucket. */
  sharesState: {
    arity: 0,
    call: (_, { estate, root }) => {
      const index = estate.roots.findIndex(({ name }) => name === root);
      const own = estate.roots[index];
      const place = own === undefined ? undefined : placeOf(own);
      return place === undefined
        ? []
        : estate.roots.slice(0, index).flatMap((other) => (placeOf(other) === place ? [other.name] : []));
    },
  },

  /** `isLiteral(self.access_key)`: set, and written out: not a reference, a variable or anything known only after apply. */
  isLiteral: { arity: 1, takesUnknown: true, call: ([value = null]) => value !== null && !isUnknown(value) },
};

/** Backend, bucket and key, where all of them are literal. */
function placeOf({ backend }: RootModule): string | undefined {
  const { bucket, key, prefix } = backend?.settings ?? {};
  // Without a prefix the state of GCS lies at the root of its bucket: that is a place too.
  const within = backend?.type === "gcs" ? (prefix ?? "") : (key ?? prefix);
  const parts = [backend?.type, bucket, within];
  return parts.every((part) => typeof part === "string") ? parts.join("\u0000") : undefined;
}
