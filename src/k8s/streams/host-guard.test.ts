import assert from 'node:assert/strict';
import { HostGuard } from './host-guard.ts';

const verdict = (...parts: string[]): string =>
  parts.reduce((_, part) => guard.take(Buffer.from(part, 'latin1')), 'undecided');
const host = (name: string): string => verdict(`GET /api HTTP/1.1\r\nHost: ${name}\r\nAccept: */*\r\n\r\n`);
let guard: HostGuard;

describe('the guard of what speaks HTTP', () => {
  beforeEach(() => {
    guard = new HostGuard();
  });

  it('refuses a page of another site whose name leads here', () => {
    for (const name of [
      'evil.example.com:5000',
      'EVIL.EXAMPLE.COM',
      'evil.example.',
      '127.0.0.1.evil.org:80',
      'localhost.evil.org',
    ])
      assert.equal(((guard = new HostGuard()), host(name)), 'refused', name);
  });

  it('lets every name of this machine through', () => {
    for (const name of [
      ...['127.0.0.1:5000', 'localhost', 'LOCALHOST:80', '[::1]:5000', '::1', 'mlflow.localhost:5000'],
      ...['my-laptop:5000', 'host.docker.internal:5000', '192.168.1.7:5000', ''],
    ])
      assert.equal(((guard = new HostGuard()), host(name)), 'passes', name);
  });

  it('reads a head that comes in pieces, and holds it back until then', () => {
    assert.equal(verdict('G'), 'undecided');
    assert.equal(verdict('ET / HTTP/1.1\r\nAccept: */*\r\nHo'), 'undecided');
    assert.equal(verdict('st: evil.example.com\r\n'), 'undecided');
    assert.equal(verdict('\r\n'), 'refused');
    assert.match(guard.held.toString(), /^GET [\s\S]+\r\n\r\n$/);
  });

  it('is not led astray by two hosts, a host in the path, or a head without an end', () => {
    assert.equal(verdict('GET / HTTP/1.1\r\nHost: localhost\r\nhost: evil.example.com\r\n\r\n'), 'refused');
    guard = new HostGuard();
    assert.equal(verdict('GET /?x=Host:evil.example.com HTTP/1.1\r\nHost: localhost\r\n\r\n'), 'passes');
    guard = new HostGuard();
    assert.equal(verdict(`GET /${'a'.repeat(40_000)}`), 'refused');
  });

  it('leaves everything else alone', () => {
    for (const first of [
      '\x16\x03\x01',
      'SELECT 1;\n',
      '\0\0\0\x08',
      'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n',
      'GETALL\r\n',
    ])
      assert.equal(((guard = new HostGuard()), verdict(first)), 'passes', first);
    guard = new HostGuard();
    assert.equal(verdict('GET / HTTP/1.0\r\n\r\n'), 'passes', 'no browser leaves the host out');
  });
});
