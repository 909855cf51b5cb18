import { dirname, resolve } from 'node:path';
import { GorunError } from '../errors/gorun-error.ts';
import { writeLines } from '../report/output.ts';
import { shown } from '../report/shown.ts';
import { SourceFile } from '../source/file.ts';
import { readText } from '../source/read-text.ts';
import { isSealed } from '../source/vault.ts';
import { type Audience, sealAge } from '../vault/age.ts';
import { editedText } from '../vault/edit.ts';
import { decrypted, encrypted, type Rewritten, rekeyed } from '../vault/files.ts';
import { KeyRing } from '../vault/key-ring.ts';
import { keyFileText, newKey, writeKeyFile } from '../vault/keygen.ts';
import { audienceOf } from '../vault/recipients.ts';
import { asValue } from '../vault/values.ts';
import { replaceFile } from '../vault/write-file.ts';
import type { CommandContext } from './command.ts';
import type { EncryptFlags } from './commands/vault.ts';
import { watchInterrupts } from './interrupts.ts';
import { keyRing, passphraseGiven, type VaultFlags, wordsOf } from './vault-flags.ts';

/** `gorun vault encrypt` */
export async function encrypt(
  files: readonly string[],
  flags: EncryptFlags,
  context: CommandContext,
): Promise<void> {
  const { terminal, secrets } = context;
  const keys = keyRing(flags, terminal, secrets);
  if (flags.value !== undefined) {
    if (files.length > 0) throw usage('--value encrypts one value; it takes no files.');
    const audience = await audienceFor(terminal.cwd, flags, keys);
    const clear = await valueToEncrypt(flags.value, context);
    const block = asValue(await sealAge(clear, audience), { isBlock: true, indent: '  ' });
    writeLines(terminal.out, `${flags.value}: ${block.trimEnd()}`.split('\n').map(shown));
    return;
  }
  if (files.length === 0) throw usage('What is to be encrypted? Give files, or --value NAME.');
  await rewrite(files, context, async (path) =>
    encrypted(path, await audienceFor(dirname(path), flags, keys)),
  );
}

/** `gorun vault decrypt` */
export async function decrypt(
  files: readonly string[],
  flags: VaultFlags,
  context: CommandContext,
): Promise<void> {
  const keys = keyRing(flags, context.terminal, context.secrets);
  await rewrite(files, context, (path) => decrypted(path, keys));
}

/** `gorun vault view`: the one place where what is encrypted is printed in clear, for it was asked for. */
export async function view(
  files: readonly string[],
  flags: VaultFlags,
  { terminal, secrets }: CommandContext,
): Promise<void> {
  const keys = keyRing(flags, terminal, secrets);
  for (const file of files) {
    const { text } = await decrypted(resolve(terminal.cwd, file), keys);
    terminal.out.write(text.endsWith('\n') || text === '' ? text : `${text}\n`);
  }
}

/** `gorun vault rekey|convert` */
export async function rekey(
  files: readonly string[],
  flags: EncryptFlags & { readonly newPassphraseFile?: string },
  onlyAnsible: boolean,
  context: CommandContext,
): Promise<void> {
  const { terminal, secrets } = context;
  const keys = keyRing(flags, terminal, secrets);
  const { newPassphraseFile } = flags;
  const renewed =
    newPassphraseFile === undefined
      ? undefined
      : new KeyRing(
          { keyFiles: [], passphraseFiles: [newPassphraseFile], commands: [], env: {}, cwd: terminal.cwd },
          secrets,
        );
  const audience = async (path: string): Promise<Audience> => {
    const [passphrase] = (await renewed?.keys())?.passphrases ?? [];
    return passphrase === undefined ? audienceFor(dirname(path), flags, keys) : { passphrase };
  };
  await rewrite(files, context, async (path) => rekeyed(path, keys, await audience(path), onlyAnsible));
}

/** `gorun vault edit` */
export async function edit(file: string, flags: EncryptFlags, context: CommandContext): Promise<void> {
  const { terminal, secrets } = context;
  const path = resolve(terminal.cwd, file);
  const keys = keyRing(flags, terminal, secrets);
  const sealed = await readText(path);
  if (!isSealed(sealed)) {
    throw new GorunError('vault/format', {
      message: `${file} is not encrypted as a whole.`,
      fix: 'Edit it as any file; gorun vault encrypt --value NAME encrypts a single value.',
    });
  }
  const clear = await keys.open(sealed, new SourceFile(file, sealed).place(0));
  // Before a person has worked for what then cannot be saved.
  const audience = await audienceFor(dirname(path), flags, keys);
  const { env } = terminal;
  const editor = wordsOf(firstSet(env.VISUAL, env.EDITOR) ?? 'vi');
  const interrupts = watchInterrupts();
  try {
    const folder = firstSet(env.XDG_RUNTIME_DIR, env.TMPDIR);
    const more = folder === undefined ? {} : { folder };
    const text = await editedText(clear, path, { editor, signal: interrupts.stopSoon, ...more });
    if (text === undefined) return context.exit('interrupted');
    if (text !== clear) await replaceFile(path, await sealAge(text, audience));
    writeLines(terminal.out, [`${shown(file)}: ${text === clear ? 'unchanged' : 'encrypted again'}`]);
  } finally {
    interrupts.release();
  }
}

/** `gorun vault keygen` */
export async function keygen(out: string | undefined, { terminal }: CommandContext): Promise<void> {
  const key = await newKey();
  if (out === undefined) terminal.out.write(keyFileText(key, new Date()));
  else {
    await writeKeyFile(resolve(terminal.cwd, out), key, new Date());
    writeLines(terminal.out, [key.recipient]);
  }
}

/** All files are made ready before the first is written: what is wrong with one changes none. */
async function rewrite(
  files: readonly string[],
  { terminal }: CommandContext,
  work: (path: string) => Promise<Rewritten>,
): Promise<void> {
  const ready: { readonly file: string; readonly made: Rewritten }[] = [];
  for (const file of files) ready.push({ file, made: await work(resolve(terminal.cwd, file)) });
  for (const { file, made } of ready) {
    await replaceFile(made.path, made.text);
    writeLines(terminal.out, [`${shown(file)}: ${made.what}`]);
  }
}

function audienceFor(folder: string, flags: EncryptFlags, keys: KeyRing): Promise<Audience> {
  return audienceOf({ recipients: flags.recipient, passphraseGiven: passphraseGiven(flags), folder }, keys);
}

/** What is to be encrypted, typed or from standard input; one line end behind it is not a part of it. */
async function valueToEncrypt(name: string, { terminal, secrets }: CommandContext): Promise<string> {
  const { asker, readInput } = terminal;
  let value: string | undefined;
  if (asker?.canAsk === true) value = await asker.ask(`${name}: `, true);
  else value = (await readInput?.())?.replace(/\r?\n$/, '');
  if (value === undefined || value === '') {
    throw new GorunError('vault/no-terminal', {
      message: `No value for ${name} came on standard input, and there is no terminal to ask on.`,
      fix: `Give it on standard input: … | gorun vault encrypt --value ${name}`,
    });
  }
  secrets.add(value);
  return value;
}

function firstSet(...texts: readonly (string | undefined)[]): string | undefined {
  return texts.find((text) => text !== undefined && text !== '');
}

function usage(message: string): GorunError {
  return new GorunError('cli/usage', { message });
}
