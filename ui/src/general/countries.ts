/** The names of countries, in the user's language. */
import type { Country } from "../ipc/bindings";
import { inLocale } from "../text/locale";

const names = inLocale((tag) => new Intl.DisplayNames(tag, { type: "region" }));
const order = inLocale((tag) => new Intl.Collator(tag));

/** Returns a country's name, or its id where nobody has a name for it. */
export function countryName(id: string): string {
  try {
    return names().of(id) ?? id;
  } catch {
    // What is not the shape of an id is no country either.
    return id;
  }
}

/** Returns countries in the order of their names. */
export function inOrder(countries: Country[]): Country[] {
  return countries
    .map((country) => ({ country, name: countryName(country.id) }))
    .toSorted((a, b) => order().compare(a.name, b.name))
    .map(({ country }) => country);
}
