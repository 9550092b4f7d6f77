import { describeSayings } from '../../testing/sayings.ts';

describeSayings({
  'version-mismatch': [
    'distributed.client.VersionMismatchWarning: Mismatched versions found',
    'RuntimeError: Version mismatch: The cluster was started with: Ray: 2.9.0 Python: 3.10.1 This process on node 10.0.0.1 was started with: Ray: 2.8.0',
    'java.io.InvalidClassException: org.apache.spark.sql.X; local class incompatible: stream classdesc serialVersionUID = 1, local class serialVersionUID = 2',
    'Exception: Python in worker has different version 3.8 than that in driver 3.10, PySpark cannot run with different minor versions.',
    'FATAL:  database files are incompatible with server\nDETAIL:  The data directory was initialized by PostgreSQL version 13, which is not compatible with this version 15.',
    'TypeError: code() takes at most 16 arguments (18 given)',
    'unsupported pickle protocol: 5',
    'WARNING: The client is version 5.0 and server version 4.0 jupyterhub version 5.0.0 != jupyterhub-singleuser version 3.1.1',
    "Can't get attribute '_unpickle_block' on <module 'pandas._libs.internals'",
  ],
});
