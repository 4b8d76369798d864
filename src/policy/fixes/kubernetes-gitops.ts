import { choose, decide, exclude, type Fixes, include, set, unset } from "./fix";
import { objects } from "./kubernetes-example";

export const KUBERNETES_GITOPS_FIXES: Fixes = {
  FLUX_TENANT_IDENTITY: [
    set("spec.serviceAccountName", choose("service account that deploys for the tenant", "deployer")),
  ],
  FLUX_SOURCES_OWN: [
    unset("spec.sourceRef.namespace"),
    unset("spec.chart.spec.sourceRef.namespace"),
    unset("spec.chartRef.namespace"),
  ],
  FLUX_CONTROLLERS_CONFINED: [
    exclude("pod.containers.args", "--no-cross-namespace-refs=false"),
    include("pod.containers.args", "--no-cross-namespace-refs=true"),
  ],
  FLUX_CONTROLLERS_DEFAULT_ACCOUNT: [
    exclude("pod.containers.args", "--default-service-account="),
    include("pod.containers.args", "--default-service-account=default"),
  ],
  // Rules that say nothing of their own take what the policy says.
  KYVERNO_ENFORCES: [
    set("spec.validationFailureAction", "Enforce"),
    unset("spec.rules.validate.failureAction"),
    unset("spec.rules.verifyImages.failureAction"),
    unset("spec.background"),
    unset("spec.admission"),
    unset("spec.validationFailureActionOverrides"),
    unset("spec.rules.validate.failureActionOverrides"),
  ],
  GATEKEEPER_ENFORCES: [set("spec.enforcementAction", "deny")],
  ADMISSION_POLICIES_DENY: [set("spec.validationActions", ["Deny", "Audit"])],
  KYVERNO_IMAGES_VERIFIED: [
    decide(
      "whose signatures count: a key, a KMS key, or a workflow by its issuer and subject",
      objects([
        "signatures",
        {
          apiVersion: "kyverno.io/v1",
          kind: "ClusterPolicy",
          metadata: { name: "signatures" },
          spec: {
            webhookTimeoutSeconds: 30,
            rules: [
              {
                name: "serving-images",
                match: { any: [{ resources: { kinds: ["Pod"] } }] },
                verifyImages: [
                  {
                    imageReferences: ["111122223333.dkr.ecr.eu-west-1.amazonaws.com/*"],
                    failureAction: "Enforce",
                    required: true,
                    mutateDigest: true,
                    verifyDigest: true,
                    attestors: [
                      {
                        entries: [
                          {
                            keyless: {
                              issuer: "https://token.actions.githubusercontent.com",
                              subject: "https://github.com/acme/serving/.github/workflows/release.yaml@refs/heads/main",
                            },
                          },
                        ],
                      },
                    ],
                  },
                ],
              },
            ],
          },
        },
      ]),
    ),
  ],
};
