import { findingsSection } from "../../../src/change/render/sections-findings";
import { finding } from "../../policy/reports/results";
import { report } from "./reports";

test.each([
  [0, "0 new, 0 fixed, 0 waived, 0 undecided, 3 as before"],
  [1, "0 new, 0 fixed, 1 no longer applies, 0 waived, 0 undecided, 3 as before"],
  [7, "0 new, 0 fixed, 7 no longer apply, 0 waived, 0 undecided, 3 as before"],
])("of %d findings that went, it is said that they no longer apply, and not why", (amount, total) => {
  const gone = Array.from({ length: amount }, (_, index) => finding("high", { resource: `aws_s3_bucket.b${index}` }));
  const findings = { added: [], fixed: [], gone, waived: [], undecided: [], unchanged: 3 };
  const section = findingsSection(report({ findings }), () => "");
  expect(section.total).toBe(total);
  expect(section.amount).toBe(0);
});
