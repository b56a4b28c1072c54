/** How a text with variables reads: which of it is a variable, and whether there is one of that name. */

export type Piece = { kind: "plain" | "variable" | "unknown"; text: string };

// A doubled brace is a brace; a variable may carry a format after a colon and a default after a bar.
const VARIABLE = /\{\{|\}\}|\{([^{}:|]*)(?:[:|][^{}]*)?\}/g;

/** Names that work although no list has them: people copied them from an old manual. */
const MISPRINTS = ["Call.RemoteCall"];

export function pieces(text: string, names: ReadonlySet<string>): Piece[] {
  const result: Piece[] = [];
  let plainFrom = 0;
  for (const match of text.matchAll(VARIABLE)) {
    const name = match[1];
    if (name === undefined) continue;
    if (match.index > plainFrom) result.push({ kind: "plain", text: text.slice(plainFrom, match.index) });
    const known = names.has(name) || MISPRINTS.includes(name);
    result.push({ kind: known ? "variable" : "unknown", text: match[0] });
    plainFrom = match.index + match[0].length;
  }
  if (plainFrom < text.length) result.push({ kind: "plain", text: text.slice(plainFrom) });
  return result;
}

/** Returns the text with a variable, or a variable and its format, replaced wherever it stands. What follows is kept. */
export function rename(text: string, from: string, to: string): string {
  return text.replace(VARIABLE, (whole, name: string | undefined) => {
    const rest = whole.slice(1 + from.length);
    return name !== undefined && whole.startsWith(`{${from}`) && /^[:|}]/.test(rest) ? `{${to}${rest}` : whole;
  });
}
