import { conditionForms, conditionFunctions } from '../expression/condition/reference.ts';
import { helpers } from '../expression/template/helpers/all.ts';
import { formOf } from '../expression/template/helpers/declaration.ts';
import type { Topic } from './explain.ts';

/** Helpers of templates, functions and operators of conditions. */
export function helperTopics(): readonly Topic[] {
  const own = [...helpers.values()].map((one): Topic => {
    const { template, gives, variables } = one.example;
    const given = variables === undefined ? '' : `   where ${JSON.stringify(variables)}`;
    return {
      word: one.name,
      kind: one.templatesOnly ? 'helper of templates' : 'helper of templates, function of conditions',
      lines: [one.doc, `{{ ${formOf(one)} }}`],
      example: `${template}   gives ${JSON.stringify(gives)}${given}`,
    };
  });
  const functions = conditionFunctions.map(({ name, signature, doc, example }): Topic => {
    const given = example.variables === undefined ? '' : `   where ${JSON.stringify(example.variables)}`;
    return {
      word: name,
      kind: 'function of conditions',
      lines: [doc, signature],
      example: `${example.condition}   gives ${example.gives}${given}`,
    };
  });
  const operators = conditionForms.map(
    ({ forms: [first = '', ...others], summary }): Topic => ({
      word: first,
      also: [first, ...others].flatMap((form) => form.split(/[\sa-c]+/)).filter((sign) => sign !== ''),
      kind: 'operator of conditions',
      lines: [summary],
      example: [first, ...others].join('   '),
    }),
  );
  return [...own, ...functions, ...operators];
}
