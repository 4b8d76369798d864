export * from "./guardrails";
export * from "./waiver";
