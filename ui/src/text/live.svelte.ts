/** Has what is shown follow the language. The small window with messages does without. */
import { observe } from "./locale";

let changes = $state(0);
observe(
  () => void changes,
  () => void changes++,
);
