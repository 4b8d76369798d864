import type { Control } from "../control";
import { AWS_IDENTITY_ACCOUNTS_CONTROLS } from "./aws-identity-accounts";
import { AWS_IDENTITY_PERMISSIONS_CONTROLS } from "./aws-identity-permissions";
import { AWS_IDENTITY_TRUST_CONTROLS } from "./aws-identity-trust";

export const AWS_IDENTITY_CONTROLS: readonly Control[] = [
  ...AWS_IDENTITY_TRUST_CONTROLS,
  ...AWS_IDENTITY_PERMISSIONS_CONTROLS,
  ...AWS_IDENTITY_ACCOUNTS_CONTROLS,
];
