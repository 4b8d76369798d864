import { findingChangesOf } from "../../src/change/finding-changes";
import type { Estate } from "../../src/estate/estate";
import { CONTROLS } from "../../src/policy/catalogue";
import { type WaiverRecord, WaiverSet } from "../../src/policy/waiver-set";
import type { EstateSource } from "../support/estates";
import { sidesOf } from "../support/sides";

const OPEN = {
  aws_s3_bucket_public_access_block: {
    b: {
      bucket: "b",
      block_public_acls: false,
      block_public_policy: true,
      ignore_public_acls: true,
      restrict_public_buckets: true,
    },
  },
};
const CLOSED = {
  aws_s3_bucket_public_access_block: { b: { ...OPEN.aws_s3_bucket_public_access_block.b, block_public_acls: true } },
};
const controls = CONTROLS.filter(({ appliesTo }) => appliesTo.includes("aws_s3_bucket_public_access_block"));

function changesOf(before: object, after: object, records: readonly WaiverRecord[] = []) {
  const waivers = (_: Estate) => new WaiverSet(records, "2026-01-01");
  return findingChangesOf(sidesOf({ resource: before as never }, { resource: after as never }), { controls, waivers });
}

test("a finding that the change makes is new, one that it takes away is fixed", () => {
  const weakened = changesOf(CLOSED, OPEN);
  expect(weakened.added).toHaveLength(1);
  expect(weakened.added[0]?.resource).toBe("aws_s3_bucket_public_access_block.b");
  expect(weakened.fixed).toEqual([]);
  const mended = changesOf(OPEN, CLOSED);
  expect(mended.fixed.map(({ control }) => control)).toEqual(weakened.added.map(({ control }) => control));
  expect(mended.added).toEqual([]);
});

test("a finding on both sides is neither, however the resource changes", () => {
  const other = structuredClone(OPEN);
  other.aws_s3_bucket_public_access_block.b.bucket = "c";
  expect(changesOf(OPEN, other)).toMatchObject({ added: [], fixed: [], unchanged: 1 });
  expect(changesOf(OPEN, OPEN)).toMatchObject({ added: [], fixed: [], unchanged: 1 });
});

test("a finding that somebody accepted is waived, not new", () => {
  const [added] = changesOf(CLOSED, OPEN).added;
  const record = {
    control: added?.control ?? "",
    resource: added?.resource ?? "",
    reason: "r",
    owner: "o",
    expires: "2026-02-01",
    source: "w",
    file: "w",
  };
  const found = changesOf(CLOSED, OPEN, [record]);
  expect(found.added).toEqual([]);
  expect(found.waived).toHaveLength(1);
});

test("what is undecided after the change is said, unless it was so before", () => {
  const unknown = {
    aws_s3_bucket_public_access_block: {
      b: { ...OPEN.aws_s3_bucket_public_access_block.b, block_public_acls: "${var.block}" },
    },
  };
  expect(changesOf(CLOSED, unknown).undecided).toHaveLength(1);
  expect(changesOf(OPEN, unknown).undecided).toEqual([]);
  expect(changesOf(unknown, unknown).undecided).toEqual([]);
});

describe("a finding that is absent after the change", () => {
  const endpoint = (type: string, more: object = {}): EstateSource => ({
    resource: {
      aws_sagemaker_endpoint_configuration: {
        c: { production_variants: [{ model_name: "m", instance_type: type, initial_instance_count: 1 }], ...more },
      },
    },
  });
  const key = { kms_key_arn: "arn:aws:kms:eu-west-1:1:key/a" };
  const pod = (name: string, mountsNode: boolean): EstateSource => ({
    manifests: [
      {
        apiVersion: "v1",
        kind: "Pod",
        metadata: { name, namespace: "vision" },
        spec: {
          containers: [{ name: "server", image: "serving" }],
          volumes: mountsNode ? [{ name: "weights", hostPath: { path: "/weights" } }] : [],
        },
      },
    ],
  });

  test.each<readonly [string, string, EstateSource, EstateSource, "added" | "fixed" | "gone"]>([
    [
      "mended where the control still asks",
      "AWS_SAGEMAKER_ENDPOINT_ENCRYPTED",
      endpoint("ml.m5.xlarge"),
      endpoint("ml.m5.xlarge", key),
      "fixed",
    ],
    [
      "of no concern where the control asks no more",
      "AWS_SAGEMAKER_ENDPOINT_ENCRYPTED",
      endpoint("ml.m5.xlarge"),
      endpoint("ml.g4dn.xlarge"),
      "gone",
    ],
    [
      "gone with the resource",
      "AWS_SAGEMAKER_ENDPOINT_ENCRYPTED",
      endpoint("ml.m5.xlarge"),
      { resource: { aws_s3_bucket: { b: {} } } },
      "gone",
    ],
    [
      "none before the control asked: it is new",
      "AWS_SAGEMAKER_ENDPOINT_ENCRYPTED",
      endpoint("ml.g4dn.xlarge"),
      endpoint("ml.m5.xlarge"),
      "added",
    ],
    ["mended in an object of Kubernetes", "K8S_NO_HOST_PATH", pod("a", true), pod("a", false), "fixed"],
    ["gone with the object", "K8S_NO_HOST_PATH", pod("a", true), pod("b", false), "gone"],
  ])("is %s", (_, id, before, after, list) => {
    const asked = CONTROLS.filter((control) => control.id === id);
    const waivers = () => new WaiverSet([], "2026-01-01");
    const found = findingChangesOf(sidesOf(before, after), { controls: asked, waivers });
    const { added, fixed, gone } = found;
    const ids = { added, fixed, gone, [list]: [] };
    expect(found[list].map(({ control }) => control)).toEqual([id]);
    expect(ids).toEqual({ added: [], fixed: [], gone: [] });
  });
});
