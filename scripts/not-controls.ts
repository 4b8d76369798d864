/** What the catalogue demands and no control asks for: the table of decision 11. */
import { readFileSync } from "node:fs";
import { resolve } from "node:path";

const DECISION = resolve(__dirname, "../docs/decisions/0011-what-is-not-a-control.md");

/** A line of the table. */
export interface NotControl {
  /** Of a row or a deny rule: `EKS-09`, `DENY-GOV-002`. */
  readonly id: string;

  readonly asks: string;

  readonly why: string;
}

/** Lines of the table, which throws where one is malformed: a row that is not read would pass for one that is not there. */
export function notControls(): readonly NotControl[] {
  const [, table = ""] = readFileSync(DECISION, "utf8").split("|---|---|---|\n");
  return table
    .split("\n")
    .filter((line) => line.startsWith("|"))
    .map((line) => {
      const cells = line.split(/(?<!\\)\|/).map((cell) => cell.trim().replaceAll("\\|", "|"));
      const [before, id = "", asks = "", why = "", after] = cells;
      if (cells.length !== 5 || before !== "" || after !== "" || [id, asks, why].includes("")) {
        throw new Error(`decision 11: no line of the table: ${line}`);
      }
      return { id, asks, why };
    });
}
