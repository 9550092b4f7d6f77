import '../../test/harness/end-with-parent.ts';
import { record, text } from '../../src/common/json.ts';

type Answers = Readonly<Record<string, (input: unknown) => unknown>>;

/** In the measured process: answers the questions of the bench, and says that it is ready for them. */
export function answers(by: Answers): void {
  process.channel?.ref(); // waiting for questions is a reason to stay
  const say = (message: object): void => void process.send?.(message);
  const answer = async (message: unknown): Promise<void> => {
    const asked = text(message, 'question') ?? '';
    try {
      say({ answer: await by[asked]?.(record(message, 'input')) });
    } catch (error) {
      say({ failed: error instanceof Error ? (error.stack ?? error.message) : String(error) });
    }
  };
  process.on('message', (message) => void answer(message));
  say({});
}
