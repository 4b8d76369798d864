import type { Estate } from "../estate";
import { helmValueAt } from "../helm-values";
import type { Resource, Value } from "../resource";
import { isUnknown, Unknown } from "../unknown";
import { isGpuWorkload } from "./gpu";
import { podSpecOf, workloads } from "./pods";
import { isAttributes, own } from "./values";

/** Where the charts of the device plugin and of the GPU Operator take the plugin's configurations: texts by their names. */
const CONFIGURATIONS = ["config.map", "devicePlugin.config.data"];

/** A strategy of the plugin with the resources that it multiplies, in YAML or in JSON. */
const STRATEGY = /(?:^|[\s{,"'])(timeSlicing|mps)["']?\s*:/g;

/** Strategies by which a release of the NVIDIA device plugin, or a ConfigMap for it, lets many pods have one GPU. */
export function gpuSharing(configuration: Resource): Value {
  const texts =
    configuration.kind === "helm_release"
      ? CONFIGURATIONS.map((path) => helmValueAt(configuration, path))
      : [own(configuration.attributes, "data")];
  const found = new Set<string>();
  let undecided: Unknown | undefined;
  for (const text of texts.flatMap((value) => (isAttributes(value) ? Object.values(value) : [value]))) {
    if (isUnknown(text)) {
      undecided ??= text;
    } else if (typeof text === "string" && /sharing["']?\s*:/.test(text)) {
      for (const [, strategy = ""] of text.matchAll(STRATEGY)) {
        found.add(strategy);
      }
    }
  }
  return found.size === 0 && undecided !== undefined ? new Unknown() : [...found];
}

/** Namespaces whose pods ask for GPUs: in a cluster of one tenant there is one. */
export function gpuNamespaces(estate: Estate): Value {
  const names = new Set<string>();
  let undecided: Unknown | undefined;
  for (const workload of workloads(estate)) {
    const podSpec = podSpecOf(workload);
    const asks = podSpec === undefined ? false : isGpuWorkload(podSpec);
    if (isUnknown(asks) || (asks && workload.namespace === undefined)) {
      undecided ??= new Unknown();
    } else if (asks && workload.namespace !== undefined) {
      names.add(workload.namespace);
    }
  }
  // Two are too many already, whatever else there is.
  return undecided === undefined || names.size > 1 ? [...names] : undecided;
}
