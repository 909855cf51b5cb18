/** One key of a known_hosts file. Format: sshd(8), "SSH_KNOWN_HOSTS FILE FORMAT". */
export interface KnownHostLine {
  readonly file: string;
  /** From 1. */
  readonly line: number;
  readonly marker: 'none' | 'revoked' | 'cert-authority';
  /** Names and patterns with commas between, or one hashed name. */
  readonly names: string;
  /** `ssh-ed25519`, `ssh-rsa` …: the type of the key, not of a signature. */
  readonly keyType: string;
  /** The key as SSH sends it, base64. */
  readonly key: string;
}

/** Parses a known_hosts file; comments and lines that are none of its format are passed over, as OpenSSH does. */
export function parseKnownHosts(text: string, file: string): KnownHostLine[] {
  return text.split('\n').flatMap((raw, index) => {
    const line = parseLine(raw.trim(), file, index + 1);
    return line === undefined ? [] : [line];
  });
}

function parseLine(text: string, file: string, line: number): KnownHostLine | undefined {
  if (text === '' || text.startsWith('#')) return undefined;
  const fields = text.split(/[ \t]+/);
  const marker = fields[0]?.startsWith('@') ? fields.shift() : undefined;
  const [names, keyType, key] = fields;
  if (names === undefined || keyType === undefined || key === undefined) return undefined;
  if (marker === undefined) return { file, line, marker: 'none', names, keyType, key };
  if (marker === '@revoked') return { file, line, marker: 'revoked', names, keyType, key };
  return marker === '@cert-authority'
    ? { file, line, marker: 'cert-authority', names, keyType, key }
    : undefined;
}
