import type { Framework } from "./framework";

/**
 * Recommendations of the CIS AWS Foundations Benchmark 1.4 that the catalogue names, as aquasecurity/trivy-checks pairs them with
 * its checks (`aws-cis-1.4`, Apache-2.0). Not the whole benchmark: most of it concerns accounts, not what serves models.
 */
export const CIS_AWS: Framework = {
  id: "cis-aws",
  title: "CIS AWS Foundations Benchmark 1.4",
  items: [
    { id: "CIS AWS-1.4 2.1.3", title: "S3 buckets have MFA delete enabled" },
    { id: "CIS AWS-1.4 3.3", title: "The bucket of CloudTrail's logs is not public" },
    { id: "CIS AWS-1.4 3.4", title: "CloudTrail's logs go to CloudWatch Logs too" },
    { id: "CIS AWS-1.4 3.6", title: "The bucket of CloudTrail's logs has access logging" },
    { id: "CIS AWS-1.4 3.10", title: "Object-level logging of writes to S3" },
    { id: "CIS AWS-1.4 3.11", title: "Object-level logging of reads from S3" },
    { id: "CIS AWS-1.4 4.1", title: "An alarm for unauthorized API calls" },
    { id: "CIS AWS-1.4 4.7", title: "An alarm for keys disabled or scheduled for deletion" },
    { id: "CIS AWS-1.4 4.8", title: "An alarm for changes of bucket policies" },
    { id: "CIS AWS-1.4 5.1", title: "No network ACL lets the internet reach remote administration ports" },
    { id: "CIS AWS-1.4 5.3", title: "The default security group of every VPC restricts all traffic" },
  ],
};
