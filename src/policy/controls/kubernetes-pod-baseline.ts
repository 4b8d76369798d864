import type { Control } from "../control";
import { NAME, names, podControl } from "./kubernetes-workloads";

const POD = "variables.podSpec";

/** Types of SELinux that the baseline standard allows: those of containers, as the kernel's policy confines them. */
const CONTAINER_TYPES = ["", "container_t", "container_init_t", "container_kvm_t", "container_engine_t"];

const APPARMOR = "container.apparmor.security.beta.kubernetes.io/";

/** CEL: what the path gives, or an empty map where a step of it is missing. */
function mapAt(path: string): string {
  const steps = path.split(".");
  const there = steps.slice(1).map((_, index) => `has(${steps.slice(0, index + 2).join(".")})`);
  return `(${there.join(" && ")} ? ${path} : {})`;
}

/** CEL: the annotations that the pods get, which stand beside their spec. */
const POD_ANNOTATIONS = `(object.kind == "Pod" ? ${mapAt("object.metadata.annotations")} : object.kind == "CronJob" ? ${mapAt("object.spec.jobTemplate.spec.template.metadata.annotations")} : ${mapAt("object.spec.template.metadata.annotations")})`;

/** CEL: an annotation of the pod switches AppArmor off for a container, as it was done before Kubernetes 1.30. */
const UNCONFINED_BY_ANNOTATION = `[${POD_ANNOTATIONS}].exists(annotations, annotations.exists(name, name.startsWith("${APPARMOR}") && !(annotations[name] in ["", "runtime/default"] || annotations[name].startsWith("localhost/"))))`;

/** CEL: the security context, of the pod or of a container, has the field and it is wrong. */
function contextOf(owner: string, field: string, wrong: (path: string) => string): string {
  const path = `${owner}.securityContext.${field}`;
  return `(has(${owner}.securityContext) && has(${path}) && ${wrong(path)})`;
}

/**
 * CEL of a field that neither the pod nor a container may set wrongly; one that is not set is right. The baseline standard asks it of
 * each: a container that says the right thing does not make up for its pod.
 *
 * @param alsoPod what else may be wrong about the pod itself
 */
function nowhere(field: string, wrong: (path: string) => string, alsoPod?: string): Pick<Control, "require" | "found"> {
  const own = contextOf(POD, field, wrong);
  const pod = alsoPod === undefined ? own : `(${own} || ${alsoPod})`;
  const container = contextOf("container", field, wrong);
  return {
    require: `!${pod} && variables.containers.all(container, !${container})`,
    found: `(${pod} ? ["the pod itself"] : []) + variables.containers.filter(container, ${container}).map(container, ${NAME})`,
  };
}

/** CEL: the field is there, and its value is none of those. */
function isOther(path: string, values: readonly string[]): string {
  return `(has(${path}) && !(${path} in ${names(values)}))`;
}

/** CEL: the container sees what the runtime would hide of /proc. */
const UNMASKED = contextOf("container", "procMount", (path) => `${path} != "Default"`);

/** What the kernel and the runtime confine of their own accord, and a pod must not switch off: the rest of the baseline standard. */
export const KUBERNETES_POD_BASELINE_CONTROLS: readonly Control[] = [
  podControl({
    id: "K8S_APPARMOR_KEPT",
    severity: "high",
    title: "No container is outside its AppArmor profile",
    ...nowhere(
      "appArmorProfile",
      (path) => isOther(`${path}.type`, ["RuntimeDefault", "Localhost"]),
      UNCONFINED_BY_ANNOTATION,
    ),
    attribute: "securityContext.appArmorProfile.type",
    message: "The AppArmor profile is neither RuntimeDefault nor Localhost",
    rationale:
      "The runtime's profile forbids a container to mount and to write to the kernel's own files. Model code that runs Unconfined has one wall less to its node, and to the weights of its neighbours.",
    remediation:
      "Remove appArmorProfile and the annotations container.apparmor.security.beta.kubernetes.io/..., which leaves the runtime's default, or set the type RuntimeDefault; PrivateInferenceEndpoint sets neither.",
    answers: ["PSS-B AppArmor", "NSA 1.9", "AML.T0105"],
  }),
  podControl({
    id: "K8S_SELINUX_OPTIONS",
    severity: "high",
    title: "Containers keep a type of SELinux for containers",
    ...nowhere(
      "seLinuxOptions",
      (path) =>
        `(${isOther(`${path}.type`, CONTAINER_TYPES)} || ${isOther(`${path}.user`, [""])} || ${isOther(`${path}.role`, [""])})`,
    ),
    attribute: "securityContext.seLinuxOptions",
    message: "SELinux is given a user, a role, or a type that is not one of containers",
    rationale:
      "With a type such as spc_t SELinux confines nothing: a server that is broken out of reads the files of every pod on the node, their models too.",
    remediation:
      "Remove type, user and role from seLinuxOptions, which leaves container_t; a level of its own may stay. PrivateInferenceEndpoint sets none.",
    answers: ["PSS-B SELinux", "NSA 1.8", "AML.T0105"],
  }),
  podControl({
    id: "K8S_PROC_MOUNT_DEFAULT",
    severity: "high",
    title: "The runtime masks /proc in every container",
    require: `variables.containers.all(container, !${UNMASKED})`,
    found: `variables.containers.filter(container, ${UNMASKED}).map(container, ${NAME})`,
    attribute: "containers.securityContext.procMount",
    message: "procMount is not Default",
    rationale:
      "What the runtime hides of /proc is the memory, the keys and the switches of the kernel, which is the node's and everybody's.",
    remediation: "Remove securityContext.procMount, or set it to Default, its default; a model server needs no other.",
    answers: ["PSS-B /proc Mount Type", "AML.T0105"],
  }),
  podControl({
    id: "K8S_NO_HOST_PROCESS",
    severity: "critical",
    title: "No container is a process of its Windows node",
    ...nowhere("windowsOptions", (path) => `(has(${path}.hostProcess) && ${path}.hostProcess != false)`),
    attribute: "securityContext.windowsOptions.hostProcess",
    message: "hostProcess is true",
    rationale:
      "A HostProcess container is not contained: it runs on the node as one of its own accounts, beside the models of every tenant.",
    remediation:
      "Remove windowsOptions.hostProcess, or set it to false, its default, for the pod and for each container; agents of nodes live in the platform's namespaces.",
    answers: ["PSS-B HostProcess", "CIS K8s-1.12 5.2.10", "AML.T0105"],
  }),
];
