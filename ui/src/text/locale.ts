/** The language that is spoken, for what differs by it besides the words: numbers, dates, lists, alphabets. */

let tag = "en-GB";
let onread = (): void => undefined;
let onchange = onread;

/** Has it told whenever something that depends on the language is read, and when it is another one. */
export function observe(read: () => void, change: () => void): void {
  onread = read;
  onchange = change;
}

/** To be called by whatever depends on the language, when it is read. */
export function read(): void {
  onread();
}

export function change(language: string): void {
  tag = language === "en" ? "en-GB" : language;
  onchange();
}

/** Makes something once for each language. */
export function inLocale<T>(make: (tag: string) => T): () => T {
  let made: { tag: string; it: T } | undefined;
  return () => {
    read();
    if (made?.tag !== tag) made = { tag, it: make(tag) };
    return made.it;
  };
}
