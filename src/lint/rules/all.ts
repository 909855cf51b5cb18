import type { Rule } from '../rule.ts';
import { commandInsteadOfModule, noChangedWhen } from './commands.ts';
import { bareCondition, comparedToBoolean, constantCondition } from './conditions.ts';
import { formerVariables, shortModuleNames } from './forms.ts';
import { keyOrder, namePlays, nameTasks } from './names.ts';
import { knownNoqa } from './noqa.ts';
import { riskyCheckMode, riskyIgnoreErrors, runOnceInBatches } from './risks.ts';
import { plaintextPassword } from './secrets.ts';
import { unusedHandler, unusedRegister, unusedVariable } from './unused.ts';

/** All rules, in the order of docs/lint.md. */
export const rules: readonly Rule[] = [
  nameTasks,
  namePlays,
  keyOrder,
  shortModuleNames,
  formerVariables,
  bareCondition,
  constantCondition,
  comparedToBoolean,
  noChangedWhen,
  commandInsteadOfModule,
  riskyIgnoreErrors,
  riskyCheckMode,
  runOnceInBatches,
  plaintextPassword,
  unusedRegister,
  unusedVariable,
  unusedHandler,
  knownNoqa(() => rules.map(({ name }) => name)),
];
