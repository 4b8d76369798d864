import type { ControlCases } from "../case";
import { bucket, one } from "./google-iam";
import { GOOGLE_STORAGE_BUCKET_CASES } from "./google-storage-buckets";
import { GOOGLE_STORAGE_GRANT_CASES } from "./google-storage-grants";

const ACCESS_CASES: readonly ControlCases[] = [
  {
    control: "GOOGLE_STORAGE_PUBLIC_ACCESS_PREVENTED",
    holds: { enforced: bucket({ public_access_prevention: "enforced" }) },
    fails: {
      unset: bucket({}),
      null: bucket({ public_access_prevention: null }),
      inherited: bucket({ public_access_prevention: "inherited" }),
    },
    undecided: { "not known": bucket({ public_access_prevention: "${var.p}" }) },
  },
  {
    control: "GOOGLE_STORAGE_UNIFORM_ACCESS",
    holds: {
      on: bucket({ uniform_bucket_level_access: true }),
      "on as text": bucket({ uniform_bucket_level_access: "true" }),
    },
    fails: { unset: bucket({}), off: bucket({ uniform_bucket_level_access: false }) },
    undecided: { "not known": bucket({ uniform_bucket_level_access: "${var.u}" }) },
  },
  {
    control: "GOOGLE_STORAGE_ACL_NOT_PUBLIC",
    holds: {
      "a private canned ACL": one("google_storage_bucket_acl", { bucket: "b", predefined_acl: "projectPrivate" }),
      "an ACL for a person": one("google_storage_object_acl", {
        bucket: "b",
        role_entity: ["READER:user-a@acme.example"],
      }),
      "an object without an ACL": one("google_storage_bucket_object", { bucket: "b", name: "o", source: "f" }),
      "a control for a group": one("google_storage_bucket_access_control", {
        bucket: "b",
        entity: "group-a@acme.example",
      }),
    },
    fails: {
      "a public canned ACL": one("google_storage_bucket_acl", { bucket: "b", predefined_acl: "publicRead" }),
      "a public default": one("google_storage_bucket_acl", { bucket: "b", default_acl: "publicreadwrite" }),
      "an entity of a list": one("google_storage_default_object_acl", {
        bucket: "b",
        role_entity: ["OWNER:a", "READER:allUsers"],
      }),
      "an entity of its own": one("google_storage_bucket_access_control", {
        bucket: "b",
        entity: "allAuthenticatedUsers",
      }),
      "a public object": one("google_storage_bucket_object", { bucket: "b", name: "o", predefined_acl: "publicRead" }),
      "a control on an object": one("google_storage_object_access_control", {
        bucket: "b",
        object: "o",
        entity: "allUsers",
      }),
    },
    undecided: { "not known": one("google_storage_bucket_acl", { bucket: "b", predefined_acl: "${var.acl}" }) },
  },
  {
    control: "GOOGLE_STORAGE_NO_ACLS",
    holds: {
      "a public one, which has a control of its own": one("google_storage_bucket_acl", {
        bucket: "b",
        predefined_acl: "publicRead",
      }),
      "one that is not made": one("google_storage_bucket_acl", {
        count: 0,
        bucket: "b",
        predefined_acl: "projectPrivate",
      }),
    },
    fails: {
      "on a bucket": one("google_storage_bucket_acl", { bucket: "b", predefined_acl: "projectPrivate" }),
      "on an object": one("google_storage_object_access_control", {
        bucket: "b",
        object: "o",
        entity: "user-a@acme.example",
      }),
      "for new objects": one("google_storage_default_object_acl", {
        bucket: "b",
        role_entity: ["OWNER:user-a@acme.example"],
      }),
    },
    undecided: {
      "one that may be public": one("google_storage_bucket_acl", { bucket: "b", predefined_acl: "${var.acl}" }),
      "one or none": one("google_storage_bucket_acl", {
        count: "${var.n}",
        bucket: "b",
        predefined_acl: "projectPrivate",
      }),
    },
  },
  {
    control: "GOOGLE_STORAGE_NO_WEBSITE",
    holds: { none: bucket({}) },
    fails: { one: bucket({ website: { main_page_suffix: "index.html" } }) },
    undecided: { "not known": bucket({ website: "${var.website}" }) },
  },
  {
    control: "GOOGLE_STORAGE_NO_HMAC_KEY",
    holds: { "one that is off": one("google_storage_hmac_key", { service_account_email: "a@b", state: "INACTIVE" }) },
    fails: {
      one: one("google_storage_hmac_key", { service_account_email: "a@b" }),
      "an active one": one("google_storage_hmac_key", { service_account_email: "a@b", state: "ACTIVE" }),
    },
    undecided: { "not known": one("google_storage_hmac_key", { service_account_email: "a@b", state: "${var.state}" }) },
  },
];

export const GOOGLE_STORAGE_CASES: readonly ControlCases[] = [
  ...ACCESS_CASES,
  ...GOOGLE_STORAGE_BUCKET_CASES,
  ...GOOGLE_STORAGE_GRANT_CASES,
];
