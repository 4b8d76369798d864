import { code } from "../../policy/reports/markdown-escape";
import { count, digits } from "../../policy/reports/wording";
import type { ChangeReport } from "../report";
import type { AttributeChange, ResourceChange, ShownValue } from "../sides";
import { bytesOf, fitted, leftOut } from "./markdown-room";
import { changesInOrder } from "./order";

/** Attributes that one resource is told with. */
const ATTRIBUTES = 12;

/** What differs of each resource that stays, before and after, in what room there is. */
export function attributeBlocks(report: ChangeReport, room: number): string {
  const changed = changesInOrder(report.changes).filter(
    (change) => change.action !== "create" && change.action !== "destroy" && change.attributes.length > 0,
  );
  if (changed.length === 0) {
    return "";
  }
  const open = "\n<details>\n<summary><b>Before and after</b></summary>\n\n";
  const close = "\n</details>\n";
  const blocks = fitted(blocksOf(changed), changed.length, room - bytesOf(open + close));
  return blocks.shown === 0 ? "" : `${open}${blocks.text}${leftOut(blocks, "changed resources")}${close}`;
}

function* blocksOf(changed: readonly ResourceChange[]): Generator<string> {
  for (const { action, address, attributes } of changed) {
    const rows = attributes.slice(0, ATTRIBUTES).map(row);
    const left = attributes.length - rows.length;
    const more =
      left > 0 ? `\n${count(left, "more attribute")} of ${digits(attributes.length)} (see --format json).\n` : "";
    yield `${action} ${code(address)}\n\n| attribute | before | after |\n| --- | --- | --- |\n${rows.join("")}${more}\n`;
  }
}

function row({ path, before, after, replaces }: AttributeChange): string {
  return `| ${code(path)}${replaces ? " (replaces it)" : ""} | ${value(before)} | ${value(after)} |\n`;
}

function value(shown: ShownValue | undefined): string {
  return shown === undefined ? "" : code(shown.text);
}
