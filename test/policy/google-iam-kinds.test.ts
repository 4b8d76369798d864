import { kindsInTables } from "../../src/estate/schema";
import { CONTROLS } from "../../src/policy/catalogue";

test("whatever everybody can be given is judged by one control at least", () => {
  const judged = new Set(
    CONTROLS.filter(({ require }) => require.includes('"everybody"')).flatMap(({ appliesTo }) => appliesTo),
  );
  const given = kindsInTables().filter((kind) => /^google_\w+_iam_(?:member|binding|policy)$/.test(kind));
  expect(given.length).toBeGreaterThan(300);
  expect(given.filter((kind) => !judged.has(kind))).toEqual([]);
});
