import type { Finding } from "../../policy/judgement";
import { visibleJson } from "../../policy/reports/wording";
import type { Hit } from "../report";
import type { AttributeChange } from "../sides";
import type { DriftEntry, DriftReport } from "./drift-report";

/** For programs; docs/schemas/drift.schema.json says what is where. Every key is always there. */
export function renderJson(report: DriftReport): string {
  const { version, inputs, verdict, failOn, summary, drift, leftOut } = report;
  return `${visibleJson(JSON.stringify({ version, inputs, verdict, failOn, summary, leftOut, drift: drift.map(entryOf) }, undefined, 2))}\n`;
}

function entryOf(entry: DriftEntry): object {
  const { resource, root, kind, group, action, previousAddress, reasons, attributes, services, remedy } = entry;
  return {
    resource,
    root,
    kind,
    group,
    action: action === "destroy" ? "delete" : action,
    previousAddress: previousAddress ?? null,
    reasons: reasons.map(({ group: of, aspect, text }) => ({ group: of, aspect, text })),
    attributes: attributes.map(attributeOf),
    services: services.map(serviceOf),
    findings: entry.findings.map(findingOf),
    waived: entry.waived.map((finding) => ({ ...findingOf(finding), waiver: finding.waiver })),
    remedy: {
      undo: { byApply: remedy.undo.byApply ?? null, command: remedy.undo.command ?? null, text: remedy.undo.text },
      adopt: { text: remedy.adopt.text, code: remedy.adopt.code },
    },
  };
}

function attributeOf({ path, before, after }: AttributeChange): object {
  return { path, before: before?.text ?? null, after: after?.text ?? null };
}

function serviceOf({ service, path }: Hit): object {
  const { type, name, resource, root } = service;
  return { type, name, resource, root, path: path.map((step) => ({ resource: step.resource, via: step.via })) };
}

function findingOf({ control, severity, category, title, resource, message, remediation }: Finding): object {
  return { control, severity, category, title, resource, message, remediation };
}
