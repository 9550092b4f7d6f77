import { describeSayings } from '../../testing/sayings.ts';

describeSayings({
  'huggingface-auth': [
    'huggingface_hub.utils._errors.GatedRepoError: 401 Client Error. (Request ID: Root=1-6) Cannot access gated repo for url https://huggingface.co/meta-llama/Llama-2-7b-hf/resolve/main/config.json. Access to model meta-llama/Llama-2-7b-hf is restricted. You must be authenticated to access it.',
    'OSError: You are trying to access a gated repo. Make sure to have access to it at https://huggingface.co/meta-llama/Llama-2-7b.',
    'huggingface_hub.errors.RepositoryNotFoundError: 404 Client Error. Repository Not Found for url: https://huggingface.co/api/models/foo/bar.',
    'requests.exceptions.HTTPError: 401 Client Error: Unauthorized for url: https://huggingface.co/api/whoami-v2',
    'huggingface_hub.errors.HfHubHTTPError: 429 Client Error: Too Many Requests for url: https://huggingface.co/x',
    'huggingface_hub.errors.LocalEntryNotFoundError: An error happened while trying to locate the file on the Hub and we cannot find the requested files in the local cache.',
    "OSError: We couldn't connect to 'https://huggingface.co' to load this file, couldn't find it in the cached files and it looks like bert-base is not the path to a directory",
    'ValueError: Invalid token passed!',
    "huggingface_hub.errors.OfflineModeIsEnabled: Cannot access file since 'HF_HUB_OFFLINE=1' is set.",
    "OSError: foo/bar is not a local folder and is not a valid model identifier listed on 'https://huggingface.co/models'",
    'Access to model mistralai/Mixtral is restricted and you are not in the authorized list. Visit https://huggingface.co/mistralai/Mixtral to ask for access.',
    '403 Client Error: Forbidden for url: https://huggingface.co/google/gemma-7b/resolve/main/config.json',
  ],
});
