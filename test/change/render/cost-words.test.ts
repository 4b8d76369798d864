import { costSection } from "../../../src/change/render/sections-cost";
import { monthlyCost } from "../../../src/change/render/words";
import type { Cost } from "../../../src/change/report";
import { change, NO_COST, named, parts, report } from "./reports";

const UNPRICED = [{ ...named("aws_instance.bastion"), reason: "the price of g5.xlarge in eu-west-1" }];

function costing(delta: number, unpriced: Cost["unpriced"]): Cost {
  const money = (usd: number) => ({ low: usd, high: usd });
  return { ...NO_COST, before: money(10), after: money(10 + delta), monthlyDelta: money(delta), unpriced };
}

test.each<[string, Cost["unpriced"], string]>([
  ["all of it when all has a price", [], "+22.00 USD a month"],
  ["a part of it when something has none", UNPRICED, "+22.00 USD a month in the priced part"],
])("the cost is said to be %s", (_, unpriced, text) => {
  const cost = costing(22, unpriced);
  expect(monthlyCost(cost)).toBe(text);
  const { total } = costSection(report(parts({ cost })), (root) => root);
  expect(total.startsWith(`${text} (before 10.00, after 32.00)`)).toBe(true);
});

test("the line of the change says that its cost is that of the priced part", () => {
  const changes = [change("create", "aws_instance.bastion")];
  const { summary } = report(parts({ changes, cost: costing(22, UNPRICED) }));
  expect(summary.line).toBe("1 change: 1 to create; +22.00 USD a month in the priced part; 1 unpriced");
});
