import { GorunError } from '../../../errors/gorun-error.ts';
import { systemCode } from '../../file-errors.ts';
import type { HopSettings } from '../settings.ts';
import type { Authenticator } from './authenticator.ts';
import type { GreetingWatch } from './greeting-watch.ts';
import { whereIs } from './open-socket.ts';

/** The error for a connection that ended, or was given up, before SSH was ready. */
export function handshakeError(
  hop: HopSettings,
  greeting: GreetingWatch,
  authenticator: Authenticator,
  passedOver: readonly string[],
  cause: Error | undefined,
): GorunError {
  const at = whereIs(hop);
  if (!greeting.isSsh) return noSshServer(at, greeting, cause);
  const detail = cause === undefined ? 'the server closed the connection' : cause.message;
  if (/too many authentication failures/i.test(detail)) {
    const error = refusedError(hop, authenticator, passedOver);
    return new GorunError('connection/authentication', {
      message: `${error.message} The server ended it after too many tries.`,
      fix: 'Offer fewer keys: name the right one with ansible_ssh_private_key_file, or set IdentitiesOnly yes in ~/.ssh/config.',
      cause,
    });
  }
  if (authenticator.begun) {
    const tried = authenticator.tried.length > 0 ? ` (tried ${authenticator.tried.join(', ')})` : '';
    return new GorunError('connection/authentication', {
      message: `${at}: ${detail} during authentication as ${hop.user}${tried}.`,
      fix: "See the server's log; it may limit users, addresses or the number of connections.",
      cause,
    });
  }
  return new GorunError('connection/unreachable', {
    message: `${at}: the SSH handshake failed: ${detail}.`,
    fix: /no matching/i.test(detail)
      ? 'Bring the SSH server up to date: it has no algorithm in common with gorun.'
      : "See the server's log; it may limit the number of connections (MaxStartups).",
    cause,
  });
}

/** The error for a handshake that took too long. */
export function handshakeTimeout(
  hop: HopSettings,
  greeting: GreetingWatch,
  authenticator: Authenticator,
): GorunError {
  const what = greeting.isSilent
    ? 'accepts the connection but says nothing'
    : greeting.isSsh
      ? `is slow: SSH was not ready${authenticator.begun ? ' (authenticating)' : ''}`
      : `answers, but not with SSH ("${greeting.shown}"),`;
  return new GorunError('connection/unreachable', {
    message: `${whereIs(hop)} ${what} within ${hop.connectTimeout} s.`,
    fix: 'Check that an SSH server listens on this port; gorun_connect_timeout sets the limit.',
  });
}

/** The error for a server that accepted none of what was offered; names what was tried and what was not. */
export function refusedError(
  hop: HopSettings,
  { tried, allowed }: Authenticator,
  passedOver: readonly string[],
): GorunError {
  const methods = allowed === undefined || allowed.length === 0 ? '' : ` It allows ${allowed.join(', ')}.`;
  const skipped = passedOver.length > 0 ? ` Not tried: ${passedOver.join('; ')}.` : '';
  const what = tried.length > 0 ? `Tried: ${tried.join(', ')}.` : 'There was no key or password to try.';
  return new GorunError('connection/authentication', {
    message: `${whereIs(hop)} refuses ${hop.user}. ${what}${skipped}${methods}`,
    fix: fixOf(tried),
  });
}

function fixOf(tried: readonly string[]): string {
  if (tried.length === 0)
    return 'Set ansible_ssh_private_key_file or ansible_password, or add a key to ssh-agent.';
  if (tried.every((label) => label.startsWith('password'))) return 'Check ansible_user and ansible_password.';
  return 'Check ansible_user, and that the key is in the account’s authorized_keys (administrators on Windows: C:\\ProgramData\\ssh\\administrators_authorized_keys).';
}

function noSshServer(at: string, greeting: GreetingWatch, cause: Error | undefined): GorunError {
  if (!greeting.isSilent) {
    return new GorunError('connection/unreachable', {
      message: `${at} is not an SSH server: it answers "${greeting.shown}".`,
      fix: 'Correct ansible_port (5985 and 5986 are WinRM).',
      cause,
    });
  }
  const how = systemCode(cause) === 'ECONNRESET' ? 'reset the connection' : 'closed the connection';
  return new GorunError('connection/unreachable', {
    message: `${at} ${how} before it said anything.`,
    fix: 'Check that an SSH server listens on this port; it may refuse this address or have too many connections (MaxStartups).',
    cause,
  });
}
