import type { Estate } from "../../estate/estate";
import { isGone } from "../../estate/joins/existence";
import { googleAccountOf } from "../../estate/joins/google-service-accounts";
import { keySettings } from "../../estate/joins/key-settings";
import { keyAt } from "../../estate/joins/keys";
import { linksTo } from "../../estate/joins/links";
import { namedAs } from "../../estate/joins/names";
import { isList, own, textOf } from "../../estate/joins/values";
import { remembered } from "../../estate/memo";
import type { Resource, Value } from "../../estate/resource";
import { isUnknown } from "../../estate/unknown";
import type { GraphBuilder } from "./dependency-graph";
import { isGoogleGrant, partWords } from "./parts";
import { addLink } from "./reference-edges";

/** Attributes that nothing else of the world has the value of. */
const UNIQUE: readonly string[] = ["arn", "self_link", "id", "email", "endpoint"];

/** An id that is no mere name: `vpc-0a1b2c3d`, `projects/acme/locations/x`, `1234abcd-...`. Names are common words. */
const TELLING_ID = /[:/@]|^[a-z]+-[0-9a-f]{8,}$|^[0-9a-f]{8}-[0-9a-f-]{20,}$/;

/** Attributes in which a resource says who it is itself, or what people say of it. */
const OWN = new Set([
  "arn",
  "self_link",
  "id",
  "name",
  "email",
  "tags",
  "tags_all",
  "labels",
  "annotations",
  "description",
]);

/** What a VPC says of its default tables and groups is no dependency of it. */
const SELF_CONTAINED: ReadonlySet<string> = new Set(["aws_vpc", "google_compute_network"]);

const BUCKETS = ["aws_s3_bucket", "google_storage_bucket"];
const REPOSITORIES = ["aws_ecr_repository", "google_artifact_registry_repository"];
const TOKENS = /arn:[\w-]+:[^\s"'\\,)\]}]{4,300}|(?::s3:::|\bs3:\/\/|\bgs:\/\/)([a-z0-9][a-z0-9._-]{2,62})/g;
const LONGEST = 200_000;
const DEEPEST = 60;

/** What is spelt out in place of a reference: ARNs, ids, names where a kind is asked for by name, buckets in URIs. */
export function addValues(graph: GraphBuilder): void {
  const links = linkedKinds(graph.estate);
  for (const resource of graph.estate.resources) {
    if (!graph.isNode(resource)) {
      continue;
    }
    const reader = new ValueReader(graph, resource, links);
    for (const name of SELF_CONTAINED.has(resource.kind) ? [] : Object.keys(resource.attributes)) {
      const value = resource.attributes[name] ?? null;
      if (value !== null && !OWN.has(name)) {
        reader.mayNameKeys ||= name.includes("key");
        reader.read(value, name, name, 0);
      }
    }
    if (reader.mayNameKeys) {
      addKeys(graph, resource);
    }
  }
  addOwnGrants(graph);
}

/** A grant to nobody of the estate, as to the service agent of a bucket, is a setting of what it is given on. */
function addOwnGrants(graph: GraphBuilder): void {
  const targets = new Map<Resource, Resource[]>();
  for (const [from, to] of graph.pairs()) {
    if (isGoogleGrant(from.kind) && graph.isNode(from) && to.mode === "managed") {
      const others = targets.get(from);
      others === undefined ? targets.set(from, [to]) : others.push(to);
    }
  }
  for (const [grant, given] of targets) {
    for (const one of given.some(({ kind }) => kind === "google_service_account") ? [] : given) {
      graph.add(one, grant, partWords(grant.kind), true);
    }
  }
}

/** Aliases of keys are names that no table of names has. */
function addKeys(graph: GraphBuilder, resource: Resource): void {
  if (resource.mode !== "managed") {
    return;
  }
  for (const { path, value } of keySettings(resource)) {
    const key = keyAt(graph.estate, resource, path, value);
    if (key !== undefined && typeof key !== "string" && !isUnknown(key)) {
      graph.add(resource, key, "encrypted with the key");
    }
  }
}

class ValueReader {
  /** Whether an attribute with a value may be one that names a key: most resources have none, and are not searched again. */
  public mayNameKeys = false;

  private readonly called: ReadonlyMap<string, Resource | undefined>;

  constructor(
    private readonly graph: GraphBuilder,
    private readonly resource: Resource,
    private readonly links: ReadonlyMap<string, readonly string[]>,
  ) {
    this.called = uniquelyCalled(graph.estate, undefined);
  }

  /**
   * Reads what is set, at any depth. Every value of the estate comes by here.
   *
   * @param link the path without the numbers in it
   */
  public read(value: Value, path: string, link: string, depth: number): void {
    if (typeof value === "string") {
      this.text(value, path, link);
    } else if (typeof value !== "object" || value === null || depth > DEEPEST) {
      return;
    } else if (isList(value)) {
      for (let index = 0; index < value.length; index += 1) {
        this.read(value[index] ?? null, `${path}.${index}`, link, depth + 1);
      }
    } else if (isUnknown(value)) {
      this.tokens(value.text ?? "", path);
    } else {
      for (const name of Object.keys(value)) {
        const member = value[name];
        if (typeof member === "string" || (typeof member === "object" && member !== null)) {
          this.mayNameKeys ||= name.includes("key");
          this.read(member, `${path}.${name}`, `${link}.${name}`, depth + 1);
        }
      }
    }
  }

  private text(text: string, path: string, link: string): void {
    if (text === "") {
      return;
    }
    for (const kind of this.links.get(link) ?? []) {
      const found = isOfOneProvider(kind, this.resource.kind)
        ? namedAs(this.graph.estate, kind, text, this.resource.root)
        : [];
      const [only] = found;
      if (only !== undefined && found.length === 1) {
        addLink(this.graph, this.resource, only, path);
      }
    }
    if (text.length >= 8 && text.length <= 400) {
      const target = this.called.get(text) ?? (/image$/i.test(link) ? this.repository(text) : undefined);
      if (target !== undefined) {
        addLink(this.graph, this.resource, target, path);
      }
      if (text.includes(".gserviceaccount.com")) {
        const account = googleAccountOf(this.graph.estate, this.resource, text)?.resource;
        if (account !== undefined) {
          addLink(this.graph, this.resource, account, path);
        }
      }
    }
    this.tokens(text, path);
  }

  /** ARNs in policies, and buckets in URIs. */
  private tokens(text: string, path: string): void {
    if (!text.includes(":") || text.length > LONGEST) {
      return;
    }
    for (const [token, bucket] of text.matchAll(TOKENS)) {
      const target = bucket === undefined ? this.named(token) : this.bucket(bucket);
      if (target !== undefined) {
        addLink(this.graph, this.resource, target, path);
      }
    }
  }

  private named(arn: string): Resource | undefined {
    const bucket = /^arn:[\w-]+:s3:::([^/*]+)/.exec(arn)?.[1];
    return this.called.get(arn.replace(/[:/]?\*.*$/, "")) ?? (bucket === undefined ? undefined : this.bucket(bucket));
  }

  /** `1234.dkr.ecr.eu-west-1.amazonaws.com/serving`, `europe-west1-docker.pkg.dev/acme/images/serving`. */
  private repository(image: string): Resource | undefined {
    const ecr = /\.dkr\.ecr\.[\w.-]+\/([^:@]+)/.exec(image)?.[1];
    const google = /-docker\.pkg\.dev\/[^/]+\/([^/:@]+)/.exec(image)?.[1];
    const [kind, name] = ecr === undefined ? [REPOSITORIES[1], google] : [REPOSITORIES[0], ecr];
    const found =
      name === undefined || kind === undefined ? [] : namedAs(this.graph.estate, kind, name, this.resource.root);
    return found.length === 1 ? found[0] : undefined;
  }

  private bucket(name: string): Resource | undefined {
    const found = BUCKETS.flatMap((kind) => namedAs(this.graph.estate, kind, name, this.resource.root));
    return found.length === 1 ? found[0] : undefined;
  }
}

function isOfOneProvider(kind: string, other: string): boolean {
  const end = kind.indexOf("_");
  return end > 0 && other.startsWith(kind.slice(0, end + 1));
}

/** Kinds of the estate by the attributes that others name them in. */
function linkedKinds(estate: Estate): ReadonlyMap<string, readonly string[]> {
  const kinds = new Set(estate.resources.flatMap(({ kind, mode }) => (mode === "managed" ? [kind] : [])));
  const links = new Map<string, string[]>();
  for (const kind of kinds) {
    for (const link of linksTo(kind)) {
      const others = links.get(link);
      others === undefined ? links.set(link, [kind]) : others.push(kind);
    }
  }
  return links;
}

/** Resources by what is theirs alone; undefined for what two of them say. */
const uniquelyCalled = remembered((estate: Estate, _: undefined): ReadonlyMap<string, Resource | undefined> => {
  const called = new Map<string, Resource | undefined>();
  for (const resource of estate.resources) {
    if (resource.mode !== "managed" || isGone(resource)) {
      continue;
    }
    for (const attribute of UNIQUE) {
      const text = textOf(own(resource.attributes, attribute));
      if (text !== undefined && text.length >= 8 && TELLING_ID.test(text)) {
        called.set(text, called.has(text) && called.get(text) !== resource ? undefined : resource);
      }
    }
  }
  return called;
});
