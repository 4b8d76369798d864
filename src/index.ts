export * as aws from "./aws";
export * from "./core";
export * as google from "./google";
export * as kubernetes from "./kubernetes";
export * as policy from "./policy";
