import { choose, decide, type Fixes, set, unset } from "./fix";

const MODERN_POLICY = "ELBSecurityPolicy-TLS13-1-2-2021-06";

const CERTIFICATE = choose(
  "ARN of the certificate of the endpoint's own name",
  "arn:aws:acm:eu-west-1:111122223333:certificate/12345678-1234-1234-1234-123456789012",
);

export const AWS_LISTENERS_FIXES: Fixes = {
  AWS_LB_LISTENER_ENCRYPTED: [
    set("protocol", choose("HTTPS, or TLS for a network load balancer", "HTTPS")),
    set("port", choose("port that callers then use", 443)),
    set("ssl_policy", MODERN_POLICY),
    set("certificate_arn", CERTIFICATE),
  ],
  AWS_LB_LISTENER_TLS_POLICY: [set("ssl_policy", MODERN_POLICY)],
  AWS_LB_LISTENER_CERTIFICATE: [set("certificate_arn", CERTIFICATE)],
  AWS_LB_LISTENER_AUTHENTICATES: [
    decide("who the callers are: people log in with OIDC, programs bring a token or a certificate", {
      hcl: `resource "aws_lb_listener" "models" {
  load_balancer_arn = aws_lb.models.arn
  port              = 443
  protocol          = "HTTPS"
  ssl_policy        = "${MODERN_POLICY}"
  certificate_arn   = aws_acm_certificate.models.arn

  default_action {
    type = "fixed-response"

    fixed_response {
      content_type = "text/plain"
      status_code  = "403"
    }
  }
}

resource "aws_lb_listener_rule" "predictions" {
  listener_arn = aws_lb_listener.models.arn

  condition {
    path_pattern {
      values = ["/v1/models/resnet:predict"]
    }
  }

  action {
    type = "jwt-validation"

    jwt_validation {
      issuer        = "https://id.acme.example"
      jwks_endpoint = "https://id.acme.example/.well-known/jwks.json"
    }
  }

  action {
    type             = "forward"
    target_group_arn = aws_lb_target_group.models.arn
  }
}`,
      cdktf: `import { LbListener } from "@cdktf/provider-aws/lib/lb-listener";
import { LbListenerRule } from "@cdktf/provider-aws/lib/lb-listener-rule";

const listener = new LbListener(this, "Models", {
  loadBalancerArn: loadBalancer.arn,
  port: 443,
  protocol: "HTTPS",
  sslPolicy: "${MODERN_POLICY}",
  certificateArn: certificate.arn,
  defaultAction: [{ type: "fixed-response", fixedResponse: { contentType: "text/plain", statusCode: "403" } }],
});

new LbListenerRule(this, "Predictions", {
  listenerArn: listener.arn,
  condition: [{ pathPattern: { values: ["/v1/models/resnet:predict"] } }],
  action: [
    {
      type: "jwt-validation",
      jwtValidation: {
        issuer: "https://id.acme.example",
        jwksEndpoint: "https://id.acme.example/.well-known/jwks.json",
      },
    },
    { type: "forward", targetGroupArn: targetGroup.arn },
  ],
});`,
    }),
  ],
  // Unset it is "authenticate": whoever has not logged in is sent to do so.
  AWS_LB_LISTENER_REFUSES_STRANGERS: [
    unset("default_action.authenticate_oidc.on_unauthenticated_request"),
    unset("default_action.authenticate_cognito.on_unauthenticated_request"),
    unset("action.authenticate_oidc.on_unauthenticated_request"),
    unset("action.authenticate_cognito.on_unauthenticated_request"),
  ],
};
