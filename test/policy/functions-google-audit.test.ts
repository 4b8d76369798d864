import { Unknown } from "../../src/estate/unknown";
import { GOOGLE_AUDIT_FUNCTIONS } from "../../src/policy/functions-google-audit";
import { estateOf } from "../support/estates";

function namesAuditLogs(filter: string | null | Unknown): unknown {
  return GOOGLE_AUDIT_FUNCTIONS.namesAuditLogs?.call([filter], { estate: estateOf({}), root: "case" });
}

test.each([
  'logName:"cloudaudit.googleapis.com"',
  'log_id("cloudaudit.googleapis.com/data_access") AND resource.type="gcs_bucket"',
  'severity>=INFO protoPayload.@type="type.googleapis.com/google.cloud.audit.AuditLog"',
  'logName=("projects/p/logs/requests" OR "projects/p/logs/cloudaudit.googleapis.com%2Factivity")',
  'NOT severity=DEBUG logName:"cloudaudit.googleapis.com"',
  'NOT "healthz" log_id("cloudaudit.googleapis.com/activity")',
  'NOT (severity=DEBUG OR NOT log_id("cloudaudit.googleapis.com/activity"))',
  'NOT logName!="projects/p/logs/cloudaudit.googleapis.com%2Factivity"',
])("chooses audit logs: %s", (filter) => {
  expect(namesAuditLogs(filter)).toBe(true);
});

test.each([
  "severity>=ERROR",
  'NOT logName:"cloudaudit.googleapis.com"',
  '-log_id("cloudaudit.googleapis.com/activity")',
  'logName!="projects/p/logs/cloudaudit.googleapis.com%2Factivity"',
  'logName!~"cloudaudit.googleapis.com"',
  'severity<ERROR AND NOT (logName=~"stdout" OR log_id("cloudaudit.googleapis.com/data_access"))',
  "-- cloudaudit.googleapis.com is left in\nseverity=DEBUG",
  'textPayload="NOT a negation" AND ))((',
])("does not: %s", (filter) => {
  expect(namesAuditLogs(filter)).toBe(false);
});

test("a filter that is not known may choose anything, and none chooses nothing by name", () => {
  const unknown = new Unknown([], "${var.filter}");
  expect(namesAuditLogs(unknown)).toBe(unknown);
  expect(namesAuditLogs(null)).toBe(false);
  expect(namesAuditLogs(new Unknown([], 'logName="projects/${var.p}/logs/cloudaudit.googleapis.com"'))).toBe(true);
});
