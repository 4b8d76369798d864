import { NotThereError } from "./download";
import { type CatalogAccess, machineUnit, type UnitNames, type Units, unitsOf } from "./google-catalog";
import { machineShapes, priceOfShape, type Shape, vertexShapes } from "./google-machine-shapes";

const COMPUTE_ENGINE = "services/6F81-5844-456A";
const VERTEX_AI = "services/C7E2-9256-1C43";

/** GPUs "attached to" something are those of spot machines and of reserved capacity. */
const COMPUTE_UNITS: UnitNames = [
  [/^(E2|N2|G2|A2) Instance (Core|Ram) running in /, ([, family = "", what = ""]) => machineUnit(family, what)],
  [/^(N2D) AMD Instance (Core|Ram) running in /, ([, family = "", what = ""]) => machineUnit(family, what)],
  [/^(N1) Predefined Instance (Core|Ram) running in /, ([, family = "", what = ""]) => machineUnit(family, what)],
  [
    /^Nvidia Tesla (T4|V100|P100|P4|A100) GPU running in /,
    ([, model = ""]) => `gpu nvidia-tesla-${model.toLowerCase()}`,
  ],
  [/^Nvidia L4 GPU running in /, () => "gpu nvidia-l4"],
  [/^Storage PD Capacity(?: in |$)/, () => "disk pd-standard"],
  [/^Balanced PD Capacity(?: in |$)/, () => "disk pd-balanced"],
  [/^SSD backed PD Capacity(?: in |$)/, () => "disk pd-ssd"],
  [/^SSD backed Local Storage(?: in |$)/, () => "disk local-ssd"],
];

/**
 * Units of online prediction alone. Those of training are others, and a management fee is paid beside machines of Compute Engine
 * (spot, flex-start): on demand it is in the price.
 */
const VERTEX_UNITS: UnitNames = [
  [
    /^Vertex AI: Online\/Batch Prediction (E2|N1|N2|N2D|G2|A2|A3)(?: Predefined| AMD)? Instance (Core|Ram) running in /i,
    ([, family = "", what = ""]) => machineUnit(family, what),
  ],
  [
    /^Vertex AI: Online\/Batch Prediction Nvidia (?:Tesla )?(T4|V100|P100|P4|A100) GPU running in /i,
    ([, model = ""]) => `gpu nvidia-tesla-${model.toLowerCase()}`,
  ],
  [
    /^Vertex AI: Online\/Batch Prediction Nvidia (L4|A100 80gb|H100 80gb) GPU running in /i,
    ([, model = ""]) => `gpu nvidia-${model.toLowerCase().replace(" ", "-")}`,
  ],
];

/** GPUs that are attached to machines of Vertex AI; the others come with a machine type. */
const ATTACHED_ON_VERTEX = /^nvidia-tesla-(?:t4|v100|p100|p4)$/;

/**
 * Prices of Compute Engine and of Vertex AI in the region, by item. Machines are priced as they are billed, by their cores, memory
 * and GPUs. A catalog without Vertex AI is said, and still good for the rest.
 *
 * @throws InputError when the catalog cannot be fetched, or is not what Google writes
 */
export async function googlePrices(
  access: CatalogAccess,
  onMissing: (service: string) => void,
): Promise<ReadonlyMap<string, number>> {
  const compute = await unitsOf(COMPUTE_ENGINE, COMPUTE_UNITS, access);
  const vertex = await vertexUnits(access);
  const onVertex = [
    ...machinePrices("vertex", vertexShapes(), vertex),
    ...named(vertex, "gpu").flatMap(([gpu, price]) =>
      ATTACHED_ON_VERTEX.test(gpu) ? [[`vertex-gpu/${gpu}`, price] as const] : [],
    ),
  ];
  if (onVertex.length === 0) {
    onMissing("Vertex AI");
  }
  return new Map([
    ...named(compute, "gpu").map(([gpu, price]) => [`gpu/${gpu}`, price] as const),
    ...named(compute, "disk").map(([disk, price]) => [`disk/${disk}`, price] as const),
    ...machinePrices("gce", machineShapes(), compute),
    ...onVertex,
  ]);
}

async function vertexUnits(access: CatalogAccess): Promise<Units> {
  try {
    return await unitsOf(VERTEX_AI, VERTEX_UNITS, access);
  } catch (error) {
    if (error instanceof NotThereError) {
      return new Map();
    }
    throw error;
  }
}

/** Names and prices of the units of one kind: of `gpu nvidia-l4` the name is `nvidia-l4`. */
function named(units: Units, kind: "gpu" | "disk"): readonly (readonly [name: string, price: number])[] {
  return [...units].flatMap(([unit, price]) => {
    const [what, name = ""] = unit.split(" ");
    return what === kind ? [[name, price] as const] : [];
  });
}

function machinePrices(
  items: "gce" | "vertex",
  shapes: ReadonlyMap<string, Shape>,
  units: Units,
): readonly (readonly [item: string, price: number])[] {
  return [...shapes].flatMap(([machine, shape]) => {
    const price = priceOfShape(shape, units);
    return price === undefined ? [] : [[`${items}/${machine}`, price] as const];
  });
}
