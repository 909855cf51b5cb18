import { describe, expect, it } from 'vitest';
import { connectorFor } from '../../../src/connection/connector-for.ts';
import { platformOf } from '../../../src/connection/platform.ts';
import { wishesOf } from '../../../src/connection/ssh/route-of.ts';
import { SshShared } from '../../../src/connection/ssh/ssh-shared.ts';
import { connectionVariables } from '../../../src/connection/variables/connection-variables.ts';
import type { JsonObject } from '../../../src/json.ts';
import { mask, Redactor } from '../../../src/secrets/redactor.ts';

const host = (variables: JsonObject) => ({ name: 'web1', variables });

describe('the variables of a host', () => {
  it('are understood under their older names and as text', () => {
    const wishes = wishesOf(
      host({ ansible_ssh_host: 'h', ansible_ssh_port: '2222', ansible_ssh_user: 'u' }),
      {},
    );
    expect(wishes).toMatchObject({ host: 'h', port: 2222, user: 'u' });
  });

  it('count as not set when they are empty', () => {
    expect(wishesOf(host({ ansible_host: '', ansible_ssh_host: 'h', ansible_port: null }), {})).toMatchObject(
      {
        host: 'h',
        port: undefined,
      },
    );
  });

  it.each([
    [{ ansible_host_key_checking: false }, true],
    [{ ansible_ssh_host_key_checking: 'yes' }, false],
    [{ ansible_host_key_checking: false, gorun_ssh_accept_new: false }, false],
    [{ gorun_ssh_accept_new: 'true' }, true],
    [{}, undefined],
  ])('%j: new keys accepted is %s', (variables, acceptNew) => {
    expect(wishesOf(host(variables), {}).acceptNew).toBe(acceptNew);
  });

  it.each([
    [{ ansible_port: 70_000 }, 'ansible_port must be a port (1 to 65535), not 70000.'],
    [{ gorun_connect_timeout: 'soon' }, 'gorun_connect_timeout must be seconds (more than 0), not "soon".'],
    [{ ansible_password: ['a'] }, 'ansible_password must be text, not its value (not shown).'],
    [{ gorun_ssh_accept_new: 'perhaps' }, 'gorun_ssh_accept_new must be true or false, not "perhaps".'],
  ])('%j is refused', (variables, message) => {
    expect(() => wishesOf(host(variables), {})).toThrow(`web1: ${message}`);
  });

  it('are documented, each under a name of its own', () => {
    const all = Object.values(connectionVariables);
    const names = all.flatMap((variable) => variable.names);
    expect(new Set(names).size).toBe(names.length);
    expect(all.filter((variable) => !/^\S.{20,}\.$/s.test(variable.doc))).toEqual([]);
  });
});

describe('the kind of host', () => {
  it.each([
    [{}, 'posix'],
    [{ ansible_shell_type: 'powershell' }, 'windows'],
    [{ ansible_shell_type: 'cmd' }, 'windows'],
    [{ ansible_shell_type: 'sh' }, 'posix'],
    [{ ansible_shell_type: 'sh', gorun_platform: 'windows' }, 'windows'],
  ])('%j: %s', (variables, platform) => {
    expect(platformOf(host(variables))).toBe(platform);
  });
});

describe('the connector of a host', () => {
  const options = () => ({ secrets: new Redactor(), shared: new SshShared() });

  it('makes its passwords secrets', () => {
    const given = options();
    connectorFor(
      host({ ansible_password: 'open sesame', ansible_ssh_private_key_passphrase: 'rosebud' }),
      given,
    );
    expect(given.secrets.text('open sesame, rosebud')).toBe(`${mask}, ${mask}`);
  });

  it('is not there yet for WinRM', () => {
    expect(() => connectorFor(host({ ansible_connection: 'winrm' }), options())).toThrow(
      expect.objectContaining({
        code: 'connection/config',
        message: expect.stringContaining('does not speak yet'),
      }),
    );
  });

  it('has a hint for a misspelt connection', () => {
    expect(() => connectorFor(host({ ansible_connection: 'locl' }), options())).toThrow(
      /Did you mean local\?/,
    );
  });
});
