import { join } from "node:path";
import fc from "fast-check";
import { compareEstates } from "../../../src/change/compare";
import { blastRadiusOf } from "../../../src/change/graph/blast-radius";
import { pictureOf } from "../../../src/change/graph/picture";
import { servicesOf } from "../../../src/change/graph/services";
import { CHANGE_ACTIONS, keyOf, type ResourceChange, type Sides } from "../../../src/change/sides";
import { Estate } from "../../../src/estate/estate";
import { readEstate } from "../../../src/estate/read";
import type { Resource, Value } from "../../../src/estate/resource";
import { Unknown } from "../../../src/estate/unknown";

const KINDS = [
  "aws_s3_bucket",
  "aws_s3_bucket_policy",
  "aws_kms_key",
  "aws_iam_role",
  "aws_iam_role_policy_attachment",
  "aws_eks_cluster",
  "aws_eks_node_group",
  "aws_lb",
  "aws_apigatewayv2_api",
  "google_container_cluster",
  "google_storage_bucket_iam_member",
  "google_compute_firewall",
  "kubernetes_deployment_v1",
  "apps/v1 Deployment",
  "v1 Service",
  "v1 Namespace",
  "v1 ServiceAccount",
  "networking.k8s.io/v1 NetworkPolicy",
  "networking.k8s.io/v1 Ingress",
  "autoscaling/v2 HorizontalPodAutoscaler",
  "rbac.authorization.k8s.io/v1 RoleBinding",
];
const NAMES = [
  "metadata",
  "name",
  "namespace",
  "labels",
  "spec",
  "selector",
  "podSelector",
  "template",
  "containers",
  "image",
  "tags",
  "tenant",
  "tier",
  "bucket",
  "policy",
  "role",
  "cluster_name",
  "kms_key_id",
  "arn",
  "id",
  "rules",
  "backend",
  "subjects",
  "roleRef",
  "scaleTargetRef",
  "__proto__",
  "constructor",
];
const TEXTS = [
  "a",
  "",
  "vision",
  "prod",
  "arn:aws:s3:::vision/*",
  "s3://vision/x",
  "tensorflow/serving",
  "arn:aws:kms:e:1:key/a",
];

const { value } = fc.letrec<{ value: Value }>((tie) => ({
  value: fc.oneof(
    { depthSize: "small" },
    fc.constantFrom<Value>(null, true, 0, ...TEXTS),
    fc.nat(9).map((n) => new Unknown([{ root: "r", address: `x.n${n}`, attribute: "id" }], `\${x.n${n}.id}`)),
    fc.constant(new Unknown()),
    fc.array(tie("value"), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom(...NAMES), tie("value"), { maxKeys: 5 }),
  ),
}));

const resources: fc.Arbitrary<readonly Resource[]> = fc
  .array(
    fc.record({
      kind: fc.constantFrom(...KINDS),
      attributes: fc.dictionary(fc.constantFrom(...NAMES), value, { maxKeys: 6 }),
      to: fc.array(fc.nat(9), { maxLength: 3 }),
      namespace: fc.constantFrom("vision", undefined),
    }),
    { maxLength: 10 },
  )
  .map((list) =>
    list.map(({ kind, attributes, to, namespace }, n): Resource => {
      const references = to.map((other) => ({ root: "r", address: `x.n${other}`, attribute: "id" }));
      return {
        root: "r",
        address: `x.n${n}`,
        mode: kind.includes(" ") ? "manifest" : "managed",
        kind,
        ...(namespace === undefined ? {} : { namespace }),
        attributes,
        references: new Map([["bucket", references]]),
        actions: [],
        meta: { depends_on: attributes.name ?? null },
        waivers: [],
        origin: { file: "f" },
      };
    }),
  );

/** Of each path, that it leads from a change to the service; of services, that none is hit by nothing. */
function expectSound(sides: Sides): void {
  const radius = blastRadiusOf(sides);
  const changed = new Set(sides.changes.map(({ root, address }) => `${root} ${address}`));
  const services = [...servicesOf(sides.before), ...servicesOf(sides.after)];
  for (const { service, path, changes } of radius.hits) {
    const [first, last] = [path[0], path.at(-1)];
    expect(changed.has(`${first?.root} ${first?.resource}`)).toBe(true);
    expect(changes).toBeGreaterThan(0);
    const its = services
      .filter(
        ({ type, name, resource }) => type === service.type && name === service.name && resource === service.resource,
      )
      .flatMap(({ members, belongings }) => [...members, ...belongings]);
    const places = new Set(its.map((key) => key.split("\u0000").slice(0, 2).join(" ")));
    expect(places.has(`${last?.root} ${last?.resource}`)).toBe(true);
  }
  if (sides.changes.length === 0) {
    expect(radius.hits).toEqual([]);
    expect(radius.affected).toBe(0);
  }
}

/** Of the picture, that each edge has both its ends, and no resource is drawn twice. */
function expectDrawn(sides: Sides): void {
  const { nodes, edges } = pictureOf(sides, blastRadiusOf(sides));
  const ids = new Set(nodes.map(({ id }) => id));
  expect(ids.size).toBe(nodes.length);
  expect(edges.every(({ from, to }) => ids.has(from) && ids.has(to) && from !== to)).toBe(true);
}

test("whatever the estate is: paths lead from a change to the service that they hit, and nothing throws", () => {
  const actions = fc.array(fc.constantFrom(...CHANGE_ACTIONS, undefined), { minLength: 10, maxLength: 10 });
  fc.assert(
    fc.property(resources, resources, actions, (before, after, chosen) => {
      const changes = chosen.flatMap((action, n): ResourceChange[] => {
        const [was, is] = [action === "create" ? undefined : before[n], action === "destroy" ? undefined : after[n]];
        const resource = is ?? was;
        return action === undefined || resource === undefined
          ? []
          : [
              {
                root: resource.root,
                address: resource.address,
                kind: resource.kind,
                action,
                ...(was === undefined ? {} : { before: was }),
                ...(is === undefined ? {} : { after: is }),
                isEstimate: false,
                attributes: [],
              },
            ];
      });
      const [was, is] = [new Estate(before, []), new Estate(after, [])];
      const sides: Sides = { basis: "plan", before: was, after: is, changes, drift: [], warnings: [] };
      expectSound(sides);
      expectDrawn(sides);
    }),
    { numRuns: 150 },
  );
});

test("an estate that does not change hits nobody", () => {
  fc.assert(
    fc.property(resources, (same) => {
      const sides = compareEstates(new Estate(same, []), new Estate(structuredSame(same), []));
      expect(sides.changes).toEqual([]);
      expectSound(sides);
    }),
    { numRuns: 100 },
  );
});

/** The same resources as other objects: sides share none. */
function structuredSame(list: readonly Resource[]): readonly Resource[] {
  return list.map((resource) => ({ ...resource }));
}

test.each(["test/fixtures/clean/multi-tenant", "examples/tfserving-eks/cdktf.out"])(
  "every resource of %s can go, and what its going hits is sound",
  async (path) => {
    const { estate } = await readEstate([join(__dirname, "../../..", path)]);
    const keys = new Set<string>();
    for (const resource of estate.resources) {
      const isLifted = resource.mode === "manifest" && estate.at(resource.root, resource.address) !== undefined;
      if (resource.mode !== "data" && !isLifted) {
        keys.add(keyOf(resource));
        const { root, address, kind } = resource;
        const change = {
          root,
          address,
          kind,
          action: "destroy" as const,
          before: resource,
          isEstimate: false,
          attributes: [],
        };
        expectSound({ basis: "plan", before: estate, after: estate, changes: [change], drift: [], warnings: [] });
      }
    }
    expect(keys.size).toBeGreaterThan(50);
  },
);
