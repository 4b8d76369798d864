import { exposureOf } from "../../../src/change/exposure/exposure";
import { sidesOfPlans } from "../../../src/change/plan-sides";
import type { Exposure } from "../../../src/change/report";
import { sidesOf } from "../../support/sides";
import { shown } from "./shown";

interface Planned {
  readonly address: string;
  readonly before: object | null;
  readonly after: object | null;
}

const TYPES = { provider_name: "aws", mode: "managed" } as const;

function named(address: string): { readonly address: string; readonly type: string; readonly name: string } {
  const [type = "", name = ""] = address.split(".");
  return { address, type, name };
}

/** What a plan with these resources exposes; what has the same values on both sides is left as it is. */
function exposed(...all: readonly Planned[]): Exposure {
  const resources = all
    .filter(({ after }) => after !== null)
    .map(({ address, after }) => ({ ...TYPES, ...named(address), schema_version: 1, values: after }));
  const changes = all.map(({ address, before, after }) => {
    const actions =
      before === null ? ["create"] : after === null ? ["delete"] : before === after ? ["no-op"] : ["update"];
    return { ...TYPES, ...named(address), change: { actions, before, after, after_unknown: {} } };
  });
  const json = {
    format_version: "1.2",
    terraform_version: "1.9.0",
    planned_values: { root_module: { resources } },
    resource_changes: changes,
    configuration: { root_module: {} },
  };
  return exposureOf(sidesOfPlans([{ file: "plan.json", json: structuredClone(json) }]));
}

function same(address: string, values: object): Planned {
  return { address, before: values, after: values };
}

const SSH = { from_port: 22, to_port: 22, protocol: "tcp", cidr_blocks: ["0.0.0.0/0"], self: false };

test("a rule resource that goes closes its port, whatever the group still shows of it", () => {
  const { gained, lost } = exposed(
    same("aws_security_group.web", { id: "sg-1", name: "web", ingress: [SSH], egress: [] }),
    {
      address: "aws_security_group_rule.ssh",
      before: { ...SSH, type: "ingress", security_group_id: "sg-1" },
      after: null,
    },
  );
  expect(gained).toEqual([]);
  expect(lost.map(shown)).toEqual(["aws_security_group.web < internet 0.0.0.0/0: tcp 22"]);
});

test("a policy of a bucket that goes takes its access along, whatever the bucket still shows of it", () => {
  const policy = JSON.stringify({
    Statement: [{ Effect: "Allow", Principal: "*", Action: "s3:GetObject", Resource: "arn:aws:s3:::models/*" }],
  });
  const { gained, lost } = exposed(same("aws_s3_bucket.models", { id: "models", bucket: "models", policy }), {
    address: "aws_s3_bucket_policy.models",
    before: { bucket: "models", policy },
    after: null,
  });
  expect(gained).toEqual([]);
  expect(lost.map(shown)).toEqual(["aws_s3_bucket.models < internet anyone: s3:GetObject"]);
});

test("a group that is updated is compared with its state", () => {
  const state = { id: "sg-1", name: "web", egress: [] };
  const { gained, lost } = exposed({
    address: "aws_security_group.web",
    before: { ...state, ingress: [{ ...SSH, cidr_blocks: ["10.0.0.0/8"] }] },
    after: { ...state, ingress: [SSH] },
  });
  expect(gained.map(shown)).toEqual(["aws_security_group.web < internet 0.0.0.0/0: tcp 22"]);
  expect(lost).toEqual([]);
});

test("a machine that moves into an open group is told, by the ids that the plan has of groups", () => {
  const state = { id: "i-1", associate_public_ip_address: true, security_groups: ["closed"] };
  const { gained, lost } = exposed(
    same("aws_security_group.closed", { id: "sg-1", name: "closed", ingress: [], egress: [] }),
    same("aws_security_group.open", { id: "sg-2", name: "open", ingress: [SSH], egress: [] }),
    {
      address: "aws_instance.gpu",
      before: { ...state, vpc_security_group_ids: ["sg-1"] },
      after: { ...state, vpc_security_group_ids: ["sg-2"] },
    },
  );
  expect(gained.map(shown)).toEqual(["aws_instance.gpu < internet 0.0.0.0/0: tcp 22, by aws_security_group.open"]);
  expect(lost).toEqual([]);
});

test("a plan that changes nothing exposes nothing", () => {
  const { gained, lost } = exposed(
    same("aws_security_group.web", { id: "sg-1", name: "web", ingress: [SSH], egress: [] }),
  );
  expect({ gained, lost }).toEqual({ gained: [], lost: [] });
});

test("what opens by going is told: the block of a bucket, the policy of pods", () => {
  const bucket = { aws_s3_bucket: { models: { bucket: "models" } } };
  const block = {
    bucket: "models",
    block_public_acls: true,
    ignore_public_acls: true,
    block_public_policy: true,
    restrict_public_buckets: true,
  };
  const unblocked = sidesOf(
    { resource: { ...bucket, aws_s3_bucket_public_access_block: { models: block } } },
    { resource: bucket },
  );
  expect(exposureOf(unblocked).gained.map(({ through }) => through.resource)).toEqual([
    "aws_s3_bucket_public_access_block.models",
  ]);

  const metadata = { name: "resnet", namespace: "vision" };
  const pod = { apiVersion: "v1", kind: "Pod", metadata, spec: { containers: [] } };
  const policy = { apiVersion: "networking.k8s.io/v1", kind: "NetworkPolicy", metadata, spec: { podSelector: {} } };
  const opened = sidesOf({ manifests: [pod, policy] }, { manifests: [pod] });
  expect(exposureOf(opened).gained.map(({ resource, through }) => [resource, through.resource])).toEqual([
    ["Pod/resnet", "NetworkPolicy/resnet"],
  ]);
});
