import { CONTROLS } from "../../src/policy/catalogue";
import { ROOT_CAUSES, rootCauseOf } from "../../src/policy/root-causes";

test("causes name controls that exist, each once, and two of them at least", () => {
  const known = new Set(CONTROLS.map(({ id }) => id));
  const named = ROOT_CAUSES.flatMap(({ controls }) => controls);
  expect(named.filter((id) => !known.has(id))).toEqual([]);
  expect(named.filter((id, index) => named.indexOf(id) !== index)).toEqual([]);
  expect(ROOT_CAUSES.filter(({ controls }) => controls.length < 2)).toEqual([]);
});

test("causes have an id of their own, a title and a remedy", () => {
  const ids = ROOT_CAUSES.map(({ id }) => id);
  expect([...new Set(ids)]).toEqual(ids);
  for (const { id, title, remedy } of ROOT_CAUSES) {
    expect(id).toMatch(/^[a-z][a-z-]+[a-z]$/);
    expect(title).toMatch(/^[A-Z].*[^.]$/);
    expect(remedy).toMatch(/^[A-Z].*\.$/);
  }
});

test("a control finds its cause, and one that shares none has none", () => {
  expect(rootCauseOf("AWS_S3_VERSIONING_PRESENT")?.id).toBe("bare-bucket");
  expect(rootCauseOf("AWS_KMS_ROTATION_ENABLED")).toBeUndefined();
});
