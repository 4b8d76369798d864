# Where the state lies. It stands apart from main.tf, which is planned without the bucket.

terraform {
  required_version = ">= 1.11.0"

  backend "s3" {
    bucket       = "acme-terraform-states"
    key          = "vision/serving.tfstate"
    region       = "eu-west-1"
    encrypt      = true
    kms_key_id   = "arn:aws:kms:eu-west-1:111122223333:key/01234567-89ab-cdef-0123-456789abcdef"
    use_lockfile = true
  }
}
