import { describeContract } from '../contract/contract.ts';
import { realSubject, type RealSubject } from '../contract/real-subject.ts';
import { startControlPlane, type ControlPlane } from '../harness/control-plane.ts';

// A control plane of its own: the contract ends the API server once, to make it lose its history.
describe('API server', function () {
  this.timeout(120_000);
  let controlPlane: ControlPlane | undefined;
  let real: RealSubject | undefined;

  before(async () => {
    const started = await startControlPlane();
    controlPlane = started;
    real = await realSubject({
      server: started.server,
      ca: started.authority,
      token: started.adminByToken.token,
      folder: started.folder,
      forget: async () => {
        await started.apiServer.kill();
        await started.apiServer.start();
      },
    });
  });

  after(async () => {
    await real?.end();
    await controlPlane?.stop();
  });

  describeContract('real API server', () => {
    if (!real) throw new Error('The control plane did not come up.');
    return real.subject;
  });
});
