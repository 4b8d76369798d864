variable "project_id" {
  description = "Project that everything is made in."
  type        = string
}

variable "region" {
  description = "Region of the cluster and of the models."
  type        = string
  default     = "europe-west4"
}

variable "name" {
  description = "Name of the cluster, and the beginning of every other name."
  type        = string
  default     = "tfserving"
}

variable "max_gpu_nodes" {
  description = "Most nodes of the GPU pool."
  type        = number
  default     = 4
}
