/** A message with its values put in. It understands what our messages are made of: text, values, and choices. */
import { inLocale } from "./locale";

type Piece =
  | { type: "var"; name: string }
  | { type: "str"; value: string }
  | { type: "select"; selector: { name: string }; variants: Variant[]; star: number };
type Variant = { key: { value: string | number }; value: Pattern };

/** A message as `data-blocks.ts` writes it down. */
export type Pattern = string | (string | Piece)[];

export type Words = Record<string, string | number>;

const numbers = inLocale((tag) => new Intl.NumberFormat(tag));
const plurals = inLocale((tag) => new Intl.PluralRules(tag));

export function format(pattern: Pattern, words: Words): string {
  if (typeof pattern === "string") return pattern;
  return pattern.map((piece) => (typeof piece === "string" ? piece : say(piece, words))).join("");
}

function say(piece: Piece, words: Words): string {
  if (piece.type === "str") return piece.value;
  if (piece.type === "var") {
    const value = words[piece.name] ?? `{$${piece.name}}`;
    return typeof value === "number" ? numbers().format(value) : value;
  }
  const value = words[piece.selector.name];
  const plural = typeof value === "number" ? plurals().select(value) : value;
  const fits = piece.variants.find(({ key }) => key.value === value || key.value === plural);
  return format((fits ?? piece.variants[piece.star])?.value ?? "", words);
}
