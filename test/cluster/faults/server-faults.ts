import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { text } from '../../../src/common/json.ts';
import { CertificateAuthority, type Identity } from '../../harness/control-plane/certificates.ts';
import { aroundEach } from './around-each.ts';
import { NAMESPACE, portOf, type FaultScene } from './fault-scene.ts';

const PODS = `/api/v1/namespaces/${NAMESPACE}/pods`;
const MASTERS = ['system:masters'];

export function serverFaults(sceneOf: () => FaultScene): void {
  const at = aroundEach(sceneOf);

  it('was restarted', async () => {
    const { scene, watched, equal } = at();
    await scene.controlPlane.apiServer.kill();
    await watched.untilState('stale');
    await scene.controlPlane.apiServer.start();
    await scene.change();
    await equal();
  });

  it('was restarted, and knows nothing of the changes before: its store was compacted', async () => {
    const { scene, equal } = at();
    const before = text((await scene.requests('GET', PODS)).json, 'metadata', 'resourceVersion');
    scene.network.cut();
    await scene.change();
    await scene.controlPlane.compact();
    await scene.controlPlane.apiServer.kill();
    await scene.controlPlane.apiServer.start();
    const place = `${PODS}?watch=1&timeoutSeconds=1&resourceVersion=${before}`;
    assert.match((await scene.requests('GET', place)).text, /"code":410/);
    scene.network.mend('forgotten');
    await equal();
  });

  it('was replaced behind its load balancer, one after the other', async () => {
    const { scene, equal } = at();
    const { apiServer, server } = scene.controlPlane;
    const other = await apiServer.another();
    try {
      scene.network.leadTo(other.port);
      await apiServer.kill();
      scene.server = `https://127.0.0.1:${other.port}`;
      await scene.change();
      await equal();
      await apiServer.start();
      scene.network.leadTo(portOf(server));
      scene.server = server;
      other.leave(); // it goes on with the watches that it has for a while
      await scene.change();
      await equal();
    } finally {
      scene.network.leadTo(portOf(server));
      scene.server = server;
      await other.kill();
    }
    await scene.change();
    await equal();
  });
}

export function authorityFaults(sceneOf: () => FaultScene): void {
  let authorities = '';
  const at = aroundEach(sceneOf, () => {
    authorities = sceneOf().file('authorities.crt', sceneOf().controlPlane.authority);
    return { cluster: { 'certificate-authority': authorities } };
  });

  it('has a certificate of another authority, which the kubeconfig names a moment later', async () => {
    const { scene, watched, equal } = at();
    const { apiServer, server, authority } = scene.controlPlane;
    const another = new CertificateAuthority('another authority');
    const { key, certificate } = another.issue({ name: 'kube-apiserver', hosts: ['127.0.0.1'] });
    const renewed = await apiServer.another(
      [
        `--tls-cert-file=${scene.file('renewed.crt', certificate)}`,
        `--tls-private-key-file=${scene.file('renewed.key', key)}`,
      ],
      another.certificate,
    );
    try {
      scene.network.leadTo(renewed.port);
      scene.network.breakAll('reset');
      await watched.untilState('stale');
      assert.ok(watched.current.state === 'stale' && watched.current.problem.kind === 'certificate');
      await scene.change();
      writeFileSync(authorities, `${authority}${another.certificate}`);
      await equal();
    } finally {
      scene.network.leadTo(portOf(server));
      await renewed.kill();
    }
    await scene.change();
    await equal();
  });
}

export function certificateFaults(sceneOf: () => FaultScene): void {
  const files = { 'client-certificate': '', 'client-key': '' };
  let issued: Identity;
  const issue = (lastsSeconds: number): void => {
    const validUntil = new Date(Date.now() + lastsSeconds * 1000);
    issued = sceneOf().controlPlane.authorityOf.issue({ name: 'ana', groups: MASTERS, validUntil });
    writeFileSync(files['client-key'], issued.key);
    writeFileSync(files['client-certificate'], issued.certificate);
  };
  const at = aroundEach(sceneOf, () => {
    files['client-certificate'] = sceneOf().file('ana.crt', '');
    files['client-key'] = sceneOf().file('ana.key', '');
    issue(5);
    return { user: files };
  });

  it('has expired, and is renewed a moment later', async () => {
    const { scene, watched, equal } = at();
    const { key, certificate } = issued;
    await scene.refused({ key, certificate });
    scene.network.breakAll('reset');
    await watched.untilState('stale');
    assert.ok(watched.current.state === 'stale' && watched.current.problem.kind === 'sign-in');
    await scene.change();
    issue(3_600);
    await equal();
  });
}

export function tokenFaults(sceneOf: () => FaultScene): void {
  const rules = [{ apiGroups: [''], resources: ['pods'], verbs: ['list', 'watch', 'get'] }];
  let tokenFile = '';
  let first = '';
  let next = '';
  const at = aroundEach(sceneOf, async () => {
    const { controlPlane } = sceneOf();
    first = (await controlPlane.namespacedUser(NAMESPACE, 'first', rules)).token;
    next = (await controlPlane.namespacedUser(NAMESPACE, 'second', rules)).token;
    tokenFile = sceneOf().file('token', first);
    return { user: { tokenFile } };
  });

  it('is refused, and its file holds another a moment later', async () => {
    const { scene, watched, equal } = at();
    const gone = await scene.requests('DELETE', `/api/v1/namespaces/${NAMESPACE}/serviceaccounts/first`);
    assert.equal(gone.status, 200);
    await scene.refused({ token: first }); // it remembers for some seconds that the token was good
    scene.network.breakAll('reset');
    await watched.untilState('stale');
    assert.ok(watched.current.state === 'stale' && watched.current.problem.kind === 'sign-in');
    await scene.change();
    writeFileSync(tokenFile, next);
    await equal();
  });
}
