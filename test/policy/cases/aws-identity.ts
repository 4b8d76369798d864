import type { ControlCases } from "../case";
import { AWS_IDENTITY_ACCOUNTS_CASES } from "./aws-identity-accounts";
import { AWS_IDENTITY_PERMISSIONS_CASES } from "./aws-identity-permissions";
import { AWS_IDENTITY_TRUST_CASES } from "./aws-identity-trust";

export const AWS_IDENTITY_CASES: readonly ControlCases[] = [
  ...AWS_IDENTITY_TRUST_CASES,
  ...AWS_IDENTITY_PERMISSIONS_CASES,
  ...AWS_IDENTITY_ACCOUNTS_CASES,
];
