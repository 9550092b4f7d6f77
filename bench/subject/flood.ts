// A log of many lines in a process of its own, as an API server is: what reads it does not share its time.
import { number } from '../../src/common/json.ts';
import { LogSource } from '../log-source.ts';
import { answers } from './answers.ts';

answers({
  async start(input) {
    const source = new LogSource(number(input, 'lines') ?? 0);
    await source.start();
    return source.url;
  },
});
