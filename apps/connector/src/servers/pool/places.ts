/** Counts the places of the pool. Who finds none waits in line: urgent work in front, else first come, first served. */
export class Places {
  private taken = 0;
  private readonly urgent: (() => void)[] = [];
  private readonly waiting: (() => void)[] = [];

  /** @param makeRoom closes something that is not needed, if it can; its place is given back later */
  constructor(
    private readonly size: number,
    private readonly makeRoom: () => boolean,
  ) {}

  /** Whether somebody waits. */
  get isWanted(): boolean {
    return this.urgent.length + this.waiting.length > 0;
  }

  async take(isUrgent: boolean): Promise<void> {
    if (this.taken < this.size) {
      this.taken += 1;
      return;
    }
    const turn = new Promise<void>((resolve) => (isUrgent ? this.urgent : this.waiting).push(resolve));
    this.makeRoom();
    await turn;
  }

  /** The place goes to the next in line without becoming free in between. */
  giveBack(): void {
    const next = this.urgent.shift() ?? this.waiting.shift();
    if (next !== undefined) next();
    else this.taken -= 1;
  }
}
