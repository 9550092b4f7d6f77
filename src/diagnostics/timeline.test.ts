import assert from 'node:assert/strict';
import { diagnose } from './diagnose.ts';
import { claimObject, pod } from './testing/objects.ts';

describe('the story of a pod', () => {
  it('tells when it was placed, how long its image took and how large it is, when it started and how it was killed', () => {
    const builder = pod()
      .limits({ memory: '1Gi' })
      .ended({ exitCode: 137, reason: 'OOMKilled', lived: 360, ago: 30 })
      .withEvent('Scheduled', 'Successfully assigned team-a/train to node-1', {
        type: 'Normal',
        count: 1,
        ago: 3599,
        firstAgo: 3599,
      })
      .withEvent(
        'Pulled',
        'Successfully pulled image "registry.example.com/team/train:1.0" in 1m2.5s (1m2.5s including waiting). Image size: 8700000000 bytes.',
        { type: 'Normal', count: 1, ago: 3500, container: 'main' },
      );
    const { timeline } = diagnose(builder.bundle(), builder.ref);
    assert.deepEqual(
      timeline.map((moment) => moment.text),
      [
        'created',
        'placed on node-1',
        'image registry.example.com/team/train:1.0 downloaded (8.1 GiB)',
        '"main" started',
        '"main" ended: OOMKilled, exit code 137',
      ],
    );
    assert.equal(timeline[2]?.tookSeconds, 62.5);
    assert.equal(timeline[4]?.tookSeconds, 360);
    assert.deepEqual(
      timeline.map((moment) => moment.trouble),
      [false, false, false, false, true],
    );
  });

  it('tells which files are kept', () => {
    const builder = pod().mounting('home-ana', '/home/jovyan').with(claimObject('home-ana'));
    const { files } = diagnose(builder.bundle(), builder.ref);
    assert.deepEqual(
      files.map((place) => [place.path, place.where, place.kept]),
      [
        ['/home/jovyan', 'home-ana', true],
        ['everything else', 'the container itself', false],
      ],
    );
  });
});
