import { Estate } from "./estate";
import { lift } from "./lifting";
import type { Reading } from "./reading";

/** One estate of several readings, with the manifests that their `kubernetes_*` resources would apply. */
export function liftedEstate(readings: readonly Reading[]): Estate {
  const resources = readings.flatMap((reading) => reading.resources);
  return new Estate(
    [...resources, ...resources.flatMap((resource) => lift(resource) ?? [])],
    readings.flatMap(({ roots }) => roots),
  );
}
