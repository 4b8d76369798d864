import type { Finding } from "../../../src/policy/judgement";
import { REPORT_FORMATS } from "../../../src/policy/reports/options";
import { render } from "../../../src/policy/reports/render";
import { finding, hostile, oneOfEach, options, result, reversed, thousands } from "./results";

const RESULTS = [
  ["an empty result", result()],
  ["one of each severity", oneOfEach()],
  ["hostile names", hostile()],
  ["6,000 findings", thousands()],
] as const;

describe.each(REPORT_FORMATS)("%s", (format) => {
  test.each(RESULTS)("%s: rendered, with one line feed at its end", (_, of) => {
    const report = render(of, format, options());
    expect(report).toMatch(/[^\n]\n$/);
  });

  test.each(RESULTS)("%s: the order in which findings are given changes nothing", (_, of) => {
    expect(render(reversed(of), format, options())).toBe(render(of, format, options()));
  });

  test("the result given is left as it is", () => {
    const of = oneOfEach();
    const before = JSON.stringify(of);
    render(of, format, options());
    expect(JSON.stringify(of)).toBe(before);
  });

  test("a file and a line that are not known are not made up", () => {
    const bare: Finding = { ...finding("high"), file: "", line: undefined, constructPath: undefined };
    const report = render(result({ findings: [bare] }), format, options());
    expect(report).toContain("aws_s3_bucket.high");
    expect(report).not.toContain("undefined");
  });
});

test.each(REPORT_FORMATS)("%s loads its own file and those of no other format", (format) => {
  jest.isolateModules(() => {
    const loaded: string[] = [];
    for (const other of REPORT_FORMATS) {
      jest.doMock(`../../../src/policy/reports/${other}`, () => {
        loaded.push(other);
        return jest.requireActual(`../../../src/policy/reports/${other}`);
      });
    }
    const isolated =
      require("../../../src/policy/reports/render") as typeof import("../../../src/policy/reports/render");
    expect(loaded).toEqual([]);
    isolated.render(result(), format, options());
    expect(loaded).toEqual([format]);
  });
});
