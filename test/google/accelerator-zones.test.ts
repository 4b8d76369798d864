import { GpuModel } from "modelkeep";
import { zonesOffering } from "../../src/google/accelerator-zones";
import { gpuCounts, localSsdCounts } from "../../src/google/gpu-machine-facts";
import { ZONE } from "../../src/google/locations";

const MODELS = Object.values(GpuModel).filter((model): model is GpuModel => model instanceof GpuModel);
const MACHINE_TYPES = MODELS.flatMap(({ googleMachineTypes }) => googleMachineTypes);

describe("facts of machine types with GPUs", () => {
  test.each(MACHINE_TYPES.map(({ name }) => [name]))("the zones that offer %s are known, each once", (name) => {
    const zones = zonesOffering(name) ?? [];
    expect(zones.length).toBeGreaterThan(0);
    expect(zones.filter((zone) => !ZONE.test(zone))).toEqual([]);
    expect(new Set(zones).size).toBe(zones.length);
  });

  test.each(MACHINE_TYPES)("the GPUs and local SSDs of $name are known", ({ name, gpuCount }) => {
    expect(Math.max(...gpuCounts(name, gpuCount))).toBe(gpuCount);
    expect(localSsdCounts(name)).not.toEqual([0]);
  });

  test.each([["n2-standard-4"], ["a5-highgpu-8g"], [""]])("of %j nothing is known, and nothing is claimed", (name) => {
    expect(zonesOffering(name)).toBeUndefined();
    expect(localSsdCounts(name)).toEqual([0]);
  });

  test.each([
    ["a3-highgpu-8g", "europe-west4-b", true],
    ["a3-highgpu-8g", "europe-west4-a", false],
    ["a3-highgpu-8g", "europe-west8-c", false],
    ["a3-highgpu-1g", "europe-west8-c", true],
    ["n1-standard-4", "europe-west4-c", true],
    ["g2-standard-96", "europe-west6-a", false],
    ["a4-highgpu-8g", "us-south1-b", true],
  ])("%s in %s: %s", (name, zone, offered) => {
    expect(zonesOffering(name)?.includes(zone)).toBe(offered);
  });
});
