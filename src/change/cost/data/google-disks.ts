import type { PriceTable } from "../price-table";

/**
 * USD a GB-month, from pricing.yml of google-cloud-pricing-cost-calculator (Apache-2.0), which is made from Google's Cloud Billing
 * Catalog. Those that Apache Libcloud's list has too (three kinds, 20 regions) are the same there.
 *
 * @see https://github.com/Cyclenerd/google-cloud-pricing-cost-calculator
 */
export const GOOGLE_DISKS: PriceTable = {
  source: "Google Persistent Disk and Local SSD prices in google-cloud-pricing-cost-calculator, Apache-2.0",
  asOf: "2025-03-06",
  cloud: "google",
  table: `\
,africa-south1,asia-east1,asia-east2,asia-northeast1,asia-northeast2,asia-northeast3,asia-south1,asia-south2,asia-southeast1,asia-southeast2,australia-southeast1,australia-southeast2,europe-central2,europe-north1,europe-north2,europe-southwest1,europe-west1,europe-west10,europe-west12,europe-west2,europe-west3,europe-west4,europe-west6,europe-west8,europe-west9,me-central1,me-central2,me-west1,northamerica-northeast1,northamerica-northeast2,northamerica-south1,southamerica-east1,southamerica-west1,us-central1,us-east1,us-east4,us-east5,us-south1,us-west1,us-west2,us-west3,us-west4
disk/local-ssd,0.10464,0.08,0.088,0.104,0.104,0.104,0.096,0.096,0.088,0.09592,0.108,0.108,0.096,0.088,0.084,0.0944,0.08,0.1232,0.096,0.096,0.096,0.088,0.104,0.0928,0.0928,0.0972,0.128,0.088,0.088,0.088,0.0872,0.12,0.1144,0.08,0.08,0.088,0.08,0.0944,0.08,0.096,0.096,0.088
disk/pd-balanced,0.1308,0.1,0.11,0.13,0.13,0.13,0.12,0.12,0.11,0.13,0.135,0.135,0.13,0.11,0.1,0.12,0.1,0.154,0.12,0.12,0.12,0.11,0.13,0.116,0.116,0.1215,0.16,0.11,0.11,0.11,0.109,0.15,0.143,0.1,0.1,0.11,0.1,0.12,0.1,0.12,0.12,0.11
disk/pd-ssd,0.22236,0.17,0.187,0.221,0.221,0.221,0.204,0.204,0.187,0.221,0.23,0.23,0.204,0.187,0.17,0.2006,0.17,0.2618,0.204,0.204,0.204,0.187,0.221,0.1972,0.1972,0.20655,0.272,0.187,0.187,0.187,0.1853,0.255,0.2431,0.17,0.17,0.187,0.17,0.2006,0.17,0.204,0.204,0.187
disk/pd-standard,0.05232,0.04,0.0498,0.052,0.052,0.052,0.048,0.048,0.044,0.052,0.054,0.054,0.048,0.044,0.04,0.0472,0.04,0.0616,0.0516,0.048,0.048,0.044,0.052,0.0464,0.0464,0.0486,0.064,0.044,0.044,0.044,0.0436,0.06,0.0572,0.04,0.04,0.044,0.04,0.0472,0.04,0.048,0.048,0.044
`,
};
