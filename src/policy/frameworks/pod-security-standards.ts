import type { Framework } from "./framework";

/**
 * Pod Security Standards of Kubernetes: the controls of the profiles Baseline and Restricted, as aquasecurity/trivy-checks lists them in
 * `k8s-pss-baseline` and `k8s-pss-restricted` (0.1, Apache-2.0) with the checks that it pairs them with.
 */
export const POD_SECURITY_STANDARDS: Framework = {
  id: "pod-security-standards",
  title: "Kubernetes Pod Security Standards",
  items: [
    { id: "PSS-B HostProcess", title: "Windows HostProcess containers are refused" },
    {
      id: "PSS-B Host Namespaces",
      title: "Host network, process IDs and IPC are not shared",
      sameAs: ["KSV-0008", "KSV-0009", "KSV-0010"],
    },
    { id: "PSS-B Privileged Containers", title: "Privileged containers are refused", sameAs: ["KSV-0017"] },
    {
      id: "PSS-B Capabilities",
      title: "No capabilities beyond the runtime's default set are added",
      sameAs: ["KSV-0022"],
    },
    { id: "PSS-B HostPath Volumes", title: "HostPath volumes are refused", sameAs: ["KSV-0023"] },
    { id: "PSS-B Host Ports", title: "Host ports are refused", sameAs: ["KSV-0024"] },
    { id: "PSS-B AppArmor", title: "The AppArmor profile is not switched off" },
    { id: "PSS-B SELinux", title: "SELinux options are not changed" },
    { id: "PSS-B /proc Mount Type", title: "The masks of /proc stay as they are" },
    { id: "PSS-B Seccomp", title: "The seccomp profile is not Unconfined", sameAs: ["KSV-0104", "KSV-0030"] },
    { id: "PSS-B Sysctls", title: "Only safe sysctls are set", sameAs: ["KSV-0026"] },
    { id: "PSS-R Volume Types", title: "Only volumes of safe types are mounted", sameAs: ["KSV-0028"] },
    { id: "PSS-R Privilege Escalation", title: "Privilege escalation is refused", sameAs: ["KSV-0001"] },
    { id: "PSS-R Running as Non-root", title: "Containers run as another user than root", sameAs: ["KSV-0012"] },
    { id: "PSS-R Running as Non-root user", title: "runAsUser is not 0", sameAs: ["KSV-0105"] },
    { id: "PSS-R Seccomp", title: "The seccomp profile is RuntimeDefault or Localhost", sameAs: ["KSV-0030"] },
    { id: "PSS-R Capabilities", title: "All capabilities are dropped", sameAs: ["KSV-0003", "KSV-0106"] },
    { id: "PSS-B", title: "Namespaces enforce the baseline profile or the restricted one", sameAs: ["TEN-01"] },
    { id: "PSS-R", title: "Namespaces enforce the restricted profile", sameAs: ["TEN-01"] },
    { id: "PSS", title: "Namespaces say which version of the profiles they mean" },
  ],
};
