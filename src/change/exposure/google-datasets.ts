import type { Estate } from "../../estate/estate";
import { blocksOf, own, textOf } from "../../estate/joins/values";
import type { Attributes, Resource } from "../../estate/resource";
import { isUnknown } from "../../estate/unknown";
import { ownerPlace } from "./aws-policies";
import { isWritten, spelling, unknownPeer, whoPeer } from "./peers";
import { actionOffer, living, type Peer, type Place, placeOf, type Way, way } from "./way";

const DATASET = "google_bigquery_dataset";

/** What everybody is given on datasets of BigQuery, by their own blocks or by a resource for each. */
export function datasetWays(estate: Estate): readonly Way[] {
  return [
    ...living(estate, DATASET).flatMap((dataset) =>
      blocksOf(dataset.attributes, "access").flatMap((access) =>
        accessWays(estate, placeOf(estate, dataset), dataset, access),
      ),
    ),
    ...living(estate, "google_bigquery_dataset_access").flatMap((access) =>
      accessWays(estate, ownerPlace(estate, access, "dataset_id", DATASET), access, access.attributes),
    ),
  ];
}

function accessWays(estate: Estate, place: Place, from: Resource, access: Attributes): readonly Way[] {
  const role = own(access, "role");
  const offer = actionOffer(role === null || isUnknown(role) ? "a role" : spelling(role));
  return ["special_group", "iam_member"].flatMap((name) => {
    const member = own(access, name);
    const peer = isWritten(member) ? unknownPeer(member, from.root, "internet") : everybody(textOf(member) ?? "");
    return peer === undefined
      ? []
      : [way(estate, place, from, { lane: "requests", peer, offer, undecided: isUnknown(role) })];
  });
}

function everybody(member: string): Peer | undefined {
  if (/^allUsers$/i.test(member)) {
    return whoPeer("*", "internet", member);
  }
  return /^allAuthenticatedUsers$/i.test(member) ? whoPeer("accounts", "any-account", member) : undefined;
}
