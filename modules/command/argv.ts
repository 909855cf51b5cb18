import { type Platform, type Refusal, refuse } from 'gorun/module';
import { wordsOf } from '../../src/commands/words.ts';

interface Command {
  readonly cmd?: string;
  readonly argv?: readonly string[];
}

/** The program and its arguments. */
export function argvOf({ cmd, argv }: Command, platform: Platform): readonly string[] | Refusal {
  if ((cmd === undefined) === (argv === undefined))
    return refuse('exactly one of cmd and argv is needed', 'Give `cmd` or `argv`.');
  const words = argv ?? (platform === 'posix' && cmd !== undefined ? wordsOf(cmd) : undefined);
  if (words === undefined)
    return refuse(
      'a command line in one text is not taken apart on Windows, where each program does that by rules of its own',
      'Give `argv`, a list.',
    );
  if ('refused' in words) return words;
  if (words[0] === '' || words[0]?.startsWith('-'))
    return refuse(`${JSON.stringify(words[0])} is no name of a program`, 'Give its name or full path first.');
  const wrong = words.find((word) => word.includes('\0'));
  return wrong === undefined ? words : refuse('an argument cannot hold the character U+0000');
}
