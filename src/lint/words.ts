/** How often names are written in texts; lines that are comments do not count. */
export class Words {
  readonly #texts: string[] = [];
  readonly #counts = new Map<string, number>();

  add(text: string): void {
    const code = text.replaceAll(/^\s*#.*$/gm, '');
    this.#texts.push(code);
    for (const [word] of code.matchAll(/[A-Za-z_]\w*/g))
      this.#counts.set(word, (this.#counts.get(word) ?? 0) + 1);
  }

  /** Also of names with spaces. */
  count(name: string): number {
    if (/^[A-Za-z_]\w*$/.test(name)) return this.#counts.get(name) ?? 0;
    return this.#texts.reduce((sum, text) => sum + text.split(name).length - 1, 0);
  }
}
