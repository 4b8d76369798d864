import type {
  DeploymentV1SpecTemplateSpecContainerSecurityContext,
  DeploymentV1SpecTemplateSpecSecurityContext,
} from "@cdktf/provider-kubernetes/lib/deployment-v1";

/** Above 10,000, so that it is no user of the node; serving images do not mind which it is. */
const USER_ID = "10001";

/** The pod's half of the restricted profile of the Pod Security Standards. */
export const RESTRICTED_POD: DeploymentV1SpecTemplateSpecSecurityContext = {
  runAsNonRoot: true,
  runAsUser: USER_ID,
  runAsGroup: USER_ID,
  fsGroup: USER_ID,
  // Changing the owner of every file of a large model takes minutes; the root folder tells whether it is needed.
  fsGroupChangePolicy: "OnRootMismatch",
  seccompProfile: { type: "RuntimeDefault" },
};

/** The container's half; init containers need it as much as the others. */
export const RESTRICTED_CONTAINER: DeploymentV1SpecTemplateSpecContainerSecurityContext = {
  allowPrivilegeEscalation: false,
  privileged: false,
  readOnlyRootFilesystem: true,
  runAsNonRoot: true,
  runAsUser: USER_ID,
  runAsGroup: USER_ID,
  capabilities: { drop: ["ALL"] },
  seccompProfile: { type: "RuntimeDefault" },
};
