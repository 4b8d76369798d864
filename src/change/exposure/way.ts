import type { Estate } from "../../estate/estate";
import { exists } from "../../estate/joins/existence";
import type { Resource } from "../../estate/resource";
import { isUnknown } from "../../estate/unknown";
import type { Named, Source } from "../report";
import { keyOf } from "../sides";
import { namespaceKnown } from "./object-namespace";

/** Sources, the widest first. */
export const SOURCES: readonly Source[] = [
  "internet",
  "any-account",
  "other-account",
  "organization",
  "private-network",
  "cluster",
  "namespace",
  "named",
];

/** Who is at the other end, so that one can be told to cover another. */
export type Peer = { readonly source: Source; readonly text: string } & (
  | /** Whoever there is. */ { readonly type: "anywhere" }
  | { readonly type: "range"; readonly cidr: string; readonly except: readonly string[] }
  | /** The network that the thing lies in, and what is peered with it. */ { readonly type: "network" }
  | /** Pods by the selectors of their namespaces and of themselves; `*` is all. */ {
      readonly type: "pods";
      readonly namespaces: string;
      readonly pods: string;
    }
  | /** Somebody with a name; `*` is anyone. */ {
      readonly type: "who";
      readonly id: string;

      /** Whoever one of these is, is this one too: the account of a role. */
      readonly within?: readonly string[];

      /** Conditions that requests must meet: fewer let more in. */
      readonly limits: readonly string[];
    }
  | /** Known only after apply: the same when it is written the same. */ {
      readonly type: "unknown";
      readonly id: string;
    }
);

/** What is offered to them. */
export type Offer =
  | { readonly type: "everything" }
  | {
      readonly type: "ports";
      readonly protocol: string;
      readonly from: number;
      readonly to: number;

      /** What of the place is meant: the machines with a tag; `*` is all. */
      readonly scope: string;

      /** Words for it, where `tcp 443` is not what people say. */
      readonly text?: string;
    }
  | {
      readonly type: "action";
      readonly action: string;

      /** What of the place is meant, as a pattern: `objects/public/*`. */
      readonly scope: string;
      readonly text?: string;

      /** What a refusal takes out of it. */
      readonly except?: readonly Exception[];
    }
  | { readonly type: "unknown"; readonly id: string; readonly text: string };

/** Actions that are refused within others that are allowed. */
export interface Exception {
  readonly action: string;
  readonly scope: string;

  /** Words for whom alone the refusal meets; empty for everybody. */
  readonly limit: string;
}

/** Ways of one lane are compared with each other alone: packets in, by the node or out, requests to an API, calls within a mesh. */
export type Lane = "network" | "node" | "egress" | "requests" | "mesh";

/** One way to a thing: what a {@link Reach} is made of. */
export interface Way {
  readonly lane: Lane;

  /** Key of what is reached: the same on both sides. */
  readonly place: string;
  readonly reached: Named;
  readonly through: Named;
  readonly peer: Peer;
  readonly offer: Offer;
  readonly undecided: boolean;

  /** Words behind `what`, which do not count when ways are compared: what a security group stands before. */
  readonly note?: string;

  /** Whether it is told beside others of its place. */
  readonly told?: Told;
}

/**
 * What may be open is not told where more is known of who comes in, from as far or further: a public address, whose ports and callers
 * its groups tell, and a bucket that nothing blocks, whose policy tells them. What may come in by a group that nobody knows is not
 * told where the address is. An address before which all groups are known is never told: it is as open as they are.
 */
export type Told = "unless-more" | "unless-address" | "never";

/** Something that can be reached: a resource of the estate, or one that is only named. */
export interface Place {
  readonly key: string;
  readonly named: Named;
}

export function placeOf(estate: Estate, resource: Resource): Place {
  return { key: keyOf(resource), named: namedOf(estate, resource) };
}

/** What is not in the estate, and is spelt out: `sg-0123`. */
export function placeNamed(root: string, kind: string, name: string): Place {
  return { key: `${root}\u0000${kind}\u0000${name}`, named: { resource: name, root, kind } };
}

/** As every entry of the report names it: a lifted manifest by its Terraform resource. */
export function namedOf(estate: Estate, resource: Resource): Named {
  const { root, address, kind, mode } = resource;
  const origin = mode === "manifest" ? estate.at(root, address) : undefined;
  const namespace = namespaceKnown(estate, resource);
  return { resource: address, root, kind: origin?.kind ?? kind, ...(namespace === undefined ? {} : { namespace }) };
}

/** The parts of a way that differ from one to the next. */
export type WayParts = Pick<Way, "lane" | "peer" | "offer"> & {
  readonly undecided?: boolean;
  readonly note?: string | undefined;
  readonly told?: Told;

  /** What opens the way where it is not the resource that says so: a policy that is there on the other side alone. */
  readonly opener?: Named | undefined;
};

export function way(
  estate: Estate,
  place: Place,
  through: Resource,
  { lane, peer, offer, undecided, note, told, opener }: WayParts,
): Way {
  return {
    lane,
    place: `${lane}\u0000${place.key}`,
    reached: place.named,
    through: opener ?? namedOf(estate, through),
    peer,
    offer,
    undecided: undecided === true || peer.type === "unknown" || offer.type === "unknown" || isUnknown(exists(through)),
    ...(note === undefined ? {} : { note }),
    ...(told === undefined ? {} : { told }),
  };
}

/** Resources of the kinds that there are, or may be. */
export function living(estate: Estate, ...kinds: readonly string[]): readonly Resource[] {
  return kinds.flatMap((kind) =>
    estate.ofKind(kind).filter((resource) => resource.mode !== "data" && exists(resource) !== false),
  );
}

/** Ports, or everything where they are all of every protocol. */
export function portsOffer(protocol: string, from: number, to: number, scope = "*", text?: string): Offer {
  if (Number.isNaN(from) || Number.isNaN(to)) {
    const written = `${protocol} ports that are none`;
    return { type: "unknown", id: written, text: written };
  }
  // What ICMP has in place of a last port is a code.
  const last = protocol === "icmp" && to !== LAST_PORT ? from : to;
  return protocol === "all" && scope === "*"
    ? { type: "everything" }
    : { type: "ports", protocol, from, to: last, scope, ...(text === undefined ? {} : { text }) };
}

export function actionOffer(action: string, scope = "*", text?: string): Offer {
  return { type: "action", action, scope, ...(text === undefined ? {} : { text }) };
}

const LAST_PORT = 65_535;
const HAS_PORTS = /^(?:tcp|udp|sctp)$/;

/** `tcp 8501`, `tcp 8000-8010`, `s3:GetObject`, `everything`. */
export function textOfOffer(offer: Offer): string {
  switch (offer.type) {
    case "everything":
      return "everything";
    case "ports":
      return (
        offer.text ??
        `${textOfPorts(offer.protocol, offer.from, offer.to)}${offer.scope === "*" ? "" : ` of ${offer.scope}`}`
      );
    case "action":
      return offer.text ?? offer.action;
    case "unknown":
      return offer.text;
  }
}

function textOfPorts(protocol: string, from: number, to: number): string {
  if (protocol === "all") {
    return "everything";
  }
  if (from === 0 && to === LAST_PORT) {
    return HAS_PORTS.test(protocol) ? `every ${protocol} port` : protocol;
  }
  if (protocol === "icmp") {
    return `icmp type ${from}`;
  }
  return from === to ? `${protocol} ${from}` : `${protocol} ${from}-${to}`;
}
