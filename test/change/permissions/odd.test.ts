import fc from "fast-check";
import { compareEstates } from "../../../src/change/compare";
import { permissionsOf } from "../../../src/change/permissions/permissions";
import { Estate } from "../../../src/estate/estate";
import type { Attributes, Resource, Value } from "../../../src/estate/resource";
import { Unknown } from "../../../src/estate/unknown";

/** Whatever stands in an estate, there is an answer, and it is the same each time. */

const KINDS = [
  "aws_iam_role",
  "aws_iam_role_policy",
  "aws_iam_role_policy_attachment",
  "aws_iam_policy",
  "aws_iam_policy_attachment",
  "aws_iam_user_group_membership",
  "aws_s3_bucket",
  "aws_s3_bucket_policy",
  "aws_kms_key",
  "aws_kms_grant",
  "aws_lambda_permission",
  "aws_vpc_endpoint_policy",
  "aws_eks_access_entry",
  "aws_eks_access_policy_association",
  "aws_eks_pod_identity_association",
  "google_project_iam_binding",
  "google_service_account_iam_member",
  "google_storage_bucket_iam_policy",
  "google_project_iam_custom_role",
  "google_iam_workload_identity_pool_provider",
  "kubernetes_config_map_v1_data",
  "v1 ConfigMap",
  "v1 ServiceAccount",
  "rbac.authorization.k8s.io/v1 Role",
  "rbac.authorization.k8s.io/v1 ClusterRole",
  "rbac.authorization.k8s.io/v1 RoleBinding",
  "rbac.authorization.k8s.io/v1 ClusterRoleBinding",
];
const NAMES = [
  "name",
  "role",
  "policy",
  "policy_arn",
  "assume_role_policy",
  "inline_policy",
  "managed_policy_arns",
  "permissions_boundary",
  "bucket",
  "key_id",
  "principal",
  "grantee_principal",
  "principal_arn",
  "access_scope",
  "operations",
  "constraints",
  "member",
  "members",
  "condition",
  "policy_data",
  "permissions",
  "service_account_id",
  "roleRef",
  "subjects",
  "rules",
  "metadata",
  "aggregationRule",
  "data",
  "oidc",
  "aws",
  "attribute_condition",
];

const text = fc.constantFrom(
  "a",
  "",
  "*",
  "${aws_iam_role.x0.arn}",
  "${var.a}",
  "arn:aws:iam::aws:policy/AdministratorAccess",
  '{"Statement":[{"Effect":"Allow","Action":"*","Resource":"*","Principal":"*"}]}',
  '{"Statement":[{"Effect":"Deny","NotAction":"s3:*","NotResource":["a*"],"Principal":{"AWS":[null]}}]}',
  '{"Statement":{"Effect":"Maybe"}}',
  "- rolearn: a\n  groups: [system:masters, 7, {a: b}]\n- userarn: [a]\n- 7\n- null\n",
  "- &a [*a]\n",
  '{"bindings":[{"role":"roles/owner","members":"allUsers"}]}',
  "nonsense",
);
const unknown = fc.oneof(
  text.map((each) => new Unknown([], each)),
  fc.constantFrom(
    new Unknown(),
    new Unknown([{ root: "r", address: "aws_iam_role.x0", attribute: "arn" }]),
    new Unknown([{ root: "r", address: "aws_iam_policy.x3", attribute: "policy" }]),
  ),
);
const value = fc.letrec<{ value: Value }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    text,
    unknown,
    fc.constantFrom<Value>(null, true, 7),
    fc.array(tie("value"), { maxLength: 3 }),
    fc.dictionary(
      fc.constantFrom(
        ...NAMES,
        "mapRoles",
        "mapUsers",
        "mapAccounts",
        "issuer_uri",
        "account_id",
        "verbs",
        "resources",
        "kind",
        "name",
        "type",
        "namespaces",
        "__proto__x",
      ),
      tie("value"),
      {
        maxKeys: 4,
      },
    ),
  ),
})).value;

const estate = fc
  .array(fc.tuple(fc.constantFrom(...KINDS), fc.dictionary(fc.constantFrom(...NAMES), value, { maxKeys: 6 })), {
    maxLength: 8,
  })
  .map(
    (all) =>
      new Estate(
        all.map(([kind, attributes], index) => resource(kind, index, attributes)),
        [],
      ),
  );

function resource(kind: string, index: number, attributes: Attributes): Resource {
  const isManifest = kind.includes(" ");
  return {
    root: "r",
    address: isManifest ? `${kind.split(" ")[1]}/x${index}` : `${kind}.x${index}`,
    mode: isManifest ? "manifest" : "managed",
    kind,
    attributes: { ...attributes, ...named(kind, attributes) },
    references: new Map(),
    actions: [],
    meta: {},
    waivers: [],
    origin: { file: "r" },
  };
}

/** Names without which objects of a kind are never asked. */
function named(kind: string, { role = null, data = null }: Attributes): Attributes {
  switch (kind) {
    case "v1 ConfigMap":
      return { metadata: { name: "aws-auth" } };
    case "kubernetes_config_map_v1_data":
      return { metadata: [{ name: "aws-auth" }] };
    case "v1 ServiceAccount":
      return {
        metadata: { annotations: { "eks.amazonaws.com/role-arn": role, "iam.gke.io/gcp-service-account": data } },
      };
    default:
      return {};
  }
}

test("odd estates have an answer, the other direction the opposite, and themselves none", () => {
  let changes = 0;
  fc.assert(
    fc.property(estate, estate, (before, after) => {
      const there = permissionsOf(compareEstates(before, after));
      const back = permissionsOf(compareEstates(after, before));
      changes += there.length;
      const words = (all: typeof there, one: "gained" | "lost"): string[] =>
        all
          .flatMap((each) =>
            [...each[one], ...each.trust[one]].map((entry) => {
              // What a role is called after the change depends on the direction, and so does what became of a Deny.
              const who = each.kind === "aws_iam_role" ? each.resource : each.principal;
              return `${who} ${JSON.stringify({ ...entry, kind: "kind" in entry })}`;
            }),
          )
          .sort();
      expect(words(back, "lost")).toEqual(words(there, "gained"));
      expect(words(back, "gained")).toEqual(words(there, "lost"));
      expect(permissionsOf(compareEstates(before, before))).toEqual([]);
      expect(permissionsOf(compareEstates(before, after))).toEqual(there);
    }),
    { numRuns: 400 },
  );
  expect(changes).toBeGreaterThan(0);
}, 60_000);

test("nothing is new where every policy is asked: an estate beside a copy of itself", () => {
  fc.assert(
    fc.property(estate, (one) => {
      const more = (extra: number): Estate =>
        new Estate([...one.resources, resource("aws_iam_role", 90 + extra, { name: `other${extra}` })], []);
      expect(permissionsOf(compareEstates(more(1), more(2)))).toEqual([]);
    }),
    { numRuns: 150 },
  );
});
