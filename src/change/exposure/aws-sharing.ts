import type { Estate } from "../../estate/estate";
import { listOf, own, textOf, valueAt } from "../../estate/joins/values";
import type { Resource, Value } from "../../estate/resource";
import { isUnknown } from "../../estate/unknown";
import { accountNamed, ownerOf } from "./accounts";
import { ownerPlace } from "./aws-policies";
import type { Focus } from "./focus";
import { isWritten, resolved, spelling, unknownPeer, whoPeer } from "./peers";
import { actionOffer, living, type Offer, type Peer, type Place, placeOf, type Way, way } from "./way";

/** Resources that share something, by attributes that name accounts, or everybody who has one. */
interface Share {
  readonly kind: string;

  /** Paths of attributes that name with whom. */
  readonly with: readonly string[];

  /** Attribute that names what is shared, and the kinds that it may be; the resource itself where there is none. */
  readonly link?: string;
  readonly owners?: readonly string[];

  /** What may be done with it. */
  readonly what: string;

  /** Attribute that lists it, and the service whose actions they are. */
  readonly actions?: readonly [service: string, attribute: string];
}

const IMAGES: readonly string[] = ["aws_ami", "aws_ami_copy", "aws_ami_from_instance"];
const VOLUMES: readonly string[] = ["aws_ebs_snapshot", "aws_ebs_snapshot_copy", "aws_ebs_snapshot_import"];

/**
 * `all` is everybody who has an account of AWS; so is the group `all` of an image.
 *
 * @see https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/sharingamis-intro.html
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_ShareSnapshot.html
 */
const SHARES: readonly Share[] = [
  {
    kind: "aws_ami_launch_permission",
    with: ["account_id", "group", "organization_arn", "organizational_unit_arn"],
    link: "image_id",
    owners: IMAGES,
    what: "machines from the image",
  },
  {
    kind: "aws_snapshot_create_volume_permission",
    with: ["account_id"],
    link: "snapshot_id",
    owners: VOLUMES,
    what: "volumes from the snapshot",
  },
  ...["aws_db_snapshot", "aws_db_snapshot_copy", "aws_db_cluster_snapshot", "aws_rds_cluster_snapshot_copy"].map(
    (kind): Share => ({ kind, with: ["shared_accounts"], what: "databases from the snapshot" }),
  ),
  {
    kind: "aws_ram_principal_association",
    with: ["principal"],
    link: "resource_share_arn",
    owners: ["aws_ram_resource_share"],
    what: "what is shared",
  },
  {
    kind: "aws_kms_grant",
    with: ["grantee_principal"],
    link: "key_id",
    owners: ["aws_kms_key", "aws_kms_replica_key", "aws_kms_external_key"],
    what: "what is granted",
    actions: ["kms", "operations"],
  },
  { kind: "aws_ssm_document", with: ["permissions.account_ids"], what: "the document" },
  { kind: "aws_s3control_access_grant", with: ["grantee.0.grantee_identifier"], what: "objects, by an access grant" },
];

/** Images, snapshots and shares that other accounts may use, or whoever has one. */
export function sharingWays(estate: Estate, focus: Focus): readonly Way[] {
  return SHARES.flatMap((share) =>
    living(estate, share.kind).flatMap((resource) => {
      const place = placeShared(estate, resource, share);
      const offers = offersOf(resource, share);
      return share.with
        .flatMap((path) => listOf(valueAt(resource.attributes, path)).flatMap(separated))
        .flatMap((value) => {
          const admitted = sharedWith(estate, focus, resource, value);
          return admitted === undefined
            ? []
            : offers.map((offer) => way(estate, place, resource, { lane: "requests", offer, ...admitted }));
        });
    }),
  );
}

function offersOf({ attributes }: Resource, { what, actions: [service, name] = ["", ""] }: Share): readonly Offer[] {
  const actions = service === "" ? [] : listOf(own(attributes, name));
  return actions.length === 0
    ? [actionOffer(what)]
    : actions.map((action) => actionOffer(`${service}:${spelling(action)}`));
}

/** Documents name accounts in one text. */
function separated(value: Value): readonly Value[] {
  return typeof value === "string" && value.includes(",") ? value.split(",").map((one) => one.trim()) : [value];
}

function placeShared(estate: Estate, resource: Resource, { link, owners }: Share): Place {
  const [first] = owners ?? [];
  if (link === undefined || first === undefined) {
    return placeOf(estate, resource);
  }
  const value = own(resource.attributes, link);
  const kind = owners?.find((one) => resolved(estate, resource, value, one)?.kind === one);
  return ownerPlace(estate, resource, link, kind ?? first);
}

const DIRECTORY_ID = /^(?:[\da-f]{10}-)?[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i;

interface SharedWith {
  readonly peer: Peer;
  readonly undecided: boolean;
}

/** Undefined for one's own account, and for a value that a provider fills in. */
function sharedWith(estate: Estate, focus: Focus, from: Resource, value: Value): SharedWith | undefined {
  if (isUnknown(value)) {
    const isOther = isWritten(value) && ownerOf(estate, focus, from, value) !== "own";
    return isOther ? { peer: unknownPeer(value, from.root, "other-account"), undecided: true } : undefined;
  }
  const text = textOf(value);
  if (text === undefined) {
    return undefined;
  }
  if (text.toLowerCase() === "all") {
    return { peer: whoPeer("accounts", "any-account", "any account of AWS"), undecided: false };
  }
  if (/^arn:[\w-]+:organizations:/.test(text)) {
    return { peer: whoPeer(`organization ${text}`, "organization", text), undecided: false };
  }
  // Services of AWS may be principals of a share; users and groups of a directory are those of one's own organization.
  const owner = text.endsWith(".amazonaws.com") || DIRECTORY_ID.test(text) ? "own" : ownerOf(estate, focus, from, text);
  const account = accountNamed(text);
  const id = account !== undefined && text === account ? `account ${account}` : text;
  return owner === "own"
    ? undefined
    : { peer: whoPeer(id, "other-account", spelling(text)), undecided: owner === "unknown" };
}
