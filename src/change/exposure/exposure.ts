import type { Estate } from "../../estate/estate";
import type { Exposure, Named, Reach } from "../report";
import type { Sides } from "../sides";
import { accountMarks } from "./accounts";
import { unaskedRouteWays } from "./aws-api-routes";
import { grantMarks } from "./aws-bucket-acls";
import { bucketCopyWays } from "./aws-bucket-copies";
import { bucketMarks, bucketWays } from "./aws-buckets";
import { awsEndpointWays, endpointMarks } from "./aws-endpoints";
import { loadBalancerWays } from "./aws-load-balancers";
import { permissionWays } from "./aws-permissions";
import { policyMarks, resourcePolicyWays } from "./aws-policies";
import { publicAddressWays } from "./aws-public-addresses";
import { publicServiceWays } from "./aws-public-services";
import { networkWays } from "./aws-routes";
import { copyMarks, GroupWays, securityGroupWays } from "./aws-security-groups";
import { sharingWays } from "./aws-sharing";
import { snapshotMarks, snapshotWays } from "./aws-snapshot-blocks";
import { withCrowds } from "./crowds";
import type { Focus, Mark } from "./focus";
import { armorMarks, armorWays } from "./google-armor";
import { datasetWays } from "./google-datasets";
import { googleEdgeWays } from "./google-edges";
import { firewallWays } from "./google-firewalls";
import { googleGrantWays, preventionMarks } from "./google-grants";
import { googleMachineWays } from "./google-machines";
import { meshMarks, meshWays } from "./kubernetes-mesh";
import { podMarks, podWays } from "./kubernetes-pods";
import { routeWays } from "./kubernetes-routes";
import { serviceWays } from "./kubernetes-services";
import { Staying } from "./staying";
import { widest, without } from "./subtract";
import { SOURCES, textOfOffer, type Way } from "./way";

/**
 * What the change makes reachable, and what it closes. A way that a wider one covers is none: of a /8 that becomes 0.0.0.0/0 the
 * latter is gained and nothing is lost. What is known only after apply is undecided, and no change where both sides write it the same.
 */
export function exposureOf({ before, after }: Sides): Exposure {
  const filtered = new Set(armorMarks(before).map(([policy]) => policy));
  const focus = focusOn([
    ...marksIn(before),
    ...marksIn(after),
    ...copyMarks(before),
    ...grantMarks(before),
    ...armorMarks(after).filter(([policy]) => filtered.has(policy)),
  ]);
  const [was, is] = [waysIn(before, focus), waysIn(after, focus)];
  const staying = new Staying(is);
  // What opens is told as it is, whatever was not known before: to doubt it would make it less than it is.
  const lost = without(was, is).map((way) => (staying.isUnsure(way) ? { ...way, undecided: true } : way));
  return { gained: reaches(without(is, was)), lost: reaches(lost, staying) };
}

/** What is reachable, and from where: the widest ways to each thing. */
export function reachesOf(estate: Estate): readonly Reach[] {
  return reaches(
    widest(inOrder(waysIn(estate, focusOn([...marksIn(estate), ...copyMarks(estate), ...grantMarks(estate)])))),
  );
}

function focusOn(marks: readonly Mark[]): Focus {
  return new Map(marks.map(([key, by]) => [key, by]));
}

function marksIn(estate: Estate): readonly Mark[] {
  return [
    accountMarks,
    policyMarks,
    endpointMarks,
    bucketMarks,
    snapshotMarks,
    preventionMarks,
    podMarks,
    meshMarks,
  ].flatMap((marks) => marks(estate));
}

function waysIn(estate: Estate, focus: Focus): readonly Way[] {
  const groups = new GroupWays(estate, securityGroupWays(estate, focus));
  const ways = withCrowds(
    [
      groups.all,
      loadBalancerWays(estate, groups),
      publicAddressWays(estate, groups),
      publicServiceWays(estate),
      networkWays(estate, focus),
      awsEndpointWays(estate, focus),
      unaskedRouteWays(estate),
      sharingWays(estate, focus),
      snapshotWays(estate, focus),
      resourcePolicyWays(estate, focus),
      permissionWays(estate, focus),
      bucketWays(estate, focus),
      bucketCopyWays(estate, focus),
      firewallWays(estate),
      googleEdgeWays(estate),
      googleMachineWays(estate),
      googleGrantWays(estate, focus),
      datasetWays(estate),
      armorWays(estate, focus),
      serviceWays(estate),
      routeWays(estate),
      podWays(estate, focus),
      meshWays(estate, focus),
    ].flat(),
  );
  return inOrder(ways);
}

/** The order of the input does not matter: of two ways that mean the same the first by name stays. */
function inOrder(ways: readonly Way[]): readonly Way[] {
  return ways
    .map((way) => ({ way, key: [way.place, ...namesOf(way.through)].join("\u0001") }))
    .sort((one, other) => compare(one.key, other.key))
    .map(({ way }) => way);
}

/** Actions of one policy for one caller are one entry. */
function reaches(ways: readonly Way[], staying?: Staying): readonly Reach[] {
  const byEntry = new Map<string, { readonly way: Way; readonly all: Way[]; readonly offers: Set<string> }>();
  for (const way of ways) {
    const what = textOfOffer(way.offer);
    const single = way.offer.type === "action" ? "" : what;
    const { reached, through, peer } = way;
    const key = JSON.stringify([way.place, reached, through, peer.source, peer.text, way.undecided, single]);
    const entry = byEntry.get(key) ?? { way, all: [], offers: new Set<string>() };
    entry.all.push(way);
    entry.offers.add(what);
    byEntry.set(key, entry);
  }
  return [...byEntry.values()]
    .map(({ way, all, offers }) => reachOf(way, [...offers], staying?.of(all) ?? ""))
    .sort(byWidth);
}

const MOST_ACTIONS = 8;

function reachOf(
  { lane, reached, through, peer, undecided, note }: Way,
  offers: readonly string[],
  stays: string,
): Reach {
  const sorted = [...offers].sort(compare);
  const more = sorted.length > MOST_ACTIONS ? ` and ${sorted.length - MOST_ACTIONS} more` : "";
  const what = `${sorted.slice(0, MOST_ACTIONS).join(", ")}${more}`;
  return {
    ...reached,
    source: peer.source,
    from: `${peer.text}${stays}`,
    what: `${lane === "egress" ? "egress " : ""}${what}${note === undefined ? "" : `, ${note}`}`,
    through,
    undecided,
  };
}

function byWidth(one: Reach, other: Reach): number {
  return (
    SOURCES.indexOf(one.source) - SOURCES.indexOf(other.source) ||
    Number(one.undecided) - Number(other.undecided) ||
    compare(wordsOf(one), wordsOf(other))
  );
}

function wordsOf({ from, what, through, ...reached }: Reach): string {
  return [...namesOf(reached), from, what, ...namesOf(through)].join("\u0001");
}

function namesOf({ root, resource, kind, namespace }: Named): readonly string[] {
  return [root, resource, kind, namespace ?? ""];
}

/** By code units: the same everywhere. */
function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
