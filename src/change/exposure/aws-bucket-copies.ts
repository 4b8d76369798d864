import type { Estate } from "../../estate/estate";
import { blocksOf, own, textOf } from "../../estate/joins/values";
import type { Attributes, Resource } from "../../estate/resource";
import { isUnknown } from "../../estate/unknown";
import { ownerOf } from "./accounts";
import { BUCKET } from "./aws-bucket-blocks";
import { ownerPlace } from "./aws-policies";
import type { Focus } from "./focus";
import { isWritten, resolved, spelling, unknownPeer, whoPeer } from "./peers";
import { actionOffer, living, type Peer, type Way, way } from "./way";

const REPLICATION = "aws_s3_bucket_replication_configuration";

/** Buckets whose objects are copied out of the account, also those that are written from now on. */
export function bucketCopyWays(estate: Estate, focus: Focus): readonly Way[] {
  return living(estate, REPLICATION).flatMap((replication) => {
    const place = ownerPlace(estate, replication, "bucket", BUCKET);
    return blocksOf(replication.attributes, "rule")
      .filter((rule) => own(rule, "status") !== "Disabled")
      .flatMap((rule) => blocksOf(rule, "destination"))
      .flatMap((destination) => receiversOf(estate, focus, replication, destination))
      .map((receiver) => way(estate, place, replication, { lane: "egress", offer: COPIES, ...receiver }));
  });
}

const COPIES = actionOffer("copies", "*", "copies of its objects");

/** The name of a bucket does not say whose it is: where no account is said, one that is not in the estate may be anybody's. */
function receiversOf(
  estate: Estate,
  focus: Focus,
  from: Resource,
  destination: Attributes,
): readonly { readonly peer: Peer; readonly undecided: boolean }[] {
  const [bucket, account] = [own(destination, "bucket"), own(destination, "account")];
  const isSaid = textOf(account) !== undefined || isWritten(account);
  if (resolved(estate, from, bucket, BUCKET)?.kind === BUCKET || bucket === null) {
    return [];
  }
  const owner = isSaid ? ownerOf(estate, focus, from, account) : "unknown";
  if (owner === "own") {
    return [];
  }
  if (isUnknown(bucket)) {
    return isWritten(bucket) ? [{ peer: unknownPeer(bucket, from.root, "other-account"), undecided: true }] : [];
  }
  const name = spelling(bucket).replace(/^arn:[\w-]+:s3:::/, "");
  const text = isSaid ? `bucket ${name} of account ${spelling(account)}` : `bucket ${name}`;
  return [{ peer: whoPeer(text, "other-account"), undecided: owner === "unknown" }];
}
