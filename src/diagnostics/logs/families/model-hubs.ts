import { said } from '../said.ts';
import { around, signature } from '../signature.ts';

/** Downloads of models that are refused or fail. */
export const modelHubSignatures = [
  signature({
    cause: 'huggingface-auth',
    needles: [
      'gated repo',
      'restricted and you are not',
      'huggingface',
      'hf_hub',
      'authorized list',
      'gatedrepoerror',
      'repositorynotfounderror',
      'offlinemodeisenabled',
      'localentrynotfounderror',
      'huggingface_hub',
      'must be authenticated to access',
      'hfhubhttperror',
      'invalid token passed',
    ],
    pattern:
      /gated repo|GatedRepoError|is restricted and you are not in the authorized list|must be authenticated to access it|RepositoryNotFoundError|40[13] Client Error.*huggingface\.co|huggingface\.co.*\b(?:401|403)\b|OfflineModeIsEnabled|LocalEntryNotFoundError|Failed to resolve 'huggingface\.co'|couldn't connect to 'https:\/\/huggingface\.co'|Invalid (?:user )?token.*(?:hugging|hf)|(?:hugging|hf).*Invalid (?:user )?token|is not a (?:local folder and is not a )?valid model identifier listed on 'https:\/\/huggingface\.co|HTTPSConnectionPool\(host='huggingface\.co'|HfHubHTTPError|Invalid token passed/i,
    strength: 3,
    whileRunning: true,
    says: (hit, source, whole) => {
      const context = around(whole, hit, 1500, 600);
      const model =
        /(?:model|repo(?:sitory)?)\s+['"]?([\w.-]+\/[\w.-]+)/i.exec(hit.text)?.[1] ??
        /huggingface\.co\/(?:api\/models\/)?([\w.-]+\/[\w.-]+)/.exec(context)?.[1];
      const kind =
        /gated|restricted|authorized list|must be authenticated/i.test(hit.text) ||
        (/gated|restricted/i.test(context) && /40[13]/.test(hit.text))
          ? 'gated'
          : /resolve|connect|Offline|LocalEntry|ConnectionPool/i.test(hit.text)
            ? 'offline'
            : /RepositoryNotFound|not a valid model/i.test(hit.text)
              ? 'not-found'
              : 'token';
      return { ...said(hit, source), model, kind };
    },
  }),
];
