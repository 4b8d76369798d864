import { LoggingMetric } from "@cdktf/provider-google/lib/logging-metric";
import { Construct } from "constructs";
import { GoogleLookups } from "./google-lookups";
import { googleName } from "./names";

interface Change {
  readonly id: string;
  readonly description: string;
  readonly filter: string;
}

const ACTIVITY = 'log_id("cloudaudit.googleapis.com/activity")';

/**
 * Changes by which somebody gets at weights, or hides that they did.
 *
 * @see https://cloud.google.com/logging/docs/audit/understanding-audit-logs
 */
const CHANGES: readonly Change[] = [
  {
    id: "IamChanges",
    description: "Changes of who may do what in the project, of its roles, and of what it records",
    filter:
      '(resource.type="project" AND protoPayload.methodName="SetIamPolicy") OR ' +
      'protoPayload.methodName=~"^google\\.iam\\.admin\\.v1\\.(Create|Update|Delete|Undelete)Role$"',
  },
  {
    id: "ServiceAccountKeys",
    description: "Keys made or brought for service accounts: there should be none",
    filter: 'protoPayload.methodName=~"^google\\.iam\\.admin\\.v1\\.(Create|Upload)ServiceAccountKey$"',
  },
  {
    id: "FirewallChanges",
    description: "Firewall rules made, changed or deleted",
    filter:
      'resource.type="gce_firewall_rule" AND protoPayload.methodName=~"compute\\.firewalls\\.(insert|patch|update|delete)$"',
  },
  {
    id: "BucketAccessChanges",
    description: "Changes of who may read or write a bucket",
    filter: 'resource.type="gcs_bucket" AND protoPayload.methodName="storage.setIamPermissions"',
  },
  {
    id: "KeyChanges",
    description: "Keys of Cloud KMS changed, disabled or destroyed, or opened to others",
    filter:
      'protoPayload.serviceName="cloudkms.googleapis.com" AND ' +
      'protoPayload.methodName=~"(UpdateCryptoKey|UpdateCryptoKeyVersion|DestroyCryptoKeyVersion|SetIamPolicy)$"',
  },
  {
    id: "LoggingChanges",
    description: "Sinks, exclusions and log buckets changed or deleted",
    filter:
      'protoPayload.serviceName="logging.googleapis.com" AND ' +
      'protoPayload.methodName=~"(Create|Update|Delete)(Sink|Exclusion|Bucket)$"',
  },
];

const MAXIMUM_NAME = 100;

/** Counts the changes, for alerts to watch. */
export function countChanges(trail: Construct): string[] {
  return CHANGES.map(({ id, description, filter }) => {
    const scope = new Construct(trail, id);
    const name = googleName(scope, MAXIMUM_NAME);
    new LoggingMetric(scope, "Resource", {
      name,
      project: GoogleLookups.of(trail).project,
      description,
      filter: `${ACTIVITY} AND (${filter})`,
      metricDescriptor: { metricKind: "DELTA", valueType: "INT64", unit: "1" },
    });
    return name;
  });
}
