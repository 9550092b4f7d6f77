import { describeSayings } from '../../testing/sayings.ts';

describeSayings({
  'hub-spawn-timeout': [
    "tornado.web.HTTPError: HTTP 500: Internal Server Error (ana's server never showed up at http://10.0.0.1:8888/user/ana/ after 30 seconds. Giving up.)",
    'TimeoutError: pod jhub/jupyter-ana did not start in 300 seconds!',
    "TimeoutError: Server at http://10.0.0.1:8888/user/ana/ didn't respond in 30 seconds",
  ],
  'hub-spawn-throttled': [
    'User bob is making too many requests: 429: Too many pending spawns.',
    'Spawn rate limit exceeded: 100 pending spawns, throttling. Suggested retry in 60 seconds.',
    'Active server limit reached',
  ],
});
