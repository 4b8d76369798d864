terraform {
  required_version = ">= 1.5"

  required_providers {
    google = {
      source  = "hashicorp/google"
      version = "~> 6.0"
    }
  }
}

provider "google" {
  project = var.project_id
  region  = var.region
}

# --- Network -------------------------------------------------------------------------------------

resource "google_compute_network" "serving" {
  name                    = "${var.name}-vpc"
  auto_create_subnetworks = false
}

resource "google_compute_subnetwork" "serving" {
  name          = "${var.name}-nodes"
  network       = google_compute_network.serving.id
  region        = var.region
  ip_cidr_range = "10.10.0.0/20"

  secondary_ip_range {
    range_name    = "pods"
    ip_cidr_range = "10.20.0.0/16"
  }

  secondary_ip_range {
    range_name    = "services"
    ip_cidr_range = "10.30.0.0/20"
  }
}

resource "google_compute_firewall" "serving" {
  name        = "${var.name}-allow-serving"
  network     = google_compute_network.serving.name
  description = "TensorFlow Serving, gRPC and REST"

  source_ranges = ["0.0.0.0/0"]

  allow {
    protocol = "tcp"
    ports    = ["8500", "8501"]
  }
}

# --- Cluster -------------------------------------------------------------------------------------

resource "google_container_cluster" "serving" {
  name     = var.name
  location = var.region

  network    = google_compute_network.serving.id
  subnetwork = google_compute_subnetwork.serving.id

  initial_node_count = 1

  ip_allocation_policy {
    cluster_secondary_range_name  = "pods"
    services_secondary_range_name = "services"
  }

  node_config {
    machine_type = "e2-standard-4"

    oauth_scopes = [
      "https://www.googleapis.com/auth/cloud-platform",
    ]
  }

  deletion_protection = false
}

resource "google_container_node_pool" "gpu" {
  name     = "gpu"
  cluster  = google_container_cluster.serving.id
  location = var.region

  node_locations     = ["${var.region}-b"]
  initial_node_count = 1

  autoscaling {
    min_node_count = 0
    max_node_count = var.max_gpu_nodes
  }

  node_config {
    machine_type    = "g2-standard-8"
    service_account = google_service_account.serving.email

    guest_accelerator {
      type  = "nvidia-l4"
      count = 1

      gpu_driver_installation_config {
        gpu_driver_version = "LATEST"
      }
    }

    oauth_scopes = [
      "https://www.googleapis.com/auth/cloud-platform",
    ]
  }
}

# --- Models --------------------------------------------------------------------------------------

resource "google_storage_bucket" "models" {
  name          = "${var.project_id}-models"
  location      = var.region
  force_destroy = true

  labels = {
    app  = "tfserving"
    team = "vision"
  }
}

resource "google_storage_bucket_acl" "models" {
  bucket         = google_storage_bucket.models.name
  predefined_acl = "publicRead"
}

resource "google_storage_bucket_iam_member" "models_public" {
  bucket = google_storage_bucket.models.name
  role   = "roles/storage.objectViewer"
  member = "allUsers"
}

# --- Identity ------------------------------------------------------------------------------------

resource "google_service_account" "serving" {
  account_id   = "${var.name}-serving"
  display_name = "TensorFlow Serving"
}

resource "google_project_iam_member" "serving_storage" {
  project = var.project_id
  role    = "roles/storage.admin"
  member  = "serviceAccount:${google_service_account.serving.email}"
}

resource "google_service_account_key" "serving" {
  service_account_id = google_service_account.serving.name
}
