import { addonVersionsFor, KNOWN_KUBERNETES_VERSIONS } from "../../src/aws/pinned-addon-versions";

const EKS_BUILD = /^v(\d+)\.(\d+)\.(\d+)-eksbuild\.\d+$/;

/** First EBS CSI driver whose role is scoped to the cluster. */
const FIRST_SCOPED_DRIVER_MINOR = 58;

describe("pinned add-on versions", () => {
  test("the known Kubernetes versions are consecutive, each once", () => {
    const minors = KNOWN_KUBERNETES_VERSIONS.map((version) => Number(version.replace("1.", "")));
    const [first = 0] = minors;
    expect(minors.length).toBeGreaterThan(0);
    expect(minors).toEqual(minors.map((_, index) => first + index));
  });

  test.each(KNOWN_KUBERNETES_VERSIONS)("EKS-21: every add-on of Kubernetes %s is pinned to one build", (version) => {
    const versions = Object.values(addonVersionsFor(version) ?? {});
    expect(versions).toHaveLength(5);
    for (const pinned of versions) {
      expect(pinned).toMatch(EKS_BUILD);
    }
  });

  test.each(KNOWN_KUBERNETES_VERSIONS)(
    "kube-proxy of Kubernetes %s has the minor version of the cluster",
    (version) => {
      expect(addonVersionsFor(version)?.kubeProxy).toMatch(new RegExp(`^v${version.replace(".", "\\.")}\\.`));
    },
  );

  test.each(KNOWN_KUBERNETES_VERSIONS)("the EBS driver of Kubernetes %s knows the cluster-scoped policy", (version) => {
    const [, major, minor] = EKS_BUILD.exec(addonVersionsFor(version)?.ebsCsiDriver ?? "") ?? [];
    expect([Number(major), Number(minor) >= FIRST_SCOPED_DRIVER_MINOR]).toEqual([1, true]);
  });

  test.each([["1.19"], ["1.99"], ["latest"], ["v1.35"], [""]])(
    "no versions are made up for Kubernetes %j",
    (version) => {
      expect(addonVersionsFor(version)).toBeUndefined();
    },
  );

  test("the pinned versions are what they were", () => {
    expect(KNOWN_KUBERNETES_VERSIONS.map((version) => [version, addonVersionsFor(version)])).toMatchSnapshot();
  });
});
