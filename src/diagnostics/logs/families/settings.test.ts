import { describeSayings } from '../../testing/sayings.ts';

describeSayings({
  'app-config-error': [
    'usage: train.py [-h] --data DATA\ntrain.py: error: the following arguments are required: --data',
    'train.py: error: unrecognized arguments: --lr-rate 0.1',
    'Error: No such option: --workers',
    'Traceback (most recent call last):\n  File "/app/a.py", line 3, in <module>\n    x = os.environ[\'MODEL_PATH\']\n  File "/usr/lib/python3.10/os.py", line 679, in __getitem__\n    raise KeyError(key) from None\nKeyError: \'MODEL_PATH\'',
    'pydantic_core._pydantic_core.ValidationError: 1 validation error for Settings\ndatabase_url\n  Field required [type=missing, input_value={}, input_type=dict]',
    'pydantic.error_wrappers.ValidationError: 1 validation error for Settings\napi_key\n  field required (type=value_error.missing)',
    'airflow.exceptions.AirflowConfigException: error: cannot use sqlite with the CeleryExecutor',
    'Error: unknown flag: --foo',
    'flag provided but not defined: -foo',
    'yaml.scanner.ScannerError: mapping values are not allowed here',
    'json.decoder.JSONDecodeError: Expecting value: line 1 column 1 (char 0)\nfailed to parse configuration file',
    'django.core.exceptions.ImproperlyConfigured: The SECRET_KEY setting must not be empty.',
    "traitlets.traitlets.TraitError: The 'ip' trait of a JupyterHub instance expected a unicode string, not the int 5.",
    'nginx: [emerg] unknown directive "foo" in /etc/nginx/nginx.conf:1',
    "Error: Invalid value for '--port': 'http://10.0.0.1:5000' is not a valid integer.",
    "hydra.errors.ConfigCompositionException: Could not override 'trainer.x'",
    'error: the following arguments are required: --model',
    "ValueError: invalid literal for int() with base 10: 'tcp://10.96.0.12:8786'",
    'Error: config file /etc/app/config.yaml not found',
    'cryptography.fernet.InvalidToken',
    'ValueError: Fernet key must be 32 url-safe base64-encoded bytes.',
    "Refusing to run the hub without a database encryption: Bad 'JUPYTERHUB_CRYPT_KEY'",
  ],
});
