import { join } from "node:path";
import { run } from "../support/cli";
import { folderOf, removeFolders } from "../support/folder";
import { OWNED_PLAN } from "../support/owned";

afterAll(removeFolders);

const root = folderOf({
  "plan.json": OWNED_PLAN,
  "break.cjs":
    'const fs = require("node:fs"); const read = fs.readFileSync; fs.readFileSync = (path, ...rest) => {' +
    'if (String(path).endsWith("plan.json")) throw new TypeError("two\\nlines"); return read(path, ...rest); };',
});
const env = { NODE_OPTIONS: `--require ${join(root, "break.cjs")}` };

test("a mistake of ours is one line that asks for a report, and exit code 2", () => {
  expect(run(["check", join(root, "plan.json")], { env })).toEqual({
    code: 2,
    stdout: "",
    stderr: expect.stringMatching(/^internal error: two lines; please report it [^\n]+\n$/),
  });
});

test("its stack is told when MODELKEEP_DEBUG=1 asks for it", () => {
  const { code, stderr } = run(["check", join(root, "plan.json")], { env: { ...env, MODELKEEP_DEBUG: "1" } });
  expect(code).toBe(2);
  expect(stderr).toMatch(/\n\s+at /);
});
