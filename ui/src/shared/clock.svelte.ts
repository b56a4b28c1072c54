/** What time it is, for the few places where it is seen to pass. */

/** Returns the time, renewed every `period()` milliseconds; 0 stands still. Call it while a component is set up. */
export function clock(period: () => number): { readonly now: number } {
  let now = $state(Date.now());
  $effect(() => {
    const every = period();
    if (every === 0) return;
    now = Date.now();
    const timer = setInterval(() => (now = Date.now()), every);
    return () => clearInterval(timer);
  });
  return {
    get now() {
      return now;
    },
  };
}
