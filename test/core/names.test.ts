import { Testing } from "cdktf";
import { Construct } from "constructs";
import { physicalName } from "../../src/core/names";

test("a name is the path in small letters, with a hash", () => {
  expect(physicalName(at("Platform", "GPU pool"), 64)).toMatch(/^platform-gpu-pool-[0-9a-f]{8}$/);
});

test("a name is the same in every run", () => {
  // A changed hash would rename, and so replace, what is deployed.
  expect(physicalName(at("platform", "models"), 64)).toBe("platform-models-936fd7ae");
});

test("paths that read alike get names of their own", () => {
  const names = [at("a", "b-c"), at("a-b", "c"), at("A", "b", "c"), at("a", "b", "c")].map((construct) =>
    physicalName(construct, 64),
  );

  expect(new Set(names).size).toBe(names.length);
  expect(new Set(names.map((name) => name.slice(0, -9)))).toEqual(new Set(["a-b-c"]));
});

test.each([12, 20, 32, 63, 64])("a long path is shortened to %d characters and stays unique", (maximumLength) => {
  const one = physicalName(at("platform-of-the-vision-team", `${"x".repeat(80)}-one`), maximumLength);
  const other = physicalName(at("platform-of-the-vision-team", `${"x".repeat(80)}-other`), maximumLength);

  expect(one.length).toBeLessThanOrEqual(maximumLength);
  expect(one).toMatch(/^[a-z][a-z0-9-]*[a-z0-9]$/);
  expect(one).not.toBe(other);
});

test("no two hyphens meet where a shortened path ended with one", () => {
  // 12 - 9 = 3 characters are left of the path: `ab-`.
  expect(physicalName(at("ab", "cdefgh"), 12)).toMatch(/^ab-[0-9a-f]{8}$/);
});

function at(...ids: string[]): Construct {
  return ids.reduce<Construct>((scope, id) => new Construct(scope, id), Testing.app());
}
