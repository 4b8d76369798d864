import type { Estate } from "../../estate/estate";
import { own, textOf } from "../../estate/joins/values";
import type { Resource, Value } from "../../estate/resource";
import { isUnknown } from "../../estate/unknown";
import { type Machine, machinesOf } from "./aws-machines";
import { type GroupWays, groupNamed, isFromOutside } from "./aws-security-groups";
import { INTERNET, isFalse, isWritten, spelling, unknownPeer } from "./peers";
import { living, placeOf, type Way, way } from "./way";

/**
 * Public addresses of machines, subnets and databases, and what their security groups let in to them from outside. A machine is open
 * as far as its groups are: where all are known they tell it, and a public address alone opens nothing; where one is not, nobody can
 * tell who comes in. A group that is not known is told where the address is not the news.
 */
export function publicAddressWays(estate: Estate, groupWays: GroupWays): readonly Way[] {
  const subnets = living(estate, "aws_subnet").flatMap((subnet) => {
    const mapped = own(subnet.attributes, "map_public_ip_on_launch");
    const what = "public addresses of its machines";
    return addressWays(estate, { resource: subnet, setting: mapped, what }, { undecided: false, told: "unless-more" });
  });
  const machines = machinesOf(estate).flatMap((machine) => [
    // Also where it is not told: then its groups, and not the address, are the news.
    ...addressWays(estate, machine, {
      undecided: true,
      told: areGroupsKnown(estate, machine) ? "never" : "unless-more",
    }),
    ...(machine.isPublic === "no" ? [] : enteringWays(estate, machine, groupWays)),
  ]);
  return [...subnets, ...machines];
}

/** Without groups of its own a machine is in the default one of its network. */
function areGroupsKnown(estate: Estate, { groups }: Machine): boolean {
  return groups.length > 0 && groups.every(({ value, from }) => groupNamed(estate, from, value) !== undefined);
}

function addressWays(
  estate: Estate,
  { resource, setting, what }: Pick<Machine, "resource" | "setting" | "what">,
  { undecided, told }: Pick<Way, "undecided" | "told">,
): readonly Way[] {
  const unwritten = isUnknown(setting) && !isWritten(setting);
  if (setting === null || isFalse(setting) || unwritten || textOf(setting) === "") {
    return [];
  }
  const peers = isUnknown(setting) ? [unknownPeer(setting, resource.root, "internet")] : INTERNET;
  return peers.map((peer) =>
    way(estate, placeOf(estate, resource), resource, {
      lane: "network",
      peer,
      offer: { type: "action", action: what, scope: "*" },
      undecided,
      ...(told === undefined ? {} : { told }),
    }),
  );
}

/** What comes in from outside, by each of the groups: who is in the network itself, the ways to the groups tell. */
function enteringWays(estate: Estate, machine: Machine, groupWays: GroupWays): readonly Way[] {
  const { resource, setting, isPublic, groups } = machine;
  const place = placeOf(estate, resource);
  return groups.flatMap(({ value, from }): readonly Way[] => {
    const group = groupNamed(estate, from, value);
    if (group === undefined) {
      // Of a machine whose subnet is somewhere else as well nothing is known: that is no news of it.
      const isNews = isPublic === "yes" || isWritten(setting);
      const isFilledIn = isUnknown(value) && !isWritten(value);
      return isNews && !isFilledIn ? [unknownGroupWay(estate, resource, value)] : [];
    }
    return groupWays.into(group).flatMap(({ peer, offer, undecided }) =>
      isFromOutside(peer)
        ? [
            way(estate, place, resource, {
              lane: "network",
              peer,
              offer,
              undecided: undecided || isPublic === "undecided",
              note: `by ${group.address}`,
            }),
          ]
        : [],
    );
  });
}

/** A group that is not in the estate may let in whoever there is. */
function unknownGroupWay(estate: Estate, resource: Resource, value: Value): Way {
  const name = spelling(value);
  const text = `whoever security group ${name} lets in`;
  return way(estate, placeOf(estate, resource), resource, {
    lane: "network",
    peer: { type: "unknown", id: `${resource.root} group ${name}`, source: "internet", text },
    offer: { type: "everything" },
    told: "unless-address",
  });
}
