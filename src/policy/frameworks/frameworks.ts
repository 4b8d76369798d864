import { CATALOGUE } from "./catalogue";
import { CHECKOV } from "./checkov";
import { CIS_AWS } from "./cis-aws";
import { CIS_EKS } from "./cis-eks";
import { CIS_GKE } from "./cis-gke";
import { CIS_KUBERNETES } from "./cis-kubernetes";
import type { Framework, FrameworkItem } from "./framework";
import { KICS } from "./kics";
import { MITRE_ATLAS } from "./mitre-atlas";
import { NSA } from "./nsa";
import { OWASP_LLM } from "./owasp-llm";
import { OWASP_ML } from "./owasp-ml";
import { POD_SECURITY_STANDARDS } from "./pod-security-standards";
import { TRIVY } from "./trivy";

/** Frameworks of which every item is here, answered by a control or with the reason why not. */
export const WHOLE_FRAMEWORKS: readonly Framework[] = [
  MITRE_ATLAS,
  OWASP_LLM,
  OWASP_ML,
  CIS_EKS,
  CIS_GKE,
  CIS_KUBERNETES,
  POD_SECURITY_STANDARDS,
  NSA,
];

/** Everything that `modelkeep policy list --framework` knows: the above, and what the catalogue names of others. */
export const FRAMEWORKS: readonly Framework[] = [...WHOLE_FRAMEWORKS, ...[CIS_AWS, CHECKOV, TRIVY, KICS].map(named)];

/** The framework, its items with the rows of the catalogue that name them: the reason where no control answers. */
function named(framework: Framework): Framework {
  return { ...framework, items: framework.items.map(withRows) };
}

function withRows(item: FrameworkItem): FrameworkItem {
  const rows = CATALOGUE.filter(({ names }) => names.includes(item.id)).map(({ id, level }) => `${id} (${level})`);
  return { ...item, unanswered: ["catalogue", `Named by ${rows.join(", ")}; no control answers it.`] };
}
