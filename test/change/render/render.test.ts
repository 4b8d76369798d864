import { CHANGE_FORMATS, renderChange } from "../../../src/change/render/render";
import { hostile, pullRequest, report } from "./reports";

const OPTIONS = { colour: false, picture: () => ({ nodes: [], edges: [] }) };
const WRITTEN = CHANGE_FORMATS.filter((format) => format !== "html");

test("formats are those that help lists", () => {
  expect(CHANGE_FORMATS).toEqual(["text", "json", "sarif", "markdown", "html"]);
});

test.each(WRITTEN)("%s is deterministic, and ends with one line feed", (format) => {
  for (const each of reports()) {
    const text = renderChange(each, format, OPTIONS);
    expect(text).toMatch(/[^\n]\n$/);
    expect(renderChange(each, format, OPTIONS)).toBe(text);
  }
});

test.each(WRITTEN)("%s never has what is hidden", (format) => {
  const text = renderChange(pullRequest(), format, OPTIONS);
  expect(text.length).toBeGreaterThan(1000);
  expect(text).not.toContain("undefined");
  expect(text).not.toContain("[object Object]");
});

test.each(WRITTEN)("%s leaves the report as it is", (format) => {
  const of = pullRequest();
  const before = JSON.stringify(of);
  renderChange(of, format, OPTIONS);
  expect(JSON.stringify(of)).toBe(before);
});

function reports() {
  return [report(), pullRequest(), hostile()];
}
