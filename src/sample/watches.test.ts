import { describeWatches } from '../../test/contract/contract.ts';
import { startSampleSubject, type SampleSubject } from './contract-subject.fixture.ts';

describe('sample cluster', () => {
  let sample: SampleSubject;
  before(async () => {
    sample = await startSampleSubject();
  });
  after(() => sample.dispose());

  describeWatches('sample', () => sample.subject);
});
