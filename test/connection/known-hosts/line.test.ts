import { describe, expect, it } from 'vitest';
import { KnownHosts } from '../../../src/connection/ssh/known-hosts/known-hosts.ts';
import { parseKnownHosts } from '../../../src/connection/ssh/known-hosts/line.ts';

const text = `# a comment

web1,10.0.0.1 ssh-ed25519 AAAA comment here
@revoked * ssh-rsa BBBB
@cert-authority *.example.com\tssh-rsa\tCCCC
@strange web1 ssh-rsa DDDD
web2 too-short\r
  web3 ssh-ed25519 EEEE\r
`;

describe('a known_hosts file', () => {
  it('is read line by line; what is no key is passed over', () => {
    const lines = parseKnownHosts(text, 'kh');
    expect(lines.map(({ line, marker, names, key }) => [line, marker, names, key])).toEqual([
      [3, 'none', 'web1,10.0.0.1', 'AAAA'],
      [4, 'revoked', '*', 'BBBB'],
      [5, 'cert-authority', '*.example.com', 'CCCC'],
      [8, 'none', 'web3', 'EEEE'],
    ]);
  });

  it('gives the lines that mean a host, plain ones and patterns', () => {
    const hosts = new KnownHosts(parseKnownHosts(text, 'kh'));
    expect(hosts.linesOf('10.0.0.1').map((line) => line.line)).toEqual([3, 4]);
    expect(hosts.linesOf('a.example.com').map((line) => line.line)).toEqual([4, 5]);
    expect(hosts.linesOf('[web3]:2222').map((line) => line.line)).toEqual([4]);
  });
});
