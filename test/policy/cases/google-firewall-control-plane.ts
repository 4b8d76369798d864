import type { EstateSource } from "../../support/estates";
import type { ControlCases } from "../case";

const CONTROL_PLANE = "172.16.0.0/28";
const WEBHOOKS = { protocol: "tcp", ports: ["8443", "9443", "15017"] };

/** A firewall beside a private cluster. */
function firewall(attributes: object, range: string = CONTROL_PLANE): EstateSource {
  return {
    resource: {
      google_container_cluster: {
        main: {
          name: "serving",
          private_cluster_config: { enable_private_nodes: true, master_ipv4_cidr_block: range },
        },
      },
      google_compute_firewall: {
        webhooks: {
          name: "webhooks",
          network: "serving",
          source_ranges: [range],
          target_tags: ["gpu"],
          allow: [WEBHOOKS],
          ...attributes,
        },
      },
    },
  };
}

const BY_REFERENCE = ["${google_container_cluster.main.private_cluster_config[0].master_ipv4_cidr_block}"];

export const GOOGLE_CONTROL_PLANE_FIREWALL_CASES: readonly ControlCases[] = [
  {
    control: "GOOGLE_FIREWALL_CONTROL_PLANE_NARROW",
    holds: {
      "webhooks on tagged nodes": firewall({}),
      "webhooks on tagged nodes, by reference": firewall({ source_ranges: BY_REFERENCE }),
      "webhooks on nodes of an account": firewall({
        target_tags: null,
        target_service_accounts: ["nodes@acme.iam.gserviceaccount.com"],
      }),
      "a rule that is switched off": firewall({ target_tags: null, disabled: true }),
    },
    fails: {
      "a model server": firewall({ allow: [{ protocol: "tcp", ports: ["8443", "8000"] }] }),
      "a model server, by reference": firewall({
        source_ranges: BY_REFERENCE,
        allow: [{ protocol: "tcp", ports: ["8500-8501"] }],
      }),
      "every port": firewall({ allow: [{ protocol: "all" }] }),
      "every machine of the network": firewall({ target_tags: null }),
      "every machine of the network, by the variable that the cluster has too": firewall(
        { target_tags: [] },
        "${var.control_plane}",
      ),
    },
    undecided: {
      "a port by a variable": firewall({ allow: [{ protocol: "tcp", ports: ["${var.port}"] }] }),
      "tags by a variable, which may be none": firewall({ target_tags: "${var.tags}" }),
    },
  },
];
