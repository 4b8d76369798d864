import { exposureWords } from "../../../src/change/render/exposure-words";
import type { Reach } from "../../../src/change/report";

const GROUP = { resource: "aws_security_group.web", root: "serving", kind: "aws_security_group" };
const RULE = { ...GROUP, resource: "aws_security_group_rule.open" };

const REACH: Reach = {
  ...GROUP,
  source: "internet",
  from: "0.0.0.0/0",
  what: "https",
  through: GROUP,
  undecided: false,
};

test.each<readonly [name: string, reach: Partial<Reach>, words: string]>([
  ["what opens itself is not told twice", {}, "https from the internet (0.0.0.0/0)"],
  ["what opens it", { through: RULE }, "https from the internet (0.0.0.0/0); through aws_security_group_rule.open"],
  [
    "for whom it stays open stands behind whom it closes to",
    { from: "0.0.0.0/0; it stays open from 10.0.0.0/8, from its network" },
    "https from the internet (0.0.0.0/0); it stays open from 10.0.0.0/8, from its network",
  ],
  [
    "what stays, and what may",
    { through: RULE, from: "0.0.0.0/0; tcp 80 and 2 more stay open; tcp 81 may stay open" },
    "https from the internet (0.0.0.0/0); through aws_security_group_rule.open; tcp 80 and 2 more stay open; tcp 81 may stay open",
  ],
  [
    "a condition with the sign that parts them",
    { from: "anyone if a is b; c" },
    "https from the internet (anyone if a is b; c)",
  ],
  [
    "addresses that nobody knows are not said to be the internet",
    { from: "addresses that are known after apply (aws_eip.e.public_ip)", undecided: true },
    "https from addresses that are known after apply (aws_eip.e.public_ip), which may be the internet",
  ],
  [
    "a way out to them",
    { from: "addresses that are known after apply", what: "egress some ports", undecided: true },
    "egress some ports to addresses that are known after apply, which may be the internet",
  ],
])("%s", (_, reach, words) => {
  expect(exposureWords({ ...REACH, ...reach })).toBe(words);
});
