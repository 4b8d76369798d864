import { reachSentence } from "../../../src/change/drift/wording";
import type { Reach } from "../../../src/change/report";

const REACH: Reach = {
  root: "",
  resource: "aws_lb.a",
  kind: "aws_lb",
  source: "internet",
  from: "0.0.0.0/0",
  what: "tcp 443",
  through: { root: "", resource: "aws_security_group.a", kind: "aws_security_group" },
  undecided: false,
};
const COPIES: Partial<Reach> = {
  resource: "aws_s3_bucket.b",
  source: "other-account",
  what: "egress copies of its objects",
};

type Case = readonly [reach: Partial<Reach>, direction: "gained" | "lost", sentence: string];

const CASES: readonly Case[] = [
  [{}, "gained", "aws_lb.a can be reached now: tcp 443 from the internet (0.0.0.0/0)"],
  [{}, "lost", "aws_lb.a can no longer be reached: tcp 443 from the internet (0.0.0.0/0)"],
  [
    { undecided: true },
    "gained",
    "aws_lb.a can be reached now: tcp 443 from the internet (0.0.0.0/0), as far as can be told",
  ],
  [{ what: "egress tcp 443" }, "gained", "aws_lb.a can now reach: tcp 443 to the internet (0.0.0.0/0)"],
  [
    { what: "egress tcp 443", undecided: true },
    "lost",
    "aws_lb.a can no longer reach: tcp 443 to the internet (0.0.0.0/0), as far as can be told",
  ],
  [
    { ...COPIES, from: "bucket c of account 222222222222" },
    "gained",
    "aws_s3_bucket.b now sends copies of its objects to another account (bucket c of account 222222222222)",
  ],
  [
    { ...COPIES, from: "bucket c", undecided: true },
    "gained",
    "aws_s3_bucket.b now sends copies of its objects to bucket c, which may be another account's",
  ],
  [
    { ...COPIES, from: "bucket c", undecided: true },
    "lost",
    "aws_s3_bucket.b no longer sends copies of its objects to bucket c, which may be another account's",
  ],
];

test.each(CASES)("%j, %s: %s", (reach, direction, sentence) => {
  expect(reachSentence({ ...REACH, ...reach }, direction)).toBe(sentence);
});
