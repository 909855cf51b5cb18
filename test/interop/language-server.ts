import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { createMessageConnection, StreamMessageReader, StreamMessageWriter } from 'vscode-jsonrpc/node';

/** A message of the server about a document. */
export interface Diagnostic {
  readonly message: string;
  readonly range: { readonly start: { readonly line: number; readonly character: number } };
}

/** The YAML language server of editors, spoken to as an editor does. */
export interface LanguageServer {
  /** What it says about a text that would stand at a path. */
  diagnose(path: string, text: string): Promise<readonly Diagnostic[]>;
  /** What it offers where `|` stands in the text. */
  complete(path: string, text: string): Promise<readonly string[]>;
  /** What it shows about the word where `|` stands. */
  hover(path: string, text: string): Promise<string>;
  close(): void;
}

/** Starts it with schemas for files that fit a glob. */
export async function languageServer(schemas: Readonly<Record<string, string>>): Promise<LanguageServer> {
  const packageFile = createRequire(import.meta.url).resolve('yaml-language-server/package.json');
  const program = join(dirname(packageFile), 'bin', 'yaml-language-server');
  const server = spawn(process.execPath, [program, '--stdio'], { stdio: ['pipe', 'pipe', 'inherit'] });
  const connection = createMessageConnection(
    new StreamMessageReader(server.stdout),
    new StreamMessageWriter(server.stdin),
  );
  const waiting = new Map<string, (found: readonly Diagnostic[]) => void>();
  const yaml = {
    schemas: Object.fromEntries(
      Object.entries(schemas).map(([glob, file]) => [pathToFileURL(file).href, glob]),
    ),
    validate: true,
    completion: true,
    hover: true,
    schemaStore: { enable: false },
  };
  connection.onRequest('workspace/configuration', ({ items }: { items: readonly { section?: string }[] }) =>
    items.map(({ section }) => (section === 'yaml' ? yaml : {})),
  );
  connection.onRequest('client/registerCapability', () => null);
  connection.onNotification(
    'textDocument/publishDiagnostics',
    ({ uri, diagnostics }: { uri: string; diagnostics: readonly Diagnostic[] }) => {
      waiting.get(uri)?.(diagnostics);
      waiting.delete(uri);
    },
  );
  connection.listen();
  await connection.sendRequest('initialize', {
    processId: process.pid,
    rootUri: null,
    capabilities: { workspace: { configuration: true } },
  });
  await connection.sendNotification('initialized', {});
  await connection.sendNotification('workspace/didChangeConfiguration', { settings: { yaml } });

  let version = 0;
  async function open(path: string, text: string): Promise<string> {
    // A new name each time: the server keeps what it knows of a document.
    const uri = pathToFileURL(path.replace(/(\.\w+)$/, `-${version++}$1`)).href;
    await connection.sendNotification('textDocument/didOpen', {
      textDocument: { uri, languageId: 'yaml', version: 1, text },
    });
    return uri;
  }
  async function at<T>(method: string, path: string, marked: string): Promise<T> {
    const index = marked.indexOf('|');
    const before = marked.slice(0, index).split('\n');
    const uri = await open(path, marked.slice(0, index) + marked.slice(index + 1));
    const position = { line: before.length - 1, character: before.at(-1)?.length ?? 0 };
    return connection.sendRequest<T>(method, { textDocument: { uri }, position });
  }
  async function diagnose(path: string, text: string): Promise<readonly Diagnostic[]> {
    const { promise, resolve } = Promise.withResolvers<readonly Diagnostic[]>();
    const uri = pathToFileURL(path.replace(/(\.\w+)$/, `-${version}$1`)).href;
    waiting.set(uri, resolve);
    await open(path, text);
    return promise;
  }
  // Its first answers come before it has read its settings.
  await diagnose('/first.yml', '');
  return {
    diagnose,
    async complete(path, text) {
      const found = await at<{ readonly items: readonly { readonly label: string }[] }>(
        'textDocument/completion',
        path,
        text,
      );
      return found.items.map(({ label }) => label);
    },
    async hover(path, text) {
      const found = await at<{ readonly contents: { readonly value?: string } } | null>(
        'textDocument/hover',
        path,
        text,
      );
      return found?.contents.value ?? '';
    },
    close: () => {
      connection.dispose();
      server.kill();
    },
  };
}
