import { CONTROLS } from "../../src/policy/catalogue";
import { judge } from "../../src/policy/engine";
import { WaiverSet } from "../../src/policy/waiver-set";
import { estateOf } from "../support/estates";

/** What the controls on firewalls say of one firewall, by control. */
function messagesOf(firewall: object): Record<string, string> {
  const estate = estateOf({ resource: { google_compute_firewall: { one: { name: "one", ...firewall } } } });
  const controls = CONTROLS.filter(({ id }) => id.startsWith("GOOGLE_FIREWALL_"));
  const { findings } = judge(estate, { controls, waivers: new WaiverSet([], "2026-11-21") });
  return Object.fromEntries(findings.map(({ control, message }) => [control, message]));
}

const MODELS = [{ protocol: "tcp", ports: ["8501"] }];

test.each([
  ["GOOGLE_FIREWALL_NO_WORLD_INGRESS", { source_ranges: ["10.0.0.0/8", "0.0.0.0/0"], allow: MODELS }, "0.0.0.0/0"],
  ["GOOGLE_FIREWALL_NO_WORLD_INGRESS", { source_ranges: ["203.0.113.0/24", "::/0"], allow: MODELS }, "::/0"],
  [
    "GOOGLE_FIREWALL_SERVING_PORTS_PRIVATE",
    { source_ranges: ["10.0.0.0/8", "35.191.0.0/16", "203.0.113.0/24"], allow: MODELS },
    "203.0.113.0/24",
  ],
  [
    "GOOGLE_FIREWALL_NO_WORLD_WEB_INGRESS",
    { source_ranges: ["10.0.0.0/8", "0.0.0.0/0"], allow: [{ protocol: "tcp", ports: ["443"] }] },
    "0.0.0.0/0",
  ],
  [
    "GOOGLE_FIREWALL_NO_WORLD_EGRESS",
    { direction: "EGRESS", destination_ranges: ["10.0.0.0/8", "0.0.0.0/0"], allow: MODELS },
    "0.0.0.0/0",
  ],
])("%s names the range at fault, not the first", (control, firewall, range) => {
  expect(messagesOf(firewall)[control]).toMatch(new RegExp(`(?:from|to) ${range.replaceAll(".", "\\.")}`));
});
