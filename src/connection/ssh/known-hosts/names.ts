import { createHmac } from 'node:crypto';

/** The name under which known_hosts has a server: the host, or `[host]:port` where the port is not 22. */
export function knownHostsName(host: string, port: number): string {
  const name = host.toLowerCase();
  return port === 22 ? name : `[${name}]:${port}`;
}

/** Says whether the names field of a line means a host: plain, `*` and `?`, `!` for "not", or hashed. */
export function namesMatch(names: string, name: string): boolean {
  if (names.startsWith('|1|')) return hashedMatches(names, name);
  let matches = false;
  for (const pattern of names.toLowerCase().split(',')) {
    const negated = pattern.startsWith('!');
    if (!wildcardMatches(negated ? pattern.slice(1) : pattern, name)) continue;
    if (negated) return false;
    matches = true;
  }
  return matches;
}

/** `|1|salt|hash`: HMAC-SHA1 of the name with the salt, both base64. */
function hashedMatches(names: string, name: string): boolean {
  const [, , salt, hash] = names.split('|');
  if (salt === undefined || hash === undefined) return false;
  return createHmac('sha1', Buffer.from(salt, 'base64')).update(name).digest('base64') === hash;
}

/** Linear in the length of the text for each `*`: no regular expression, so that no pattern can make it slow. */
export function wildcardMatches(pattern: string, text: string): boolean {
  let p = 0;
  let t = 0;
  let star = -1;
  let restart = 0;
  while (t < text.length) {
    if (pattern[p] === '*') {
      star = p++;
      restart = t;
    } else if (pattern[p] === '?' || pattern[p] === text[t]) {
      p++;
      t++;
    } else if (star >= 0) {
      p = star + 1;
      t = ++restart;
    } else return false;
  }
  while (pattern[p] === '*') p++;
  return p === pattern.length;
}
