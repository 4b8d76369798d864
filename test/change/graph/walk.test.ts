import fc from "fast-check";
import { type DependencyGraph, GraphBuilder } from "../../../src/change/graph/dependency-graph";
import { eachReach } from "../../../src/change/graph/reach";
import { pathTo, walkFrom } from "../../../src/change/graph/walk";
import { Estate } from "../../../src/estate/estate";
import type { Resource } from "../../../src/estate/resource";

interface RandomGraph {
  readonly size: number;

  /** Which nodes are data sources. */
  readonly passages: readonly boolean[];
  readonly edges: readonly { readonly from: number; readonly to: number; readonly isSetting: boolean }[];
}

const randomGraph: fc.Arbitrary<RandomGraph> = fc.integer({ min: 1, max: 12 }).chain((size) => {
  const node = fc.nat(size - 1);
  return fc.record({
    size: fc.constant(size),
    passages: fc.array(
      fc.boolean().map((one) => one),
      { minLength: size, maxLength: size },
    ),
    edges: fc.array(fc.record({ from: node, to: node, isSetting: fc.boolean() }), { maxLength: 30 }),
  });
});

function graphOf({ size, passages, edges }: RandomGraph): DependencyGraph {
  const resources = Array.from(
    { length: size },
    (_, number): Resource => ({
      root: "r",
      address: `n${number}`,
      mode: passages[number] === true ? "data" : "managed",
      kind: "aws_x",
      attributes: {},
      references: new Map(),
      actions: [],
      meta: {},
      waivers: [],
      origin: { file: "f" },
    }),
  );
  const builder = new GraphBuilder(new Estate(resources, []));
  for (const { from, to, isSetting } of edges) {
    builder.add(from, to, "via", isSetting);
  }
  return builder.build();
}

/** Shortest distances from the source, by relaxing all edges until nothing changes; settings count in the first step alone. */
function naiveDistances({ size, passages, edges }: RandomGraph, graph: DependencyGraph, source: number): number[] {
  const distances = new Array<number>(size).fill(Number.POSITIVE_INFINITY);
  distances[source] = 0;
  // An edge that is there twice is a setting only if both are.
  const isSetting = (from: number, to: number): boolean =>
    edges.filter((edge) => edge.from === from && edge.to === to).every((edge) => edge.isSetting);
  for (let round = 0; round <= size * 2; round += 1) {
    for (const { from, to } of edges) {
      const [start, end] = [distances[to] ?? 0, distances[from] ?? 0];
      const reached = start + (passages[from] === true ? 0 : 1);
      if (from !== to && reached < end && !(isSetting(from, to) && start > 0)) {
        distances[from] = reached;
      }
    }
  }
  expect(graph.size).toBe(size);
  return distances.map((distance) => (distance === Number.POSITIVE_INFINITY ? -1 : distance));
}

const withSources = randomGraph.chain((graph) =>
  fc.record({ graph: fc.constant(graph), sources: fc.array(fc.nat(graph.size - 1), { minLength: 1, maxLength: 4 }) }),
);

test("distances are those of a naive search, from the nearest source", () => {
  fc.assert(
    fc.property(withSources, ({ graph: random, sources }) => {
      const graph = graphOf(random);
      const each = sources.map((source) => naiveDistances(random, graph, source));
      const nearest = Array.from({ length: random.size }, (_, node) => {
        const reached = each.map((distances) => distances[node] ?? -1).filter((distance) => distance >= 0);
        return reached.length === 0 ? -1 : Math.min(...reached);
      });
      expect([...walkFrom(graph, sources).distances]).toEqual(nearest);
    }),
    { numRuns: 500 },
  );
});

test("a path begins in a source, ends in the node, and is as long as the distance", () => {
  fc.assert(
    fc.property(withSources, ({ graph: random, sources }) => {
      const graph = graphOf(random);
      const walk = walkFrom(graph, sources);
      for (const [node, distance] of walk.distances.entries()) {
        if (distance >= 0 && !graph.isPassage(node)) {
          const path = pathTo(graph, walk, node);
          expect(sources).toContain(path[0]?.number);
          expect(path.at(-1)?.number).toBe(node);
          expect(path[0]?.via).toBe("");
          expect(path.slice(1).every(({ number, via }) => !graph.isPassage(number) && via === "via")).toBe(true);
          // A data source may be the source in these graphs, and is then the step that nothing counts.
          expect(path).toHaveLength(distance + 1);
        }
      }
    }),
    { numRuns: 500 },
  );
});

test("each source reaches the targets that a walk from it alone reaches", () => {
  const targets = randomGraph.chain((graph) =>
    fc.record({
      graph: fc.constant(graph),
      // More than one set of 32.
      targets: fc.array(fc.array(fc.nat(graph.size - 1), { maxLength: 3 }), { minLength: 1, maxLength: 70 }),
    }),
  );
  fc.assert(
    fc.property(targets, ({ graph: random, targets: sets }) => {
      const graph = graphOf(random);
      const sources = Array.from({ length: random.size }, (_, node) => node);
      const found = sources.map(() => new Set<number>());
      eachReach(graph, sources, sets, (source, first, bits) => {
        for (let bit = 0; bit < 32; bit += 1) {
          if (((bits >>> bit) & 1) === 1) {
            found[source]?.add(first + bit);
          }
        }
      });
      for (const source of sources) {
        const { distances } = walkFrom(graph, [source]);
        const expected = sets.flatMap((members, index) =>
          members.some((member) => (distances[member] ?? -1) >= 0) ? [index] : [],
        );
        expect([...(found[source] ?? [])].sort((a, b) => a - b)).toEqual(expected);
      }
    }),
    { numRuns: 300 },
  );
});
