import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { aws, type ModelArtifact, ModelFormat } from "modelkeep";
import { fetchEnvironment, fetchScript, literalForTerraform } from "../../src/kubernetes/artifact-fetch";
import { testStack } from "../support/stack";

/** Stands in for the AWS command line: copies from a folder that stands in for S3, and notes what was asked for. */
const FAKE_AWS = `#!/bin/sh
[ "$1 $2 $3" = "s3 cp --only-show-errors" ] && [ $# -eq 5 ] || { echo "unexpected: $*" >&2; exit 64; }
echo "$4" >> "$CALLS"
cp "$BUCKETS/\${4#s3://}" "$5"
`;

const FILES = {
  "saved_model.pb": "graph",
  "variables/variables.index": "index",
  "variables/variables.data": "weights",
};

interface Run {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

let root: string;
let source: string;
let target: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "modelkeep-fetch-"));
  source = join(root, "buckets/acme-models/resnet/v3");
  target = join(root, "models/resnet/3");
  write(join(root, "bin/aws"), FAKE_AWS);
  chmodSync(join(root, "bin/aws"), 0o755);
  mkdirSync(target, { recursive: true });
});

afterEach(() => {
  rmSync(root, { recursive: true, force: true });
});

describe("a good artifact", () => {
  test("lands in the folder, whole and as it was", () => {
    publish(FILES);
    const { status, stdout, stderr } = fetch();

    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    expect(stdout).toBe("modelkeep: 3 files of s3://acme-models/resnet/v3 verified\n");
    expect(landed()).toEqual(FILES);
  });

  test("is fetched file by file: the manifest first, then what it lists", () => {
    publish(FILES);
    fetch();

    expect(calls()).toEqual(["SHA256SUMS", ...Object.keys(FILES)].map((name) => `s3://acme-models/resnet/v3/${name}`));
  });

  test("a file that was slipped in beside the listed ones is never fetched", () => {
    publish(FILES);
    write(join(source, "assets/plugin.so"), "malware");

    expect(fetch().status).toBe(0);
    expect(landed()).toEqual(FILES);
    expect(calls().join()).not.toContain("plugin.so");
  });

  test("names with spaces, quotes and what a shell expands are taken as they are", () => {
    const files = {
      "class names.txt": "cat",
      "deep folder/with  two spaces.txt": "dog",
      "it's.txt": "quote",
      "$(touch pwned).txt": "substitution",
      "v*.txt": "star",
      "-rf": "option",
    };
    publish(files);

    expect(fetch()).toMatchObject({ status: 0, stderr: "" });
    expect(landed()).toEqual(files);
  });

  test("is fetched when its manifest was made by `find`, with ./ before every name", () => {
    publish(FILES, (digest, name) => `${digest}  ./${name}`);

    expect(fetch().status).toBe(0);
    expect(landed()).toEqual(FILES);
  });

  test("is fetched when its manifest marks files as binary", () => {
    publish(FILES, (digest, name) => `${digest} *${name}`);

    expect(fetch().status).toBe(0);
    expect(landed()).toEqual(FILES);
  });

  test("is fetched again over what an interrupted start left", () => {
    publish(FILES);
    write(join(target, "saved_model.pb"), "half a gra");

    expect(fetch().status).toBe(0);
    expect(landed()).toEqual(FILES);
  });
});

describe("a tampered artifact", () => {
  test("a file that differs from the manifest stops the server from starting", () => {
    publish(FILES);
    write(join(source, "variables/variables.data"), "poison!");
    const run = fetch();

    expect(run.status).not.toBe(0);
    expect(run.stderr).toContain("modelkeep: a file of s3://acme-models/resnet/v3 differs from the manifest");
    expect(run.stdout).not.toContain("modelkeep: 3 files");
  });

  test("a manifest that differs from the digest is not followed: no file is fetched", () => {
    const digest = publish(FILES);
    publish({ ...FILES, "saved_model.pb": "poison" });
    const run = fetch(digest);

    expect(run.status).toBe(1);
    expect(run.stderr).toBe(
      `modelkeep: s3://acme-models/resnet/v3/SHA256SUMS is not the manifest with digest ${digest}\n`,
    );
    expect(landed()).toEqual({});
    expect(calls()).toEqual(["s3://acme-models/resnet/v3/SHA256SUMS"]);
  });

  test("a manifest that is missing stops it", () => {
    publish(FILES);
    rmSync(join(source, "SHA256SUMS"));

    expectFailure("cannot read s3://acme-models/resnet/v3/SHA256SUMS");
  });

  test("a file that is missing stops it", () => {
    publish(FILES);
    rmSync(join(source, "variables/variables.data"));

    expectFailure("cannot read s3://acme-models/resnet/v3/variables/variables.data");
  });

  test("an empty manifest proves nothing", () => {
    publish({});

    expectFailure("the manifest lists no file");
  });

  test.each([
    ["above the artifact", "../x"],
    ["above it by a detour", "variables/../../x"],
    ["the folder above", ".."],
    ["above it after ./", "./../x"],
    ["at an absolute path", "/etc/passwd"],
    ["at an absolute path after ./", ".//etc/passwd"],
    ["without a name", "./"],
  ])("a manifest that names a file %s is not followed: %s", (_, name) => {
    publishManifest([`${sha256("x")}  ${name}`]);
    write(join(source, "../x"), "x");
    const run = fetch();

    expect(run.status).toBe(1);
    expect(run.stderr).toContain("modelkeep: the manifest names a file outside the artifact: ");
    expect(calls()).toEqual(["s3://acme-models/resnet/v3/SHA256SUMS"]);
    expect(landed()).toEqual({});
    expect(existsSync(join(target, "../x"))).toBe(false);
  });

  test("files before a name that leads outside are fetched, but the server does not start", () => {
    write(join(source, "saved_model.pb"), "graph");
    publishManifest([`${sha256("graph")}  saved_model.pb`, `${sha256("x")}  ../x`]);

    expectFailure("the manifest names a file outside the artifact: ../x");
    expect(existsSync(join(target, "../x"))).toBe(false);
  });

  test.each([
    ["no digest", "saved_model.pb saved_model.pb"],
    ["a digest of another length", `9c9c  saved_model.pb`],
  ])("a manifest line with %s is not passed over", (_, line) => {
    write(join(source, "saved_model.pb"), "graph");
    publishManifest([`${sha256("graph")}  saved_model.pb`, line]);

    expect(fetch().status).not.toBe(0);
  });

  test("a last line without a line break is not passed over", () => {
    write(join(source, "saved_model.pb"), "graph");
    write(join(source, "SHA256SUMS"), `${sha256("graph")}  saved_model.pb`);

    expect(fetch().status).not.toBe(0);
  });
});

describe("the script", () => {
  test("quotes the words of the store's command that a shell would take apart", () => {
    const artifact = Object.create(artifactOf(), {
      store: { value: { copyCommand: ["my copy", "--tag=a b", "it's", "--ok=/x:1"] } },
    });

    expect(fetchScript(artifact)).toMatch(/^copy\(\) \{ 'my copy' '--tag=a b' 'it'\\''s' --ok=\/x:1 "\$1" "\$2"; }\n/);
  });

  test("reads address, digest and folder from its environment, never from its text", () => {
    const artifact = artifactOf();

    expect(fetchEnvironment(artifact, "/models/resnet/3")).toEqual({
      ARTIFACT_URI: "s3://acme-models/resnet/v3",
      ARTIFACT_SHA256: artifact.sha256,
      ARTIFACT_FOLDER: "/models/resnet/3",
    });
    expect(fetchScript(artifact)).not.toContain("acme-models");
    expect(fetchScript(artifact)).not.toContain(artifact.sha256);
  });

  test("holds no template of Terraform once it is escaped, and is the same script when Terraform has read it", () => {
    const script = fetchScript(artifactOf());
    const escaped = literalForTerraform(script);

    expect(script).toContain("${");
    expect(escaped.replace(/\$\$\{|%%\{/g, "")).not.toMatch(/[$%]\{/);
    expect(escaped.replace(/([$%])\1\{/g, "$1{")).toBe(script);
  });
});

test.each([
  ["${name}", "$${name}"],
  ["%{if x}", "%%{if x}"],
  ['name="${name#./}"', 'name="$${name#./}"'],
  ["${a}${b}", "$${a}$${b}"],
  ["$name $(date) $((1 + 1)) 100% { }", "$name $(date) $((1 + 1)) 100% { }"],
  ["", ""],
])("literalForTerraform escapes %j as %j", (text, expected) => {
  expect(literalForTerraform(text)).toBe(expected);
});

/** Puts files and their manifest into the store; answers the digest of the manifest. */
function publish(files: Record<string, string>, line = (digest: string, name: string) => `${digest}  ${name}`): string {
  for (const [name, content] of Object.entries(files)) {
    write(join(source, name), content);
  }
  return publishManifest(Object.entries(files).map(([name, content]) => line(sha256(content), name)));
}

function publishManifest(lines: string[]): string {
  const manifest = lines.map((line) => `${line}\n`).join("");
  write(join(source, "SHA256SUMS"), manifest);
  return sha256(manifest);
}

/** Runs the script as the pod does, but for the folder of the manifest. */
function fetch(digest = digestOfManifest()): Run {
  const artifact = artifactOf(digest);
  const script = fetchScript(artifact).replace("/tmp/SHA256SUMS", join(root, "SHA256SUMS"));
  const { status, stdout, stderr } = spawnSync("sh", ["-c", script], {
    cwd: root,
    encoding: "utf8",
    env: {
      PATH: `${join(root, "bin")}:${process.env.PATH}`,
      CALLS: join(root, "calls"),
      BUCKETS: join(root, "buckets"),
      ...fetchEnvironment(artifact, target),
    },
  });
  return { status, stdout, stderr };
}

function expectFailure(message: string): void {
  const { status, stderr, stdout } = fetch();
  expect(status).toBe(1);
  expect(stderr).toContain(`modelkeep: ${message}`);
  expect(stdout).not.toContain("verified");
}

function artifactOf(digest = "9c".repeat(32)): ModelArtifact {
  return aws.SecureModelBucket.fromBucketName(testStack(), "models", "acme-models").artifact("resnet/v3", {
    format: ModelFormat.SAVED_MODEL,
    sha256: digest,
  });
}

function digestOfManifest(): string {
  const path = join(source, "SHA256SUMS");
  return sha256(existsSync(path) ? readFileSync(path, "utf8") : "");
}

/** Files in the folder of the server, with their content. */
function landed(): Record<string, string> {
  return Object.fromEntries(
    readdirSync(target, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .map((path) => [path.slice(target.length + 1), readFileSync(path, "utf8")]),
  );
}

/** Addresses that were asked for, in order. */
function calls(): string[] {
  return readFileSync(join(root, "calls"), "utf8").trimEnd().split("\n");
}

function sha256(content: string): string {
  return createHash("sha256").update(content).digest("hex");
}

function write(path: string, content: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
}
