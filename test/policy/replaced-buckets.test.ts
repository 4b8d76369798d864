import { Estate } from "../../src/estate/estate";
import { fromPlan } from "../../src/estate/plan";
import { CONTROLS } from "../../src/policy/catalogue";
import { judge } from "../../src/policy/engine";
import type { Finding } from "../../src/policy/judgement";
import { WaiverSet } from "../../src/policy/waiver-set";

const KEPT = CONTROLS.filter(({ id }) => id === "AWS_S3_MODELS_KEPT");
const RELEASED = { "ai-artifact": "model", tier: "production" };

/** What the control says of a plan for one bucket; cases cannot say what a plan intends. */
function found(actions: readonly string[], tags: Record<string, string>): readonly Finding[] {
  const bucket = { bucket: "acme-models", force_destroy: false, tags };
  const { resources, roots } = fromPlan("plan.json", {
    format_version: "1.2",
    terraform_version: "1.13.0",
    planned_values: {},
    resource_changes: [
      {
        address: "aws_s3_bucket.models",
        mode: "managed",
        type: "aws_s3_bucket",
        name: "models",
        change: { actions, before: bucket, after: bucket, after_unknown: {} },
      },
    ],
  });
  return judge(new Estate(resources, roots), { controls: KEPT, waivers: new WaiverSet([], "2026-11-21") }).findings;
}

test.each([[["delete", "create"]], [["create", "delete"]]])(
  "a plan that replaces the bucket of released models fails: %j",
  (actions) => {
    const [finding, ...others] = found(actions, RELEASED);
    expect(others).toEqual([]);
    expect(finding?.control).toBe("AWS_S3_MODELS_KEPT");
    expect(finding?.message).toContain("the plan deletes the bucket to make it anew");
    expect(finding?.message).not.toContain("force_destroy");
  },
);

test.each([
  ["an update", ["update"], RELEASED],
  ["nothing to do", ["no-op"], RELEASED],
  ["a replacement in development", ["delete", "create"], { ...RELEASED, tier: "dev" }],
  ["a replacement of a bucket without models", ["delete", "create"], { tier: "production" }],
])("%s is no loss of released models", (_, actions, tags) => {
  expect(KEPT).toHaveLength(1);
  expect(found(actions, tags)).toEqual([]);
});
