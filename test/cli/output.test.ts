import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { MAIN, run } from "../support/cli";
import { folderOf, removeFolders } from "../support/folder";

afterAll(removeFolders);

const buckets = Array.from({ length: 2000 }, (_, number) => [`b${number}`, { bucket: `b${number}` }]);
const LARGE = { resource: { aws_s3_bucket: Object.fromEntries(buckets) } };

/** Runs the command in bash with `$CHECK` for `node main.cjs check .`. */
function bash(script: string): { stdout: string; stderr: string } {
  return spawnSync("bash", ["-c", script], {
    cwd: folderOf({ "cdk.tf.json": LARGE }),
    env: { ...process.env, CHECK: `${process.execPath} ${MAIN} check .` },
    encoding: "utf8",
    timeout: 10_000,
  });
}

test("who stops reading changes no exit code, and sees no error", () => {
  const { stdout, stderr } = bash('$CHECK --format json | head -c 10 >/dev/null; echo "${PIPESTATUS[0]}"');
  expect(stdout).toBe("1\n");
  expect(stderr).not.toMatch(/error|\n\s+at /i);
});

test("a full disk is exit code 2 and one line", () => {
  const { stdout, stderr } = bash('$CHECK --format text >/dev/full; echo "$?"');
  expect(stdout).toBe("2\n");
  expect(stderr).toBe("error: standard output: cannot be written (ENOSPC)\n");
});

test("--output to a device writes to it, and leaves it the device that it is", () => {
  const { code } = run(["check", ".", "--output", "/dev/null"], { cwd: folderOf({ "cdk.tf.json": LARGE }) });
  expect(code).toBe(1);
  expect(statSync("/dev/null").isCharacterDevice()).toBe(true);
});

test.each([
  ["a missing folder", "gone/report.json", /its folder does not exist/],
  ["a folder", ".", /this is a folder/],
  ["one of the inputs", "cdk.tf.json", /is an input/],
  ["an empty path", "", /needs a file/],
])("--output to %s is refused in one line, and the input is as it was", (_, output, problem) => {
  const folder = folderOf({ "cdk.tf.json": LARGE });
  const { code, stdout, stderr } = run(["check", "cdk.tf.json", "--output", output], { cwd: folder });
  expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
  expect(stderr).toMatch(/^error: [^\n]+\n$/);
  expect(stderr).toMatch(problem);
  expect(readdirSync(folder)).toEqual(["cdk.tf.json"]);
  expect(JSON.parse(readFileSync(join(folder, "cdk.tf.json"), "utf8"))).toEqual(LARGE);
});
