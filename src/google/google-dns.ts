/**
 * Where the nodes of GKE answer DNS queries: NodeLocal DNSCache, and Cloud DNS at the metadata server.
 *
 * @see https://cloud.google.com/kubernetes-engine/docs/how-to/nodelocal-dns-cache
 * @see https://cloud.google.com/kubernetes-engine/docs/how-to/cloud-dns
 */
export const NODE_DNS_SERVERS = ["169.254.20.10/32", "169.254.169.254/32"];
