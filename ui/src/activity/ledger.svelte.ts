/**
 * The lines of what happened that are shown: by the day, and within a day in chunks, see Chunk.svelte. Nothing in here is
 * ever changed, only replaced: what stays the same is not drawn again.
 */
import { midnight } from "../text/time";
import type { ActivityLine, ActivityPage, ActivityQuery } from "../ipc/bindings";

export type Chunk = { key: number; lines: ActivityLine[] };
export type Day = { key: number; at: number; chunks: Chunk[] };

/** How many lines a chunk has at most. */
const CHUNK = 25;
/** How many pages are asked for at most to find what is shown already. */
const PAGES = 5;

/** Returns lines, newest first, by the day. A line that is late may stand among those of another day. */
export function byDay(lines: ActivityLine[]): Day[] {
  const days: Day[] = [];
  for (const line of lines) {
    const at = midnight(line.at);
    const last = days.at(-1);
    const chunk = last?.at === at ? last.chunks.at(-1) : undefined;
    if (chunk && chunk.lines.length < CHUNK) chunk.lines.push(line);
    else if (last && chunk) last.chunks.push({ key: line.id, lines: [line] });
    else days.push({ key: line.id, at, chunks: [{ key: line.id, lines: [line] }] });
  }
  return days;
}

/** Returns newer days followed by older ones; a day that is in both becomes one. */
export function join(newer: Day[], older: Day[]): Day[] {
  const [last, first] = [newer.at(-1), older[0]];
  if (!last || !first || last.at !== first.at) return [...newer, ...older];
  const [above, below] = [last.chunks.at(-1), first.chunks[0]];
  const fits = above && below && above.lines.length + below.lines.length <= CHUNK;
  const chunks = fits
    ? [
        ...last.chunks.slice(0, -1),
        { key: below.key, lines: [...above.lines, ...below.lines] },
        ...first.chunks.slice(1),
      ]
    : [...last.chunks, ...first.chunks];
  return [...newer.slice(0, -1), { ...first, chunks }, ...older.slice(1)];
}

/** Returns days with what has changed about their lines from `oldest` on, and without those that are gone. */
function renewed(days: Day[], lines: ActivityLine[], oldest: number): Day[] {
  const byId = new Map(lines.map((line) => [line.id, line]));
  const renew = (line: ActivityLine): ActivityLine[] => {
    if (line.id < oldest) return [line];
    const now = byId.get(line.id);
    return now ? [JSON.stringify(now) === JSON.stringify(line) ? line : now] : [];
  };
  return days.flatMap((day) => {
    if ((day.chunks[0]?.lines[0]?.id ?? 0) < oldest) return [day];
    const chunks = day.chunks.flatMap((chunk) => {
      if ((chunk.lines[0]?.id ?? 0) < oldest) return [chunk];
      const left = chunk.lines.flatMap(renew);
      return left.length === 0 ? [] : [{ ...chunk, lines: left }];
    });
    return chunks.length === 0 ? [] : [{ ...day, chunks }];
  });
}

export class Ledger {
  days: Day[] = $state.raw([]);
  /** Whether there are older ones. */
  more = $state(false);
  /** Whether the first answer is there. */
  ready = $state(false);
  readonly #ask: (query: ActivityQuery) => Promise<ActivityPage>;
  #query: ActivityQuery = { text: "", kind: null, failed: false, before: null };
  /** Grows with every question that makes the answers to those before worthless. */
  #asked = 0;
  /** How often it was asked what is new, and which of these answers was shown last: they may come in another order. */
  #renewals = 0;
  #shown = 0;
  #busy = false;

  constructor(ask: (query: ActivityQuery) => Promise<ActivityPage>) {
    this.#ask = ask;
  }

  /** Looks for something else. */
  async look(query: Omit<ActivityQuery, "before">): Promise<void> {
    const mine = ++this.#asked;
    this.#query = { ...query, before: null };
    const { lines, more } = await this.#ask(this.#query);
    if (mine !== this.#asked) return;
    this.days = byDay(lines);
    this.more = more;
    this.ready = true;
  }

  /** Goes on with older ones. */
  async older(): Promise<void> {
    const before = this.days.at(-1)?.chunks.at(-1)?.lines.at(-1)?.id ?? null;
    if (this.#busy || !this.more || before === null) return;
    this.#busy = true;
    const mine = this.#asked;
    const { lines, more } = await this.#ask({ ...this.#query, before }).finally(() => (this.#busy = false));
    if (mine !== this.#asked) return;
    this.days = join(this.days, byDay(lines));
    this.more = more;
  }

  /** Asks what is new. Returns what shows it, so that whoever reads can be held in place. */
  async newer(): Promise<() => void> {
    const mine = this.#asked;
    const renewal = ++this.#renewals;
    const known = this.#top();
    const lines: ActivityLine[] = [];
    let more = true;
    let pages = 0;
    while (more && (lines.at(-1)?.id ?? Infinity) > known && pages++ < PAGES) {
      const page = await this.#ask({ ...this.#query, before: lines.at(-1)?.id ?? null });
      lines.push(...page.lines);
      more = page.more;
    }
    return () => {
      if (mine !== this.#asked || renewal < this.#shown) return;
      this.#shown = renewal;
      // Another answer may have been shown meanwhile.
      const top = this.#top();
      const oldest = lines.at(-1)?.id ?? 0;
      const missed = more && oldest > top;
      if (missed || lines.length === 0 || top === 0) {
        // Too much has happened, or all of it is gone.
        this.days = byDay(lines);
        this.more = more;
      } else {
        const below = renewed(this.days, lines, more ? oldest : 0);
        this.days = join(byDay(lines.filter(({ id }) => id > top)), below);
        if (!more) this.more = false;
      }
      this.ready = true;
    };
  }

  /** The newest line that is shown. */
  #top(): number {
    return this.days[0]?.chunks[0]?.lines[0]?.id ?? 0;
  }
}
