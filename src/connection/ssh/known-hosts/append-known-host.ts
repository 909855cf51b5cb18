import { mkdir, open } from 'node:fs/promises';
import { dirname } from 'node:path';
import { GorunError } from '../../../errors/gorun-error.ts';

const writing = new Map<string, Promise<void>>();

/**
 * Adds a line to a known_hosts file, one at a time per file. Each line is written whole by one write to a file opened
 * for appending, so that other processes neither split nor overwrite it. Throws `connection/config`.
 */
export async function appendKnownHost(file: string, line: string): Promise<void> {
  const before = writing.get(file) ?? Promise.resolve();
  const now = before.then(() => append(file, line));
  const settled = now.catch(() => {});
  writing.set(file, settled);
  try {
    await now;
  } finally {
    if (writing.get(file) === settled) writing.delete(file);
  }
}

async function append(file: string, line: string): Promise<void> {
  try {
    await mkdir(dirname(file), { recursive: true, mode: 0o700 });
    const handle = await open(file, 'a+', 0o600);
    try {
      const text = await handle.readFile('utf8');
      if (text.split('\n').includes(line)) return; // another host of the same address was faster
      await handle.write(text === '' || text.endsWith('\n') ? `${line}\n` : `\n${line}\n`);
    } finally {
      await handle.close();
    }
  } catch (cause) {
    throw new GorunError('connection/config', {
      message: `The new host key cannot be added to ${file}: ${cause instanceof Error ? cause.message : cause}.`,
      fix: 'Make the file writable, or name another with gorun_ssh_known_hosts_file.',
      cause,
    });
  }
}
