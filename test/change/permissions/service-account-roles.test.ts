import { untoldOf } from "../../../src/change/permissions/missing";
import { permissionsOf } from "../../../src/change/permissions/permissions";
import type { EstateSource } from "../../support/estates";
import { sidesOf } from "../../support/sides";
import { changesOf, expectChanges } from "./words";

const AWS = "eks.amazonaws.com/role-arn";
const GOOGLE = "iam.gke.io/gcp-service-account";
const ADMIN = "arn:aws:iam::aws:policy/AdministratorAccess";
const LISTS = "arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess";
const THEIRS = "arn:aws:iam::111122223333:role/theirs";

const cloud = {
  aws_iam_role: {
    admin: { name: "admin", arn: "arn:aws:iam::111122223333:role/admin", managed_policy_arns: [ADMIN] },
    reader: { name: "reader", arn: "arn:aws:iam::111122223333:role/reader", managed_policy_arns: [LISTS] },
  },
  google_service_account: { app: { account_id: "app", project: "acme" } },
  google_project_iam_member: {
    m: { project: "acme", role: "roles/owner", member: "${google_service_account.app.member}" },
  },
};

const account = (annotations: object): object => ({
  kubernetes_service_account_v1: { s: { metadata: [{ name: "resnet", namespace: "vision", annotations }] } },
});
const estate = (annotations: object): EstateSource => ({ resource: { ...cloud, ...account(annotations) } });
const applied = (annotations: object): EstateSource => ({
  resource: {
    ...cloud,
    kubernetes_manifest: {
      s: {
        manifest: {
          apiVersion: "v1",
          kind: "ServiceAccount",
          metadata: { name: "resnet", namespace: "vision", annotations },
        },
      },
    },
  },
});

describe("what a ServiceAccount gains by an annotation", () => {
  test.each<[name: string, annotations: object, expected: string]>([
    ["a role that is an administrator", { [AWS]: "arn:aws:iam::111122223333:role/admin" }, "role admin on * [admin]"],
    ["a role that reads", { [AWS]: "${aws_iam_role.reader.arn}" }, "role reader on * [read]"],
    ["a role that is made elsewhere", { [AWS]: THEIRS }, `role ${THEIRS} on * [write] [undecided]`],
    [
      "an account of Google",
      { [GOOGLE]: "app@acme.iam.gserviceaccount.com" },
      "serviceAccount app@acme.iam.gserviceaccount.com on * [admin]",
    ],
    [
      "an account of Google that is made elsewhere",
      { [GOOGLE]: "x@other.iam.gserviceaccount.com" },
      "serviceAccount x@other.iam.gserviceaccount.com on * [write] [undecided]",
    ],
  ])("%s", (_, annotations, expected) => {
    const words = [`serviceAccount vision/resnet gains act as ${expected}`];
    expectChanges(estate({}), estate(annotations), words);
    expectChanges(applied({}), applied(annotations), words);
  });

  test("another annotation is none", () => {
    expect(changesOf(estate({}), estate({ "prometheus.io/scrape": "true" }))).toEqual([]);
  });
});

test("a role that comes into the estate is the role that it was", () => {
  const { aws_iam_role, ...rest } = cloud;
  const of = (roles: object, more: object): EstateSource => ({
    resource: {
      ...rest,
      ...roles,
      kubernetes_service_account_v1: {
        s: {
          metadata: [
            {
              name: "resnet",
              namespace: "vision",
              annotations: { [AWS]: "arn:aws:iam::111122223333:role/admin", ...more },
            },
          ],
        },
      },
    },
  });
  const changes = changesOf(of({}, {}), of({ aws_iam_role }, { team: "vision" }));
  expect(changes.filter((each) => each.startsWith("serviceAccount vision/resnet"))).toEqual([]);
  expect(changes).toContainEqual("role admin gains * on * [admin]");
});

test("what a role may that is made elsewhere, apply does not tell either", () => {
  const untold = untoldOf(permissionsOf(sidesOf(estate({}), estate({ [AWS]: THEIRS }))));
  expect(untold.map(({ words }) => words)).toEqual([
    "may do cannot be told: the role that it may act as is not in the input",
  ]);
});
