import { feltWords } from "../../../src/change/render/felt-words";
import { renderMarkdown } from "../../../src/change/render/markdown";
import { renderText } from "../../../src/change/render/text";
import type { Hit, Service } from "../../../src/change/report";
import { change, named, report } from "./reports";

const RESNET: Service = { ...named("Deployment/resnet", "vision"), type: "endpoint", name: "resnet", tenant: "vision" };
const POLICY = { ...named("NetworkPolicy/resnet", "vision"), via: "" };
const ITSELF = { ...named("Deployment/resnet", "vision"), via: "" };
const HIT: Hit = {
  service: RESNET,
  action: "destroy",
  changes: 1,
  path: [POLICY, { ...ITSELF, via: "NetworkPolicy for its pods" }],
};
const VISION: Service = { ...named("Namespace/vision", "vision"), type: "tenant", name: "vision", tenant: "vision" };

/** How the hit is said, and whether the service comes with the change. */
const CASES: readonly (readonly [string, Partial<Hit>, boolean, words: string, line: string])[] = [
  [
    "an endpoint that loses a policy stays",
    {},
    false,
    "depends on what is destroyed",
    "hit  endpoint resnet: depends on what is destroyed; tenant vision",
  ],
  [
    "an endpoint that is destroyed itself",
    { path: [ITSELF] },
    false,
    "is destroyed",
    "destroy  endpoint resnet: tenant vision",
  ],
  [
    "a Deployment of the same name in another namespace is not the endpoint",
    { path: [{ ...ITSELF, namespace: "other" }] },
    false,
    "a part of it is destroyed",
    "hit  endpoint resnet: a part of it is destroyed; tenant vision",
  ],
  [
    "an endpoint whose Service is destroyed",
    { path: [{ ...named("Service/resnet", "vision"), via: "" }] },
    false,
    "a part of it is destroyed",
    "hit  endpoint resnet: a part of it is destroyed; tenant vision",
  ],
  [
    "a tenant whose bucket is replaced",
    { service: VISION, action: "replace", path: [{ ...named("aws_s3_bucket.vision"), via: "" }] },
    false,
    "owns what is replaced",
    "hit  tenant vision: owns what is replaced",
  ],
  [
    "a tenant whose namespace is destroyed stands for more than that",
    { service: VISION, path: [{ ...named("Namespace/vision", "vision"), via: "" }] },
    false,
    "owns what is destroyed",
    "hit  tenant vision: owns what is destroyed",
  ],
  [
    "a tenant that gets something more is not hit",
    { service: VISION, action: "create", path: [{ ...named("aws_s3_bucket.vision"), via: "" }] },
    false,
    "owns what is created",
    "gains  tenant vision: owns what is created",
  ],
  [
    "an endpoint that comes with the change",
    { action: "create", path: [ITSELF] },
    true,
    "comes with the change",
    "added  endpoint resnet: tenant vision",
  ],
];

test.each(CASES)("%s: text, markdown and the page say so", (_, rest, isNew, words, line) => {
  const hit = { ...HIT, ...rest };
  const changes = isNew ? [change("create", "Deployment/resnet", { root: "vision" })] : [change("destroy", "other.x")];
  const services = { endpoint: 1, cluster: 0, tenant: 1, tier: 0 };
  const of = report({ changes, blastRadius: { hits: [hit], services, affected: 0 } });
  expect(feltWords(hit, isNew)).toBe(words);
  expect(renderText(of, { colour: false, width: 200 }).split("\n")).toContain(`  ${line}`);
  const [, label = "", name = "", text = ""] = /^(\w+) {2}(\w+ \w+)(?:: (.*))?$/.exec(line) ?? [];
  const strong =
    hit.action === "destroy" || hit.action === "replace" || hit.action === "update" ? `**${label}**` : label;
  expect(renderMarkdown(of)).toContain(`| ${strong} | \`${name}\` | ${text}`);
});
