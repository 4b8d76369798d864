import { GpuModel, GpuVendor } from "modelkeep";
import { gpuModelOf } from "../../src/core/gpu-lookup";
import { MACHINE_TYPES } from "../../src/core/gpu-machine-types";
import { gpuNodeLabels } from "../../src/core/gpu-scheduling";

const MODELS = Object.values(GpuModel).filter((value): value is GpuModel => value instanceof GpuModel);
const AWS_TYPES = MODELS.flatMap(({ awsMachineTypes }) => awsMachineTypes);
const GOOGLE_TYPES = MODELS.flatMap(({ googleMachineTypes }) => googleMachineTypes);

test("the models are those of the documentation", () => {
  const facts = MODELS.map(({ name, vendor, memoryGib, googleAcceleratorType }) => [
    name,
    vendor,
    memoryGib,
    googleAcceleratorType,
  ]);

  expect(facts).toEqual([
    ["nvidia-t4", "nvidia", 16, "nvidia-tesla-t4"],
    ["nvidia-l4", "nvidia", 24, "nvidia-l4"],
    ["nvidia-a10g", "nvidia", 24, undefined],
    ["nvidia-l40s", "nvidia", 48, undefined],
    ["nvidia-a100-40gb", "nvidia", 40, "nvidia-tesla-a100"],
    ["nvidia-a100-80gb", "nvidia", 80, "nvidia-a100-80gb"],
    ["nvidia-h100", "nvidia", 80, "nvidia-h100-80gb"],
    ["nvidia-h200", "nvidia", 141, "nvidia-h200-141gb"],
    ["nvidia-b200", "nvidia", 180, "nvidia-b200"],
    ["amd-v520", "amd", 8, undefined],
  ]);
});

test("every entry of the machine types belongs to a model", () => {
  expect(Object.keys(MACHINE_TYPES).sort()).toEqual(MODELS.map(({ name }) => name).sort());
});

test("no machine type is listed twice, on either cloud or under two models", () => {
  const names = [...AWS_TYPES, ...GOOGLE_TYPES].map(({ name }) => name);

  expect(names.length).toBeGreaterThan(60);
  expect(new Set(names).size).toBe(names.length);
});

describe.each(MODELS.map((model) => [model.name, model] as const))("%s", (name, model) => {
  test("has a machine type to run on", () => {
    expect([...model.awsMachineTypes, ...model.googleMachineTypes]).not.toHaveLength(0);
  });

  test("is on Google Cloud exactly where Google names the accelerator", () => {
    expect(model.googleMachineTypes.length > 0).toBe(model.googleAcceleratorType !== undefined);
  });

  test("lists machine types with fewer GPUs first", () => {
    for (const types of [model.awsMachineTypes, model.googleMachineTypes]) {
      const counts = types.map(({ gpuCount }) => gpuCount);
      expect(counts).toEqual([...counts].sort((one, other) => one - other));
    }
  });

  test("is found by each of its machine types", () => {
    const found = [...model.awsMachineTypes, ...model.googleMachineTypes].map((type) => gpuModelOf(type.name));

    expect(new Set(found)).toEqual(new Set([name]));
  });

  test("asks for GPUs by the vendor's resource and for nodes by the model's name", () => {
    expect(model.resourceName).toBe(`${model.vendor}.com/gpu`);
    expect(gpuNodeLabels(model)).toEqual({ "modelkeep/gpu-model": name });
    expect(String(model)).toBe(name);
  });

  test("is cut into partitions that fit into its memory", () => {
    for (const { name: profile, maxInstances } of model.migProfiles) {
      const [, slices, memoryGib] = /^(\d)g\.(\d+)gb$/.exec(profile) ?? [];
      expect(Number(slices) * maxInstances).toBeLessThanOrEqual(7);
      // Names of profiles are rounded to whole GiB: half of 141 is called 71.
      expect((Number(memoryGib) - 0.5) * maxInstances).toBeLessThanOrEqual(model.memoryGib);
    }
    expect(model.migProfiles.at(-1)?.maxInstances ?? 1).toBe(1);
  });
});

test("every machine type carries 1, 2, 4, 8 or 16 GPUs", () => {
  expect(new Set([...AWS_TYPES, ...GOOGLE_TYPES].map(({ gpuCount }) => gpuCount))).toEqual(new Set([1, 2, 4, 8, 16]));
});

test("every EC2 type with GPUs, with its GPUs, EFA interfaces and capacity blocks", () => {
  const rows = AWS_TYPES.map(({ name, gpuCount, efaInterfaces, capacityBlocks }) =>
    [name, gpuCount, efaInterfaces, ...(capacityBlocks ? ["blocks"] : [])].join(" "),
  );

  expect(rows.sort()).toEqual(
    [
      "g4dn.xlarge 1 0",
      "g4dn.2xlarge 1 0",
      "g4dn.4xlarge 1 0",
      "g4dn.8xlarge 1 1",
      "g4dn.12xlarge 4 1",
      "g4dn.16xlarge 1 1",
      "g4dn.metal 8 1",
      "g4ad.xlarge 1 0",
      "g4ad.2xlarge 1 0",
      "g4ad.4xlarge 1 0",
      "g4ad.8xlarge 2 0",
      "g4ad.16xlarge 4 0",
      "g5.xlarge 1 0",
      "g5.2xlarge 1 0",
      "g5.4xlarge 1 0",
      "g5.8xlarge 1 1",
      "g5.12xlarge 4 1",
      "g5.16xlarge 1 1",
      "g5.24xlarge 4 1",
      "g5.48xlarge 8 1",
      "g6.xlarge 1 0",
      "g6.2xlarge 1 0",
      "g6.4xlarge 1 0",
      "g6.8xlarge 1 1",
      "g6.12xlarge 4 1",
      "g6.16xlarge 1 1",
      "g6.24xlarge 4 1",
      "g6.48xlarge 8 1",
      "gr6.4xlarge 1 0",
      "gr6.8xlarge 1 1",
      "g6e.xlarge 1 0",
      "g6e.2xlarge 1 0",
      "g6e.4xlarge 1 0",
      "g6e.8xlarge 1 1",
      "g6e.12xlarge 4 1",
      "g6e.16xlarge 1 1",
      "g6e.24xlarge 4 2",
      "g6e.48xlarge 8 4",
      "p4d.24xlarge 8 4 blocks",
      "p4de.24xlarge 8 4",
      "p5.4xlarge 1 1",
      "p5.48xlarge 8 32 blocks",
      "p5e.48xlarge 8 32 blocks",
      "p5en.48xlarge 8 16 blocks",
      "p6-b200.48xlarge 8 8 blocks",
    ].sort(),
  );
});

test("no machine type of Google Cloud claims EFA or capacity blocks, which are of AWS", () => {
  expect(GOOGLE_TYPES.length).toBeGreaterThan(20);
  expect(GOOGLE_TYPES.filter(({ efaInterfaces, capacityBlocks }) => efaInterfaces > 0 || capacityBlocks)).toEqual([]);
});

test.each(["m7i.large", "g6", "g6.XLARGE", "", "n2-standard-4", "toString"])(
  "%j carries no GPU that is known",
  (name) => {
    expect(gpuModelOf(name)).toBeUndefined();
  },
);

test("AMD is the vendor of the V520 alone", () => {
  expect(MODELS.filter(({ vendor }) => vendor === GpuVendor.AMD)).toEqual([GpuModel.AMD_V520]);
  expect(GpuModel.AMD_V520.resourceName).toBe("amd.com/gpu");
});
