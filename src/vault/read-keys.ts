import { execFile } from 'node:child_process';
import { access, constants, readFile, stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { GorunError } from '../errors/gorun-error.ts';
import type { KeySources, Keys } from './keys.ts';

const run = promisify(execFile);

/** A key or a passphrase is short; a command that prints more is not what it should be. */
const longestOutput = 1024 * 1024;
const commandTimeout = 60_000;

/** Reads all keys from where they are said to be. Throws GorunError `vault/key`. */
export async function readKeys(sources: KeySources): Promise<Keys> {
  const { env, cwd } = sources;
  const identities: string[] = [];
  const passphrases: string[] = [];
  const ansiblePasswords: string[] = [];
  const keyFiles = [...sources.keyFiles, ...given(env.GORUN_VAULT_KEY_FILE)];
  for (const name of keyFiles) {
    const path = pathOf(name, cwd);
    identities.push(...identitiesIn(await secretFile(path), path));
  }
  for (const text of given(env.GORUN_VAULT_KEY)) identities.push(...identitiesIn(text, 'GORUN_VAULT_KEY'));
  for (const name of sources.passphraseFiles) passphrases.push(...(await passphraseFile(pathOf(name, cwd))));
  passphrases.push(...given(env.GORUN_VAULT_PASSPHRASE));
  for (const command of sources.commands) {
    const printed = await output(command, cwd);
    if (/^AGE-SECRET-KEY-/m.test(printed)) identities.push(...identitiesIn(printed, command[0] ?? ''));
    else passphrases.push(nonEmpty(withoutLineEnd(printed), command[0] ?? ''));
  }
  for (const name of given(env.ANSIBLE_VAULT_PASSWORD_FILE)) {
    ansiblePasswords.push(await ansiblePassword(pathOf(name, cwd), cwd));
  }
  if (sources.ask !== undefined) passphrases.push(await sources.ask());
  return { identities, passphrases, ansiblePasswords };
}

function given(text: string | undefined): readonly string[] {
  return text === undefined || text === '' ? [] : [text];
}

function pathOf(name: string, cwd: string): string {
  return name.startsWith('~/') ? join(homedir(), name.slice(2)) : resolve(cwd, name);
}

/** The identities of a text: a line each; comments and empty lines are passed over. */
function identitiesIn(text: string, origin: string): readonly string[] {
  const lines = text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'));
  const wrong = lines.findIndex((line) => !/^AGE-SECRET-KEY-(?:PQ-)?1[\dA-Z]+$/.test(line));
  if (lines.length > 0 && wrong === -1) return lines;
  throw new GorunError('vault/key', {
    message:
      lines.length === 0
        ? `${origin} holds no key.`
        : `${origin} holds what is not a key of age (AGE-SECRET-KEY-1…).`,
    fix: 'Make a key with `gorun vault keygen`; a passphrase is given with --vault-passphrase-file.',
  });
}

async function passphraseFile(path: string): Promise<readonly string[]> {
  return [nonEmpty(withoutLineEnd(await secretFile(path)), path)];
}

/** As Ansible: a password file that can be executed is, and prints the password. */
async function ansiblePassword(path: string, cwd: string): Promise<string> {
  const executable = await access(path, constants.X_OK).then(
    () => true,
    () => false,
  );
  return nonEmpty((executable ? await output([path], cwd) : await secretFile(path)).trim(), path);
}

function withoutLineEnd(text: string): string {
  return text.replace(/(?:\r?\n)+$/, '');
}

function nonEmpty(text: string, origin: string): string {
  if (text !== '') return text;
  throw new GorunError('vault/key', { message: `${origin} gives an empty passphrase.` });
}

/** Reads a file that only its owner may read, as ssh wants its keys. */
async function secretFile(path: string): Promise<string> {
  try {
    const { mode } = await stat(path);
    if (process.platform !== 'win32' && (mode & 0o077) !== 0) {
      throw new GorunError('vault/key', {
        message: `${path} may be read by others (its mode is ${(mode & 0o777).toString(8).padStart(4, '0')}).`,
        fix: `chmod 600 ${path}`,
      });
    }
    return await readFile(path, 'utf8');
  } catch (cause) {
    if (cause instanceof GorunError) throw cause;
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
    const why = { ENOENT: 'it does not exist', EACCES: 'permission denied', EISDIR: 'it is a folder' }[code];
    throw new GorunError('vault/key', { message: `${path} cannot be read: ${why ?? code}.`, cause });
  }
}

/** What a program prints. What it says on standard error is for the person at the terminal. */
async function output([program = '', ...args]: readonly string[], cwd: string): Promise<string> {
  try {
    const { stdout } = await run(program, args, {
      cwd,
      maxBuffer: longestOutput,
      timeout: commandTimeout,
      windowsHide: true,
    });
    return stdout;
  } catch (cause) {
    const { code, killed } = failureOf(cause);
    const why = killed ? `it took longer than ${commandTimeout / 1000} s` : `it ended with ${code}`;
    // Not the cause: its message holds the arguments, its output perhaps a part of the key.
    throw new GorunError('vault/key', {
      message: `The key command ${program} failed: ${code === 'ENOENT' ? 'there is no such program' : why}.`,
    });
  }
}

function failureOf(cause: unknown): { readonly code: string; readonly killed: boolean } {
  if (typeof cause !== 'object' || cause === null) return { code: 'an error', killed: false };
  return {
    code: 'code' in cause ? String(cause.code) : 'a signal',
    killed: 'killed' in cause && cause.killed === true,
  };
}
