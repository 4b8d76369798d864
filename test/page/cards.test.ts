import { costCard } from "../../page/cards";

type Costing = Parameters<typeof costCard>[0];

function costing(before: readonly [number, number], after: readonly [number, number], unpriced: number): Costing {
  const money = ([low, high]: readonly [number, number]) => ({ low, high });
  const monthlyDelta = { low: after[0] - before[0], high: after[1] - before[1] };
  return { cost: { before: money(before), after: money(after), monthlyDelta }, totals: { unpriced } };
}

describe("the card of the cost", () => {
  test.each<[string, Costing, object]>([
    [
      "shows both ends of a range in large type",
      costing([494, 532], [525, 589], 0),
      { value: "+$31.00", upTo: "to +$57.00", note: "$494.00 to $532.00 before, $525.00 to $589.00 after" },
    ],
    [
      "shows one figure where nothing scales",
      costing([10, 10], [32, 32], 0),
      { value: "+$22.00", note: "$10.00 before, $32.00 after" },
    ],
    [
      "says that it is a part when something has no price",
      costing([10, 10], [32, 32], 2),
      { value: "+$22.00", note: "in the priced part ($10.00 before, $32.00 after); 2 unpriced" },
    ],
    ["knows nothing when nothing has a price", costing([0, 0], [0, 0], 3), { value: "not known", note: "3 unpriced" }],
    [
      "is nothing when nothing costs",
      costing([0, 0], [0, 0], 0),
      { value: "$0.00", note: "$0.00 before, $0.00 after" },
    ],
  ])("%s", (_, data, expected) => {
    expect(costCard(data, "review")).toEqual({ id: "cost", title: "Cost a month", tone: "review", ...expected });
  });
});
