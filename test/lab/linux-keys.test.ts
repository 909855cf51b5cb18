import ssh2 from 'ssh2';
import { expect, test } from 'vitest';
import { makeEd25519 } from '../../lab/linux/ed25519.ts';

// 1 in 256 begins with a zero, which must not be lost: 3,000 hold one for certain enough (all but 1 in 100,000).
test('a host key is one that signs for its public half, also where that begins with a zero', () => {
  let withZero = 0;
  for (let made = 0; made < 3000 && withZero < 2; made++) {
    const pair = makeEd25519('lab host linux1');
    const blob = Buffer.from(pair.public.split(' ')[1] ?? '', 'base64');
    // Two strings with their lengths: the type (4 + 11 bytes) and the key (4 + 32).
    expect(blob).toHaveLength(51);
    if (blob[19] !== 0 && made > 20) continue;
    if (blob[19] === 0) withZero++;
    const [open, secret] = [ssh2.utils.parseKey(pair.public), ssh2.utils.parseKey(pair.private)];
    if (open instanceof Error || secret instanceof Error) throw new Error('not read');
    expect(open.verify('text', secret.sign('text'))).toBe(true);
  }
  expect(withZero).toBeGreaterThan(0);
});
