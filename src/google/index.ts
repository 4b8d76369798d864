export * from "./model-key";
export * from "./model-key-ring";
