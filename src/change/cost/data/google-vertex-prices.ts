import type { PriceTable } from "../price-table";

/**
 * Machines of online prediction on Vertex AI, as they are billed: by the core, the GB and the GPU. Google's table of them is shown to
 * browsers alone; this has what a bill says unit by unit.
 *
 * An article on zenn.dev ("DWS の新料金プランで GPU コストを大幅削減", its screenshots are of 2025-08-15) has such a bill of an
 * a3-highgpu-1g in us-central1, on demand, 12.625919 an hour:
 *
 * - "Vertex AI: Online/Batch Prediction Nvidia H100 80gb GPU running in Iowa" (AE9C-DB60-DF46): 11.2660332
 * - "... A3 Predefined Instance Core running in Iowa" (A002-4323-D900): 0.0293227, 26 of them a GPU
 * - "... A3 Predefined Instance Ram running in Iowa" (2424-9F04-82A8): 0.0025534 a GB, 234 of them a GPU
 *
 * Google's page of 2026-10-07 has the H100 at 9.79655057 (for training, as github.com/api-evangelist/google-vertex-ai quotes it),
 * which with the management fee of the same article, 1.4694826, is the same.
 */
export const GOOGLE_VERTEX_PRICES: PriceTable = {
  source: "Google Vertex AI online prediction, units of a bill (SKUs AE9C-DB60-DF46, A002-4323-D900, 2424-9F04-82A8)",
  asOf: "2025-08-15",
  cloud: "google",
  table: `\
,us-central1
vertex/a3-highgpu-1g,12.625919
vertex/a3-highgpu-2g,25.251838
vertex/a3-highgpu-4g,50.503676
vertex/a3-highgpu-8g,101.007352
`,
};
