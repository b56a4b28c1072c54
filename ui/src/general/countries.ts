/** The names of countries, in the user's language. */
import type { Country } from "../ipc/bindings";

/** The user's languages. Where the system's is none, such as the locale C, some web views name what is no language. */
const languages = navigator.languages.filter((language) => {
  try {
    return Intl.getCanonicalLocales(language).length > 0;
  } catch {
    return false;
  }
});
const names = new Intl.DisplayNames(languages, { type: "region" });
const order = new Intl.Collator(languages);

/** Returns a country's name, or its id where nobody has a name for it. */
export function countryName(id: string): string {
  try {
    return names.of(id) ?? id;
  } catch {
    // What is not the shape of an id is no country either.
    return id;
  }
}

/** Returns countries in the order of their names. */
export function inOrder(countries: Country[]): Country[] {
  return countries
    .map((country) => ({ country, name: countryName(country.id) }))
    .toSorted((a, b) => order.compare(a.name, b.name))
    .map(({ country }) => country);
}
