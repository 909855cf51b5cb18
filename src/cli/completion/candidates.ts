import type { Argument, Command, Option } from 'commander';
import type { Terminal } from '../terminal.ts';
import type { TypedLine } from './split-line.ts';

/** Something that may stand next. */
export interface Candidate {
  readonly word: string;
  readonly says?: string;
}

/** What was typed, as far as it decides what may stand next. */
export interface Situation {
  readonly terminal: Terminal;
  /** Words that are no options, without those of the command's name. */
  readonly args: readonly string[];
  /** Values of options by their attribute names. */
  readonly options: ReadonlyMap<string, readonly string[]>;
  readonly current: string;
}

/** Finds the values of an option or argument; undefined: whatever files there are. */
export type ValuesOf = (name: string, command: string, situation: Situation) => Promise<readonly Candidate[]>;

/** What may stand where the cursor is; nothing where the shell should offer files. */
export async function candidates(
  program: Command,
  line: TypedLine,
  terminal: Terminal,
  valuesOf: ValuesOf,
): Promise<readonly Candidate[]> {
  const { current } = line;
  const { command, args, options, waiting } = walk(program, line.before);
  const situation: Situation = { terminal, args, options, current };
  const found = async (): Promise<readonly Candidate[]> => {
    if (waiting !== undefined) return valuesFor(waiting, command, situation, valuesOf);
    if (current.startsWith('-')) return flagsOf(command);
    if (command.commands.length > 0) return subcommandsOf(command);
    const argument = command.registeredArguments[args.length] ?? lastVariadic(command);
    return argument === undefined ? [] : valuesFor(argument, command, situation, valuesOf);
  };
  return (await found()).filter(({ word }) => word.startsWith(current));
}

function walk(program: Command, words: readonly string[]) {
  let command = program;
  const args: string[] = [];
  const options = new Map<string, string[]>();
  let waiting: Option | undefined;
  for (const word of words) {
    if (waiting !== undefined) {
      options.set(waiting.attributeName(), [...(options.get(waiting.attributeName()) ?? []), word]);
      waiting = undefined;
    } else if (word.startsWith('-')) {
      const option = command.options.find(({ long, short }) => long === word || short === word);
      if (option !== undefined && !option.isBoolean() && (option.required || option.optional))
        waiting = option;
    } else {
      const next = command.commands.find((each) => each.name() === word);
      if (next !== undefined && args.length === 0) command = next;
      else args.push(word);
    }
  }
  return { command, args, options, waiting };
}

async function valuesFor(
  declared: Option | Argument,
  command: Command,
  situation: Situation,
  valuesOf: ValuesOf,
): Promise<readonly Candidate[]> {
  if (declared.argChoices !== undefined) return declared.argChoices.map((word) => ({ word }));
  const name = 'attributeName' in declared ? declared.attributeName() : declared.name();
  return valuesOf(name, command.name(), situation);
}

function flagsOf(command: Command): Candidate[] {
  return command.options
    .filter(({ hidden }) => !hidden)
    .flatMap(({ long, short, description }) => {
      const word = long ?? short;
      return word === undefined || word === null ? [] : [{ word, says: description }];
    })
    .concat({ word: '--help', says: 'show help' });
}

function subcommandsOf(command: Command): Candidate[] {
  const hidden = new Set(['complete']);
  return command.commands
    .filter((each) => !hidden.has(each.name()))
    .map((each) => ({ word: each.name(), says: each.description() }));
}

function lastVariadic(command: Command): Argument | undefined {
  const last = command.registeredArguments.at(-1);
  return last?.variadic === true ? last : undefined;
}
