/** A worker's channel ended while requests were under way. Internal: the session turns it into outcomes or GorunErrors. */
export class ChannelLost extends Error {
  /** `silent`: we ended it, for the running call passed its limit without a word. */
  readonly why: 'ended' | 'silent' | 'protocol';
  /** What standard error held at the end. */
  readonly said: string;

  constructor(why: 'ended' | 'silent' | 'protocol', message: string, said: string) {
    super(message);
    this.name = 'ChannelLost';
    this.why = why;
    this.said = said;
  }
}
