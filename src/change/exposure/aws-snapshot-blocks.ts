import type { Estate } from "../../estate/estate";
import { own } from "../../estate/joins/values";
import type { Resource } from "../../estate/resource";
import { isUnknown } from "../../estate/unknown";
import type { Focus, Mark } from "./focus";
import { isWritten, unknownPeer, whoPeer } from "./peers";
import { actionOffer, living, namedOf, placeNamed, type Way, way } from "./way";

const BLOCK = "aws_ebs_snapshot_block_public_access";

/** Accounts in which no snapshot may be shared with everybody. */
export function snapshotMarks(estate: Estate): readonly Mark[] {
  return living(estate, BLOCK)
    .filter(isBlocking)
    .map((block) => [markOf(block.root, block.address), namedOf(estate, block)] as const);
}

function markOf(root: string, address: string): string {
  return `snapshots\u0000${root}\u0000${address}`;
}

function isBlocking({ attributes }: Resource): boolean {
  const state = own(attributes, "state");
  return !isUnknown(state) && state !== "unblocked" && state !== null;
}

/**
 * Nothing keeps snapshots from being shared with everybody, where something did.
 *
 * @see https://docs.aws.amazon.com/ebs/latest/userguide/block-public-access-snapshots.html
 */
export function snapshotWays(estate: Estate, focus: Focus): readonly Way[] {
  return living(estate, BLOCK)
    .filter((block) => !isBlocking(block) && focus.has(markOf(block.root, block.address)))
    .map((block) => {
      const state = own(block.attributes, "state");
      const peer = isWritten(state)
        ? unknownPeer(state, block.root, "any-account")
        : whoPeer("accounts", "any-account", "any account of AWS, with which a snapshot is shared");
      const offer = actionOffer("snapshots, which nothing keeps from being public");
      const place = placeNamed(block.root, BLOCK, block.address);
      return way(estate, place, block, { lane: "requests", peer, offer, undecided: true });
    });
}
