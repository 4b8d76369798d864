import type { Control } from "../control";
import { names, podControl } from "./kubernetes-workloads";

const KUSTOMIZATIONS = ["v1", "v1beta2"].map((version) => `kustomize.toolkit.fluxcd.io/${version} Kustomization`);
const FLUX_RELEASES = ["v2", "v2beta2", "v2beta1"].map((version) => `helm.toolkit.fluxcd.io/${version} HelmRelease`);

/** CEL: it is not what Flux sets itself up with, as the platform. */
const OF_TENANT = '!(has(object.metadata.namespace) && object.metadata.namespace == "flux-system")';

/** CEL: a reference that names another namespace than the object's own. */
function elsewhere(path: string): string {
  const steps = path.split(".");
  const present = ["", ...steps].map((_, index) => `has(${["object.spec", ...steps.slice(0, index)].join(".")})`);
  return `(${present.join(" && ")} && has(object.spec.${path}.namespace) && !(has(object.metadata.namespace) && object.spec.${path}.namespace == object.metadata.namespace))`;
}

const SOURCES = ["sourceRef", "chart.spec.sourceRef", "chartRef"];

/** CEL: the controller is told so by a flag. */
function flag(pattern: string): string {
  return `variables.containers.exists(container, has(container.args) && container.args.exists(word, word.matches("${pattern}")))`;
}

/** Controllers that make what they find in sources. */
const DEPLOYERS = ["kustomize-controller", "helm-controller"];

/** CEL: the controllers of the estate deploy what names no account with one that may do nothing. */
const DEFAULT_ACCOUNT =
  '(!(has(object.spec) && has(object.spec.serviceAccountName)) && resources("apps/v1 Deployment").exists(controller, has(controller.metadata.name) && controller.metadata.name == (object.kind == "HelmRelease" ? "helm-controller" : "kustomize-controller") && containersOf(controller).exists(container, has(container.args) && container.args.exists(word, word.matches("^--default-service-account=.+")))))';

/** CEL: it is one of these controllers of Flux, where Flux installs them. */
function isController(controllers: readonly string[]): string {
  return `object.kind == "Deployment" && has(object.metadata.name) && object.metadata.name in ${names(controllers)} && has(object.metadata.namespace) && object.metadata.namespace == "flux-system"`;
}

/** Constraints of Gatekeeper's library on what this catalogue asks for too; other constraints are somebody's own matter. */
const CONSTRAINTS = [
  "K8sAllowedRepos",
  "K8sAllowedReposv2",
  "K8sBlockLoadBalancer",
  "K8sBlockNodePort",
  "K8sBlockWildcardIngress",
  "K8sContainerLimits",
  "K8sContainerRequests",
  "K8sContainerRatios",
  "K8sDisallowedTags",
  "K8sExternalIPs",
  "K8sHttpsOnly",
  "K8sImageDigests",
  "K8sPSPAllowPrivilegeEscalationContainer",
  "K8sPSPAllowedUsers",
  "K8sPSPCapabilities",
  "K8sPSPForbiddenSysctls",
  "K8sPSPHostFilesystem",
  "K8sPSPHostNamespace",
  "K8sPSPHostNetworkingPorts",
  "K8sPSPPrivilegedContainer",
  "K8sPSPReadOnlyRootFilesystem",
  "K8sPSPSeccomp",
  "K8sPSPSeccompV2",
  "K8sPSPVolumeTypes",
  "K8sRequiredResources",
].map((kind) => `constraints.gatekeeper.sh/v1beta1 ${kind}`);

const KYVERNO_POLICIES = ["v1", "v2beta1"].flatMap((version) =>
  ["ClusterPolicy", "Policy"].map((kind) => `kyverno.io/${version} ${kind}`),
);

/** CEL: what the policy does when a rule names no action of its own. */
const POLICY_ENFORCES =
  '(has(object.spec.validationFailureAction) && object.spec.validationFailureAction.lowerAscii() == "enforce")';

/** CEL: the action of a rule, as the newer API has it, else that of the policy. */
function enforces(holder: string): string {
  return `(has(${holder}.failureAction) ? ${holder}.failureAction.lowerAscii() == "enforce" : ${POLICY_ENFORCES})`;
}

/** CEL: the action is taken back for every namespace. */
const TAKES_BACK =
  'exists(each, has(each.action) && each.action.lowerAscii() == "audit" && (has(each.namespaces) ? each.namespaces.exists(name, name == "*") : !has(each.namespaceSelector)))';
const ENFORCES_EVERYWHERE = [
  "object.spec.validationFailureActionOverrides",
  "rule.validate.failureActionOverrides",
].map((overrides) => `(!has(${overrides}) || !${overrides}.${TAKES_BACK})`);

/** CEL: the rule is about who asks, which nobody can tell afterwards: Kyverno refuses to look at what is there already. */
const ABOUT_CALLERS =
  'text(rule).matches("request[.](userInfo|roles|clusterRoles)|serviceAccountName|\\"(subjects|roles|clusterRoles)\\":")';

const VALIDATES = "object.spec.rules.exists(rule, has(rule.validate) || has(rule.verifyImages))";

/** CEL: an attestor that trusts whoever signs. */
const ANYBODY =
  '(has(entry.keyless) && ((!has(entry.keyless.subject) && !has(entry.keyless.subjectRegExp)) || (has(entry.keyless.subject) && entry.keyless.subject == "*") || (has(entry.keyless.subjectRegExp) && entry.keyless.subjectRegExp.matches("^[(^]*[.][*+][)$]*$")) || (!has(entry.keyless.issuer) && !has(entry.keyless.issuerRegExp))))';

/** CEL: the holder names attestors, each by somebody in particular. */
function trusts(holder: string): string {
  return `has(${holder}.attestors) && ${holder}.attestors.size() > 0 && ${holder}.attestors.all(attestor, has(attestor.entries) && attestor.entries.size() > 0 && attestor.entries.all(entry, !${ANYBODY}))`;
}

/** CEL: an image rule of Kyverno that demands a signature, and puts the digest that was signed in place of the tag. */
const VERIFIES = `(has(check.attestors) || !has(check.attestations) ? ${trusts("check")} : check.attestations.size() > 0 && check.attestations.all(attestation, ${trusts("attestation")})) && (!has(check.skipImageReferences) || !("*" in check.skipImageReferences)) && ${["required", "mutateDigest", "verifyDigest"].map((name) => `(!has(check.${name}) || check.${name} == true)`).join(" && ")}`;

/** Who brings what into the cluster, and what refuses it at the door. */
export const KUBERNETES_GITOPS_CONTROLS: readonly Control[] = [
  {
    id: "FLUX_TENANT_IDENTITY",
    severity: "high",
    category: "identity",
    title: "Flux deploys what is a tenant's with the tenant's service account",
    appliesTo: [...KUSTOMIZATIONS, ...FLUX_RELEASES],
    when: OF_TENANT,
    require: `(has(object.spec) && has(object.spec.serviceAccountName) && !(object.spec.serviceAccountName in ["", "default"])) || ${DEFAULT_ACCOUNT}`,
    attribute: "spec.serviceAccountName",
    message: "spec.serviceAccountName is not set",
    rationale:
      "Flux itself is cluster-admin: whoever can push to the tenant's repository makes roles, privileged pods, and objects in the namespaces of others.",
    remediation:
      "Set spec.serviceAccountName to a service account that may do nothing beyond the tenant's namespace; the default is Flux's own.",
    answers: ["TEN-27", "AML.M0032"],
  },
  {
    id: "FLUX_SOURCES_OWN",
    severity: "high",
    category: "isolation",
    title: "Flux deploys from sources of the same namespace",
    appliesTo: [...KUSTOMIZATIONS, ...FLUX_RELEASES],
    when: OF_TENANT,
    require: `!(${SOURCES.map(elsewhere).join(" || ")})`,
    attribute: "spec.sourceRef.namespace",
    message: "The source lies in another namespace",
    rationale:
      "A tenant that names the source of another one reads its repository with that one's credentials: charts, values and weights.",
    remediation: "Remove the namespace of the reference, which is the object's own by default, and add a source to it.",
    answers: ["TEN-28"],
  },
  {
    ...podControl({
      id: "FLUX_CONTROLLERS_CONFINED",
      severity: "high",
      category: "isolation",
      title: "Controllers of Flux refuse references to other namespaces",
      require: flag("^--no-cross-namespace-refs(=true)?$"),
      attribute: "containers.args",
      message: "--no-cross-namespace-refs is not set",
      rationale:
        "Without the flag a tenant names the sources of others, and reads their repositories with their credentials.",
      remediation: "Add --no-cross-namespace-refs=true to the arguments of each controller; it is false by default.",
      answers: ["TEN-28"],
    }),
    when: isController([
      ...DEPLOYERS,
      "notification-controller",
      "image-reflector-controller",
      "image-automation-controller",
    ]),
  },
  {
    ...podControl({
      id: "FLUX_CONTROLLERS_DEFAULT_ACCOUNT",
      severity: "high",
      category: "identity",
      title: "Controllers of Flux deploy with an account that may do nothing unless one is named",
      require: flag("^--default-service-account(=.+)?$"),
      attribute: "containers.args",
      message: "--default-service-account is not set",
      rationale: "An object that names no account is deployed as cluster-admin: to forget one line is enough.",
      remediation:
        "Add --default-service-account=default to the arguments of the controllers that deploy; there is none by default.",
      answers: ["TEN-28", "TEN-27"],
    }),
    when: isController(DEPLOYERS),
  },
  {
    id: "KYVERNO_ENFORCES",
    severity: "high",
    category: "governance",
    title: "Policies of Kyverno refuse what breaks them",
    appliesTo: KYVERNO_POLICIES,
    when: `has(object.spec.rules) && ${VALIDATES}`,
    require: `(!has(object.spec.admission) || object.spec.admission == true) && ${ENFORCES_EVERYWHERE[0]} && object.spec.rules.all(rule, (!has(rule.validate) || (${enforces("rule.validate")} && ${ENFORCES_EVERYWHERE[1]})) && (!has(rule.verifyImages) || rule.verifyImages.all(check, ${enforces("check")}))) && (!has(object.spec.background) || object.spec.background == true || object.spec.rules.all(rule, !has(rule.validate) || ${ABOUT_CALLERS}))`,
    attribute: "spec.validationFailureAction",
    message: "A rule only reports what it should refuse, or leaves out what is there already",
    rationale:
      "Audit, the default, is no control: the privileged pod beside the weights runs, and a report says so that nobody reads.",
    remediation:
      "Set failureAction: Enforce in each rule (validationFailureAction: Enforce for the policy in older releases), and leave background true, its default.",
    answers: ["TEN-30", "TEN-31", "CIS K8s-1.12 5.2.1"],
  },
  {
    id: "GATEKEEPER_ENFORCES",
    severity: "high",
    category: "governance",
    title: "Constraints of Gatekeeper refuse what breaks them",
    appliesTo: CONSTRAINTS,
    require:
      'has(object.spec) && has(object.spec.enforcementAction) ? (object.spec.enforcementAction == "deny" || (object.spec.enforcementAction == "scoped" && has(object.spec.scopedEnforcementActions) && object.spec.scopedEnforcementActions.exists(scoped, scoped.action == "deny" && (!has(scoped.enforcementPoints) || scoped.enforcementPoints.exists(point, has(point.name) && point.name in ["*", "validation.gatekeeper.sh", "vap.k8s.io"]))))) : true',
    attribute: "spec.enforcementAction",
    rationale:
      "With dryrun or warn the cluster admits what the constraint is there to keep out: images from anywhere, pods that are root, model servers on node ports.",
    remediation: "Remove spec.enforcementAction, or set it to deny, its default.",
    answers: ["TEN-30", "CIS K8s-1.12 5.2.1"],
  },
  {
    id: "ADMISSION_POLICIES_DENY",
    severity: "high",
    category: "governance",
    title: "Bindings of admission policies refuse what breaks them",
    appliesTo: ["v1", "v1beta1"].map(
      (version) => `admissionregistration.k8s.io/${version} ValidatingAdmissionPolicyBinding`,
    ),
    require: 'has(object.spec.validationActions) && "Deny" in object.spec.validationActions',
    attribute: "spec.validationActions",
    message: 'spec.validationActions does not hold "Deny"',
    rationale: "A binding that warns or audits alone admits what the policy is there to keep out.",
    remediation: 'Set spec.validationActions: ["Deny", "Audit"].',
    answers: ["TEN-30", "CIS K8s-1.12 5.2.1"],
  },
  {
    id: "KYVERNO_IMAGES_VERIFIED",
    severity: "high",
    category: "supply-chain",
    title: "Kyverno demands signatures of images, by signers whom it names",
    appliesTo: KYVERNO_POLICIES,
    when: "has(object.spec.rules) && object.spec.rules.exists(rule, has(rule.verifyImages))",
    require: `object.spec.rules.all(rule, !has(rule.verifyImages) || rule.verifyImages.all(check, ${VERIFIES}))`,
    attribute: "spec.rules.verifyImages",
    message: "A rule takes images without a signature, by any signer, or by their tags",
    rationale:
      "Whoever pushes to the registry runs code beside the weights: a signature that is optional, or anybody's, does not keep them out.",
    remediation:
      "Name keys, a KMS key, or keyless subject and issuer in attestors, and leave required, verifyDigest and mutateDigest true, their default.",
    answers: ["IMG-29", "CIS K8s-1.12 5.5.1", "CIS EKS-1.8 5.1.4", "AML.M0013"],
  },
];
