# A serving estate with the usual faults, as teams write it. Every fault is named in faults.json beside this file.
# Written for this test; nothing of it is anybody's production.

terraform {
  required_providers {
    aws = {
      source = "hashicorp/aws"
    }
  }
}

provider "aws" {
  region                      = "eu-west-1"
  access_key                  = "test"
  secret_key                  = "test"
  skip_credentials_validation = true
  skip_requesting_account_id  = true
  skip_metadata_api_check     = true
}

locals {
  oidc = "oidc.eks.eu-west-1.amazonaws.com/id/0123456789ABCDEF0123456789ABCDEF"
}

resource "aws_vpc" "main" {
  cidr_block = "10.0.0.0/16"
}

resource "aws_subnet" "a" {
  vpc_id                  = aws_vpc.main.id
  cidr_block              = "10.0.1.0/24"
  availability_zone       = "eu-west-1a"
  map_public_ip_on_launch = true
}

resource "aws_subnet" "b" {
  vpc_id            = aws_vpc.main.id
  cidr_block        = "10.0.2.0/24"
  availability_zone = "eu-west-1b"
}

# --- the bucket of weights -------------------------------------------------------------------------------------------

resource "aws_s3_bucket" "weights" {
  bucket        = "acme-weights-public"
  force_destroy = true
}

resource "aws_s3_bucket_acl" "weights" {
  bucket = aws_s3_bucket.weights.id
  acl    = "public-read"
}

resource "aws_s3_bucket_policy" "weights" {
  bucket = aws_s3_bucket.weights.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = "*"
      Action    = "s3:GetObject"
      Resource  = "arn:aws:s3:::acme-weights-public/*"
    }]
  })
}

# --- security groups -------------------------------------------------------------------------------------------------

resource "aws_security_group" "tfserving" {
  name   = "tfserving"
  vpc_id = aws_vpc.main.id

  ingress {
    from_port   = 8501
    to_port     = 8501
    protocol    = "tcp"
    cidr_blocks = ["0.0.0.0/0"]
  }

  egress {
    from_port   = 0
    to_port     = 0
    protocol    = "-1"
    cidr_blocks = ["0.0.0.0/0"]
  }
}

resource "aws_security_group" "triton" {
  name   = "triton"
  vpc_id = aws_vpc.main.id
}

resource "aws_vpc_security_group_ingress_rule" "triton_v6" {
  security_group_id = aws_security_group.triton.id
  ip_protocol       = "tcp"
  from_port         = 8000
  to_port           = 8002
  cidr_ipv6         = "::/0"
}

resource "aws_vpc_security_group_egress_rule" "triton" {
  security_group_id = aws_security_group.triton.id
  ip_protocol       = "-1"
  cidr_ipv4         = "0.0.0.0/0"
}

resource "aws_security_group_rule" "ssh" {
  type              = "ingress"
  security_group_id = aws_security_group.triton.id
  protocol          = "tcp"
  from_port         = 22
  to_port           = 22
  cidr_blocks       = ["0.0.0.0/0"]
}

# --- identities ------------------------------------------------------------------------------------------------------

resource "aws_iam_openid_connect_provider" "cluster" {
  url             = "https://${local.oidc}"
  client_id_list  = ["sts.amazonaws.com"]
  thumbprint_list = ["9e99a48a9960b14926bb7f3b02e22da2b0ab7280"]
}

resource "aws_iam_role" "serving" {
  name = "serving"
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRoleWithWebIdentity"
      Principal = { Federated = "arn:aws:iam::111122223333:oidc-provider/${local.oidc}" }
    }]
  })
}

resource "aws_iam_role_policy" "serving" {
  name = "models"
  role = aws_iam_role.serving.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect   = "Allow"
      Action   = "s3:*"
      Resource = "*"
    }]
  })
}

resource "aws_iam_role" "batch" {
  name = "batch"
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRoleWithWebIdentity"
      Principal = { Federated = "arn:aws:iam::111122223333:oidc-provider/${local.oidc}" }
      Condition = { StringLike = { "${local.oidc}:sub" = "system:serviceaccount:*:*" } }
    }]
  })
}

resource "aws_iam_role_policy_attachment" "batch_admin" {
  role       = aws_iam_role.batch.name
  policy_arn = "arn:aws:iam::aws:policy/AdministratorAccess"
}

resource "aws_iam_user" "uploader" {
  name = "uploader"
}

resource "aws_iam_access_key" "uploader" {
  user = aws_iam_user.uploader.name
}

# --- the cluster -----------------------------------------------------------------------------------------------------

resource "aws_iam_role" "cluster" {
  name = "cluster"
  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "eks.amazonaws.com" } }]
  })
}

resource "aws_eks_cluster" "main" {
  name     = "serving"
  role_arn = aws_iam_role.cluster.arn

  vpc_config {
    subnet_ids             = [aws_subnet.a.id, aws_subnet.b.id]
    endpoint_public_access = true
  }
}

resource "aws_iam_role" "nodes" {
  name = "nodes"
  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "ec2.amazonaws.com" } }]
  })
}

resource "aws_launch_template" "gpu" {
  name_prefix = "gpu-"

  metadata_options {
    http_tokens                 = "optional"
    http_put_response_hop_limit = 2
  }

  block_device_mappings {
    device_name = "/dev/xvda"
    ebs {
      volume_size = 200
    }
  }
}

resource "aws_eks_node_group" "gpu" {
  cluster_name    = aws_eks_cluster.main.name
  node_group_name = "gpu"
  node_role_arn   = aws_iam_role.nodes.arn
  subnet_ids      = [aws_subnet.a.id]
  instance_types  = ["g5.xlarge"]

  launch_template {
    id      = aws_launch_template.gpu.id
    version = "$Latest"
  }

  scaling_config {
    desired_size = 1
    min_size     = 0
    max_size     = 4
  }
}

# --- keys, images, secrets -------------------------------------------------------------------------------------------

resource "aws_kms_key" "models" {
  description             = "models"
  deletion_window_in_days = 7
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Principal = { AWS = "*" }, Action = "kms:*", Resource = "*" }]
  })
}

resource "aws_ecr_repository" "serving" {
  name                 = "serving"
  image_tag_mutability = "MUTABLE"
}

resource "aws_secretsmanager_secret" "hub" {
  name = "hugging-face-token"
}

resource "aws_secretsmanager_secret_version" "hub" {
  secret_id     = aws_secretsmanager_secret.hub.id
  secret_string = "hf_QmFzZTY0SXNOb3RBU2VjcmV0QXRBbGwx"
}

# --- a managed endpoint and an API -----------------------------------------------------------------------------------

resource "aws_iam_role" "sagemaker" {
  name = "sagemaker"
  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "sagemaker.amazonaws.com" } }]
  })
}

resource "aws_sagemaker_model" "llm" {
  name               = "llm"
  execution_role_arn = aws_iam_role.sagemaker.arn

  primary_container {
    image = "111122223333.dkr.ecr.eu-west-1.amazonaws.com/serving:latest"
    environment = {
      HF_TOKEN = "hf_QmFzZTY0SXNOb3RBU2VjcmV0QXRBbGwx"
    }
  }
}

resource "aws_api_gateway_rest_api" "inference" {
  name = "inference"
}

resource "aws_api_gateway_resource" "predict" {
  rest_api_id = aws_api_gateway_rest_api.inference.id
  parent_id   = aws_api_gateway_rest_api.inference.root_resource_id
  path_part   = "predict"
}

resource "aws_api_gateway_method" "predict" {
  rest_api_id   = aws_api_gateway_rest_api.inference.id
  resource_id   = aws_api_gateway_resource.predict.id
  http_method   = "POST"
  authorization = "NONE"
}

resource "aws_lb" "models" {
  name               = "models"
  load_balancer_type = "application"
  internal           = false
  subnets            = [aws_subnet.a.id, aws_subnet.b.id]
}

resource "aws_lb_target_group" "models" {
  name        = "models"
  port        = 8501
  protocol    = "HTTP"
  target_type = "ip"
  vpc_id      = aws_vpc.main.id
}

resource "aws_lb_listener" "models" {
  load_balancer_arn = aws_lb.models.arn
  port              = 80
  protocol          = "HTTP"

  default_action {
    type             = "forward"
    target_group_arn = aws_lb_target_group.models.arn
  }
}

resource "aws_cloudwatch_log_group" "serving" {
  name = "/aws/eks/serving/cluster"
}
