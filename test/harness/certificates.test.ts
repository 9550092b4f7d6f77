import assert from 'node:assert/strict';
import { X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { connect, createServer } from 'node:tls';
import { CertificateAuthority } from './control-plane/certificates.ts';

describe('certificates of the test authority', () => {
  const authority = new CertificateAuthority('test authority');

  it('say who they are for, and are signed by the authority', () => {
    const issued = authority.issue({ name: 'alice', groups: ['team-a', 'team-b'] });
    const certificate = new X509Certificate(issued.certificate);
    const root = new X509Certificate(authority.certificate);
    assert.equal(certificate.subject, 'O=team-a\nO=team-b\nCN=alice');
    assert.equal(root.ca, true);
    assert.equal(certificate.ca, false);
    assert.equal(certificate.checkIssued(root), true);
    assert.equal(certificate.verify(root.publicKey), true);
    assert.equal(
      certificate.verify(new X509Certificate(new CertificateAuthority('x').certificate).publicKey),
      false,
    );
  });

  it('are accepted by a client that trusts the authority, for their hosts and their time only', async () => {
    const ask = async (request: Parameters<CertificateAuthority['issue']>[0]): Promise<string> => {
      const { key, certificate } = authority.issue(request);
      const server = createServer({ key, cert: certificate }, (socket) => socket.end('hello')).listen(
        0,
        '127.0.0.1',
      );
      await once(server, 'listening');
      const { port } = server.address() as AddressInfo;
      try {
        const client = connect({ port, host: '127.0.0.1', ca: authority.certificate });
        const [answer] = (await once(client, 'data')) as [Buffer];
        return answer.toString();
      } catch (error) {
        return error instanceof Error && 'code' in error ? String(error.code) : String(error);
      } finally {
        server.close();
      }
    };
    const year = 365 * 86_400_000;
    const lastYear = { validFrom: new Date(Date.now() - 2 * year), validUntil: new Date(Date.now() - year) };
    assert.equal(await ask({ name: 'server', hosts: ['localhost', '127.0.0.1'] }), 'hello');
    assert.equal(await ask({ name: 'server', hosts: ['other.example'] }), 'ERR_TLS_CERT_ALTNAME_INVALID');
    assert.equal(await ask({ name: 'server', hosts: ['127.0.0.1'], ...lastYear }), 'CERT_HAS_EXPIRED');
  });
});
