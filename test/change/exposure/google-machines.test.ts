import type { EstateSource } from "../../support/estates";
import { type ChangeCase, testChanges } from "./shown";

const MACHINE = "google_compute_instance.gpu";
const OUTSIDE = "internet 0.0.0.0/0";
const PUBLIC = { network_interface: [{ network: "serving", access_config: [{}] }] };
const SSH = { allow: [{ protocol: "tcp", ports: ["22"] }], source_ranges: ["0.0.0.0/0"] };
const ACCOUNT = { google_service_account: { server: { account_id: "server", email: "server@acme.iam" } } };

/** A machine behind firewalls, each by a name of its own. */
function behind(machine: object, firewalls: readonly object[], more: EstateSource["resource"] = {}): EstateSource {
  return {
    resource: {
      google_compute_network: { serving: { name: "serving" } },
      google_compute_firewall: Object.fromEntries(
        firewalls.map((rule, at) => [`rule${at}`, { name: `rule${at}`, network: "serving", ...rule }]),
      ),
      google_compute_instance: { gpu: { name: "gpu", ...machine } },
      ...more,
    },
  };
}

type Case = readonly [
  name: string,
  before: readonly [machine: object, ...firewalls: readonly object[]],
  after: readonly [machine: object, ...firewalls: readonly object[]],
  gained: readonly string[],
  lost?: readonly string[],
];

function casesOf(...cases: readonly Case[]): readonly ChangeCase[] {
  return cases.map(([name, [was, ...firewallsBefore], [is, ...firewallsAfter], gained, lost = []]) => ({
    name,
    before: behind(was, firewallsBefore, ACCOUNT),
    after: behind(is, firewallsAfter, ACCOUNT),
    gained,
    lost,
  }));
}

describe("machines of Google with a public address are as open as firewalls that are about them", () => {
  const tagged = (...tags: readonly unknown[]): object => ({ ...PUBLIC, tags });
  const as = (email: string): object => ({ ...PUBLIC, service_account: [{ email }] });
  const forTagged = { ...SSH, target_tags: ["bastion"] };
  const forServer = { ...SSH, target_service_accounts: ["${google_service_account.server.email}"] };
  const opened = [`${MACHINE} < ${OUTSIDE}: tcp 22, by google_compute_firewall.rule0`];

  testChanges(
    casesOf(
      ["a tag that a firewall is about", [tagged("web"), forTagged], [tagged("bastion"), forTagged], opened],
      ["a tag that no firewall is about", [tagged("web"), forTagged], [tagged("gpu"), forTagged], []],
      [
        "a tag of a machine without a public address",
        [{ network_interface: [{ network: "serving" }], tags: ["web"] }, forTagged],
        [{ network_interface: [{ network: "serving" }], tags: ["bastion"] }, forTagged],
        [],
      ],
      [
        "a tag that a firewall of another network is about",
        [tagged("web"), { ...forTagged, network: "other" }],
        [tagged("bastion"), { ...forTagged, network: "other" }],
        [],
      ],
      [
        "a service account that a firewall is about",
        [as("b@acme.iam"), forServer],
        [as("server@acme.iam"), forServer],
        opened,
      ],
      [
        "a tag that is known only after apply",
        [tagged("web"), forTagged],
        [tagged("${var.tag}"), forTagged],
        opened.map((way) => `${way} ?`),
      ],
      [
        "a firewall for a tag that is known only after apply, of machines without tags",
        [PUBLIC],
        [PUBLIC, { ...SSH, source_ranges: ["198.51.100.0/24"], target_tags: ["${var.tag}"] }],
        ["google_compute_network.serving < named 198.51.100.0/24: tcp 22 of machines of ${var.tag}"],
      ],
      [
        "a public address behind a firewall for all machines",
        [{ network_interface: [{ network: "serving" }] }, SSH],
        [PUBLIC, SSH],
        opened,
      ],
      [
        "a tag that a refusal is about closes, though the network is open as before",
        [
          tagged("web"),
          SSH,
          { deny: [{ protocol: "all" }], source_ranges: ["0.0.0.0/0"], target_tags: ["shut"], priority: 1 },
        ],
        [
          tagged("shut"),
          SSH,
          { deny: [{ protocol: "all" }], source_ranges: ["0.0.0.0/0"], target_tags: ["shut"], priority: 1 },
        ],
        [],
        opened,
      ],
    ),
  );
});

describe("machines that are made from templates", () => {
  const template = (card: object): EstateSource["resource"] => ({
    google_compute_network: { serving: { name: "serving" } },
    google_compute_firewall: { ssh: { name: "ssh", network: "serving", ...SSH, target_tags: ["bastion"] } },
    google_compute_instance_template: { gpu: { network_interface: [{ network: "serving", ...card }], tags: ["gpu"] } },
  });
  const made = (tags: readonly string[]): EstateSource => ({
    resource: {
      ...template({ access_config: [{}] }),
      google_compute_instance_from_template: {
        gpu: { source_instance_template: "${google_compute_instance_template.gpu.self_link_unique}", tags },
      },
    },
  });

  testChanges([
    {
      name: "have the cards of the template",
      before: made(["gpu"]),
      after: made(["bastion"]),
      gained: [`google_compute_instance_from_template.gpu < ${OUTSIDE}: tcp 22, by google_compute_firewall.ssh`],
      lost: [],
    },
    {
      name: "a template that gives public addresses",
      before: { resource: template({}) },
      after: { resource: template({ access_config: [{}] }) },
      gained: [`google_compute_instance_template.gpu < ${OUTSIDE}: its machines, as firewalls let in`],
      lost: [],
    },
  ]);
});

describe("cards that name a subnet alone", () => {
  const inSubnet = (tag: string): EstateSource =>
    behind(
      { network_interface: [{ subnetwork: "${google_compute_subnetwork.a.id}", access_config: [{}] }], tags: [tag] },
      [{ ...SSH, network: "${google_compute_network.serving.id}", target_tags: ["bastion"] }],
      { google_compute_subnetwork: { a: { network: "${google_compute_network.serving.id}" } } },
    );

  testChanges([
    {
      name: "are in the network of the subnet",
      before: inSubnet("web"),
      after: inSubnet("bastion"),
      gained: [`${MACHINE} < ${OUTSIDE}: tcp 22, by google_compute_firewall.rule0`],
      lost: [],
    },
  ]);
});

describe("databases of AlloyDB", () => {
  const database = (enable_public_ip: boolean): EstateSource => ({
    resource: {
      google_alloydb_instance: {
        main: { network_config: [{ enable_public_ip, authorized_external_networks: [{ cidr_range: "0.0.0.0/0" }] }] },
      },
    },
  });

  testChanges([
    {
      name: "are open to the networks that are authorized where they have a public address",
      before: database(false),
      after: database(true),
      gained: [`google_alloydb_instance.main < ${OUTSIDE}: the database`],
      lost: [],
    },
  ]);
});
