import type { ControlCases } from "../case";
import { cluster, deployment, inTerraform, type Loose, namespaced, of, workload } from "./kubernetes-objects";

const APPLY = "$" + "{var.unknown}";

/** A Kustomization of a tenant in which nothing is wrong, changed. */
function kustomization(change: (spec: Loose) => void = () => {}, namespace = "vision"): Loose {
  const spec = { serviceAccountName: "deployer", sourceRef: { kind: "GitRepository", name: "vision" }, prune: true };
  change(spec);
  return namespaced("kustomize.toolkit.fluxcd.io/v1", "Kustomization", { spec }, "vision", namespace);
}

function helmRelease(change: (spec: Loose) => void = () => {}): Loose {
  const spec = {
    serviceAccountName: "deployer",
    chart: { spec: { chart: "resnet", sourceRef: { kind: "HelmRepository", name: "vision" } } },
  };
  change(spec);
  return namespaced("helm.toolkit.fluxcd.io/v2", "HelmRelease", { spec });
}

/** A controller of Flux, started with the arguments. */
function controller(name: string, ...args: readonly Loose[]): Loose {
  const object = workload("apps/v1", "Deployment", (_, manager) => (manager.args = args), "flux-system");
  object.metadata.name = name;
  return object;
}

/** A policy of Kyverno with one rule. */
function policy(rule: Loose, spec: Loose = {}): Loose {
  return cluster("kyverno.io/v1", "ClusterPolicy", { spec: { ...spec, rules: [{ name: "one", ...rule }] } });
}

const PATTERN = { message: "no", pattern: { spec: { hostNetwork: "false" } } };

/** A rule that verifies images in which nothing is wrong, changed. */
function verifying(change: (check: Loose) => void = () => {}): Loose {
  const check = {
    imageReferences: ["registry.example/*"],
    failureAction: "Enforce",
    attestors: [{ entries: [{ keys: { kms: "awskms:///arn:aws:kms:eu-west-1:111122223333:key/1" } }] }],
  };
  change(check);
  return policy({ verifyImages: [check] });
}

const KEYLESS = {
  issuer: "https://token.actions.githubusercontent.com",
  subject: "https://github.com/acme/serving/.github/workflows/release.yaml@refs/heads/main",
};

function constraint(spec: Loose): Loose {
  return cluster("constraints.gatekeeper.sh/v1beta1", "K8sAllowedRepos", { spec });
}

function binding(spec: Loose): Loose {
  return cluster("admissionregistration.k8s.io/v1", "ValidatingAdmissionPolicyBinding", {
    spec: { policyName: "digests", ...spec },
  });
}

export const KUBERNETES_GITOPS_CASES: readonly ControlCases[] = [
  {
    control: "FLUX_TENANT_IDENTITY",
    holds: {
      "the tenant's account": of(kustomization(), helmRelease()),
      "the controllers name one where none is named": of(
        kustomization((spec) => delete spec.serviceAccountName),
        controller("kustomize-controller", "--default-service-account=default"),
      ),
      "what the platform sets up": of(
        kustomization((spec) => delete spec.serviceAccountName, "flux-system"),
        helmRelease(),
      ),
    },
    fails: {
      "no account": of(kustomization((spec) => delete spec.serviceAccountName)),
      "the default one": of(kustomization((spec) => (spec.serviceAccountName = "default"))),
      "no account of a release": of(helmRelease((spec) => delete spec.serviceAccountName)),
    },
    undecided: {
      "the account is a variable": inTerraform(kustomization((spec) => (spec.serviceAccountName = APPLY))),
    },
  },
  {
    control: "FLUX_SOURCES_OWN",
    holds: {
      "no namespace is said": of(kustomization(), helmRelease()),
      "its own is said": of(kustomization((spec) => (spec.sourceRef.namespace = "vision"))),
    },
    fails: {
      "another tenant's": of(kustomization((spec) => (spec.sourceRef.namespace = "speech"))),
      "another tenant's chart": of(helmRelease((spec) => (spec.chart.spec.sourceRef.namespace = "speech"))),
      "another tenant's chart, as a reference": of(
        helmRelease((spec) => {
          delete spec.chart;
          spec.chartRef = { kind: "OCIRepository", name: "resnet", namespace: "speech" };
        }),
      ),
    },
    undecided: {
      "the namespace is a variable": inTerraform(kustomization((spec) => (spec.sourceRef.namespace = APPLY))),
    },
  },
  {
    control: "FLUX_CONTROLLERS_CONFINED",
    holds: {
      "it says so": of(controller("kustomize-controller", "--no-cross-namespace-refs=true")),
      "other Deployments are not asked": of(
        deployment(),
        controller("notification-controller", "--no-cross-namespace-refs"),
      ),
    },
    fails: {
      "nothing is said": of(controller("kustomize-controller", "--watch-all-namespaces=true")),
      "it is false": of(controller("helm-controller", "--no-cross-namespace-refs=false")),
      "a controller that writes to repositories": of(controller("image-automation-controller", "--log-level=info")),
    },
    undecided: { "the flags are a variable": inTerraform(controller("notification-controller", APPLY)) },
  },
  {
    control: "FLUX_CONTROLLERS_DEFAULT_ACCOUNT",
    holds: {
      "an account": of(controller("kustomize-controller", "--default-service-account=default")),
      "a controller that deploys nothing": of(
        controller("notification-controller"),
        controller("helm-controller", "--default-service-account=default"),
      ),
    },
    fails: {
      "nothing is said": of(controller("helm-controller", "--no-cross-namespace-refs=true")),
      "no name": of(controller("kustomize-controller", "--default-service-account=")),
    },
    undecided: { "the flags are a variable": inTerraform(controller("helm-controller", APPLY)) },
  },
  {
    control: "KYVERNO_ENFORCES",
    holds: {
      "the rule enforces": of(policy({ validate: { ...PATTERN, failureAction: "Enforce" } })),
      "the policy enforces, in older releases": of(
        policy({ validate: PATTERN }, { validationFailureAction: "enforce", background: true }),
      ),
      "a rule that writes alone": of(
        policy({ mutate: {} }),
        policy({ validate: { ...PATTERN, failureAction: "Enforce" } }),
      ),
      "a signature is demanded": of(verifying()),
      "who asks cannot be told afterwards": of(
        policy(
          { match: { any: [{ clusterRoles: ["edit"] }] }, validate: { ...PATTERN, failureAction: "Enforce" } },
          { background: false },
        ),
      ),
      "one namespace is left out": of(
        policy(
          { validate: PATTERN },
          {
            validationFailureAction: "Enforce",
            validationFailureActionOverrides: [{ action: "Audit", namespaces: ["sandbox"] }],
          },
        ),
      ),
    },
    fails: {
      "nothing is said, which is Audit": of(policy({ validate: PATTERN })),
      Audit: of(policy({ validate: PATTERN }, { validationFailureAction: "Audit" })),
      "the rule takes it back": of(
        policy({ validate: { ...PATTERN, failureAction: "Audit" } }, { validationFailureAction: "Enforce" }),
      ),
      "what is there already is left out": of(
        policy({ validate: { ...PATTERN, failureAction: "Enforce" } }, { background: false }),
      ),
      "nothing is asked at the door": of(
        policy({ validate: { ...PATTERN, failureAction: "Enforce" } }, { admission: false }),
      ),
      "it is taken back for every namespace": of(
        policy(
          { validate: PATTERN },
          {
            validationFailureAction: "Enforce",
            validationFailureActionOverrides: [{ action: "Audit", namespaces: ["*"] }],
          },
        ),
      ),
      "the rule is taken back for every namespace": of(
        policy({
          validate: {
            ...PATTERN,
            failureAction: "Enforce",
            failureActionOverrides: [{ action: "audit", namespaces: ["*"] }],
          },
        }),
      ),
      "signatures are only reported": of(verifying((check) => delete check.failureAction)),
    },
    undecided: {
      "the action is a variable": inTerraform(policy({ validate: PATTERN }, { validationFailureAction: APPLY })),
    },
  },
  {
    control: "GATEKEEPER_ENFORCES",
    holds: {
      "nothing is said, which is deny": of(constraint({ parameters: { repos: ["registry.example/"] } })),
      "it is scoped, and denies somewhere": of(
        constraint({
          enforcementAction: "scoped",
          scopedEnforcementActions: [{ action: "deny", enforcementPoints: [{ name: "*" }] }],
        }),
      ),
    },
    fails: {
      "it is tried out": of(constraint({ enforcementAction: "dryrun" })),
      "it warns": of(constraint({ enforcementAction: "warn" })),
      "it denies in reports alone": of(
        constraint({
          enforcementAction: "scoped",
          scopedEnforcementActions: [{ action: "deny", enforcementPoints: [{ name: "audit.gatekeeper.sh" }] }],
        }),
      ),
    },
    undecided: { "the action is a variable": inTerraform(constraint({ enforcementAction: APPLY })) },
  },
  {
    control: "ADMISSION_POLICIES_DENY",
    holds: { "it denies": of(binding({ validationActions: ["Deny", "Audit"] })) },
    fails: {
      "it warns": of(binding({ validationActions: ["Warn"] })),
      "nothing is said": of(binding({})),
    },
    undecided: { "the actions are a variable": inTerraform(binding({ validationActions: APPLY })) },
  },
  {
    control: "KYVERNO_IMAGES_VERIFIED",
    holds: {
      "a key": of(verifying()),
      "a workflow of one's own": of(verifying((check) => (check.attestors[0].entries = [{ keyless: KEYLESS }]))),
      "what is attested, by whom": of(
        verifying((check) => {
          check.attestations = [{ type: "https://spdx.dev/Document", attestors: check.attestors }];
          delete check.attestors;
        }),
      ),
    },
    fails: {
      "no attestor": of(verifying((check) => delete check.attestors)),
      "a signature is optional": of(verifying((check) => (check.required = false))),
      "the tag stays": of(verifying((check) => (check.mutateDigest = false))),
      "images without a digest": of(verifying((check) => (check.verifyDigest = false))),
      "anybody's signature": of(
        verifying((check) => (check.attestors[0].entries = [{ keyless: { ...KEYLESS, subject: "*" } }])),
      ),
      "anybody's signature, as a pattern": of(
        verifying(
          (check) => (check.attestors[0].entries = [{ keyless: { issuer: KEYLESS.issuer, subjectRegExp: "^.*$" } }]),
        ),
      ),
      "an attestation by nobody in particular": of(
        verifying((check) => {
          check.attestations = [{ type: "https://spdx.dev/Document" }];
          delete check.attestors;
        }),
      ),
      "every image is left out": of(verifying((check) => (check.skipImageReferences = ["*"]))),
      "any issuer": of(
        verifying((check) => (check.attestors[0].entries = [{ keyless: { subject: KEYLESS.subject } }])),
      ),
    },
    undecided: { "it is a variable": inTerraform(verifying((check) => (check.required = APPLY))) },
  },
];
