export * from "./guardrails";
export * from "./profile";
export * from "./waiver";
