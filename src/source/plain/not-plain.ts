/** Says that a file has something that only the real parser understands, or that is wrong. */
export class NotPlain extends Error {
  constructor() {
    super('not plain');
  }
}
