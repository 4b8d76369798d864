import type { ModelArtifact } from "../core/model-artifact";
import { type ModelServer, ServingProtocol } from "./model-server";

/** The ports of the upstream image. */
const GRPC_PORT = 8500;
const REST_PORT = 8501;

/** Folder that models are mounted at. */
export const MODELS_FOLDER = "/models";

/** The one port that callers may use. */
export function servingPort(server: ModelServer): number {
  return server.protocol === ServingProtocol.GRPC ? GRPC_PORT : REST_PORT;
}

/** Command and flags. The image's own entry point reads flags from its environment; naming the binary leaves no doubt. */
export function serverCommand(modelName: string): { command: string[]; args: string[] } {
  return {
    command: ["tensorflow_model_server"],
    args: [
      `--port=${GRPC_PORT}`,
      `--rest_api_port=${REST_PORT}`,
      `--model_name=${modelName}`,
      `--model_base_path=${MODELS_FOLDER}/${modelName}`,
    ],
  };
}

/**
 * Folder of the model's files. TensorFlow Serving loads the folder with the highest number below the base path, so the
 * version's digits name it: `v3` becomes `3`.
 */
export function versionFolder(modelName: string, artifact: ModelArtifact): string {
  const digits = /\d{1,18}/.exec(artifact.version)?.[0] ?? "1";
  return `${MODELS_FOLDER}/${modelName}/${BigInt(digits)}`;
}

/**
 * Paths of the probes.
 *
 * The status of a model answers 200 in whatever state it is, so it only tells that the server lives. Its metadata can be
 * had once it is loaded, which is what start and readiness are about.
 */
export function probePaths(modelName: string): { alive: string; loaded: string; port: number } {
  const model = `/v1/models/${modelName}`;
  return { alive: model, loaded: `${model}/metadata`, port: REST_PORT };
}
