import type { ControlCases } from "../case";
import { cronJob, deployment, inTerraform, type Loose, of, pod, podCases } from "./kubernetes-objects";

const APPLY = "$" + "{var.unknown}";

/** The annotation by which AppArmor was told of a profile before it had a field. */
function profile(of: string): Loose {
  return { "container.apparmor.security.beta.kubernetes.io/server": of };
}

function annotatedDeployment(annotations: Loose): Loose {
  const annotated = deployment();
  annotated.spec.template.metadata.annotations = annotations;
  return annotated;
}

function annotatedPod(annotations: Loose): Loose {
  const annotated = pod();
  annotated.metadata.annotations = annotations;
  return annotated;
}

function annotatedCronJob(annotations: Loose): Loose {
  const annotated = cronJob();
  annotated.spec.jobTemplate.spec.template.metadata.annotations = annotations;
  return annotated;
}

const APPARMOR = podCases(
  "K8S_APPARMOR_KEPT",
  {
    "the pod is unconfined": (spec) => (spec.securityContext.appArmorProfile = { type: "Unconfined" }),
    "a container is unconfined": (_, server) => (server.securityContext.appArmorProfile = { type: "Unconfined" }),
    "an init container is unconfined and the pod is not": (spec) => {
      spec.securityContext.appArmorProfile = { type: "RuntimeDefault" };
      spec.initContainers = [{ name: "fetch", securityContext: { appArmorProfile: { type: "Unconfined" } } }];
    },
    "the pod is unconfined and every container is not": (spec, server) => {
      spec.securityContext.appArmorProfile = { type: "Unconfined" };
      server.securityContext.appArmorProfile = { type: "RuntimeDefault" };
    },
  },
  {
    "the runtime's profile is named": (spec) => (spec.securityContext.appArmorProfile = { type: "RuntimeDefault" }),
    "a profile of the node": (_, server) =>
      (server.securityContext.appArmorProfile = { type: "Localhost", localhostProfile: "server" }),
    "nobody has a security context": (spec, server) => {
      delete spec.securityContext;
      delete server.securityContext;
    },
  },
  { "the type is a variable": (spec) => (spec.securityContext.appArmorProfile = { type: APPLY }) },
);

export const KUBERNETES_POD_BASELINE_CASES: readonly ControlCases[] = [
  {
    ...APPARMOR,
    holds: {
      ...APPARMOR.holds,
      "annotations with profiles": of(
        annotatedDeployment(profile("runtime/default")),
        annotatedPod(profile("localhost/server")),
        annotatedCronJob(profile("")),
      ),
      "other annotations, one of them not known": inTerraform(
        annotatedDeployment({ "checksum/config": APPLY, "prometheus.io/scrape": "unconfined" }),
      ),
      // What a Deployment says of itself is not said to its pods.
      "an annotation of the Deployment alone": of({
        ...deployment(),
        metadata: { name: "resnet", namespace: "vision", annotations: profile("unconfined") },
      }),
    },
    fails: {
      ...APPARMOR.fails,
      "by an annotation of a Deployment's pods": of(annotatedDeployment(profile("unconfined"))),
      "by an annotation of a Pod": of(annotatedPod(profile("unconfined"))),
      "by an annotation of a CronJob's pods": of(annotatedCronJob(profile("unconfined"))),
    },
    undecided: {
      ...APPARMOR.undecided,
      "the annotation is a variable": inTerraform(annotatedDeployment(profile(APPLY))),
      "the annotations are a variable": inTerraform(annotatedPod(APPLY)),
    },
  },
  podCases(
    "K8S_SELINUX_OPTIONS",
    {
      "the pod is a super-privileged one": (spec) => (spec.securityContext.seLinuxOptions = { type: "spc_t" }),
      "a container has a role of users": (_, server) => (server.securityContext.seLinuxOptions = { role: "sysadm_r" }),
      "a container has a user, beside a level": (_, server) =>
        (server.securityContext.seLinuxOptions = { user: "system_u", level: "s0:c123,c456" }),
      "pod and init container": (spec) => {
        spec.securityContext.seLinuxOptions = { type: "unconfined_t", role: "system_r" };
        spec.initContainers = [{ name: "fetch", securityContext: { seLinuxOptions: { type: "spc_t" } } }];
      },
    },
    {
      "a level alone": (spec) => (spec.securityContext.seLinuxOptions = { level: "s0:c123,c456" }),
      "a type of containers": (_, server) => (server.securityContext.seLinuxOptions = { type: "container_kvm_t" }),
      "texts that are empty": (spec) => (spec.securityContext.seLinuxOptions = { type: "", user: "", role: "" }),
    },
    { "the type is a variable": (spec) => (spec.securityContext.seLinuxOptions = { type: APPLY }) },
  ),
  podCases(
    "K8S_PROC_MOUNT_DEFAULT",
    {
      "a container sees all of /proc": (_, server) => (server.securityContext.procMount = "Unmasked"),
      "an init container does": (spec) =>
        (spec.initContainers = [{ name: "fetch", securityContext: { procMount: "Unmasked" } }]),
    },
    { "the default is named": (_, server) => (server.securityContext.procMount = "Default") },
    { "it is a variable": (_, server) => (server.securityContext.procMount = APPLY) },
  ),
  podCases(
    "K8S_NO_HOST_PROCESS",
    {
      "the pod is one": (spec) => (spec.securityContext.windowsOptions = { hostProcess: true }),
      "a container is one": (_, server) =>
        (server.securityContext.windowsOptions = { hostProcess: true, runAsUserName: "NT AUTHORITY\\SYSTEM" }),
    },
    {
      "it is refused": (spec) => (spec.securityContext.windowsOptions = { hostProcess: false }),
      "other options of Windows": (_, server) =>
        (server.securityContext.windowsOptions = { runAsUserName: "ContainerUser" }),
    },
    { "a variable decides": (spec) => (spec.securityContext.windowsOptions = { hostProcess: APPLY }) },
  ),
];
