/** Which program sshd hands commands to: HKLM\SOFTWARE\OpenSSH DefaultShell on a real host. */
export type DefaultShell = 'cmd' | 'powershell';

/** cmd.exe's own limit for a command line. */
const CMD_LIMIT = 8191;

/** What is to be started for a command that came over SSH. */
export type ShellCommand = { readonly start: string } | { readonly refuse: string };

/**
 * The command line that Windows' sshd starts for an SSH command. A plain command for cmd, one without anything that cmd gives a
 * meaning to, is started as it is: the same outcome, a quarter of a second earlier. Pure.
 */
export function shellCommand(command: string, shell: DefaultShell): ShellCommand {
  if (shell === 'powershell') {
    return { start: `powershell.exe -NoProfile -Command ${quoteArgument(command)}` };
  }
  if (command.length > CMD_LIMIT) return { refuse: 'The command line is too long.\r\n' };
  return { start: isPlain(command) ? command.trim() : `cmd.exe /c "${command}"` };
}

/** The interactive shell for a session without a command. */
export const loginShell = (shell: DefaultShell): string =>
  shell === 'cmd' ? 'cmd.exe' : 'powershell.exe -NoProfile -Command -';

/** Starts with the name of a program (not of cmd's own commands) and holds nothing that cmd would expand or act upon. */
function isPlain(command: string): boolean {
  return (
    /^\s*(?:powershell|go|msiexec|reg)(?:\.exe)?(?:\s|$)/i.test(command) && !/[%^&|<>!\r\n]/.test(command)
  );
}

/** One argument in the form that CommandLineToArgvW reads back as it was. Pure. */
export function quoteArgument(argument: string): string {
  if (argument !== '' && !/[\s"]/.test(argument)) return argument;
  const escaped = argument.replace(/(\\*)"/g, '$1$1\\"').replace(/(\\+)$/, '$1$1');
  return `"${escaped}"`;
}
