import type { TObject } from 'typebox';
import { copyJson, isJsonObject, type Json } from '../../json.ts';
import type { LoadedModule } from '../contract.ts';
import { closedSchema, dataAjv, type ValidateFunction } from './ajv.ts';
import { problemsOf } from './problems.ts';

/**
 * Makes the check of a module's params: fills in defaults, takes no unknown names, coerces nothing.
 * The schema is compiled at the first use. Throws what Ajv throws for a schema that it does not understand.
 */
export function paramsChecker(schema: TObject): LoadedModule['check'] {
  let validate: ValidateFunction | undefined;
  return (params) => {
    validate ??= dataAjv().compile(closedSchema(schema));
    // `ping:` with nothing behind it.
    const copy: Json = params === null ? {} : copyJson(params);
    if (!validate(copy)) return { problems: problemsOf(validate.errors ?? []) };
    if (!isJsonObject(copy))
      return { problems: [{ pointer: '', message: 'the parameters must be a mapping' }] };
    return { params: copy };
  };
}
