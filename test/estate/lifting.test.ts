import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { InputError } from "../../src/estate/input-error";
import { lift } from "../../src/estate/lifting";
import { LIFTED_KINDS } from "../../src/estate/lifting-kinds";
import { ROOT_SHAPES, SHAPES } from "../../src/estate/lifting-table";
import { type BlockSchema, schemaOf } from "../../src/estate/schema";
import { isUnknown, Unknown } from "../../src/estate/unknown";
import { accepted, lifted, manifestOf, terraform } from "../support/lifting";

const NAMED = [{ name: "resnet" }];

describe("the table", () => {
  /** What the provider reports of an object and nobody can set. */
  const COMPUTED = new Set([
    "certificate",
    "default_secret_name",
    "generation",
    "resource_version",
    "self_link",
    "status",
    "token",
    "uid",
  ]);

  function missing(path: string, shapeName: string, schema: BlockSchema): string[] {
    const shape = SHAPES[shapeName] ?? {};
    const names = [...schema.attributes, ...Object.keys(schema.blocks)].filter((name) => !COMPUTED.has(name));
    return names.flatMap((name) => {
      const field = shape[name];
      if (field === undefined) {
        return [`${path}.${name}`];
      }
      const block = schema.blocks[name];
      return block === undefined || field[2] === undefined ? [] : missing(`${path}.${name}`, field[2], block);
    });
  }

  test.each(Object.keys(LIFTED_KINDS))("%s has a field for every argument of the block table", (type) => {
    const schema = schemaOf(type, "managed");
    const root = ROOT_SHAPES[type];
    expect(schema).toBeDefined();
    expect(root).toBeDefined();
    expect(schema === undefined || root === undefined ? ["none"] : missing(type, root, schema)).toEqual([]);
  });

  test("is what the installed packages give", () => {
    const root = join(__dirname, "..", "..");
    const run = () =>
      execFileSync(join(root, "node_modules", ".bin", "tsx"), [join(root, "scripts", "lifting.ts"), "--check"], {
        stdio: "pipe",
      });
    expect(run).not.toThrow();
  }, 60_000);
});

test("a manifest that Kubernetes would refuse is refused by the schemas of these tests", () => {
  const broken = lifted("kubernetes_pod_v1", { metadata: NAMED, spec: [{ container: [{ image: "a" }] }] });
  expect(() => accepted(broken)).toThrow(/name/);
});

describe("what is not lifted", () => {
  test.each([
    "aws_s3_bucket",
    "kubernetes_labels",
    "kubernetes_env",
    "kubernetes_annotations",
    "kubernetes_config_map_v1_data",
  ])("%s", (type) => {
    expect(lift(terraform(type, { metadata: NAMED }))).toBeUndefined();
  });

  test("a data source", () => {
    expect(lift({ ...terraform("kubernetes_service_v1", { metadata: NAMED }), mode: "data" })).toBeUndefined();
  });

  test("a type that is a property of every object", () => {
    expect(
      lift({ ...terraform("kubernetes_pod_v1", { metadata: NAMED }), kind: "kubernetes_constructor" }),
    ).toBeUndefined();
  });
});

describe("unknown values", () => {
  const reference = { root: "platform", address: "kubernetes_service_account_v1.a", attribute: "metadata.0.name" };
  const unknown = new Unknown([reference]);

  test("stay unknown where they stand, in scalars, lists, maps and whole blocks", () => {
    const resource = terraform("kubernetes_pod_v1", { metadata: [{ name: "a" }], spec: [{}] });
    const pod = lift({
      ...resource,
      references: new Map([["spec.0.service_account_name", [reference]]]),
      attributes: {
        metadata: [{ name: "a", labels: { app: unknown }, annotations: unknown }],
        spec: [
          {
            service_account_name: unknown,
            host_network: unknown,
            volume: unknown,
            security_context: [unknown],
            container: [{ name: "a", args: ["--port", unknown], security_context: unknown }, unknown],
          },
        ],
      },
    });
    expect(pod?.attributes).toEqual({
      apiVersion: "v1",
      kind: "Pod",
      metadata: { name: "a", namespace: "default", labels: { app: unknown }, annotations: unknown },
      spec: {
        automountServiceAccountToken: true,
        enableServiceLinks: true,
        serviceAccountName: unknown,
        hostNetwork: unknown,
        volumes: unknown,
        securityContext: unknown,
        containers: [{ name: "a", args: ["--port", unknown], securityContext: unknown }, unknown],
      },
    });
    expect(pod?.references.get("spec.serviceAccountName")).toEqual([reference]);
    expect(pod?.references.get("spec.containers.0.args.1")).toEqual([reference]);
  });

  test("as the namespace leave the namespace open", () => {
    const resource = terraform("kubernetes_config_map_v1", { metadata: NAMED });
    const map = lift({ ...resource, attributes: { metadata: [{ name: "a", namespace: unknown }] } });
    expect(map).toBeDefined();
    expect(map?.namespace).toBeUndefined();
    expect(map?.attributes).toMatchObject({ metadata: { name: "a", namespace: unknown } });
  });

  test("as the whole metadata or spec stay whole", () => {
    const resource = terraform("kubernetes_pod_v1", {});
    expect(lift({ ...resource, attributes: { metadata: unknown, spec: [unknown] } })?.attributes).toEqual({
      apiVersion: "v1",
      kind: "Pod",
      metadata: unknown,
      spec: unknown,
    });
  });

  test("as the source of a volume make its spec unknown, for its fields stand there", () => {
    const resource = terraform("kubernetes_persistent_volume_v1", {});
    const volume = lift({
      ...resource,
      attributes: { metadata: NAMED, spec: [{ persistent_volume_source: unknown, access_modes: ["ReadOnlyMany"] }] },
    });
    expect(isUnknown(volume?.attributes.spec)).toBe(true);
  });
});

describe("keys of the user", () => {
  test("stay as they are written, __proto__ included", () => {
    const data = JSON.parse('{"max_batch_size":"8","__proto__":"x","constructor":"y"}');
    const map = manifestOf("kubernetes_config_map_v1", { metadata: NAMED, data });
    expect(Object.entries(map.data ?? {})).toEqual([
      ["max_batch_size", "8"],
      ["__proto__", "x"],
      ["constructor", "y"],
    ]);
    expect(({} as Record<string, unknown>).max_batch_size).toBeUndefined();
  });
});

describe("kubernetes_manifest", () => {
  const policy = {
    apiVersion: "networking.k8s.io/v1",
    kind: "NetworkPolicy",
    metadata: { name: "deny", labels: null },
    spec: { podSelector: {}, policyTypes: ["Ingress"], ingress: null },
  };

  test.each([
    ["an object", policy],
    ["a JSON text", JSON.stringify(policy)],
    ["a list with one object", [policy]],
  ])("as %s is its manifest, without the nulls", (_, manifest) => {
    const resource = lift({ ...terraform("kubernetes_manifest", {}), attributes: { manifest } });
    expect(resource).toMatchObject({
      kind: "networking.k8s.io/v1 NetworkPolicy",
      namespace: "default",
      mode: "manifest",
    });
    expect(resource?.attributes).toEqual({
      apiVersion: "networking.k8s.io/v1",
      kind: "NetworkPolicy",
      metadata: { name: "deny", namespace: "default" },
      spec: { podSelector: {}, policyTypes: ["Ingress"] },
    });
  });

  test("keeps what is unknown in it", () => {
    const spec = new Unknown();
    const resource = lift({ ...terraform("kubernetes_manifest", {}), attributes: { manifest: { ...policy, spec } } });
    expect(resource?.attributes.spec).toBe(spec);
  });

  test("of a custom resource without a namespace leaves the namespace open", () => {
    const manifest = { apiVersion: "gateway.networking.k8s.io/v1", kind: "Gateway", metadata: { name: "a" } };
    const resource = lift({ ...terraform("kubernetes_manifest", {}), attributes: { manifest } });
    expect(resource?.kind).toBe("gateway.networking.k8s.io/v1 Gateway");
    expect(resource?.namespace).toBeUndefined();
  });

  test.each([
    ["is unknown", new Unknown()],
    ["has an unknown kind", { ...policy, kind: new Unknown() }],
    ["is not set", null],
  ])("that %s is not lifted", (_, manifest) => {
    expect(lift({ ...terraform("kubernetes_manifest", {}), attributes: { manifest } })).toBeUndefined();
  });

  test.each(["{", "[]", "3"])("with the text %j is an input error", (manifest) => {
    const resource = { ...terraform("kubernetes_manifest", {}), attributes: { manifest } };
    expect(() => lift(resource)).toThrow(InputError);
    expect(() => lift(resource)).toThrow(/^main\.tf\.json: kubernetes_manifest\.this: manifest /);
  });
});
