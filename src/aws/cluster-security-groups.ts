import { SecurityGroup } from "@cdktf/provider-aws/lib/security-group";
import { VpcSecurityGroupEgressRule } from "@cdktf/provider-aws/lib/vpc-security-group-egress-rule";
import { VpcSecurityGroupIngressRule } from "@cdktf/provider-aws/lib/vpc-security-group-ingress-rule";
import { Construct } from "constructs";
import type { ServingNetwork } from "./serving-network";

/** Kubelet, and the ports that admission webhooks and aggregated APIs commonly listen on. */
const CONTROL_PLANE_TO_NODE_PORTS: readonly number[] = [443, 4443, 6443, 8443, 9443, 10250, 10251];

interface Traffic {
  readonly protocol: string;
  readonly from: number;
  readonly to: number;
}

/** Between nodes: cluster DNS and unprivileged ports. Which pods may talk is for network policies to say. */
const BETWEEN_NODES: Record<string, Traffic> = {
  "dns-tcp": { protocol: "tcp", from: 53, to: 53 },
  "dns-udp": { protocol: "udp", from: 53, to: 53 },
  pods: { protocol: "tcp", from: 1025, to: 65_535 },
};

const HTTPS: Traffic = { protocol: "tcp", from: 443, to: 443 };

/**
 * Security groups of control plane and nodes: each rule names its peer, none names the world.
 *
 * Nodes reach the API server, each other, the interface endpoints, S3 by its prefix list, and the internet destinations
 * that the network was asked for. The resolver and the clock of the VPC pass security groups by themselves.
 */
export class ClusterSecurityGroups extends Construct {
  public readonly controlPlaneId: string;
  public readonly nodesId: string;

  constructor(scope: Construct, id: string, network: ServingNetwork, apiAllowedCidrs: readonly string[]) {
    super(scope, id);
    this.controlPlaneId = this.group("ControlPlane", network, "EKS control plane: interfaces of the API server");
    this.nodesId = this.group("Nodes", network, "EKS nodes: serving pods and what they need");

    this.connectNodesToApi();
    this.connectApiToNodes();
    this.connectNodesToEachOther();
    this.connectNodesToServices(network);
    apiAllowedCidrs.forEach((cidr, index) => {
      this.ingress(`ApiFrom${index + 1}`, this.controlPlaneId, `API server from ${cidr}`, HTTPS, { cidrIpv4: cidr });
    });
  }

  private group(id: string, network: ServingNetwork, description: string): string {
    return new SecurityGroup(this, id, {
      vpcId: network.vpcId,
      description,
      tags: { Name: `${this.node.path}/${id}` },
    }).id;
  }

  private connectNodesToApi(): void {
    this.egress("NodesToApi", this.nodesId, "API server", HTTPS, { referencedSecurityGroupId: this.controlPlaneId });
    this.ingress("ApiFromNodes", this.controlPlaneId, "API server from nodes", HTTPS, {
      referencedSecurityGroupId: this.nodesId,
    });
  }

  private connectApiToNodes(): void {
    for (const port of CONTROL_PLANE_TO_NODE_PORTS) {
      const traffic = { protocol: "tcp", from: port, to: port };
      this.egress(`ApiToNodes${port}`, this.controlPlaneId, `Nodes on ${port}`, traffic, {
        referencedSecurityGroupId: this.nodesId,
      });
      this.ingress(`NodesFromApi${port}`, this.nodesId, `Control plane on ${port}`, traffic, {
        referencedSecurityGroupId: this.controlPlaneId,
      });
    }
  }

  private connectNodesToEachOther(): void {
    for (const [name, traffic] of Object.entries(BETWEEN_NODES)) {
      this.egress(`NodesTo-${name}`, this.nodesId, `Other nodes: ${name}`, traffic, {
        referencedSecurityGroupId: this.nodesId,
      });
      this.ingress(`NodesFrom-${name}`, this.nodesId, `Other nodes: ${name}`, traffic, {
        referencedSecurityGroupId: this.nodesId,
      });
    }
  }

  private connectNodesToServices(network: ServingNetwork): void {
    this.egress("NodesToEndpoints", this.nodesId, "Interface endpoints", HTTPS, {
      referencedSecurityGroupId: network.endpointSecurityGroupId,
    });
    this.egress("NodesToS3", this.nodesId, "S3 through the gateway endpoint", HTTPS, {
      prefixListId: network.s3PrefixListId,
    });
    for (const { name, cidr, port = HTTPS.from } of network.internetDestinations) {
      this.egress(
        `NodesToInternet-${name}`,
        this.nodesId,
        `Internet: ${name}`,
        { protocol: "tcp", from: port, to: port },
        { cidrIpv4: cidr },
      );
    }
  }

  private ingress(id: string, securityGroupId: string, description: string, traffic: Traffic, peer: RulePeer): void {
    new VpcSecurityGroupIngressRule(this, id, { securityGroupId, description, ...ports(traffic), ...peer });
  }

  private egress(id: string, securityGroupId: string, description: string, traffic: Traffic, peer: RulePeer): void {
    new VpcSecurityGroupEgressRule(this, id, { securityGroupId, description, ...ports(traffic), ...peer });
  }
}

/** Exactly one of the three says who is at the other end. */
type RulePeer = { referencedSecurityGroupId: string } | { cidrIpv4: string } | { prefixListId: string };

function ports({ protocol, from, to }: Traffic): { ipProtocol: string; fromPort: number; toPort: number } {
  return { ipProtocol: protocol, fromPort: from, toPort: to };
}
