import type { FieldProblem } from "../ipc/bindings";

/** What is wrong with a field, and when the custom event runs: `device`, `connection`, or the state of a call.
 * What is wrong with the scheme of a web service says `service`. */
export type Said = FieldProblem & { moment: string };

export function isError({ severity }: Said): boolean {
  return severity === "error";
}
