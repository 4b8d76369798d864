import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { patchPath, unifiedDiff } from "../../../src/policy/fixing/unified-diff";
import { folderOf, removeFolders } from "../../support/folder";

afterAll(removeFolders);

const MANY = Array.from({ length: 60 }, (_, index) => `line ${index % 7}\n`).join("");

const CHANGES: readonly (readonly [string, string, string])[] = [
  ["a line in the middle", "a\nb\nc\n", "a\nB\nc\n"],
  ["a line at the beginning", "a\nb\n", "first\na\nb\n"],
  ["lines at the end", "a\nb\n", "a\nb\nc\nd\n"],
  ["the last line, without a line break", "a\nb", "a\nc"],
  ["a line break at the end", "a\nb", "a\nb\n"],
  ["everything away but one line", "a\nb\nc\n", "b\n"],
  [
    "places far apart, lines that repeat",
    MANY,
    MANY.replace("line 3\n", "")
      .replace(/line 5\n$/, "")
      .concat("end\n"),
  ],
  ["places near each other", "1\n2\n3\n4\n5\n6\n7\n8\n9\n", "1\nx\n3\n4\n5\n6\n7\ny\n9\n"],
  ["line ends of Windows", "a\r\nb\r\n", "a\r\nc\r\nb\r\n"],
  ["lines that look like a diff", "--- a\n+++ b\n@@ -1 +1 @@\n", "--- a\n+++ c\n@@ -1 +1 @@\n"],
];

test.each(CHANGES)("patch and git apply take it: %s", (_, before, after) => {
  const diff = unifiedDiff("some dir/file.tf", before, after);
  for (const command of [
    ["patch", "-p1", "--binary"],
    ["git", "apply"],
  ]) {
    const folder = folderOf({ "some dir/file.tf": before });
    const [name = "", ...args] = command;
    const { status, stderr } = spawnSync(name, args, { cwd: folder, input: `# prose\n#\n${diff}`, encoding: "utf8" });
    expect({ command: command[0], status, stderr }).toEqual({ command: command[0], status: 0, stderr: "" });
    expect(readFileSync(join(folder, "some dir/file.tf"), "utf8")).toBe(after);
  }
});

test("texts that are equal have no diff", () => {
  expect(unifiedDiff("a", MANY, MANY)).toBe("");
});

test("a patch names files below its folder alone", () => {
  expect(patchPath("/work", "/work/infra/main.tf")).toBe("infra/main.tf");
  expect(patchPath("/work", "/work/..infra/main.tf")).toBe("..infra/main.tf");
  expect(patchPath("/work/infra", "/work/main.tf")).toBeUndefined();
  expect(patchPath("/work", '/work/a"b.tf')).toBeUndefined();
});
