import { kindsInTables, providerSchemaOf, schemaOf } from "../../src/estate/schema";

describe("block table", () => {
  test("a resource lists its attributes, the computed ones too, and its nested blocks", () => {
    const bucket = schemaOf("aws_s3_bucket", "managed");
    expect(bucket?.attributes).toEqual(expect.arrayContaining(["bucket", "arn", "tags", "force_destroy"]));
    expect(bucket?.attributes).not.toContain("versioning");
    const rule = bucket?.blocks.server_side_encryption_configuration?.blocks.rule;
    expect(rule?.attributes).toEqual(["bucket_key_enabled"]);
    expect(rule?.blocks.apply_server_side_encryption_by_default?.attributes).toEqual([
      "kms_master_key_id",
      "sse_algorithm",
    ]);
  });

  test("a data source is another kind than the resource of its name", () => {
    expect(schemaOf("aws_iam_policy_document", "managed")).toBeUndefined();
    expect(Object.keys(schemaOf("aws_iam_policy_document", "data")?.blocks ?? {})).toContain("statement");
    expect(schemaOf("aws_eks_cluster", "data")?.blocks.vpc_config).toBeUndefined();
    expect(schemaOf("aws_eks_cluster", "managed")?.blocks.vpc_config).toBeDefined();
  });

  test("deep Kubernetes blocks are there", () => {
    const pod = schemaOf("kubernetes_deployment_v1", "managed")?.blocks.spec?.blocks.template?.blocks.spec;
    expect(pod?.blocks.container?.blocks.security_context?.attributes).toContain("run_as_non_root");
  });

  test("structs that are spread over several scripts are found", () => {
    expect(Object.keys(schemaOf("aws_medialive_channel", "managed")?.blocks ?? {})).toContain("encoder_settings");
    expect(Object.keys(schemaOf("aws_lexv2models_intent", "managed")?.blocks ?? {}).length).toBeGreaterThan(3);
  });

  test("a map of objects is an attribute, for its keys are its own", () => {
    expect(schemaOf("aws_lexv2models_bot_version", "managed")?.attributes).toContain("locale_specification");
  });

  test("a provider's configuration has a schema", () => {
    expect(Object.keys(providerSchemaOf("aws")?.blocks ?? {})).toContain("default_tags");
    expect(providerSchemaOf("random")).toBeUndefined();
  });

  test.each(["random_id", "aws_nothing", "aws", "", "__proto__", "constructor", "module"])(
    "%s is in no table",
    (kind) => {
      expect(schemaOf(kind, "managed")).toBeUndefined();
    },
  );

  test("every kind of the tables is parsed, and no name of it is that of a member of Object", () => {
    const kinds = kindsInTables();
    expect(kinds.length).toBeGreaterThan(2000);
    for (const kind of kinds.filter((name) => !name.startsWith("provider."))) {
      const isSource = kind.startsWith("data.");
      const schema = schemaOf(isSource ? kind.slice("data.".length) : kind, isSource ? "data" : "managed");
      const names = [...(schema?.attributes ?? []), ...Object.keys(schema?.blocks ?? {})];
      expect({ kind, names: names.length > 0 }).toEqual({ kind, names: true });
      expect(names.filter((name) => name in {} || !/^\w+$/.test(name))).toEqual([]);
    }
  });
});
