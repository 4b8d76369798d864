import { join } from "node:path";
import fc from "fast-check";
import { compareEstates } from "../../../src/change/compare";
import { sidesOfPaths } from "../../../src/change/folder-sides";
import { blastRadiusOf } from "../../../src/change/graph/blast-radius";
import { dependenciesOf } from "../../../src/change/graph/dependencies";
import { servicesOf } from "../../../src/change/graph/services";
import type { Sides } from "../../../src/change/sides";
import { Estate } from "../../../src/estate/estate";
import { changingEstate } from "../../support/changing-estates";
import { sidesOf } from "../../support/sides";

const CLEAN = join(__dirname, "../../fixtures/clean");

/** Nodes, edges and services, in their order. */
function drawn(estate: Estate) {
  const graph = dependenciesOf(estate);
  const numbers = Array.from({ length: graph.size }, (_, number) => number);
  return {
    nodes: numbers.map((number) => [graph.keyAt(number), graph.isPassage(number)]),
    outgoing: numbers.map((number) => graph.edgesFrom(number)),
    incoming: numbers.map((number) => graph.edgesTo(number)),
    services: servicesOf(estate),
  };
}

/** The same estate, of resources that nothing is remembered of. */
function unremembered({ resources, roots }: Estate): Estate {
  return new Estate(
    resources.map((resource) => ({ ...resource })),
    roots,
  );
}

function expectSame({ before, after }: Pick<Sides, "before" | "after">): void {
  for (const side of [before, after]) {
    expect(drawn(side)).toEqual(drawn(unremembered(side)));
  }
}

test.each(["aws", "google", "kubernetes", "mixed", "multi-tenant"])(
  "the clean estate %s is drawn with the other side known as it is drawn alone",
  async (name) => {
    const { sides } = await sidesOfPaths(join(CLEAN, name), join(CLEAN, name));
    const some = new Estate(
      sides.after.resources.filter((_, index) => index % 3 !== 0),
      sides.after.roots,
    );

    const change = compareEstates(some, sides.after);

    expect(change.before.resources.filter((resource) => sides.after.resources.includes(resource))).toHaveLength(
      some.resources.length,
    );
    expect(drawn(change.after).nodes.length).toBeGreaterThan(10);
    blastRadiusOf(change);
    expectSame(change);
  },
);

test("random changes are drawn with the other side known as each side is drawn alone", () => {
  fc.assert(
    fc.property(changingEstate, changingEstate, (before, after) => {
      const change = sidesOf(before, after);
      blastRadiusOf(change);
      expectSame(change);
    }),
    { numRuns: 60 },
  );
});
