import { Type } from 'typebox';

/** The proxy of a download by the host itself. */
export const proxyParam = Type.String({
  pattern: '^(none|https?://.+)$',
  secret: true,
  description:
    'HTTP proxy of the host, also with `user:password@`; `none` for no proxy. Else the host’s own setting.',
});

/** When a download counts as broken. */
export const stallParam = Type.Integer({
  default: 30,
  minimum: 1,
  maximum: 600,
  description: 'Seconds without a byte after which a download counts as broken.',
});

/** How often a broken download is tried once more, in which way `what` says. */
export const retriesParam = (what: string) =>
  Type.Integer({
    default: 4,
    minimum: 0,
    maximum: 20,
    description: `How often a broken download is ${what}, with growing pauses.`,
  });
