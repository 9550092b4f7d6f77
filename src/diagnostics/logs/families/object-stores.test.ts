import { describeSayings } from '../../testing/sayings.ts';

describeSayings({
  'rbac-forbidden': [
    'pods is forbidden: User "system:serviceaccount:team-a:default" cannot list resource "pods" in API group "" in the namespace "team-a"',
    'kubernetes.client.exceptions.ApiException: (403)\nReason: Forbidden\nHTTP response body: {"kind":"Status","apiVersion":"v1","metadata":{},"status":"Failure","message":"pods is forbidden: User \\"system:serviceaccount:spark:default\\" cannot create resource \\"pods\\" in API group \\"\\" in the namespace \\"spark\\"","reason":"Forbidden","details":{"kind":"pods"},"code":403}',
    'botocore.exceptions.ClientError: An error occurred (AccessDenied) when calling the PutObject operation: Access Denied',
    'google.api_core.exceptions.Forbidden: 403 GET https://storage.googleapis.com/storage/v1/b/x?projection=noAcl: x does not have storage.buckets.get access to the Google Cloud Storage bucket.',
    'azure.core.exceptions.HttpResponseError: This request is not authorized to perform this operation using this permission.\nErrorCode:AuthorizationPermissionMismatch',
    'com.amazonaws.services.s3.model.AmazonS3Exception: Forbidden (Service: Amazon S3; Status Code: 403; Error Code: 403 Forbidden',
    'An error occurred (403) when calling the HeadObject operation: Forbidden',
  ],
  'app-config-error': [
    'botocore.exceptions.NoCredentialsError: Unable to locate credentials',
    'google.auth.exceptions.DefaultCredentialsError: Could not automatically determine credentials.',
    'botocore.exceptions.ClientError: An error occurred (InvalidAccessKeyId) when calling the ListObjectsV2 operation: The Access Key Id you provided does not exist in our records.',
    'botocore.exceptions.ClientError: An error occurred (SignatureDoesNotMatch) when calling the PutObject operation',
    'botocore.exceptions.ClientError: An error occurred (ExpiredToken) when calling the GetObject operation: The provided token has expired.',
    'botocore.errorfactory.NoSuchBucket: An error occurred (NoSuchBucket) when calling the PutObject operation: The specified bucket does not exist',
    'com.amazonaws.SdkClientException: Unable to load AWS credentials from any provider in the chain',
  ],
});
