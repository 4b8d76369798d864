output "cluster_name" {
  value = google_container_cluster.serving.name
}

output "cluster_endpoint" {
  value = google_container_cluster.serving.endpoint
}

output "models_bucket" {
  value = google_storage_bucket.models.url
}

# kubectl create secret generic tfserving-gcs-key --from-file=key.json=<(terraform output -raw serving_key | base64 -d)
output "serving_key" {
  value     = google_service_account_key.serving.private_key
  sensitive = true
}
