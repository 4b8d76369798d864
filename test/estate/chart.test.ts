import { existsSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { ChartSkipped, fromChart, helmAvailable } from "../../src/estate/chart";
import { InputError } from "../../src/estate/input-error";

const CHARTS = join(__dirname, "..", "fixtures", "charts");
const PATH = process.env.PATH ?? "";

/** Folder of a real helm: that of $MODELKEEP_HELM, or the first on PATH. */
function realHelm(): string | undefined {
  const named = process.env.MODELKEEP_HELM;
  if (named !== undefined && named !== "") {
    return dirname(named);
  }
  return PATH.split(delimiter).find((folder) => folder !== "" && existsSync(join(folder, "helm")));
}

const real = realHelm();
const helms: [string, string][] = [
  ["a fake helm that prints canned output", join(CHARTS, "fake-helm")],
  ...(real === undefined ? [] : ([["the real helm", real]] satisfies [string, string][])),
];

afterEach(() => {
  process.env.PATH = PATH;
});

describe.each(helms)("with %s", (_, folder) => {
  beforeEach(() => {
    process.env.PATH = `${folder}${delimiter}${PATH}`;
  });

  test("a chart is the objects that it renders, each from its template", () => {
    const chart = join(CHARTS, "server");
    const { resources, roots, skipped } = fromChart(chart);
    const found = resources.map(({ address, kind, namespace, root, origin }) => ({
      address,
      kind,
      namespace,
      root,
      origin,
    }));
    const server = { root: chart, origin: { file: join(chart, "templates", "server.yaml") } };
    const hook = { root: chart, origin: { file: join(chart, "templates", "hook.yaml") } };
    expect(found).toHaveLength(3);
    expect(found).toEqual(
      expect.arrayContaining([
        { address: "Service/release-name-server", kind: "v1 Service", namespace: "vision", ...server },
        { address: "Deployment/release-name-server", kind: "apps/v1 Deployment", namespace: "default", ...server },
        { address: "ConfigMap/hook", kind: "v1 ConfigMap", namespace: "default", ...hook },
      ]),
    );
    expect(roots).toMatchObject([{ name: chart, file: chart, source: "manifests" }]);
    expect(skipped).toEqual([]);
  });

  test("the chart's values are in its objects", () => {
    const deployment = fromChart(join(CHARTS, "server")).resources.find(({ kind }) => kind === "apps/v1 Deployment");
    expect(deployment?.attributes).toMatchObject({
      spec: {
        template: {
          spec: { containers: [{ image: "registry.example/server:1.0", securityContext: { runAsNonRoot: true } }] },
        },
      },
    });
  });

  test("a chart that does not render is an input error with what helm says", () => {
    const broken = join(CHARTS, "broken");
    expect(() => fromChart(broken)).toThrow(InputError);
    expect(() => fromChart(broken)).toThrow(
      `${broken}: helm template: template: broken/templates/a.yaml:4:18: executing "broken/templates/a.yaml" at <.Values.missing.name>: nil pointer evaluating interface {}.name`,
    );
  });

  test("a folder that is not there is an input error", () => {
    expect(() => fromChart(join(CHARTS, "absent"))).toThrow(InputError);
  });
});

test("without helm a chart is skipped, in words that say so", () => {
  process.env.PATH = CHARTS;
  expect(helmAvailable()).toBe(false);
  expect(() => fromChart("charts/server")).toThrow(ChartSkipped);
  expect(() => fromChart("charts/server")).toThrow(
    "charts/server: skipped: a Helm chart needs the helm binary, which is not on PATH",
  );
});

test("a helm that is on PATH is found", () => {
  process.env.PATH = join(CHARTS, "fake-helm");
  expect(helmAvailable()).toBe(true);
});
