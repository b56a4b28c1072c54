/**
 * What Tauri's channel takes for private fields, which it was compiled to do without. What it asserts there is asserted
 * by TypeScript already, where it was written.
 */
type Fields = WeakMap<object, unknown>;
type Method = (...given: unknown[]) => unknown;

export function __classPrivateFieldGet(of: object, fields: Fields, kind: "f" | "m", method?: Method): unknown {
  return kind === "m" ? method : fields.get(of);
}

export function __classPrivateFieldSet(of: object, fields: Fields, value: unknown): unknown {
  fields.set(of, value);
  return value;
}
