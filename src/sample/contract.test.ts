import { describeAnswers, describeKubeletWords } from '../../test/contract/contract.ts';
import { startSampleSubject, type SampleSubject } from './contract-subject.fixture.ts';

describe('sample cluster', () => {
  let sample: SampleSubject;
  before(async () => {
    sample = await startSampleSubject();
  });
  after(() => sample.dispose());

  describeAnswers('sample', () => sample.subject);
  describeKubeletWords(
    'sample',
    () => sample.subject,
    () => sample.kubeletPods,
  );
});
