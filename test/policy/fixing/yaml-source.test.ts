import { readFileSync } from "node:fs";
import { join } from "node:path";
import { add, choose, drop, exclude, type Fix, include, set, unset } from "../../../src/policy/fixes/fix";
import { Texts } from "../../../src/policy/fixing/texts";
import { fixYaml } from "../../../src/policy/fixing/yaml-source";
import { folderOf, removeFolders } from "../../support/folder";

afterAll(removeFolders);

const POD = `# The first object.
apiVersion: v1
kind: Namespace
metadata: { name: vision }
---
apiVersion: v1
kind: Pod
metadata:
  name: server   # ours
  labels: {app: "resnet"}
spec:
  hostNetwork: yes  # for the metrics
  containers:
  - name: server
    image: 'tensorflow/serving'
    command: ["run", "--fast"]
    args: 
    - |
      a: b
    securityContext:
  - name: side
# The end.
`;

/** The file after the fix of the pod. */
function fixed(fix: Fix, text = POD, address = "Pod/server"): string {
  const file = join(folderOf({ "pod.yaml": text }), "pod.yaml");
  const texts = new Texts(() => true);
  fixYaml(texts, fix, { file, address });
  expect(readFileSync(file, "utf8")).toBe(text);
  return texts.get(file);
}

test("a value is replaced, and the comment behind it stays", () => {
  expect(fixed([set("pod.hostNetwork", false)])).toBe(POD.replace("yes ", "false "));
});

test("a key is added behind the others, in flow style too", () => {
  expect(fixed([set("pod.hostPID", false)])).toBe(
    POD.replace("  - name: side\n", "  - name: side\n  hostPID: false\n"),
  );
  expect(fixed([set("metadata.labels.tier", "prod")])).toContain('labels: {app: "resnet", "tier": "prod"}');
});

test("objects are made where there is none, also behind a key without a value", () => {
  const text = fixed([set("pod.containers.securityContext.privileged", false)]);
  expect(text).toContain(
    "    securityContext:\n      privileged: false\n  - name: side\n    securityContext:\n      privileged: false\n# The end.",
  );
});

test("a key is taken out with its lines; an object without keys stays", () => {
  expect(fixed([unset("pod.hostNetwork")])).toBe(POD.replace("  hostNetwork: yes  # for the metrics\n", ""));
  expect(fixed([unset("metadata.labels.app")])).toContain("labels: {}");
});

test("lists get what they lack, and lose what they should not hold", () => {
  expect(fixed([include("pod.containers.command", "--safe", "run")])).toContain('command: ["run", "--fast", "--safe"]');
  expect(fixed([exclude("pod.containers.command", "--fast")])).toContain('command: ["run"]');
});

test("an element is found by what it holds", () => {
  expect(fixed([set("pod.containers[name=side].image", "x")])).toContain("  - name: side\n    image: x\n");
});

test("another object is a document of its own behind it", () => {
  const text = fixed([add("v1 ConfigMap", "c", { metadata: { name: "c" } })], POD, "Namespace/vision");
  expect(text).toContain(
    "metadata: { name: vision }\n---\napiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: c\n---\napiVersion: v1\nkind: Pod",
  );
});

test("an object is taken out", () => {
  expect(fixed([drop()], POD, "Namespace/vision")).not.toContain("Namespace");
});

test("line ends of Windows do not mix", () => {
  const text = fixed([set("pod.hostPID", false)], POD.replaceAll("\n", "\r\n"));
  expect(text.replaceAll("\r\n", "\n")).toContain("\n  hostPID: false\n");
});

test.each([
  [
    "an alias",
    POD.replace("securityContext:\n", "securityContext: &s {}\n").replace(
      "- name: side\n",
      "- name: side\n    securityContext: *s\n",
    ),
  ],
  ["two objects of a name", `${POD}---\n${POD.split("---\n")[1]}`],
])("not edited: %s", (_, text) => {
  expect(() => fixed([set("pod.containers.securityContext.privileged", false)], text)).toThrow();
});

test("what is to be chosen is not written", () => {
  expect(() => fixed([set("pod.priorityClassName", choose("the class", "high"))])).toThrow("choose: the class");
});
