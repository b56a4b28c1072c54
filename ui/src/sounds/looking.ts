/** Devices come and go while the page is open. */

/** How often it is looked which there are, in milliseconds. */
const LOOK_EVERY = 3000;

/** Asks now and again, until what is returned is called. */
export function everyNowAndThen<Answer>(ask: () => Promise<Answer>, tell: (answer: Answer) => void): () => void {
  let gone = false;
  const look = () =>
    void ask().then((answer) => {
      if (!gone) tell(answer);
    });
  look();
  const timer = setInterval(look, LOOK_EVERY);
  return () => {
    gone = true;
    clearInterval(timer);
  };
}
