export * as aws from "./aws";
export * from "./core";
