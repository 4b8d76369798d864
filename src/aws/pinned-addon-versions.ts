import type { AddonVersions } from "./addon-versions";

const VPC_CNI = "v1.22.4-eksbuild.3";
const POD_IDENTITY_AGENT = "v1.3.10-eksbuild.3";
const EBS_CSI_DRIVER = "v1.66.0-eksbuild.1";

/**
 * Versions that belong to each Kubernetes version, as published by AWS on 2026-08-20.
 *
 * Pinned, not looked up: the same program gives the same cluster tomorrow. Sources: docs/decisions/0005-addon-versions.md.
 */
const PINNED: Record<string, AddonVersions> = {
  "1.33": pinned("v1.33.10-eksbuild.13", "v1.12.4-eksbuild.18"),
  "1.34": pinned("v1.34.6-eksbuild.13", "v1.13.2-eksbuild.11"),
  "1.35": pinned("v1.35.3-eksbuild.13", "v1.14.3-eksbuild.3"),
  "1.36": pinned("v1.36.0-eksbuild.14", "v1.14.3-eksbuild.3"),
};

/** Kubernetes versions whose add-on versions are known here. */
export const KNOWN_KUBERNETES_VERSIONS: readonly string[] = Object.keys(PINNED);

/** The pinned versions for a Kubernetes version; undefined when it is not known here. */
export function addonVersionsFor(kubernetesVersion: string): AddonVersions | undefined {
  return PINNED[kubernetesVersion];
}

function pinned(kubeProxy: string, coreDns: string): AddonVersions {
  return {
    vpcCni: VPC_CNI,
    kubeProxy,
    coreDns,
    ebsCsiDriver: EBS_CSI_DRIVER,
    podIdentityAgent: POD_IDENTITY_AGENT,
  };
}
