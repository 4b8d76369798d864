import { Estate } from "../../src/estate/estate";
import type { Attributes, Resource } from "../../src/estate/resource";
import type { Reference } from "../../src/estate/unknown";
import { Unknown } from "../../src/estate/unknown";
import { IDENTITY_FUNCTIONS } from "../../src/policy/functions-identity";

const ISSUER = "https://oidc.eks.eu-west-1.amazonaws.com/id/0123456789ABCDEF0123456789ABCDEF";
const CLUSTER = reference("module.eks[0].aws_eks_cluster.this");

function reference(address: string): Reference {
  return { root: "plan", address, attribute: "identity.0.oidc.0.issuer" };
}

/** Kinds that the url of an identity provider is made from, as a plan knows it. */
function sourcesOfUrl(attributes: Attributes, ...references: Reference[]): unknown {
  const resource: Resource = {
    root: "plan",
    address: "aws_iam_openid_connect_provider.it",
    mode: "managed",
    kind: "aws_iam_openid_connect_provider",
    attributes,
    references: new Map(references.length === 0 ? [] : [["url", references]]),
    actions: [],
    meta: {},
    waivers: [],
    origin: { file: "plan.json" },
  };
  const estate = new Estate([resource], []);
  return IDENTITY_FUNCTIONS.sourcesOf?.call([attributes, "url"], { estate, resource, root: "plan" });
}

test("what a value is made from is known where the value is known, as in a plan of a cluster that exists", () => {
  expect(sourcesOfUrl({ url: ISSUER }, CLUSTER)).toEqual(["aws_eks_cluster"]);
});

test("what a value is made from is known before the value is", () => {
  expect(sourcesOfUrl({ url: new Unknown([CLUSTER]) })).toEqual(["aws_eks_cluster"]);
});

test("a value that is written out is made from nothing", () => {
  expect(sourcesOfUrl({ url: ISSUER })).toEqual([]);
});
