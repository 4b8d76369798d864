import { isObject, type Json, type JsonObject, listOf, section } from "./json";

/** Where a stack writes its state. */
export interface Backend {
  /** `s3`, `gcs`, `local`. */
  readonly type: string;
  readonly settings: JsonObject;
}

/** The backend of a stack, if it names one. */
export function backendOf(configuration: JsonObject): Backend | undefined {
  const blocks = listOf(configuration.terraform).filter(isObject);
  const [entry] = blocks.flatMap((terraform) => Object.entries(section(terraform, "backend")));
  return entry === undefined ? undefined : { type: entry[0], settings: isObject(entry[1]) ? entry[1] : {} };
}

/** The states of other stacks that a stack reads, by the name of the data source. */
export function statesRead(configuration: JsonObject): Map<string, Backend> {
  const read = Object.entries(section(section(configuration, "data"), "terraform_remote_state"));
  return new Map(
    read.map(([name, body]) => {
      const { backend, config } = isObject(body) ? body : {};
      return [name, { type: String(backend), settings: isObject(config) ? config : {} }];
    }),
  );
}

/** Whether what is written to the one backend is what is read from the other: what the reader names, the writer says too. */
export function isSamePlace(written: Backend | undefined, read: Backend): boolean {
  if (written?.type !== read.type) return false;
  const settings = Object.entries(read.settings);
  return settings.every(([key, value]) => JSON.stringify(written.settings[key]) === JSON.stringify(value));
}

/** A copy of the configuration that writes its state beside itself, and reads the others' from the files that are given. */
export function withLocalStates(configuration: JsonObject, files: ReadonlyMap<string, string>): JsonObject {
  const copy = structuredClone(configuration);
  for (const terraform of listOf(copy.terraform).filter(isObject)) delete terraform.backend;
  const read = section(section(copy, "data"), "terraform_remote_state");
  for (const [name, path] of files) {
    const { workspace: _only, ...body }: Record<string, Json> = isObject(read[name]) ? read[name] : {};
    read[name] = { ...body, backend: "local", config: { path } };
  }
  return copy;
}
