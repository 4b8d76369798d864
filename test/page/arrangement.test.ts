import { foldingLinks } from "../../page/arrangement";

function nodes(amount: number, parent?: string): { id: string; parent?: string }[] {
  return Array.from({ length: amount }, (_, index) => ({
    id: `n${index}`,
    ...(parent === undefined ? {} : { parent }),
  }));
}

test.each([
  [0, 0],
  [6, 0],
  [7, 1],
  [36, 30],
  [100, 90],
])("%d nodes without links are folded by %d links", (amount, links) => {
  expect(foldingLinks(nodes(amount), [])).toHaveLength(links);
});

test("a fold makes rows, and never a ring", () => {
  const links = foldingLinks(nodes(20), []);
  expect(links[0]).toEqual({ source: "n0", target: "n6" });
  for (const { source, target } of links) {
    expect(Number(source.slice(1))).toBeLessThan(Number(target.slice(1)));
  }
});

test("what goes on to something is left where it is", () => {
  const links = nodes(19).map(({ id }) => ({ source: id, target: "n19" }));
  expect(foldingLinks(nodes(20), links)).toEqual([]);
});

test("members of different parents, and of different sources, are folded apart", () => {
  const [one, other] = [
    nodes(6, "t1"),
    nodes(6, "t2").map(({ parent }, index) => ({ id: `m${index}`, parent: parent ?? "" })),
  ];
  expect(foldingLinks([...one, ...other], [])).toEqual([]);
  const star = nodes(12).map(({ id }, index) => ({ source: index < 6 ? "a" : "b", target: id }));
  expect(foldingLinks([{ id: "a" }, { id: "b" }, ...nodes(12)], star)).toEqual([]);
});
