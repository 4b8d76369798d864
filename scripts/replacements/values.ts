/** Values that no provider looks behind: nothing of them exists. */
export const KEY = "arn:aws:kms:eu-west-1:123456789012:key/8d1e1f6a-5b3c-4d2e-9f10-2a3b4c5d6e7f";
export const OTHER_KEY = "arn:aws:kms:eu-west-1:123456789012:key/1d1e1f6a-5b3c-4d2e-9f10-2a3b4c5d6e7f";
export const ROLE = "arn:aws:iam::123456789012:role/models";
export const OTHER_ROLE = "arn:aws:iam::123456789012:role/other";
export const POLICY =
  '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:GetObject","Resource":"*"}]}';
export const TRUST_POLICY =
  '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"sts:AssumeRole","Principal":{"Service":"eks.amazonaws.com"}}]}';
export const OTHER_POLICY = '{"Version":"2012-10-17","Statement":[]}';
