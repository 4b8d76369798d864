import type { Estate } from "../estate/estate";
import { isGone } from "../estate/joins/existence";
import { target } from "../estate/joins/references";
import { wholeExpression } from "../estate/joins/templated-json";
import { own, textOf } from "../estate/joins/values";
import type { Resource, Value } from "../estate/resource";
import { isUnknown, type Unknown } from "../estate/unknown";
import type { FunctionTable } from "./cel/functions";
import { owner } from "./functions-join";
import type { ControlContext } from "./scope";

/** Questions about the audit trail of Google Cloud: what filters of Cloud Logging choose, and where sinks lead. */
export const GOOGLE_AUDIT_FUNCTIONS: FunctionTable<ControlContext> = {
  /**
   * `namesAuditLogs(self.filter)`: the filter of a sink, an exclusion or a metric of Cloud Logging chooses audit logs by name.
   * One that leaves them out (`NOT log_id("cloudaudit.googleapis.com/activity")`) does not.
   */
  namesAuditLogs: {
    arity: 1,
    takesUnknown: true,
    call: ([filter = null]) => namesAuditLogs(filter),
  },

  /** `receivesAuditLogs(self)`: a sink of the estate that chooses audit logs by name leads to this log or storage bucket. */
  receivesAuditLogs: {
    arity: 1,
    call: ([bucket = null], context) => receivesAuditLogs(context.estate, owner(bucket, context)),
  },
};

const SINKS: readonly string[] = [
  "google_logging_project_sink",
  "google_logging_folder_sink",
  "google_logging_organization_sink",
  "google_logging_billing_account_sink",
];

/** What is not known within a filter is names of projects and the like; a filter that is nothing else may be any. */
function namesAuditLogs(filter: Value): boolean | Unknown {
  const text = isUnknown(filter) ? filter.text : textOf(filter);
  if (isUnknown(filter) && (text === undefined || wholeExpression(text) !== undefined)) {
    return filter;
  }
  return text !== undefined && choosesAuditLogs(text);
}

function receivesAuditLogs(estate: Estate, bucket: Resource): boolean {
  return SINKS.flatMap((kind) => estate.ofKind(kind)).some((sink) => {
    const chosen = namesAuditLogs(own(sink.attributes, "filter"));
    return chosen === true && !isGone(sink) && leadsInto(estate, sink, bucket);
  });
}

/** By reference, or by the end of what it spells: `storage.googleapis.com/<bucket>`, `.../locations/<location>/buckets/<bucket>`. */
function leadsInto(estate: Estate, sink: Resource, bucket: Resource): boolean {
  const destination = own(sink.attributes, "destination");
  if (target(estate, sink, "destination") === bucket) {
    return true;
  }
  const name = textOf(own(bucket.attributes, bucket.kind === "google_storage_bucket" ? "name" : "bucket_id"));
  const path = bucket.kind === "google_storage_bucket" ? "storage.googleapis.com/" : "/buckets/";
  const spelt = isUnknown(destination) ? destination.text : textOf(destination);
  return name !== undefined && spelt?.endsWith(path + name) === true;
}

/** Logs that Cloud Audit Logs writes, and the type of their payload. */
const AUDIT_LOG = /cloudaudit\.googleapis\.com|google\.cloud\.audit\.AuditLog/;

/** Strings, brackets, comparisons, a minus that negates a term, words. */
const TOKEN = /"(?:[^"\\]|\\.)*"|[()]|!=|!~|=~|[<>]=?|[=:]|-(?=[A-Za-z("])|[^\s()"=:<>!~]+/g;

const COMPARISON = /^(?:!=|!~|=~|[<>]=?|[=:])$/;

/** Whether a term of the query names audit logs, and neither it nor a bracket around it is negated. */
function choosesAuditLogs(filter: string): boolean {
  const tokens = filter.replaceAll(/(?:^|\s)--.*$/gm, " ").match(TOKEN) ?? [];
  const brackets = [false];
  let negated = false;
  let last: "negation" | "comparison" | "value" | "open" | "start" = "start";
  for (const token of tokens) {
    const around = brackets.at(-1) === true;
    if (token === "NOT" || token === "-") {
      negated = last === "negation" ? !negated : true;
      last = "negation";
    } else if (token === "AND" || token === "OR") {
      negated = false;
      last = "start";
    } else if (token === "(") {
      brackets.push(around !== negated);
      negated = false;
      last = "open";
    } else if (token === ")") {
      brackets.pop();
      negated = false;
      last = "start";
    } else if (COMPARISON.test(token)) {
      negated = negated !== token.startsWith("!");
      last = "comparison";
    } else {
      // Terms that stand side by side are joined by AND: the negation of one ends with it.
      negated = last === "value" ? false : negated;
      if (AUDIT_LOG.test(token) && around === negated) {
        return true;
      }
      negated = last === "comparison" ? false : negated;
      last = last === "comparison" ? "start" : "value";
    }
  }
  return false;
}
