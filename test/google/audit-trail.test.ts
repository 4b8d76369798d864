import { GoogleProvider } from "@cdktf/provider-google/lib/provider";
import { Lazy, Testing } from "cdktf";
import { HardenedStack, ServingTier } from "modelkeep";
import { AuditTrail, type AuditTrailProps, ModelKey, ModelKeyRing } from "modelkeep/google";
import {
  type Attributes,
  googleTestStack,
  onlyResourceOf,
  resourcesOf,
  type Synthesized,
  synthesize,
} from "../support/stack";

const CENTRAL = "projects/acme-audit/locations/europe-west4/buckets/central";
const SERVING_SERVICES = [
  "aiplatform.googleapis.com",
  "cloudkms.googleapis.com",
  "iam.googleapis.com",
  "secretmanager.googleapis.com",
  "storage.googleapis.com",
];

function synthesizedTrail(props: AuditTrailProps = {}, tier = ServingTier.PRODUCTION): Synthesized {
  const stack = googleTestStack(tier);
  new AuditTrail(stack, "audit", props);
  return synthesize(stack);
}

function servicesOf(stack: Synthesized): string[] {
  return resourcesOf(stack, "google_project_iam_audit_config")
    .map(({ service }) => String(service))
    .sort();
}

function metricFilters(stack: Synthesized): string[] {
  return resourcesOf(stack, "google_logging_metric").map(({ filter }) => String(filter));
}

describe("AuditTrail", () => {
  let stack: Synthesized;
  let central: Synthesized;

  beforeAll(() => {
    stack = synthesizedTrail();
    central = synthesizedTrail({ centralLogBucket: CENTRAL });
  });

  describe("rows of the catalogue", () => {
    test("AUD-21: what models, keys, secrets and identities pass through is recorded", () => {
      expect(servicesOf(stack)).toEqual(SERVING_SERVICES);
      expect(stack).toHaveEvery("google_project_iam_audit_config", { project: "acme-vision" });
    });

    test("AUD-21: further services are recorded besides, not instead", () => {
      const services = ["artifactregistry.googleapis.com", "storage.googleapis.com"];
      expect(servicesOf(synthesizedTrail({ services }))).toEqual(
        ["artifactregistry.googleapis.com"].concat(SERVING_SERVICES).sort(),
      );
    });

    test("AUD-21: all services are one setting", () => {
      expect(servicesOf(synthesizedTrail({ services: ["allServices"] }))).toEqual(["allServices"]);
    });

    test("AUD-22: reads of configuration, reads and writes of content are recorded", () => {
      expect(stack).toHaveEvery("google_project_iam_audit_config", {
        audit_log_config: ["ADMIN_READ", "DATA_READ", "DATA_WRITE"].map((log_type) => ({ log_type })),
      });
    });

    test("AUD-23: nobody is exempted", () => {
      const logs = resourcesOf(stack, "google_project_iam_audit_config").flatMap(
        ({ audit_log_config }) => audit_log_config as Attributes[],
      );
      expect(logs).toHaveLength(15);
      expect(logs.filter((log) => "exempted_members" in log)).toEqual([]);
    });

    test("AUD-24: records are kept for more than a year", () => {
      expect(stack).toHaveEvery("google_logging_project_bucket_config", { retention_days: 400 });
    });

    test("AUD-25: records are encrypted with a customer key, which Cloud Logging may use before", () => {
      const [key] = Object.keys(stack.resource.google_kms_crypto_key ?? {});
      const [grant] = Object.keys(stack.resource.google_kms_crypto_key_iam_member ?? {});
      const [settings] = Object.keys(stack.data.google_logging_project_cmek_settings ?? {});
      expect(onlyResourceOf(stack, "google_logging_project_bucket_config")).toMatchObject({
        cmek_settings: { kms_key_name: `\${google_kms_crypto_key.${key}.id}` },
        depends_on: [`google_kms_crypto_key_iam_member.${grant}`],
      });
      expect(onlyResourceOf(stack, "google_kms_crypto_key_iam_member")).toMatchObject({
        role: "roles/cloudkms.cryptoKeyEncrypterDecrypter",
        member: `serviceAccount:\${data.google_logging_project_cmek_settings.${settings}.service_account_id}`,
      });
    });

    test("AUD-26: the log bucket is locked when asked for, for that cannot be taken back", () => {
      expect(stack).toHaveEvery("google_logging_project_bucket_config", { locked: false });
      expect(synthesizedTrail({ locked: true })).toHaveEvery("google_logging_project_bucket_config", { locked: true });
    });

    test("AUD-27: all audit logs are written to the log bucket", () => {
      const [bucket] = Object.keys(stack.resource.google_logging_project_bucket_config ?? {});
      expect(onlyResourceOf(stack, "google_logging_project_sink")).toMatchObject({
        destination: `logging.googleapis.com/\${google_logging_project_bucket_config.${bucket}.id}`,
        filter: [
          'log_id("cloudaudit.googleapis.com/access_transparency")',
          'log_id("cloudaudit.googleapis.com/activity")',
          'log_id("cloudaudit.googleapis.com/data_access")',
          'log_id("cloudaudit.googleapis.com/policy")',
          'log_id("cloudaudit.googleapis.com/system_event")',
        ].join(" OR "),
        unique_writer_identity: true,
      });
    });

    test("AUD-27: records can be kept in another project too, by an identity of the sink's own", () => {
      const sinks = resourcesOf(central, "google_logging_project_sink");
      expect(sinks.map(({ destination }) => destination)).toEqual([
        `logging.googleapis.com/${CENTRAL}`,
        expect.stringContaining("google_logging_project_bucket_config"),
      ]);
      expect(sinks[0]?.filter).toBe(sinks[1]?.filter);
      expect(central).toHaveEvery("google_logging_project_sink", { unique_writer_identity: true });
    });

    test("AUD-28: nothing is left out", () => {
      expect(central).toHaveNone("google_logging_project_sink", "exclusions");
      expect(central).toHaveNone("google_logging_project_sink", "disabled");
      expect(central.resource).not.toHaveProperty("google_logging_project_exclusion");
    });

    test.each([
      ["who may do what in the project", /resource\.type="project" AND protoPayload\.methodName="SetIamPolicy"/],
      ["keys of service accounts", /\(Create\|Upload\)ServiceAccountKey/],
      ["firewall rules", /compute\\\.firewalls\\\.\(insert\|patch\|update\|delete\)/],
      [
        "who may read a bucket",
        /resource\.type="gcs_bucket" AND protoPayload\.methodName="storage\.setIamPermissions"/,
      ],
      ["keys", /protoPayload\.serviceName="cloudkms\.googleapis\.com" AND .*DestroyCryptoKeyVersion/],
      ["what is logged", /protoPayload\.serviceName="logging\.googleapis\.com" AND .*\(Create\|Update\|Delete\)\(Sink/],
    ])("AUD-29: changes of %s are counted", (_what, filter) => {
      expect(metricFilters(stack).filter((text) => filter.test(text))).toHaveLength(1);
    });

    test("AUD-29: metrics count what happened in the activity log, whole alternatives of it", () => {
      for (const filter of metricFilters(stack)) {
        expect(filter).toMatch(/^log_id\("cloudaudit\.googleapis\.com\/activity"\) AND \(.*\)$/);
      }
      expect(stack).toHaveEvery("google_logging_metric", {
        metric_descriptor: { metric_kind: "DELTA", value_type: "INT64", unit: "1" },
      });
    });
  });

  test("records survive terraform destroy, save in development", () => {
    expect(stack).toHaveEvery("google_logging_project_bucket_config", { lifecycle: { prevent_destroy: true } });
    expect(synthesizedTrail({}, ServingTier.DEVELOPMENT)).toHaveEvery("google_logging_project_bucket_config", {
      lifecycle: { prevent_destroy: false },
    });
  });

  test("names are those that Cloud Logging takes", () => {
    expect(onlyResourceOf(stack, "google_logging_project_bucket_config").bucket_id).toMatch(/^[a-z][a-z0-9-]{0,62}$/);
    const metrics = resourcesOf(stack, "google_logging_metric").map(({ name }) => String(name));
    expect(new Set(metrics).size).toBe(metrics.length);
    for (const name of metrics) {
      expect(name).toMatch(/^[a-z][a-z0-9-]{0,99}$/);
    }
  });

  test("the trail tells what alerts watch and whom the central log bucket lets in", () => {
    const own = googleTestStack();
    const trail = new AuditTrail(own, "audit", { centralLogBucket: CENTRAL });
    const names = resourcesOf(synthesize(own), "google_logging_metric").map(({ name }) => String(name));
    expect([...trail.metricNames].sort()).toEqual(names.sort());
    expect(trail.centralWriter).toBeDefined();
    expect(new AuditTrail(googleTestStack(), "audit").centralWriter).toBeUndefined();
  });

  test("a given key encrypts the records", () => {
    const own = googleTestStack();
    const key = new ModelKey(own, "shared");
    const trail = new AuditTrail(own, "audit", { key, retentionDays: 730 });
    expect(trail.key).toBe(key);
    const synthesized = synthesize(own);
    expect(resourcesOf(synthesized, "google_kms_crypto_key")).toHaveLength(1);
    expect(synthesized).toHaveEvery("google_logging_project_bucket_config", {
      cmek_settings: { kms_key_name: expect.stringMatching(/^\$\{google_kms_crypto_key\.shared_/) },
      retention_days: 730,
      location: "europe-west4",
    });
  });

  test("a key of another stack: its stack lets Cloud Logging of the trail's project in, and is applied before", () => {
    const app = Testing.app();
    const [keys, platform] = ["keys", "platform"].map(
      (id) => new HardenedStack(app, id, { tier: ServingTier.PRODUCTION, tenant: "vision", owner: "vision" }),
    ) as [HardenedStack, HardenedStack];
    new GoogleProvider(keys, "google", { project: "acme-keys", region: "europe-west4" });
    new GoogleProvider(platform, "google", { project: "acme-vision", region: "europe-west4" });
    new AuditTrail(platform, "audit", { key: new ModelKey(keys, "key") });
    const trail = synthesize(platform);
    expect(trail).toHaveEvery("google_logging_project_bucket_config", { depends_on: [] });
    expect(trail.data).not.toHaveProperty("google_logging_project_cmek_settings");
    const [[name, settings] = []] = Object.entries(synthesize(keys).data.google_logging_project_cmek_settings ?? {});
    expect(settings).toMatchObject({ project: "acme-vision" });
    expect(synthesize(keys)).toHaveEvery("google_kms_crypto_key_iam_member", {
      member: `serviceAccount:\${data.google_logging_project_cmek_settings.${name}.service_account_id}`,
    });
  });

  describe("errors", () => {
    test("a second trail of the stack is refused: it would set what the first sets", () => {
      const own = googleTestStack();
      new AuditTrail(own, "audit");
      expect(() => new AuditTrail(own, "another")).toThrow(
        [
          "[MK_AUDIT_TRAIL_TWICE] at test/another (google.AuditTrail):",
          "  the stack has an audit trail already, test/audit: both would set what the project records.",
          "  Make one audit trail a project, and name all services there.",
        ].join("\n"),
      );
    });

    test.each([["storage"], ["https://storage.googleapis.com"], ["AllServices"], ["*"]])(
      "%s is refused as a service",
      (service) => {
        expect(() => synthesizedTrail({ services: [service] })).toThrow(
          [
            "[MK_NAME_FORMAT] at test/audit (google.AuditTrail):",
            `  services[0] is "${service}", which is not the name of a service such as artifactregistry.googleapis.com, or allServices.`,
            "  Set services[0] to the name of a service such as artifactregistry.googleapis.com, or allServices.",
          ].join("\n"),
        );
      },
    );

    test.each([[364], [3651], [400.5]])("%d days of retention are refused", (retentionDays) => {
      expect(() => synthesizedTrail({ retentionDays })).toThrow(
        [
          "[MK_NUMBER_RANGE] at test/audit (google.AuditTrail):",
          `  retentionDays is ${retentionDays}, not a whole number from 365 to 3650.`,
          "  Set retentionDays to a whole number from 365 to 3650.",
        ].join("\n"),
      );
    });

    test("a key in another location than the log bucket is refused", () => {
      const own = googleTestStack();
      const key = new ModelKey(own, "key", { keyRing: new ModelKeyRing(own, "ring", { location: "europe" }) });
      expect(() => new AuditTrail(own, "audit", { key })).toThrow(
        [
          "[MK_KEY_LOCATION] at test/audit (google.AuditTrail):",
          "  key test/key lies in europe, but the log bucket in europe-west4: Cloud Logging uses keys of its own location alone.",
          '  Make the key in a key ring there (new ModelKeyRing(scope, "keys", { location: "europe-west4" })), or leave key out.',
        ].join("\n"),
      );
    });

    test.each([["central"], ["logging.googleapis.com/projects/acme/locations/eu/buckets/central"], ["gs://central"]])(
      "%s is refused as a central log bucket",
      (centralLogBucket) => {
        expect(() => synthesizedTrail({ centralLogBucket })).toThrow(
          `  centralLogBucket is "${centralLogBucket}", which is not a log bucket such as`,
        );
      },
    );

    test("services, days and bucket are reported at once", () => {
      const service = Lazy.stringValue({ produce: () => "storage.googleapis.com" });
      expect(() => synthesizedTrail({ services: [service], retentionDays: 30, centralLogBucket: "central" })).toThrow(
        expect.objectContaining({ codes: ["MK_LITERAL_REQUIRED", "MK_NUMBER_RANGE", "MK_NAME_FORMAT"] }),
      );
    });
  });

  test("the defaults are what they were", () => {
    expect(withoutMetadata(central)).toMatchSnapshot();
  });
});

function withoutMetadata(stack: Synthesized): unknown {
  return JSON.parse(JSON.stringify(stack, (key, value: unknown) => (key === "//" ? undefined : value)));
}
