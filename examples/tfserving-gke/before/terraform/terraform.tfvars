project_id = "acme-ml"
