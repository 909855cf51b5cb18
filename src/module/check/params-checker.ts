import type { TObject } from 'typebox';
import { copyJson, isJsonObject, type Json } from '../../json.ts';
import type { LoadedModule } from '../contract.ts';
import { closedSchema, dataAjv, type ValidateFunction } from './ajv.ts';
import { problemsOf } from './problems.ts';
import { quickReader, type Reader } from './quick-reader.ts';

/**
 * Makes the check of a module's params: fills in defaults, takes no unknown names, coerces nothing.
 * The schema is compiled when params are first found that may be wrong. Throws what Ajv throws for a schema that it does not understand.
 */
export function paramsChecker(schema: TObject): LoadedModule['check'] {
  let read: Reader | undefined;
  let validate: ValidateFunction | undefined;
  return (params, open = []) => {
    // `ping:` with nothing behind it.
    const given: Json = params === null ? {} : params;
    read ??= quickReader(closedSchema(schema)) ?? (() => undefined);
    const quick = read(given, new Set(open));
    if (isJsonObject(quick)) return { params: quick };
    validate ??= dataAjv().compile(closedSchema(schema));
    const copy = copyJson(given);
    if (!validate(copy)) return { problems: problemsOf(validate.errors ?? []) };
    if (!isJsonObject(copy))
      return { problems: [{ pointer: '', message: 'the parameters must be a mapping' }] };
    return { params: copy };
  };
}
