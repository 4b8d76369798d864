import type { Estate } from "../../estate/estate";
import { listOf, own, textOf, valueAt } from "../../estate/joins/values";
import type { Resource } from "../../estate/resource";
import { isUnknown } from "../../estate/unknown";
import { accountNamed, isSpelt, ownerOf } from "./accounts";
import { ownerPlace } from "./aws-policies";
import { type Admitted, isWild } from "./conditions";
import type { Focus } from "./focus";
import { isWritten, spelling, unknownPeer, whoPeer } from "./peers";
import { actionOffer, living, type Peer, type Way, way } from "./way";

/** Permissions that are one resource each: on functions, on layers, and on buses of events. */
interface Permitted {
  readonly kind: string;
  readonly link: string;
  readonly owner: string;

  /** Path of the organization that everybody is narrowed to. */
  readonly organization: string;
  readonly action: string;
}

const PERMISSIONS: readonly Permitted[] = [
  {
    kind: "aws_lambda_permission",
    link: "function_name",
    owner: "aws_lambda_function",
    organization: "principal_org_id",
    action: "lambda:InvokeFunction",
  },
  {
    kind: "aws_lambda_layer_version_permission",
    link: "layer_name",
    owner: "aws_lambda_layer_version",
    organization: "organization_id",
    action: "lambda:GetLayerVersion",
  },
  {
    kind: "aws_cloudwatch_event_permission",
    link: "event_bus_name",
    owner: "aws_cloudwatch_event_bus",
    organization: "condition.0.value",
    action: "events:PutEvents",
  },
];

/** Who of other accounts, or anyone, is permitted something by a resource that says nothing else. */
export function permissionWays(estate: Estate, focus: Focus): readonly Way[] {
  return PERMISSIONS.flatMap((permitted) =>
    living(estate, permitted.kind).flatMap((permission) => {
      const place = ownerPlace(estate, permission, permitted.link, permitted.owner);
      const offer = actionOffer(spelling(own(permission.attributes, "action") ?? permitted.action));
      return admittedBy(estate, focus, permission, permitted).map((admitted) =>
        way(estate, place, permission, { lane: "requests", offer, ...admitted }),
      );
    }),
  );
}

function admittedBy(estate: Estate, focus: Focus, from: Resource, permitted: Permitted): readonly Admitted[] {
  const { attributes, root } = from;
  const principal = own(attributes, "principal");
  const organization = textOf(valueAt(attributes, permitted.organization));
  if (organization !== undefined) {
    return [surely(whoPeer(`organization ${organization}`, "organization"))];
  }
  if (isUnknown(principal)) {
    return ownerOf(estate, focus, from, principal) === "own"
      ? []
      : [surely(unknownPeer(principal, root, "other-account"))];
  }
  const text = textOf(principal) ?? "";
  if (text === "*") {
    return sourcesOf(estate, focus, from) ?? [surely(whoPeer("*", "any-account", "anyone"))];
  }
  if (/\.amazonaws\.com(?:\.cn)?$|\.amazon\.com$/.test(text)) {
    // A service calls for whoever asks it to: nothing but the source says who that is.
    // A source that is not spelt out is mostly made from something of one's own.
    return (sourcesOf(estate, focus, from) ?? []).filter(({ peer }) => peer.type === "who" && isSpelt(peer.text));
  }
  const owner = ownerOf(estate, focus, from, text);
  return text === "" || owner === "own"
    ? []
    : [{ peer: whoPeer(text, "other-account"), undecided: owner === "unknown" }];
}

function surely(peer: Peer): Admitted {
  return { peer, undecided: false };
}

/** Whose requests the source leaves, by the account before the ARN; undefined where it leaves those of every account. */
function sourcesOf(estate: Estate, focus: Focus, from: Resource): readonly Admitted[] | undefined {
  const sources = ["source_account", "source_arn"]
    .flatMap((name) => listOf(own(from.attributes, name)))
    .filter((source) => isWritten(source) || (textOf(source) !== undefined && !isWild(source)))
    .map((source) => ({ source, owner: ownerOf(estate, focus, from, source) }));
  const [first] = sources;
  if (first === undefined) {
    return undefined;
  }
  // Both must be met.
  if (sources.some(({ owner }) => owner === "own")) {
    return [];
  }
  const { source, owner } = first;
  const text = spelling(source);
  const words = accountNamed(text) === text ? `account ${text}` : text;
  const peer = isUnknown(source) ? unknownPeer(source, from.root, "other-account") : whoPeer(words, "other-account");
  return [{ peer, undecided: owner === "unknown" }];
}
