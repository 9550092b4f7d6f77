import type { ClusterApi } from '../../src/k8s/transport/cluster-api.ts';

/** The same, but for an ear at the watches of pods: it hears each part before anybody else in this process. */
export function tapped(api: ClusterApi, onWatched: (chunk: Buffer) => void): ClusterApi {
  return {
    server: api.server,
    json: (request, signal) => api.json(request, signal),
    text: (request, signal) => api.text(request, signal),
    socket: (request, protocols, signal) => api.socket(request, protocols, signal),
    stream: async (request, signal) => {
      const answer = await api.stream(request, signal);
      if (request.query?.['watch'] === undefined || !request.path.endsWith('/pods')) return answer;
      // Node's HTTP parser hands over what has come by `push`. Listening to `data` would take it from who reads.
      const push = answer.push.bind(answer);
      answer.push = (chunk: unknown, encoding?: BufferEncoding) => {
        if (chunk instanceof Buffer) onWatched(chunk);
        return push(chunk, encoding);
      };
      return answer;
    },
    get counts() {
      return api.counts;
    },
    dispose: () => api.dispose(),
  };
}
