/**
 * English as a foreign language, for tests: longer, with accents, and with its values marked. What is shown without an
 * accent was never a message; what is cut off now is cut off in German.
 */
import type { Pattern } from "./message";

const ACCENTS: Record<string, string> = {
  ...{ a: "å", b: "ƀ", c: "ç", d: "ð", e: "é", f: "ƒ", g: "ĝ", h: "ĥ", i: "î", j: "ĵ", k: "ķ", l: "ļ", m: "ɱ" },
  ...{ n: "ñ", o: "ö", p: "þ", q: "ǫ", r: "ŕ", s: "š", t: "ţ", u: "û", v: "ṽ", w: "ŵ", x: "ẋ", y: "ý", z: "ž" },
  ...{ A: "Å", B: "Ɓ", C: "Ç", D: "Ð", E: "É", F: "Ƒ", G: "Ĝ", H: "Ĥ", I: "Î", J: "Ĵ", K: "Ķ", L: "Ļ", M: "Ṁ" },
  ...{ N: "Ñ", O: "Ö", P: "Þ", Q: "Ǫ", R: "Ŕ", S: "Š", T: "Ţ", U: "Û", V: "Ṽ", W: "Ŵ", X: "Ẋ", Y: "Ý", Z: "Ž" },
};

/** What stands before and after a value. */
export const VALUE = ["⟦", "⟧"] as const;

/** Returns a text with accents, and every word 40 % longer. The tags in it stay. */
function foreign(text: string): string {
  return text.replace(/<[^>]*>|[A-Za-z]+/g, (word) => {
    if (word.startsWith("<")) return word;
    return word.replace(/./g, (letter) => ACCENTS[letter] ?? letter) + "ö".repeat(Math.round(word.length * 0.4));
  });
}

function foreignPattern(pattern: Pattern): Pattern {
  const pieces = typeof pattern === "string" ? [pattern] : pattern;
  return pieces.flatMap((piece): Exclude<Pattern, string> => {
    if (typeof piece === "string") return [foreign(piece)];
    if (piece.type === "var") return [VALUE[0], piece, VALUE[1]];
    if (piece.type === "str") return [{ ...piece, value: foreign(piece.value) }];
    return [{ ...piece, variants: piece.variants.map((each) => ({ ...each, value: foreignPattern(each.value) })) }];
  });
}

/** Returns messages as a foreigner sees them. */
export function pseudo(messages: Record<string, Pattern>): Record<string, Pattern> {
  const { direction = "ltr", ...said } = messages;
  return { ...Object.fromEntries(Object.entries(said).map(([id, message]) => [id, foreignPattern(message)])), direction };
}
