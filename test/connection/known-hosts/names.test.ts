import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import {
  knownHostsName,
  namesMatch,
  wildcardMatches,
} from '../../../src/connection/ssh/known-hosts/names.ts';

describe('the name of a host in known_hosts', () => {
  it.each([
    ['Web1.Example', 22, 'web1.example'],
    ['10.0.0.1', 2222, '[10.0.0.1]:2222'],
    ['::1', 22, '::1'],
    ['::1', 2200, '[::1]:2200'],
  ])('%s, port %i: %s', (host, port, name) => {
    expect(knownHostsName(host, port)).toBe(name);
  });
});

function hashed(name: string): string {
  const salt = Buffer.from('twenty bytes of salt');
  return `|1|${salt.toString('base64')}|${createHmac('sha1', salt).update(name).digest('base64')}`;
}

describe('the names of a line', () => {
  it.each([
    ['web1', 'web1', true],
    ['WEB1', 'web1', true],
    ['web1,10.0.0.1', '10.0.0.1', true],
    ['web1', 'web11', false],
    ['web?', 'web1', true],
    ['*.example.com', 'a.b.example.com', true],
    ['*.example.com', 'example.com', false],
    ['*.example.com,!bad.example.com', 'bad.example.com', false],
    ['!bad.example.com,*.example.com', 'good.example.com', true],
    ['!web2', 'web1', false],
    ['[web1]:2222', '[web1]:2222', true],
    ['web1', '[web1]:2222', false],
    ['a.b', 'axb', false],
    [hashed('web1'), 'web1', true],
    [hashed('web1'), 'web2', false],
    [hashed('[web1]:2222'), '[web1]:2222', true],
    ['|1|broken', 'web1', false],
  ])('%s means %s: %s', (names, name, expected) => {
    expect(namesMatch(names, name)).toBe(expected);
  });

  it('are matched in no time even where a regular expression would take for ever', () => {
    expect(wildcardMatches(`${'*a'.repeat(40)}b`, 'a'.repeat(2000))).toBe(false);
  });
});
