import { type StateEdits, stateEditsIn } from "../../src/estate/state-edits";
import { estateOf } from "../support/estates";

const NONE: StateEdits = { moved: [], removed: [], imported: [] };
const MOVE = { from: "aws_s3_bucket.a", to: "aws_s3_bucket.b" };

test.each<[string, unknown, Partial<StateEdits>]>([
  ["a block alone", { moved: MOVE }, { moved: [MOVE] }],
  ["blocks in a list, as CDKTF writes them", { moved: [MOVE, MOVE] }, { moved: [MOVE, MOVE] }],
  [
    "addresses as the parser of HCL writes them",
    { moved: [{ from: '${module.a["x.y"].aws_s3_bucket.b}', to: "${module.b[0]}" }] },
    { moved: [{ from: 'module.a["x.y"].aws_s3_bucket.b', to: "module.b[0]" }] },
  ],
  ["a key that is not literal", { moved: [{ ...MOVE, to: "${aws_s3_bucket.b[each.key]}" }] }, {}],
  ["half a block", { moved: [{ from: "aws_s3_bucket.a" }] }, {}],
  ["what is no block", { moved: ["aws_s3_bucket.a", null, 1], removed: true, import: [] }, {}],
  ["what is no content", undefined, {}],
  ["what is kept", { removed: [{ from: "module.a", lifecycle: [{ destroy: false }] }] }, { removed: ["module.a"] }],
  ["what is destroyed", { removed: [{ from: "module.a", lifecycle: { destroy: true } }, { from: "module.b" }] }, {}],
  [
    "what is imported",
    {
      import: [
        { to: "aws_s3_bucket.a", id: "a" },
        { to: "aws_s3_bucket.b", id: "${local.b}" },
      ],
    },
    {
      imported: [
        { to: "aws_s3_bucket.a", id: "a" },
        { to: "aws_s3_bucket.b", id: "" },
      ],
    },
  ],
])("reads %s", (_case, content, expected) => {
  expect(stateEditsIn(content)).toEqual({ ...NONE, ...expected });
});

test("a root that edits nothing says nothing of it", () => {
  const roots = (more: object) => estateOf({ resource: { aws_s3_bucket: { b: {} } }, ...more } as never).roots;
  expect(roots({})[0]).not.toHaveProperty("stateEdits");
  expect(roots({ moved: [MOVE] })[0]?.stateEdits).toEqual({ ...NONE, moved: [MOVE] });
});
