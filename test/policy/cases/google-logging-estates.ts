import type { TerraformSource } from "../../support/estates";

type Kinds = NonNullable<TerraformSource["resource"]>;

export const AUDIT_FILTER = 'logName:"cloudaudit.googleapis.com"';

export function sink(attributes: object): Kinds {
  return {
    google_logging_project_sink: { it: { name: "audit", destination: "storage.googleapis.com/b", ...attributes } },
  };
}
