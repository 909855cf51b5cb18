import { Help, type HelpConfiguration } from 'commander';
import { wrapped } from './wrapped.ts';

/** Fewer characters beside the terms than this, and the explanations go below them. */
const leastBeside = 40;
const below = '      ';

/** How help is laid out: commander would not wrap at all where little room is left beside the terms. */
export const helpFormat: HelpConfiguration = {
  optionDescription(option) {
    // Of options that gather values "(default: [])" says nothing.
    return new Help().optionDescription(option).replace(' (default: [])', '');
  },
  formatItem(term, termWidth, description, helper) {
    const plain = new Help();
    const width = helper.helpWidth ?? 80;
    plain.helpWidth = width;
    if (width - termWidth - 4 >= leastBeside) return plain.formatItem(term, termWidth, description, plain);
    const lines = description === '' ? [] : wrapped(description, width - below.length);
    return [`  ${term}`, ...lines.map((line) => `${below}${line}`)].join('\n');
  },
};
