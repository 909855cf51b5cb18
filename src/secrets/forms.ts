/** Shorter pieces of Base64 occur in any text by chance. */
const shortestPiece = 8;

/**
 * The forms in which a secret may turn up elsewhere: as it is, escaped as JSON, XML, URL, PowerShell and sh write it, in Base64
 * (also in the middle of a longer text), in hexadecimal digits; the lines of one that has several. Upper and lower case are
 * the searcher's matter, as are line ends.
 */
export function formsOf(secret: string): ReadonlySet<string> {
  const forms = new Set([secret, secret.trim()]);
  const utf8 = Buffer.from(secret, 'utf8');
  for (const form of [...escaped(secret), ...percent(secret)]) forms.add(form);
  for (const bytes of [utf8, Buffer.from(secret, 'utf16le')])
    for (const form of base64(bytes)) forms.add(form);
  const hex = utf8.toString('hex');
  // Two or three bytes as digits are a number like any other.
  if (utf8.length >= 4) {
    forms.add(hex);
    // As .NET's BitConverter and Python's hex(' ') write bytes.
    for (const between of ['-', ':', ' ']) forms.add(hex.replace(/(?<=^(?:..)+)(?=.)/g, between));
  }
  for (const line of linesOf(secret)) forms.add(line);
  return forms;
}

function* escaped(secret: string): Iterable<string> {
  const json = JSON.stringify(secret).slice(1, -1);
  yield json;
  // ASCII JSON, as the worker and Python write it; the worker escapes quotes and backslashes as numbers too.
  const ascii = json.replace(/[^\x20-\x7e]/g, unicodeEscape);
  yield ascii;
  yield secret.replace(/["\\]|[^\x20-\x7e]/g, unicodeEscape);
  // Windows PowerShell's ConvertTo-Json.
  yield json.replace(/[<>&']/g, unicodeEscape);
  const xml = secret.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  yield xml;
  yield xml.replaceAll('"', '&quot;');
  yield xml.replaceAll('"', '&quot;').replaceAll("'", '&apos;');
  yield xml.replaceAll('"', '&#34;').replaceAll("'", '&#39;');
  yield xml.replaceAll('"', '&quot;').replaceAll("'", '&#39;');
  yield xml.replaceAll('"', '&quot;').replaceAll("'", '&#x27;');
  // Single quotes: of PowerShell, YAML and SQL; of sh.
  yield secret.replaceAll("'", "''");
  yield secret.replaceAll("'", "'\\''");
  yield secret.replaceAll("'", `'"'"'`);
  // Double quotes: of PowerShell, of sh.
  yield secret.replace(/[`"$]/g, '`$&');
  yield secret.replace(/[\\"$`]/g, '\\$&');
  yield secret.replaceAll('"', '""');
}

function unicodeEscape(char: string): string {
  return `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

function* percent(secret: string): Iterable<string> {
  // Half of a surrogate pair has no form in a URL.
  if (!secret.isWellFormed()) return;
  const url = encodeURIComponent(secret);
  yield url;
  yield url.replaceAll('%20', '+');
  yield new URLSearchParams([['', secret]]).toString().slice(1);
  yield url.replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16)}`);
  yield encodeURI(secret);
}

/** In Base64 a text looks different at each of three places; what its neighbours take part in is left out. */
function* base64(bytes: Buffer): Iterable<string> {
  yield bytes.toString('base64');
  yield bytes.toString('base64url');
  for (const before of [0, 1, 2]) {
    const whole = Buffer.concat([Buffer.alloc(before), bytes]).toString('base64');
    const from = [0, 2, 3][before] ?? 0;
    const piece = whole.slice(from, Math.floor(((before + bytes.length) * 8) / 6));
    if (piece.length < shortestPiece) continue;
    yield piece;
    yield piece.replaceAll('+', '-').replaceAll('/', '_');
  }
}

/** A private key is told line by line; its first and last line are no secret. */
function linesOf(secret: string): readonly string[] {
  if (!secret.includes('\n')) return [];
  return secret
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line.length >= shortestPiece && !/^-----.*-----$/.test(line));
}
