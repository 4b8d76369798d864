export * from "./caller";
export * from "./model-server";
export * from "./private-inference-endpoint";
export * from "./serving-namespace";
